"""Getting ready: still, upright, whole, and seen from where the exercise can be measured."""

from __future__ import annotations

import math

import pytest

from exercises.arming import is_in_start_position, watch_start
from tests.exercises.movements import Curve, make_exercise, path, posture, times
from tests.poses import Figure, make_pose
from vision.angles import View
from vision.calibration import Stillness
from vision.framing import Framing
from vision.neutral import Neutral
from vision.posture import Posture

START = make_exercise().start
# Angles move in these streams, the joints do not: `tests/vision/test_calibration.py` moves those.
POSE = make_pose(Figure(), View.LEFT)


def arm(stream: list[Posture], view_fits: bool = True) -> tuple[float, Neutral] | None:
    """When the person was found ready, and their neutral."""
    stillness = Stillness()
    for one in stream:
        stillness, calibration = watch_start(stillness, one, POSE, START, view_fits=view_fits)
        if calibration is not None:
            return one.time_s, calibration.neutral
    return None


def standing(curve: Curve, until_s: float = 4.0, rate_hz: float = 30.0, **how: object) -> list[Posture]:
    return [posture(t, curve(t), **how) for t in times(until_s, rate_hz)]  # type: ignore[arg-type]


def still(deg: float) -> Curve:
    return lambda time_s: deg


def swaying(deg: float) -> Curve:
    return lambda time_s: deg * math.sin(2 * math.pi * 0.7 * time_s)


@pytest.mark.parametrize("rate_hz", [8, 15, 30, 60])
def test_a_still_person_is_ready_after_the_stated_time(rate_hz: float) -> None:
    armed = arm(standing(still(3.0), rate_hz=rate_hz))
    assert armed is not None
    at_s, neutral = armed
    assert START.still_s <= at_s <= START.still_s + 2 / rate_hz
    assert neutral.angles["trunk_flexion"] == pytest.approx(3.0)


def test_ordinary_sway_is_still() -> None:
    assert arm(standing(swaying(0.4 * START.still_within_deg))) is not None


NOT_READY: list[tuple[str, list[Posture]]] = [
    ("moving", standing(swaying(2 * START.still_within_deg))),
    ("slowly going down", standing(path((0, 0), (3, 40)), 2.0)),
    ("leaning forward", standing(still(START.trunk_within_deg + 5))),
    ("leaning back", standing(still(-START.trunk_within_deg - 5))),
    ("knees bent", standing(still(0.0), knees=START.knees_within_deg + 5)),
    ("trunk not measured", standing(still(math.nan))),
    *(
        (f"framing {framing}", standing(still(0.0), framing=framing))
        for framing in Framing
        if framing != "whole"
    ),
]


@pytest.mark.parametrize("stream", [stream for _, stream in NOT_READY], ids=[name for name, _ in NOT_READY])
def test_not_ready(stream: list[Posture]) -> None:
    assert arm(stream) is None


def test_from_the_wrong_side_nobody_is_ready() -> None:
    assert arm(standing(still(0.0)), view_fits=False) is None


def test_a_knee_that_cannot_be_seen_does_not_keep_anyone_waiting() -> None:
    assert arm(standing(still(0.0), knees=math.nan)) is not None


def test_someone_who_comes_to_rest_is_ready_a_moment_later() -> None:
    armed = arm(standing(path((0, 60), (2, 2)), 5.0))
    assert armed is not None
    at_s, neutral = armed
    assert 2.0 < at_s < 2.0 + START.still_s + 0.2
    assert neutral.angles["trunk_flexion"] == pytest.approx(2, abs=START.still_within_deg)


def test_a_step_out_of_the_start_position_begins_the_wait_anew() -> None:
    stream = standing(still(0.0), 0.8)
    stream += [posture(t, 0.0, knees=60) for t in times(1.0, from_s=0.85)]
    stream += [posture(t, 0.0) for t in times(3.0, from_s=1.05)]
    armed = arm(stream)
    assert armed is not None
    assert armed[0] >= 1.05 + START.still_s


def test_a_stillness_that_was_not_watched_does_not_count() -> None:
    """One frame, a long stall of the camera, and three quick frames: not a second of standing still."""
    stream = [posture(t, 0.0) for t in (0.0, 10.0, 10.03, 10.06, 10.09)]
    assert arm(stream) is None


@pytest.mark.parametrize(("deg", "ready"), [(0, True), (-15, True), (15, True), (40, False), (-40, False)])
def test_the_start_position_is_upright_both_ways(deg: float, ready: bool) -> None:
    assert is_in_start_position(posture(0.0, deg), START) is ready


@pytest.mark.parametrize(
    ("trunk", "knee", "ready"),
    [(0.0, 90.0, True), (-20.0, 75.0, True), (0.0, 0.0, False), (60.0, 90.0, False), (math.nan, 90.0, False)],
)
def test_a_chair_and_the_floor_have_a_start_position_of_their_own(
    trunk: float, knee: float, ready: bool
) -> None:
    seated = START.model_copy(update={"knees_at_deg": 90.0})
    lying = seated.model_copy(update={"trunk_at_deg": -90.0})
    assert is_in_start_position(posture(0.0, trunk, knees=knee), seated) is ready
    assert is_in_start_position(posture(0.0, trunk - 90, knees=knee), lying) is ready
