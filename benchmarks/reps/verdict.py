"""One fault that is read from silhouettes, in one movement: whether it was there, and whether it was told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.reps.truth import without_truth
from exercises.definition import Exercise, OneWayExercise
from exercises.parts import AngleCompensation
from vision.posture import Posture


@dataclass(frozen=True)
class Verdict:
    """One fault in one take.

    Attributes
    ----------
    exercise, fault, take, movement : str
        What was judged, and the take and its movement.
    there : bool or None
        Whether it truly was there; None where the true angle is within the stated error of the limit.
    beyond : bool
        Whether the true angle was beyond the limit itself for long enough, however little.
    told : bool or None
        Whether the coach told it; None where it told no measured repetition.
    read : float
        Share of the frames in which the fault is watched for in which its measure had a number; NaN where
        there was no such frame.
    """

    exercise: str
    fault: str
    take: str
    movement: str
    there: bool | None
    beyond: bool
    told: bool | None
    read: float


def faults_from_silhouettes(exercise: Exercise) -> tuple[AngleCompensation, ...]:
    """Give the faults of an exercise whose measure needs a silhouette."""
    named = without_truth(exercise)
    parts = (part for part in exercise.compensations if isinstance(part, AngleCompensation))
    return tuple(part for part in parts if part.id in named)


def share_read(postures: Sequence[Posture], exercise: OneWayExercise, part: AngleCompensation) -> float:
    """Tell in what share of the frames in which a fault is watched for its measure has a number, else NaN."""
    watched = [one for one in postures if exercise.moving_deg(one) >= part.while_above_deg]
    numbers = [not math.isnan(one.value(part.measure)) for one in watched]
    return sum(numbers) / len(numbers) if numbers else math.nan
