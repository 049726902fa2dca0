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
    rules = _Step.of(filter_, step_s), _Step.of(pelvis, step_s)

    def shown(name: str, value: float) -> float:
        if math.isnan(value):
            return value
        known[name] = now = _advance(before.get(name), value, rules[name in PELVIS_ANGLES])
        return now.shown

    # Most angles have no number in a view: those are not worth a call.
    angles = {
        name: value if math.isnan(value) else shown(name, value) for name, value in posture.angles.items()
    }
    over_feet = {name: shown(name, value) for name, value in posture.over_feet.items()}
    outline, knees_mean = shown("back_outline", posture.back_outline), shown(KNEES_MEAN, posture.knees_mean)
    percent = {name: shown(name, value) for name, value in posture.percent.items()}
    return Smoothed(posture.time_s, known), posture.with_measures(
        angles, outline, percent, over_feet, knees_mean
    )


class _Step(NamedTuple):
    """What one step of time makes of a filter: the weights that do not depend on the speed."""

    filter: OneEuro
    seconds: float
    speed_weight: float
    lead_weight: float

    @classmethod
    def of(cls, filter_: OneEuro, step_s: float) -> _Step:
        """Work them out."""
        speed_hz, lead_hz = filter_.speed_cutoff_hz, filter_.lead_cutoff_hz
        return cls(filter_, step_s, _weight(step_s, speed_hz), _weight(step_s, lead_hz))


def _advance(before: _Value | None, value: float, step: _Step) -> _Value:
    filter_, step_s, speed_weight, lead_weight = step
    if before is None or not step_s > 0:
        return _Value(value, shown=value)
    speed = before.speed + speed_weight * ((value - before.value) / step_s - before.speed)
    weight = _weight(step_s, filter_.least_cutoff_hz + filter_.speed_gain * abs(speed))
    filtered = before.value + weight * (value - before.value)
    lead_speed = before.lead_speed + lead_weight * ((filtered - before.value) / step_s - before.lead_speed)
    lead_deg = max(-filter_.most_lead_deg, min(filter_.lead_s * lead_speed, filter_.most_lead_deg))
    return _Value(filtered, speed, lead_speed, filtered + lead_deg)


def _weight(step_s: float, cutoff_hz: float) -> float:
    """Share of the new value in a first-order low-pass."""
    turn = 2 * math.pi * cutoff_hz * step_s
    return turn / (turn + 1)
