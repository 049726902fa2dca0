import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import LargeBinary, select

from benchmarks.records.simulated import simulate_repetition
from exercises.events import FoundFault, Repetition
from exercises.own_range import OwnRange
from records import NoConsentError, NotKeptError, PainMoment
from records.models import Base, CalibrationRow, PainRow, RepetitionRow, SessionRow, SetRow
from tests.records.conftest import NOON
from vision.angles import View
from vision.calibration import Calibration
from vision.neutral import Neutral

BOW = Repetition(
    number=1,
    start_s=4.0,
    end_s=8.5,
    peaks={"trunk_flexion": 61.5, "hip_flexion_left": 70.0},
    on_target=False,
    faults=(FoundFault("knees_bend", 5.5, 31.0),),
    quality=0.9,
    angle="trunk_flexion",
    peak_s=6.0,
    smoothness=(-1.5, math.nan),
    target_deg=(50.0, 70.0),
)


def rows(records, kind):
    with records.engine.connect() as connection:
        return connection.execute(select(kind.__table__)).all()


def begun(records):
    session = records.begin_session()
    records.begin_set(session, 1, "waiters_bow", planned=8)
    return session


def test_a_repetition_comes_back_as_it_was(records):
    session = begun(records)
    assert records.store_repetition(session, 1, BOW)
    (row,) = rows(records, RepetitionRow)
    assert (row.session_id, row.set_number, row.number) == (session, 1, 1)
    assert (row.start_s, row.end_s, row.peak_s) == (4.0, 8.5, 6.0)
    assert (row.angle, row.peak_deg) == ("trunk_flexion", 61.5)
    assert row.peaks == {"trunk_flexion": 61.5, "hip_flexion_left": 70.0}
    assert row.faults == [{"id": "knees_bend", "time_s": 5.5, "worst": 31.0}]
    assert (row.fault_count, row.on_target, row.measured, row.quality) == (1, False, True, 0.9)
    assert row.smoothness_out == -1.5
    assert row.stored_at.tzinfo is not None
    assert row.stored_at > NOON


def test_what_was_not_measured_stays_so(records):
    session = begun(records)
    unseen = Repetition(1, 1.0, 2.0, {}, False, (), measured=False, reason="out of sight")
    records.store_repetition(session, 1, unseen)
    (row,) = rows(records, RepetitionRow)
    missing = (row.peak_s, row.peak_deg, row.end_minus, row.target_to_deg, row.smoothness_back)
    assert all(math.isnan(value) for value in missing)
    assert (row.measured, row.reason, row.peaks) == (False, "out of sight", {})


def test_the_same_repetition_stored_twice_is_there_once(records):
    session = begun(records)
    repetition, curves = simulate_repetition(1)
    assert records.store_repetition(session, 1, repetition, curves) is True
    assert records.store_repetition(session, 1, repetition, curves) is False
    assert len(rows(records, RepetitionRow)) == 1


def test_many_threads_that_store_the_same_store_it_once(records):
    session = begun(records)
    repetition, curves = simulate_repetition(1)
    with ThreadPoolExecutor(4) as pool:
        stored = [pool.submit(records.store_repetition, session, 1, repetition, curves) for _ in range(12)]
    assert sorted(one.result() for one in stored) == [False] * 11 + [True]


def test_another_repetition_of_the_same_number_is_not_dropped_in_silence(records):
    session = begun(records)
    records.store_repetition(session, 1, BOW)
    with pytest.raises(ValueError, match="another repetition is number 1 of set 1"):
        records.store_repetition(session, 1, replace(BOW, start_s=40.0, end_s=44.0))
    records.begin_set(session, 2, "waiters_bow")
    assert records.store_repetition(session, 2, replace(BOW, start_s=40.0, end_s=44.0))


def test_curves_come_back(records):
    session = begun(records)
    repetition, curves = simulate_repetition(1)
    records.store_repetition(session, 1, repetition, curves)
    records.store_repetition(session, 1, replace(BOW, number=2))
    back = records.curves(session, 1, 1)
    assert back.times_s == pytest.approx(curves.times_s)
    assert back.angles["trunk_flexion"] == pytest.approx(
        curves.angles["trunk_flexion"], abs=0.05, nan_ok=True
    )
    with pytest.raises(NotKeptError, match="No curves"):
        records.curves(session, 1, 2)


def test_a_session_that_is_begun_again_goes_on(records):
    session = begun(records)
    assert records.begin_session(session=session) == session
    records.begin_set(session, 1, "waiters_bow")
    assert (len(rows(records, SessionRow)), len(rows(records, SetRow))) == (1, 1)
    with pytest.raises(ValueError, match="set 1 of this session is waiters_bow"):
        records.begin_set(session, 1, "squat")


def test_the_first_end_counts(records):
    session = begun(records)
    records.end_set(session, 1, reported=7)
    records.end_session(session)
    before = rows(records, SessionRow), rows(records, SetRow)
    records.end_set(session, 1, reported=9)
    records.end_session(session)
    assert (rows(records, SessionRow), rows(records, SetRow)) == before
    assert before[1][0].reported == 7
    assert before[0][0].ended_at > before[0][0].started_at


def test_pain_can_be_put_right(records):
    session = begun(records)
    records.store_pain(session, PainMoment.BEFORE, 8)
    records.store_pain(session, PainMoment.BEFORE, 3)
    records.store_pain(session, PainMoment.DURING, 4, number=1)
    assert sorted((row.moment, row.score) for row in rows(records, PainRow)) == [("before", 3), ("during", 4)]


@pytest.mark.parametrize("score", [-1, 11])
def test_scores_go_from_0_to_10(records, score):
    session = begun(records)
    with pytest.raises(ValueError, match="not between 0 and 10"):
        records.store_pain(session, PainMoment.AFTER, score)
    with pytest.raises(ValueError, match="not between 0 and 10"):
        records.store_confidence("bending", score)


def test_answers_of_a_questionnaire_are_all_there_or_none(records):
    records.store_answers("psfs", "1", {"activity": "carrying my daughter", "score": 4}, at=NOON)
    with pytest.raises(TypeError):
        records.store_answers("other", "1", {"one": 1, "two": None})
    table = Base.metadata.tables["outcome_answer"]
    with records.engine.connect() as connection:
        found = connection.execute(select(table).order_by(table.c.item)).all()
    assert [(row.item, row.words) for row in found] == [("activity", "carrying my daughter"), ("score", "")]
    assert found[1].value == 4.0
    assert math.isnan(found[0].value)


def test_a_calibration_and_the_range_that_is_learned_later(records):
    session = begun(records)
    calibration = Calibration(
        Neutral({"trunk_flexion": 2.5, "pelvis_tilt": math.nan}), View.LEFT, math.nan, "unknown", frames=75
    )
    records.store_calibration(session, 1, 1, calibration)
    records.store_calibration(session, 1, 1, calibration, OwnRange(-8.0, 11.0))
    (row,) = rows(records, CalibrationRow)
    assert (row.view, row.neutral_deg, row.frames) == ("left", {"trunk_flexion": 2.5}, 75)
    assert (row.range_low_deg, row.range_high_deg) == (-8.0, 11.0)
    assert math.isnan(row.roll_deg)


def test_the_result_of_a_test(records):
    records.store_assessment("reposition_flexion", "1", {"absolute_deg": 3.2, "trials": 6}, at=NOON)
    (row,) = rows(records, type("Row", (), {"__table__": Base.metadata.tables["assessment"]}))
    assert (row.done_at, row.result) == (NOON, {"absolute_deg": 3.2, "trials": 6})


def test_there_is_no_place_for_a_picture():
    """The one column of bytes takes angles over time only (tests/records/test_curves.py)."""
    places = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, LargeBinary)
    ]
    assert places == ["repetition_curves.packed"]


def test_a_moment_without_a_time_zone_is_a_defect(records):
    with pytest.raises(Exception, match="no time zone"):
        records.store_assessment("x", "1", {}, at=NOON.replace(tzinfo=None))


def test_a_session_that_nobody_knows(records):
    with pytest.raises(NoConsentError, match="Nothing was kept"):
        records.store_repetition(uuid4(), 1, BOW)
