"""Signs that need no keyboard and no voice: one hand or both above the head, held for a while."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from vision.framing import VISIBLE
from vision.geometry import middle
from vision.pose import Landmark, Pose

# Long enough not to happen by stretching, short enough not to tire (issue: 2 s).
HOLD_S = 2.0
# How far the wrists are above the nose, in trunk lengths: above the top of the head (P).
_ABOVE_NOSE = 0.3
# One frame in which a hand is not seen does not end it.
_RIDE_OVER_S = 0.3
# What happened in a longer pause of the stream was not watched.
_UNWATCHED_S = 0.6


@dataclass(frozen=True)
class Gesture:
    """What is remembered.

    Attributes
    ----------
    since_s : float
        When the hands went up; NaN while they are down.
    seen_s : float
        When they were last seen up.
    told : bool
        Whether this lifting was already answered: it counts once.
    """

    since_s: float = math.nan
    seen_s: float = math.nan
    told: bool = False


def watch_gesture(
    memory: Gesture,
    pose: Pose | None,
    time_s: float,
    shows: Callable[[Pose], bool] | None = None,
    hold_s: float = HOLD_S,
) -> tuple[Gesture, bool]:
    """Advance by one frame.

    Parameters
    ----------
    memory : Gesture
        What was known; `Gesture()` at the start.
    pose : Pose or None
        The person.
    time_s : float
        Now.
    shows : callable, optional
        Tells whether a pose shows the sign; both hands overhead without it.
    hold_s : float
        How long it is held.

    Returns
    -------
    Gesture, bool
        The new memory, and whether the sign has just been given.
    """
    if pose is None or not (shows or hands_overhead)(pose):
        if math.isnan(memory.since_s) or time_s - memory.seen_s <= _RIDE_OVER_S:
            return memory, False
        return Gesture(), False
    if time_s - memory.seen_s > _UNWATCHED_S:
        return Gesture(time_s, time_s), False
    since_s = time_s if math.isnan(memory.since_s) else memory.since_s
    given = not memory.told and time_s - since_s >= hold_s
    return Gesture(since_s, time_s, memory.told or given), given


def hands_overhead(pose: Pose) -> bool:
    """Whether both wrists are seen above the top of the head of an upright person."""
    return len(_raised(pose)) == 2


def one_hand_overhead(pose: Pose) -> bool:
    """Whether one wrist is seen above the top of the head of an upright person, and the other one is not."""
    return len(_raised(pose)) == 1


def _raised(pose: Pose) -> list[Landmark]:
    """List the wrists that are seen above the head."""
    xy, seen = pose.xy, pose.seen
    nose_y = xy[Landmark.NOSE][1]
    up = [
        wrist
        for wrist in (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)
        if seen[wrist] >= VISIBLE and xy[wrist][1] < nose_y
    ]
    if not up:
        return up
    shoulder_x, shoulder_y = middle(xy[Landmark.LEFT_SHOULDER], xy[Landmark.RIGHT_SHOULDER])
    hip_x, hip_y = middle(xy[Landmark.LEFT_HIP], xy[Landmark.RIGHT_HIP])
    trunk_px = math.hypot(shoulder_x - hip_x, shoulder_y - hip_y)
    if shoulder_y >= hip_y:
        return []
    return [wrist for wrist in up if xy[wrist][1] < nose_y - _ABOVE_NOSE * trunk_px]
