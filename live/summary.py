"""What a finished set is told in: numbers that stand on their own, and one thing to try next time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exercises.definition import Exercise
from exercises.events import Repetition
from live.protocol import repetition_content
from live.words import stated_error_deg

_NOTHING_YET = "Whenever you like, begin again: step back until all of you is in the picture."
_HARDLY_SEEN = "Next time: a little more light, and all of you in the picture, so that I can see more of it."
_ALL_WELL = "Next time, do it just like that."


@dataclass(frozen=True)
class SetSummary:
    """A finished set.

    Attributes
    ----------
    exercise_id : str
        What was done.
    source : str
        "camera", or "sample:" and the clip's id.
    repetitions : tuple of Repetition
        All that counted.
    range_deg : (float, float) or None
        Smallest and largest turning point; None without a measured repetition.
    next_time : str
        One sentence.
    error_deg : float
        Stated mean error of the turning points, the largest of the exercise's views; NaN when not stated.
    """

    exercise_id: str
    source: str
    repetitions: tuple[Repetition, ...]
    range_deg: tuple[float, float] | None
    next_time: str
    error_deg: float = math.nan

    @property
    def on_target(self) -> int:
        """How many repetitions were on target."""
        return sum(repetition.on_target for repetition in self.repetitions)

    @property
    def not_measured(self) -> int:
        """How many repetitions count but were not seen well enough to be judged."""
        return sum(not repetition.measured for repetition in self.repetitions)

    def content(self) -> dict[str, Any]:
        """Give the summary as JSON content."""
        return {
            "exercise": self.exercise_id,
            "source": self.source,
            "reps": len(self.repetitions),
            "on_target": self.on_target,
            "not_measured": self.not_measured,
            "range": None if self.range_deg is None else [round(bound, 1) for bound in self.range_deg],
            "error": None if math.isnan(self.error_deg) else round(self.error_deg, 1),
            "next_time": self.next_time,
            "repetitions": [repetition_content(repetition) for repetition in self.repetitions],
        }


def summarise(exercise: Exercise, source: str, repetitions: Sequence[Repetition]) -> SetSummary:
    """Sum a set up.

    Parameters
    ----------
    exercise : Exercise
        What was done.
    source : str
        Where the pictures came from.
    repetitions : sequence of Repetition
        All that counted.
    """
    measured = [repetition for repetition in repetitions if repetition.measured]
    peaks = [repetition.peaks[exercise.movement.angle] for repetition in measured]
    return SetSummary(
        exercise_id=exercise.id,
        source=source,
        repetitions=tuple(repetitions),
        range_deg=(min(peaks), max(peaks)) if peaks else None,
        next_time=_next_time(exercise, repetitions, measured, peaks),
        error_deg=stated_error_deg(exercise.movement.angle, *exercise.views),
    )


def _next_time(
    exercise: Exercise,
    repetitions: Sequence[Repetition],
    measured: Sequence[Repetition],
    peaks: Sequence[float],
) -> str:
    """Choose the one thing: the most severe compensation of most repetitions, then the range.

    Whoever was seen badly most of the time is asked for a better picture first.
    """
    if not repetitions:
        return _NOTHING_YET
    if 2 * len(measured) < len(repetitions):
        return _HARDLY_SEEN
    found = Counter(fault.id for repetition in repetitions for fault in repetition.faults)
    known = [part for part in exercise.compensations if part.id in found]
    if known:
        worst = max(known, key=lambda part: (found[part.id], part.severity))
        return f"Next time: {_inside_sentence(worst.cue.say)}"
    short = sum(peak < exercise.target.from_deg for peak in peaks)
    far = sum(peak > exercise.target.to_deg for peak in peaks)
    if max(short, far) == 0:
        return _ALL_WELL
    cue = exercise.target.too_little if short >= far else exercise.target.too_much
    return f"Next time: {_inside_sentence(cue.say)}"


def _inside_sentence(text: str) -> str:
    """Make a sentence's beginning small, as it follows a colon."""
    return text[:1].lower() + text[1:]
