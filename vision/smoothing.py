"""The One Euro filter for angles that come live, as a pure step.

A low-pass whose cut-off rises with speed: calm when the person stands, quick when they move (Casiez, Roussel
and Vogel, CHI 2012). All angles of a posture are filtered at once. A gap (NaN) resets that angle alone, so a
filtered angle is NaN exactly where the measured one is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from vision.posture import Posture


@dataclass(frozen=True)
class OneEuro:
    """Parameters of the filter; the defaults were measured (docs/measurements.md, "Live filter").

    Attributes
    ----------
    least_cutoff_hz : float
        Cut-off at rest: lower is calmer and later.
    speed_gain : float
        Hz of cut-off gained for each degree per second.
    speed_cutoff_hz : float
        Cut-off of the speed's own low-pass.
    """

    least_cutoff_hz: float = 1.5
    speed_gain: float = 0.1
    speed_cutoff_hz: float = 2.0


@dataclass(frozen=True)
class Smoothed:
    """The filter's memory: value and speed of every measure, and when they were last seen."""

    time_s: float = math.nan
    values: Mapping[str, tuple[float, float]] | None = None


def smooth(memory: Smoothed, posture: Posture, filter_: OneEuro) -> tuple[Smoothed, Posture]:
    """Filter one posture.

    Parameters
    ----------
    memory : Smoothed
        What the filter knew; `Smoothed()` at the start.
    posture : Posture
        The newest posture, later than the one before.
    filter_ : OneEuro
        Parameters.

    Returns
    -------
    Smoothed, Posture
        The new memory, and the posture with filtered angles.
    """
    before = memory.values or {}
    step_s = posture.time_s - memory.time_s
    known: dict[str, tuple[float, float]] = {}
    for name, value in (*posture.angles.items(), ("back_outline", posture.back_outline)):
        if not math.isnan(value):
            known[name] = _advance(before.get(name), value, step_s, filter_)
    angles = {name: known[name][0] if name in known else math.nan for name in posture.angles}
    outline = known["back_outline"][0] if "back_outline" in known else math.nan
    return Smoothed(posture.time_s, known), posture.with_measures(angles, outline)


def _advance(
    before: tuple[float, float] | None, value: float, step_s: float, filter_: OneEuro
) -> tuple[float, float]:
    if before is None or not step_s > 0:
        return (value, 0.0)
    last, last_speed = before
    speed_weight = _weight(step_s, filter_.speed_cutoff_hz)
    speed = last_speed + speed_weight * ((value - last) / step_s - last_speed)
    weight = _weight(step_s, filter_.least_cutoff_hz + filter_.speed_gain * abs(speed))
    return (last + weight * (value - last), speed)


def _weight(step_s: float, cutoff_hz: float) -> float:
    """Share of the new value in a first-order low-pass."""
    turn = 2 * math.pi * cutoff_hz * step_s
    return turn / (turn + 1)
