"""Counting by the height of the hips, where a view shows no angle of the legs: sessions of stick figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from exercises.coach import Coach
from exercises.definition import OneWayExercise
from exercises.events import DropReason, MovementDropped
from exercises.extent import mean_speeds, peaks_of, ranges_of, spans_of
from exercises.files import find_exercise
from exercises.guidance import TURN_TO_SIDE
from tests.exercises.movements import Curve, make_exercise, path, posture, times
from tests.exercises.test_coach import Session
from tests.poses import Figure, make_pose, mirror
from vision.angles import View
from vision.pose import Landmark, Observation

SQUAT, SIT_TO_STAND = find_exercise("squat"), find_exercise("sit_to_stand")
FRONT, OBLIQUE, SIDE = 0.0, -35.0, 90.0
FEET = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
ELSEWHERE = {"measure": "hip_height", "direction": "minus", "leave_percent": 10, "return_percent": 6,
             "least_percent": 30, "source": "P: test"}  # fmt: skip
SEATED, STANDING = 90.0, 0.0


def film(
    knees: Curve,
    until_s: float,
    yaw_deg: float | Curve,
    *,
    rate_hz: float = 15.0,
    lean: Curve = lambda t: 0.0,
    feet: Callable[[float], tuple[float, float]] = lambda t: (320.0, 410.0),
    size: Curve = lambda t: 180.0,
    seated: bool = False,
) -> list[Observation]:
    """Somebody whose feet stay where they are; a seat holds the thighs level when the knees are at 90."""
    stream = []
    for t in times(until_s, rate_hz):
        bent = knees(t)
        hip = bent if seated else None
        aside = lean(t)
        figure = Figure(trunk_lateral=aside, knee_left=bent, knee_right=bent, hip_left=hip, hip_right=hip)
        yaw = yaw_deg(t) if callable(yaw_deg) else yaw_deg
        pose = make_pose(figure, yaw_deg=yaw, time_s=t, px_per_m=size(t))
        moved = pose.landmarks_px - pose.landmarks_px[FEET].mean(axis=0) + feet(t)
        stream.append(Observation(t, replace(pose, landmarks_px=moved), 640, 480))
    return stream


def repeat(peaks: Sequence[float], rest: float = 0.0, way_s: float = 1.2) -> tuple[Curve, float]:
    """Four still seconds, then to each peak and back with a rest in between."""
    corners, t = [(0.0, rest), (4.0, rest)], 4.0
    for peak in peaks:
        for step_s, knees in ((way_s, peak), (0.3, peak), (way_s, rest), (1.0, rest)):
            t += step_s
            corners.append((t, knees))
    return path(*corners), t


def squats(peaks: Sequence[float], yaw_deg: float, **how: object) -> Session:
    curve, until_s = repeat(peaks)
    return Session(film(curve, until_s, yaw_deg, **how), Coach(SQUAT))  # type: ignore[arg-type]


@pytest.mark.parametrize("rate_hz", [5, 8, 15, 30])
@pytest.mark.parametrize("yaw_deg", [FRONT, OBLIQUE, 45.0, 180.0])
def test_deep_squats_are_counted_and_partial_ones_not(yaw_deg: float, rate_hz: float) -> None:
    session = squats([110, 45, 120, 30], yaw_deg, rate_hz=rate_hz)
    assert len(session.repetitions) == 2
    dropped = [one.reason for one in session.events if isinstance(one, MovementDropped)]
    assert set(dropped) <= {DropReason.TOO_SMALL}


def test_the_same_is_counted_in_a_mirror() -> None:
    curve, until_s = repeat([110, 45, 120])
    stream = film(curve, until_s, OBLIQUE)
    mirrored = [replace(one, pose=mirror(one.pose)) for one in stream if one.pose is not None]
    one, other = (Session(shown, Coach(SQUAT)).repetitions for shown in (stream, mirrored))
    assert len(one) == len(other) == 2
    assert [each.start_s for each in one] == pytest.approx([each.start_s for each in other])


def test_how_far_and_on_target_is_not_told() -> None:
    session = squats([110, 110], FRONT)
    for one in session.repetitions:
        assert one.angle == "hip_height"
        assert not one.measured
        assert not one.on_target
        assert "hips" in one.reason
        assert "turn" in one.reason
        assert not any("knee" in name or name == "hip_height" for name in one.peaks)
        assert all(math.isnan(bound) for bound in one.target_deg)
        assert one.ranges["hip_height"] > 50
    going = [one for one in session.feedback if one.repetitions or session.coach]
    assert all(math.isnan(one.angle_deg) for one in going)
    assert {one.on_target for one in session.feedback} == {0}


def test_the_coach_asks_to_turn_until_it_can_count_and_says_how_it_counted() -> None:
    session = squats([110], OBLIQUE)
    texts = [message.text for message in session.messages]
    assert texts[0] == TURN_TO_SIDE
    assert texts[1].startswith("Ready to count.")
    assert texts[2] == "Counted by how far your hips went. Turn side-on to see the angles."


def test_from_the_side_nothing_is_different() -> None:
    (one,) = squats([80], SIDE).repetitions
    assert (one.angle, one.measured, one.on_target) == ("knee_flexion", True, True)
    assert one.peaks["knee_flexion"] == pytest.approx(80, abs=2)
    assert "hip_height" not in one.peaks
    assert one.ranges["hip_height"] > 20


def test_a_turn_in_the_middle_of_a_squat_from_the_side_is_not_counted_by_the_hips() -> None:
    curve, until_s = repeat([110])
    turn = path((0, SIDE), (4.2, SIDE), (4.8, FRONT), (until_s, FRONT))
    session = Session(film(curve, until_s, turn), Coach(SQUAT))
    assert session.armed_s
    assert not session.repetitions


def test_whoever_turns_side_on_afterwards_is_measured() -> None:
    curve = path((0, 0), (4, 0), (5.2, 110), (6.4, 0), (12, 0), (13.2, 80), (14.4, 0), (16, 0))
    turn = path((0, FRONT), (7, FRONT), (8, SIDE), (16, SIDE))
    session = Session(film(curve, 16, turn), Coach(SQUAT))
    assert [one.measured for one in session.repetitions] == [False, True]
    assert [one.number for one in session.repetitions] == [1, 2]
    assert session.feedback[-1].on_target == 1


@pytest.mark.parametrize("far", [0.7, 0.8, 1.25])
def test_walking_to_and_fro_is_no_squat(far: float) -> None:
    """Nearer is larger, with the feet lower in the picture: a camera at the height of the hips."""
    scale = path((0, 1), (4, 1), (5.5, far), (7, 1), (9, 1))
    feet_below_px = 170.0
    stream = film(
        lambda t: 0.0,
        9,
        FRONT,
        size=lambda t: 180 * scale(t),
        feet=lambda t: (320.0, 240 + feet_below_px * scale(t)),
    )
    session = Session(stream, Coach(SQUAT))
    assert session.armed_s
    assert not session.repetitions


def test_after_stepping_back_the_hips_are_told_from_there() -> None:
    """They are away for a while: the known neutral holds, and the feet have another place and size."""
    curve = path((0, 0), (20, 0), (21.2, 110), (22.4, 0), (24, 0))
    far = path((0, 1), (5, 1), (6.5, 0.75), (24, 0.75))
    stream = film(curve, 24, FRONT, size=lambda t: 180 * far(t), feet=lambda t: (320.0, 240 + 170 * far(t)))
    session = Session(stream, Coach(SQUAT))
    assert len(session.armed_s) == 2
    assert len(session.repetitions) == 1


@pytest.mark.parametrize("yaw_deg", [FRONT, OBLIQUE])
def test_rising_from_a_chair_is_counted(yaw_deg: float) -> None:
    curve, until_s = repeat([STANDING, STANDING], rest=SEATED)
    session = Session(film(curve, until_s, yaw_deg, seated=True), Coach(SIT_TO_STAND))
    assert len(session.repetitions) == 2


@pytest.mark.parametrize("yaw_deg", [FRONT, OBLIQUE])
@pytest.mark.parametrize(("exercise", "knees"), [(SQUAT, SEATED), (SIT_TO_STAND, STANDING)])
def test_who_is_not_in_the_start_position_is_not_ready(
    exercise: OneWayExercise, knees: float, yaw_deg: float
) -> None:
    session = Session(film(lambda t: knees, 6, yaw_deg, seated=True), Coach(exercise))
    assert not session.armed_s


def test_how_far_a_body_shifts_aside_in_rising_is_measured_from_the_front() -> None:
    curve, until_s = repeat([STANDING], rest=SEATED)
    lean = path((0, 0), (4, 0), (5, 14), (6, 14), (7, 0), (until_s, 0))
    shifted = Session(film(curve, until_s, FRONT, seated=True, lean=lean), Coach(SIT_TO_STAND))
    straight = Session(film(curve, until_s, FRONT, seated=True), Coach(SIT_TO_STAND))
    (one,), (other,) = shifted.repetitions, straight.repetitions
    # Measured, not judged: who sits a little off the camera goes across its picture in rising straight.
    assert one.faults == other.faults == ()
    assert one.ranges["body_shift"] > other.ranges["body_shift"] + 10


def test_tempo_and_what_asks_for_the_own_angle_is_not_judged_elsewhere() -> None:
    curve, until_s = repeat([110], way_s=0.5)
    (one,) = Session(film(curve, until_s, FRONT, rate_hz=30), Coach(SQUAT)).repetitions
    (side,) = Session(film(curve, until_s, SIDE, rate_hz=30), Coach(SQUAT)).repetitions
    assert one.faults == ()
    assert "too_fast" in [fault.id for fault in side.faults]


def test_elsewhere_needs_an_upright_start_and_views_of_its_own() -> None:
    for change, expected in (
        ({"views": ["left"]}, "some of front, back, oblique"),
        ({"views": ["unknown"]}, "some of front, back, oblique"),
        ({"views": ["front"], "leave_percent": 40}, "leave_percent < least_percent"),
        ({"views": ["front"], "measure": "knee_flexion"}, "hip_height"),
    ):
        with pytest.raises(ValueError, match=expected):
            make_exercise(movement={"elsewhere": {**ELSEWHERE, **change}})
    with pytest.raises(ValueError, match="upright trunk"):
        make_exercise(movement={"elsewhere": {**ELSEWHERE, "views": ["front"]}}, start={"trunk_at_deg": 90})
    with pytest.raises(ValueError, match="is no angle"):
        make_exercise(movement={"angle": "hip_height"})


def test_an_exercise_without_it_counts_nothing_elsewhere() -> None:
    plain = make_exercise()
    assert isinstance(plain, OneWayExercise)
    assert plain.is_counted_in(View.LEFT)
    assert not plain.is_counted_in(View.OBLIQUE)
    assert plain.seen_from(View.OBLIQUE) is plain


def test_ranges_and_speeds() -> None:
    higher = replace(posture(2, 0), over_feet={"hip_height": -4.0})
    spans = spans_of([posture(0, 10, knees=math.nan), posture(1, -30, knees=5), higher])
    ranges = ranges_of(spans)
    assert (ranges["trunk_flexion"], ranges["knee_flexion_left"]) == (40, 5)
    assert ranges["hip_height"] == 0
    assert "pelvis_tilt" not in ranges
    assert peaks_of(spans)["trunk_flexion"] == 10
    assert "hip_height" not in peaks_of(spans)
    assert mean_speeds(1.0, 3.0, 4.0, 60.0) == (30.0, 60.0)
    assert math.isnan(mean_speeds(1.0, 1.0, 4.0, 60.0)[0])
