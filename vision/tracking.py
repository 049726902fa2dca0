"""One frame's way from observation to posture, with the little memory it needs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from vision.angles import View
from vision.framing import judge_framing
from vision.legs import Legs, follow_legs
from vision.marker_angles import MarkerMemory, take_markers
from vision.measurable import hide_uncertain
from vision.over_feet import Footing
from vision.pelvis import PelvisReader
from vision.pose import Observation, Pose
from vision.posture import Posture, measure_posture
from vision.sides import Names, Sides, keep_sides
from vision.view import Facing, follow_facing


@dataclass(frozen=True)
class Track:
    """What is remembered from frame to frame.

    Attributes
    ----------
    facing : Facing
        Where the person faces.
    sides : Sides
        Which joints are left and right.
    markers : MarkerMemory
        What printed markers taught about the reading without them.
    legs : Legs
        Where the feet were, and whether they could be told apart.
    """

    facing: Facing = Facing()
    sides: Sides = Sides()
    markers: MarkerMemory = MarkerMemory()
    legs: Legs = Legs()


def follow_person(track: Track, observation: Observation) -> tuple[Track, Pose | None, Names]:
    """Keep left and right apart, and where the person faces.

    Parameters
    ----------
    track : Track
        What was known; `Track()` at the start.
    observation : Observation
        The newest frame's.

    Returns
    -------
    Track, Pose or None, Names
        The new memory; the pose with left and right where they belong; and what became of its names.
    """
    if observation.pose is None:
        return track, None, Names.AS_SEEN
    sides, pose, names = keep_sides(track.sides, observation.pose)
    if names is Names.TORN:
        return Track(track.facing, sides, track.markers, track.legs), pose, names
    facing = follow_facing(track.facing, pose)
    legs = follow_legs(track.legs, pose) if facing.view.is_side else Legs()
    if not legs.sure:
        sides, names = sides.without_legs(), Names.LEGS_UNSURE
    return Track(facing, sides, track.markers, legs), pose, names


def measure_person(
    track: Track,
    observation: Observation,
    pose: Pose | None,
    names: Names,
    view: View | None = None,
    roll_deg: float = math.nan,
    *,
    certain_only: bool = True,
    outline: bool = True,
    pelvis: PelvisReader | None = None,
    footing: Footing | None = None,
) -> Posture:
    """Measure what `follow_person` gave.

    Parameters
    ----------
    track, pose, names
        From `follow_person`.
    observation : Observation
        The same frame's.
    view : View, optional
        A view that is known from elsewhere; otherwise the pose tells it.
    roll_deg : float
        Lean of true vertical in the picture (`vision.roll`); NaN when unknown, which counts as none.
    certain_only : bool
        Whether angles whose stated error is too large are left out; benchmarks measure those too.
    outline : bool
        Whether the outline of the back is read.
    pelvis : PelvisReader, optional
        Reads pelvis and low back.
    footing : Footing, optional
        How the person stood over their feet at neutral.

    Returns
    -------
    Posture
        Unfiltered, from anatomical zero.
    """
    posture = measure_posture(
        pose,
        view or track.facing.view,
        observation.time_s,
        judge_framing(observation),
        roll_deg=0.0 if math.isnan(roll_deg) else roll_deg,
        names=names,
        outline=outline,
        pelvis=pelvis,
        footing=footing,
    )
    return hide_uncertain(posture) if certain_only else posture


def mind_markers(
    track: Track, observation: Observation, posture: Posture, roll_deg: float = math.nan
) -> tuple[Track, Posture]:
    """Let printed markers take over, and learn from them for when they are hidden (`vision.marker_angles`).

    Returns
    -------
    Track, Posture
        Both as they were where nobody wore a marker yet.
    """
    memory, told = take_markers(track.markers, observation.markers, posture, roll_deg)
    return (track if memory is track.markers else Track(track.facing, track.sides, memory, track.legs)), told


def follow_posture(
    track: Track,
    observation: Observation,
    view: View | None = None,
    roll_deg: float = math.nan,
    *,
    certain_only: bool = True,
    pelvis: PelvisReader | None = None,
) -> tuple[Track, Posture]:
    """All steps at once, where the pose itself is of no further use.

    Returns
    -------
    Track, Posture
        The new memory, and the unfiltered posture from anatomical zero.
    """
    track, pose, names = follow_person(track, observation)
    posture = measure_person(
        track, observation, pose, names, view, roll_deg, certain_only=certain_only, pelvis=pelvis
    )
    return mind_markers(track, observation, posture, roll_deg)
