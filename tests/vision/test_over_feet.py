"""Hips over feet and the body aside from them, on figures whose lengths are known."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.poses import SHANK_M, THIGH_M, TRUNK_M, Figure, make_pose, mirror
from vision.angles import View
from vision.over_feet import Footing, find_footing, look_at_stand, measure_over_feet
from vision.pose import Landmark, Pose
from vision.view import FRONTAL_HALF_WIDTH_DEG

FEET_PX = (320.0, 410.0)
SEEN_FROM = [
    (View.FRONT, 0.0),
    (View.BACK, 180.0),
    (View.OBLIQUE, 40.0),
    (View.OBLIQUE, -35.0),
    (View.LEFT, 90.0),
]
ELSEWHERE = [one for one in SEEN_FROM if not one[0].is_side]
UPRIGHT = Figure()
FEET = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)


def stand(figure: Figure, yaw_deg: float, feet_px: tuple[float, float] = FEET_PX, **how: float) -> Pose:
    """A figure whose feet are where they were."""
    pose = make_pose(figure, yaw_deg=yaw_deg, **how)  # type: ignore[arg-type]
    ankles = pose.landmarks_px[[*FEET]].mean(axis=0)
    return replace(pose, landmarks_px=pose.landmarks_px - ankles + feet_px)


def footing(pose: Pose, view: View) -> Footing:
    found = find_footing([look_at_stand(pose)] * 3, view)
    assert found is not None
    return found


def told(figure: Figure, view: View, yaw_deg: float, before: Figure = UPRIGHT) -> dict[str, float]:
    zero = footing(stand(before, yaw_deg), view)
    return dict(measure_over_feet(stand(figure, yaw_deg), view, zero))


def squat(knees_deg: float) -> Figure:
    """Thighs and shanks lean half of it each, so that the feet stay under the hips."""
    return Figure(knee_left=knees_deg, knee_right=knees_deg)


def lowered(knees_deg: float) -> float:
    return 100 * (THIGH_M + SHANK_M) * (1 - math.cos(math.radians(knees_deg / 2))) / SHANK_M


@pytest.mark.parametrize(("view", "yaw_deg"), SEEN_FROM)
@pytest.mark.parametrize("knees_deg", [0, 30, 60, 120])
def test_hips_go_down_as_far_as_the_knees_let_them(view: View, yaw_deg: float, knees_deg: float) -> None:
    assert told(squat(knees_deg), view, yaw_deg)["hip_height"] == pytest.approx(-lowered(knees_deg), abs=1e-6)


@pytest.mark.parametrize(("view", "yaw_deg"), ELSEWHERE)
def test_rising_from_a_chair_lifts_them_by_a_thigh(view: View, yaw_deg: float) -> None:
    seated = Figure(knee_left=90, knee_right=90, hip_left=90, hip_right=90)
    rise = told(Figure(), view, yaw_deg, before=seated)["hip_height"]
    assert rise == pytest.approx(100 * THIGH_M / SHANK_M, abs=1e-6)


@pytest.mark.parametrize("lean_deg", [0, 10, 40])
@pytest.mark.parametrize(("view", "yaw_deg"), SEEN_FROM)
def test_a_trunk_that_leans_takes_the_shoulders_down(view: View, yaw_deg: float, lean_deg: float) -> None:
    seated, leaning = (
        Figure(trunk, knee_left=90, knee_right=90, hip_left=90 + trunk, hip_right=90 + trunk)
        for trunk in (0.0, lean_deg)
    )
    lowered = told(leaning, view, yaw_deg, before=seated)
    expected = -100 * TRUNK_M * (1 - math.cos(math.radians(lean_deg))) / SHANK_M
    assert lowered["shoulder_height"] == pytest.approx(expected, abs=1e-6)
    assert lowered["hip_height"] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("yaw_deg", [-15.0, 7.0, 20.0])
def test_who_sits_off_the_camera_goes_across_its_picture_in_rising_straight(yaw_deg: float) -> None:
    """Why no exercise judges how far a body shifts aside in rising: 7 degrees are 12 % of a shank."""
    seated = Figure(knee_left=90, knee_right=90, hip_left=90, hip_right=90)
    shift = told(Figure(), View.FRONT, yaw_deg, before=seated)["body_shift"]
    assert abs(shift) == pytest.approx(
        100 * THIGH_M / SHANK_M * abs(math.sin(math.radians(yaw_deg))), abs=1e-6
    )


@pytest.mark.parametrize(("view", "yaw_deg"), ELSEWHERE)
def test_feet_drawn_back_under_the_chair_make_the_shank_no_shorter(view: View, yaw_deg: float) -> None:
    drawn_back = Figure(knee_left=120, knee_right=120, hip_left=90, hip_right=90)
    looked = look_at_stand(stand(drawn_back, yaw_deg))
    assert looked is not None
    assert looked.shank_m == pytest.approx(SHANK_M)
    assert looked.shank_px == pytest.approx(200 * SHANK_M)


@pytest.mark.parametrize(("view", "yaw_deg"), SEEN_FROM)
def test_a_lean_moves_no_hips(view: View, yaw_deg: float) -> None:
    assert told(Figure(trunk_flexion=50, hip_left=50, hip_right=50), view, yaw_deg)[
        "hip_height"
    ] == pytest.approx(0)


@pytest.mark.parametrize(("view", "yaw_deg"), SEEN_FROM)
def test_a_lifted_foot_takes_no_hips_along(view: View, yaw_deg: float) -> None:
    marching = Figure(knee_left=90, hip_left=90)
    zero = footing(stand(Figure(), yaw_deg), view)
    pose = make_pose(marching, yaw_deg=yaw_deg)
    # The right foot stays; the figure's middle of the feet goes with the left one.
    gone = stand(Figure(), yaw_deg).landmarks_px - make_pose(Figure(), yaw_deg=yaw_deg).landmarks_px
    moved = replace(pose, landmarks_px=pose.landmarks_px + gone)
    measured = measure_over_feet(moved, view, zero)
    assert not measured or measured["hip_height"] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(("view", "yaw_deg"), [(View.FRONT, 0.0), (View.BACK, 180.0)])
@pytest.mark.parametrize("lean_deg", [-25, 25])
def test_the_body_shifts_to_the_persons_own_side(view: View, yaw_deg: float, lean_deg: float) -> None:
    """The middle of a trunk that leans is aside by half its length."""
    shift = told(Figure(trunk_lateral=lean_deg), view, yaw_deg)["body_shift"]
    assert shift == pytest.approx(100 * TRUNK_M / 2 * math.sin(math.radians(lean_deg)) / SHANK_M, abs=1e-6)


@pytest.mark.parametrize(("view", "yaw_deg"), [(View.OBLIQUE, 40.0), (View.LEFT, 90.0)])
def test_from_elsewhere_no_shift_is_told(view: View, yaw_deg: float) -> None:
    assert "body_shift" not in told(squat(60), view, yaw_deg)


shapes = st.builds(squat, st.floats(0, 130))


@given(shapes, st.sampled_from(ELSEWHERE), st.floats(60, 300), st.floats(-8, 8))
def test_neither_distance_nor_place_nor_a_tilted_camera_matters(
    figure: Figure, seen: tuple[View, float], px_per_m: float, roll_deg: float
) -> None:
    view, yaw_deg = seen
    how = {"px_per_m": px_per_m, "roll_deg": roll_deg}
    zero = footing(stand(Figure(), yaw_deg, (200.0, 300.0), **how), view)
    pose = stand(figure, yaw_deg, (200.0, 300.0), **how)
    measured = measure_over_feet(pose, view, zero, roll_deg)
    assert measured["hip_height"] == pytest.approx(told(figure, view, yaw_deg)["hip_height"], abs=1e-6)


@given(shapes, st.floats(-20, 20), st.sampled_from(ELSEWHERE))
def test_the_mirror_keeps_heights_and_turns_shifts(
    figure: Figure, lean_deg: float, seen: tuple[View, float]
) -> None:
    view, yaw_deg = seen
    figure = replace(figure, trunk_lateral=lean_deg if view.is_frontal else 0.0)
    pose, before = stand(figure, yaw_deg), stand(Figure(), yaw_deg)
    one = measure_over_feet(pose, view, footing(before, view))
    other = measure_over_feet(mirror(pose), view, footing(mirror(before), view))
    assert other["hip_height"] == pytest.approx(one["hip_height"], abs=1e-6)
    assert other.get("body_shift", 0) == pytest.approx(-one.get("body_shift", 0), abs=1e-6)


def test_nothing_is_told_before_neutral() -> None:
    assert not measure_over_feet(stand(squat(60), 0.0), View.FRONT, None)


@pytest.mark.parametrize("hidden", [FEET, (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)])
def test_nothing_is_told_without_feet_or_hips(hidden: tuple[Landmark, ...]) -> None:
    zero = footing(stand(Figure(), 0.0), View.FRONT)
    pose = replace(stand(squat(60), 0.0), visibility=make_pose(hidden=hidden).visibility)
    assert look_at_stand(pose) is None
    assert not measure_over_feet(pose, View.FRONT, zero)


@pytest.mark.parametrize(("steps_px", "is_told"), [(0.0, True), (30.0, True), (60.0, False)])
def test_whoever_stepped_away_has_no_height(steps_px: float, is_told: bool) -> None:
    """A shank is 84 px here."""
    zero = footing(stand(Figure(), 0.0), View.FRONT)
    pose = stand(Figure(), 0.0, (FEET_PX[0], FEET_PX[1] + steps_px))
    assert bool(measure_over_feet(pose, View.FRONT, zero)) is is_told


def test_what_was_told_from_the_side_does_not_hold_from_the_front() -> None:
    zero = footing(stand(Figure(), 90.0), View.LEFT)
    assert not measure_over_feet(stand(squat(60), 0.0), View.FRONT, zero)


def test_between_front_and_oblique_the_zero_stays() -> None:
    """Whoever squats turns a little; the two views meet there."""
    zero = footing(stand(Figure(), FRONTAL_HALF_WIDTH_DEG), View.FRONT)
    height = measure_over_feet(stand(squat(90), FRONTAL_HALF_WIDTH_DEG + 8), View.OBLIQUE, zero)["hip_height"]
    assert height == pytest.approx(-lowered(90), abs=1e-6)


def test_a_bad_frame_moves_no_zero_and_too_few_give_none() -> None:
    good, bad = look_at_stand(stand(Figure(), 0.0)), look_at_stand(stand(squat(120), 0.0))
    found = find_footing([good, bad, good, None], View.FRONT)
    assert found is not None
    assert found.stand == good
    assert find_footing([good, None], View.FRONT) is None
