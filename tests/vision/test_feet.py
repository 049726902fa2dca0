"""How far a foot is lifted above the other: poses with obvious answers, then what must not matter."""

from __future__ import annotations

import math

import pytest

from tests.poses import SHANK_M, THIGH_M, Figure, make_pose, mirror
from vision.angles import View
from vision.feet import foot_lift_percent
from vision.neutral import find_neutral
from vision.pose import Landmark, Pose
from vision.posture import Posture, measure_posture
from vision.smoothing import OneEuro, Smoothed, smooth

FRONT, BACK = View.FRONT, View.BACK
# The thigh goes forward by 60 degrees and the shank hangs: the foot comes up by half a thigh.
RIGHT_UP, LEFT_UP = Figure(hip_right=60, knee_right=60), Figure(hip_left=60, knee_left=60)
LIFT = 100 * THIGH_M * (1 - math.cos(math.radians(60))) / SHANK_M


def lift(figure: Figure, view: View = FRONT, **how: object) -> float:
    return foot_lift_percent(make_pose(figure, view, **how), view)  # type: ignore[arg-type]


@pytest.mark.parametrize("view", [FRONT, BACK])
@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(), 0),
        (RIGHT_UP, LIFT),  # the right foot higher is plus
        (LEFT_UP, -LIFT),  # the left foot higher is minus
        (Figure(knee_left=60, knee_right=60), 0),  # a squat lifts neither
        (Figure(trunk_lateral=25), 0),  # nor does a side bend
        (Figure(hip_right=0, knee_right=90), 100),  # shank level: the ankle at the height of the knees
    ],
)
def test_the_lift_is_told_in_shanks(figure: Figure, expected: float, view: View) -> None:
    assert lift(figure, view) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.OBLIQUE, View.UNKNOWN])
def test_no_other_view_tells_it(view: View) -> None:
    assert math.isnan(foot_lift_percent(make_pose(RIGHT_UP, FRONT), view))


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        ([Landmark.LEFT_ANKLE], False),
        ([Landmark.RIGHT_ANKLE], False),
        ([Landmark.RIGHT_KNEE], True),  # the length of one shank is enough
        ([Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE], False),
    ],
)
def test_what_is_not_seen_is_not_told(hidden: list[Landmark], told: bool) -> None:
    assert math.isnan(lift(RIGHT_UP, hidden=hidden)) is not told


def test_a_person_without_length_has_no_lift() -> None:
    pose = make_pose(RIGHT_UP, FRONT, px_per_m=0.0)
    assert math.isnan(foot_lift_percent(pose, FRONT))


@pytest.mark.parametrize(("px_per_m", "hips_px"), [(60.0, (100.0, 90.0)), (280.0, (400.0, 250.0))])
def test_size_and_place_do_not_matter(px_per_m: float, hips_px: tuple[float, float]) -> None:
    assert lift(RIGHT_UP, px_per_m=px_per_m, hips_px=hips_px) == pytest.approx(LIFT)


def test_a_mirror_turns_the_sign() -> None:
    pose = make_pose(RIGHT_UP, FRONT)
    assert foot_lift_percent(mirror(pose), FRONT) == pytest.approx(-LIFT)


def standing(figure: Figure, time_s: float = 0.0, roll_deg: float = 0.0) -> Posture:
    pose: Pose = make_pose(figure, FRONT, time_s=time_s, roll_deg=roll_deg)
    return measure_posture(pose, FRONT, time_s)


def test_a_posture_tells_it_and_neutral_takes_a_leaning_camera_out() -> None:
    leaning = [standing(Figure(), roll_deg=5) for _ in range(4)]
    assert abs(leaning[0].value("foot_lift")) > 3  # 20 cm between the feet
    lifted = find_neutral(leaning).apply(standing(RIGHT_UP, roll_deg=5))
    assert lifted.value("foot_lift") == pytest.approx(LIFT, abs=0.02 * LIFT)


def test_without_a_neutral_of_its_own_there_is_no_lift() -> None:
    sideways = measure_posture(make_pose(Figure(), View.LEFT), View.LEFT, 0.0)
    assert math.isnan(sideways.value("foot_lift"))
    assert math.isnan(find_neutral([sideways]).apply(standing(RIGHT_UP)).value("foot_lift"))


@pytest.mark.parametrize("rate_hz", [8.0, 15.0, 30.0, 60.0])
def test_the_filter_arrives_where_the_foot_is_held(rate_hz: float) -> None:
    memory, told = Smoothed(), []
    for frame in range(int(2 * rate_hz)):
        time_s = frame / rate_hz
        memory, posture = smooth(memory, standing(RIGHT_UP if time_s >= 1 else Figure(), time_s), OneEuro())
        told.append(posture.value("foot_lift"))
    assert told[0] == pytest.approx(0)
    assert told[-1] == pytest.approx(LIFT, abs=0.5)
