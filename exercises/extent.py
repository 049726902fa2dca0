"""How far each measure went in a repetition, and how fast the repetition went."""

from __future__ import annotations

import math
from collections.abc import Mapping

from vision.posture import Posture

Spans = Mapping[str, tuple[float, float]]
"""Smallest and largest value of each measure that was seen."""


def follow_spans(spans: Spans, posture: Posture) -> Spans:
    """Advance by one posture; a measure that is NaN or absent in it stays as it was."""
    grown = dict(spans)
    for name, value in (*posture.angles.items(), *posture.over_feet.items()):
        if not math.isnan(value):
            low, high = grown.get(name, (value, value))
            grown[name] = min(low, value), max(high, value)
    return grown


def follow_peaks(peaks: Mapping[str, float], posture: Posture, apart_from: str) -> dict[str, float]:
    """Advance the largest value of each angle by one posture, but for one that is followed otherwise."""
    grown = dict(peaks)
    for name, value in posture.angles.items():
        if not math.isnan(value) and name != apart_from:
            grown[name] = max(value, grown.get(name, value))
    return grown


def ranges_of(spans: Spans) -> dict[str, float]:
    """Give the way from the smallest to the largest value of each measure."""
    return {name: high - low for name, (low, high) in spans.items()}


def mean_speeds(start_s: float, peak_s: float, end_s: float, peak: float) -> tuple[float, float]:
    """Give the mean speed of the way out to a turning point and of the way back, a second.

    The mean, not the fastest: one noisy frame of a derivative is faster than anybody moves.
    """
    out_s, back_s = peak_s - start_s, end_s - peak_s
    return (peak / out_s if out_s > 0 else math.nan, peak / back_s if back_s > 0 else math.nan)
