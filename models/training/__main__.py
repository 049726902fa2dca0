"""`python -m models.training`: train the pelvis estimator from nothing, in one command."""

from __future__ import annotations

import shutil
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.synthetic.body import clothes_folder
from models.training.data import OUTPUTS
from models.training.learn import learn
from models.training.movement import read_real
from models.training.observe import observe_all
from models.training.plan import session
from models.training.render import draw_all

SESSIONS = 2600
EPOCHS = 50
WEIGHTS = Path(__file__).parents[1] / "pelvis"


class Plane(StrEnum):
    """What an estimator looks at."""

    SIDE = "side"
    FRONT = "front"


cli = typer.Typer(add_completion=False, help=__doc__, no_args_is_help=False)


@cli.command()
def train(
    work: Annotated[Path, typer.Option(help="folder for pictures; what is there already is kept")],
    clothes: Annotated[Path | None, typer.Option(help="folder of clothes")] = None,
    movement: Annotated[Path | None, typer.Option(help="folder of UI-PRMD, for real squats")] = None,
    sessions: Annotated[int, typer.Option(help="people to draw, 14 pictures each")] = SESSIONS,
    epochs: Annotated[int, typer.Option(help="passes over the pictures")] = EPOCHS,
    out: Annotated[Path, typer.Option(help="where the estimators go")] = WEIGHTS,
    processes: Annotated[int, typer.Option(help="how many to draw and learn in")] = 2,
    plane: Annotated[Plane | None, typer.Option(help="only this estimator; the other file stays")] = None,
) -> None:
    """Draw people, show them to the pose engine, learn, and write the estimators."""
    real = read_real(movement)
    planes = [plane.value] if plane else list(OUTPUTS)
    plans = [session(number, real) for number in range(sessions)]
    plans = [plan for plan in plans if plan.learnt_from and plan.kind.startswith(tuple(planes))]
    work.mkdir(parents=True, exist_ok=True)
    draw_all(plans, work, clothes_folder(clothes), processes)
    observe_all(plans, work, processes)
    out.mkdir(parents=True, exist_ok=True)
    fresh = out / "fresh"
    fresh.mkdir(exist_ok=True)
    for path in learn(work, sessions, epochs, processes, fresh, planes):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
    for path in sorted(fresh.iterdir()):  # all or none
        path.replace(out / path.name)
    shutil.rmtree(fresh)


if __name__ == "__main__":
    cli()
