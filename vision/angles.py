"""The angles of trunk and pelvis: their names, their signs, and the views they can be measured in.

This table is the one place that says so; `docs/architecture.md` shows it and a test holds the two together.
All angles are degrees from the person's own point of view.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class View(StrEnum):
    """Which side of the person faces the camera."""

    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"
    OBLIQUE = "oblique"
    UNKNOWN = "unknown"

    @property
    def is_side(self) -> bool:
        """Whether the sagittal plane lies in the image."""
        return self in SIDE

    @property
    def is_frontal(self) -> bool:
        """Whether the frontal plane lies in the image."""
        return self in FRONTAL


SIDE = frozenset({View.LEFT, View.RIGHT})
FRONTAL = frozenset({View.FRONT, View.BACK})
NOWHERE: frozenset[View] = frozenset()


@dataclass(frozen=True)
class Angle:
    """What one angle means.

    Attributes
    ----------
    name : str
        Column name, as in the exports.
    meaning : str
        What lies between the two arms of the angle.
    plus_is : str
        The movement that makes it grow.
    views : frozenset of View
        Views in which it can be measured. Empty: not measurable, always NaN.
    """

    name: str
    meaning: str
    plus_is: str
    views: frozenset[View]


_TABLE = (
    Angle("trunk_flexion", "line mid-hip to mid-shoulder against vertical, sagittal plane", "forward", SIDE),
    Angle("trunk_lateral", "the same line, frontal plane", "to the person's right", FRONTAL),
    Angle("trunk_rotation", "thorax against pelvis, transverse plane", "to the person's right", NOWHERE),
    Angle("pelvis_tilt", "pelvis, sagittal plane", "anterior (top of the pelvis forward)", SIDE),
    Angle("pelvis_obliquity", "pelvis, frontal plane", "right side higher", FRONTAL),
    Angle("pelvis_rotation", "pelvis, transverse plane", "to the person's right", NOWHERE),
    Angle("lumbar_flexion", "thorax relative to pelvis, sagittal plane", "flexion", SIDE),
    Angle("hip_flexion_left", "trunk line against left thigh, 0 when straight", "flexion", SIDE),
    Angle("hip_flexion_right", "trunk line against right thigh, 0 when straight", "flexion", SIDE),
    Angle("knee_flexion_left", "left thigh against shank, 0 when straight", "flexion", SIDE),
    Angle("knee_flexion_right", "right thigh against shank, 0 when straight", "flexion", SIDE),
)

ANGLES: Mapping[str, Angle] = MappingProxyType({angle.name: angle for angle in _TABLE})
ANGLE_NAMES: tuple[str, ...] = tuple(ANGLES)

# Not in the landmarks: read by `vision.pelvis`, and only where an exercise asks for them.
PELVIS_ANGLES: tuple[str, ...] = ("pelvis_tilt", "pelvis_obliquity", "pelvis_rotation", "lumbar_flexion")

# A joint named without its side means the side nearer the camera.
NEAR_SIDE_JOINTS: tuple[str, ...] = ("hip_flexion", "knee_flexion")
