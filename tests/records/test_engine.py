import os
import socket
import sqlite3
import stat
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from benchmarks.records.simulated import simulate_repetition
from errors import BacktalkError
from records import RecordsError, open_records
from records.engine import ENVIRONMENT_NAME, default_path, driver_connection, find_url, make_engine
from records.problems import in_words
from tests.records.test_storing import BOW, begun


def one_sentence(problem: pytest.ExceptionInfo[RecordsError]) -> str:
    """What went wrong, having made sure that it is one sentence and gives no secret away."""
    sentence = str(problem.value)
    assert isinstance(problem.value, BacktalkError)
    assert sentence.endswith(".")
    assert ". " not in sentence
    assert "\n" not in sentence
    assert "s3cret" not in sentence
    return sentence


def store_all(records, session, numbers) -> None:
    for number in numbers:
        records.store_repetition(session, 1, *simulate_repetition(number))


def test_without_a_place_it_is_the_user_s_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv(ENVIRONMENT_NAME, raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_args, **_kwargs: tmp_path / "user")
    assert default_path() == tmp_path / "user" / "records.db"
    with open_records() as records:
        assert records.engine.url.database == str(tmp_path / "user" / "records.db")


def test_the_environment_names_another_place(monkeypatch, place):
    monkeypatch.setenv(ENVIRONMENT_NAME, place)
    with open_records() as records:
        assert records.engine.url.database == make_url(place).database


@pytest.mark.skipif(os.name != "posix", reason="permissions of another kind")
def test_no_other_account_can_read_it(tmp_path):
    path = tmp_path / "new" / "folder" / "records.db"
    with open_records(path) as records:
        records.give_consent("1")
        for file in [*path.parent.iterdir(), path.parent]:
            assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file


@pytest.mark.parametrize(
    ("setting", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("secure_delete", 1)],
)
def test_sqlite_is_set_up_to_lose_nothing(tmp_path, setting, value):
    with open_records(tmp_path / "records.db") as records, records.engine.connect() as connection:
        assert connection.scalar(text(f"PRAGMA {setting}")) == value


@pytest.mark.parametrize(
    "place",
    [
        "nonsense",
        "mysql://u:s3cret@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://u:s3cret@host",
        "://",
    ],
)
def test_what_is_no_address(place):
    with pytest.raises(RecordsError, match="is no address of a database") as problem:
        open_records(place)
    one_sentence(problem)


@pytest.mark.parametrize("content", [b"Dear diary, " * 99, b"SQLite format 3\x00" + b"x" * 5000, b"x"])
def test_a_file_that_is_no_database(tmp_path, content):
    path = tmp_path / "records.db"
    path.write_bytes(content)
    with pytest.raises(RecordsError, match=r"no database of results") as problem:
        open_records(path)
    assert str(path) in one_sentence(problem)
    assert path.read_bytes() == content


def test_a_damaged_database(tmp_path):
    path = tmp_path / "records.db"
    with open_records(path) as records:
        records.give_consent("1")
        session = begun(records)
        for number in range(1, 200):
            records.store_repetition(session, 1, *simulate_repetition(number))
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(RecordsError, match="damaged") as problem, open_records(path) as records:
        records.progress()
    assert str(path) in one_sentence(problem)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RecordsError, match="cannot be made") as problem:
        open_records(tmp_path / "file" / "records.db")
    one_sentence(problem)


def test_a_folder_where_the_file_should_be(tmp_path):
    with pytest.raises(RecordsError, match="cannot be made") as problem:
        open_records(tmp_path)
    one_sentence(problem)


def test_a_database_that_another_program_holds(tmp_path, monkeypatch):
    monkeypatch.setattr("records.engine._BUSY_S", 0.2)
    path = tmp_path / "records.db"
    with open_records(path) as records:
        records.give_consent("1")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsError, match="in use by another program") as problem:
            records.begin_session()
        one_sentence(problem)
        # Reading goes on meanwhile, and so does everything once it is free.
        assert records.may_keep()
        other.execute("ROLLBACK")
        other.close()
        assert records.begin_session()


def test_what_sqlite_says_outside_of_a_transaction_is_told_as_well(tmp_path, monkeypatch):
    monkeypatch.setattr("records.engine._BUSY_S", 0.2)
    path = tmp_path / "records.db"
    with open_records(path) as records, records.engine.connect() as connection:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsError, match="in use by another program"), in_words(records.engine.url):
            driver_connection(connection).execute("VACUUM")
        other.close()


def test_what_is_our_own_mistake_stays_one(tmp_path):
    with (
        open_records(tmp_path / "records.db") as records,
        records.engine.connect() as connection,
        pytest.raises(DBAPIError, match="no such table"),
        in_words(records.engine.url),
    ):
        connection.execute(text("SELECT * FROM recipes"))


def test_who_writes_waits_for_their_turn(tmp_path):
    path = tmp_path / "records.db"
    with open_records(path) as records:
        records.give_consent("1")
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.3, lambda: other.execute("ROLLBACK")).start()
        begin = time.monotonic()
        records.begin_session()
        assert time.monotonic() - begin > 0.1


def test_a_database_that_may_not_be_written(tmp_path):
    path = tmp_path / "records.db"
    with open_records(path) as records:
        records.give_consent("1")
    with open_records(f"sqlite:///file:{path}?mode=ro&uri=true") as records:
        assert records.may_keep()
        with pytest.raises(RecordsError, match="read-only") as problem:
            records.begin_session()
        one_sentence(problem)


def test_a_disk_that_is_full(tmp_path):
    with open_records(tmp_path / "records.db") as records:
        records.give_consent("1")
        session = begun(records)
        records.store_repetition(session, 1, BOW)
        # SQLite's own limit stands in for the disk's.
        event.listen(
            records.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=1")
        )
        records.engine.dispose()
        with pytest.raises(RecordsError, match="disk is full") as problem:
            store_all(records, session, range(2, 400))
        one_sentence(problem)
        kept = records.kept().repetitions
        assert 1 <= kept < 399
        assert records.progress().sessions[0].exercises[0].repetitions == kept


def test_a_server_that_does_not_answer():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    with pytest.raises(RecordsError, match="does not answer") as problem:
        open_records(f"postgresql://backtalk:s3cret@127.0.0.1:{port}/clinic")
    assert "clinic on 127.0.0.1" in one_sentence(problem)


def test_a_wrong_password(postgresql):
    wrong = make_url(postgresql).set(password="s3cret")
    with pytest.raises(RecordsError, match="name and password") as problem:
        open_records(wrong.render_as_string(hide_password=False))
    one_sentence(problem)


def test_a_database_that_is_not_there(postgresql):
    wrong = make_url(postgresql).set(database="nowhere")
    with pytest.raises(RecordsError, match=r"nowhere on 127\.0\.0\.1 is not there") as problem:
        open_records(wrong.render_as_string(hide_password=False))
    one_sentence(problem)


def test_a_user_who_may_not_make_tables(postgresql):
    admin = create_engine(find_url(postgresql), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    name = f"reader_{make_url(postgresql).database}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE USER {name} PASSWORD 's3cret'"))
    reader = make_url(postgresql).set(username=name, password="s3cret")
    with pytest.raises(RecordsError, match="does not allow this") as problem:
        open_records(reader.render_as_string(hide_password=False))
    one_sentence(problem)


def test_a_server_that_was_started_anew_in_between_is_no_trouble(postgresql):
    with open_records(postgresql) as records:
        records.give_consent("1")
        session = begun(records)
        admin = create_engine(find_url(postgresql), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with admin.connect() as connection:
            ended = connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            ).all()
        assert ended
        assert records.store_repetition(session, 1, BOW)


def test_a_locked_table_of_a_server(postgresql, monkeypatch):
    monkeypatch.setattr("records.engine._POSTGRESQL_SETTINGS", ("SET lock_timeout = '200ms'",))
    with open_records(postgresql) as records:
        records.give_consent("1")
        admin = create_engine(find_url(postgresql), poolclass=NullPool)
        with admin.begin() as connection:
            connection.execute(text("LOCK TABLE session"))
            with pytest.raises(RecordsError, match="in use by another program") as problem:
                records.begin_session()
            one_sentence(problem)


@pytest.mark.parametrize(
    ("address", "encrypted"),
    [
        ("postgresql://u@localhost/d", False),
        ("postgresql://u@127.0.0.1/d", False),
        ("postgresql://u@clinic.example/d", True),
        ("postgresql://u@clinic.example/d?sslmode=disable", False),
        ("postgresql://u@localhost/d?sslmode=verify-full", True),
    ],
)
def test_the_way_to_another_computer_is_encrypted_unless_somebody_says_no(address, encrypted):
    class AskedError(Exception):
        """What the driver would be asked for; nothing is connected."""

    def ask(_dialect, _record, _arguments, settings):
        raise AskedError(settings["ssl_context"])

    engine = make_engine(find_url(address))
    event.listen(engine, "do_connect", ask)
    with pytest.raises(AskedError) as asked:
        engine.connect()
    (context,) = asked.value.args
    assert (context is not None) == encrypted
    if encrypted:
        assert context.check_hostname


@pytest.mark.parametrize("query", ["sslmode=prefer", "application_name=x"])
def test_what_an_address_may_not_ask_for(query):
    with pytest.raises(RecordsError, match="sslmode=verify-full") as problem:
        open_records(f"postgresql://u:s3cret@clinic.example/d?{query}")
    one_sentence(problem)


def test_a_certificate_that_is_not_there(tmp_path: Path):
    with pytest.raises(RecordsError, match="no certificate") as problem:
        open_records(f"postgresql://u@clinic.example/d?sslrootcert={tmp_path / 'none.pem'}")
    one_sentence(problem)
