"""A target path as data: what fits, what is told when it does not, and the curve in between."""

from __future__ import annotations

import tomllib
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from exercises.curves import SHARES, normalise, path_curves
from exercises.definition import OneWayExercise
from exercises.files import make_exercise, read_exercise
from exercises.needs import find_needs
from exercises.problems import ExerciseError
from exercises.rest import rest_within_deg
from exercises.target_path import TargetPath
from tests.exercises.movements import definition

POSES = [
    {"at": 0.0, "angles": {"trunk_flexion": 0, "knee_flexion": 0}},
    {"at": 0.4, "angles": {"trunk_flexion": 60}},
    {"at": 0.5, "angles": {"knee_flexion": 10}},
    {"at": 0.6, "angles": {"trunk_flexion": 60}},
    {"at": 1.0, "angles": {"trunk_flexion": 0, "knee_flexion": 0}},
]


def make_path(**changes: Any) -> TargetPath:
    data: dict[str, Any] = {"leading": "trunk_flexion", "source": "test", "poses": POSES}
    return TargetPath.model_validate(data | changes)


def test_the_curve_goes_through_the_poses_and_never_beyond() -> None:
    curves = path_curves(make_path())
    trunk, knee = curves["trunk_flexion"], curves["knee_flexion"]
    assert trunk[[0, 40, 50, 60, 100]] == pytest.approx([0, 60, 60, 60, 0])
    assert knee[[0, 50, 100]] == pytest.approx([0, 10, 0])
    assert trunk.max() <= 60 + 1e-9
    assert np.all(np.diff(trunk[:41]) >= -1e-9)


def test_a_recorded_path_is_the_curve_that_was_shown() -> None:
    shown = [0.0, 10.0, 30.0, 60.0, 30.0, 10.0, 0.0]
    path = make_path(poses=[], recorded={"trunk_flexion": shown})
    assert path_curves(path)["trunk_flexion"][[0, 50, 100]] == pytest.approx([0, 60, 0])
    assert path.angles == ("trunk_flexion",)


BAD: list[tuple[dict[str, Any], str]] = [
    ({"poses": []}, "either poses or recorded"),
    ({"recorded": {"trunk_flexion": [0, 60, 0]}}, "either poses or recorded"),
    ({"poses": POSES[1:]}, "from at = 0 to at = 1"),
    ({"poses": [POSES[0], POSES[3], POSES[1], POSES[4]]}, "later than the one before"),
    ({"poses": [*POSES[:4], {"at": 1.0, "angles": {"trunk_flexion": 0}}]}, "knee_flexion in the first"),
    ({"leading": "hip_flexion"}, "leading angle"),
    ({"leading": "elbow"}, "elbow must be one of"),
    ({"poses": [], "recorded": {"trunk_flexion": [0, 0, 0]}}, "to move"),
    ({"poses": [], "recorded": {"trunk_flexion": [0, 60]}}, "at least 3"),
    ({"within": {"hip_flexion": 5}}, "within to name angles of the path, not hip_flexion"),
    ({"within": {"knee_flexion": -5}}, "greater than or equal to 0"),
    ({"order": ["trunk_flexion", "hip_flexion"]}, "order to name angles of the path, not hip_flexion"),
    ({"order_within": 0}, "greater than 0"),
]


@pytest.mark.parametrize(("changes", "words"), BAD, ids=[words for _, words in BAD])
def test_a_path_that_does_not_fit_says_what_was_expected(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        make_path(**changes)


def test_an_exercise_may_have_a_path() -> None:
    text = """
    leading = "trunk_flexion"
    source = "P: by hand"
    [[poses]]
    at = 0
    angles = { trunk_flexion = 0, lumbar_flexion = 0 }
    [[poses]]
    at = 0.5
    angles = { trunk_flexion = 60 }
    [[poses]]
    at = 1
    angles = { trunk_flexion = 0, lumbar_flexion = 0 }
    """
    data = definition()
    assert make_exercise(data).path is None
    assert not make_exercise(data).needs_pelvis
    exercise = make_exercise(data | {"path": tomllib.loads(text)})
    assert isinstance(exercise, OneWayExercise)
    assert exercise.path is not None
    assert "lumbar_flexion" in exercise.measures
    assert exercise.needs_pelvis  # compared, so it has to be read, from leaving neutral on
    rest_deg = rest_within_deg(exercise.movement)
    assert find_needs(exercise).path_from_deg < rest_deg < find_needs(make_exercise(data)).path_from_deg
    assert not exercise.moves_pelvis


def test_a_path_in_a_view_that_cannot_show_it_is_told(tmp_path: Any) -> None:
    path = make_path(leading="trunk_lateral", poses=[], recorded={"trunk_lateral": [0, 20, 0]})
    with pytest.raises(ValidationError, match="trunk_lateral is measured from back, front"):
        make_exercise(definition() | {"path": path.model_dump()})
    with pytest.raises(ExerciseError):
        read_exercise(tmp_path / "none.toml")


def test_a_repetition_becomes_a_curve_of_percents_at_any_rate() -> None:
    for rate_hz in (10, 30, 60):
        stamps = np.arange(0, 4 + 1e-9, 1 / rate_hz)
        curve = normalise(stamps, 30 * (1 - np.cos(np.pi * (stamps - 1) / 1)), 1.0, 3.0)
        assert curve is not None
        assert curve == pytest.approx(30 * (1 - np.cos(2 * np.pi * SHARES)), abs=1.0)


@pytest.mark.parametrize("gap", [slice(0, 13), slice(50, 63), slice(108, 121), slice(0, 121)])
def test_what_was_not_measured_is_no_curve(gap: slice) -> None:
    stamps = np.arange(121) / 30
    angles = np.sin(np.pi * stamps / 4)
    assert normalise(stamps, angles, 0.0, 4.0) is not None
    angles[gap] = np.nan
    assert normalise(stamps, angles, 0.0, 4.0) is None
