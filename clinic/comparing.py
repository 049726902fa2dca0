"""The repetitions of a recording held against the exercise's target path, for `check`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from exercises.comparison import Comparison, compare_postures
from exercises.comparison_words import say_comparison
from exercises.definition import Exercise
from exercises.events import Repetition
from vision.posture import Posture


class Comparer:
    """Remembers the postures since the last repetition, and compares each one that ends."""

    def __init__(self, exercise: Exercise) -> None:
        self._path = exercise.path
        self._postures: list[Posture] = []

    def see(self, posture: Posture, repetitions: Sequence[Repetition]) -> dict[int, Comparison | None]:
        """Take the newest posture, told from neutral, and the repetitions that ended with it.

        Returns
        -------
        dict of int to Comparison or None
            By the repetition's number; None for one that was measured too little. Empty without a path.
        """
        if self._path is None:
            return {}
        self._postures.append(posture)
        found: dict[int, Comparison | None] = {}
        for one in repetitions:
            found[one.number] = None
            if one.measured:
                found[one.number] = compare_postures(
                    self._postures, one.start_s, one.end_s, self._path, posture.view
                )
            # The next one begins where this one ended.
            self._postures = [kept for kept in self._postures if kept.time_s >= one.end_s]
        return found


def comparison_content(comparison: Comparison | None) -> dict[str, Any] | None:
    """Shape a comparison as JSON: every criterion's number, and the one sentence, null when none is said."""
    if comparison is None:
        return None
    return {
        "scale": round(comparison.scale, 2),
        "deviations": [
            {
                "angle": one.angle,
                "phase": one.stretch.value,
                "mean_deg": round(one.mean_deg, 1),
                "error_deg": round(one.error_deg, 1),
            }
            for one in comparison.deviations
        ],
        "leads": [
            {
                "angle": lead.angle,
                "other": lead.other,
                "share": round(lead.share, 3),
                "target_share": None if math.isnan(lead.target_share) else round(lead.target_share, 3),
                "error_share": None if math.isinf(lead.error_share) else round(lead.error_share, 3),
            }
            for lead in comparison.leads
        ],
        "sentence": say_comparison(comparison),
    }
