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


_TURN = 2 * math.pi
_OUTLINE = "back_outline"

FOR_THE_PELVIS = OneEuro(speed_gain=0.02)
"""A pelvis moves slowly, and an arm that passes the outline must not look like one that moves fast."""


_Value = tuple[float, float, float, float]
"""What is known of one measure: the filtered value, its speed, the speed that carries it on (both a second),
and what is shown of it."""


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
    step_s = posture.time_s - memory.time_s
    # Without a step of time there is nothing to filter with: every measure begins.
    before = memory.values if memory.values is not None and step_s > 0 else {}
    known: dict[str, _Value] = {}
    rules = _Step.of(filter_, step_s), _Step.of(pelvis, step_s)
    angles = _advance(before, posture.angles, rules, known)
    over_feet = _advance(before, posture.over_feet, rules, known)
    lone = {_OUTLINE: posture.back_outline, KNEES_MEAN: posture.knees_mean}
    lone = _advance(before, lone, rules, known)
    percent = _advance(before, posture.percent, rules, known)
    return Smoothed(posture.time_s, known), posture.with_measures(
        angles, lone[_OUTLINE], percent, over_feet, lone[KNEES_MEAN]
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


def _advance(
    before: Mapping[str, _Value],
    measured: Mapping[str, float],
    rules: tuple[_Step, _Step],
    known: dict[str, _Value],
) -> dict[str, float]:
    """Filter some measures: give what is shown of each, and note in `known` what is now known of it.

    One loop with nothing called in it: this was a seventh of the engine's time.
    """
    if not measured:
        return {}
    shown = dict(measured)
    for name, value in measured.items():
        if value != value:  # NaN, as most angles are in a view
            continue
        if (was := before.get(name)) is None:
            known[name] = (value, 0.0, 0.0, value)
            continue
        filter_, step_s, speed_weight, lead_weight = rules[name in PELVIS_ANGLES]
        filtered, speed, lead_speed, _ = was
        moved = value - filtered
        speed += speed_weight * (moved / step_s - speed)
        turn = _TURN * (filter_.least_cutoff_hz + filter_.speed_gain * abs(speed)) * step_s
        moved *= turn / (turn + 1)
        filtered += moved
        lead_speed += lead_weight * (moved / step_s - lead_speed)
        lead, most = filter_.lead_s * lead_speed, filter_.most_lead_deg
        shown[name] = told = filtered + (most if lead > most else -most if lead < -most else lead)
        known[name] = (filtered, speed, lead_speed, told)
    return shown


def _weight(step_s: float, cutoff_hz: float) -> float:
    """Share of the new value in a first-order low-pass."""
    turn = _TURN * cutoff_hz * step_s
    return turn / (turn + 1)
