import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.pool import NullPool

from benchmarks.records.simulated import simulate_repetition
from records import NotKeptError, RecordsError, open_records
from records.models import AuditRow
from records.owned import TABLES, rows_of
from tests.records.test_exporting import live_through


def files_of(records) -> Iterator[Path]:
    """Every file in which the results lie."""
    if records.engine.dialect.name == "sqlite":
        yield from Path(records.engine.url.database).parent.rglob("records.db*")
        return
    admin = create_engine(records.engine.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        # What the server keeps in memory goes to its files now.
        connection.execute(text("CHECKPOINT"))
        folder = connection.scalar(text("SELECT current_setting('data_directory')"))
        number = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    yield from (path for path in Path(folder, "base", str(number)).iterdir() if path.is_file())


def holding(records, *words: str) -> set[str]:
    """The words that a file holds somewhere, in use or not."""
    content = b"".join(path.read_bytes() for path in files_of(records))
    return {word for word in words if word.encode() in content}


def traces(person: str) -> list[str]:
    return [f"{what} {person}" for what in ("Name of", "reason of", "task of", "words of", "result of")] + [
        f"exercise_of_{person}"
    ]


def test_nothing_of_a_person_is_left_in_any_file(records):
    session = live_through(records, "ann")
    kept_session = live_through(records, "bea")
    assert holding(records, *traces("ann"), *traces("bea")) == {*traces("ann"), *traces("bea")}
    key = session.hex if records.engine.dialect.name == "sqlite" else None
    assert key is None or holding(records, key)

    erased = records.erase("ann")
    assert (erased.sessions, erased.repetitions) == (1, 2)
    assert holding(records, *traces("ann"), *traces("bea")) == set(traces("bea"))
    assert key is None or not holding(records, key)
    # Another's results are untouched.
    assert records.people() == ["bea", "home"]
    (done,) = records.progress("bea").sessions
    assert (done.id, done.exercises[0].repetitions) == (kept_session, 2)
    assert records.curves(kept_session, 1, 2).angles


def test_no_table_is_forgotten(records):
    live_through(records)
    with records.engine.connect() as connection:
        person_id = connection.scalar(select(TABLES[0].c.id)) if TABLES[0].name == "person" else None
        before = {table.name: len(connection.execute(rows_of(table, person_id)).all()) for table in TABLES}
    assert person_id is not None
    assert all(before.values()), "the test leaves something in every table"
    records.erase()
    with records.engine.connect() as connection:
        left = {table.name: connection.scalar(select(func.count()).select_from(table)) for table in TABLES}
    assert {name for name, count in left.items() if count} == {"audit_event"}


def test_the_event_stays_and_says_nothing_of_the_person(records):
    session = live_through(records, "ann")
    with records.engine.connect() as connection:
        person_id = connection.scalar(select(TABLES[0].c.id).where(TABLES[0].c.handle == "ann"))
    records.erase("ann")
    with records.engine.connect() as connection:
        events = connection.execute(select(AuditRow.__table__).order_by(AuditRow.id)).all()
    assert [event.what for event in events] == ["consent_given", "consent_given", "erased"]
    assert events[-1].counts == {"sessions": 1, "repetitions": 2}
    assert [event.person_id for event in events][1:] == [None, None]
    for secret in ("ann", str(session), session.hex, str(person_id), person_id.hex):
        assert secret not in str(events)


def test_after_erasing_nothing_can_be_stored(records):
    session = live_through(records)
    records.erase()
    assert not records.may_keep()
    with pytest.raises(RecordsError, match="no consent"):
        records.store_repetition(session, 1, *simulate_repetition(3))
    with pytest.raises(NotKeptError, match="home"):
        records.erase()


def test_a_person_who_comes_back_begins_anew(records):
    live_through(records)
    records.erase()
    records.give_consent("1")
    assert records.progress().sessions == ()


def test_backups_that_backtalk_made_itself_go_too(records, tmp_path):
    live_through(records, "ann")
    folder = (
        Path(records.engine.url.database).parent
        if records.engine.dialect.name == "sqlite"
        else tmp_path / "user"
    )
    name = "records" if records.engine.dialect.name == "sqlite" else records.engine.url.database
    saved = folder / "backups" / f"{name}-before-migration-from-0000-20250101T000000Z.db"
    saved.parent.mkdir(parents=True)
    records.back_up(saved)
    another = saved.with_name("another-before-migration-from-0000-20250101T000000Z.db")
    another.write_text("of another database")
    assert records.erase("ann").backups == 1
    assert not saved.exists()
    assert another.exists()


def test_where_another_program_reads_the_log_erasing_says_so_and_can_be_finished(tmp_path, monkeypatch):
    monkeypatch.setattr("records.engine._BUSY_S", 0.2)
    path = tmp_path / "records.db"
    with open_records(path) as records:
        live_through(records, "ann")
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM person").fetchone()
        with pytest.raises(RecordsError, match="close it and erase again"):
            records.erase("ann")
        assert records.people() == []
        reader.execute("ROLLBACK")
        reader.close()
        with pytest.raises(NotKeptError):
            records.erase("ann")
        assert holding(records, *traces("ann")) == set()
