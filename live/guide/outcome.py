"""What a whole session came to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from exercises.events import Repetition
from live.summary import SetSummary
from wording import Words, in_english

_ALL_WELL = "Next time, do it just like that."
_NOTHING = "Whenever you like, begin again."


@dataclass(frozen=True)
class SessionSummary:
    """A finished session.

    Attributes
    ----------
    plan_id : str
        Which plan.
    source : str
        "camera", or "sample:" and the clip's id.
    sets : tuple of SetSummary
        In order; of a session that was cut off, those since then.
    pain_before, pain_after : int or None
        0 to 10, where it was told.
    """

    plan_id: str
    source: str
    sets: tuple[SetSummary, ...]
    pain_before: int | None = None
    pain_after: int | None = None

    @property
    def repetitions(self) -> tuple[Repetition, ...]:
        """All repetitions."""
        return tuple(repetition for one in self.sets for repetition in one.repetitions)

    @property
    def on_target(self) -> int:
        """How many were on target."""
        return sum(one.on_target for one in self.sets)

    @property
    def measured(self) -> int:
        """How many were seen well enough to be judged."""
        return sum(repetition.measured for repetition in self.repetitions)

    @property
    def to_try(self) -> SetSummary | None:
        """The set that has most to gain, whose sentence is the one thing to try; None where there is none."""
        missed = [one for one in self.sets if one.repetitions and one.on_target < len(one.repetitions)]
        return max(missed, key=lambda one: len(one.repetitions) - one.on_target, default=None)

    @property
    def next_time(self) -> str:
        """One sentence."""
        if not self.repetitions:
            return _NOTHING
        return _ALL_WELL if self.to_try is None else self.to_try.next_time

    def content(self, words: Words = in_english) -> dict[str, Any]:
        """Give it as JSON content for the browser, in the shape of a set's, in some language."""
        return {
            "exercise": self.plan_id,
            "source": self.source,
            "reps": len(self.repetitions),
            "on_target": self.on_target,
            "not_measured": len(self.repetitions) - self.measured,
            "range": None,
            "error": None,
            "held": None,
            "ends": [],
            "next_time": words(self.next_time),
            "repetitions": [],
        }


@dataclass(frozen=True)
class Steadiness:
    """How alike the turning points of a set were: the whole spread, in degrees, with its stated error."""

    spread_deg: float
    error_deg: float


def steadiness(one: SetSummary) -> Steadiness | None:
    """Tell it where two or more turning points were measured, and their error is stated."""
    measured = sum(repetition.measured for repetition in one.repetitions)
    if one.range_deg is None or measured < 2 or math.isnan(one.error_deg):
        return None
    # Both turning points are off by the same kind of error.
    return Steadiness(one.range_deg[1] - one.range_deg[0], math.sqrt(2) * one.error_deg)
