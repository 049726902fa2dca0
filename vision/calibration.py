"""Neutral calibration: three seconds of standing still become the zero of every angle.

The person need not press anything: stillness is noticed, and what keeps a moment from counting has a name.
Medians over the moment give every angle's zero, the lengths of the body in the picture, and how far the
camera leans.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import median

from vision.angles import View
from vision.framing import Framing
from vision.geometry import first_axis
from vision.neutral import Neutral, find_neutral
from vision.over_feet import Footing, Stand, find_footing, look_at_stand
from vision.pose import Pose
from vision.posture import Posture
from vision.roll import body_lean_deg, level_pelvis, trunk_lean_deg
from vision.sides import Names
from vision.stillness import BEFORE_JOINTS, have_wandered, values_of

# Fewer frames than this say nothing about stillness, however long they took. A moment that is asked to be
# shorter than a second may be of three at a slow rate: the fewest whose median shrugs one off.
_LEAST_FRAMES, _LEAST_FRAMES_SHORT, _SHORT_S = 4, 3, 1.0
# Two frames that are no further apart than this are one stream, however short the moment is (P: 5 a second,
# and one of them lost).
_PAUSE_S = 0.4


class NotReady(StrEnum):
    """Why a moment does not count towards calibration."""

    HIDDEN = "hidden"
    OBLIQUE = "oblique"
    OTHER_POSITION = "other_position"
    MOVING = "moving"


@dataclass(frozen=True)
class Moment:
    """What is kept of one frame while a person keeps still: numbers, no picture.

    Attributes
    ----------
    posture : Posture
        Unfiltered, from anatomical zero.
    values : tuple of float
        What has to keep still: the trunk's angle in degrees; where the shoulders point (along the image,
        in depth); x and y, in pixels, of mid-shoulder, mid-hip, mid-knee and mid-ankle.
    body_lean_deg, edges_lean_deg : float
        Lean of the standing body and of the room's edges in the picture; NaN where not told.
    stand : Stand or None
        How the body stands over its feet; None where those are not seen.
    """

    posture: Posture
    values: tuple[float, ...]
    body_lean_deg: float
    edges_lean_deg: float
    stand: Stand | None = None


@dataclass(frozen=True)
class Stillness:
    """The still moment so far.

    Attributes
    ----------
    moments : tuple of Moment
        Oldest first; at most as long as calibration takes.
    low, high : tuple of float
        Smallest and largest so far of every value of a moment.
    why_not : NotReady or None
        What ended the moment before, or keeps one from beginning; None while nothing did.
    moving_since_s : float
        Since when stillness was broken by moving, again and again; NaN when it was not.
    """

    moments: tuple[Moment, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    why_not: NotReady | None = None
    moving_since_s: float = math.nan

    @property
    def lasted_s(self) -> float:
        """How long the person has been still."""
        if not self.moments:
            return 0.0
        return self.moments[-1].posture.time_s - self.moments[0].posture.time_s


@dataclass(frozen=True)
class Calibration:
    """What a person's own neutral posture told.

    Attributes
    ----------
    neutral : Neutral
        The zero of every angle; the trunk's from true vertical where the room's edges told it.
    view : View
        The view it holds for.
    roll_deg : float
        Lean of true vertical in the picture, plus to its right; NaN when nothing told it.
    roll_source : str
        "edges" of the room, "body", or "unknown".
    lengths_px : mapping of str to float
        "trunk", "thigh" and "shank": median lengths in the picture, in pixels.
    time_s : float
        When it was complete.
    lasted_s : float
        How long the person had been still.
    frames : int
        How many it rests on.
    footing : Footing or None
        How the person stood over their feet, and where those were; None where they were not seen.
    """

    neutral: Neutral
    view: View
    roll_deg: float
    roll_source: str
    lengths_px: Mapping[str, float] = field(default_factory=dict)
    time_s: float = math.nan
    lasted_s: float = math.nan
    frames: int = 0
    footing: Footing | None = None

    def at(self, footing: Footing | None) -> Calibration:
        """Give the same neutral with the feet at another place: whoever comes back may stand nearer."""
        return replace(self, footing=footing)

    @property
    def level_deg(self) -> float:
        """The roll that `neutral` was levelled by: the room's, never the body's own lean; NaN for none."""
        return self.roll_deg if self.roll_source == "edges" else math.nan


def calibrate(
    stillness: Stillness,
    posture: Posture,
    pose: Pose | None,
    *,
    in_position: bool,
    still_s: float,
    still_within_deg: float,
    edges_lean_deg: float = math.nan,
    oblique: bool = False,
) -> tuple[Stillness, Calibration | None]:
    """Advance by one frame.

    Parameters
    ----------
    stillness : Stillness
        The moment so far; `Stillness()` at the start.
    posture : Posture
        The newest posture, unfiltered, from anatomical zero.
    pose : Pose or None
        The pose it was measured from.
    in_position : bool
        Whether the person stands as they should.
    still_s : float
        How long they have to keep still.
    still_within_deg : float
        How far the trunk's angle may wander meanwhile.
    edges_lean_deg : float
        Lean of the room's edges, if this frame was looked at (`vision.roll`); NaN otherwise.
    oblique : bool
        Whether a view between side and front will do: no angle has a zero there, but the feet have a place.
        Knees are not watched then, which may point at the camera.

    Returns
    -------
    Stillness, Calibration or None
        The new state, with the reason while there is no stillness; and the calibration once it is complete.
    """
    if posture.names is Names.TORN:
        return stillness, None  # tells nothing, for or against
    reason = _why_not(posture, pose, in_position, oblique=oblique)
    if reason is not None or pose is None:
        return Stillness(why_not=reason or NotReady.HIDDEN), None
    values = values_of(_trunk_deg(posture, pose), pose)
    lean_deg = body_lean_deg(pose, posture.view)
    moment = Moment(posture, values, lean_deg, edges_lean_deg, look_at_stand(pose))
    # A pause in the stream was not watched, and another view has another zero: both begin anew.
    before = stillness.moments[-1].posture if stillness.moments else posture
    if (
        not stillness.moments
        or posture.time_s - before.time_s > max(still_s / 2, _PAUSE_S)
        or posture.view is not before.view
    ):
        return Stillness((moment,), values, values), None
    moments, why_not, since_s = (*stillness.moments, moment), stillness.why_not, stillness.moving_since_s
    low, high = tuple(map(min, stillness.low, values)), tuple(map(max, stillness.high, values))
    if have_wandered(low, high, still_within_deg, knees=not oblique):
        moments, low, high = _still_part(moments, still_within_deg, knees=not oblique)
        why_not, since_s = NotReady.MOVING, posture.time_s if math.isnan(since_s) else since_s
    # Times of frames are a few milliseconds off a grid: a moment of three seconds may be told as 2.999.
    least = _LEAST_FRAMES if still_s >= _SHORT_S else _LEAST_FRAMES_SHORT
    if len(moments) >= least and posture.time_s - moments[0].posture.time_s >= still_s - 1e-6:
        return Stillness(), _settle(moments)
    return Stillness(moments, low, high, why_not, since_s), None


def _why_not(posture: Posture, pose: Pose | None, in_position: bool, *, oblique: bool) -> NotReady | None:
    if pose is None or posture.framing is not Framing.WHOLE:
        return NotReady.HIDDEN
    if not (oblique or posture.view.is_side or posture.view.is_frontal):
        return NotReady.OBLIQUE
    if math.isnan(_trunk_deg(posture, pose)):
        return NotReady.HIDDEN
    return None if in_position else NotReady.OTHER_POSITION


def _trunk_deg(posture: Posture, pose: Pose) -> float:
    """Lean of the trunk in the plane that this view shows; between side and front, in the picture."""
    if not (posture.view.is_side or posture.view.is_frontal):
        return trunk_lean_deg(pose)
    return posture.angles["trunk_lateral" if posture.view.is_frontal else "trunk_flexion"]


def _still_part(
    moments: tuple[Moment, ...], still_within_deg: float, *, knees: bool
) -> tuple[tuple[Moment, ...], tuple[float, ...], tuple[float, ...]]:
    """Keep the newest moments for as far back as the person was still, and their range.

    Whoever has just come to rest does not wait for the end of their movement to be forgotten.
    """
    low = high = moments[-1].values
    kept = len(moments) - 1
    while kept:
        values = moments[kept - 1].values
        lower, higher = tuple(map(min, low, values)), tuple(map(max, high, values))
        if have_wandered(lower, higher, still_within_deg, knees=knees):
            break
        low, high, kept = lower, higher, kept - 1
    return moments[kept:], low, high


def _settle(moments: tuple[Moment, ...]) -> Calibration:
    """Take medians over the moment."""
    newest = moments[-1].posture
    roll_deg, source = _find_roll(moments)
    columns = list(zip(*(moment.values[BEFORE_JOINTS:] for moment in moments), strict=True))
    places = [median(column) for column in columns]
    points = list(zip(places[::2], places[1::2], strict=True))
    lengths = {
        name: math.dist(one, other)
        for name, one, other in zip(("trunk", "thigh", "shank"), points, points[1:], strict=False)
    }
    return Calibration(
        neutral=_level(find_neutral([moment.posture for moment in moments]), newest.view, roll_deg)
        if source == "edges"
        else find_neutral([moment.posture for moment in moments]),
        view=newest.view,
        roll_deg=roll_deg,
        roll_source=source,
        lengths_px=lengths,
        time_s=newest.time_s,
        lasted_s=newest.time_s - moments[0].posture.time_s,
        frames=len(moments),
        footing=find_footing([moment.stand for moment in moments], newest.view),
    )


def _level(neutral: Neutral, view: View, roll_deg: float) -> Neutral:
    """Tell the zero of trunk and pelvis from true vertical, as postures are once the roll is known."""
    name = "trunk_lateral" if view.is_frontal else "trunk_flexion"
    if name not in neutral.angles:
        return neutral  # between side and front nothing has a zero
    lean_deg = first_axis(view) * roll_deg
    angles = {**level_pelvis(neutral.angles, lean_deg), name: neutral.angles[name] - lean_deg}
    return replace(neutral, angles=angles)


def _find_roll(moments: tuple[Moment, ...]) -> tuple[float, str]:
    edges = [moment.edges_lean_deg for moment in moments if not math.isnan(moment.edges_lean_deg)]
    if edges:
        return median(edges), "edges"
    body = [moment.body_lean_deg for moment in moments if not math.isnan(moment.body_lean_deg)]
    return (median(body), "body") if body else (math.nan, "unknown")
