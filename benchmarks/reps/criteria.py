"""How well each thing told of a repetition separates those made as meant from those made with faults."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

from exercises.definition import Exercise
from exercises.events import Repetition

NO_CRITERIA = frozenset({"number", "start_s", "end_s", "quality", "measured"})
"""What tells which repetition it was, or how well it was seen, and not how it was done."""


@dataclass(frozen=True)
class Separation:
    """How well one criterion separates.

    Attributes
    ----------
    criterion : str
        Its name.
    auc : float
        0.5 to 1; NaN where one side has no figures.
    faulty_is_larger : bool
        Whether faulty repetitions have the larger figure.
    correct, faulty : int
        How many have a figure.
    """

    criterion: str
    auc: float
    faulty_is_larger: bool
    correct: int
    faulty: int


def criteria_of(repetition: Repetition, exercise: Exercise) -> dict[str, float]:
    """Give every number that was told of a repetition, by name.

    A fault gives two: whether it was found (1 or 0), and how far it went, 0 when it was not found.
    """
    told = {"duration_s": repetition.duration_s, **dict(_numbers("", repetition))}
    worst = {fault.id: fault.worst for fault in repetition.faults}
    for part in exercise.compensations:
        told[f"fault {part.id}"] = float(part.id in worst)
        told[f"fault {part.id}, worst"] = worst.get(part.id, 0.0)
    told["any fault"] = float(bool(worst))
    return told


def _numbers(name: str, value: Any) -> Iterator[tuple[str, float]]:
    """Find numbers in fields, mappings and tuples, whatever a repetition comes to hold."""
    if is_dataclass(value):
        for one in fields(value):
            if one.name not in NO_CRITERIA and one.name != "faults":
                yield from _numbers(f"{name} {one.name}".strip(), getattr(value, one.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _numbers(f"{name} {key}".strip(), one)
    elif isinstance(value, tuple):
        for number, one in enumerate(value, start=1):
            yield from _numbers(f"{name} {number}", one)
    elif isinstance(value, int | float):
        yield name, float(value)


def separate(
    correct: Sequence[Mapping[str, float]], faulty: Sequence[Mapping[str, float]]
) -> list[Separation]:
    """Compare every criterion, the best first; those without figures on both sides last."""
    names = dict.fromkeys(name for told in (*correct, *faulty) for name in told)
    found = []
    for name in names:
        low = [told.get(name, math.nan) for told in correct]
        high = [told.get(name, math.nan) for told in faulty]
        area = auc(high, low)
        counts = [sum(not math.isnan(value) for value in values) for values in (low, high)]
        found.append(Separation(name, max(area, 1 - area), area > 0.5, *counts))
    return sorted(found, key=lambda one: (math.isnan(one.auc), -one.auc))


def auc(faulty: Sequence[float], correct: Sequence[float]) -> float:
    """How surely a figure tells faulty from correct: area under the ROC curve.

    The chance that a faulty one has a larger figure than a correct one, ties counting half (Mann and Whitney
    1947). 0.5 tells nothing, 0 tells as much as 1 the other way. NaN figures are left out; NaN without any.
    """
    high = np.array([value for value in faulty if not math.isnan(value)])
    low = np.array([value for value in correct if not math.isnan(value)])
    if not len(high) or not len(low):
        return math.nan
    wins = (high[:, None] > low).sum() + 0.5 * (high[:, None] == low).sum()
    return float(wins / (len(high) * len(low)))
