"""`python -m benchmarks.reps [--json]`: how well repetitions are counted and judged.

`python -m benchmarks.reps faults --frames FOLDER`: faults that only rendered pictures can show.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.accuracy.store import CachedTake, read_takes
from benchmarks.reps.everyday import EVERYDAY, HELD_OUT, EverydayResult, run_everyday
from benchmarks.reps.faults import play_folders
from benchmarks.reps.faults_report import faults_json, show_faults
from benchmarks.reps.holds import ONE_LEG, HoldResult, run_holds
from benchmarks.reps.kinds import kinds_for
from benchmarks.reps.others import DATA, run_footage, run_lab
from benchmarks.reps.pelvis import play_rolls
from benchmarks.reps.pelvis_store import PELVIC
from benchmarks.reps.report import Report, as_json, show
from benchmarks.reps.run import Outcome, run_take, step_cost_ms
from benchmarks.reps.script import Layout
from benchmarks.reps.streams import Film
from benchmarks.reps.table import CACHES, CHECKS, takes_for
from benchmarks.reps.truth import without_truth
from exercises.files import LIBRARY, load_library

WIDE = 150
COST_TAKES = 3
"""Takes on which the cost of a step is measured, for each exercise."""

app = typer.Typer(add_completion=False)


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    cache: Annotated[
        list[Path] | None, typer.Option(help="Cached poses of rendered takes; may be given again.")
    ] = None,
    everyday: Annotated[Path, typer.Option(help="Cached poses of everyday life.")] = EVERYDAY,
    one_leg: Annotated[Path, typer.Option(help="Cached poses of people on one leg.")] = ONE_LEG,
    pelvic: Annotated[Path, typer.Option(help="Cached people who roll the pelvis.")] = PELVIC,
    held_out: Annotated[Path, typer.Option(help="Likewise, never tuned on.")] = HELD_OUT,
    data: Annotated[Path, typer.Option(help="Folder with ui_prmd and footage.")] = DATA,
    library: Annotated[Path, typer.Option(help="Folder of exercises.")] = LIBRARY,
    every: Annotated[int, typer.Option(min=1, help="Only every so many takes: for a quick look.")] = 1,
    only: Annotated[str | None, typer.Option(help="One exercise only.")] = None,
) -> None:
    """Count repetitions in streams whose repetitions are known, beside a plain threshold counter."""
    if context.invoked_subcommand is not None:
        return
    exercises = {name: one for name, one in load_library(library).items() if only in (None, name)}
    left_out: list[str] = []
    outcomes: list[Outcome] = []
    cost: dict[str, float] = {}
    takes: list[CachedTake] = []
    sets: dict[str, str] = {}
    for path in cache or CACHES:
        if path.exists():
            takes += (some := read_takes(path))
            sets |= {take.id: path.stem for take in some}
        else:
            left_out.append(f"rendered takes: there are no cached poses at {path}")
    for check in CHECKS:
        if only not in (None, check.exercise):
            continue
        exercise = exercises.get(check.exercise)
        movements = ", ".join(check.movements)
        if exercise is None:
            left_out.append(f"{movements}: there is no exercise {check.exercise} in the library")
            continue
        left_out += [
            f"{check.exercise}, fault {fault}: the cached poses hold no silhouettes (see `faults`)"
            for fault in without_truth(exercise)
        ]
        reflection = exercises.get(check.mirror) if check.mirror else exercise
        chosen = takes_for(check, takes)[::every]
        outcomes += [
            replace(outcome, shown_in=sets[take.id])
            for take in chosen
            for outcome in run_take(take, check, exercise, reflection)
        ]
        streams = []
        for take in chosen[:COST_TAKES]:
            layout = Layout.of(take)
            kind = kinds_for(layout.lasts_s, held_s=layout.held_s, lead_s=layout.lead_s)["set of three"]
            streams.append(Film(take).play(kind.script, kind.rate))
        cost[check.name] = step_cost_ms(streams, exercise)
    outcomes += play_rolls(pelvic, exercises, cost, left_out, every)
    lab = run_lab(data / "ui_prmd", exercises, left_out)
    footage = run_footage(data / "footage", exercises, left_out)
    idle: list[tuple[EverydayResult, ...]] = []
    for path in (everyday, held_out):
        idle.append(tuple(run_everyday(read_takes(path), exercises)) if path.exists() else ())
        if not path.exists():
            left_out.append(f"everyday life: there are no cached poses at {path}")
    holds: list[HoldResult] = []
    if one_leg.exists():
        holds = run_holds(read_takes(one_leg), exercises)
    else:
        left_out.append(f"one-leg stance: there are no cached poses at {one_leg}")
    report = Report(tuple(outcomes), tuple(lab), tuple(footage), cost, tuple(left_out), *idle, tuple(holds))
    if json_:
        typer.echo(json.dumps(as_json(report), indent=1))
    else:
        show(report, Console(width=WIDE))


@app.command()
def faults(
    frames: Annotated[list[Path], typer.Option(help="Folder of rendered takes; may be given again.")],
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    library: Annotated[Path, typer.Option(help="Folder of exercises.")] = LIBRARY,
    every: Annotated[int, typer.Option(min=1, help="Only every so many takes: for a quick look.")] = 1,
    processes: Annotated[int, typer.Option(min=1, help="How many takes at a time.")] = 2,
) -> None:
    """Judge faults that are read from silhouettes, on rendered takes."""
    verdicts = play_folders(frames, load_library(library), every=every, processes=processes)
    if not verdicts:
        raise typer.BadParameter("there is no rendered take of a movement that shows such a fault")
    if json_:
        typer.echo(json.dumps(faults_json(verdicts), indent=1))
    else:
        show_faults(verdicts, Console(width=WIDE))


if __name__ == "__main__":
    app()
