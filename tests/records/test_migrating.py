import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from records import RecordsError, open_records
from records.engine import find_url, make_engine
from records.migrating import SCRIPTS, VERSION_TABLE
from records.models import Base
from tests.records.test_storing import BOW, begun

# What a Backtalk of next year might bring: a table is put in another's place on SQLite.
NEXT_YEAR = '''
"""Next year's."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "0001"


def upgrade():
    recreate = "always" if op.get_bind().dialect.name == "sqlite" else "auto"
    with op.batch_alter_table("session", recreate=recreate) as table:
        table.add_column(sa.Column("mood", sa.String()))
'''


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database without tables."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_args, **_kwargs: tmp_path / "user")
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.db'}"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def next_year(tmp_path: Path) -> Path:
    """The migrations of a Backtalk of next year."""
    folder = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v9999_next_year.py").write_text(NEXT_YEAR, encoding="utf-8")
    return folder


def test_migrations_lead_to_the_tables_of_the_models(empty):
    with open_records(empty) as records, records.engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        assert records.saved is None


def test_the_comparison_sees_what_it_looks_for(empty):
    with open_records(empty) as records, records.engine.begin() as connection:
        connection.execute(text("ALTER TABLE session ADD COLUMN mood VARCHAR"))
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert [change[0] for change in compare_metadata(context, Base.metadata)] == ["remove_column"]


def test_opening_again_changes_nothing(empty):
    with open_records(empty) as records:
        records.give_consent("1")
    with open_records(empty) as records:
        assert records.may_keep()
        assert records.saved is None


def test_an_older_database_is_backed_up_then_migrated(empty, next_year):
    with open_records(empty) as records:
        records.give_consent("1")
        session = begun(records)
        records.store_repetition(session, 1, BOW)
        before = records.progress()
    with open_records(empty, migrations=next_year) as records:
        assert "mood" in {column["name"] for column in inspect(records.engine).get_columns("session")}
        # Nothing that hangs on the table went with it.
        assert records.progress() == before
        saved = records.saved
    with open_records(saved) as records:
        assert records.progress() == before
        assert "mood" not in {column["name"] for column in inspect(records.engine).get_columns("session")}


def test_a_migration_that_fails_leaves_everything_as_it_was(empty, next_year):
    (next_year / "versions" / "v9999_next_year.py").write_text(
        NEXT_YEAR + "    raise RuntimeError('power cut')\n", encoding="utf-8"
    )
    with open_records(empty) as records:
        records.give_consent("1")
        with pytest.raises(RuntimeError, match="power cut"):
            open_records(empty, migrations=next_year)
        assert "mood" not in {column["name"] for column in inspect(records.engine).get_columns("session")}
    with open_records(empty) as records:
        assert records.may_keep()
        assert records.begin_session()


def test_a_newer_database_is_refused_in_one_sentence(empty, next_year):
    open_records(empty, migrations=next_year).close()
    with pytest.raises(RecordsError, match=r"made by a newer Backtalk; update this one.*\.$"):
        open_records(empty)


def test_another_program_s_database_is_refused_and_left_alone(empty):
    engine = make_engine(find_url(empty))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name VARCHAR)"))
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
    with pytest.raises(RecordsError, match="belongs to another program"):
        open_records(empty)
    assert set(inspect(engine).get_table_names()) == {"recipes", "alembic_version"}
    engine.dispose()


def test_another_program_s_sqlite_file_is_not_changed_at_all(tmp_path):
    path = tmp_path / "recipes.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RecordsError, match="belongs to another program"):
        open_records(path)
    assert path.read_bytes() == before


def test_two_that_open_at_once_do_not_disturb_each_other(empty):
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_records(empty), range(4)))
    with create_engine(opened[0].engine.url).connect() as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {VERSION_TABLE}")) == 1
    for records in opened:
        records.close()
