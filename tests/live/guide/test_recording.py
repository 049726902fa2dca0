"""What is kept of a session while it goes on, in a real database; and what becomes of it when that fails."""

from __future__ import annotations

import logging
import math
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from exercises.dose import Dose
from exercises.events import Repetition
from exercises.files import find_exercise
from exercises.own_range import OwnRange
from exercises.repositioning import Trial
from live.guide.recording import Recorder
from live.guide.state import Moment, PainTold, SessionEnded, SetBegan, SetEnded
from live.storing import NOT_NOW, SETTLED_WITHIN_S
from live.summary import summarise
from records import KEEP_RESULTS, Records, open_records
from vision.angles import ANGLE_NAMES, View
from vision.calibration import Calibration
from vision.framing import Framing
from vision.neutral import Neutral
from vision.posture import Posture

BOW = find_exercise("waiters_bow")
DOSE = Dose(BOW.id, BOW.title, (), 3, 1, 5, None)
SUMMARY = summarise(BOW, "camera", ())


def bow(number: int) -> tuple[Repetition, list[Posture]]:
    """A bow of four seconds to 60 degrees."""
    start_s = 5.0 * number
    nothing = dict.fromkeys(ANGLE_NAMES, math.nan)
    postures = [
        Posture(
            start_s + step / 10,
            View.LEFT,
            Framing.WHOLE,
            1.0,
            {**nothing, "trunk_flexion": 60 * math.sin(math.pi * step / 40)},
        )
        for step in range(41)
    ]
    peaks = {"trunk_flexion": 60.0}
    told = Repetition(number, start_s, start_s + 4, peaks, True, (), angle="trunk_flexion", view=View.LEFT)
    return told, postures


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


@pytest.fixture
def records(file: Path) -> Iterator[Records]:
    with open_records(file) as opened:
        opened.give_consent("1")
        yield opened


@pytest.fixture
def recorder(records: Records) -> Recorder:
    made = Recorder(records, uuid4(), "find_the_hips")
    made.begin("camera")
    return made


def count(records: Records, table: str) -> int:
    with records.engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def do_set(recorder: Recorder, ordinal: int = 1, *, repetitions: int = 3) -> None:
    recorder.set_began(SetBegan(ordinal, 0, ordinal, easier=False), BOW, DOSE)
    for number in range(1, repetitions + 1):
        recorder.repetition(ordinal, *bow(number))
    recorder.set_ended(SetEnded(ordinal, 0, repetitions, complete=True), SUMMARY)


def test_a_session_as_it_happens(records: Records, recorder: Recorder) -> None:
    recorder.pain(PainTold(Moment.BEFORE, 3, 0))
    do_set(recorder)
    recorder.pain(PainTold(Moment.DURING, None, 1))
    recorder.pain(PainTold(Moment.AFTER, 2, 1))
    assert records.unfinished() is None or records.unfinished().id == recorder.session  # type: ignore[union-attr]
    recorder.ended(SessionEnded(complete=True))
    assert recorder.waiting == 0
    (done,) = records.progress().sessions
    assert done.id == recorder.session
    assert (done.pain_before, done.pain_during, done.pain_after) == (3, None, 2)
    assert done.ended_at is not None
    (exercise,) = done.exercises
    assert (exercise.exercise, exercise.repetitions, exercise.on_target) == (BOW.id, 3, 3)
    assert exercise.peak_deg == pytest.approx(60)
    assert recorder.trouble() == ""


def test_the_zero_of_a_set_is_kept_and_of_the_own_range_only_what_was_reached(
    records: Records, recorder: Recorder
) -> None:
    zero = Calibration(Neutral({"pelvis_tilt": 4.0}), View.LEFT, 0.5, "room")
    recorder.set_began(SetBegan(1, 0, 1, easier=False), BOW, DOSE)
    recorder.calibrated(1, 0, zero, None)
    recorder.calibrated(1, 0, zero, OwnRange(-8.0, 12.0))
    recorder.calibrated(1, 2, zero, OwnRange(-8.0, 5.0, (False, True)))
    recorder.try_again()
    with records.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT number, view, range_high_deg FROM calibration ORDER BY number")
        ).all()
    assert [tuple(row) for row in rows] == [(0, "left", 12.0), (2, "left", None)]


@pytest.mark.parametrize(("agreed", "count"), [(True, 1), (False, 0)])
def test_a_test_within_a_session_is_kept_where_somebody_agreed_to_that(
    records: Records, agreed: bool, count: int
) -> None:
    recorder = Recorder(records, uuid4(), "find_the_hips", tests=agreed)
    recorder.begin("camera")
    test = find_exercise("reposition_flexion")
    trials = [Trial(number, 0.3, 9.0 * number, 20.0, 25.0, View.LEFT) for number in (1, 2)]
    recorder.set_began(SetBegan(1, 0, 1, easier=False), test, DOSE)
    recorder.set_ended(SetEnded(1, 0, 2, complete=False), summarise(test, "camera", (), trials))
    recorder.ended(SessionEnded(complete=True))
    progress = records.progress()
    assert progress.sessions[0].ended_at is not None
    assert [one.result["absolute_deg"] for one in progress.assessments] == [5.0] * count


def test_the_angles_of_a_repetition_are_kept_with_it(records: Records, recorder: Recorder) -> None:
    do_set(recorder, repetitions=1)
    recorder.try_again()
    curves = records.curves(recorder.session, 1, 1)
    assert set(curves.angles) == {"trunk_flexion"}
    assert curves.angles["trunk_flexion"].max() == pytest.approx(60, abs=0.1)
    assert curves.times_s[0] == pytest.approx(5.0)


def test_what_is_known_of_it_is_enough_to_go_on(records: Records, recorder: Recorder) -> None:
    do_set(recorder)
    recorder.set_began(SetBegan(2, 0, 2, easier=False), BOW, DOSE)
    recorder.repetition(2, *bow(1))
    recorder.try_again()
    found = records.unfinished()
    assert found is not None
    assert (found.id, found.plan) == (recorder.session, "find_the_hips")
    assert [(one.number, one.planned, one.repetitions) for one in found.sets] == [(1, 3, 3), (2, 3, 1)]
    later = Recorder(records, found.id, found.plan)
    later.begin("camera")
    later.repetition(2, *bow(2))
    later.set_ended(SetEnded(2, 0, 2, complete=False), SUMMARY)
    later.ended(SessionEnded(complete=True))
    assert count(records, "repetition") == 5
    assert records.unfinished() is None


def test_samples_are_not_kept(records: Records, recorder: Recorder) -> None:
    recorder.begin("sample:bow")
    do_set(recorder)
    recorder.ended(SessionEnded(complete=True))
    assert count(records, "session") == 0


def test_an_empty_session_is_nothing_to_keep(records: Records, recorder: Recorder) -> None:
    recorder.pain(PainTold(Moment.BEFORE, None, 0))
    recorder.ended(SessionEnded(complete=False))
    assert count(records, "session") == 0


def test_without_consent_nothing_is_kept(records: Records, recorder: Recorder) -> None:
    do_set(recorder, repetitions=1)
    recorder.try_again()
    records.withdraw_consent(kind=KEEP_RESULTS)
    recorder.repetition(1, *bow(2))
    recorder.repetition(1, *bow(3))
    recorder.ended(SessionEnded(complete=True))
    assert (count(records, "repetition"), recorder.waiting, recorder.trouble()) == (1, 0, "")


def test_a_database_that_is_locked_holds_nothing_up_and_has_it_all_later(
    records: Records, recorder: Recorder, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    recorder.set_began(SetBegan(1, 0, 1, easier=False), BOW, DOSE)
    recorder.try_again()
    caplog.set_level(logging.ERROR)
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        recorder.repetition(1, *bow(1))  # returns at once
        recorder.repetition(1, *bow(2))
        recorder._storing._thread.submit(int).result()
        assert recorder.trouble() == NOT_NOW
        assert recorder.trouble() == ""
        assert recorder.waiting == 2
        other.execute("ROLLBACK")
    assert "in use by another program" in caplog.text
    recorder.repetition(1, *bow(3))
    recorder.try_again()
    assert (recorder.waiting, count(records, "repetition")) == (0, 3)
    assert recorder.trouble() == ""


def test_what_is_settled_is_on_the_disk(
    records: Records, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("live.storing.SETTLED_WITHIN_S", 10.0)  # this machine may be busy
    recorder.set_began(SetBegan(1, 0, 1, easier=False), BOW, DOSE)
    for number in (1, 2, 3):
        recorder.repetition(1, *bow(number))
        recorder.settle()
        assert count(records, "repetition") == number


def test_a_picture_waits_only_a_moment_for_a_database_that_is_locked(
    records: Records, recorder: Recorder, file: Path
) -> None:
    recorder.set_began(SetBegan(1, 0, 1, easier=False), BOW, DOSE)
    recorder.try_again()
    recorder.settle()
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        recorder.repetition(1, *bow(1))
        begun = time.monotonic()
        recorder.settle()
        first_s = time.monotonic() - begun
        recorder.settle()
        assert SETTLED_WITHIN_S * 0.9 < first_s < 2, "SQLite itself waits five seconds"
        assert time.monotonic() - begun - first_s < SETTLED_WITHIN_S * 0.5, "nothing new happened"
        assert recorder.waiting == 1
        other.execute("ROLLBACK")
    recorder.try_again()
    assert (recorder.waiting, count(records, "repetition")) == (0, 1)


def test_tables_that_are_gone_do_not_stop_the_session(
    records: Records, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    do_set(recorder, repetitions=1)
    recorder.try_again()
    with records.engine.begin() as connection:
        connection.execute(text("ALTER TABLE repetition RENAME TO elsewhere"))
    recorder.repetition(1, *bow(2))
    recorder.try_again()
    assert recorder.trouble() == NOT_NOW
    assert "no such table" in caplog.text
    with records.engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO repetition"))
    recorder.repetition(1, *bow(3))
    recorder.ended(SessionEnded(complete=True))
    assert (recorder.waiting, count(records, "repetition")) == (0, 3)


def test_what_can_never_be_stored_does_not_keep_the_rest_from_it(
    records: Records, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    do_set(recorder, repetitions=1)
    told, postures = bow(1)
    recorder.repetition(1, replace(told, start_s=99.0), postures)
    recorder.repetition(1, *bow(2))
    recorder.try_again()
    assert "another repetition is number 1" in caplog.text
    assert (recorder.waiting, count(records, "repetition"), recorder.trouble()) == (0, 2, NOT_NOW)
