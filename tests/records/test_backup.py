import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from benchmarks.records.simulated import fill, simulate_repetition
from records import RecordsError, open_records
from records.owned import TABLES
from tests.records.test_exporting import live_through
from tests.records.test_storing import begun


def content(records):
    with records.engine.connect() as connection:
        return {
            table.name: [
                tuple(map(str, row)) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in TABLES
        }


def test_a_backup_holds_everything_and_opens_like_the_original(records, tmp_path):
    session = live_through(records)
    live_through(records, "other")
    fill(records, 3)
    before = content(records)
    records.back_up(tmp_path / "backup.db")
    with open_records(tmp_path / "backup.db") as copy:
        assert content(copy) == before
        assert copy.saved is None
        assert [one.id for one in copy.progress().sessions] == [one.id for one in records.progress().sessions]
        # It is in use from here on: keys and the gate hold in it too.
        assert copy.store_repetition(session, 1, *simulate_repetition(2)) is False
        assert copy.store_repetition(session, 1, *simulate_repetition(3)) is True
        copy.erase()
        assert copy.people() == ["other"]
    assert len(records.progress().sessions) == 4


def test_a_backup_is_of_one_moment_while_others_go_on_storing(records, tmp_path):
    session = begun(records)

    def store() -> None:
        for number in range(1, 60):
            records.store_repetition(session, 1, *simulate_repetition(number))

    with ThreadPoolExecutor(1) as pool:
        storing = pool.submit(store)
        records.back_up(tmp_path / "backup.db")
        storing.result()
    with open_records(tmp_path / "backup.db") as copy:
        count = copy.kept().repetitions
        assert all(copy.curves(session, 1, number).angles for number in range(1, count + 1))
    assert records.kept().repetitions == 59


@pytest.mark.skipif(os.name != "posix", reason="permissions of another kind")
def test_no_other_account_can_read_it(records, tmp_path):
    records.back_up(tmp_path / "backup.db")
    assert stat.S_IMODE((tmp_path / "backup.db").stat().st_mode) == 0o600


def test_nothing_is_overwritten_and_nothing_left_half(records, tmp_path):
    (tmp_path / "mine.db").write_text("mine")
    with pytest.raises(RecordsError, match="is there already"):
        records.back_up(tmp_path / "mine.db")
    with pytest.raises(RecordsError, match="cannot be written"):
        records.back_up(tmp_path / "no" / "folder.db")
    assert (tmp_path / "mine.db").read_text() == "mine"
    assert list(tmp_path.glob("*.partial*")) == []
