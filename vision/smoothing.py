"""The One Euro filter for angles that come live, as a pure step.

A low-pass whose cut-off rises with speed: calm when the person stands, quick when they move (Casiez, Roussel
and Vogel, CHI 2012). All angles of a posture are filtered at once. A gap (NaN) resets that angle alone, so a
filtered angle is NaN exactly where the measured one is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vision.angles import PELVIS_ANGLES
from vision.posture import KNEES_MEAN, Posture


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
    lead_s : float
        How far the filtered angle is carried on at its own speed: the pose engine smooths its landmarks and
        tells them late, and so does this filter.
    lead_cutoff_hz : float
        Cut-off of the speed that carries it on.
    most_lead_deg : float
        It is never carried further: a landmark that jumps is not a person who moves at 230 deg/s.
    """

    least_cutoff_hz: float = 1.0
    speed_gain: float = 0.15
    speed_cutoff_hz: float = 3.0
    lead_s: float = 0.03
    lead_cutoff_hz: float = 4.0
    most_lead_deg: float = 7.0


FOR_THE_PELVIS = OneEuro(speed_gain=0.02)
"""A pelvis moves slowly, and an arm that passes the outline must not look like one that moves fast."""


class _Value(NamedTuple):
    """What is known of one measure: the filtered value, the two speeds (deg/s), and what is shown of it."""

    value: float
    speed: float = 0.0
    lead_speed: float = 0.0
    shown: float = math.nan


@dataclass(frozen=True)
class Smoothed:
    """The filter's memory of every measure, and when they were last seen."""

    time_s: float = math.nan
    values: Mapping[str, _Value] | None = None


def smooth(
    memory: Smoothed, posture: Posture, filter_: OneEuro, pelvis: OneEuro = FOR_THE_PELVIS
) -> tuple[Smoothed, Posture]:
    """Filter one posture.

    Parameters
    ----------
    memory : Smoothed
        What the filter knew; `Smoothed()` at the start.
    posture : Posture
        The newest posture, later than the one before.
    filter_ : OneEuro
        Parameters.
    pelvis : OneEuro
        Those of the angles that are read from the outline.

    Returns
    -------
    Smoothed, Posture
        The new memory, and the posture with filtered angles.
    """
    before = memory.values or {}
    step_s = posture.time_s - memory.time_s
    known: dict[str, _Value] = {}
    over_feet = posture.over_feet
    for name, value in (
        *posture.angles.items(),
        *over_feet.items(),
        ("back_outline", posture.back_outline),
        (KNEES_MEAN, posture.knees_mean),
        *posture.percent.items(),
    ):
        if not math.isnan(value):
            rule = pelvis if name in PELVIS_ANGLES else filter_
            known[name] = _advance(before.get(name), value, step_s, rule)
    angles = {name: known[name].shown if name in known else math.nan for name in posture.angles}
    outline = known["back_outline"].shown if "back_outline" in known else math.nan
    knees_mean = known[KNEES_MEAN].shown if KNEES_MEAN in known else math.nan
    percent = {name: known[name].shown if name in known else math.nan for name in posture.percent}
    if over_feet:
        over_feet = {name: known[name].shown for name in over_feet}
    return Smoothed(posture.time_s, known), posture.with_measures(
        angles, outline, percent, over_feet, knees_mean
    )


def _advance(before: _Value | None, value: float, step_s: float, filter_: OneEuro) -> _Value:
    if before is None or not step_s > 0:
        return _Value(value, shown=value)
    speed_weight = _weight(step_s, filter_.speed_cutoff_hz)
    speed = before.speed + speed_weight * ((value - before.value) / step_s - before.speed)
    weight = _weight(step_s, filter_.least_cutoff_hz + filter_.speed_gain * abs(speed))
    filtered = before.value + weight * (value - before.value)
    lead_weight = _weight(step_s, filter_.lead_cutoff_hz)
    lead_speed = before.lead_speed + lead_weight * ((filtered - before.value) / step_s - before.lead_speed)
    lead_deg = max(-filter_.most_lead_deg, min(filter_.lead_s * lead_speed, filter_.most_lead_deg))
    return _Value(filtered, speed, lead_speed, filtered + lead_deg)


def _weight(step_s: float, cutoff_hz: float) -> float:
    """Share of the new value in a first-order low-pass."""
    turn = 2 * math.pi * cutoff_hz * step_s
    return turn / (turn + 1)
