"""Left held against right: how far, how many, how long, and how long held; never a diagnosis.

A difference is one only beyond what the camera can tell and beyond how the person varies from one repetition
to the next. Sides differ a little in everybody.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, stdev

from exercises.events import Repetition
from exercises.sides import Side, Sides
from vision.accuracy import stated_error

# R: 5 degrees is the least of what is called a real change of lumbo-pelvic range (5 to 15). Two readings that
# are each off by a stated 95th percentile differ by 1.41 of it (the least detectable change).
_LEAST_DEG, _TWO_READINGS = 5.0, math.sqrt(2)
# P: four ends of repetitions, each told within an eighth of a second; a quarter is what an onlooker notices.
_LEAST_S, _LEAST_SHARE = 0.5, 0.25
# 95 of 100 differences of means lie within this many of their standard errors, did the sides not differ.
_SURE = 1.96
_LEAST_REPETITIONS = 2


@dataclass(frozen=True)
class SideFigures:
    """One side of an exercise.

    Attributes
    ----------
    side : Side
    repetitions, measured : int
        How many counted, and how many of them were seen well enough to be told of.
    reached_deg, took_s, held_s : tuple of float
        Of each measured repetition: its turning point in the direction of the movement, its duration, and
        how long the turning point was held; no holds where the exercise asks for none.
    error_deg : float
        Stated error of the turning points, 95th percentile; NaN where none is stated.
    mae_deg : float
        Likewise, its mean: what a page shows as +-.
    """

    side: Side
    repetitions: int
    measured: int
    reached_deg: tuple[float, ...]
    took_s: tuple[float, ...]
    held_s: tuple[float, ...]
    error_deg: float
    mae_deg: float

    @property
    def reached(self) -> float:
        """Median turning point; NaN without a measured repetition."""
        return _middle(self.reached_deg)

    @property
    def took(self) -> float:
        """Median duration; NaN likewise."""
        return _middle(self.took_s)

    @property
    def held(self) -> float:
        """Median hold; NaN likewise, and where no hold is asked for."""
        return _middle(self.held_s)


@dataclass(frozen=True)
class Difference:
    """One figure of both sides.

    Attributes
    ----------
    left, right : float
        Medians of the measured repetitions; NaN without any.
    least : float
        A smaller difference is none: neither the camera nor these repetitions can tell it; NaN where that
        is not known.
    """

    left: float
    right: float
    least: float

    @property
    def more(self) -> Side | None:
        """The side with more; None where they are the same, as far as can be told."""
        apart = self.left - self.right
        if not abs(apart) > self.least:
            return None
        return Side.LEFT if apart > 0 else Side.RIGHT

    @property
    def told(self) -> bool:
        """Whether both sides have a figure and it is known what can be told apart."""
        return not math.isnan(self.left + self.right + self.least)


@dataclass(frozen=True)
class Asymmetry:
    """Both sides of an exercise, and what differs.

    Attributes
    ----------
    left, right : SideFigures
    reached, took, held : Difference
        How far in degrees, how long in seconds, and how long held.
    """

    left: SideFigures
    right: SideFigures
    reached: Difference
    took: Difference
    held: Difference


def by_side(sides: Sides, repetitions: Iterable[Repetition]) -> Mapping[Side, tuple[Repetition, ...]]:
    """Count left and right apart; repetitions of which the side is not known are left out."""
    found: dict[Side, tuple[Repetition, ...]] = {}
    for one in repetitions:
        side = sides.side_in(one.view)
        if side is not None:
            found[side] = (*found.get(side, ()), one)
    return found


def compare_sides(repetitions: Mapping[Side, Sequence[Repetition]]) -> Asymmetry | None:
    """Hold the repetitions of both sides against each other.

    Parameters
    ----------
    repetitions : mapping of Side to sequence of Repetition
        As `by_side` parts them.

    Returns
    -------
    Asymmetry or None
        None while one of the sides has no repetition.
    """
    if not (repetitions.get(Side.LEFT) and repetitions.get(Side.RIGHT)):
        return None
    left, right = (_figures(side, repetitions[side]) for side in (Side.LEFT, Side.RIGHT))
    camera_deg = max(_LEAST_DEG, _TWO_READINGS * max(left.error_deg, right.error_deg))
    if math.isnan(left.error_deg + right.error_deg):
        camera_deg = math.nan
    return Asymmetry(
        left,
        right,
        _difference(left.reached_deg, right.reached_deg, camera_deg),
        _difference(left.took_s, right.took_s, _LEAST_S, _LEAST_SHARE),
        _difference(left.held_s, right.held_s, _LEAST_S, _LEAST_SHARE),
    )


def _figures(side: Side, repetitions: Sequence[Repetition]) -> SideFigures:
    measured = [one for one in repetitions if one.measured]
    errors = [stated_error(one.angle, one.view) for one in measured]
    known = [error for error in errors if error is not None]
    stated = bool(known) and len(known) == len(errors)
    return SideFigures(
        side,
        len(repetitions),
        len(measured),
        tuple(one.peaks[one.angle] for one in measured),
        tuple(one.duration_s for one in measured),
        tuple(one.hold_s for one in measured if not math.isnan(one.hold_s)),
        max(error.p95_deg for error in known) if stated else math.nan,
        max(error.mae_deg for error in known) if stated else math.nan,
    )


def _difference(
    left: Sequence[float], right: Sequence[float], least: float, least_share: float = 0.0
) -> Difference:
    if min(len(left), len(right)) < _LEAST_REPETITIONS:
        return Difference(_middle(left), _middle(right), math.nan)
    varies = _SURE * math.hypot(*(stdev(side) / math.sqrt(len(side)) for side in (left, right)))
    share = least_share * max(fmean(left), fmean(right))
    return Difference(median(left), median(right), max(least, share, varies))


def _middle(values: Sequence[float]) -> float:
    return median(values) if values else math.nan
