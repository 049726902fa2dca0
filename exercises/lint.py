"""What is checked of an exercise file beyond its fields: id, where the numbers come from, and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exercises.catalogue import exercise_files
from exercises.explain import models_in_field, value_at
from exercises.files import LIBRARY, exercise_kinds, load_library, read_exercise
from exercises.positions import Place
from exercises.problems import ExerciseError, Problem, name_field, show_found
from exercises.source import Source, read_source

# Such words make people wary of moving (docs/architecture.md, "How to add an exercise").
_ALARMING = re.compile(r"\b(wrong|danger|damag|protect|injur|bad\b)\w*", re.IGNORECASE)
_LOUD = re.compile(r"!|\b[A-Z]{4,}\b")
# What fits the page; spoken sentences have a shorter limit of their own (`exercises.parts.Sentence`).
_MOST_LETTERS, _MOST_LETTERS_OF_TITLE = 200, 40
_SOURCES = ("P: ", "R: ", "U: ")
_ORIGIN = (
    'expected where the numbers come from: "P: " and a proposal, "R: " and what was read, '
    '"U: " and what is commonly taught'
)


@dataclass(frozen=True)
class Checked:
    """A file and what does not fit in it, in the file's order."""

    path: Path
    problems: tuple[Problem, ...]


def lint(paths: Iterable[Path]) -> list[Checked]:
    """Check exercise files, and every exercise file of the folders among the paths."""
    files = list(dict.fromkeys(file for path in paths for file in _files_of(path)))
    beside = (other for folder in {file.parent for file in files} for other in exercise_files(folder))
    ids = {path: _id_of(path) for path in sorted({path.resolve() for path in (*files, *beside)})}
    return [Checked(file, tuple(_check_file(file, ids))) for file in files]


def _files_of(path: Path) -> list[Path]:
    return exercise_files(path) if path.is_dir() else [path]


def _check_file(path: Path, ids: dict[Path, object]) -> list[Problem]:
    try:
        source = read_source(path)
    except ExerciseError as error:
        return list(error.problems)
    problems: list[Problem] = []
    try:
        read_exercise(path)
    except ExerciseError as error:
        problems += error.problems
    told = {problem.field for problem in problems}
    found = [*_judge_id(path, ids, source), *_judge_sources(source), *_judge_words(source)]
    problems += [problem for problem in found if problem.field not in told]
    return sorted(problems, key=lambda problem: problem.line or 0)


def _judge_id(path: Path, ids: dict[Path, object], source: Source) -> Iterator[Problem]:
    """Ask for an id of its own, among the files that are checked, those beside it, and the library's."""
    identifier = source.data.get("id")
    if not isinstance(identifier, str):
        return
    here = path.resolve()
    owners = [other.name for other, its_id in ids.items() if its_id == identifier and other != here]
    if identifier in load_library() and here.parent != LIBRARY.resolve():
        owners.insert(0, "the library")
    if owners:
        expected = f"expected an id of its own, {' and '.join(owners)} has this one"
        yield Problem(source.lines.of(("id",)), "id", expected, show_found(identifier))


def _id_of(path: Path) -> object:
    try:
        return read_source(path).data.get("id")
    except ExerciseError:
        return None  # told where that file itself is checked


def _judge_sources(source: Source) -> Iterator[Problem]:
    """Ask every table of numbers where they come from."""
    for place in _walk(source.data):
        value = value_at(source.data, place)
        field = name_field((*place, "source") if isinstance(value, dict) else place)
        if isinstance(value, dict):
            if _has_numbers(value) and "source" not in value and _may_have_source(place):
                yield Problem(source.lines.of(place), field, _ORIGIN)
        elif place[-1] == "source" and isinstance(value, str) and not _is_origin(value):
            yield Problem(source.lines.of(place), field, _ORIGIN, show_found(value))


def _is_origin(text: str) -> bool:
    return text.startswith(_SOURCES) and len(text.strip()) > len(_SOURCES[0])


def _has_numbers(table: dict[str, Any]) -> bool:
    return any(isinstance(value, (int, float)) and not isinstance(value, bool) for value in table.values())


def _may_have_source(place: Place) -> bool:
    """Tell whether a table is of a kind that has a field for it, in some kind of exercise."""
    tables = list[Any](exercise_kinds())
    for part in place:
        if isinstance(part, str):
            tables = list(dict.fromkeys(models_in_field(tables, part)))
    return any("source" in table.model_fields for table in tables)


def _judge_words(source: Source) -> Iterator[Problem]:
    """Ask for calm and short words in all that a person reads or hears; `source` is for authors."""
    for place in _walk(source.data):
        value = value_at(source.data, place)
        if isinstance(value, str) and place[-1] != "source":
            expected = _calmer(value) or _shorter(value, place)
            if expected:
                yield Problem(source.lines.of(place), name_field(place), expected, show_found(value))


def _calmer(text: str) -> str:
    alarming = _ALARMING.search(text)
    if alarming:
        return f'expected calm words, such as smaller, slower or try, in place of "{alarming[0]}"'
    loud = _LOUD.search(text)
    return f'expected quiet words, without "{loud[0]}"' if loud else ""


def _shorter(text: str, place: Place) -> str:
    most = _MOST_LETTERS_OF_TITLE if place == ("title",) else _MOST_LETTERS
    return f"expected text with at most {most} characters, not {len(text)}" if len(text) > most else ""


def _walk(value: Any, place: Place = ()) -> Iterator[Place]:
    """Give the place of every table and value."""
    yield place
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _walk(part, (*place, key))
