"""The result of the repositioning test in plain words: how far off, each with its ±, and no grade."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from exercises.repositioning import Errors, Repositioning, change_deg
from live.words import whole_error_deg, with_error
from wording import N_, Words, in_english, say

_TREND = "Your own trend, never a diagnosis. Do it again in a few days."
_HARDLY_SEEN = "Next time: a little more light, and all of you in the picture, so that I can see more of it."
_NOTHING_YET = "Whenever you like, begin again: step back until all of you is in the picture."
_NOT_MEASURED = N_("not measured")


def place_name(share: float) -> str:
    """Name a place by its share of the own range."""
    return say("At {share:.0%} of your bend", share=share)


def say_absolute(errors: Errors, error_deg: float) -> str:
    """Say how far off the place was found, on average: "4° ± 2°"."""
    return with_error(errors.absolute_deg, error_deg) if errors.trials else _NOT_MEASURED


def say_constant(errors: Errors, error_deg: float) -> str:
    """Say whether it was mostly too far or too short; within the measurement error it is neither."""
    if not errors.trials:
        return _NOT_MEASURED
    size, margin = abs(errors.constant_deg), whole_error_deg(error_deg)
    told = with_error(size, error_deg)
    if margin is not None and size <= margin:
        return say("{told}, no clear side", told=told)
    return say("{told} too far", told=told) if errors.constant_deg > 0 else say("{told} short", told=told)


def say_variable(errors: Errors, error_deg: float) -> str:
    """Say by how much it differed from one trial to the next."""
    return _NOT_MEASURED if math.isnan(errors.variable_deg) else with_error(errors.variable_deg, error_deg)


def result_rows(result: Repositioning) -> list[tuple[str, Errors]]:
    """Give the rows of a table: each place, and all of them together."""
    places = [(place_name(share), errors) for share, errors in result.by_share]
    return [*places, (N_("Together"), result.together)]


def result_content(result: Repositioning, words: Words = in_english) -> dict[str, Any]:
    """Give what the camera component shows after the test, in some language."""
    measured, error_deg = result.together.trials, result.error_deg
    rows = [
        *(
            (say("Off at {share:.0%}", share=share), say_absolute(errors, error_deg))
            for share, errors in result.by_share
        ),
        (N_("Mostly"), say_constant(result.together, error_deg)),
        (N_("Varied by"), say_variable(result.together, error_deg)),
    ]
    return {
        "title": words(say("{measured} of {all} measured", measured=measured, all=len(result.trials))),
        "figures": [[words(name), words(value)] for name, value in rows] if measured else [],
    }


def say_next(result: Repositioning) -> str:
    """Say the one thing after the test."""
    if not result.trials:
        return _NOTHING_YET
    return _TREND if 2 * result.together.trials >= len(result.trials) else _HARDLY_SEEN


def say_least_change(result: Repositioning) -> str:
    """Say what a camera can tell of a change from one test to another."""
    if math.isnan(result.least_change_deg):
        return "How far off the camera is here is not known, so tests cannot be compared."
    return say(
        "Two tests that differ by less than {degrees}° are the same, as far as this camera can tell.",
        degrees=math.ceil(result.least_change_deg),
    )


def say_trend(results: Sequence[Repositioning]) -> str:
    """Say what became of it from the first of some tests to the last; empty for fewer than two."""
    if len(results) < 2:
        return ""
    changed = change_deg(results[0], results[-1])
    if math.isnan(changed):
        return "Too little was measured to compare the first and the last."
    if changed == 0:
        return "From the first to the last there is no change that this camera can tell."
    nearer = "From the first to the last you came {degrees:.0f}° nearer to the place."
    further = "From the first to the last you came {degrees:.0f}° further from the place."
    return say(nearer if changed < 0 else further, degrees=abs(changed))
