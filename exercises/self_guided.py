"""Exercises that the camera cannot measure yet: they are told and timed by oneself, and the page says why."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from exercises.explain import explain
from exercises.files import LIBRARY
from exercises.parts import Identifier, Part, Sentence
from exercises.problems import problems_of_file
from exercises.source import read_source
from wording import say, say_count

FOLDER = LIBRARY / "self_guided"


class SelfGuided(Part):
    """One exercise without a camera, as written in its TOML file.

    Attributes
    ----------
    why : str
        Why nothing is measured, for the person's page.
    dose_repetitions, dose_hold_s, dose_sets, dose_rest_s : int
        How much; a hold of 0 is none.
    both_sides : bool
        Whether it goes to one side of its start, back, and to the other.
    """

    id: Identifier
    title: str
    purpose: str
    how_to: Annotated[list[str], Field(min_length=1)]
    why: str
    both_sides: bool = False
    dose_repetitions: Annotated[int, Field(ge=1, le=100)]
    dose_hold_s: Annotated[int, Field(ge=0, le=120)] = 0
    dose_sets: Annotated[int, Field(ge=1, le=10)] = 2
    dose_rest_s: Annotated[int, Field(ge=0, le=600)] = 60
    programme_phase: Literal["C1", "C2"] = "C1"
    easier: Sentence | None = None
    harder: Sentence | None = None
    source: str

    @property
    def dose(self) -> str:
        """Tell how much, in words."""
        hold = say(", {seconds} seconds each", seconds=self.dose_hold_s) if self.dose_hold_s else ""
        pause = say(", {seconds} seconds of rest between", seconds=self.dose_rest_s)
        times = say_count("once", "{count} times", self.dose_repetitions)
        rounds = say_count("One round", "{count} rounds", self.dose_sets)
        rest = pause if self.dose_sets > 1 else ""
        return say("{rounds}: {times}{hold}{rest}.", rounds=rounds, times=times, hold=hold, rest=rest)


def read_self_guided(path: Path) -> SelfGuided:
    """Read and check one file.

    Raises
    ------
    ExerciseError
        Naming the file, the line, the field and what was expected.
    """
    source = read_source(path)
    try:
        return SelfGuided.model_validate(source.data)
    except ValidationError as error:
        raise problems_of_file(path, explain(error, SelfGuided, source)) from error


@cache
def load_self_guided(folder: Path = FOLDER) -> dict[str, SelfGuided]:
    """Read every self-guided exercise of the library, by id."""
    found = [read_self_guided(path) for path in sorted(folder.glob("*.toml"))]
    return {exercise.id: exercise for exercise in found}
