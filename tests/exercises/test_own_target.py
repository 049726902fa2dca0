"""The target in the person's own range: found out by the first repetitions, grown by rule."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.coach import Coach
from exercises.definition import OneWayExercise
from exercises.own_target import OwnPeak
from exercises.pain import Pain
from exercises.state import CoachState
from exercises.ways import Target
from tests.exercises.movements import Result, bows, definition, make_exercise, sample
from tests.poses import Figure, make_pose
from vision.angles import View
from vision.pose import Observation

OWN: dict[str, Any] = {
    "repetitions": 2,
    "from_share": 0.8,
    "to_share": 1.2,
    "grow_after": 2,
    "grow_share": 0.1,
    "source": "test",
}
EXERCISE = make_exercise(target={"own": OWN})


def target() -> Target:
    assert isinstance(EXERCISE, OneWayExercise)
    return EXERCISE.target


def after(*peaks: float) -> OwnPeak:
    """What is known after repetitions without a fault."""
    own = OwnPeak()
    for peak in peaks:
        least, most = own.band(target())
        own = own.after(target(), peak, on_target=not (peak < least or peak > most))
    return own


def test_without_a_rule_the_band_is_the_clinical_one() -> None:
    plain = Target.model_validate(definition()["target"])
    assert OwnPeak().band(plain) == (50, 70)
    assert OwnPeak().after(plain, 90, on_target=False) == OwnPeak()


def test_the_first_repetitions_set_the_range() -> None:
    assert math.isnan(after(40).band(target())[0])
    assert after(40, 50).band(target()) == pytest.approx((0.8 * 45, 1.2 * 45))


def test_it_grows_in_small_steps_after_good_ones_in_a_row() -> None:
    assert after(45, 45, 45).range_deg == 45
    assert after(45, 45, 45, 45).range_deg == pytest.approx(49.5)
    assert after(45, 45, 45, 20, 45).range_deg == 45  # a miss between
    assert after(45, 45, 45, 20, 45, 45).range_deg == pytest.approx(49.5)


@given(st.lists(st.floats(10, 120), min_size=2, max_size=40))
def test_it_never_shrinks_and_never_grows_past_the_default(peaks: list[float]) -> None:
    ranges = [after(*peaks[: n + 1]).range_deg for n in range(1, len(peaks))]
    assert ranges == sorted(ranges)
    assert ranges[-1] <= max(ranges[0], target().to_deg)


def test_a_small_comfortable_range_is_on_target() -> None:
    curve, until_s = bows([35, 35, 35, 60, 35])
    result = Result(EXERCISE, sample(curve, until_s))
    assert [one.on_target for one in result.repetitions] == [True, True, True, False, True]
    assert math.isnan(result.repetitions[1].target_deg[0])
    assert result.repetitions[2].target_deg == pytest.approx((28, 42), abs=1)


def test_the_count_may_be_forgotten_while_the_range_is_kept() -> None:
    curve, until_s = bows([35, 35])
    state = Result(EXERCISE, sample(curve, until_s)).state
    assert state.counts_only().own == state.own
    assert state.own.range_deg == pytest.approx(35, abs=1)


def next_set(own: OwnPeak, before: int | None, after: int | None) -> OwnPeak:
    assert isinstance(EXERCISE, OneWayExercise)
    return own.after_set(EXERCISE, Pain(before, after))


def test_what_grew_is_kept_while_pain_did_not_rise() -> None:
    grown = after(45, 45, 45, 45)
    assert grown.range_deg == pytest.approx(49.5)
    for pain in ((3, 3), (3, 4), (None, None), (None, 5), (3, None)):
        assert next_set(grown, *pain).range_deg == pytest.approx(49.5)


def test_what_grew_is_taken_back_where_pain_rose() -> None:
    assert next_set(after(45, 45, 45, 45), 3, 5).range_deg == 45
    assert next_set(after(45, 45), 3, 5).range_deg == 45  # nothing grew


def test_it_becomes_a_tenth_smaller_where_pain_rose_more() -> None:
    assert next_set(after(45, 45, 45, 45), 3, 6).range_deg == pytest.approx(40.5)
    assert next_set(after(45, 45), 8, 8).range_deg == pytest.approx(40.5)


def test_it_never_becomes_so_small_that_nothing_is_counted() -> None:
    assert isinstance(EXERCISE, OneWayExercise)
    own = after(45, 45)
    for _ in range(20):
        own = next_set(own, 0, 9)
    assert own.band(target())[0] == pytest.approx(EXERCISE.movement.least_excursion_deg)
    small = after(33, 33)  # below that by itself: nobody is asked for more because it hurt
    assert next_set(small, 0, 9).range_deg == 33


def test_growth_begins_anew_with_each_set() -> None:
    began = next_set(after(45, 45, 45), 3, 3)
    assert (began.in_a_row, began.began_deg) == (0, 45)
    assert began.after(target(), 45, on_target=True).range_deg == 45


def test_nothing_is_decided_of_a_range_that_is_not_known() -> None:
    assert next_set(after(45), 0, 10) == after(45)


@given(
    st.lists(st.floats(10, 120), min_size=2, max_size=40),
    st.none() | st.integers(0, 10),
    st.none() | st.integers(0, 10),
)
def test_a_set_never_begins_larger_than_the_last_one_ended(
    peaks: list[float], before: int | None, pain: int | None
) -> None:
    own = after(*peaks)
    assert next_set(own, before, pain).range_deg <= own.range_deg
    assert next_set(own, before, pain).range_deg > 0


def test_a_set_goes_on_with_the_range_of_the_one_before() -> None:
    """The first repetition already has its band; somebody else begins anew."""
    coach = Coach(EXERCISE)
    state = coach.start(after(45, 45, 45))
    assert state.checker.own.band(target()) == pytest.approx((36, 54))

    def see(state: CoachState, time_s: float, number: int) -> CoachState:
        pose = make_pose(Figure(), View.LEFT, time_s=time_s)
        return coach.step(state, Observation(time_s, pose, 640, 480, person_number=number))[0]

    for index in range(45):  # three seconds of standing still
        state = see(state, index / 15, 1)
    assert state.calibration is not None
    assert state.checker.own.range_deg == 45
    assert see(state, 4.0, 2).checker.own == OwnPeak()
