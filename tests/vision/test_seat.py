"""Hips that slid along a thigh, on a stick figure that sits on a seat and leans over its thighs."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.poses import Figure, make_pose, mirror
from vision.angles import View
from vision.over_feet import Footing, find_footing, look_at_stand
from vision.pose import Landmark, Pose
from vision.posture import Posture, measure_posture
from vision.seat import find_slide

FEET_PX = (320.0, 410.0)
FEET = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
SIDES = ("LEFT", "RIGHT")


def sitting(trunk_deg: float = 0.0, knees_deg: float = 90.0, view: View = View.LEFT) -> Pose:
    """Feet where they were, thighs level, whatever the trunk does."""
    hip_deg = trunk_deg + knees_deg
    figure = Figure(trunk_deg, knee_left=knees_deg, knee_right=knees_deg, hip_left=hip_deg, hip_right=hip_deg)
    pose = make_pose(figure, view)
    away = FEET_PX - pose.landmarks_px[FEET].mean(axis=0)
    return replace(pose, landmarks_px=pose.landmarks_px + away)


def slid(pose: Pose, share: float) -> Pose:
    """The hips this share of the thigh nearer to the knees, in the picture and in the engine's metres."""
    px, metres = pose.landmarks_px.copy(), pose.world_m.copy()
    for points in (px, metres):
        for side in SIDES:
            hip, knee = Landmark[f"{side}_HIP"], Landmark[f"{side}_KNEE"]
            points[hip] += share * (points[knee] - points[hip])
    return replace(pose, landmarks_px=px, world_m=metres)


def seat(pose: Pose, view: View = View.LEFT) -> Footing:
    found = find_footing([look_at_stand(pose)] * 3, view)
    assert found is not None
    return found


def told(pose: Pose, footing: Footing | None, view: View = View.LEFT) -> Posture:
    return measure_posture(pose, view, 0.0, footing=footing)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
@pytest.mark.parametrize("trunk_deg", [20, 50, 80])
def test_hips_where_they_belong_change_nothing(trunk_deg: float, view: View) -> None:
    pose, footing = sitting(trunk_deg, view=view), seat(sitting(view=view), view)
    slide = find_slide(pose, view, footing)
    assert slide is not None
    assert slide[0] == pytest.approx((0, 0), abs=1e-6)
    one, other = told(pose, footing, view), told(pose, None, view)
    assert one.angles == pytest.approx(other.angles, abs=1e-6, nan_ok=True)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
@pytest.mark.parametrize("share", [0.2, 0.3, 0.45])
def test_hips_that_slid_are_put_back_nearly_to_where_the_thigh_ends(share: float, view: View) -> None:
    pose, footing = slid(sitting(60, view=view), share), seat(sitting(view=view), view)
    slide = find_slide(pose, view, footing)
    assert slide is not None
    assert slide[1]
    side = Landmark[f"{view.name}_HIP"]
    back = pose.landmarks_px[side] + slide[0]
    # A tenth is in every lean, and the shoulders go as far.
    assert back == pytest.approx(slid(sitting(60, view=view), 0.1).landmarks_px[side], abs=1e-6)
    assert told(pose, footing, view).value("knee_flexion") == pytest.approx(90, abs=1e-6)
    # The picture is put right; the mean with the engine's metres is half of the way nearer at least.
    off = [abs(told(pose, one, view).value("trunk_flexion") - 60) for one in (footing, None)]
    assert off[0] < 0.6 * off[1]


@pytest.mark.parametrize("share", [0.05, 0.1, -0.1])
def test_what_every_lean_does_to_the_thigh_is_left_as_it_is(share: float) -> None:
    pose, footing = slid(sitting(50), share), seat(sitting())
    slide = find_slide(pose, View.LEFT, footing)
    assert slide is not None
    assert slide[1]
    assert slide[0] == pytest.approx((0, 0), abs=1e-6)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_hips_ahead_of_the_knees_are_on_the_seat_however_far_ahead(view: View) -> None:
    """Put back along such a thigh, they would lie before the knees, and a folded trunk would read upright."""
    pose, footing = slid(sitting(80, view=view), 1.6), seat(sitting(view=view), view)
    slide = find_slide(pose, view, footing)
    assert slide is not None
    assert not slide[1]
    hip = Landmark[f"{view.name}_HIP"]
    assert pose.landmarks_px[hip] + slide[0] == pytest.approx(sitting(view=view).landmarks_px[hip], abs=1e-6)
    posture = told(pose, footing, view)
    assert math.isnan(posture.value("knee_flexion"))
    assert posture.value("trunk_flexion") > 60


@pytest.mark.parametrize("share", [0.3, 0.45])
def test_a_knee_that_slid_to_the_ankle_tells_nothing_of_the_leg(share: float) -> None:
    pose, footing = sitting(70), seat(sitting())
    px = pose.landmarks_px.copy()
    for side in SIDES:
        knee, ankle = Landmark[f"{side}_KNEE"], Landmark[f"{side}_ANKLE"]
        px[knee] = px[ankle] + share * (px[knee] - px[ankle])
    low = replace(pose, landmarks_px=px)
    slide = find_slide(low, View.LEFT, footing)
    assert slide is not None
    assert not slide[1]
    assert math.isnan(told(low, footing).value("knee_flexion"))
    assert told(low, footing).value("trunk_flexion") == pytest.approx(70, abs=1)


@pytest.mark.parametrize("knees_deg", [100, 60, 30, 5])
def test_a_thigh_tells_where_it_points_all_the_way_up(knees_deg: float) -> None:
    slide = find_slide(sitting(40, knees_deg), View.LEFT, seat(sitting()))
    assert slide is not None
    assert slide[1]


def test_without_a_thigh_the_hips_are_on_the_seat_and_nothing_of_the_legs_is_told() -> None:
    pose, footing = slid(sitting(70), 0.8), seat(sitting())
    slide = find_slide(pose, View.LEFT, footing)
    assert slide is not None
    assert not slide[1]
    hip = pose.landmarks_px[Landmark.LEFT_HIP] + slide[0]
    assert hip == pytest.approx(sitting().landmarks_px[Landmark.LEFT_HIP], abs=1e-6)
    posture = told(pose, footing)
    assert math.isnan(posture.value("knee_flexion"))
    assert math.isnan(posture.value("hip_flexion"))
    assert math.isnan(posture.knees_mean)
    assert not math.isnan(posture.value("trunk_flexion"))


def test_it_says_nothing_of_others() -> None:
    pose, footing = slid(sitting(60), 0.3), seat(sitting())
    standing = sitting(knees_deg=0)
    assert find_slide(pose, View.LEFT, None) is None
    assert find_slide(pose, View.LEFT, seat(standing)) is None
    assert find_slide(pose, View.FRONT, footing) is None
    assert find_slide(pose, View.LEFT, replace(footing, from_side=False)) is None
    moved = replace(pose, landmarks_px=pose.landmarks_px + np.array([80.0, 0.0]))
    assert find_slide(moved, View.LEFT, footing) is None


def test_the_same_in_a_mirror() -> None:
    pose, rest = slid(sitting(60), 0.4), sitting()
    one = told(pose, seat(rest))
    other = told(mirror(pose), seat(mirror(rest), View.RIGHT), View.RIGHT)
    assert other.value("trunk_flexion") == pytest.approx(one.value("trunk_flexion"), abs=1e-6)
    assert other.value("knee_flexion") == pytest.approx(one.value("knee_flexion"), abs=1e-6)
