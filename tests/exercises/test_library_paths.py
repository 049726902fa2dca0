"""The key poses of the library: who moves along them hears nothing, whoever departs hears what and when."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.check import check_observations
from exercises.comparison import Stretch, compare_curves
from exercises.comparison_words import find_most, say_comparison
from exercises.curves import SHARES, Curve, path_curves
from exercises.definition import OneWayExercise
from exercises.files import load_library
from exercises.parts import AngleCompensation
from tests.exercises.movements import bows, times
from tests.poses import Figure, make_pose
from vision.accuracy import stated_error
from vision.angles import View
from vision.pose import Observation

PATHS = {
    name: one
    for name, one in load_library().items()
    if isinstance(one, OneWayExercise) and one.path is not None
}
MEANT = {"waiters_bow", "squat", "sit_to_stand", "trunk_flexion", "bridge", "lunge"}
BESIDE = [
    (name, angle)
    for name, exercise in PATHS.items()
    if exercise.path
    for angle in exercise.path.angles
    if angle != exercise.path.leading
]


def curves_of(name: str) -> dict[str, Curve]:
    path = PATHS[name].path
    assert path is not None
    return dict(path_curves(path))


def said(name: str, person: dict[str, Curve], view: View = View.LEFT) -> str | None:
    path = PATHS[name].path
    assert path is not None
    found = compare_curves(person, path, view)
    assert found is not None
    return say_comparison(found)


def test_the_exercises_that_were_meant_have_a_path() -> None:
    assert set(PATHS) >= MEANT


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_path_leads_with_the_movement_and_goes_its_way(name: str) -> None:
    exercise = PATHS[name]
    assert exercise.path is not None
    assert exercise.path.leading == exercise.movement.angle
    leading = curves_of(name)[exercise.path.leading]
    far_deg = float(leading[abs(leading).argmax()])
    assert (far_deg < 0) is (exercise.movement.direction == "minus")
    assert exercise.target.from_deg <= abs(far_deg) <= exercise.target.to_deg
    assert all(stated_error(angle, view) for angle in exercise.path.angles for view in exercise.views)


@pytest.mark.parametrize("name", sorted(PATHS))
@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
@given(scale=st.floats(0.5, 1.3))
def test_the_movement_as_meant_is_nothing_to_say_at_any_depth(name: str, view: View, scale: float) -> None:
    assert said(name, {angle: scale * curve for angle, curve in curves_of(name).items()}, view) is None


@pytest.mark.parametrize(("name", "angle"), BESIDE)
@pytest.mark.parametrize("sign", [-1, 1])
def test_a_scripted_departure_is_told_beyond_room_and_error_and_not_within(
    name: str, angle: str, sign: int
) -> None:
    path, stated = PATHS[name].path, stated_error(angle, View.LEFT)
    assert path is not None
    assert stated is not None
    person = curves_of(name)
    shape = abs(person[path.leading]) / abs(person[path.leading]).max()
    beyond_deg = path.within[angle] + stated.p95_deg
    assert said(name, person | {angle: person[angle] + sign * 0.95 * beyond_deg * shape}) is None
    found = compare_curves(person | {angle: person[angle] + sign * 1.3 * beyond_deg * shape}, path, View.LEFT)
    assert found is not None
    most = find_most(found)
    assert most is not None
    turned = {one.angle: one for one in found.deviations if one.stretch is Stretch.TURNING}
    assert turned[angle].times_error > 1
    assert all(turned[other].times_error <= 1 for other in turned if other != angle)


@pytest.mark.parametrize("name", sorted(PATHS))
def test_the_room_reaches_to_where_the_exercise_s_own_compensation_begins(name: str) -> None:
    """What is on target is not called another way afterwards; what is a compensation may be."""
    exercise = PATHS[name]
    path = exercise.path
    assert path is not None
    curves = curves_of(name)
    for part in exercise.compensations:
        if isinstance(part, AngleCompensation) and part.measure in path.within and part.above is not None:
            assert curves[part.measure].max() + path.within[part.measure] == pytest.approx(part.above)


def test_what_cannot_be_laid_on_the_path_is_not_compared() -> None:
    """Whoever lingers near neutral for most of it is too far from the path's own time."""
    path = PATHS["squat"].path
    assert path is not None
    late = {angle: np.interp(SHARES**8, SHARES, curve) for angle, curve in curves_of("squat").items()}
    assert compare_curves(late, path, View.LEFT) is None


def film(depth: float, trunk: float, view: View) -> list[Observation]:
    """Two seconds of standing, then three squats; `trunk` is its share of the knees' bend."""
    curve, until_s = bows([depth] * 3)
    figures = [(t, Figure(trunk * curve(t - 2), knee_left=curve(t - 2), knee_right=curve(t - 2)))
               for t in times(until_s + 2, 15)]  # fmt: skip
    return [Observation(t, make_pose(figure, view, time_s=t), 640, 480) for t, figure in figures]


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
@pytest.mark.parametrize("depth", [45.0, 65.0, 90.0])
def test_a_squat_through_the_whole_engine(depth: float, view: View) -> None:
    good = check_observations(film(depth, 0.35, view), PATHS["squat"])
    assert good.together is not None
    assert good.together.repetitions == 3
    assert good.together.sentences == ("As in the target movement, as far as this camera can tell.",)


def test_a_squat_that_tips_forward_through_the_whole_engine() -> None:
    tipped = check_observations(film(80.0, 0.9, View.LEFT), PATHS["squat"])
    assert tipped.together is not None
    first, second = tipped.together.sentences
    assert first.startswith(
        "Your trunk came further forward than in the target movement at the turning point"
    )
    assert second == "It was so in 3 of 3 repetitions."
    (counts,) = tipped.together.angles.values()
    assert counts[Stretch.TURNING].as_meant == 0
