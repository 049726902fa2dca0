"""What was counted while nobody exercised, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.reps.everyday import EverydayResult
from benchmarks.reps.in_fact import in_fact


def everyday_json(results: Sequence[EverydayResult]) -> dict[str, Any]:
    """Shape the figures as JSON."""
    return {
        one.exercise: {
            "minutes": one.minutes,
            "ready_minutes": one.ready_minutes,
            "ready_by_act": dict(one.ready_by_act),
            "ready_times": one.ready_times,
            "false": len(one.false),
            "false_without_fault": one.flawless,
            "false_true_deg": list(one.true_deg),
            "false_by_act": dict(one.by_act),
            "in_fact": one.in_fact,
            "in_fact_counted": one.in_fact_counted,
            "in_fact_because": [asdict(kind) for kind in in_fact(one.exercise)],
            "plain_minutes": one.plain_minutes,
            "plain_false": len(one.plain_false) if one.plain_minutes else None,
            "plain_false_by_act": dict(one.plain_by_act),
            "each": [asdict(wrong) for wrong in one.false],
        }
        for one in results
    }


def show_everyday(results: Sequence[EverydayResult], console: Console, title: str = "Everyday life") -> None:
    """Print the table."""
    if not results:
        return
    table = Table(
        "exercise",
        "ready, min",
        "times",
        "false",
        "no fault",
        "truly, deg",
        "in which act",
        "in fact: counted",
        "false plain",
        "in which act",
        title=f"{title}: {results[0].minutes:.1f} minutes in which nobody exercises",
        caption="No fault: none was told of it. Truly: how far the exercise's angle really went in them. "
        "In fact: acts that are the movement in fact, neither asked for nor forbidden (in_fact.py).",
    )
    for one in results:
        table.add_row(
            one.exercise,
            f"{one.ready_minutes:.1f}",
            str(one.ready_times),
            str(len(one.false)),
            str(one.flawless),
            "{:.0f} to {:.0f}".format(*one.true_deg) if one.false else "-",
            _acts(one.by_act),
            f"{one.in_fact_counted} of {one.in_fact}" if one.in_fact else "-",
            f"{len(one.plain_false)} in {one.plain_minutes:.1f} min" if one.plain_minutes else "-",
            _acts(one.plain_by_act),
        )
    console.print(table)
    ready = [one for one in results if one.ready_minutes]
    acts = dict.fromkeys(act for one in ready for act in one.ready_by_act)
    table = Table(
        "act", *(one.exercise for one in ready), title="Minutes in which the coach was ready, by act"
    )
    for act in acts:
        table.add_row(act, *(f"{one.ready_by_act.get(act, 0.0):.2f}" for one in ready))
    console.print(table)


def _acts(by_act: Mapping[str, int]) -> str:
    return "\n".join(f"{count} {act}" for act, count in by_act.items())
