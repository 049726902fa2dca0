"""The figures of the pelvis exercises by how people were seen, and on whom numbers were chosen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.reps.pelvis import RollOutcome
from benchmarks.reps.scoring import Score, total

HALVES = {"chosen on": True, "held out": False}


def rolls_in(outcomes: Iterable[object]) -> list[RollOutcome]:
    """Keep the streams of the pelvis exercises."""
    return [one for one in outcomes if isinstance(one, RollOutcome)]


def by_group(outcomes: Sequence[RollOutcome]) -> dict[tuple[str, str, str], list[RollOutcome]]:
    """Part streams by exercise, group and half of the people; all groups together come last."""
    parts: dict[tuple[str, str, str], list[RollOutcome]] = {}
    for exercise in dict.fromkeys(one.exercise for one in outcomes):
        own = [one for one in outcomes if one.exercise == exercise]
        for group in (*dict.fromkeys(one.group for one in own), "all"):
            for half, fit in HALVES.items():
                some = [one for one in own if one.fit is fit and group in (one.group, "all")]
                if some:
                    parts[exercise, group, half] = some
    return parts


def pelvis_json(outcomes: Sequence[RollOutcome]) -> dict[str, Any]:
    """Shape the figures as JSON content."""
    return {", ".join(key): _content(some) for key, some in by_group(outcomes).items()}


def _content(outcomes: Sequence[RollOutcome]) -> dict[str, Any]:
    score, off = total(one.coach for one in outcomes), _off(outcomes)
    return {
        "takes": len({one.take for one in outcomes}),
        "streams": score.streams,
        "true": score.true,
        "found": score.found,
        "f1": score.f1,
        "visible_start_error_ms": score.visible_start_error_ms,
        "visible_end_error_ms": score.visible_end_error_ms,
        "coverage_error": median(off) if off else math.nan,
        "coverage_within_a_tenth": sum(one <= 0.1 for one in off) / len(off) if off else math.nan,
        "faults": {
            fault: {
                "there": score.told_rightly[fault] + score.missed[fault],
                "precision": score.fault_precision(fault),
                "recall": score.fault_recall(fault),
            }
            for fault in score.fault_ids
        },
    }


def _off(outcomes: Sequence[RollOutcome]) -> list[float]:
    """How far the told share of the way to an end is off the true one."""
    return [abs(told - true) for one in outcomes for told, true in one.covered]


def show_pelvis(outcomes: Sequence[RollOutcome], console: Console) -> None:
    """Print the table, if there is anything in it."""
    if not outcomes:
        return
    columns = ("takes", "true", "found", "F1", "start, ms", "end, ms", "coverage off", "faults P / R (there)")
    table = Table(
        "exercise",
        "seen",
        "people",
        *columns,
        title="Rounds of the pelvis",
        caption="Start and end against the visible part; coverage in shares of the own range; medians.",
    )
    for key, some in by_group(outcomes).items():
        score, off = total(one.coach for one in some), _off(some)
        table.add_row(
            *key,
            str(len({one.take for one in some})),
            str(score.true),
            str(score.found),
            _text(score.f1, 3),
            _text(score.visible_start_error_ms),
            _text(score.visible_end_error_ms),
            _text(median(off) if off else math.nan, 2),
            "; ".join(_fault(score, fault) for fault in score.fault_ids),
        )
    console.print(table)


def _fault(score: Score, fault: str) -> str:
    there = score.told_rightly[fault] + score.missed[fault]
    shares = _text(score.fault_precision(fault), 2), _text(score.fault_recall(fault), 2)
    return f"{fault} {' / '.join(shares)} ({there})"


def _text(value: float, digits: int = 0) -> str:
    return "-" if math.isnan(value) else f"{value:.{digits}f}"
