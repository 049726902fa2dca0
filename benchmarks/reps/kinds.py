"""The streams that are made of each take: one good repetition, and every way in which people are messy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.reps.script import Script, away, broken_off, half, lead, paused, repetition, still

TAKE_RATE = 20.0
BEFORE_S = 3.6
"""Stillness at the start: the three seconds that calibration takes, and a little."""
BETWEEN_S, AFTER_S = 0.7, 1.0
PAUSE_S, AWAY_S = 3.0, 4.0
RATES = (8.0, 10.0, 15.0, 30.0, 60.0)
BLINK_S = 0.4


@dataclass(frozen=True)
class Kind:
    """One way of showing a take."""

    script: Script
    rate: float = TAKE_RATE


def kinds_for(lasts_s: float, *, held_s: float = 0.0, lead_s: float = 0.0) -> Mapping[str, Kind]:
    """Make every stream of a take.

    Its repetition lasts so long, is held so long at its turning point, and the step into its start position
    so long.
    """
    one, step = repetition(lasts_s, held_s=held_s), lead(lead_s)
    ready, end, pause = still(BEFORE_S), still(AFTER_S), still(BETWEEN_S)
    begin = (*step, ready)
    mixed: Script = (*begin, one, pause, half(lasts_s), pause, one, end)
    rates = {f"{rate:.0f}_per_s": Kind(mixed, rate) for rate in RATES}
    return {
        "clean": Kind((*begin, one, end)),
        "set of three": Kind((*begin, one, pause, one, pause, one, end)),
        "half repetitions": Kind(mixed),
        "pause on the way out": Kind((*begin, paused(lasts_s, 0.6, PAUSE_S, held_s=held_s), end)),
        "pause at the turn": Kind((*begin, paused(lasts_s, 1.0, PAUSE_S, held_s=held_s), end)),
        "pause on the way back": Kind((*begin, paused(lasts_s, 0.5, PAUSE_S, back=True, held_s=held_s), end)),
        "false start": Kind((*begin, half(lasts_s), pause, one, end)),
        "moving before ready": Kind((*step, half(lasts_s), still(0.3), half(lasts_s), ready, one, end)),
        "away between": Kind((*begin, one, pause, away(AWAY_S), *begin, one, end)),
        "away on the way": Kind((*begin, one, pause, broken_off(lasts_s, 0.6, AWAY_S), *begin, one, end)),
        "unseen for a moment": Kind((*begin, one, still(0.2), away(BLINK_S), still(0.2), one, end)),
        **rates,
    }


MIRRORED = "in a mirror"
SAME_COUNT = ("half repetitions", MIRRORED, *(f"{rate:.0f}_per_s" for rate in RATES))
"""Show the same movement: whatever is told of one of them has to be told of all."""
