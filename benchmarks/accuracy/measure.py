"""Measures a cached take with the app's own code, frame by frame, and puts the truth beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.naive import naive_angles, wrapped
from benchmarks.accuracy.store import CachedTake
from vision.calibration import Calibration, Stillness, calibrate
from vision.neutral import Neutral
from vision.pose import FloatArray, Landmark, Observation, Pose
from vision.posture import Posture
from vision.smoothing import OneEuro, Smoothed, smooth
from vision.tracking import Track, follow_person, measure_person

FAR = "_far"
"""Ends the name of a joint on the side away from the camera; without it, the nearer side is meant."""
MEASURES = (
    "trunk_flexion",
    "trunk_lateral",
    "trunk_rotation",
    "hip_flexion",
    "knee_flexion",
    "hip_flexion" + FAR,
    "knee_flexion" + FAR,
)
SIDED = frozenset({"hip_flexion", "knee_flexion"})
APART_PX = 8.0
"""Left and right joint must lie this far apart for a swap to be told (P)."""
STILL_S, STILL_WITHIN_DEG = 3.0, 4.0
"""Three seconds (issue "Angles a physio can trust"); the wander is that of `exercises/library`."""
EXCHANGED_COSINE = -0.5
"""An exchange turns the line between two sides round; less than 120 degrees is a landmark that is off (P)."""
ON_PERSON = 0.25
"""Share of the trunk's length that landmarks may lie off the true joints, in the median (P)."""

_PAIRS = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE),
    (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
)
_OTHER = {"left": "right", "right": "left"}
_LEFT, _RIGHT = [pair[0] for pair in _PAIRS], [pair[1] for pair in _PAIRS]


@dataclass(frozen=True, eq=False)
class Measured:
    """One take, measured.

    Attributes
    ----------
    take : CachedTake
        What was measured.
    view : str
        The true view, ``side``, ``front`` or ``oblique``.
    moving : bool array, shape (frames,)
        Frames after the stillness.
    shown, naive, true : mapping of measure to array, shape (frames,)
        Degrees; NaN where there is no number.
    views : tuple of str
        The view the app told in each frame.
    swapped : bool array, shape (frames, 4)
        Whether left and right of shoulder, hip, knee, ankle are exchanged in what was measured; false where
        they lie too near.
    on_person : bool array, shape (frames,)
        Whether the landmarks lie on the person that the truth is about.
    accepted : bool
        Whether calibration accepted the stillness at the start.
    """

    take: CachedTake
    view: str
    moving: NDArray[np.bool_]
    shown: Mapping[str, FloatArray]
    naive: Mapping[str, FloatArray]
    true: Mapping[str, FloatArray]
    views: tuple[str, ...]
    swapped: NDArray[np.bool_]
    on_person: NDArray[np.bool_]
    accepted: bool


@dataclass(frozen=True, eq=False)
class Followed:
    """One frame on its way through the app: what was seen, named, and measured, unfiltered."""

    observation: Observation
    pose: Pose | None
    posture: Posture


def follow(take: CachedTake, level_deg: float = math.nan) -> list[Followed]:
    """Keep left and right apart, tell the view, measure, as the app does: levelled once it is calibrated.

    Angles that the app would hide for their stated error are measured too: that error comes from here.
    """
    track = Track()
    frames = []
    for observation in take.observations():
        track, pose, names = follow_person(track, observation)
        posture = measure_person(track, observation, pose, names, roll_deg=level_deg, certain_only=False)
        frames.append(Followed(observation, pose, posture))
    return frames


def find_zero(still: Sequence[Followed]) -> Calibration | None:
    """Calibrate on the stillness at the start; None where calibration did not accept it."""
    stillness = Stillness()
    for frame in still:
        stillness, found = calibrate(
            stillness,
            frame.posture,
            frame.pose,
            in_position=True,
            still_s=STILL_S,
            still_within_deg=STILL_WITHIN_DEG,
            edges_lean_deg=frame.observation.edges_lean_deg,
        )
        if found is not None:
            return found
    return None


# As in the app: without a calibration nothing is shown.
_NO_ZERO = Neutral({})


def measure(take: CachedTake, filter_: OneEuro | None = None) -> Measured:
    """Measure one take: sides, view, angles, live filter, neutral."""
    hold = int(take.about["hold_frames"])
    frames = follow(take)
    calibration = find_zero(frames[:hold])
    neutral = _NO_ZERO
    if calibration is not None:
        neutral, frames = calibration.neutral, follow(take, calibration.level_deg)
    memory = Smoothed()
    told = []
    for frame in frames:
        memory, posture = smooth(memory, frame.posture, filter_ or OneEuro())
        told.append(neutral.apply(posture))
    near = near_side(take)
    shown = {name: wrapped([posture.angles[name_of(name, near)] for posture in told]) for name in MEASURES}
    naive = naive_angles(take.world_m, near)
    others = naive_angles(take.world_m, _OTHER[near])
    naive |= {name + FAR: others[name] for name in SIDED}
    nowhere = np.full(take.landmarks_px[0].shape, np.nan)
    named_px = np.array([nowhere if frame.pose is None else frame.pose.landmarks_px for frame in frames])
    return Measured(
        take=take,
        view="side" if take.about["view"] in ("left", "right") else str(take.about["view"]),
        moving=np.arange(take.frames) >= hold,
        shown=shown,
        naive={name: wrapped(values - _median(values[:hold])) for name, values in naive.items()},
        true={name: _true(take, name, near) for name in MEASURES},
        views=tuple(str(posture.view) for posture in told),
        swapped=swapped_joints(named_px, take.joints_px) & take.found[:, None],
        on_person=lies_on_person(take.landmarks_px, take.joints_px) & take.found,
        accepted=calibration is not None,
    )


def _true(take: CachedTake, name: str, near: str) -> FloatArray:
    """Read one true angle; a side bend means nothing for a trunk that lies along the floor."""
    if name == "trunk_lateral" and take.about["on_ground"]:
        return np.full(take.frames, np.nan)
    return take.truth(name_of(name, near))


def name_of(measure: str, near: str) -> str:
    """Give the name in `vision.angles` of a measure, for a person whose ``near`` side faces the camera."""
    joint = measure.removesuffix(FAR)
    if joint not in SIDED:
        return measure
    return f"{joint}_{near if joint == measure else _OTHER[near]}"


def near_side(take: CachedTake) -> str:
    """Side of the person nearer the camera; ``left`` from the front."""
    view = str(take.about["view"])
    if view in ("left", "right"):
        return view
    return "right" if float(take.about["camera"]["azimuth_deg"]) < 0 else "left"


def swapped_joints(landmarks_px: FloatArray, joints_px: FloatArray) -> NDArray[np.bool_]:
    """Whether left and right are exchanged, for each frame and joint.

    The line from the left to the right landmark is held against the true one: an offset that both sides share
    does not count, and sides nearer than `APART_PX`, in truth or as found, are not judged: there left and
    right lie within each other's noise.
    """
    found = landmarks_px[:, _RIGHT] - landmarks_px[:, _LEFT]
    true = joints_px[:, :, 1] - joints_px[:, :, 0]
    found_px, true_px = np.linalg.norm(found, axis=2), np.linalg.norm(true, axis=2)
    opposite = (found * true).sum(axis=2) < EXCHANGED_COSINE * found_px * true_px
    return np.asarray((true_px > APART_PX) & (found_px > APART_PX) & opposite)


def lies_on_person(landmarks_px: FloatArray, joints_px: FloatArray) -> NDArray[np.bool_]:
    """Whether the landmarks lie on the true person: in the median within a share of the trunk's length."""
    found = np.stack([landmarks_px[:, _LEFT], landmarks_px[:, _RIGHT]], axis=2)
    off = np.median(np.linalg.norm(found - joints_px, axis=3).reshape(len(found), -1), axis=1)
    trunk = np.linalg.norm(joints_px[:, 0].mean(axis=1) - joints_px[:, 1].mean(axis=1), axis=1).max()
    return np.asarray(off < ON_PERSON * trunk)


def _median(values: FloatArray) -> float:
    return float(np.nanmedian(values)) if np.isfinite(values).any() else float("nan")
