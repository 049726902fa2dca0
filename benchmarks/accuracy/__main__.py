"""`python -m benchmarks.accuracy`: the figures, or the cache of poses they rest on."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.accuracy.measure import measure
from benchmarks.accuracy.pelvis import pelvis_report, pelvis_toml, show_pelvis
from benchmarks.accuracy.pelvis_store import CACHE as PELVIS_CACHE
from benchmarks.accuracy.pelvis_store import read_sittings, write_sittings
from benchmarks.accuracy.poses import play_all
from benchmarks.accuracy.report import ACCURACY_TABLE, accuracy_toml, as_json, report, show
from benchmarks.accuracy.store import CACHE, read_takes
from models import PELVIS
from vision.pelvis_net import PelvisNet

WIDE = 150


class Bodies(StrEnum):
    """Which bodies are looked at."""

    ALL = "all"
    FIT = "fit"
    TEST = "test"


cli = typer.Typer(add_completion=False, help=__doc__)


@cli.callback(invoke_without_command=True)
def figures(
    context: typer.Context,
    json_: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
    write: Annotated[bool, typer.Option(help="write vision/accuracy.toml")] = False,
    cache: Annotated[Path, typer.Option(help="cached poses")] = CACHE,
    bodies: Annotated[
        Bodies, typer.Option(help="constants are fitted on fit, reported on test")
    ] = Bodies.ALL,
) -> None:
    """Print how far off each angle is in each view."""
    if context.invoked_subcommand is not None:
        return
    if not cache.exists():
        typer.echo(
            f"There are no cached poses at {cache}. Make them: see benchmarks/accuracy/README.md.", err=True
        )
        raise typer.Exit(2)
    takes = [take for take in read_takes(cache) if bodies in (Bodies.ALL, take.part)]
    found = report([measure(take) for take in takes])
    pelvis = pelvis_report(read_sittings(), PelvisNet(PELVIS))
    if json_:
        print(json.dumps(as_json(found) | {"pelvis": pelvis.as_json()}, indent=1))
    else:
        console = Console(width=WIDE)
        show(found, console)
        show_pelvis(pelvis, console)
    if write:
        ACCURACY_TABLE.write_text("\n".join([accuracy_toml(found), *pelvis_toml(pelvis)]), encoding="utf-8")


@cli.command()
def poses(
    frames: Annotated[Path, typer.Option(help="folder of rendered takes")],
    cache: Annotated[Path, typer.Option(help="file to write")] = CACHE,
    only: Annotated[
        str | None, typer.Option(help="alone or bystander: play these anew, keep the others")
    ] = None,
    ids: Annotated[
        list[str] | None,
        typer.Option("--id", help="play this take anew, keep the others; may be given again"),
    ] = None,
    processes: int = 2,
) -> None:
    """Play rendered takes through the pose engine and keep what it finds."""
    try:
        takes = play_all(frames, cache, only, processes, ids or ())
    except FileNotFoundError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    print(f"{takes} takes in {cache}")


@cli.command()
def pelvis(
    frames: Annotated[Path, typer.Option(help="folder of the rendered test set, looked at")],
    cache: Annotated[Path, typer.Option(help="file to write")] = PELVIS_CACHE,
) -> None:
    """Gather what the pose engine saw of the pelvis test set."""
    print(f"{write_sittings(frames, cache)} people in {cache}")


if __name__ == "__main__":
    cli()
