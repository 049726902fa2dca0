"""The person's own zero."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.exercises.movements import posture
from tests.poses import Figure, make_pose
from vision.angles import View
from vision.neutral import Neutral, find_neutral
from vision.posture import measure_posture


def test_a_still_person_is_zero_from_their_own_neutral() -> None:
    held = [posture(i / 10, 4.0, knees=6.0, outline=11.0) for i in range(10)]
    told = find_neutral(held).apply(held[0])
    assert told.angles["trunk_flexion"] == pytest.approx(0)
    assert told.value("knee_flexion") == pytest.approx(0)
    assert told.back_outline == pytest.approx(0)


def test_movements_are_told_from_neutral() -> None:
    neutral = find_neutral([posture(0, 4.0, knees=6.0, outline=11.0)])
    told = neutral.apply(posture(1, 60.0, knees=10.0, outline=30.0))
    assert told.angles["trunk_flexion"] == pytest.approx(56)
    assert told.value("knee_flexion") == pytest.approx(4)
    assert told.back_outline == pytest.approx(19)
    assert told.time_s == 1


def test_one_wild_frame_does_not_move_neutral() -> None:
    held = [posture(i / 10, 4.0) for i in range(9)]
    wild = [*held[:4], posture(0.35, 170.0), *held[4:]]
    assert find_neutral(wild).angles["trunk_flexion"] == pytest.approx(4)


def test_frames_that_could_not_be_measured_are_left_out() -> None:
    held = [posture(0.0, 5.0), posture(0.1, math.nan), posture(0.2, 7.0, outline=math.nan)]
    neutral = find_neutral(held)
    assert neutral.angles["trunk_flexion"] == pytest.approx(6)
    assert neutral.back_outline == pytest.approx(0)


def test_a_measure_without_a_neutral_is_hidden() -> None:
    neutral = find_neutral([posture(0.0, 5.0, knees=math.nan, outline=math.nan)])
    told = neutral.apply(posture(1.0, 25.0, knees=30.0, outline=30.0))
    assert told.angles["trunk_flexion"] == pytest.approx(20)
    assert math.isnan(told.value("knee_flexion"))
    assert math.isnan(told.back_outline)


def test_an_angle_that_is_not_measured_stays_nan() -> None:
    neutral = Neutral({"trunk_flexion": 5.0})
    assert math.isnan(neutral.apply(posture(0.0, math.nan)).angles["trunk_flexion"])


def test_applying_neutral_leaves_the_posture_it_was_given() -> None:
    held = posture(0.0, 5.0)
    before = replace(held, angles=dict(held.angles))
    find_neutral([held]).apply(held)
    assert held.angles == pytest.approx(dict(before.angles), nan_ok=True)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
@pytest.mark.parametrize("roll_deg", [-7, 5])
def test_neutral_takes_out_a_tilted_camera(view: View, roll_deg: float) -> None:
    def see(flexion: float) -> float:
        told = neutral.apply(measure_posture(make_pose(Figure(flexion), view, roll_deg=roll_deg), view, 0))
        return told.angles["trunk_flexion"]

    neutral = find_neutral([measure_posture(make_pose(view=view, roll_deg=roll_deg), view, 0)])
    assert see(0) == pytest.approx(0, abs=1e-6)
    assert see(45) == pytest.approx(45, abs=1e-6)
