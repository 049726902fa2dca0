"""How far each measure went in a repetition, and how fast the repetition went."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from vision.over_feet import OVER_FEET
from vision.posture import Posture

Spans = Mapping[str, tuple[float, float]]
"""Smallest and largest value of each measure that was seen."""


def spans_of(postures: Iterable[Posture]) -> Spans:
    """Tell how far each measure went; in a posture where it is NaN or absent it says nothing."""
    spans: dict[str, tuple[float, float]] = {}
    for posture in postures:
        for name, value in (*posture.angles.items(), *posture.over_feet.items()):
            if not math.isnan(value):
                low, high = spans.get(name, (value, value))
                spans[name] = min(low, value), max(high, value)
    return spans


def peaks_of(spans: Spans) -> dict[str, float]:
    """Give the largest value of each angle."""
    return {name: high for name, (_, high) in spans.items() if name not in OVER_FEET}


def ranges_of(spans: Spans) -> dict[str, float]:
    """Give the way from the smallest to the largest value of each measure."""
    return {name: high - low for name, (low, high) in spans.items()}


def mean_speeds(start_s: float, peak_s: float, end_s: float, peak: float) -> tuple[float, float]:
    """Give the mean speed of the way out to a turning point and of the way back, a second.

    The mean, not the fastest: one noisy frame of a derivative is faster than anybody moves.
    """
    out_s, back_s = peak_s - start_s, end_s - peak_s
    return (peak / out_s if out_s > 0 else math.nan, peak / back_s if back_s > 0 else math.nan)
