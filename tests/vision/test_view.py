"""Which side faces the camera."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.poses import YAW_DEG, Figure, make_pose
from vision.angles import View
from vision.pose import Pose
from vision.view import LEVEL_TRUNK_BIAS_DEG, Facing, direction, follow_facing


def turn(yaw_deg: float) -> float:
    """The same angle in (-180, 180]."""
    return -((-yaw_deg + 180) % 360 - 180)


def nearest(yaw_deg: float) -> tuple[View, float]:
    """The view whose middle is nearest, and how far off it is."""
    return min(((view, abs(turn(yaw_deg - mid))) for view, mid in YAW_DEG.items()), key=lambda pair: pair[1])


def watch(poses: list[Pose], facing: Facing = Facing()) -> list[Facing]:
    seen = []
    for pose in poses:
        facing = follow_facing(facing, pose)
        seen.append(facing)
    return seen


@pytest.mark.parametrize("yaw_deg", range(-180, 180, 15))
def test_every_direction_gets_its_own_view_or_none_of_the_others(yaw_deg: int) -> None:
    facing = follow_facing(Facing(), make_pose(yaw_deg=yaw_deg))
    view, off_deg = nearest(yaw_deg)
    assert facing.view in (view, View.OBLIQUE)
    if off_deg <= 15:  # a person who thinks they stand side-on is seldom exact
        assert facing.view is view
    if off_deg == 45:  # half of a forward bend is lost here: nothing may be reported
        assert facing.view is View.OBLIQUE
    assert turn(facing.yaw_deg - yaw_deg) == pytest.approx(0, abs=1e-6)


POSTURES = [
    Figure(),
    Figure(trunk_flexion=60),  # a bow
    Figure(trunk_flexion=85),
    Figure(trunk_flexion=110),  # hands to the floor
    Figure(trunk_flexion=-90, hip_left=0, hip_right=0),  # supine
    Figure(trunk_flexion=90, hip_left=0, hip_right=0),  # prone
    Figure(40, hip_left=100, hip_right=100, knee_left=95, knee_right=95),  # squat
]


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
@pytest.mark.parametrize("figure", POSTURES)
def test_a_bent_or_lying_person_still_shows_the_same_side(figure: Figure, view: View) -> None:
    assert follow_facing(Facing(), make_pose(figure, view)).view is view


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
@pytest.mark.parametrize("lateral_deg", [-40, -20, 20, 40])
def test_a_side_bend_is_not_a_turn(lateral_deg: float, view: View) -> None:
    assert follow_facing(Facing(), make_pose(Figure(trunk_lateral=lateral_deg), view)).view is view


@pytest.mark.parametrize("view", list(YAW_DEG))
@pytest.mark.parametrize("roll_deg", [-20, 20])
def test_a_rolled_camera_is_not_a_turn(view: View, roll_deg: float) -> None:
    assert follow_facing(Facing(), make_pose(view=view, roll_deg=roll_deg)).view is view


@pytest.mark.parametrize(
    ("trunk_deg", "off_deg"),
    [(0, 0), (-90, LEVEL_TRUNK_BIAS_DEG), (90, LEVEL_TRUNK_BIAS_DEG), (45, LEVEL_TRUNK_BIAS_DEG / 2)],
)
@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_what_is_told_too_far_to_the_front_of_a_level_trunk_is_taken_out(
    trunk_deg: float, off_deg: float, view: View
) -> None:
    facing = follow_facing(Facing(), make_pose(Figure(trunk_deg, hip_left=0, hip_right=0), view))
    # Further from the camera on either side: 0 faces it.
    assert abs(facing.yaw_deg) == pytest.approx(90 + off_deg, abs=0.1)


@pytest.mark.parametrize("told_deg", [62, -62])
def test_lying_on_the_back_under_a_high_camera_is_no_oblique_view(told_deg: float) -> None:
    """A camera 20 degrees above somebody on their back is told as 28 with what the engine adds."""
    pose = make_pose(view=View.LEFT if told_deg > 0 else View.RIGHT)
    lying = replace(pose, world_m=supine(told_deg))
    assert direction(lying) == pytest.approx(
        (math.cos(math.radians(told_deg)), math.sin(math.radians(told_deg)))
    )
    assert follow_facing(Facing(), lying).view.is_side
    upright = make_pose(yaw_deg=told_deg)
    assert follow_facing(Facing(), upright).view is View.OBLIQUE


@pytest.mark.parametrize("side", [1, -1])
def test_a_camera_may_stand_higher_over_the_floor_than_it_may_turn(side: int) -> None:
    """A camera 29 degrees above somebody on their back; at 39 it looks down on them, not from the side."""
    yaw = 90 - 29 - LEVEL_TRUNK_BIAS_DEG
    for deg, from_the_side in ((yaw, True), (yaw - 10, False)):
        lying = replace(make_pose(), world_m=supine(side * deg))
        assert follow_facing(Facing(), lying).view.is_side is from_the_side


def supine(yaw_deg: float) -> NDArray[np.float64]:
    """Somebody on their back, feet to the right of the picture, rolled until they are told as turned so."""
    yaw = math.radians(yaw_deg)
    # Seen from their left side the head is on the right.
    head = math.copysign(0.5, yaw_deg)
    points = np.zeros((33, 3))
    for left, right, along, half in ((11, 12, head, 0.18), (23, 24, 0.0, 0.1)):
        up = math.copysign(math.cos(yaw), head) * half
        points[left] = (along, up, -math.sin(yaw) * half)
        points[right] = (along, -up, math.sin(yaw) * half)
    return points


def borders() -> list[float]:
    """The directions at which a fresh look names another view, to half a degree."""
    yaws = np.arange(-180, 180, 0.5)
    views = [follow_facing(Facing(), make_pose(yaw_deg=float(yaw))).view for yaw in yaws]
    return [float(yaw) for yaw, a, b in zip(yaws[1:], views, views[1:], strict=False) if a is not b]


def test_a_person_who_wavers_at_a_border_does_not_make_the_view_flicker() -> None:
    """Two degrees to each side and back within 4 s, too slow for smoothing to hide it."""
    found = borders()
    assert len(found) == 8  # four views, oblique between them
    for border in found:
        wavering = [border + 2 * math.sin(2 * math.pi * i / 40) for i in range(200)]
        seen = watch([make_pose(yaw_deg=yaw, time_s=i / 10) for i, yaw in enumerate(wavering)])
        assert sum(a.view is not b.view for a, b in pairwise(seen)) <= 1


@given(st.floats(-180, 180), st.integers(0, 2**32 - 1))
def test_a_trembling_direction_does_not_make_the_view_flicker(yaw_deg: float, seed: int) -> None:
    yaws = yaw_deg + np.random.default_rng(seed).uniform(-5, 5, 60)
    seen = watch([make_pose(yaw_deg=float(yaw), time_s=i / 15) for i, yaw in enumerate(yaws)])
    assert sum(a.view is not b.view for a, b in pairwise(seen)) <= 1


@pytest.mark.parametrize("step", [1, -1])
def test_a_slow_turn_passes_each_view_once(step: int) -> None:
    """All the way round in 36 s: four views, each with an oblique stretch before the next."""
    yaws = [step * frame / 3 for frame in range(3 * 360)]
    views = [
        facing.view for facing in watch([make_pose(yaw_deg=y, time_s=i / 30) for i, y in enumerate(yaws)])
    ]
    passed = [views[0], *(b for a, b in pairwise(views) if a is not b)]
    around = [View.FRONT, View.LEFT, View.BACK, View.RIGHT]
    around = around if step > 0 else [around[0], *around[:0:-1]]
    expected = [part for view in around for part in (view, View.OBLIQUE)]
    assert passed in (expected, [*expected, View.FRONT])


def test_one_swapped_frame_changes_nothing() -> None:
    """MediaPipe swaps left and right in single frames: the view must ride over it."""
    poses = [make_pose(view=View.LEFT, time_s=i / 30) for i in range(60)]
    poses[30] = make_pose(view=View.RIGHT, time_s=1.0)
    assert {facing.view for facing in watch(poses)} == {View.LEFT}


def test_a_turn_is_noticed_within_two_seconds() -> None:
    before = watch([make_pose(view=View.LEFT, time_s=i / 30) for i in range(60)])[-1]
    after = watch([make_pose(view=View.RIGHT, time_s=2 + i / 30) for i in range(60)], before)[-1]
    assert after.view is View.RIGHT


def test_after_a_long_absence_the_newest_pose_decides() -> None:
    before = follow_facing(Facing(), make_pose(view=View.LEFT, time_s=0.0))
    assert follow_facing(before, make_pose(view=View.RIGHT, time_s=20.0)).view is View.RIGHT


@pytest.mark.parametrize("rate_hz", [8, 30, 60])
def test_the_smoothing_does_not_depend_on_the_frame_rate(rate_hz: int) -> None:
    before = follow_facing(Facing(), make_pose(view=View.FRONT, time_s=0.0))
    frames = [make_pose(view=View.LEFT, time_s=(i + 1) / rate_hz) for i in range(rate_hz // 2)]
    # After the same half second of looking at the left side, the same share of the turn is believed.
    slow = watch([make_pose(view=View.LEFT, time_s=0.5)], before)[-1]
    assert watch(frames, before)[-1].toward_side == pytest.approx(slow.toward_side, abs=1e-9)


def test_before_the_first_pose_nothing_is_known() -> None:
    assert Facing().view is View.UNKNOWN
    assert math.isnan(Facing().yaw_deg)


def test_a_body_without_width_has_no_direction() -> None:
    pose = make_pose()
    flat = replace(pose, world_m=np.zeros_like(pose.world_m))
    assert direction(flat) == (0.0, 0.0)
    assert follow_facing(Facing(), flat).view is View.UNKNOWN


@given(st.floats(-180, 180))
def test_the_direction_has_length_one(yaw_deg: float) -> None:
    assert math.hypot(*direction(make_pose(yaw_deg=yaw_deg))) == pytest.approx(1)


def test_sides_and_fronts_are_told_apart() -> None:
    assert {view for view in View if view.is_side} == {View.LEFT, View.RIGHT}
    assert {view for view in View if view.is_frontal} == {View.FRONT, View.BACK}
