"""The three errors, and what a camera can tell of them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.repositioning import Trial, change_deg, find_errors, sum_up_trials
from vision.accuracy import stated_error
from vision.angles import View

NAN = math.nan


def trial(error_deg: float, share: float = 0.3, reason: str = "", view: View = View.LEFT) -> Trial:
    return Trial(1, share, 1.0, 20.0, NAN if reason else 20.0 + error_deg, view, reason)


CASES: list[tuple[str, list[float], tuple[float, float, float]]] = [
    # who, signed errors, constant, absolute and variable error
    ("always five too far", [5, 5, 5], (5, 5, 0)),
    ("always five short", [-5, -5, -5], (-5, 5, 0)),
    ("scatters evenly", [4, -4], (0, 4, 4)),
    ("both", [1, 3], (2, 2, 1)),
    ("once only", [3], (3, 3, NAN)),
    ("never", [], (NAN, NAN, NAN)),
]


@pytest.mark.parametrize(("errors", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_three_errors(errors: list[float], expected: tuple[float, float, float]) -> None:
    found = find_errors(trial(error) for error in errors)
    assert found.trials == len(errors)
    told = (found.constant_deg, found.absolute_deg, found.variable_deg)
    assert told == pytest.approx(expected, nan_ok=True)


def test_what_was_not_measured_is_left_out_never_zero() -> None:
    assert find_errors([trial(4), trial(0, reason="it was not held")]) == find_errors([trial(4)])


@given(st.lists(st.floats(-30, 30), min_size=2, max_size=12))
def test_too_far_and_too_short_mirror_each_other(errors: list[float]) -> None:
    one, other = (find_errors(trial(sign * error) for error in errors) for sign in (1, -1))
    assert one.constant_deg == pytest.approx(-other.constant_deg, abs=1e-9)
    assert one.absolute_deg == pytest.approx(other.absolute_deg, abs=1e-9)
    assert one.variable_deg == pytest.approx(other.variable_deg, abs=1e-9)
    assert abs(one.constant_deg) <= one.absolute_deg + 1e-9
    rms = math.hypot(one.constant_deg, one.variable_deg)
    assert one.absolute_deg <= rms + 1e-9


def test_each_place_has_errors_of_its_own() -> None:
    result = sum_up_trials([trial(2, 0.6), trial(5), trial(4, 0.6), trial(5)], "trunk_flexion")
    assert [(share, one.constant_deg) for share, one in result.by_share] == [(0.3, 5), (0.6, 3)]
    assert result.together.constant_deg == 4


def test_the_measurement_error_is_the_stated_one_of_the_view() -> None:
    stated = stated_error("trunk_flexion", View.RIGHT)
    result = sum_up_trials([trial(2, view=View.RIGHT)], "trunk_flexion")
    assert result.error_deg == stated.mae_deg
    assert result.least_change_deg == pytest.approx(math.sqrt(2) * stated.p95_deg)
    unstated = sum_up_trials([trial(2, view=View.FRONT)], "trunk_flexion")
    assert math.isnan(unstated.error_deg)
    assert math.isnan(unstated.least_change_deg)


CHANGES = [(10, 3, -7), (3, 10, 7), (6, 3, 0), (3, 3, 0)]


@pytest.mark.parametrize(("before", "now", "expected"), CHANGES)
def test_a_change_is_one_only_beyond_the_measurement_error(
    before: float, now: float, expected: float
) -> None:
    results = [sum_up_trials([trial(error), trial(-error)], "trunk_flexion") for error in (before, now)]
    assert 4 < results[0].least_change_deg < 7
    assert change_deg(*results) == pytest.approx(expected)


def test_one_trial_alone_tells_no_change() -> None:
    results = [sum_up_trials([trial(error)], "trunk_flexion") for error in (20, 1)]
    assert math.isnan(change_deg(*results))
