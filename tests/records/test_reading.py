import math
from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.records.simulated import fill
from exercises.events import Repetition
from exercises.own_range import OwnRange
from records import NotKeptError, PainMoment
from tests.records.conftest import NOON
from tests.records.test_storing import BOW
from vision.angles import View
from vision.calibration import Calibration
from vision.neutral import Neutral


def test_a_session_summed_up_by_hand(records):
    session = records.begin_session()
    records.store_pain(session, PainMoment.BEFORE, 3)
    records.begin_set(session, 1, "waiters_bow")
    # 61.5 degrees in 4.5 s with a fault; 58.5 in 5.5 s as meant; one that was not seen, in 2 s.
    records.store_repetition(session, 1, BOW)
    as_meant = replace(
        BOW,
        number=2,
        end_s=9.5,
        on_target=True,
        faults=(),
        peaks={"trunk_flexion": 58.5},
        smoothness=(-1.4, -1.6),
    )
    records.store_repetition(session, 1, as_meant)
    records.store_repetition(session, 1, Repetition(3, 20.0, 22.0, {}, False, (), measured=False))
    records.store_pain(session, PainMoment.DURING, 2, number=1)
    records.store_pain(session, PainMoment.DURING, 5, number=2)
    records.begin_set(session, 2, "seated_turn")
    records.end_set(session, 2, reported=10)
    records.begin_set(session, 3, "waiters_bow")
    records.store_repetition(session, 3, replace(as_meant, number=1, peaks={"trunk_flexion": 66.0}))
    records.end_session(session)
    records.store_confidence("bending", 7)

    progress = records.progress()
    (done,) = progress.sessions
    assert (done.id, done.pain_before, done.pain_during, done.pain_after) == (session, 3, 5, None)
    assert done.ended_at is not None
    assert done.ended_at > done.started_at > NOON
    bow, turn = done.exercises
    assert (bow.exercise, bow.sets, bow.repetitions, bow.measured, bow.on_target) == (
        "waiters_bow",
        2,
        4,
        3,
        2,
    )
    assert bow.faults == 1
    assert bow.peak_deg == pytest.approx((61.5 + 58.5 + 66.0) / 3)
    assert bow.tempo_s == pytest.approx((4.5 + 5.5 + 2.0 + 5.5) / 4)
    assert bow.smoothness == pytest.approx(-1.5)
    assert (turn.exercise, turn.sets, turn.repetitions, turn.measured) == ("seated_turn", 1, 10, 0)
    assert math.isnan(turn.peak_deg)
    assert [(one.about, one.score) for one in progress.confidence] == [("bending", 7)]


def test_nothing_yet(records):
    assert records.progress().sessions == ()
    session = records.begin_session()
    (done,) = records.progress().sessions
    assert (done.id, done.exercises, done.ended_at, done.pain_before) == (session, (), None, None)


def test_an_interrupted_session_is_read_like_any_other(records):
    session = records.begin_session()
    records.begin_set(session, 1, "waiters_bow")
    records.store_repetition(session, 1, BOW)
    (done,) = records.progress().sessions
    assert done.ended_at is None
    assert done.exercises[0].repetitions == 1


def test_each_person_sees_their_own(records):
    records.give_consent("1", "other")
    mine, theirs = records.begin_session(), records.begin_session("other")
    records.store_pain(theirs, PainMoment.AFTER, 9)
    records.store_confidence("lifting", 2, "other")
    assert [done.id for done in records.progress().sessions] == [mine]
    assert records.progress().confidence == ()
    assert [done.pain_after for done in records.progress("other").sessions] == [9]
    assert records.people() == ["home", "other"]


def test_sessions_come_oldest_first(records):
    fill(records, 12)
    began = [done.started_at for done in records.progress().sessions]
    assert began == sorted(began)
    assert began[-1] - began[0] == timedelta(days=11)
    assert all(len(done.exercises) >= 3 for done in records.progress().sessions)


def test_nobody_of_that_name(records):
    with pytest.raises(NotKeptError, match="anybody called ghost"):
        records.progress("ghost")


def test_turning_points_lie_around_the_mean_of_their_own_set(records):
    """Sets of 50 and 54, and of 60 and 64: both are as spread, however far they are from each other."""
    session = records.begin_session()
    for number, peaks in ((1, (50.0, 54.0)), (2, (60.0, 64.0))):
        records.begin_set(session, number, "waiters_bow")
        for place, peak in enumerate(peaks, start=1):
            done = replace(BOW, number=place, peaks={"trunk_flexion": peak})
            records.store_repetition(session, number, done)
    records.store_repetition(session, 2, Repetition(3, 20.0, 22.0, {}, False, (), measured=False))
    (turns,) = records.progress().sessions[0].exercises[0].turns
    assert (turns.angle, turns.in_own_range, turns.repetitions, turns.mean) == (
        "trunk_flexion",
        False,
        4,
        57.0,
    )
    assert turns.spread == pytest.approx(math.sqrt(8))


def test_one_repetition_has_no_spread_and_both_ends_are_shares(records):
    session = records.begin_session()
    records.begin_set(session, 1, "pelvic_tilt")
    swing = replace(BOW, number=1, angle="pelvis_tilt", peaks={"pelvis_tilt": 9.0}, ends=(0.8, 1.0))
    records.store_repetition(session, 1, swing)
    records.begin_set(session, 2, "squat")
    (tilt, squat) = records.progress().sessions[0].exercises
    assert [(one.angle, one.in_own_range) for one in tilt.turns] == [("pelvis_tilt", True)]
    assert tilt.turns[0].mean == pytest.approx(90.0)
    assert math.isnan(tilt.turns[0].spread)
    assert (squat.turns, squat.repetitions) == ((), 0)


def test_a_set_of_two_angles_has_no_mean(records):
    session = records.begin_session()
    records.begin_set(session, 1, "pelvic_clock")
    for number, angle in ((1, "pelvis_tilt"), (2, "pelvis_obliquity")):
        swing = replace(BOW, number=number, angle=angle, peaks={angle: 9.0}, ends=(0.8, 1.0))
        records.store_repetition(session, 1, swing)
    (clock,) = records.progress().sessions[0].exercises
    assert (clock.repetitions, clock.turns) == (2, ())


def test_tests_are_read_with_their_own_figures(records):
    records.store_assessment("repositioning", "1", {"absolute_deg": 4.5})
    (one,) = records.progress().assessments
    assert (one.kind, one.version, dict(one.result)) == ("repositioning", "1", {"absolute_deg": 4.5})


def test_own_ranges_are_read_by_view(records):
    """Learned twice from the left, 20 and 24 apart, and once from the front; not learned is none."""
    session = records.begin_session()
    learned = [
        (View.LEFT, OwnRange(-8.0, 12.0)),
        (View.LEFT, OwnRange(-10.0, 14.0)),
        (View.FRONT, OwnRange(-4.0, 5.0)),
        (View.RIGHT, None),
    ]
    for number, (view, own_range) in enumerate(learned, start=1):
        records.begin_set(session, number, "pelvic_clock")
        calibration = Calibration(Neutral({"pelvis_tilt": 0.0}), view, math.nan, "unknown")
        records.store_calibration(session, number, 1, calibration, own_range)
    (clock,) = records.progress().sessions[0].exercises
    assert clock.own_range_deg == {"left": 22.0, "front": 9.0}
