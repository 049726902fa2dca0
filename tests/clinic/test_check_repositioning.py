"""A repositioning test checked as a recording is: its trials, its errors, its warnings."""

from __future__ import annotations

import json

import pytest

from clinic.check import check_observations
from clinic.console import console
from clinic.repositioning import errors_table
from exercises.repositioning import sum_up_trials
from tests.exercises.places import PLACES, RULE, TEST, Script, all_trials, film
from vision.accuracy import stated_error
from vision.angles import View

SIX = len(RULE.trials)


def test_the_json_gives_the_trials_and_the_errors() -> None:
    result = check_observations(film(all_trials([5.0] * SIX)), TEST).to_json()
    assert list(result) == [
        *("exercise", "view", "reps", "trials", "errors", "measurement_error_deg", "least_change_deg"),
        *("warnings", "provenance"),
    ]
    assert (result["reps"], result["warnings"]) == ([], [])
    assert [one["number"] for one in result["trials"]] == [*range(1, SIX + 1)]
    assert [one["share"] for one in result["trials"]] == RULE.trials
    for one, place in zip(result["trials"], PLACES, strict=True):
        assert one["target_deg"] == pytest.approx(place, abs=1)
        assert one["error_deg"] == pytest.approx(one["found_deg"] - one["target_deg"], abs=0.02)
    assert list(result["errors"]) == ["0.3", "0.6", "together"]
    together = result["errors"]["together"]
    assert together["trials"] == SIX
    assert together["constant_deg"] == pytest.approx(5, abs=0.5)
    assert together["absolute_deg"] == pytest.approx(5, abs=0.5)
    assert together["variable_deg"] == pytest.approx(0, abs=0.3)
    assert result["measurement_error_deg"] == stated_error("trunk_flexion", View.LEFT).mae_deg
    assert json.loads(json.dumps(result, allow_nan=False)) == result


def test_a_trial_that_was_not_held_has_no_number_and_a_reason() -> None:
    script = Script().show_range().bend(PLACES[0], 3.0).bend(PLACES[0], 0.1).bend(PLACES[0], 0.1)
    result = check_observations(film(script), TEST).to_json()
    (one,) = result["trials"]
    assert (one["measured"], one["found_deg"], one["error_deg"]) == (False, None, None)
    assert result["errors"]["together"]["constant_deg"] is None
    assert result["warnings"] == [
        "Trial 1 was not measured: it was not held.",
        f"The recording ends after 1 of {SIX} trials.",
    ]


def test_a_recording_without_the_own_range_says_so() -> None:
    (warning,) = check_observations(film(Script(start_s=4.0)), TEST).warnings
    assert warning.startswith("The own range was never shown")


def test_the_terminal_gets_a_table() -> None:
    trials = check_observations(film(all_trials([5.0] * SIX)), TEST).test.trials
    with console.capture() as capture:
        console.print(errors_table(sum_up_trials(trials, RULE.angle), "test"))
    text = capture.get()
    assert "constant" in text
    assert "30%" in text
    assert "5.0" in text
