"""Which leg is which while they are far apart in the side view.

Side by side both legs tell nearly the same, and their names hardly matter. Far apart they do; and a pose
engine that saw them get there in a few large steps takes the one for the other about as often as not
(docs/measurements.md, "Legs apart"). So the names are believed where both feet could be followed from where
they were together, and not again before they are for two pictures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vision.framing import VISIBLE
from vision.pose import Landmark, Pose

# Feet nearer to each other than this share of a leg are together: a stance turned a little, a small step (P).
_TOGETHER = 0.35
# A foot that moved by more than this share of the distance between the feet may be the other one.
_MOST_STEP = 0.5
# Feet whose ways are at most this share of what they were with names traded have kept them. Rendered ones
# that leap beside a leg that moves: 0.33 to 0.60; where nobody can tell, 0.68 and more, on a real film 0.85
# and more (docs/measurements.md, "Legs apart").
_MOST_OF_TRADED = 2 / 3
# A step takes 0.4 s, and a foot passes the other in a third of it (P). Frames further apart leave room for
# that; feet that were together for less may have passed each other, or only seem to be on one another.
_PASSES_S = 0.13

Point = Sequence[float]
Feet = tuple[Point, Point]
"""Left and right ankle, pixels."""


@dataclass(frozen=True)
class Legs:
    """What is remembered from frame to frame.

    Attributes
    ----------
    time_s : float
        Of the newest pose from the side; NaN before the first.
    feet : Feet
        In it; while they are near each other, but not yet together, where they were before.
    sure : bool
        Whether the legs go by their own names.
    together : bool
        Whether the feet are together, for long enough.
    near_s : float
        Since when they have been that near to each other; NaN while they are apart.
    way : tuple of (float, Feet)
        While they are together: when they were where, back to before a foot could have passed the other.
    """

    time_s: float = math.nan
    feet: Feet = ((math.nan, math.nan), (math.nan, math.nan))
    sure: bool = True
    together: bool = False
    near_s: float = math.nan
    way: tuple[tuple[float, Feet], ...] = ()


def follow_legs(memory: Legs, pose: Pose) -> Legs:
    """Advance by one pose that is seen from the side."""
    xy, time_s = pose.xy, pose.time_s
    feet = xy[Landmark.LEFT_ANKLE], xy[Landmark.RIGHT_ANKLE]
    apart_px = math.dist(*feet)
    first = math.isnan(memory.time_s)
    if apart_px < _TOGETHER * leg_px(xy):
        near_s = time_s if math.isnan(memory.near_s) else memory.near_s
        if not (first or memory.together or time_s - near_s >= _PASSES_S):
            return Legs(time_s, memory.feet, memory.sure, near_s=near_s)
        way = memory.way
        while len(way) > 1 and time_s - way[1][0] >= _PASSES_S:
            way = way[1:]
        return Legs(time_s, feet, True, True, near_s, (*way, (time_s, feet)))
    # Written so that the first frame, which has nothing before it, is not sure.
    small = [math.dist(*both) <= _MOST_STEP * apart_px for both in zip(memory.feet, feet, strict=True)]
    # Feet that were apart trade names only if both leap: one that stays is itself, and so is the other, whose
    # place is only guessed where it is hidden. From together on one of them may leave under either name, so
    # there a guess that leaps counts only where both, traded, would have come much further: from where they
    # were just now or, where one was lost behind the other and is found again, a moment ago.
    earlier = [then for then_s, then in memory.way if time_s - then_s >= _PASSES_S][-1:]
    same = (all if memory.together else any)(small) or any(
        _are_themselves(before, feet) for before in (memory.feet, *earlier)
    )
    return Legs(time_s, feet, memory.sure and same and time_s - memory.time_s <= _PASSES_S)


def _are_themselves(before: Feet, now: Feet) -> bool:
    """Whether two feet have clearly less of a way from where they were than if they had traded names."""
    (left, right), (left_now, right_now) = before, now
    itself = math.dist(left, left_now) + math.dist(right, right_now)
    traded = math.dist(left, right_now) + math.dist(right, left_now)
    return itself <= _MOST_OF_TRADED * traded


def leg_px(xy: Sequence[Point]) -> float:
    """Length of a leg in the picture, the longer one; of the trunk where both are folded up."""
    # Plain numbers: this is asked several times a frame.
    left = math.dist(xy[23], xy[25]) + math.dist(xy[25], xy[27])
    right = math.dist(xy[24], xy[26]) + math.dist(xy[26], xy[28])
    return max(left, right, math.dist(xy[11], xy[23]))


def feet_apart_percent(pose: Pose) -> float:
    """Horizontal distance of the ankles in the picture, in percent of a leg's length there.

    Which leg is which does not matter. A foot that is hidden behind the other counts where the engine guesses
    it: on rendered people with their feet side by side it is at most 10 off, however badly it is seen. NaN
    where neither is seen.
    """
    xy, seen = pose.xy, pose.seen
    length_px = leg_px(xy)
    if max(seen[Landmark.LEFT_ANKLE], seen[Landmark.RIGHT_ANKLE]) < VISIBLE or not length_px > 0:
        return math.nan
    return 100 * abs(xy[Landmark.LEFT_ANKLE][0] - xy[Landmark.RIGHT_ANKLE][0]) / length_px
