"""`python -m benchmarks.reps.paths [--json]`: of how many repetitions the target path says that they deviate.

Rendered sets of three, and a laboratory's repetitions by people. Good ones are those in which the exercise
finds no fault and, where the truth is known, there is none: of them nothing should be said. Rendered ones too
near a limit to know are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.reps.kinds import kinds_for
from benchmarks.reps.others import DATA
from benchmarks.reps.scoring import TrueRepetition
from benchmarks.reps.script import Layout
from benchmarks.reps.streams import Film
from benchmarks.reps.table import CACHES, CHECKS, LAB_CHECKS, read_all, takes_for
from benchmarks.reps.truth import true_repetitions, without_truth
from benchmarks.reps.uiprmd import read_trials, show, sitting_first
from clinic.check import CheckResult, check_observations
from exercises.comparison_words import say_comparison
from exercises.definition import Exercise
from exercises.files import load_library
from exercises.parts import AngleCompensation


@dataclass(frozen=True)
class Said:
    """What was said of some repetitions.

    Attributes
    ----------
    exercise, source : str
        Which exercise; "rendered", or "laboratory" as meant or with deliberate faults.
    good : bool
        Whether the exercise found no fault in them, and there is none.
    compared, told : int
        How many could be compared, and of how many a deviation was told.
    """

    exercise: str
    source: str
    good: bool
    compared: int
    told: int


def run_paths(
    library: dict[str, Exercise], data: Path = DATA, caches: Iterable[Path] = CACHES, every: int = 1
) -> list[Said]:
    """Hold every repetition of exercises that have a path against it."""
    found: dict[tuple[str, str, bool], list[bool]] = {}
    for exercise, source, faulty, result in [*_rendered(library, caches, every), *_lab(library, data, every)]:
        for one in result.repetitions:
            comparison = result.comparisons.get(one.number)
            if comparison is not None:
                key = (exercise, source, not (faulty or one.faults))
                found.setdefault(key, []).append(say_comparison(comparison) is not None)
    return [Said(*key, len(told), sum(told)) for key, told in sorted(found.items())]


def _rendered(
    library: dict[str, Exercise], caches: Iterable[Path], every: int
) -> Iterator[tuple[str, str, bool, CheckResult]]:
    takes = read_all(caches)
    for check in CHECKS:
        exercise = library.get(check.exercise)
        if exercise is None or exercise.path is None or check.elsewhere:
            continue
        alone = [take for take in takes_for(check, takes) if take.about["bystander"] is None]
        for take in alone[::every]:
            layout = Layout.of(take)
            kind = kinds_for(layout.lasts_s, held_s=layout.held_s, lead_s=layout.lead_s)["set of three"]
            true = true_repetitions(take, kind.script, exercise)
            if any(_near_a_limit(one, exercise) for one in true):
                continue
            faulty = any(one.faults for one in true)
            result = check_observations(Film(take).play(kind.script, kind.rate), exercise)
            yield exercise.id, "rendered", faulty, result


def _near_a_limit(true: TrueRepetition, exercise: Exercise) -> bool:
    """Whether it is not known of an angle of the path if it keeps its limit: neither good nor faulty."""
    compared = () if exercise.path is None else exercise.path.angles
    asked = {
        part.id
        for part in exercise.compensations
        if isinstance(part, AngleCompensation) and part.measure in compared
    }
    return not asked <= true.judged.union(without_truth(exercise))


def _lab(
    library: dict[str, Exercise], data: Path, every: int
) -> Iterator[tuple[str, str, bool, CheckResult]]:
    for check in LAB_CHECKS:
        exercise, folder = library.get(check.exercise), data / "ui_prmd"
        if exercise is None or exercise.path is None or not folder.is_dir():
            continue
        for trial in read_trials(folder, check.movement)[::every]:
            markers = sitting_first(trial.markers_mm) if check.seated else trial.markers_mm
            source = "laboratory, as meant" if trial.correct else "laboratory, with faults"
            yield exercise.id, source, False, check_observations(show(markers), exercise)


def _table(found: Iterable[Said]) -> Table:
    table = Table("exercise", "source", "repetitions", "compared", "a deviation told", title="Target paths")
    for one in found:
        share = f"{one.told} ({one.told / one.compared:.0%})"
        table.add_row(one.exercise, one.source, "good" if one.good else "faulty", str(one.compared), share)
    return table


def main(
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    every: Annotated[int, typer.Option(min=1, help="Only every so many takes: for a quick look.")] = 1,
) -> None:
    """Say of how many repetitions a deviation from the target path is told."""
    found = run_paths(load_library(), every=every)
    if json_:
        typer.echo(json.dumps([asdict(one) for one in found], indent=1))
    else:
        Console().print(_table(found))


if __name__ == "__main__":
    typer.run(main)
