"""Brings a database to the version that this Backtalk knows: made, backed up and migrated, or refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from records.backup import back_up
from records.engine import WRITES, default_path, driver_connection, sqlite_path
from records.files import make_folder
from records.problems import RecordsError, place_of

SCRIPTS = Path(__file__).parent / "migrations"
VERSION_TABLE = "backtalk_version"
"""A name of our own: another program's database is not taken for ours."""

# Any number will do, as long as every Backtalk takes the same (PostgreSQL's advisory locks).
_LOCK = 0x6261636B


def bring_up_to_date(engine: Engine, scripts: Path = SCRIPTS) -> Path | None:
    """Make the tables of an empty database, or bring those of an older Backtalk up to date.

    Parameters
    ----------
    engine : Engine
        Where the results lie.
    scripts : Path
        The folder of migrations.

    Returns
    -------
    Path or None
        The backup that was made before an older database was touched.

    Raises
    ------
    RecordsError
        If a newer Backtalk made it, or another program.
    """
    versions = ScriptDirectory(str(scripts))
    newest = versions.get_current_head()
    with engine.connect() as connection:
        found = _version(connection, engine, versions)
    if found == newest:
        return None
    saved = None
    if found is not None:
        saved = (
            backup_folder(engine) / f"{backup_prefix(engine)}{found}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.db"
        )
        make_folder(saved.parent)
        back_up(engine, saved)
    with engine.connect().execution_options(**WRITES) as connection:
        if engine.dialect.name == "sqlite":
            # A migration may put a table in another's place: what hangs on it has to stay.
            driver_connection(connection).execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                _wait_for_others(connection)
                # Another process may have done it meanwhile.
                if _version(connection, engine, versions) != newest:
                    command.upgrade(_config(scripts, connection), "head")
        finally:
            if engine.dialect.name == "sqlite":
                driver_connection(connection).execute("PRAGMA foreign_keys=ON")
    return saved


def backup_folder(engine: Engine) -> Path:
    """Give the folder of the backups that are made before a migration; it need not be there."""
    return (sqlite_path(engine) or default_path()).parent / "backups"


def backup_prefix(engine: Engine) -> str:
    """Give how the names of these backups begin."""
    path = sqlite_path(engine)
    return f"{path.stem if path else engine.url.database}-before-migration-from-"


def _version(connection: Connection, engine: Engine, versions: ScriptDirectory) -> str | None:
    """Give the version of the tables, None when there are none."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    found = context.get_current_revision()
    place = place_of(engine.url)
    if found is None:
        if set(inspect(connection).get_table_names()) - {VERSION_TABLE}:
            raise RecordsError(f"{place} belongs to another program; give Backtalk a database of its own.")
        return None
    if found not in {script.revision for script in versions.walk_revisions()}:
        raise RecordsError(f"{place} was made by a newer Backtalk; update this one, then open it again.")
    return found


def _wait_for_others(connection: Connection) -> None:
    """Let one process migrate at a time. SQLite's transaction has seen to it already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _config(scripts: Path, connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
