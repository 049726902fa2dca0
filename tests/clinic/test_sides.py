"""Recordings that show an exercise on both sides: counted apart, and held against each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clinic.check import check_observations
from clinic.sides import SidesError, check_both_sides, join_sides
from exercises.files import find_exercise, load_library
from exercises.sides import Side
from tests.exercises.movements import bows, times
from tests.poses import Figure, lunging_pose, make_pose
from vision.angles import View
from vision.pose import Observation

LUNGE = find_exercise("lunge")
LEFT, RIGHT = find_exercise("side_bend_left"), find_exercise("side_bend_right")


def lunges(view: View, depth: float, times_done: int, from_s: float) -> list[Observation]:
    """A step, and stillness until eight seconds are over, then lunges on the leg nearer to the camera."""
    curve, until_s = bows([depth] * times_done)
    stream = []
    for t in times(until_s + 8, 15):
        bend = curve(t - 8)
        # Feet together first, until it is clear where the person faces: the step is seen.
        step = 25 * min(max(t - 2.5, 0.0), 1.0)
        stream.append(Observation(from_s + t, lunging_pose(bend, view, from_s + t, step), 640, 480))
    return stream


def test_turning_round_in_a_recording_parts_the_legs() -> None:
    first = lunges(View.LEFT, 85.0, 3, 0.0)
    second = lunges(View.RIGHT, 65.0, 2, first[-1].time_s + 0.2)
    result = check_observations([*first, *second], LUNGE)
    assert [one.view for one in result.repetitions] == [View.LEFT] * 3 + [View.RIGHT] * 2
    found = json.loads(json.dumps(result.to_json(), allow_nan=False))["sides"]
    assert (found["left"]["reps"], found["right"]["reps"]) == (3, 2)
    assert found["left"]["reached_deg"] - found["right"]["reached_deg"] == pytest.approx(20, abs=4)
    assert found["differences"]["reached_deg"]["more"] == "left"
    assert found["left"]["held_s"] is None  # a lunge asks for no hold
    assert "more to the left" in found["sentences"][0]


def test_one_leg_alone_is_held_against_nothing() -> None:
    result = check_observations(lunges(View.LEFT, 85.0, 2, 0.0), LUNGE)
    assert result.sides is None
    assert "sides" not in result.to_json()


def bending(left: float, right: float) -> list[Observation]:
    """Three bends to the left and three to the right, from the front."""
    (to_left, half_s), (to_right, _) = bows([left] * 3), bows([right] * 3)
    stream = []
    for t in times(2 * half_s + 5, 15):
        lateral = to_right(t - 4 - half_s) - to_left(t - 4)
        pose = make_pose(Figure(trunk_lateral=lateral), View.FRONT, time_s=t)
        stream.append(Observation(t, pose, 640, 480))
    return stream


@pytest.mark.parametrize(
    ("left", "right", "more"), [(30, 20, Side.LEFT), (20, 30, Side.RIGHT), (25, 25, None)]
)
def test_bends_to_both_sides_are_two_exercises_of_one_recording(
    left: float, right: float, more: Side
) -> None:
    stream = bending(left, right)
    result = check_observations(stream, LEFT)
    assert result.sides is None
    assert LEFT.sides is not None
    assert RIGHT.sides is not None
    both = join_sides(result, LEFT.sides, check_observations(stream, RIGHT), RIGHT.sides).sides
    assert both is not None
    assert (both.left.repetitions, both.right.repetitions) == (3, 3)
    assert both.reached.more is more


def test_an_exercise_without_another_side_says_so() -> None:
    with pytest.raises(SidesError, match="squat is not done on one side and the other"):
        check_both_sides(Path("none.mp4"), find_exercise("squat"), load_library())
