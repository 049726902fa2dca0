"""Angles of hand-made poses whose answer is obvious."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.poses import YAW_DEG, Figure, make_pose
from vision.angles import ANGLE_NAMES, ANGLES, PELVIS_ANGLES, View
from vision.framing import Framing
from vision.geometry import inclination_deg, to_body_frame, wrap_deg
from vision.pose import Landmark, Pose
from vision.posture import Posture, measure_posture
from vision.thorax import PELVIS_IN_LINE

L, R = View.LEFT, View.RIGHT
UPRIGHT = Figure()
VIEWS = list(YAW_DEG)


def measure(figure: Figure, view: View, **how: object) -> Posture:
    return measure_posture(make_pose(figure, view, **how), view, 0.0)  # type: ignore[arg-type]


SAGITTAL = [
    # figure, angle, expected degrees
    (UPRIGHT, "trunk_flexion", 0),
    (UPRIGHT, "hip_flexion_left", 0),
    (UPRIGHT, "hip_flexion_right", 0),
    (UPRIGHT, "knee_flexion_left", 0),
    (UPRIGHT, "knee_flexion_right", 0),
    (Figure(trunk_flexion=30), "trunk_flexion", 30),  # forward is plus
    (Figure(trunk_flexion=-15), "trunk_flexion", -15),  # backward is minus
    (Figure(trunk_flexion=90), "trunk_flexion", 90),  # a flat back
    (Figure(trunk_flexion=120), "trunk_flexion", 120),  # hands to the floor: beyond horizontal
    (Figure(trunk_flexion=60), "hip_flexion_left", 60),  # a bow folds at the hips
    (Figure(trunk_flexion=60), "hip_flexion_right", 60),
    (Figure(trunk_flexion=60), "knee_flexion_left", 0),  # ... and leaves the knees
    (Figure(trunk_flexion=-15), "hip_flexion_left", -15),  # leaning back opens the hip
    (Figure(knee_left=90), "knee_flexion_left", 90),  # only the left knee bends
    (Figure(knee_left=90), "knee_flexion_right", 0),
    (Figure(knee_right=90), "knee_flexion_right", 90),
    (Figure(knee_right=90), "knee_flexion_left", 0),
    (Figure(hip_left=90, knee_left=90), "hip_flexion_left", 90),  # thigh lifted to horizontal
    (Figure(hip_left=90, knee_left=90), "knee_flexion_left", 90),
    (Figure(hip_left=90, knee_left=90), "hip_flexion_right", 0),
    (Figure(hip_left=-20, hip_right=0), "hip_flexion_left", -20),  # thigh drawn back
    (Figure(40, hip_left=100, hip_right=100, knee_left=95, knee_right=95), "trunk_flexion", 40),  # squat
    (Figure(40, hip_left=100, hip_right=100, knee_left=95, knee_right=95), "hip_flexion_left", 100),
    (Figure(40, hip_left=100, hip_right=100, knee_left=95, knee_right=95), "knee_flexion_right", 95),
    (Figure(20, hip_left=130, knee_left=140), "knee_flexion_left", 140),  # heel to the seat
    (Figure(20, hip_left=130, knee_left=140), "hip_flexion_left", 130),
    (Figure(-90, hip_left=0, hip_right=0), "trunk_flexion", -90),  # supine: as if leaning back all the way
    (Figure(-90, hip_left=0, hip_right=0), "hip_flexion_left", 0),  # ... with straight hips
    (Figure(-90, hip_left=60, knee_left=90), "hip_flexion_left", 60),  # supine, foot on the floor
    (Figure(-90, hip_left=60, knee_left=90), "knee_flexion_left", 90),
    (Figure(90, hip_left=0, hip_right=0), "trunk_flexion", 90),  # prone
    (Figure(90, hip_left=0, hip_right=0, knee_left=90), "knee_flexion_left", 90),  # prone knee bend
]


@pytest.mark.parametrize("view", [L, R])
@pytest.mark.parametrize(("figure", "name", "expected"), SAGITTAL)
def test_a_side_view_measures_the_sagittal_plane(
    figure: Figure, name: str, expected: float, view: View
) -> None:
    assert measure(figure, view).angles[name] == pytest.approx(expected, abs=1e-6)


FRONTAL = [
    (UPRIGHT, 0),
    (Figure(trunk_lateral=20), 20),  # to the person's right is plus
    (Figure(trunk_lateral=-35), -35),  # to the left is minus
]


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
@pytest.mark.parametrize(("figure", "expected"), FRONTAL)
def test_a_frontal_view_measures_the_side_bend(figure: Figure, expected: float, view: View) -> None:
    assert measure(figure, view).angles["trunk_lateral"] == pytest.approx(expected, abs=1e-6)


def test_a_bend_to_the_persons_right_goes_to_the_left_of_the_picture_from_the_front() -> None:
    pose = make_pose(Figure(trunk_lateral=20), View.FRONT)
    assert pose.landmarks_px[Landmark.NOSE, 0] < pose.landmarks_px[[23, 24], 0].mean()
    assert measure_posture(pose, View.FRONT, 0.0).angles["trunk_lateral"] > 0


def test_a_person_seen_from_the_right_bends_forward_to_the_right_of_the_picture() -> None:
    pose = make_pose(Figure(trunk_flexion=40), View.RIGHT)
    assert pose.landmarks_px[Landmark.NOSE, 0] > pose.landmarks_px[[23, 24], 0].mean()
    assert measure_posture(pose, View.RIGHT, 0.0).angles["trunk_flexion"] > 0


def test_the_trunk_line_runs_between_the_middles_so_turned_shoulders_do_not_move_it() -> None:
    pose = make_pose(Figure(trunk_flexion=30), View.LEFT)
    xy = pose.landmarks_px.copy()
    xy[Landmark.LEFT_SHOULDER] += (12, 5)
    xy[Landmark.RIGHT_SHOULDER] -= (12, 5)
    xy[Landmark.LEFT_HIP] += (6, 0)
    xy[Landmark.RIGHT_HIP] -= (6, 0)
    turned = measure_posture(replace(pose, landmarks_px=xy), View.LEFT, 0.0)
    assert turned.angles["trunk_flexion"] == pytest.approx(30, abs=1e-6)


@pytest.mark.parametrize("view", [*VIEWS, View.OBLIQUE, View.UNKNOWN])
@pytest.mark.parametrize("name", ANGLE_NAMES)
def test_an_angle_is_nan_exactly_where_its_view_cannot_measure_it(name: str, view: View) -> None:
    pose = make_pose(Figure(10, 5, 20, 30), view if view in YAW_DEG else L)
    measured = measure_posture(pose, view, 0.0).angles[name]
    # The pelvis is not in the landmarks: without a reader nothing tells it, from any view.
    assert math.isnan(measured) == (view not in ANGLES[name].views or name in PELVIS_ANGLES)


@pytest.mark.parametrize("view", VIEWS)
def test_every_posture_names_every_angle(view: View) -> None:
    assert tuple(measure(UPRIGHT, view).angles) == ANGLE_NAMES
    assert tuple(measure_posture(None, view, 0.0).angles) == ANGLE_NAMES


def test_nobody_in_view_measures_nothing() -> None:
    posture = measure_posture(None, View.LEFT, 3.5)
    assert (posture.time_s, posture.view, posture.framing) == (3.5, View.UNKNOWN, Framing.NOBODY)
    assert posture.quality == 0
    assert all(math.isnan(value) for value in (*posture.angles.values(), posture.back_outline))


HIDDEN = [
    # hidden landmark, angles that go (seen from the left)
    (Landmark.LEFT_ANKLE, {"knee_flexion_left"}),
    (Landmark.LEFT_KNEE, {"knee_flexion_left", "hip_flexion_left"}),
    (Landmark.RIGHT_KNEE, {"knee_flexion_right", "hip_flexion_right"}),
    (Landmark.RIGHT_HIP, {"knee_flexion_right", "hip_flexion_right"}),  # the trunk has the left hip
    (Landmark.LEFT_WRIST, set()),
]


@pytest.mark.parametrize(("mark", "gone"), HIDDEN)
def test_a_hidden_joint_takes_only_its_own_angles(mark: Landmark, gone: set[str]) -> None:
    whole, part = measure(UPRIGHT, L), measure(UPRIGHT, L, hidden=[mark])
    lost = {n for n in ANGLE_NAMES if math.isnan(part.angles[n]) and not math.isnan(whole.angles[n])}
    assert lost == gone


@pytest.mark.parametrize("pair", [("LEFT_SHOULDER", "RIGHT_SHOULDER"), ("LEFT_HIP", "RIGHT_HIP")])
@pytest.mark.parametrize("view", VIEWS)
def test_a_hidden_trunk_measures_nothing(view: View, pair: tuple[str, str]) -> None:
    posture = measure(UPRIGHT, view, hidden=[Landmark[name] for name in pair])
    assert posture.framing is Framing.TRUNK_HIDDEN
    assert all(math.isnan(angle) for angle in posture.angles.values())


def test_a_joint_without_a_side_is_the_nearer_one() -> None:
    figure = Figure(knee_left=40, knee_right=10)
    assert measure(figure, L).value("knee_flexion") == pytest.approx(40)
    assert measure(figure, R).value("knee_flexion") == pytest.approx(10)
    assert math.isnan(measure(figure, View.FRONT).value("knee_flexion"))
    assert measure(figure, L).value("trunk_flexion") == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("line", "pelvis", "chest"),
    [
        (0.0, 0.0, 0.0),
        (10.0, 10.0, 10.0),  # all in one piece
        (10 * PELVIS_IN_LINE, 10.0, 0.0),  # the pelvis rolls under a still chest
        (10 * (1 - PELVIS_IN_LINE), 0.0, 10.0),  # only the back bends
        (5.0, math.nan, math.nan),
    ],
)
@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_the_line_of_the_trunk_lies_between_pelvis_and_chest(
    view: View, line: float, pelvis: float, chest: float
) -> None:
    """A pelvis whose right side is higher leans to the person's left."""
    names = ("trunk_flexion", "pelvis_tilt") if view.is_side else ("trunk_lateral", "pelvis_obliquity")
    posture = measure_posture(make_pose(Figure(), view), view, 0.0)
    told = {names[0]: line, names[1]: pelvis if view.is_side else -pelvis}
    leaning = posture.with_measures({**posture.angles, **told}, math.nan)
    measure = "thorax_flexion" if view.is_side else "thorax_lateral"
    assert leaning.value(measure) == pytest.approx(chest, nan_ok=True)


def test_quality_falls_with_the_parts_that_count_in_this_view() -> None:
    whole = measure(UPRIGHT, L).quality
    assert 0.5 < whole <= 1
    assert measure(UPRIGHT, L, hidden=[Landmark.LEFT_KNEE]).quality < whole
    assert measure(UPRIGHT, L, hidden=[Landmark.LEFT_HIP]).quality < whole
    assert measure(UPRIGHT, L, hidden=[Landmark.RIGHT_KNEE]).quality == pytest.approx(whole)
    assert measure(UPRIGHT, L, hidden=[Landmark.NOSE]).quality == pytest.approx(whole)


def test_a_silhouette_gives_the_outline_only_from_the_side() -> None:
    figure = Figure(rounding_deg=40)
    assert measure(figure, L, silhouette=True).value("back_outline") > 10
    assert math.isnan(measure(figure, L).back_outline)
    assert math.isnan(measure(figure, View.FRONT, silhouette=True).back_outline)


def test_a_rolled_camera_adds_its_roll_to_the_trunk_and_nothing_to_the_joints() -> None:
    figure = Figure(trunk_flexion=30, knee_left=40, knee_right=40)
    level, rolled = measure(figure, R).angles, measure(figure, R, roll_deg=8).angles
    assert rolled["trunk_flexion"] - level["trunk_flexion"] == pytest.approx(8)
    for joint in ("hip_flexion_left", "hip_flexion_right", "knee_flexion_left", "knee_flexion_right"):
        assert rolled[joint] == pytest.approx(level[joint])


def test_a_line_without_length_has_no_angle() -> None:
    assert math.isnan(inclination_deg((2.0, 3.0), (2.0, 3.0)))


@pytest.mark.parametrize("view", [View.OBLIQUE, View.UNKNOWN])
def test_there_is_no_body_frame_between_the_views(view: View) -> None:
    with pytest.raises(KeyError):
        to_body_frame(np.zeros((1, 2)), view)


@pytest.mark.parametrize(
    ("angle", "lowest", "expected"),
    [
        (10, -180, 10),
        (190, -180, -170),
        (-190, -180, 170),
        (-130, -120, 230),
        (-120, -120, -120),
        (240, -120, -120),
    ],
)
def test_wrapping_keeps_the_direction(angle: float, lowest: float, expected: float) -> None:
    assert wrap_deg(angle, lowest) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("field", "shape"), [("landmarks_px", (17, 2)), ("visibility", (33, 1)), ("world_m", (33, 2))]
)
def test_a_pose_of_another_topology_is_refused(field: str, shape: tuple[int, int]) -> None:
    parts = {"landmarks_px": np.zeros((33, 2)), "visibility": np.zeros(33), "world_m": np.zeros((33, 3))}
    with pytest.raises(ValueError, match=field):
        Pose(0.0, **{**parts, field: np.zeros(shape)}, width_px=640, height_px=480)
