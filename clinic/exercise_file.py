"""An exercise written as a TOML file, with the rule of each number beside it, whole or not at all."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clinic.measure import part_of
from errors import BacktalkError
from exercises.catalogue import FOLDER_ENVIRONMENT_NAME, user_folder
from exercises.files import make_exercise

_HEAD = """\
# Made by `python -m exercises record` from a movement that was shown. Every word and number may be changed.
# Angles are degrees from the person's own neutral posture. The rules behind the numbers are proposals (P).
"""


class ExerciseFileError(BacktalkError):
    """An exercise that cannot be written."""


def write_exercise(data: Mapping[str, Any], out: Path, rules: Mapping[str, str]) -> None:
    """Write an exercise.

    Parameters
    ----------
    data : mapping
        What `exercises.files.make_exercise` accepts; it is read back and checked before it is in place.
    out : Path
        Where to; it must not exist yet, as somebody may have edited it.
    rules : mapping of str to str
        By field, or by id and field of a compensation: how its number came about.

    Raises
    ------
    ExerciseFileError
        If the file is there already or cannot be written.
    """
    text = to_toml(data, rules)
    make_exercise(tomllib.loads(text))
    check_free(out)
    try:
        with part_of(out) as part:
            part.write_text(text, encoding="utf-8")
            part.replace(out)
    except OSError as error:
        raise ExerciseFileError(f"{out} cannot be written: {error.strerror}; name another place.") from error


def own_folder() -> Path:
    """Give the folder of the person's own exercises, made if it was not there.

    Raises
    ------
    ExerciseFileError
    """
    folder = user_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExerciseFileError(
            f"{folder} cannot be made: {error.strerror}; "
            f"name another folder (--out, or {FOLDER_ENVIRONMENT_NAME})."
        ) from error
    return folder


def check_free(out: Path) -> None:
    """Refuse a place that is taken or not there, before anything long is begun.

    Raises
    ------
    ExerciseFileError
    """
    if not out.absolute().parent.is_dir():
        raise ExerciseFileError(f"{out} cannot be written: there is no such folder; name another place.")
    if out.exists():
        raise ExerciseFileError(f"{out} is there already; choose another name (--id), or move that away.")


def to_toml(data: Mapping[str, Any], rules: Mapping[str, str]) -> str:
    """Write a mapping as TOML: its own fields, then its tables, then its lists of tables."""
    tables = {key: value for key, value in data.items() if isinstance(value, Mapping)}
    lists = {key: value for key, value in data.items() if _is_list_of_tables(value)}
    lines = [_HEAD, *_fields({k: v for k, v in data.items() if k not in tables | lists}, rules)]
    for key, table in tables.items():
        # Curves are long: each on a line of its own.
        curves = {name: part for name, part in table.items() if _holds_lists(part)}
        lines += ["", f"[{key}]", *_fields({k: v for k, v in table.items() if k not in curves}, rules)]
        for name, curve in curves.items():
            lines += ["", f"[{key}.{name}]", *_fields(curve, {})]
    for key, entries in lists.items():
        for entry in entries:
            own = {name.removeprefix(f"{entry.get('id')}."): rule for name, rule in rules.items()}
            lines += ["", f"[[{key}]]", *_fields(entry, own)]
    return "\n".join(lines) + "\n"


def _fields(table: Mapping[str, Any], rules: Mapping[str, str]) -> Iterator[str]:
    for key, value in table.items():
        rule = rules.get(key)
        yield f"{key} = {_value(value)}" + (f"    # P: {rule}" if rule else "")


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _holds_lists(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(part, list) for part in value.values())


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    # A JSON string is a TOML string, but for one character that TOML wants escaped.
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("\x7f", "\\u007f")
