"""Left and right of a recording that shows an exercise on both sides, for `check`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from clinic.check import CheckResult, check_recording
from errors import BacktalkError
from exercises.asymmetry import by_side, compare_sides
from exercises.definition import Exercise
from exercises.sides import Sides
from vision.angles import View
from vision.pelvis import PelvisReader


class SidesError(BacktalkError):
    """An exercise has no other side to look for."""


def check_both_sides(
    video: Path,
    exercise: Exercise,
    library: Mapping[str, Exercise],
    *,
    model: str = "full",
    view: View | None = None,
    pelvis: PelvisReader | None = None,
) -> CheckResult:
    """Check a recording of an exercise, and of the one that trains the other side.

    Parameters
    ----------
    library : mapping of str to Exercise
        Where the other side's exercise is looked up.

    Returns
    -------
    CheckResult
        Of `exercise`, with the other side's repetitions in its asymmetry only.

    Raises
    ------
    SidesError
        If the exercise is not done on both sides, or its other side is not there.
    BacktalkError
        As `clinic.check.check_recording`.
    """
    if exercise.sides is None:
        raise SidesError(f"{exercise.id} is not done on one side and the other; leave --both-sides out.")
    result = check_recording(video, exercise, model=model, view=view, pelvis=pelvis)
    if exercise.sides.other is None:
        return result  # turning round changes the side: both are in the result already
    other = library.get(exercise.sides.other)
    if other is None or other.sides is None:
        raise SidesError(
            f"The other side of {exercise.id}, {exercise.sides.other}, is not among the exercises."
        )
    seen = check_recording(video, other, model=model, view=view, pelvis=pelvis)
    return join_sides(result, exercise.sides, seen, other.sides)


def join_sides(result: CheckResult, sides: Sides, seen: CheckResult, other: Sides) -> CheckResult:
    """Hold a result against that of the other side's exercise in the same recording."""
    both = {**by_side(sides, result.repetitions), **by_side(other, seen.repetitions)}
    return replace(result, sides=compare_sides(both))
