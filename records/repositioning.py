"""The test of finding a place again, as it is kept among the assessments: written and read in one place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.reading import Assessment

KIND, VERSION = "repositioning", "1"


@dataclass(frozen=True)
class KeptTest:
    """One test.

    Attributes
    ----------
    at : datetime
        When it was done; in UTC.
    absolute_deg : float
        How far off the places were found, on average.
    error_deg, least_change_deg : float
        Stated mean error, and beyond what two tests differ; NaN where not known.
    trials : int
        How many were measured.
    """

    at: datetime
    absolute_deg: float
    error_deg: float
    least_change_deg: float
    trials: int


def result_to_keep(exercise_id: str, trials: int, figures: Mapping[str, float]) -> dict[str, Any]:
    """Give a test as `records.Records.store_assessment` keeps it: what is NaN is absent.

    Parameters
    ----------
    exercise_id : str
    trials : int
        How many were measured.
    figures : mapping of str to float
        In degrees: ``absolute_deg``, ``constant_deg``, ``variable_deg``, ``error_deg``, ``least_change_deg``.
    """
    told = {name: value for name, value in figures.items() if not math.isnan(value)}
    return {"exercise": exercise_id, "trials": trials, **told}


def read_tests(assessments: Iterable[Assessment]) -> Mapping[str, tuple[KeptTest, ...]]:
    """Give the tests by exercise, the oldest first; one that measured nothing is left out."""
    found: dict[str, tuple[KeptTest, ...]] = {}
    for one in assessments:
        if one.kind != KIND or "absolute_deg" not in one.result:
            continue
        told = KeptTest(
            one.done_at,
            float(one.result["absolute_deg"]),
            float(one.result.get("error_deg", math.nan)),
            float(one.result.get("least_change_deg", math.nan)),
            int(one.result.get("trials", 0)),
        )
        name = str(one.result["exercise"])
        found[name] = (*found.get(name, ()), told)
    return found
