"""Measures a cached take with the app's own code, frame by frame, and puts the truth beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.naive import naive_angles, wrapped
from benchmarks.accuracy.store import CachedTake
from vision.neutral import Neutral, find_neutral
from vision.pose import FloatArray, Landmark, Observation
from vision.posture import Posture
from vision.smoothing import OneEuro, Smoothed, smooth
from vision.tracking import Track, follow_posture

MEASURES = ("trunk_flexion", "trunk_lateral", "trunk_rotation", "hip_flexion", "knee_flexion")
SIDED = frozenset({"hip_flexion", "knee_flexion"})
APART_PX = 8.0
"""Left and right joint must lie this far apart for a swap to be told (P)."""
ON_PERSON = 0.25
"""Share of the trunk's length that landmarks may lie off the true joints, in the median (P)."""

_PAIRS = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE),
    (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
)
_LEFT, _RIGHT = [pair[0] for pair in _PAIRS], [pair[1] for pair in _PAIRS]


@dataclass(frozen=True, eq=False)
class Calibrated:
    """What calibration made of the stillness at the start: the neutral, and whether it was accepted."""

    neutral: Neutral
    accepted: bool | None


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
        Whether left and right of shoulder, hip, knee, ankle are exchanged; false where they lie too near.
    on_person : bool array, shape (frames,)
        Whether the landmarks lie on the person that the truth is about.
    accepted : bool or None
        Whether calibration accepted the stillness; None while there is no such judgement.
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
    accepted: bool | None


def calibrate(observations: Sequence[Observation], postures: Sequence[Posture]) -> Calibrated:
    """Find the neutral in the stillness at the start, as the app does."""
    return Calibrated(find_neutral(postures), None)


def measure(take: CachedTake, filter_: OneEuro | None = None) -> Measured:
    """Measure one take: view, angles, live filter, neutral."""
    observations = list(take.observations())
    track, memory = Track(), Smoothed()
    postures = []
    for observation in observations:
        track, posture = follow_posture(track, observation, certain_only=False)
        memory, posture = smooth(memory, posture, filter_ or OneEuro())
        postures.append(posture)
    hold = int(take.about["hold_frames"])
    calibrated = calibrate(observations[:hold], postures[:hold])
    told = [calibrated.neutral.apply(posture) for posture in postures]
    near = near_side(take)
    shown = {
        name: wrapped([posture.angles[f"{name}_{near}" if name in SIDED else name] for posture in told])
        for name in MEASURES
    }
    naive = naive_angles(take.world_m, near)
    return Measured(
        take=take,
        view="side" if take.about["view"] in ("left", "right") else str(take.about["view"]),
        moving=np.arange(take.frames) >= hold,
        shown=shown,
        naive={name: wrapped(values - _median(values[:hold])) for name, values in naive.items()},
        true={name: _true(take, name, near) for name in MEASURES},
        views=tuple(str(posture.view) for posture in told),
        swapped=swapped_joints(take.landmarks_px, take.joints_px) & take.found[:, None],
        on_person=lies_on_person(take.landmarks_px, take.joints_px) & take.found,
        accepted=calibrated.accepted,
    )


def _true(take: CachedTake, name: str, near: str) -> FloatArray:
    """Read one true angle; a side bend means nothing for a trunk that lies along the floor."""
    if name == "trunk_lateral" and take.about["on_ground"]:
        return np.full(take.frames, np.nan)
    return take.truth(f"{name}_{near}" if name in SIDED else name)


def near_side(take: CachedTake) -> str:
    """Side of the person nearer the camera; ``left`` from the front."""
    view = str(take.about["view"])
    if view in ("left", "right"):
        return view
    return "right" if float(take.about["camera"]["azimuth_deg"]) < 0 else "left"


def swapped_joints(landmarks_px: FloatArray, joints_px: FloatArray) -> NDArray[np.bool_]:
    """Whether left and right are exchanged, for each frame and joint.

    The line from the left to the right landmark is held against the true one: an offset that both sides share
    does not count, and sides nearer than `APART_PX` are not judged.
    """
    found = landmarks_px[:, _RIGHT] - landmarks_px[:, _LEFT]
    true = joints_px[:, :, 1] - joints_px[:, :, 0]
    apart = np.linalg.norm(true, axis=2) > APART_PX
    return np.asarray(apart & ((found * true).sum(axis=2) < 0))


def lies_on_person(landmarks_px: FloatArray, joints_px: FloatArray) -> NDArray[np.bool_]:
    """Whether the landmarks lie on the true person: in the median within a share of the trunk's length."""
    found = np.stack([landmarks_px[:, _LEFT], landmarks_px[:, _RIGHT]], axis=2)
    off = np.median(np.linalg.norm(found - joints_px, axis=3).reshape(len(found), -1), axis=1)
    trunk = np.linalg.norm(joints_px[:, 0].mean(axis=1) - joints_px[:, 1].mean(axis=1), axis=1).max()
    return np.asarray(off < ON_PERSON * trunk)


def _median(values: FloatArray) -> float:
    return float(np.nanmedian(values)) if np.isfinite(values).any() else float("nan")
