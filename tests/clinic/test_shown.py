"""A movement found in hand-made postures: which angle, which repetitions, which path."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from clinic.shown import ShownError, find_shown
from tests.exercises.movements import bows, sample
from vision.angles import View
from vision.posture import Posture


def shown(peaks: Sequence[float], rate_hz: float = 30.0, **measures: float) -> list[Posture]:
    curve, until_s = bows(peaks)
    return sample(curve, until_s, rate_hz, **measures)


def moving(postures: Sequence[Posture], **shares: float) -> list[Posture]:
    """The same, with other angles as shares of the trunk's."""
    return [
        replace(one, angles={**one.angles, **{n: s * one.angles["trunk_flexion"] for n, s in shares.items()}})
        for one in postures
    ]


@pytest.mark.parametrize("rate_hz", [15, 30, 60])
@pytest.mark.parametrize("count", [1, 3, 5])
def test_the_shown_repetitions_are_found(count: int, rate_hz: float) -> None:
    found = find_shown(shown([60.0] * count, rate_hz))
    assert len(found.repetitions) == count
    assert found.peak_deg == pytest.approx(60, abs=0.5)
    assert found.pace_s == pytest.approx(3.0, abs=0.4)
    assert found.view is View.LEFT
    assert found.curves[found.angle].max() == pytest.approx(60, abs=0.5)
    assert found.curves["knee_flexion"] == pytest.approx(
        [0] * 101, abs=1e-6
    )  # still, which is a criterion too


def test_of_angles_that_move_alike_the_one_that_is_told_best_makes_the_movement() -> None:
    assert find_shown(shown([60.0, 60.0])).angle == "trunk_flexion"  # the hips move as far


def test_the_angle_that_moves_most_makes_the_movement() -> None:
    squat = moving(shown([35.0, 35.0]), knee_flexion_left=2.5, hip_flexion_left=2.2)
    assert find_shown(squat).angle == "knee_flexion"


def test_from_the_front_it_is_another_angle() -> None:
    leaning = [
        replace(
            one,
            view=View.FRONT,
            angles=dict.fromkeys(one.angles, math.nan) | {"trunk_lateral": one.angles["trunk_flexion"]},
        )
        for one in shown([25.0, 25.0])
    ]
    found = find_shown(leaning)
    assert (found.angle, found.view) == ("trunk_lateral", View.FRONT)
    assert list(found.curves) == ["trunk_lateral"]


def test_more_than_five_are_more_than_enough() -> None:
    assert len(find_shown(shown([60.0] * 7)).repetitions) == 5


def test_a_small_try_is_no_repetition_and_an_odd_one_does_not_bend_the_path() -> None:
    found = find_shown(shown([20.0, 60.0, 60.0, 80.0]))
    assert len(found.repetitions) == 3
    assert found.peak_deg == pytest.approx(60, abs=0.5)
    assert found.curves[found.angle].max() == pytest.approx(60, abs=3)


def test_an_angle_that_was_hardly_seen_is_not_in_the_path() -> None:
    postures = [
        replace(one, angles={**one.angles, "knee_flexion_left": math.nan}) if index % 60 < 30 else one
        for index, one in enumerate(shown([60.0] * 3))
    ]
    assert "knee_flexion" not in find_shown(postures).curves


def oblique() -> list[Posture]:
    return [replace(one, view=View.OBLIQUE) for one in shown([60.0])]


def test_a_movement_the_other_way_is_told_in_its_own_direction() -> None:
    back = moving(shown([60.0, 60.0]), trunk_flexion=-1, hip_flexion_left=-1, hip_flexion_right=-1)
    found = find_shown(back)
    assert (found.angle, found.direction) == ("trunk_flexion", "minus")
    assert found.peak_deg == pytest.approx(60, abs=0.5)
    assert found.curves["trunk_flexion"].min() == pytest.approx(-60, abs=3)


BAD = [
    (oblique(), "between side and front"),
    ([replace(one, view=View.UNKNOWN) for one in oblique()], "between side and front"),
    (shown([8.0, 8.0]), "Nothing moves far enough"),
    ([one for one in shown([60.0]) if one.time_s < 2.0], "No whole repetition"),
    ([one for one in shown([60.0]) if one.time_s > 2.5], "No whole repetition"),
]


@pytest.mark.parametrize(("postures", "words"), BAD, ids=[words for _, words in BAD])
def test_what_cannot_be_used_says_what_to_film(postures: list[Posture], words: str) -> None:
    with pytest.raises(ShownError, match=words) as told:
        find_shown(postures)
    assert "show" in str(told.value)
