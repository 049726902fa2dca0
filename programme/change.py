"""When a change is called one: only beyond what the camera may be off, and beyond the smallest real change.

The median of the first three sessions is held against that of the last three; `change.toml` says from how
much on, and why. Anything less is the same, as far as can be told.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from vision.accuracy import StatedError, stated_error
from vision.angles import View

_FILE = Path(__file__).parent / "change.toml"
# Two readings that are each off by a stated 95th percentile differ by 1.41 of it (`exercises.asymmetry`).
_TWO_READINGS = math.sqrt(2)
# 95 of 100 differences of shares lie within this many of their standard errors, had nothing changed.
_SURE = 1.96


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Least(_Data):
    """The smallest real change of a figure, and who says so."""

    least: Annotated[float, Field(gt=0)]
    source: Annotated[str, Field(min_length=1)]


class WeeklyPlan(_Data):
    """On how many days of a week a session is planned."""

    days_a_week: Annotated[int, Field(ge=1, le=7)]
    source: Annotated[str, Field(min_length=1)]


class Rules(_Data):
    """What `change.toml` holds."""

    sessions: Annotated[int, Field(ge=1)]
    sessions_source: Annotated[str, Field(min_length=1)]
    range_deg: Mapping[str, Least]
    spread_deg: Least
    repositioning_deg: Least
    on_target_percent: Least
    pain_points: Least
    confidence_points: Least
    plan: WeeklyPlan


@dataclass(frozen=True)
class Change:
    """What became of a figure.

    Attributes
    ----------
    first, last : float
        Medians of the first and of the last sessions; NaN while there are too few.
    sessions : int
        In how many it was measured.
    needed : int
        How many are needed to compare: first and last share none.
    least : float
        A change must be larger than this; NaN where it is not known how far off the figure is.
    """

    first: float
    last: float
    sessions: int
    needed: int
    least: float

    @property
    def comparable(self) -> bool:
        """Whether there are enough sessions."""
        return self.sessions >= self.needed

    @property
    def way(self) -> int:
        """1 for more than at first, -1 for less, 0 for the same as far as can be told."""
        if not abs(self.last - self.first) > self.least:
            return 0
        return 1 if self.last > self.first else -1


@cache
def load_rules() -> Rules:
    """Read what a change has to be beyond."""
    return Rules.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def compare(values: Sequence[float], least: float) -> Change:
    """Hold the last sessions against the first.

    Parameters
    ----------
    values : sequence of float
        One for each session in which it was measured, the oldest first; no NaN.
    least : float
        A change must be larger than this; NaN where that is not known.
    """
    each = load_rules().sessions
    enough = len(values) >= 2 * each
    return Change(
        median(values[:each]) if enough else math.nan,
        median(values[-each:]) if enough else math.nan,
        len(values),
        2 * each,
        least,
    )


def largest_error(angle: str) -> StatedError | None:
    """Give the largest stated error of an angle, of all views that measure it; None where none is stated.

    Notes
    -----
    The careful side: from which view a session was seen is not asked. An angle of the trunk or the pelvis
    is stated in one view only; a joint named without its side is the near one.
    """
    known = [error for view in View if (error := stated_error(angle, view)) is not None]
    return max(known, key=lambda error: error.p95_deg) if known else None


def least_of_angle(angle: str, real: Least | None, ends: int = 1) -> float:
    """Tell beyond how many degrees a change of an angle is one: the camera's part or the real one.

    Parameters
    ----------
    angle : str
    real : Least or None
        The smallest real change.
    ends : int
        How many readings make the figure: 2 of a width from one end to the other.

    Returns
    -------
    float
        NaN where the camera's error is not stated, or no real change is known.
    """
    error = largest_error(angle)
    if error is None or real is None:
        return math.nan
    return max(math.sqrt(ends) * _TWO_READINGS * error.p95_deg, real.least)


def least_of_range(angle: str, ends: int = 1) -> float:
    """Tell beyond how many degrees a change of range is one; parameters and NaN likewise."""
    joint = angle.removesuffix("_left").removesuffix("_right")
    return least_of_angle(angle, load_rules().range_deg.get(joint), ends)


def least_of_shares(first: tuple[int, int], last: tuple[int, int]) -> float:
    """Tell beyond how many percent points a change of a share is one.

    Parameters
    ----------
    first, last : (int, int)
        How many of how many repetitions, in the first and in the last sessions.

    Notes
    -----
    Few repetitions tell a share badly: beyond 1.96 standard errors of the difference, each share counted
    with one repetition more of either kind (Agresti and Caffo, 2000), so that 0 of 3 is not known for sure.
    """
    variance = 0.0
    for of, all_of in (first, last):
        share = (of + 1) / (all_of + 2)
        variance += share * (1 - share) / (all_of + 2)
    return max(100.0 * _SURE * math.sqrt(variance), load_rules().on_target_percent.least)
