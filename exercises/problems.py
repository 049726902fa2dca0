"""What is told about an exercise file that does not fit: line, field, what is expected, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import BacktalkError
from exercises.positions import Place

WHOLE_FILE = "the file"
_MOST_IN_A_SENTENCE = 3


@dataclass(frozen=True)
class Problem:
    """One thing that does not fit.

    Attributes
    ----------
    line : int, optional
        Where it stands, from 1; what is missing has the line of the table that should have it. None where
        nothing could be read.
    field : str
        The way to it, with dots between: ``compensations.0.measure``.
    expected : str
        What should stand there.
    found : str
        What stands there; empty where the field says it already, or nothing does.
    """

    line: int | None
    field: str
    expected: str
    found: str = ""

    def __str__(self) -> str:
        """Tell it in a row."""
        where = "" if self.line is None else f"line {self.line}, "
        return f"{where}{self.field}: {self.told}"

    @property
    def told(self) -> str:
        """What is expected, and what was found."""
        return f"{self.expected} (found {self.found})" if self.found else self.expected


class ExerciseError(BacktalkError):
    """An exercise file that cannot be used, or an exercise that is not there."""

    def __init__(self, sentence: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(sentence)
        self.problems = tuple(problems)


def problems_of_file(path: Path, problems: Sequence[Problem]) -> ExerciseError:
    """Make the error of a file: a sentence with the first problems, and all of them for a list."""
    first = "; ".join(map(str, problems[:_MOST_IN_A_SENTENCE]))
    left = len(problems) - _MOST_IN_A_SENTENCE
    more = f"; and {left} more" if left > 0 else ""
    return ExerciseError(f"{path.name}: {first}{more}.", problems)


def name_field(place: Place) -> str:
    """Write the way to a value on one line, with dots between."""
    parts = (str(part) if str(part).isprintable() else repr(part) for part in place)
    return ".".join(parts) or WHOLE_FILE


def show_found(value: object, most: int = 60) -> str:
    """Show a value on one line, as its author can find it again."""
    try:
        shown = repr(value)
    except ValueError:  # Python writes no whole number of more than 4300 digits
        return "a number too long to show"
    return shown if len(shown) <= most else f"{shown[: most - 3]}..."
