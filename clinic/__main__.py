"""The clinic's command line: `python -m clinic measure|check|marker`, and what `exercises record` does."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer
from rich.table import Table

from clinic.calibrating import tell_from_zero
from clinic.check import CheckResult, check_recording
from clinic.console import console, hush_native_remarks
from clinic.exercise_file import own_folder
from clinic.marker_sheet import write_sheet
from clinic.measure import MeasureError, measure_recording, provenance_path, write_table
from clinic.provenance import describe_measurement
from clinic.record import record_exercise
from clinic.repositioning import errors_table
from clinic.sides import check_both_sides
from errors import BacktalkError
from exercises.asymmetry_words import NO_DIAGNOSIS, say_asymmetry
from exercises.catalogue import load_catalogue
from exercises.files import read_exercise
from models import PELVIS
from vision.angles import View
from vision.pelvis_net import PelvisNet
from vision.posture import Posture
from vision.recorded import filter_recording

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Measure and check recordings.")


class Model(StrEnum):
    """Pose models, from quick to careful."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


class AskedView(StrEnum):
    """A view as asked for on the command line."""

    AUTO = "auto"
    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"

    @property
    def known(self) -> View | None:
        """The view, or None when the pose is to tell."""
        return None if self is AskedView.AUTO else View(self.value)


Video = Annotated[Path, typer.Argument(help="A video file (mp4, mov, webm, gif, ...).")]
ModelOption = Annotated[Model, typer.Option(help="Pose model.")]
ViewOption = Annotated[AskedView, typer.Option(help="Which side of the person faces the camera.")]


@app.command()
def measure(
    video: Video,
    out: Annotated[Path, typer.Option(help="Table to write (CSV).")],
    model: ModelOption = Model.FULL,
    view: ViewOption = AskedView.AUTO,
    neutral: Annotated[
        tuple[float, float] | None,
        typer.Option(help="FROM TO in seconds: a moment of standing still to tell every angle from."),
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="Leave the angles unfiltered.")] = False,
    markers: Annotated[
        bool, typer.Option("--markers", help="Look for the printed markers of `clinic marker`.")
    ] = False,
) -> None:
    """Write one row for each frame: time, view, quality and every angle (empty where not measurable).

    What it was made with goes beside it, into a file of the same name that ends in .json.
    """
    if not out.absolute().parent.is_dir():
        raise MeasureError(f"{out} cannot be written: there is no such folder; name another place.")
    provenance_path(out)
    recording = measure_recording(
        video, model=model.value, view=view.known, pelvis=PelvisNet(PELVIS), markers=markers
    )
    report = None
    if not raw:
        postures, report = filter_recording(recording.postures)
        recording = replace(recording, postures=postures)
    postures, calibration = tell_from_zero(recording, neutral)
    provenance = describe_measurement(postures, model=model.value, filtered=report, calibration=calibration)
    write_table(postures, out, provenance)
    console.print(_measured_sentence(postures, out), soft_wrap=True, highlight=False)


@app.command()
def check(
    video: Video,
    exercise: Annotated[
        str | None, typer.Option(help="Which exercise it shows, for example waiters_bow.")
    ] = None,
    file: Annotated[Path | None, typer.Option(help="An exercise file (TOML) instead.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    model: ModelOption = Model.FULL,
    view: ViewOption = AskedView.AUTO,
    both_sides: Annotated[
        bool, typer.Option("--both-sides", help="Look for the exercise of the other side too, and compare.")
    ] = False,
) -> None:
    """Count and judge the repetitions of one exercise, with the engine of a live session."""
    if (exercise is None) == (file is None):
        raise typer.BadParameter("give either --exercise or --file")
    catalogue = load_catalogue()
    asked = read_exercise(file) if file is not None else catalogue.find(str(exercise))
    pelvis = PelvisNet(PELVIS) if asked.needs_pelvis else None
    if both_sides:
        result = check_both_sides(
            video, asked, catalogue.exercises, model=model.value, view=view.known, pelvis=pelvis
        )
    else:
        result = check_recording(video, asked, model=model.value, view=view.known, pelvis=pelvis)
    if as_json:
        typer.echo(json.dumps(result.to_json(), indent=2))
    else:
        _print_result(result)


def record(
    clip: Annotated[
        Path, typer.Argument(help="A video: three seconds of keeping still, 1 to 5 repetitions.")
    ],
    exercise_id: Annotated[str, typer.Option("--id", help="Name: small letters, digits and _.")],
    title: Annotated[str, typer.Option(help="Title on the page; made from the name when not given.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="Folder to write it to; your own exercises, when not given.")
    ] = None,
    model: ModelOption = Model.FULL,
    view: ViewOption = AskedView.AUTO,
) -> None:
    """Make an exercise of a movement that is shown in a clip: its thresholds, its target and its path."""
    place = (own_folder() if out is None else out) / f"{exercise_id}.toml"
    title = title or exercise_id.replace("_", " ").capitalize()
    pelvis = PelvisNet(PELVIS)
    shown = record_exercise(clip, place, title, model=model.value, view=view.known, pelvis=pelvis)
    trial = f"python -m clinic check {quote(str(clip))} --file {quote(str(place))}"
    offered = " It is among the page's exercises now." if out is None else ""
    console.print(
        f"Made {place} from {len(shown.repetitions)} repetition(s) of {shown.angle} to "
        f"{shown.peak_deg:.0f} degrees.{offered} Try it: {trial}",
        soft_wrap=True,
        highlight=False,
        markup=False,
    )


@app.command()
def marker(
    out: Annotated[Path, typer.Option(help="Sheet to write (PDF).")] = Path("backtalk-markers.pdf"),
    size_mm: Annotated[float, typer.Option(help="Side of each black square, in millimetres.")] = 90.0,
) -> None:
    """Write an A4 sheet with the two markers that a person can wear on the pelvis and the lower ribs."""
    write_sheet(out, size_mm)
    console.print(
        f"Two markers of {size_mm:g} mm: {out}. Print at 100%, check the bar with a ruler, glue onto card.",
        soft_wrap=True,
        highlight=False,
    )


def _measured_sentence(postures: list[Posture], out: Path) -> str:
    found = sum(posture.view is not View.UNKNOWN for posture in postures)
    view = Counter(posture.view for posture in postures).most_common(1)[0][0]
    shown = {name for posture in postures for name, deg in posture.angles.items() if not math.isnan(deg)}
    return (
        f"{len(postures)} frames, a person in {found / len(postures):.0%}, mostly {view} view, "
        f"{len(shown)} angles measured: {out}"
    )


def _print_result(result: CheckResult) -> None:
    heading = f"{result.exercise}, {result.view} view: {len(result.repetitions)} repetition(s)"
    if result.test is not None:
        heading = f"{result.exercise}, {result.view} view: {len(result.test.trials)} trial(s)"
    table = Table(title=heading)
    for column in ("no.", "from s", "to s", "quality", "peak deg", "on target", "found"):
        table.add_column(column)
    for repetition in result.repetitions:
        told = ("-", "not measured", repetition.reason)
        if repetition.measured:
            found = ", ".join(fault.id for fault in repetition.faults) or "-"
            peak = repetition.peaks[repetition.angle]
            told = (f"{peak:.0f}", "yes" if repetition.on_target else "no", found)
        table.add_row(
            str(repetition.number),
            f"{repetition.start_s:.1f}",
            f"{repetition.end_s:.1f}",
            f"{repetition.quality:.2f}",
            *told,
        )
    if result.test is not None and result.test.trials:
        console.print(errors_table(result.test, heading))
    else:
        console.print(table if result.repetitions else heading)
    for sentence in result.together.sentences if result.together else ():
        console.print(sentence, soft_wrap=True, highlight=False)
    for sentence in (*say_asymmetry(result.sides), NO_DIAGNOSIS) if result.sides else ():
        console.print(sentence, soft_wrap=True, highlight=False)
    for warning in result.warnings:
        console.print(warning, soft_wrap=True, highlight=False)


def main() -> None:
    """Run the command line; a problem is one sentence and exit code 1."""
    with hush_native_remarks():
        try:
            app()
        except BacktalkError as problem:
            console.print(str(problem), soft_wrap=True, highlight=False, markup=False)
            raise SystemExit(1) from problem


if __name__ == "__main__":
    main()
