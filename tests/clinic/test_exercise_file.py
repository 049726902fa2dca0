"""Exercises written as TOML: read back as they were, whole or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from clinic.exercise_file import ExerciseFileError, to_toml, write_exercise
from exercises.files import make_exercise, read_exercise
from tests.exercises.movements import definition

PATH = {"leading": "trunk_flexion", "source": "test", "recorded": {"trunk_flexion": [0, 60.5, 0]}}
WHOLE: dict[str, Any] = definition() | {"path": PATH}


def test_what_is_written_reads_back_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "test_bow.toml"
    write_exercise(WHOLE, out, {"leave_deg": "a third", "too_fast.least_duration_s": "half"})
    assert read_exercise(out) == make_exercise(WHOLE)
    text = out.read_text(encoding="utf-8")
    assert "leave_deg = 20    # P: a third" in text
    assert "least_duration_s = 2.0    # P: half" in text
    assert "least_duration_s = 0.6\n" in text  # the movement's own has another rule, or none
    assert list(tmp_path.iterdir()) == [out]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_survive(words: str) -> None:
    data = {
        "title": words,
        "part": {"how_to": [words, words], "cue": {"say": words}},
        "list": [{"id": words}],
    }
    assert tomllib.loads(to_toml(data, {})) == data


def test_what_is_no_exercise_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        write_exercise(WHOLE | {"dose_repetitions": 0}, tmp_path / "a.toml", {})
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_somebody_may_have_edited_stays(tmp_path: Path) -> None:
    out = tmp_path / "a.toml"
    out.write_text("mine")
    with pytest.raises(ExerciseFileError, match="there already"):
        write_exercise(WHOLE, out, {})
    assert out.read_text() == "mine"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExerciseFileError, match="no such folder"):
        write_exercise(WHOLE, tmp_path / "none" / "a.toml", {})
    assert list(tmp_path.iterdir()) == []
