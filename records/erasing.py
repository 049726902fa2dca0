"""Removes everything of a person, also what deleting leaves behind: free pages, the log, old backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, text
from sqlalchemy.orm import Session

from records.audit import Act, note
from records.consenting import count_kept, known_person
from records.engine import WRITES, driver_connection
from records.migrating import backup_folder, backup_prefix
from records.models import PersonRow
from records.owned import TABLES
from records.problems import NotKeptError, RecordsError, place_of


@dataclass(frozen=True)
class Erased:
    """What was removed.

    Attributes
    ----------
    sessions, repetitions : int
        How many of each.
    backups : int
        How many of the backups that were made before a migration; they held the person too.
    """

    sessions: int
    repetitions: int
    backups: int


def erase_person(engine: Engine, handle: str, at: datetime) -> Erased:
    """Remove everything of a person; what stays is an event that says so, without saying of whom.

    Raises
    ------
    NotKeptError
        If nobody of this name is known. What an erasure before left in the files is removed all the same.
    RecordsError
        If another program keeps the files from being cleaned; erasing again does the rest.
    """
    kept, unknown = None, None
    with Session(engine.execution_options(**WRITES)) as db, db.begin():
        try:
            person_id = known_person(db, handle)
            kept = count_kept(db, person_id)
            # All that hangs on the row goes with it.
            db.execute(delete(PersonRow).where(PersonRow.id == person_id))
            note(db, Act.ERASED, at, counts={"sessions": kept.sessions, "repetitions": kept.repetitions})
        except NotKeptError as error:
            unknown = error
    backups = _remove_backups(engine)
    if engine.dialect.name == "sqlite":
        _clean_sqlite(engine)
    else:
        _clean_postgresql(engine)
    if kept is None:
        assert unknown is not None
        raise unknown
    return Erased(kept.sessions, kept.repetitions, backups)


def _remove_backups(engine: Engine) -> int:
    found = list(backup_folder(engine).glob(f"{backup_prefix(engine)}*"))
    for path in found:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise RecordsError(
                f"The results are erased, but not their backup: delete {path} ({error.strerror})."
            ) from error
    return len(found)


def _clean_sqlite(engine: Engine) -> None:
    """Write the file anew without free pages, and empty the log.

    `secure_delete` has written over the rows; what VACUUM leaves out and the log still holds goes here.
    """
    with engine.connect() as connection:
        raw = driver_connection(connection)
        raw.execute("VACUUM")
        busy, _pages, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise RecordsError(
            f"The results are erased, but traces stay in {place_of(engine.url)}-wal while another program "
            "reads it; close it and erase again."
        )


def _clean_postgresql(engine: Engine) -> None:
    """Write every table anew without the deleted rows; the server's own log it recycles by itself."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in TABLES:
            connection.execute(text(f"VACUUM (FULL) {table.name}"))
