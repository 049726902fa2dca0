"""The schema that is handed out is the one that the models give, and the library's files keep to it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from exercises.definition import OneWayExercise, TwoWayExercise
from exercises.files import LIBRARY, exercise_kinds
from exercises.schema import SCHEMA_FILE, make_schema, schema_text
from tests.exercises.movements import definition

ROOT = Path(__file__).parents[2]


def test_the_file_is_current() -> None:
    """If this fails: `python -m exercises schema --out exercises/library/exercise.schema.json`."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_every_kind_of_exercise_is_in_it() -> None:
    assert {OneWayExercise, TwoWayExercise} <= set(exercise_kinds())
    assert [kind["$ref"].rsplit("/")[-1] for kind in make_schema()["anyOf"]] == [
        kind.__name__ for kind in exercise_kinds()
    ]


def test_it_is_a_schema() -> None:
    schema = make_schema()
    assert jsonschema.validators.validator_for(schema, default=None) is jsonschema.Draft202012Validator
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_a_library_file_keeps_to_it(path: Path) -> None:
    jsonschema.validate(tomllib.loads(path.read_text(encoding="utf-8")), make_schema())


NOT_KEPT: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("a field nobody knows", lambda d: d.update(colour="red")),
    ("a missing field", lambda d: d["target"].pop("from_deg")),
    ("words for a number", lambda d: d["target"].update(to_deg="deep")),
    ("more than a turn", lambda d: d["target"].update(to_deg=400)),
    ("an unknown measure", lambda d: d["movement"].update(angle="elbow")),
    ("an unknown kind", lambda d: d["compensations"][0].update(kind="magic")),
    ("a range without its axes", lambda d: d.update(range={"least_deg": 4})),
]


@pytest.mark.parametrize("change", [case[1] for case in NOT_KEPT], ids=[case[0] for case in NOT_KEPT])
def test_what_does_not_fit_does_not_keep_to_it(change: Callable[[dict[str, Any]], Any]) -> None:
    data = definition()
    jsonschema.validate(data, make_schema())
    change(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, make_schema())


def test_the_command_prints_or_writes_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "exercises", "schema"]
    printed = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=60, check=True)
    assert printed.stdout.decode().splitlines() == schema_text().splitlines()
    out = tmp_path / "schema.json"
    subprocess.run([*command, "--out", str(out)], cwd=ROOT, timeout=60, check=True)
    assert out.read_text(encoding="utf-8") == schema_text()
    refused = subprocess.run(
        [*command, "--out", str(tmp_path / "none" / "x")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 1
    assert "cannot be written" in refused.stderr
    assert "Traceback" not in refused.stderr
