"""From what pydantic says about the content of a file to what its author needs to know."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from exercises.positions import Place
from exercises.problems import Problem, name_field, show_found
from exercises.source import Source

# pydantic's beginnings, and ours.
_BEGINNINGS = {
    "Input should be ": "expected ",
    "String should have ": "expected text with ",
    "String should match ": "expected text that matches ",
    "List should have ": "expected a list with ",
    "must be ": "expected ",
}


def explain(error: ValidationError, kind: type[BaseModel], source: Source) -> list[Problem]:
    """Tell each problem of a file that should have been an exercise of some kind, in the file's own order."""
    problems = [_explain_one(detail, kind, source) for detail in error.errors()]
    return sorted(problems, key=lambda problem: problem.line or 0)


def _explain_one(detail: ErrorDetails, kind: type[BaseModel], source: Source) -> Problem:
    place, tables = as_written(detail["loc"], kind, source.data)
    expected, found = _phrase(detail["msg"]), show_found(detail["input"])
    context = detail.get("ctx", {})
    if detail["type"] == "extra_forbidden":
        expected, found = _known_fields(str(place[-1]), tables), ""
    elif detail["type"] == "missing":
        expected, found = "expected, but not given", ""
    elif detail["type"] == "union_tag_invalid":
        place = (*place, _discriminator(context))
        expected, found = f"expected one of {context['expected_tags']}", repr(context["tag"])
    elif detail["type"] == "union_tag_not_found":
        place = (*place, _discriminator(context))
        expected, found = "expected, but not given", ""
    elif detail["type"] == "value_error" and isinstance(detail["input"], (dict, BaseModel)):
        found = ""  # a table as a whole: its fields are named in what is expected
    return Problem(source.lines.of(place), name_field(place), expected, found)


def _phrase(message: str) -> str:
    message = message.removeprefix("Value error, ")
    for theirs, ours in _BEGINNINGS.items():
        if message.startswith(theirs):
            return ours + message.removeprefix(theirs)
    return message


def _discriminator(context: dict[str, Any]) -> str:
    return str(context["discriminator"]).strip("'")


def _known_fields(written: str, tables: Iterable[type[BaseModel]]) -> str:
    known = list(dict.fromkeys(name for table in tables for name in table.model_fields))
    near = difflib.get_close_matches(written, known, n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    return f"no such field; {meant}expected one of {', '.join(known)}"


def as_written(
    loc: Iterable[str | int], kind: type[BaseModel], data: Any
) -> tuple[Place, tuple[type[BaseModel], ...]]:
    """Follow pydantic's way to a value through the models and the content of the file.

    Where a value can be of several kinds, pydantic names the kind on the way; nobody wrote that.

    Returns
    -------
    tuple
        The place in the file, and the kinds of table that may hold its last field.
    """
    place: Place = ()
    here: tuple[type[BaseModel], ...] = (kind,)
    holders = here
    for part in loc:
        if isinstance(part, str):
            is_written = isinstance(data, dict) and part in data
            is_field = any(part in table.model_fields for table in here)
            if len(here) > 1 or not (is_written or is_field):
                here = tuple(table for table in here if _is_tagged(table, part)) or here
                continue
            holders, here = here, tuple(dict.fromkeys(models_in_field(here, part)))
        place = (*place, part)
        data = value_at(data, (part,))
    return place, holders


def value_at(data: Any, place: Place) -> Any:
    """Give what stands at a place of a file's content; None where nothing does."""
    for part in place:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _is_tagged(table: type[BaseModel], tag: str) -> bool:
    """Tell whether a kind of table is the one that pydantic calls by this tag, or by its own name."""
    tags = (typing.get_args(field.annotation) for field in table.model_fields.values())
    return table.__name__ == tag or any(tag in allowed for allowed in tags)


def models_in_field(tables: Iterable[type[BaseModel]], name: str) -> Iterator[type[BaseModel]]:
    """Find the kinds of table that a field of some tables can hold."""
    for table in tables:
        if name in table.model_fields:
            yield from models_in(table.model_fields[name].annotation)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Find the kinds of table that a type can hold, whatever is around them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    for inner in typing.get_args(annotation):
        yield from models_in(inner)
