"""What a session consists of: a few exercises in order, as data, until the whole course chooses them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from errors import BacktalkError
from exercises.definition import Exercise, RepositionExercise
from exercises.dose import Dose

PLANS = Path(__file__).parent / "plans"
FOLDER_ENVIRONMENT_NAME = "BACKTALK_PLANS"


class PlanError(BacktalkError):
    """A plan that cannot be used."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Item(_Data):
    """One exercise of a session.

    Attributes
    ----------
    exercise : str
        Its id.
    repetitions, sets, rest_s : int, optional
        The dose, where it differs from the exercise's own.
    warm_up : bool
        Whether it is there to get going: half of the exercise's repetitions, one set.
    """

    exercise: str
    repetitions: Annotated[int, Field(ge=1, le=100)] | None = None
    sets: Annotated[int, Field(ge=1, le=10)] | None = None
    rest_s: Annotated[int, Field(ge=0, le=600)] | None = None
    warm_up: bool = False


class Plan(_Data):
    """A session as written in its file.

    Attributes
    ----------
    id, title, purpose : str
        What it is called, and what for.
    items : tuple of Item
        In the order in which they are done.
    """

    id: str
    title: str
    purpose: str
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=8)]


def read_plan(path: Path) -> Plan:
    """Read one plan.

    Raises
    ------
    PlanError
        Naming the file and what is missing or not understood in it.
    """
    try:
        return Plan.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PlanError(f"The plan {path} cannot be read: {error}. Mend it or take it away.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PlanError(f"The plan {path} cannot be used: {place}: {first['msg']}.") from error


@cache
def load_plans(folder: Path = PLANS) -> dict[str, Plan]:
    """Read every plan of a folder, by id, in the order of their names."""
    plans = [read_plan(path) for path in sorted(folder.glob("*.toml"))]
    return {plan.id: plan for plan in plans}


def user_folder() -> Path:
    """Give the folder of plans that were written for this person; it need not exist.

    It is the one that the environment's ``BACKTALK_PLANS`` names, else ``plans`` in the user's data folder.
    """
    chosen = os.environ.get(FOLDER_ENVIRONMENT_NAME)
    if chosen:
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_data_path("backtalk", appauthor=False) / "plans"


def offered_plans(folder: Path | None = None) -> tuple[dict[str, Plan], tuple[str, ...]]:
    """Read the plans to choose from: those of a folder first, as somebody wrote them for this person.

    Parameters
    ----------
    folder : Path, optional
        Without it the person's own (`user_folder`); read anew each time.

    Returns
    -------
    dict of str to Plan, tuple of str
        By id; and a sentence for each file that is left out, as it keeps nobody from the others.
    """
    own, left_out = dict[str, Plan](), list[str]()
    for path in sorted((folder or user_folder()).glob("*.toml")):
        try:
            plan = read_plan(path)
        except PlanError as error:
            left_out.append(str(error))
            continue
        own.setdefault(plan.id, plan)
    return {**own, **{name: plan for name, plan in load_plans().items() if name not in own}}, tuple(left_out)


def doses_of(plan: Plan, exercises: Mapping[str, Exercise]) -> tuple[Dose, ...]:
    """Tell how much of what a session is.

    Parameters
    ----------
    plan : Plan
        The session.
    exercises : mapping of str to Exercise
        Those there are.

    Raises
    ------
    PlanError
        If an exercise of the plan is not there.
    """
    doses = []
    for item in plan.items:
        exercise = exercises.get(item.exercise)
        if exercise is None:
            raise PlanError(
                f"The plan {plan.title!r} asks for the exercise {item.exercise!r}, which there is not. "
                "Write another id into it, or take the plan away."
            )
        own = max(2, exercise.dose_repetitions // 2) if item.warm_up else exercise.dose_repetitions
        repetitions = item.repetitions or own
        if isinstance(exercise, RepositionExercise):
            # A test has as many trials as its file says: fewer do not compare, and more never come.
            repetitions = len(exercise.reposition.trials)
        doses.append(
            Dose(
                exercise_id=exercise.id,
                title=exercise.title,
                how_to=tuple(exercise.how_to),
                repetitions=repetitions,
                sets=item.sets or (1 if item.warm_up else exercise.dose_sets),
                rest_s=exercise.dose_rest_s if item.rest_s is None else item.rest_s,
                easier=exercise.easier,
            )
        )
    return tuple(doses)
