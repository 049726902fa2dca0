"""The result of a repositioning test in a recording, for `check`: its JSON, its warnings, its table."""

from __future__ import annotations

import math
from typing import Any

from rich.table import Table

from exercises.definition import RepositionExercise
from exercises.reposition_course import Course
from exercises.repositioning import Errors, Repositioning


def trials_content(result: Repositioning) -> dict[str, Any]:
    """Shape a test as JSON: every trial, and the errors of each place and together; null is not known."""
    return {
        "trials": [
            {
                "number": trial.number,
                "share": trial.share,
                "time_s": round(trial.time_s, 3),
                "target_deg": _number(trial.target_deg),
                "found_deg": _number(trial.found_deg),
                "error_deg": _number(trial.error_deg),
                "measured": trial.measured,
                "reason": trial.reason,
            }
            for trial in result.trials
        ],
        "errors": {
            **{f"{share:g}": _errors_content(errors) for share, errors in result.by_share},
            "together": _errors_content(result.together),
        },
        "measurement_error_deg": _number(result.error_deg),
        "least_change_deg": _number(result.least_change_deg),
    }


def missing_trials(exercise: RepositionExercise, course: Course) -> list[str]:
    """Say what of the test is missing in the recording."""
    rule, over = exercise.reposition, len(course.trials)
    warnings = [
        f"Trial {trial.number} was not measured: {trial.reason}."
        for trial in course.trials
        if not trial.measured
    ]
    if math.isnan(course.range_deg):
        warnings.append(f"The own range was never shown, so nothing was measured: {rule.words.bend_fully}")
    elif over < len(rule.trials):
        warnings.append(f"The recording ends after {over} of {len(rule.trials)} trials.")
    return warnings


def errors_table(result: Repositioning, heading: str) -> Table:
    """Lay a test out for the terminal."""
    table = Table(title=f"{heading}, degrees, typical error ± {_text(result.error_deg)}")
    for column in ("place", "trials", "constant", "absolute", "variable"):
        table.add_column(column)
    for name, errors in (
        *((f"{share:.0%}", one) for share, one in result.by_share),
        ("all", result.together),
    ):
        told = map(_text, (errors.constant_deg, errors.absolute_deg, errors.variable_deg))
        table.add_row(name, str(errors.trials), *told)
    return table


def _errors_content(errors: Errors) -> dict[str, Any]:
    return {
        "trials": errors.trials,
        "constant_deg": _number(errors.constant_deg),
        "absolute_deg": _number(errors.absolute_deg),
        "variable_deg": _number(errors.variable_deg),
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 2)


def _text(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.1f}"
