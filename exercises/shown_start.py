"""The start position of a movement that was shown: where trunk and knees were while the person was still."""

from __future__ import annotations

import math
from dataclasses import dataclass

from exercises.parts import StartPosition
from vision.calibration import Calibration

STILL_S, STILL_WITHIN_DEG = 3.0, 4.0
"""How long a person keeps still to be calibrated, and how far the trunk may wander: as in the library."""

STAND_TALL = StartPosition(
    trunk_within_deg=20,
    knees_within_deg=25,
    still_s=STILL_S,
    still_within_deg=STILL_WITHIN_DEG,
    say="Stand tall and still for a moment.",
)
"""How a person stands who is to be calibrated: as in every exercise that begins on the feet."""


@dataclass(frozen=True)
class ShownStart:
    """A start position and its words.

    Attributes
    ----------
    position : StartPosition
        As it is written into the exercise.
    how_to : str
        The first of its instructions.
    """

    position: StartPosition
    how_to: str


@dataclass(frozen=True)
class _Kind:
    """One kind of start position: how far off it somebody else may be, and its words."""

    trunk_within_deg: float
    knees_within_deg: float
    say: str
    how_to: str


# P: how far people differ in one position, from the library's own starts (sitting_knee_extension, bridge,
# quadruped_rocking): whoever sits leans back by up to 13, whoever lies reads -87 to -106 and bends the knees
# by 96 to 144, whoever is on all fours reads 62 to 83. Beyond that it is another position.
_STANDING = _Kind(
    STAND_TALL.trunk_within_deg,
    STAND_TALL.knees_within_deg,
    STAND_TALL.say,
    "Stand {0}, tall and still for a moment.",
)
_SEATED = _Kind(
    25, 25, "Sit tall and still for a moment.", "Sit on a chair {0}, tall and still for a moment."
)
_KNEELING = _Kind(
    25, 25, "Kneel tall and keep still for a moment.", "Kneel {0}, tall and still for a moment."
)
_LYING = _Kind(
    20,
    48,
    "Lie on your back and keep still for a moment.",
    "Lie on your back {0}, which stands low, and keep still.",
)
_ALL_FOURS = _Kind(
    25,
    25,
    "On hands and knees, keep still for a moment.",
    "On hands and knees {0}, which stands low, keep still.",
)
_OTHER = _Kind(
    25,
    25,
    "Take the start position you were shown, and keep still.",
    "Take the start position {0}, and keep still.",
)
# P: halfway between upright and level, straight and bent to a right angle.
_HALFWAY_DEG = 45.0
# Numbers that a person can be expected to keep are no finer than this (P).
_STEP_DEG = 5


def find_start(calibration: Calibration) -> ShownStart:
    """Find the start position of a still moment; it holds for both sides, or for front and back.

    Parameters
    ----------
    calibration : Calibration
        Not levelled: a coach looks for the start position before the room's lean is known.
    """
    view = calibration.view
    trunk_deg, knees_deg = _trunk_and_knees(calibration)
    kind = _find_kind(calibration, trunk_deg, knees_deg)
    how_to = kind.how_to.format("side-on to the camera" if view.is_side else "facing the camera")
    if kind is _STANDING:
        return ShownStart(STAND_TALL, how_to)
    position = StartPosition(
        trunk_at_deg=_in_steps(trunk_deg),
        trunk_within_deg=kind.trunk_within_deg,
        knees_at_deg=0.0 if math.isnan(knees_deg) else _in_steps(knees_deg),
        knees_within_deg=kind.knees_within_deg,
        still_s=STILL_S,
        still_within_deg=STILL_WITHIN_DEG,
        say=kind.say,
    )
    return ShownStart(position, how_to)


def is_same_position(one: Calibration, other: Calibration) -> bool:
    """Whether a still moment is in the position of another, as an exercise that begins there sees it."""
    start = find_start(other).position
    trunk_deg, knees_deg = _trunk_and_knees(one)
    return (
        one.view is other.view
        and abs(trunk_deg - start.trunk_at_deg) <= start.trunk_within_deg
        and not abs(knees_deg - start.knees_at_deg) > start.knees_within_deg
    )


def _find_kind(calibration: Calibration, trunk_deg: float, knees_deg: float) -> _Kind:
    upright = abs(trunk_deg) <= STAND_TALL.trunk_within_deg
    if math.isnan(knees_deg):
        # From the front a seated person looks like one who stands: the words leave it open.
        return _OTHER
    if upright and knees_deg <= STAND_TALL.knees_within_deg:
        return _STANDING
    if abs(trunk_deg) <= _HALFWAY_DEG and knees_deg > _HALFWAY_DEG:
        hip_deg = calibration.neutral.angles.get(f"hip_flexion_{calibration.view}", math.nan)
        return _KNEELING if hip_deg < _HALFWAY_DEG else _SEATED
    if trunk_deg < -_HALFWAY_DEG:
        return _LYING
    return _ALL_FOURS if trunk_deg > _HALFWAY_DEG and knees_deg > _HALFWAY_DEG else _OTHER


def _trunk_and_knees(calibration: Calibration) -> tuple[float, float]:
    """Give the trunk's angle in the plane of the view, and the nearer knee's; NaN where not seen."""
    angles, view = calibration.neutral.angles, calibration.view
    trunk = "trunk_lateral" if view.is_frontal else "trunk_flexion"
    return angles.get(trunk, math.nan), angles.get(f"knee_flexion_{view}", math.nan)


def _in_steps(deg: float) -> float:
    return float(round(deg / _STEP_DEG) * _STEP_DEG)
