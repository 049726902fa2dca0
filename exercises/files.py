"""Exercises from their files: one, a whole library, or one of it by name."""

from __future__ import annotations

from functools import cache
from inspect import isabstract
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from exercises.definition import Exercise, OneWayExercise, RepositionExercise, TwoWayExercise
from exercises.explain import explain
from exercises.problems import ExerciseError, problems_of_file
from exercises.source import read_source

LIBRARY = Path(__file__).parent / "library"


def make_exercise(data: dict[str, Any]) -> Exercise:
    """Check the content of a file; ``range`` makes it go to both sides, ``reposition`` a test."""
    kind: type[Exercise] = TwoWayExercise if "range" in data else OneWayExercise
    if "reposition" in data:
        kind = RepositionExercise
    return kind.model_validate(data)


def read_exercise(path: Path) -> Exercise:
    """Read and check one exercise file.

    Raises
    ------
    ExerciseError
        Naming the file, the line, the field and what was expected.
    """
    source = read_source(path)
    try:
        return make_exercise(source.data)
    except ValidationError as error:
        kind = next((kind for kind in exercise_kinds() if kind.__name__ == error.title), Exercise)
        raise problems_of_file(path, explain(error, kind, source)) from error


def exercise_kinds(base: type[Exercise] = Exercise) -> list[type[Exercise]]:
    """Give every kind of exercise that a file can be: what is abstract is none."""
    below = [kind for child in base.__subclasses__() for kind in exercise_kinds(child)]
    return below if isabstract(base) else [base, *below]


@cache
def load_library(folder: Path = LIBRARY) -> dict[str, Exercise]:
    """Read every exercise of a folder, by id."""
    exercises = [read_exercise(path) for path in sorted(folder.glob("*.toml"))]
    return {exercise.id: exercise for exercise in exercises}


def find_exercise(exercise_id: str) -> Exercise:
    """Look an exercise up in the library.

    Raises
    ------
    ExerciseError
        If there is none of that name; the sentence lists those there are.
    """
    library = load_library()
    if exercise_id not in library:
        raise ExerciseError(f"There is no exercise {exercise_id!r}; there is {', '.join(sorted(library))}.")
    return library[exercise_id]
