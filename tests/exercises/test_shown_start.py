"""Which start position a still moment is, and how it is asked for."""

from __future__ import annotations

import math

import pytest

from exercises.shown_start import STAND_TALL, find_start, is_same_position
from vision.angles import View
from vision.calibration import Calibration
from vision.neutral import Neutral


def still(trunk: float, knee: float, hip: float = 0.0, view: View = View.LEFT) -> Calibration:
    """A still moment; NaN for what was not seen."""
    seen = {"trunk_flexion": trunk, f"knee_flexion_{view}": knee, f"hip_flexion_{view}": hip}
    if view.is_frontal:
        seen = {"trunk_lateral": trunk}
    return Calibration(Neutral({n: deg for n, deg in seen.items() if not math.isnan(deg)}), view, 0.0, "body")


STARTS = [
    # trunk, knee, hip as they read; where the trunk and the knees are to be; how it is asked for
    (3.0, 8.0, 2.0, 0.0, 0.0, "Stand side-on"),
    (-6.0, 92.0, 80.0, -5.0, 90.0, "Sit on a chair side-on"),
    (2.0, 95.0, 5.0, 0.0, 95.0, "Kneel side-on"),
    (-97.0, 101.0, 50.0, -95.0, 100.0, "Lie on your back side-on"),
    (-92.0, 4.0, 0.0, -90.0, 5.0, "Lie on your back side-on"),
    (72.0, 88.0, 80.0, 70.0, 90.0, "On hands and knees side-on"),
    (40.0, 10.0, 40.0, 40.0, 10.0, "Take the start position side-on"),
]


@pytest.mark.parametrize(("trunk", "knee", "hip", "trunk_at", "knees_at", "words"), STARTS)
def test_a_still_moment_tells_where_trunk_and_knees_are(
    trunk: float, knee: float, hip: float, trunk_at: float, knees_at: float, words: str
) -> None:
    for view in (View.LEFT, View.RIGHT):
        start = find_start(still(trunk, knee, hip, view))
        assert (start.position.trunk_at_deg, start.position.knees_at_deg) == (trunk_at, knees_at)
        assert start.how_to.startswith(words)


def test_whoever_stands_is_asked_to_stand_as_in_the_library() -> None:
    assert find_start(still(12, 18)).position == STAND_TALL


def test_from_the_front_the_words_leave_open_whether_somebody_sits() -> None:
    start = find_start(still(4, math.nan, view=View.FRONT))
    assert start.position.trunk_at_deg == 5
    assert "facing the camera" in start.how_to
    assert "tand" not in start.how_to + start.position.say


def test_people_of_one_position_are_in_it_and_others_are_not() -> None:
    """The spread is that of the library's own starts."""
    lying, seated, standing, all_fours = still(-97, 101), still(0, 90, 85), still(0, 5), still(72, 90)
    assert is_same_position(still(-106, 144), lying)
    assert is_same_position(still(-87, 96), lying)
    assert is_same_position(still(-13, 80), seated)
    assert is_same_position(still(83, 95), all_fours)
    different = [lying, seated, standing, all_fours]
    for one in different:
        assert [is_same_position(one, other) for other in different].count(True) == 1
    assert not is_same_position(still(0, 5, view=View.RIGHT), standing)  # another view has another zero
