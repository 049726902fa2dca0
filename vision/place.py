"""Where a person stands: whether their feet are still where they were when the exercise began.

Whoever walks away and picks something up bends as in an exercise; what tells the two apart is where the feet
are. An exercise lifts one foot at most, or steps with one, so nobody has left while one foot is where either
of them was. Places belong to no side: which foot the engine calls the left one does not matter.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vision.framing import VISIBLE
from vision.geometry import middle
from vision.legs import leg_px
from vision.pose import Landmark, Pose

# A foot within this share of a leg's length has not left its place: in exercises the nearer one moves by 0.08
# seen from the side and 0.20 from the front (rendered), one step of a walk is 0.36 to 0.7
# (docs/measurements.md, "Everyday").
_NEAR = 0.3
# For so long, so that no glitch counts; a walk goes on for longer (P).
_AWAY_FOR_S = 0.5

_ANKLES = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)

Point = Sequence[float]


@dataclass(frozen=True)
class Place:
    """Where somebody stood when they were ready, and since when they have been away from there.

    Attributes
    ----------
    feet : tuple of Point
        Ankles that were seen, pixels; without any nobody is said to have left.
    hips : Point
        Middle of the hips, pixels.
    leg_px : float
        Length of a leg in the picture.
    away_since_s : float
        NaN while they are there.
    time_s : float
        Of the newest pose that told.
    """

    feet: tuple[Point, ...]
    hips: Point
    leg_px: float
    away_since_s: float = math.nan
    time_s: float = math.nan

    @property
    def left(self) -> bool:
        """Whether the person has gone from there, and for long enough."""
        return self.time_s - self.away_since_s >= _AWAY_FOR_S


def remember_place(pose: Pose) -> Place:
    """Remember where the feet are."""
    return Place(_feet_seen(pose), _hips(pose), leg_px(pose.xy), time_s=pose.time_s)


def follow_place(place: Place, pose: Pose | None) -> Place:
    """Advance by one pose.

    Parameters
    ----------
    place : Place
        From `remember_place`, or this.
    pose : Pose or None
        The newest; None, and one whose feet are hidden, say nothing.
    """
    if pose is None:
        return place
    feet = _feet_seen(pose)
    if not feet or not place.feet:
        return place
    near_px = _NEAR * place.leg_px
    here = any(math.dist(foot, before) <= near_px for foot in feet for before in place.feet)
    # The foot that is hidden may be the one that stays, as on all fours: then the hips have to be gone too.
    if len(feet) < len(_ANKLES):
        here = here or math.dist(_hips(pose), place.hips) <= near_px
    since_s = math.nan
    if not here:
        since_s = pose.time_s if math.isnan(place.away_since_s) else place.away_since_s
    return Place(place.feet, place.hips, place.leg_px, since_s, pose.time_s)


def _feet_seen(pose: Pose) -> tuple[Point, ...]:
    return tuple(pose.xy[ankle] for ankle in _ANKLES if pose.seen[ankle] >= VISIBLE)


def _hips(pose: Pose) -> Point:
    return middle(pose.xy[Landmark.LEFT_HIP], pose.xy[Landmark.RIGHT_HIP])
