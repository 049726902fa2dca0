"""Whatever was shown, the numbers that follow from it make a valid exercise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clinic.derived import RULES, derive_exercise, least_peak_deg
from exercises.definition import OneWayExercise
from exercises.files import make_exercise
from vision.accuracy import is_shown, stated_error
from vision.angles import View

SIDE_ANGLES = ["trunk_flexion", "hip_flexion", "knee_flexion", "pelvis_tilt"]


def derived(angle: str, view: View, peak_deg: float, pace_s: float) -> OneWayExercise:
    curves = {angle: np.sin(np.linspace(0, np.pi, 101)) * peak_deg}
    data = derive_exercise(
        angle, view, peak_deg, pace_s, exercise_id="shown", title="Shown", clip="a.mp4", curves=curves
    )
    exercise = make_exercise(data)
    assert isinstance(exercise, OneWayExercise)
    return exercise


@given(
    angle=st.sampled_from([*SIDE_ANGLES, "trunk_lateral", "pelvis_obliquity"]),
    more=st.floats(1, 8),
    pace_s=st.floats(0.6, 60),
)
def test_every_movement_that_can_be_counted_makes_a_valid_exercise(
    angle: str, more: float, pace_s: float
) -> None:
    view = View.LEFT if angle in SIDE_ANGLES else View.FRONT
    assume(is_shown(angle, view))
    peak_deg = more * least_peak_deg(angle, view)
    assume(peak_deg < 150)
    exercise = derived(angle, view, peak_deg, pace_s)
    movement, stated = exercise.movement, stated_error(angle, view)
    assert stated is not None
    assert 2 < movement.return_deg < movement.leave_deg < movement.least_excursion_deg < peak_deg
    assert movement.leave_deg > stated.p95_deg  # no error looks like a movement
    assert exercise.target.from_deg <= peak_deg - stated.p95_deg + 0.1
    assert exercise.target.to_deg >= peak_deg + stated.p95_deg - 0.1
    assert movement.most_duration_s > pace_s > movement.least_duration_s * 0.99
    assert exercise.path is not None
    assert exercise.path.leading == angle


def test_the_shares_are_those_of_the_waiters_bow() -> None:
    exercise = derived("trunk_flexion", View.RIGHT, 60.0, 4.0)
    movement, target = exercise.movement, exercise.target
    assert (movement.leave_deg, movement.return_deg, movement.least_excursion_deg) == (18, 9, 30)
    assert (target.from_deg, target.to_deg) == (51, 69)
    assert exercise.compensations[0].least_duration_s == 2.0  # type: ignore[union-attr]
    assert exercise.views == [View.LEFT, View.RIGHT]
    assert movement.source == target.source == "P: recorded from a.mp4"


def test_what_is_not_stated_cannot_be_counted() -> None:
    assert math.isinf(least_peak_deg("trunk_lateral", View.LEFT))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_about_a_number_of_the_file(rule: str) -> None:
    exercise = derived("trunk_flexion", View.LEFT, 60.0, 4.0)
    parts = {"too_fast": exercise.compensations[0]}
    part, _, field = rule.rpartition(".")
    holders = [parts[part]] if part else [exercise.start, exercise.movement, exercise.target]
    assert any(field in type(holder).model_fields for holder in holders)
