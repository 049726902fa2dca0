"""How repetitions of a recording compare with the target path, and left with right, as JSON for `check`."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from exercises.asymmetry import Asymmetry, Difference, SideFigures
from exercises.asymmetry_words import say_asymmetry
from exercises.comparison import Comparison
from exercises.comparison_words import say_comparison
from exercises.set_comparison import SetComparison


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
                "within_deg": round(one.within_deg, 1),
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
                "within_share": round(lead.within_share, 3),
            }
            for lead in comparison.leads
        ],
        "sentence": say_comparison(comparison),
    }


def set_content(comparison: SetComparison) -> dict[str, Any]:
    """Shape what a whole recording came to as JSON: how many were as meant, by criterion, and in words."""
    return {
        "repetitions": comparison.repetitions,
        "as_meant": [
            {"angle": angle, "phase": stretch.value, **asdict(found)}
            for angle, phases in comparison.angles.items()
            for stretch, found in phases.items()
        ],
        "order": None if comparison.order is None else asdict(comparison.order),
        "sentences": list(comparison.sentences),
    }


def sides_content(found: Asymmetry) -> dict[str, Any]:
    """Shape both sides as JSON: figures, the least difference that can be told, and the sentences."""
    return {
        **{figures.side.value: _figures(figures) for figures in (found.left, found.right)},
        "differences": {
            name: _difference(difference)
            for name, difference in (
                ("reached_deg", found.reached),
                ("took_s", found.took),
                ("held_s", found.held),
            )
            if difference.told
        },
        "sentences": list(say_asymmetry(found)),
    }


def _figures(figures: SideFigures) -> dict[str, Any]:
    told = {"reached_deg": figures.reached, "took_s": figures.took, "held_s": figures.held}
    return {
        "reps": figures.repetitions,
        "measured": figures.measured,
        **{name: None if math.isnan(value) else round(value, 2) for name, value in told.items()},
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {"least": round(difference.least, 2), "more": difference.more and difference.more.value}
