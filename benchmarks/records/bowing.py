"""Somebody made of sticks who shows the camera their left side and bows; without picture or pose engine."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from vision.estimator import PersonEstimator
from vision.frames import Frame
from vision.pose import LANDMARK_COUNT, Landmark, Observation, Pose

STILL_FRAMES = 40
"""Neutral takes three seconds of standing still: here four, at ten frames a second."""

_BOW_FRAMES, _BETWEEN_FRAMES, _BOW_DEG = 40, 11, 60.0
_PX_PER_M, _HIPS_PX, _SIZE_PX = 200.0, (320.0, 240.0), (640, 480)
# Metres from the middle of the hips, upright: ahead, up, and out to the side. What bows, and what stands.
_BOWS = {
    Landmark.NOSE: (0.12, 0.66, 0.0),
    Landmark.LEFT_EYE_INNER: (0.10, 0.69, 0.02),
    Landmark.LEFT_EYE: (0.10, 0.69, 0.03),
    Landmark.LEFT_EYE_OUTER: (0.09, 0.69, 0.04),
    Landmark.LEFT_EAR: (0.0, 0.67, 0.07),
    Landmark.MOUTH_LEFT: (0.11, 0.62, 0.02),
    Landmark.LEFT_SHOULDER: (0.0, 0.50, 0.18),
    Landmark.LEFT_ELBOW: (0.0, 0.22, 0.20),
    Landmark.LEFT_WRIST: (0.04, -0.02, 0.20),
    Landmark.LEFT_PINKY: (0.04, -0.08, 0.20),
    Landmark.LEFT_INDEX: (0.06, -0.10, 0.20),
    Landmark.LEFT_THUMB: (0.04, -0.06, 0.19),
}
_STANDS = {
    Landmark.LEFT_HIP: (0.0, 0.0, 0.10),
    Landmark.LEFT_KNEE: (0.0, -0.43, 0.10),
    Landmark.LEFT_ANKLE: (0.0, -0.85, 0.10),
    Landmark.LEFT_HEEL: (-0.05, -0.90, 0.10),
    Landmark.LEFT_FOOT_INDEX: (0.15, -0.92, 0.10),
}


def bend_deg(frames: int) -> float:
    """Tell how far they bow so many frames after a set began: first not at all, then again and again."""
    into = (frames - STILL_FRAMES) % (_BOW_FRAMES + _BETWEEN_FRAMES)
    if frames < STILL_FRAMES or into > _BOW_FRAMES:
        return 0.0
    return _BOW_DEG * math.sin(math.pi * into / _BOW_FRAMES)


def see(bend: float, time_s: float) -> Pose:
    """See them bowing by so many degrees; the side turned away is seen less well."""
    world, visibility = np.zeros((LANDMARK_COUNT, 3)), np.full(LANDMARK_COUNT, 0.97)
    cos, sin = math.cos(math.radians(bend)), math.sin(math.radians(bend))
    for left, (ahead, up, out) in (_BOWS | _STANDS).items():
        if left in _BOWS:
            ahead, up = ahead * cos + up * sin, up * cos - ahead * sin
        right = Landmark[left.name.replace("LEFT", "RIGHT")]
        world[left], world[right] = (-ahead, -up, -out), (-ahead, -up, out)
        if right is not left:
            visibility[right] = 0.75
    return Pose(time_s, world[:, :2] * _PX_PER_M + _HIPS_PX, visibility, world, *_SIZE_PX)


@dataclass
class BowingPerson(PersonEstimator):
    """Sees the person in every frame (`vision.estimator.PersonEstimator`), whatever its picture shows.

    Attributes
    ----------
    bend : float
        How far they bow at this moment, degrees.
    """

    bend: float = 0.0

    def estimate(self, frame: Frame) -> Observation:
        """See them."""
        pose = see(self.bend, frame.time_s)
        return Observation(frame.time_s, pose, *_SIZE_PX, people=1)

    def choose(self, x: float, y: float) -> None:
        """There is nobody else."""

    def close(self) -> None:
        """Nothing to free."""
