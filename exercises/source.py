"""An exercise file as it was written: its text, and what the text holds."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from exercises.positions import Lines, find_lines
from exercises.problems import WHOLE_FILE, ExerciseError, Problem, problems_of_file


@dataclass(frozen=True)
class Source:
    """A text that is valid TOML, and its content."""

    text: str
    data: dict[str, Any]

    @cached_property
    def lines(self) -> Lines:
        """The line of each value; looked for only when one is asked for."""
        return find_lines(self.text)


def read_source(path: Path) -> Source:
    """Read a TOML file.

    Raises
    ------
    ExerciseError
        Naming the file, and the line that is no TOML.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ExerciseError(
            f"The exercise file {path} cannot be read: {error.strerror}.",
            [Problem(None, WHOLE_FILE, "expected a file that can be read", str(error.strerror))],
        ) from error
    try:
        # Some editors put a mark before the first letter; the mark is no part of the text.
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        return Source(text, tomllib.loads(text))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"the byte {content[error.start]:#04x}"
        raise _invalid(path, line, "text in UTF-8", found) from error
    except tomllib.TOMLDecodeError as error:
        line = _line_of(str(error), text)
        raise _invalid(path, line, "valid TOML", re.sub(r" \(at .*\)$", "", str(error))) from error
    except ValueError as error:  # Python reads no whole number of more than 4300 digits
        raise _invalid(path, None, "numbers of some digits", "a number too long to read") from error
    except RecursionError as error:
        raise _invalid(path, None, "a few brackets inside one another", "too many to follow") from error


def _invalid(path: Path, line: int | None, expected: str, found: str) -> ExerciseError:
    return problems_of_file(path, [Problem(line, WHOLE_FILE, f"expected {expected}", found)])


def _line_of(message: str, text: str) -> int:
    """Read the line that the standard library's reader names; it says so where it came to the end."""
    named = re.search(r"\(at line (\d+),", message)
    return int(named[1]) if named else max(1, len(text.splitlines()))
