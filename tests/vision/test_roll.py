"""The camera's lean: from drawn rooms with known leans, and from a person who stands upright."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.poses import Figure, make_pose
from tests.vision.rooms import ALL_OVER, HEIGHT, WIDTH, Picture, draw_room
from vision.angles import View
from vision.pose import Pose
from vision.posture import measure_posture
from vision.roll import body_lean_deg, edges_lean_deg


@pytest.mark.parametrize("lean_deg", [-8, -5.5, -2, -0.7, 0, 1, 3.3, 6, 8])
def test_vertical_edges_tell_the_lean(lean_deg: float) -> None:
    assert edges_lean_deg(draw_room(lean_deg), None) == pytest.approx(lean_deg, abs=0.5)


@pytest.mark.parametrize("lean_deg", [-6, 0, 4])
@pytest.mark.parametrize("seed", range(3))
def test_clutter_does_not_change_it(lean_deg: float, seed: int) -> None:
    found = edges_lean_deg(draw_room(lean_deg, clutter=60, noise=6, seed=seed), None)
    assert found == pytest.approx(lean_deg, abs=0.7)


@pytest.mark.parametrize("fan_deg", [-6, 6])
@pytest.mark.parametrize("lean_deg", [-5, 0, 5])
def test_a_camera_that_looks_up_or_down_does_not_change_it(lean_deg: float, fan_deg: float) -> None:
    found = edges_lean_deg(draw_room(lean_deg, fan_deg=fan_deg), None)
    assert found == pytest.approx(lean_deg, abs=0.7)


@pytest.mark.parametrize("fan_deg", [-6, 6])
@pytest.mark.parametrize("places", [(-0.42, -0.36, -0.3, -0.25), (0.2, 0.28, 0.36, 0.42)])
def test_edges_on_one_side_alone_could_be_fanning_out(fan_deg: float, places: tuple[float, ...]) -> None:
    found = edges_lean_deg(draw_room(0.0, places=places, fan_deg=fan_deg), None)
    assert math.isnan(found) or abs(found) < 1


@pytest.mark.parametrize(
    "image",
    [
        np.full((HEIGHT, WIDTH, 3), 120, np.uint8),
        np.zeros((HEIGHT, WIDTH, 3), np.uint8),
        draw_room(0.0, places=()),
        draw_room(0.0, places=(), clutter=60),
        draw_room(0.0, places=(0.1,)),
        draw_room(45.0),
        draw_room(-30.0),
        np.random.default_rng(0).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8),
    ],
    ids=["grey", "black", "bare", "clutter only", "one edge", "askew", "askew the other way", "noise"],
)
def test_without_door_frames_nothing_is_told(image: Picture) -> None:
    assert math.isnan(edges_lean_deg(image, None))


def test_edges_that_disagree_tell_nothing() -> None:
    image = np.minimum(draw_room(-9.0, places=ALL_OVER[::2]), draw_room(9.0, places=ALL_OVER[1::2]))
    assert math.isnan(edges_lean_deg(image, None))


def draw_person(image: Picture, pose: Pose, lean_deg: float) -> Picture:
    """Stripes along a person that lean otherwise than the room."""
    image = image.copy()
    (left, top), (right, bottom) = pose.landmarks_px.min(axis=0), pose.landmarks_px.max(axis=0)
    shift = (bottom - top) / 2 * math.tan(math.radians(lean_deg))
    for x in np.linspace(left, right, 6):
        cv2.line(
            image, (round(x - shift / 3), round(bottom)), (round(x + shift / 3), round(top)), (0, 0, 0), 3
        )
    return image


@pytest.mark.parametrize("x_px", [320, 150, 500])
def test_a_person_with_straight_trouser_legs_does_not_change_it(x_px: float) -> None:
    pose = make_pose(view=View.FRONT, hips_px=(x_px, 240))
    image = draw_person(draw_room(4.0), pose, -7.0)
    assert edges_lean_deg(image, pose) == pytest.approx(4.0, abs=0.6)


@pytest.mark.parametrize("hips_px", [(-400, 240), (1200, 240), (320, -900), (320, 1500)])
def test_a_person_outside_the_picture_hides_nothing(hips_px: tuple[float, float]) -> None:
    pose = make_pose(hips_px=hips_px)
    assert edges_lean_deg(draw_room(3.0), pose) == pytest.approx(3.0, abs=0.5)


def test_a_person_who_fills_the_picture_leaves_nothing() -> None:
    assert math.isnan(edges_lean_deg(draw_room(3.0), make_pose(view=View.FRONT, px_per_m=1500)))


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
@given(roll_deg=st.floats(-15, 15))
def test_whoever_stands_upright_tells_the_lean(view: View, roll_deg: float) -> None:
    assert body_lean_deg(make_pose(view=view, roll_deg=roll_deg), view) == pytest.approx(roll_deg, abs=1e-6)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.OBLIQUE, View.UNKNOWN])
def test_from_the_side_the_body_does_not_tell(view: View) -> None:
    assert math.isnan(body_lean_deg(make_pose(), view))


frontal = st.builds(Figure, trunk_lateral=st.floats(-40, 40))
sagittal = st.builds(Figure, trunk_flexion=st.floats(-20, 100), knee_left=st.floats(0, 90))
seen_from = st.tuples(sagittal, st.sampled_from([View.LEFT, View.RIGHT])) | st.tuples(
    frontal, st.sampled_from([View.FRONT, View.BACK])
)


@given(seen_from, st.floats(-10, 10))
def test_a_lean_that_is_known_changes_no_angle(seen: tuple[Figure, View], roll_deg: float) -> None:
    figure, view = seen
    level = measure_posture(make_pose(figure, view), view, 0)
    tilted = measure_posture(make_pose(figure, view, roll_deg=roll_deg), view, 0, roll_deg=roll_deg)
    assert tilted.angles == pytest.approx(dict(level.angles), abs=1e-6, nan_ok=True)


@pytest.mark.parametrize(
    ("view", "angle", "sign"),
    [
        (View.RIGHT, "trunk_flexion", 1),
        (View.LEFT, "trunk_flexion", -1),
        (View.BACK, "trunk_lateral", 1),
        (View.FRONT, "trunk_lateral", -1),
    ],
)
def test_a_lean_that_is_not_known_adds_to_the_trunk_alone(view: View, angle: str, sign: int) -> None:
    """A picture whose up leans to its right: who faces right seems to bow."""
    level = measure_posture(make_pose(view=view), view, 0)
    tilted = measure_posture(make_pose(view=view, roll_deg=5), view, 0)
    assert tilted.angles[angle] - level.angles[angle] == pytest.approx(sign * 5)
    for name in ("hip_flexion_left", "hip_flexion_right", "knee_flexion_left", "knee_flexion_right"):
        assert tilted.angles[name] == pytest.approx(level.angles[name], nan_ok=True)


@pytest.mark.parametrize("roll_deg", [-6.0, 6.0])
def test_the_room_and_the_body_lean_the_same_way(roll_deg: float) -> None:
    body = body_lean_deg(make_pose(view=View.FRONT, roll_deg=roll_deg), View.FRONT)
    assert edges_lean_deg(draw_room(roll_deg), None) == pytest.approx(body, abs=0.5)
