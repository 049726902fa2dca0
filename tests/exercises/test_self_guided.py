"""Exercises without the camera: read like the others, and calmly worded."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercises.files import load_library
from exercises.problems import ExerciseError
from exercises.self_guided import FOLDER, SelfGuided, load_self_guided, read_self_guided

FILES = sorted(FOLDER.glob("*.toml"))
CALM = ("danger", "damage", "protect", "wrong", "injur", "bad ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_sound_and_calm(path: Path) -> None:
    exercise = read_self_guided(path)
    assert exercise.id == path.stem
    assert exercise.source[:3] in ("P: ", "R: ", "U: ")
    assert [word for word in CALM if word in path.read_text(encoding="utf-8").lower()] == []
    assert "camera" in exercise.why


def test_none_of_them_hides_an_exercise_that_is_measured() -> None:
    assert load_self_guided()
    assert not set(load_self_guided()) & set(load_library())


def test_a_file_that_does_not_fit_names_line_and_field(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(FILES[0].read_text(encoding="utf-8").replace("why =", "reason ="), encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"mine\.toml: line \d+, .*why"):
        read_self_guided(path)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"dose_sets": 2}, "2 rounds: 3 times, 60 seconds of rest between."),
        ({"dose_sets": 1, "dose_hold_s": 10}, "One round: 3 times, 10 seconds each."),
    ],
)
def test_the_dose_is_told_in_words(changes: dict[str, int], told: str) -> None:
    whole = {"dose_repetitions": 3, **changes}
    parts = {"id": "a", "title": "A", "purpose": "B", "how_to": ["C"], "why": "D", "source": "P: test"}
    assert SelfGuided.model_validate({**parts, **whole}).dose == told
