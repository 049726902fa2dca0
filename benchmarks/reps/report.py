"""The figures as tables for people and as JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.reps.everyday import EverydayResult
from benchmarks.reps.everyday_report import everyday_json, show_everyday
from benchmarks.reps.holds import HoldResult
from benchmarks.reps.holds_report import holds_json, show_holds
from benchmarks.reps.others import FootageResult, LabResult
from benchmarks.reps.pelvis_report import pelvis_json, rolls_in, show_pelvis
from benchmarks.reps.run import Outcome, Sameness, by_kind, sameness
from benchmarks.reps.scoring import Score, total

BEST_CRITERIA = 5
"""How many criteria the table shows; JSON holds all."""
FIGURES = ("precision", "recall", "f1", "start_error_ms", "end_error_ms")
VISIBLE = ("visible_start_error_ms", "visible_end_error_ms", "hold_error_s")


@dataclass(frozen=True)
class Report:
    """Everything the benchmark tells.

    Attributes
    ----------
    outcomes : tuple of Outcome
        Streams of rendered takes.
    lab : tuple of LabResult
        Of the motion laboratory.
    footage : tuple of FootageResult
        Of real recordings.
    step_ms : mapping of str to float
        Median cost of one step of the coach, by exercise, on this machine.
    left_out : tuple of str
        What could not be checked, and why.
    everyday : tuple of EverydayResult
        What was counted while nobody exercised.
    held_out : tuple of EverydayResult
        Likewise, in scenes on which nothing was made.
    holds : tuple of HoldResult
        Of people who stand on one leg.
    """

    outcomes: tuple[Outcome, ...]
    lab: tuple[LabResult, ...]
    footage: tuple[FootageResult, ...]
    step_ms: Mapping[str, float]
    left_out: tuple[str, ...]
    everyday: tuple[EverydayResult, ...] = ()
    held_out: tuple[EverydayResult, ...] = ()
    holds: tuple[HoldResult, ...] = ()

    @property
    def exercises(self) -> tuple[str, ...]:
        """Those that were checked on rendered takes."""
        return tuple(dict.fromkeys(one.exercise for one in self.outcomes))

    def coach_of(self, exercise: str) -> Score:
        """Add up what the coach told in an exercise."""
        return total(one.coach for one in self.outcomes if one.exercise == exercise)

    @property
    def sets(self) -> Mapping[str, Mapping[str, Score]]:
        """What the coach told in each set of takes, by exercise."""
        names = dict.fromkeys((one.shown_in, one.exercise) for one in self.outcomes)
        told: dict[str, dict[str, Score]] = {}
        for shown_in, exercise in names:
            some = (one for one in self.outcomes if (one.shown_in, one.exercise) == (shown_in, exercise))
            told.setdefault(shown_in, {})[exercise] = total(one.coach for one in some)
        return told

    def plain_of(self, exercise: str) -> Score:
        """Add up what the plain counter told."""
        return total(one.plain for one in self.outcomes if one.exercise == exercise)

    @property
    def same(self) -> Mapping[str, Sameness]:
        """How alike the same movement is told at other frame rates and in a mirror."""
        return sameness(self.outcomes)

    @property
    def not_exact(self) -> tuple[str, ...]:
        """The streams in which the coach missed a repetition or told one too many."""
        return tuple(
            f"{one.exercise}, {one.take}, {one.kind}: {one.coach.hits} of {one.coach.true} found, "
            f"{one.coach.found - one.coach.hits} false"
            for one in self.outcomes
            if not one.coach.exact
        )


def as_json(report: Report) -> dict[str, Any]:
    """Shape the figures as JSON; what has no value is null."""
    ours, plain = total(one.coach for one in report.outcomes), total(one.plain for one in report.outcomes)
    kinds = by_kind(report.outcomes, lambda one: one.coach)
    plain_kinds = by_kind(report.outcomes, lambda one: one.plain)
    content = {
        "rendered": {
            "all": _both(ours, plain),
            "exercises": {
                name: _both(report.coach_of(name), report.plain_of(name)) for name in report.exercises
            },
            "sets": {
                name: {exercise: _figures(score, (*FIGURES, *VISIBLE)) for exercise, score in scores.items()}
                for name, scores in report.sets.items()
            },
            "kinds": {name: _both(one, plain_kinds[name]) for name, one in kinds.items()},
            "same": {name: asdict(one) for name, one in report.same.items()},
            "not_exact": list(report.not_exact),
        },
        "ui_prmd": {
            f"{one.exercise} {one.view}": _both(one.coach, one.plain, FIGURES[:3])
            | {"faulty": one.faulty, "faulty_counted": one.faulty_counted}
            | {"criteria": [asdict(criterion) for criterion in one.criteria]}
            for one in report.lab
        },
        "everyday": everyday_json(report.everyday),
        "everyday_held_out": everyday_json(report.held_out),
        "holds": holds_json(report.holds),
        "pelvis": pelvis_json(rolls_in(report.outcomes)),
        "footage": [asdict(one) for one in report.footage],
        "step_ms": dict(report.step_ms),
        "left_out": list(report.left_out),
    }
    cleaned: dict[str, Any] = _without_nan(content)
    return cleaned


def _both(ours: Score, plain: Score, figures: tuple[str, ...] = (*FIGURES, *VISIBLE)) -> dict[str, Any]:
    return {"coach": _figures(ours, figures), "plain_counter": _figures(plain, figures[:5])}


def _figures(score: Score, names: tuple[str, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {"streams": score.streams, "exact": score.exact}
    told |= {"true": score.true, "found": score.found, "hits": score.hits}
    told |= {name: getattr(score, name) for name in names}
    if score.fault_ids:
        told["faults"] = {
            fault: {
                "there": score.told_rightly[fault] + score.missed[fault],
                "precision": score.fault_precision(fault),
                "recall": score.fault_recall(fault),
            }
            for fault in score.fault_ids
        }
    return told


def _without_nan(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_nan(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(one) for one in value]
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 4)
    return value


def show(report: Report, console: Console) -> None:
    """Print the tables."""
    for name in report.exercises:
        _show_counts(report, name, console)
    faults = Table("exercise", "fault", "there", "precision", "recall", title="Faults")
    for name in report.exercises:
        score = report.coach_of(name)
        for fault in score.fault_ids:
            there = score.told_rightly[fault] + score.missed[fault]
            shares = (score.fault_precision(fault), score.fault_recall(fault))
            faults.add_row(name, fault, str(there), *(_text(share, 3) for share in shares))
    if faults.row_count:
        console.print(faults)
    _show_sets(report, console)
    if report.outcomes:
        same = Table(
            "shown",
            "takes",
            "same count",
            "but for optional ones",
            "furthest, ms",
            title="The same movement, shown otherwise",
        )
        for kind, one in report.same.items():
            same.add_row(
                kind, str(one.takes), str(one.same), str(one.same_but_optional), _text(one.furthest_ms)
            )
        console.print(same)
    show_pelvis(rolls_in(report.outcomes), console)
    show_everyday(report.everyday, console)
    show_everyday(report.held_out, console, "Everyday life, held out")
    show_holds(report.holds, console)
    for lab in report.lab:
        _show_lab(lab, console)
    for clip in report.footage:
        console.print(f"{clip.file} ({clip.exercise}): counted {clip.counted} of {clip.true}")
        console.print(*(f"  {warning}" for warning in clip.warnings), sep="\n")
    for name, cost_ms in report.step_ms.items():
        console.print(f"{name}: {cost_ms:.3f} ms a step (median, on this machine)")
    for title, lines in (("Not counted exactly", report.not_exact), ("Left out", report.left_out)):
        if lines:
            console.print(f"{title}:", *(f"  {line}" for line in lines), sep="\n")


def _show_counts(report: Report, exercise: str, console: Console) -> None:
    columns = ("streams", "true", "exact", "P", "R", "F1", "start, ms", "end, ms", "visible", "F1 plain")
    table = Table(
        "stream", *columns, title=f"{exercise}: repetitions", caption="Median size of errors in time."
    )
    outcomes = [one for one in report.outcomes if one.exercise == exercise]
    ours, plain = by_kind(outcomes, lambda one: one.coach), by_kind(outcomes, lambda one: one.plain)
    rows = [*((kind, one, plain[kind]) for kind, one in ours.items())]
    for kind, one, other in (*rows, ("all", total(ours.values()), total(plain.values()))):
        visible = f"{_text(one.visible_start_error_ms)}, {_text(one.visible_end_error_ms)}"
        table.add_row(
            kind,
            *(str(number) for number in (one.streams, one.true, one.exact)),
            *(_text(share, 3) for share in (one.precision, one.recall, one.f1)),
            *(_text(ms) for ms in (one.start_error_ms, one.end_error_ms)),
            visible,
            _text(other.f1, 3),
        )
    console.print(table)


def _show_sets(report: Report, console: Console) -> None:
    table = Table("set", "exercise", "true", "F1", "start, ms", "end, ms", "hold, s", title="By set of takes")
    for name, scores in report.sets.items():
        for exercise, one in scores.items():
            times = (_text(one.visible_start_error_ms), _text(one.visible_end_error_ms))
            table.add_row(name, exercise, str(one.true), _text(one.f1, 3), *times, _text(one.hold_error_s, 2))
    if table.row_count:
        console.print(table)


def _show_lab(lab: LabResult, console: Console) -> None:
    console.print(
        f"UI-PRMD, {lab.exercise} from {lab.view}: F1 {_text(lab.coach.f1, 3)} "
        f"(plain counter {_text(lab.plain.f1, 3)}) over "
        f"{lab.coach.true} made as meant; {lab.faulty_counted} of {lab.faulty} faulty ones counted"
    )
    table = Table("criterion", "AUC", "faulty is", "correct", "faulty")
    for one in lab.criteria[:BEST_CRITERIA]:
        way = "larger" if one.faulty_is_larger else "smaller"
        table.add_row(one.criterion, _text(one.auc, 3), way, str(one.correct), str(one.faulty))
    console.print(table)


def _text(value: float, digits: int = 0) -> str:
    return "-" if math.isnan(value) else f"{value:.{digits}f}"
