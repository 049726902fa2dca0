"""A movement shown sitting, lying or on all fours: rendered people, as the pose engine saw them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.accuracy.store import CachedTake, read_takes
from benchmarks.reps.script import Layout, Script, repetition, still
from benchmarks.reps.streams import Film
from clinic.check import check_observations
from clinic.record import record_observations
from clinic.shown import Shown, ShownError, understand
from exercises.definition import Exercise
from exercises.files import read_exercise
from exercises.showing import Showing, follow_showing
from tests.clinic.test_record import STILL_S, film
from tests.exercises.movements import bows, times
from tests.poses import Figure, make_pose
from vision.angles import View
from vision.pose import Observation

RATE_HZ = 20.0
STARTS = [
    # who shows, who does it afterwards, what moves which way, trunk and knees at the start, words
    ("b01_2_left_sit_to_stand", "b06_2_right_sit_to_stand", "knee_flexion", "minus", 0, 90, "Sit"),
    ("b13_2_left_bridge", "b03_2_right_bridge", "hip_flexion", "minus", -95, 100, "Lie on your back"),
    ("b14_2_right_four_point", "b24_2_left_four_point", "hip_flexion", "plus", 70, 90, "On hands and knees"),
]


@cache
def takes() -> dict[str, CachedTake]:
    return {take.id: take for take in read_takes()}


def three_of(take_id: str) -> list[Observation]:
    """Still, three repetitions, and still."""
    take = takes()[take_id]
    one = repetition(Layout.of(take).lasts_s)
    script: Script = (still(3.6), one, still(0.7), one, still(0.7), one, still(3.6))
    return Film(take).play(script, RATE_HZ)


def record(stream: list[Observation], folder: Path) -> tuple[Shown, Exercise]:
    shown = record_observations(stream, folder / "shown.toml", "Shown", clip="clip.mp4")
    return shown, read_exercise(folder / "shown.toml")


@pytest.mark.parametrize(("shows", "does", "angle", "direction", "trunk", "knees", "words"), STARTS)
def test_what_is_shown_from_there_is_counted_from_there(
    tmp_path: Path, shows: str, does: str, angle: str, direction: str, trunk: int, knees: int, words: str
) -> None:
    shown, exercise = record(three_of(shows), tmp_path)
    assert (shown.angle, shown.direction, len(shown.repetitions)) == (angle, direction, 3)
    assert exercise.start.trunk_at_deg == pytest.approx(trunk, abs=10)
    assert exercise.start.knees_at_deg == pytest.approx(knees, abs=10)
    assert exercise.how_to[0].startswith(words)
    assert [one.on_target for one in check_observations(three_of(shows), exercise).repetitions] == [True] * 3
    assert len(check_observations(three_of(does), exercise).repetitions) == 3


def test_whoever_is_in_another_position_is_not_counted(tmp_path: Path) -> None:
    _, exercise = record(three_of("b13_2_left_bridge"), tmp_path)
    assert check_observations(three_of("b14_2_right_four_point"), exercise).repetitions == ()


def test_standing_first_and_taking_the_position_then_is_no_repetition() -> None:
    """Bent over at 45 degrees, as somebody who leans on a table; they stood there before."""
    curve, until_s = bows([30, 30])
    stream = []
    for t in times(STILL_S + 2 + STILL_S + until_s, 15):
        place = 45 * min(max((t - STILL_S) / 2, 0), 1)
        flexion = place + curve(max(t - STILL_S - 2 - STILL_S, 0.0))
        pose = make_pose(Figure(flexion), View.LEFT, time_s=t)
        stream.append(Observation(t, pose, 640, 480))
    shown = understand(seen(stream))
    assert shown.start is not None
    assert shown.start.position.trunk_at_deg == 45
    assert shown.peak_deg == pytest.approx(30, abs=1)
    assert len(shown.repetitions) == 2


def test_a_turning_point_that_is_held_is_no_start() -> None:
    """Three seconds at the bottom of each bow are still moments too."""
    stream: list[Observation] = []
    for t in times(STILL_S + 3 * 10.0, 15):
        since_s = max(t - STILL_S, 0.0) % 10
        share = min(since_s / 2, 1, max((8 - since_s) / 2, 0)) if t > STILL_S else 0
        stream.append(Observation(t, make_pose(Figure(50 * share), View.LEFT, time_s=t), 640, 480))
    shown = understand(seen(stream))
    assert shown.start is not None
    assert shown.start.position.trunk_at_deg == 0
    assert (shown.direction, len(shown.repetitions)) == ("plus", 3)


def test_what_moves_alike_is_told() -> None:
    """Legs that stay straight: the hip bends as far as the trunk."""
    shown = understand(seen(film([60, 60])))
    assert (shown.angle, shown.alike) == ("trunk_flexion", ("hip_flexion",))


def test_turning_on_the_way_is_told() -> None:
    stream = film([60], view=View.LEFT)
    turned = [one for one in film([60], view=View.FRONT) if one.time_s > STILL_S - 0.5]
    with pytest.raises(ShownError, match=r"Nothing moves|No whole"):
        understand(seen([one for one in stream if one.time_s <= STILL_S - 0.5] + turned))


def seen(stream: list[Observation]) -> Showing:
    showing = Showing()
    for observation in stream:
        showing = follow_showing(showing, observation)
    return showing


def test_sitting_down_at_the_keyboard_afterwards_is_no_part_of_it() -> None:
    """Two bows of 60 degrees and a rest; then somebody bends over the laptop, and stays there."""
    stream = film([60, 60])
    end_s = stream[-1].time_s
    for t in times(STILL_S + 6.0, 15):
        bend = 85 * min(max((t - STILL_S) / 2, 0), 1)
        pose = make_pose(Figure(bend, knee_left=bend, knee_right=bend), View.LEFT, time_s=end_s + 0.1 + t)
        stream.append(Observation(pose.time_s, pose, 640, 480))
    shown = understand(seen(stream))
    assert (shown.angle, len(shown.repetitions)) == ("trunk_flexion", 2)


def test_repetitions_that_were_hardly_seen_are_told_of() -> None:
    """Out of sight around its turning point: done, but of no use for the path."""
    turn_s = STILL_S + 2.65
    stream = film([60, 60])
    hidden = [
        Observation(one.time_s, None, 640, 480) if abs(one.time_s - turn_s) < 0.3 else one for one in stream
    ]
    shown = understand(seen(hidden))
    assert (len(shown.repetitions), shown.unmeasured) == (1, 1)
    with pytest.raises(ShownError, match="too badly to be measured"):
        understand(seen([one for one in hidden if one.time_s < STILL_S + 5.2]))
