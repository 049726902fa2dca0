"""What a pose engine found in one frame. Engines plug in here; nothing above knows which one it was."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from vision.light import Light
from vision.marks import Marker
from vision.person import PersonState

FloatArray = NDArray[np.floating[Any]]
_Numbers = TypeVar("_Numbers")


class Silhouette(Protocol):
    """An array of float, or what `numpy.asarray` makes one of: engines read it out only when asked."""

    @property
    def __array_interface__(self) -> dict[str, Any]: ...


# How sure a silhouette is of the person where it counts as the person.
INSIDE = 0.5


class Landmark(IntEnum):
    """The 33 landmarks of the BlazePose topology (left and right are the person's own)."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


LANDMARK_COUNT = len(Landmark)


class _PlainNumbers(Generic[_Numbers]):
    """An array of a pose as plain numbers, made when they are first asked for.

    `functools.cached_property` takes a lock before Python 3.12, which costs as much as making them.
    """

    def __init__(self, array: str) -> None:
        self._array = array

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, pose: Pose, owner: type) -> _Numbers:
        numbers: _Numbers = getattr(pose, self._array).tolist()
        pose.__dict__[self._name] = numbers
        return numbers


@dataclass(frozen=True, eq=False)
class Pose:
    """One person in one frame.

    Attributes
    ----------
    time_s : float
        When the frame was taken; strictly increasing within a stream.
    landmarks_px : array, shape (33, 2)
        Image position in pixels, x to the right, y down. Never mirrored. May lie outside the image.
    visibility : array, shape (33,)
        0 to 1: how likely the landmark is in the image and not hidden.
    world_m : array, shape (33, 3)
        Metres from the middle of the hips; x right and y down as in the image, z away from the camera.
    width_px, height_px : int
        Size of the image.
    xy, world, seen : list
        `landmarks_px`, `world_m` and `visibility` as plain numbers.
    silhouette : Silhouette, shape (height_px, width_px), or None
        How surely the person is there, 0 to 1; above `INSIDE` is the person. Only when the estimator was
        asked for it.
    """

    time_s: float
    landmarks_px: FloatArray
    visibility: FloatArray
    world_m: FloatArray
    width_px: int
    height_px: int
    silhouette: Silhouette | None = None

    def __post_init__(self) -> None:
        for name, shape in (
            ("landmarks_px", (LANDMARK_COUNT, 2)),
            ("visibility", (LANDMARK_COUNT,)),
            ("world_m", (LANDMARK_COUNT, 3)),
        ):
            found = getattr(self, name).shape
            if found != shape:
                raise ValueError(f"{name} has shape {found}, expected {shape}")

    # Most of a frame's geometry takes a few points at a time: plain numbers are several times faster there
    # than arrays of two.
    xy = _PlainNumbers[list[list[float]]]("landmarks_px")
    world = _PlainNumbers[list[list[float]]]("world_m")
    seen = _PlainNumbers[list[float]]("visibility")


@dataclass(frozen=True, eq=False)
class Observation:
    """What the engine is told about one frame.

    Attributes
    ----------
    time_s : float
        When the frame was taken.
    pose : Pose or None
        The person's pose; None when they are not in view. Never somebody else's.
    width_px, height_px : int
        Size of the image.
    light : Light
        How the picture is lit (`vision.light`).
    person : PersonState
        Whom the frame was about (`vision.person`).
    person_number : int
        Counts the people followed: with another number comes another body, for which no calibration holds.
    people : int
        How many were in the picture when everybody was looked for; 0 before.
    edges_lean_deg : float
        Lean of the room's vertical edges (`vision.roll`); NaN in frames that were not looked at for it.
    markers : tuple of Marker
        Printed markers on the person (`vision.marker`); empty where none are seen or looked for.
    """

    time_s: float
    pose: Pose | None
    width_px: int
    height_px: int
    light: Light = Light.FINE
    person: PersonState = PersonState.FOLLOWING
    person_number: int = 0
    people: int = 0
    edges_lean_deg: float = math.nan
    markers: tuple[Marker, ...] = ()
