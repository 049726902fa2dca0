"""The figures of holds as a table for people and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.reps.holds import HoldResult


def holds_json(results: Sequence[HoldResult]) -> dict[str, Any]:
    """Shape the figures as JSON content."""
    return {
        one.exercise: {
            "true": one.coach.true,
            "found": one.coach.found,
            "f1": one.coach.f1,
            "start_error_ms": one.coach.start_error_ms,
            "end_error_ms": one.coach.end_error_ms,
            "hold_error_s": one.hold_error_s,
            "hold_furthest_s": one.furthest_s,
            "lift_error_percent": one.lift_error,
            "false_acts": dict(one.false_acts),
            "faults": {
                fault: {
                    "there": one.coach.told_rightly[fault] + one.coach.missed[fault],
                    "precision": one.coach.fault_precision(fault),
                    "recall": one.coach.fault_recall(fault),
                }
                for fault in one.coach.fault_ids
            },
        }
        for one in results
    }


def show_holds(results: Sequence[HoldResult], console: Console) -> None:
    """Print the table, if there is anything in it."""
    if not results:
        return
    columns = ("true", "found", "F1", "start, ms", "end, ms", "hold, s", "furthest, s", "lift, %", "false")
    table = Table("exercise", *columns, "faults told, there", title="Standing on one leg")
    for one in results:
        score = one.coach
        faults = [
            f"{fault} {score.told_rightly[fault]} of {score.told_rightly[fault] + score.missed[fault]}"
            f", {score.told_wrongly[fault]} false"
            for fault in score.fault_ids
        ]
        table.add_row(
            one.exercise,
            str(score.true),
            str(score.found),
            _text(score.f1, 3),
            _text(score.start_error_ms, 0),
            _text(score.end_error_ms, 0),
            _text(one.hold_error_s, 2),
            _text(one.furthest_s, 2),
            _text(one.lift_error, 1),
            ", ".join(f"{act}: {count}" for act, count in one.false_acts.items()) or "none",
            "; ".join(faults),
        )
    console.print(table)


def _text(value: float, digits: int) -> str:
    return "-" if math.isnan(value) else f"{value:.{digits}f}"
