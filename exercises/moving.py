"""The moving figure of an exercise: which of its pictures is shown when, at the exercise's own tempo.

The pictures of the way from start to end lie in one file, a sheet of `COLUMNS` by `ROWS`, read like a text.
They are spaced evenly along the way; the page goes through them with the easing of a calm movement
(`live/static/moving.js`), holds where the exercise holds, and goes back the way it came.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exercises.definition import Exercise, RepositionExercise, TwoWayExercise
from exercises.parts import TempoCompensation
from exercises.pictures import FOLDER
from exercises.self_guided import SelfGuided
from wording import N_, say

COLUMNS, ROWS = 7, 3
STEPS = COLUMNS * ROWS
WIDTH, HEIGHT = 640, 480
"""Of one picture of the sheet, pixels."""

WAY_S = 2.0
"""Seconds of a way out or back (P: the cues ask for "about two seconds each way")."""
TURN_S, REST_S = 0.4, 1.2
"""At a turning point without a hold, and at the start before it goes on (P: a moment; a breath)."""
_TOLD = N_("{title}: the movement, from the start to the end and back")


@dataclass(frozen=True)
class Stretch:
    """One stretch of the movement.

    Attributes
    ----------
    start, end : int
        The picture at its start and at its end, from 0; the same where nothing moves.
    seconds : float
        How long it takes.
    held : bool
        Whether the exercise asks for this stay, so that its seconds are counted.
    """

    start: int
    end: int
    seconds: float
    held: bool = False


@dataclass(frozen=True)
class MovingFigure:
    """The sheet of an exercise, and how it is gone through, again and again.

    Attributes
    ----------
    path : Path
        The sheet.
    told : str
        The movement in words, for those who cannot see it.
    stretches : tuple of Stretch
        In order; the last ends where the first begins.
    """

    path: Path
    told: str
    stretches: tuple[Stretch, ...]


def find_moving(exercise: Exercise | SelfGuided, folder: Path = FOLDER) -> MovingFigure | None:
    """Give the moving figure of an exercise; None where it has no sheet."""
    path = folder / f"{exercise.id}_moving.webp"
    if not path.is_file():
        return None
    return MovingFigure(path, say(_TOLD, title=exercise.title), stretches_of(exercise))


def stretches_of(exercise: Exercise | SelfGuided) -> tuple[Stretch, ...]:
    """Work out the tempo of an exercise: its ways, its hold, and the rest before it goes on.

    What goes to both sides of its start begins in the middle of the sheet, which leads from side to side.
    """
    last, middle = STEPS - 1, (STEPS - 1) // 2
    if isinstance(exercise, SelfGuided):
        sides = ((middle, last), (middle, 0)) if exercise.both_sides else ((0, last),)
        return tuple(
            stretch
            for start, end in sides
            for stretch in _there_and_back(start, end, WAY_S, exercise.dose_hold_s, REST_S)
        )
    # From end to end of the own range nobody rests.
    rest_s = TURN_S if isinstance(exercise, TwoWayExercise) else REST_S
    way_s = max(WAY_S, _least_s(exercise) / 2)
    return tuple(_there_and_back(0, last, way_s, _hold_s(exercise), rest_s))


def _there_and_back(start: int, end: int, way_s: float, hold_s: float, rest_s: float) -> list[Stretch]:
    turn = Stretch(end, end, hold_s or TURN_S, held=hold_s > 0)
    return [Stretch(start, end, way_s), turn, Stretch(end, start, way_s), Stretch(start, start, rest_s)]


def _least_s(exercise: Exercise) -> float:
    """How long a repetition takes at least before the coach asks for a slower one; 0 where it does not."""
    return max(
        (part.least_duration_s for part in exercise.compensations if isinstance(part, TempoCompensation)),
        default=0.0,
    )


def _hold_s(exercise: Exercise) -> float:
    """How long the turning point is held; 0 where nothing asks for it."""
    if isinstance(exercise, RepositionExercise):
        return exercise.reposition.hold_s
    return exercise.hold.least_hold_s if exercise.hold else 0.0
