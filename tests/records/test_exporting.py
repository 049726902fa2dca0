import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest

from benchmarks.records.simulated import simulate_repetition
from exercises.own_range import OwnRange
from records import NotKeptError, PainMoment, RecordsError
from records.owned import CURVES, TABLES
from tests.records.conftest import NOON
from tests.records.test_storing import BOW
from vision.angles import View
from vision.calibration import Calibration
from vision.neutral import Neutral


def live_through(records, person="home"):
    """Leave something of a person in every table."""
    records.give_consent("1", person, name=f"Name of {person}")
    session = records.begin_session(person)
    records.begin_set(session, 1, f"exercise_of_{person}")
    records.store_calibration(
        session, 1, 1, Calibration(Neutral({"a": 1.0}), View.LEFT, 0.5, "edges"), OwnRange(-1, 1)
    )
    records.store_repetition(session, 1, replace(BOW, reason=f"reason of {person}"))
    records.store_repetition(session, 1, *simulate_repetition(2))
    records.store_pain(session, PainMoment.BEFORE, 3)
    records.store_confidence(f"task of {person}", 6, person)
    records.store_answers("psfs", "1", {"activity": f"words of {person}", "score": 4.5}, person, at=NOON)
    records.store_assessment("bow", "1", {"told": f"result of {person}"}, person)
    records.end_set(session, 1)
    records.end_session(session)
    return session


def test_everything_of_a_person_and_nothing_of_another(records, tmp_path):
    session, other = live_through(records), live_through(records, "other")
    out = tmp_path / "mine.zip"
    records.export(out)
    with zipfile.ZipFile(out) as bundle:
        data = json.loads(bundle.read("data.json"))
        whole = b"".join(bundle.read(name) for name in bundle.namelist()).decode()
        tables = {
            name: list(csv.DictReader(io.TextIOWrapper(bundle.open(f"tables/{name}.csv"), "utf-8")))
            for name in data
            if isinstance(data[name], list)
        }
        curves = list(csv.DictReader(io.TextIOWrapper(bundle.open(f"curves/{session}.csv"), "utf-8")))
        assert "no pictures" in bundle.read("README.txt").decode()
    assert set(tables) == {table.name for table in TABLES if table is not CURVES}
    assert all(rows for rows in tables.values()), "the test leaves something in every table"
    assert {name: len(rows) for name, rows in data.items() if isinstance(rows, list)} == {
        name: len(rows) for name, rows in tables.items()
    }
    assert str(other) not in whole
    assert "other" not in whole

    assert data["format"] == 1
    assert data["person"][0]["handle"] == "home"
    assert [one["session_id"] for one in data["repetition"]] == [str(session)] * 2
    bow = data["repetition"][0]
    assert (bow["peak_deg"], bow["smoothness_back"], bow["reason"]) == (61.5, None, "reason of home")
    assert bow["faults"] == [{"id": "knees_bend", "time_s": 5.5, "worst": 31.0}]
    assert tables["repetition"][0]["peak_deg"] == "61.5"
    assert json.loads(tables["repetition"][0]["peaks"]) == {"trunk_flexion": 61.5, "hip_flexion_left": 70.0}
    assert data["outcome_answer"][0]["answered_at"] == "2026-03-01T12:00:00+00:00"

    stored = simulate_repetition(2)[1]
    assert {(row["set"], row["repetition"]) for row in curves} == {("1", "2")}
    assert len(curves) == stored.times_s.size
    assert float(curves[30]["trunk_flexion"]) == pytest.approx(stored.angles["trunk_flexion"][30], abs=0.05)
    assert float(curves[30]["time_s"]) == pytest.approx(stored.times_s[30], abs=0.001)


def test_what_was_withdrawn_can_still_be_exported(records, tmp_path):
    live_through(records)
    records.withdraw_consent()
    records.export(tmp_path / "mine.zip")
    assert (tmp_path / "mine.zip").exists()


def test_an_export_is_audited(records, tmp_path):
    live_through(records)
    records.export(tmp_path / "one.zip")
    records.export(tmp_path / "two.zip")
    with zipfile.ZipFile(tmp_path / "two.zip") as bundle:
        acts = [event["what"] for event in json.loads(bundle.read("data.json"))["audit_event"]]
    assert acts == ["consent_given", "exported"]


def test_what_cannot_be_exported(records, tmp_path):
    live_through(records)
    (tmp_path / "there.zip").write_text("mine")
    with pytest.raises(RecordsError, match="is there already"):
        records.export(tmp_path / "there.zip")
    with pytest.raises(RecordsError, match="cannot be written"):
        records.export(tmp_path / "no" / "such" / "folder.zip")
    with pytest.raises(NotKeptError, match="ghost"):
        records.export(tmp_path / "ghost.zip", "ghost")
    assert [path.name for path in tmp_path.glob("*.zip*")] == ["there.zip"]
    assert (tmp_path / "there.zip").read_text() == "mine"
