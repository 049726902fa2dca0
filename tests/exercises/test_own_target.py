"""The target in the person's own range: found out by the first repetitions, grown by rule."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.definition import OneWayExercise
from exercises.own_target import OwnPeak
from exercises.ways import Target
from tests.exercises.movements import Result, bows, definition, make_exercise, sample

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
