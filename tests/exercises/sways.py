"""Hand-made streams of a pelvis that rolls to both sides, and what the engine makes of them."""

from __future__ import annotations

import math
from collections.abc import Iterable

from exercises.checker_state import CheckerState
from exercises.definition import TwoWayExercise
from exercises.events import (
    DropReason,
    Event,
    FaultPersisted,
    MovementDropped,
    Repetition,
    RepetitionFinished,
)
from exercises.files import find_exercise
from exercises.own_range import OwnRange
from exercises.sway_checker import SwayChecker
from tests.exercises.movements import Curve, path, times
from vision.angles import ANGLE_NAMES, View
from vision.framing import Framing
from vision.posture import Posture
from vision.thorax import PELVIS_IN_LINE

TILT, CLOCK = find_exercise("pelvic_tilt"), find_exercise("pelvic_clock")
OWN = OwnRange(-12.0, 8.0)


def sway_posture(
    time_s: float, angle: float, *, name: str = "pelvis_tilt", view: View = View.LEFT, chest: float = 0.0
) -> Posture:
    """A posture told from neutral, with a pelvis and a chest: the line of the trunk lies between them."""
    angles = dict.fromkeys(ANGLE_NAMES, math.nan)
    below = -angle if view.is_frontal else angle
    line = PELVIS_IN_LINE * below + (1 - PELVIS_IN_LINE) * chest
    angles |= {name: angle, "trunk_lateral" if view.is_frontal else "trunk_flexion": line}
    return Posture(time_s, view, Framing.WHOLE, 0.9, angles)


def through(corners: Iterable[float], *, leg_s: float = 1.5, rest_s: float = 1.0) -> tuple[Curve, float]:
    """Eases from corner to corner, at rest in the middle before and after; and how long it all takes."""
    found, time_s = [(0.0, 0.0), (rest_s, 0.0)], rest_s
    for angle in (*corners, 0.0):
        time_s += leg_s
        found.append((time_s, angle))
    return path(*found, (time_s + rest_s, 0.0)), time_s + rest_s


def swing(
    curve: Curve, until_s: float, rate_hz: float = 30.0, *, chest: float | Curve = 0.0, **how: object
) -> list[Posture]:
    """Postures along a curve."""

    def leans(time_s: float) -> float:
        return chest(time_s) if callable(chest) else chest

    return [sway_posture(t, curve(t), chest=leans(t), **how) for t in times(until_s, rate_hz)]


class SwayResult:
    """What the checker made of a stream."""

    def __init__(
        self, postures: Iterable[Posture], own: OwnRange = OWN, exercise: TwoWayExercise = TILT
    ) -> None:
        checker, self.state, self.events = SwayChecker(exercise, own), CheckerState(), list[Event]()
        self.returning: list[bool] = []
        for one in postures:
            self.state, events = checker.step(self.state, one)
            self.returning.append(checker.is_returning(self.state))
            self.events += events

    @property
    def repetitions(self) -> list[Repetition]:
        return [event.repetition for event in self.events if isinstance(event, RepetitionFinished)]

    @property
    def dropped(self) -> list[DropReason]:
        return [event.reason for event in self.events if isinstance(event, MovementDropped)]

    @property
    def spoken_faults(self) -> list[str]:
        return [event.fault.id for event in self.events if isinstance(event, FaultPersisted)]

    @property
    def ends(self) -> list[tuple[float, float]]:
        return [one.ends for one in self.repetitions]
