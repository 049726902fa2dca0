"""What must not change an angle: the mirror, the distance, the place in the picture, the picture's shape."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.poses import Figure, make_pose, mirror
from vision.angles import ANGLE_NAMES, View
from vision.framing import judge_pose
from vision.posture import Posture, measure_posture
from vision.view import direction

MIRRORED = {View.LEFT: View.RIGHT, View.RIGHT: View.LEFT, View.FRONT: View.FRONT, View.BACK: View.BACK}
deg = st.floats
figures = st.builds(
    Figure,
    trunk_flexion=deg(-40, 130),
    trunk_lateral=st.just(0.0),
    knee_left=deg(0, 120),
    knee_right=deg(0, 120),
    hip_left=st.none() | deg(-30, 120),
    hip_right=st.none() | deg(-30, 120),
)
leaning = st.builds(Figure, trunk_lateral=deg(-60, 60))
seen_from = st.tuples(figures, st.sampled_from([View.LEFT, View.RIGHT])) | st.tuples(
    leaning, st.sampled_from([View.FRONT, View.BACK])
)


def other_side(name: str) -> str:
    if name.endswith("_left"):
        return name.removesuffix("left") + "right"
    if name.endswith("_right"):
        return name.removesuffix("right") + "left"
    return name


def assert_same_angles(one: Posture, other: Posture) -> None:
    assert other.angles == pytest.approx(dict(one.angles), abs=1e-6, nan_ok=True)


@given(figures, st.sampled_from([View.LEFT, View.RIGHT]))
def test_the_mirror_swaps_the_sides_and_keeps_every_sagittal_angle(figure: Figure, view: View) -> None:
    pose = make_pose(figure, view)
    seen, mirrored = measure_posture(pose, view, 0), measure_posture(mirror(pose), MIRRORED[view], 0)
    assert not math.isnan(seen.angles["trunk_flexion"])
    for name in ANGLE_NAMES:
        assert mirrored.angles[other_side(name)] == pytest.approx(seen.angles[name], abs=1e-6, nan_ok=True)
    assert mirrored.quality == pytest.approx(seen.quality)
    assert mirrored.framing is seen.framing


@given(leaning, st.sampled_from([View.FRONT, View.BACK]))
def test_the_mirror_turns_a_side_bend_round(figure: Figure, view: View) -> None:
    pose = make_pose(figure, view)
    seen, mirrored = measure_posture(pose, view, 0), measure_posture(mirror(pose), view, 0)
    assert mirrored.angles["trunk_lateral"] == pytest.approx(-seen.angles["trunk_lateral"], abs=1e-6)
    assert seen.angles["trunk_lateral"] == pytest.approx(figure.trunk_lateral, abs=1e-6)


@given(st.floats(-180, 180))
def test_the_mirror_turns_the_direction_round(yaw_deg: float) -> None:
    pose = make_pose(yaw_deg=yaw_deg)
    (camera, side), (mirrored_camera, mirrored_side) = direction(pose), direction(mirror(pose))
    assert mirrored_camera == pytest.approx(camera, abs=1e-9)
    assert mirrored_side == pytest.approx(-side, abs=1e-9)


@given(seen_from, st.floats(20, 2000), st.floats(-500, 2500), st.floats(-500, 2500))
def test_distance_and_place_do_not_matter(
    seen: tuple[Figure, View], scale: float, x: float, y: float
) -> None:
    figure, view = seen
    here = measure_posture(make_pose(figure, view), view, 0)
    there = measure_posture(make_pose(figure, view, px_per_m=scale, hips_px=(x, y)), view, 0)
    assert_same_angles(here, there)


@given(seen_from, st.sampled_from([(1920, 1080), (720, 1280), (576, 576), (320, 240)]))
def test_the_shape_of_the_picture_does_not_matter(seen: tuple[Figure, View], size: tuple[int, int]) -> None:
    figure, view = seen
    assert_same_angles(
        measure_posture(make_pose(figure, view), view, 0),
        measure_posture(make_pose(figure, view, size_px=size), view, 0),
    )


@given(seen_from, st.floats(0.3, 3))
def test_framing_grows_with_the_picture(seen: tuple[Figure, View], zoom: float) -> None:
    figure, view = seen
    small = make_pose(figure, view)
    large = make_pose(
        figure,
        view,
        px_per_m=200 * zoom,
        hips_px=(320 * zoom, 240 * zoom),
        size_px=(round(640 * zoom), round(480 * zoom)),
    )
    # At the very border half a pixel of rounding in the picture's size may decide; away from it, not.
    xy = small.landmarks_px
    near = min(abs(xy[:, 0]).min(), abs(640 - xy[:, 0]).min(), abs(xy[:, 1]).min(), abs(480 - xy[:, 1]).min())
    if near > 12:
        assert judge_pose(small) is judge_pose(large)
