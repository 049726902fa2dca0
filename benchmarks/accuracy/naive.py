"""The angles most webcam coaches show: straight from the engine's world landmarks, whatever the view.

Three-dimensional, without view logic, filter or roll. They are given the same neutral as ours, so that what
is compared is the measuring and not the calibration.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from vision.pose import FloatArray, Landmark

_SIDES = {
    "left": (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    "right": (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
}


def naive_angles(world_m: FloatArray, near: str) -> dict[str, FloatArray]:
    """Angles in degrees, (frames,) each, before any neutral.

    Parameters
    ----------
    world_m : array, shape (frames, 33, 3)
        World landmarks: x right, y down, z away.
    near : str
        ``left`` or ``right``: the side whose hip and knee are told.

    Returns
    -------
    mapping of str to array
        NaN where nobody was found.
    """
    shoulders = world_m[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]]
    hips = world_m[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]]
    trunk = shoulders.mean(axis=1) - hips.mean(axis=1)
    upright = np.broadcast_to([0.0, -1.0, 0.0], trunk.shape)
    shoulder, hip, knee, ankle = (world_m[:, landmark] for landmark in _SIDES[near])
    return {
        "trunk_flexion": between(trunk, upright),
        "trunk_lateral": np.degrees(np.arctan2(-trunk[:, 0], -trunk[:, 1])),
        "trunk_rotation": wrapped(_facing(shoulders) - _facing(hips)),
        "hip_flexion": 180.0 - between(shoulder - hip, knee - hip),
        "knee_flexion": 180.0 - between(hip - knee, ankle - knee),
    }


def between(a: FloatArray, b: FloatArray) -> FloatArray:
    """Angle between vectors (n, 3), degrees, 0 to 180."""
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.degrees(np.arccos(np.clip((a * b).sum(axis=1) / lengths, -1.0, 1.0))))


def wrapped(angle_deg: Any) -> FloatArray:
    """Bring angles into [-180, 180)."""
    return np.asarray((np.asarray(angle_deg) + 180.0) % 360.0 - 180.0)


def _facing(pair: FloatArray) -> FloatArray:
    """Turn of the line from right to left (n, 2, 3) about the vertical, plus to the person's right."""
    across = pair[:, 0] - pair[:, 1]
    return np.asarray(np.degrees(np.arctan2(-across[:, 2], across[:, 0])))
