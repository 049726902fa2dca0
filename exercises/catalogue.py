"""The exercises that are offered: the library's, and beside them those that somebody wrote themselves."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from exercises.definition import Exercise
from exercises.files import load_library, read_exercise
from exercises.problems import ExerciseError

FOLDER_ENVIRONMENT_NAME = "BACKTALK_EXERCISES"


@dataclass(frozen=True)
class LeftOut:
    """A file of the person's own folder that is not offered.

    Attributes
    ----------
    path : Path
        The file.
    reason : str
        Why, in the words of a person's page.
    """

    path: Path
    reason: str

    @property
    def sentence(self) -> str:
        """Tell it on a page: which file, why, and how to find out more."""
        return (
            f"Your exercise file `{self.path.name}` is left out for now, as {self.reason}; "
            f'`python -m exercises lint "{self.path}"` says what it needs.'
        )


@dataclass(frozen=True)
class Catalogue:
    """What can be chosen.

    Attributes
    ----------
    exercises : mapping of str to Exercise
        By id.
    left_out : tuple of LeftOut
        Files that would have been there, if they fitted.
    """

    exercises: Mapping[str, Exercise]
    left_out: tuple[LeftOut, ...] = ()

    def find(self, exercise_id: str) -> Exercise:
        """Look an exercise up.

        Raises
        ------
        ExerciseError
            If there is none of that name; the sentence lists those there are, and the files left out.
        """
        if exercise_id in self.exercises:
            return self.exercises[exercise_id]
        there = ", ".join(sorted(self.exercises))
        left_out = ", ".join(str(file.path) for file in self.left_out)
        remark = (
            f" Left out until `python -m exercises lint` finds nothing in it: {left_out}." if left_out else ""
        )
        raise ExerciseError(f"There is no exercise {exercise_id!r}; there is {there}.{remark}")


def user_folder() -> Path:
    """Give the folder of the person's own exercises; it need not exist.

    It is the one that the environment's ``BACKTALK_EXERCISES`` names, else ``exercises`` in the user's data
    folder.
    """
    chosen = os.environ.get(FOLDER_ENVIRONMENT_NAME)
    if chosen:
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_data_path("backtalk", appauthor=False) / "exercises"


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read the library, and beside it the files of a folder; without one, of the person's own.

    Read anew each time, so that a file is offered as soon as it is saved. A file that does not fit is left
    out and named: it must not keep anybody from the exercises that do.
    """
    library = load_library()
    exercises, left_out = dict(library), list[LeftOut]()
    for path in exercise_files(folder or user_folder()):
        try:
            exercise = read_exercise(path)
        except ExerciseError:
            left_out.append(LeftOut(path, "not all of it fits"))
            continue
        if exercise.id in exercises:
            owner = "the library" if exercise.id in library else "another of your files"
            left_out.append(LeftOut(path, f"{owner} has an exercise with its id, {exercise.id}, already"))
        else:
            exercises[exercise.id] = exercise
    return Catalogue(exercises, tuple(left_out))


def exercise_files(folder: Path) -> list[Path]:
    """List the exercise files of a folder, by name; none where there is no folder that can be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml")
    except OSError:
        return []
