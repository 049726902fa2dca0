"""What the accuracy benchmark films: the plan, the timeline, the camera, and postures on chair and floor."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from benchmarks.synthetic.ground import Ground, Lines, Measures, bridge, measure, rock_back, sit_to_stand
from benchmarks.synthetic.moves import Posture
from benchmarks.synthetic.room import Camera
from benchmarks.synthetic.skeleton import PosedSkeleton, roll, yaw
from benchmarks.synthetic.stance import Habit, Stance
from benchmarks.synthetic.takes import (
    BODIES,
    FRAMES_PER_S,
    LIGHTS,
    LONG_HOLD_S,
    ROOMS,
    SWAY_PICTURES,
    Take,
    all_takes,
    bystander_takes,
    takes_of,
)
from benchmarks.synthetic.truth import absolute_angles, angles_from_neutral, midpoint
from tests.benchmarks.stick import stick_figure

TAKES = all_takes()
WIDTH, HEIGHT = 640, 480


def test_the_plan_is_the_same_every_time_and_differs_with_the_seed() -> None:
    assert takes_of(7) == takes_of(7)
    assert takes_of(7) != takes_of(7, seed=12)
    assert bystander_takes() == bystander_takes()
    assert len({take.id for take in TAKES}) == len(TAKES)


def test_there_are_sixty_bodies_seen_from_side_and_front() -> None:
    assert {take.body for take in TAKES} == set(range(BODIES))
    for body in range(BODIES):
        side, front, *_ = (take for take in TAKES if take.body == body)
        assert side.view in ("left", "right")
        assert front.view == "front"
        assert side.hold_s == front.hold_s == LONG_HOLD_S


def test_every_movement_light_and_room_is_there_from_the_views_that_are_meant() -> None:
    views: dict[str, set[str]] = {}
    for take in TAKES:
        view = "side" if take.view in ("left", "right") else take.view
        views.setdefault(take.movement.name, set()).add(view)
    assert views["bridge"] == views["four_point"] == views["sit_to_stand"] == {"side"}
    assert views["rotation"] == {"front"}
    assert views["side_bend"] == {"front", "oblique"}
    for name in ("squat", "bend_hips", "bend_back", "bend_mixed"):
        assert "side" in views[name]
    assert Counter(take.light.name for take in TAKES).keys() == {light.name for light in LIGHTS}
    assert {take.room for take in TAKES} == set(range(len(ROOMS)))
    loose = sum(take.look.loose_m > 0 for take in TAKES) / len(TAKES)
    assert 0.25 < loose < 0.42


def test_cameras_stay_in_their_ranges_and_see_a_standing_person() -> None:
    for take in TAKES:
        camera = take.camera
        assert 0.4 <= camera.height_m <= 1.6
        assert 1.8 <= camera.distance_m <= 3.5
        assert 45 <= camera.field_of_view_deg <= 75
        assert abs(camera.roll_deg) <= 8
        assert 1 <= take.repetition_s <= 5
        off_deg = {"front": 0, "left": 90, "right": -90}.get(take.view)
        if off_deg is None:
            assert 35 <= abs(camera.azimuth_deg) <= 55
        else:
            assert abs(camera.azimuth_deg - off_deg) <= 6
        if not take.movement.on_ground:
            head_and_feet = np.array([[0.0, 0.0, 1.85], [0.0, 0.0, 0.0]])
            across, down = camera.project(head_and_feet, WIDTH, HEIGHT).T
            assert (across > 0).all()
            assert (across < WIDTH).all()
            assert (down > -10).all()
            assert (down < HEIGHT + 10).all()


@pytest.mark.parametrize("take", TAKES[:12], ids=lambda take: take.id)
def test_a_take_keeps_still_then_goes_out_and_back_over_the_same_pictures(take: Take) -> None:
    timeline, pictures = take.timeline, take.pictures
    still, rest = timeline[: take.hold_frames], timeline[take.hold_frames :]
    assert set(still) == set(range(SWAY_PICTURES))
    assert max(np.abs(np.diff(still))) == 1
    assert still[-1] == 0
    middle = rest.index(len(pictures) - 1)
    assert rest[:middle] == rest[middle + 1 : 2 * middle + 1][::-1]
    assert set(rest[2 * middle + 1 :]) == {0}
    assert [pictures[number].share for number in (0, len(pictures) - 1)] == [0, 1]
    assert 2 * (middle + 1) / FRAMES_PER_S == pytest.approx(take.repetition_s, abs=0.06)


def test_somebody_who_walks_is_drawn_in_every_frame() -> None:
    kinds = Counter(take.bystander.kind for take in bystander_takes() if take.bystander)
    assert kinds == {"walks": 5, "stands": 2, "poster": 1}
    for take in bystander_takes():
        if take.bystander and take.bystander.kind == "walks":
            times_s = [picture.time_s for picture in take.pictures]
            assert len(times_s) == len(take.timeline)
            assert np.diff(times_s) == pytest.approx(1 / FRAMES_PER_S)


def test_the_camera_shows_things_where_they_are() -> None:
    camera = Camera(azimuth_deg=0, distance_m=2, height_m=1, field_of_view_deg=90, target_height_m=1)
    middle, left, above = camera.project(np.array([[0, 0, 1.0], [1, 0, 1.0], [0, 0, 1.5]]), 640, 480)
    assert middle == pytest.approx([320, 240])
    assert left == pytest.approx(
        [320 + 120, 240]
    )  # a person who faces the camera has their left on its right
    assert above == pytest.approx([320, 240 - 60])


def test_a_camera_rolled_to_its_right_turns_the_picture_to_the_left() -> None:
    camera = Camera(0, 2, 1, 90, 1, roll_deg=8)
    (across, down) = (camera.project(np.array([[0, 0, 1.5]]), 640, 480) - [320, 240])[0]
    assert np.degrees(np.arctan2(across, -down)) == pytest.approx(-8)


def test_rotation_to_the_persons_right_is_plus() -> None:
    skeleton = stick_figure()
    turned = absolute_angles(skeleton.pose({"spine05": yaw(20)}))
    assert turned["trunk_rotation"] == pytest.approx(20)
    # Turned to their right, the left shoulder comes to the front (-y).
    assert skeleton.pose({"spine05": yaw(20)}).heads["upperarm01.L"][1] < -0.05
    assert absolute_angles(skeleton.pose({"spine05": roll(20)}))["trunk_rotation"] == pytest.approx(
        0, abs=1e-9
    )


def test_a_standing_rotation_turns_the_ribs_and_leaves_the_trunk_line() -> None:
    stance = Stance(stick_figure())
    angles = angles_from_neutral(stance.pose(Posture(trunk_rotation=-30)), stance.neutral)
    assert angles["trunk_rotation"] == pytest.approx(-30, abs=0.1)
    assert angles["trunk_flexion"] == pytest.approx(0, abs=0.5)
    assert angles["trunk_lateral"] == pytest.approx(0, abs=0.5)


@pytest.fixture
def ground() -> Ground:
    return Ground(stick_figure(), Habit(feet_together=0))


@pytest.fixture
def body() -> Measures:
    skeleton = stick_figure()
    skin = np.array([[0, 0, 0.0], [0, 0.11, 1.4], [0, 0.12, 1.0], [0, -0.1, 1.2]])
    return measure(skeleton, skin)


def test_lengths_are_read_from_skeleton_and_skin(body: Measures) -> None:
    assert body.trunk == pytest.approx(0.45)
    assert (body.thigh, body.shank) == pytest.approx((0.45, 0.45))
    assert (body.ankle, body.back, body.seat) == pytest.approx((0.1, 0.11, 0.12))


@pytest.mark.parametrize(
    "lines", [Lines(0, 0, 0), Lines(30, -80, 12), Lines(-100, -140, -30), Lines(92, 2, 88)]
)
def test_a_body_takes_the_lines_it_is_asked_for(ground: Ground, lines: Lines) -> None:
    posed = stick_figure().pose(ground.rotations(lines))
    angles = absolute_angles(posed)
    assert angles["trunk_flexion"] == pytest.approx(lines.trunk)
    assert angles["hip_flexion_left"] == pytest.approx(lines.trunk - lines.thigh)
    assert angles["knee_flexion_right"] == pytest.approx(lines.shank - lines.thigh)
    assert midpoint(posed.heads, "upperarm01")[0] == pytest.approx(0, abs=1e-9)


def at(posed: PosedSkeleton, bone: str, other: str) -> np.ndarray:
    """Forward and up of a joint from another."""
    apart = midpoint(posed.heads, bone) - midpoint(posed.heads, other)
    return np.array([-apart[1], apart[2]])


def test_sitting_becomes_standing(ground: Ground, body: Measures) -> None:
    path = sit_to_stand(1.0)
    sit, lean, stand = (
        absolute_angles(stick_figure().pose(ground.rotations(path(s, body)))) for s in (0, 0.45, 1)
    )
    assert sit["knee_flexion_left"] == pytest.approx(96, abs=1)
    assert sit["trunk_flexion"] == pytest.approx(0, abs=1)
    assert lean["trunk_flexion"] == pytest.approx(45, abs=1)
    assert stand["knee_flexion_left"] == pytest.approx(0, abs=1)
    assert stand["hip_flexion_left"] == pytest.approx(0, abs=1)


def test_in_a_bridge_shoulders_and_feet_stay_while_the_hips_rise(ground: Ground, body: Measures) -> None:
    path, skeleton = bridge(1.0), stick_figure()
    down, up = (skeleton.pose(ground.rotations(path(s, body))) for s in (0, 1))
    assert at(up, "upperarm01", "foot") == pytest.approx(at(down, "upperarm01", "foot"), abs=0.01)
    assert at(up, "upperleg01", "foot")[1] - at(down, "upperleg01", "foot")[1] > 0.15
    # On the back, head away from the feet: the shoulders lie behind the hips and as low.
    assert at(down, "upperarm01", "upperleg01")[0] == pytest.approx(-0.45, abs=0.01)
    assert absolute_angles(up)["hip_flexion_left"] < absolute_angles(down)["hip_flexion_left"] - 20


def test_rocking_back_keeps_hands_and_knees_where_they_are(ground: Ground, body: Measures) -> None:
    path, skeleton = rock_back(1.0), stick_figure()
    before, after = (skeleton.pose(ground.rotations(path(s, body))) for s in (0, 1))
    assert at(after, "wrist", "lowerleg01") == pytest.approx(at(before, "wrist", "lowerleg01"), abs=0.03)
    assert at(after, "upperleg01", "lowerleg01")[0] < at(before, "upperleg01", "lowerleg01")[0] - 0.2
    assert absolute_angles(before)["trunk_flexion"] == pytest.approx(90, abs=20)
