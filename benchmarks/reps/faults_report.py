"""The figures of faults from silhouettes as a table for people and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.reps.verdict import Verdict


@dataclass(frozen=True)
class FaultFigures:
    """One fault over many takes.

    Attributes
    ----------
    takes, uncounted : int
        Movements that count or may, and those of which no measured repetition was told: nothing is said of
        their faults. All other figures are of the rest.
    there, absent, near : int
        Surely there, surely not, and within the stated error of the limit.
    precision, recall : float
        Of what is surely there or not; NaN where nothing was told, or nothing was there.
    beyond, beyond_told, within, within_told : int
        By the true angle alone, without the stated error: how many were beyond the limit for long enough and
        how many not, and of how many the fault was told.
    unread, unread_told_rightly : int
        Those of which the measure had a number in less than half of the watched frames, so that something
        else stood in for it, and those of them that are surely told rightly.
    """

    takes: int
    uncounted: int
    there: int
    absent: int
    near: int
    precision: float
    recall: float
    beyond: int
    beyond_told: int
    within: int
    within_told: int
    unread: int
    unread_told_rightly: int


def figures(verdicts: Sequence[Verdict]) -> FaultFigures:
    """Sum up verdicts of one fault."""
    counted = [one for one in verdicts if one.told is not None]
    there = [one for one in counted if one.there is True]
    absent = [one for one in counted if one.there is False]
    beyond = [one for one in counted if one.beyond]
    within = [one for one in counted if not one.beyond]
    unread = [one for one in counted if not one.read >= 0.5]
    rightly, wrongly = _told(there), _told(absent)
    return FaultFigures(
        len(verdicts),
        len(verdicts) - len(counted),
        len(there),
        len(absent),
        len(counted) - len(there) - len(absent),
        _share(rightly, rightly + wrongly),
        _share(rightly, len(there)),
        len(beyond),
        _told(beyond),
        len(within),
        _told(within),
        len(unread),
        sum(one.told == one.there for one in unread),
    )


def faults_json(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Shape the figures as JSON content, with the takes that were surely told wrongly or missed."""
    return {
        name: _plain(figures(some))
        | {
            "by_movement": {
                movement: _plain(figures([one for one in some if one.movement == movement]))
                for movement in sorted({one.movement for one in some})
            },
            "missed": [one.take for one in some if one.there is True and one.told is False],
            "told_wrongly": [one.take for one in some if one.there is False and one.told is True],
            "uncounted": [one.take for one in some if one.told is None],
        }
        for name, some in _by_fault(verdicts).items()
    }


def show_faults(verdicts: Sequence[Verdict], console: Console) -> None:
    """Print the table."""
    columns = ("takes", "not counted", "there", "absent", "near", "precision", "recall")
    table = Table("fault", "movement", *columns, "beyond", "within", "unread", title="From silhouettes")
    for name, some in _by_fault(verdicts).items():
        movements = sorted({one.movement for one in some})
        for movement in ("all", *(movements if len(movements) > 1 else ())):
            told = figures([one for one in some if movement in ("all", one.movement)])
            counts = (told.takes, told.uncounted, told.there, told.absent, told.near)
            table.add_row(
                name,
                movement,
                *(str(count) for count in counts),
                *(_text(share) for share in (told.precision, told.recall)),
                f"{told.beyond_told} of {told.beyond}",
                f"{told.within_told} of {told.within}",
                f"{told.unread_told_rightly} of {told.unread}",
            )
    table.caption = "Beyond and within the limit by the true angle alone: of how many the fault was told."
    console.print(table)


def _by_fault(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """Sort by fault; exercises that differ by their side alone share one."""
    found: dict[str, list[Verdict]] = {}
    for one in verdicts:
        exercise = one.exercise.removesuffix("_left").removesuffix("_right")
        found.setdefault(f"{exercise} {one.fault}", []).append(one)
    return found


def _told(verdicts: Sequence[Verdict]) -> int:
    return sum(one.told is True for one in verdicts)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def _plain(told: FaultFigures) -> dict[str, Any]:
    values = asdict(told).items()
    return {name: None if isinstance(one, float) and math.isnan(one) else one for name, one in values}


def _text(share: float) -> str:
    return "-" if math.isnan(share) else f"{share:.3f}"
