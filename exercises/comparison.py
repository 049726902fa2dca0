"""A repetition held against the exercise's target path: by how much, in which angle, in which phase.

Two questions, each with its own answer, and no grade:

- *How far off?* The repetition is laid on the path by dynamic time warping of the leading angle, so that
  going slower, faster or with a rest is no deviation; what is left is the mean difference of each angle in
  each phase.
- *In which order?* Warping would hide that, so it is read from the repetition's own time: which
  angle was on its way first.

The path is scaled to the person's own range first: a smaller movement of the same form deviates nowhere.
There is more than one good way to move, so a path may leave room around itself (`TargetPath.within`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from dtaidistance import dtw
from numpy.typing import NDArray

from exercises.curves import SHARES, Curve, normalise_postures, path_curves
from exercises.target_path import TargetPath
from vision.accuracy import stated_error
from vision.angles import View
from vision.posture import Posture

# Beyond this share of its way out the leading angle counts as turning round (P).
_TURNING_FROM = 0.9
# A moment of the path may be told at most this many percent of the repetition later or earlier (P: a rest of
# half the repetition at the turning point). Without a limit a way out could be laid on a way back.
_FURTHEST_WARP = 35
# An angle is on its way from a quarter of its own way out: nearer to neutral sway would decide (P).
_ON_THE_WAY = 0.25
# Its slope there is taken over this many percents either way (P).
_SLOPE_OVER = 4


_Curves = Mapping[str, Curve]


class Stretch(StrEnum):
    """A phase of the path: on the way out, around the turning point, on the way back."""

    GOING = "going"
    TURNING = "turning"
    RETURNING = "returning"


@dataclass(frozen=True)
class Deviation:
    """How far an angle was off the path in one phase.

    Attributes
    ----------
    angle : str
    stretch : Stretch
    mean_deg : float
        Mean of the person's angle minus the scaled path's; plus is more of the angle.
    error_deg : float
        Stated error of the angle in this view: 95 of 100 frames are read nearer to the truth.
    within_deg : float
        How far off is as meant (`TargetPath.within`).
    """

    angle: str
    stretch: Stretch
    mean_deg: float
    error_deg: float
    within_deg: float = 0.0

    @property
    def times_error(self) -> float:
        """What is beyond as meant, in units of the stated error: above 1 the camera can tell."""
        return max(abs(self.mean_deg) - self.within_deg, 0.0) / self.error_deg


@dataclass(frozen=True)
class Lead:
    """Which of two angles was on its way first.

    Attributes
    ----------
    angle, other : str
    share : float
        By which share of the repetition `angle` was on its way before `other`; minus when after.
    target_share : float
        The same on the path; NaN where one of the two does not move there.
    error_share : float
        How far the stated errors of both angles may shift `share`.
    within_share : float
        By how much it may differ and be as meant (`TargetPath.order_within`).
    """

    angle: str
    other: str
    share: float
    target_share: float
    error_share: float
    within_share: float = 0.0

    @property
    def beyond_target(self) -> float:
        """By how much earlier than on the path; where the path moves only one, `share` itself."""
        return self.share if math.isnan(self.target_share) else self.share - self.target_share

    @property
    def times_error(self) -> float:
        """What is beyond as meant, in units of the error: above 1 the camera can tell."""
        return max(abs(self.beyond_target) - self.within_share, 0.0) / self.error_share


@dataclass(frozen=True)
class Comparison:
    """A repetition against its path, criterion by criterion.

    Attributes
    ----------
    scale : float
        The person's own range of the leading angle in shares of the path's; the path was scaled by it.
    deviations : tuple of Deviation
        Of each compared angle in each phase. Angles not measured, or without a stated error, are absent.
    leads : tuple of Lead
        Of each pair of angles that moved enough to tell when. One that the path keeps still is there only
        with those that it was on its way before: later, its deviation says all.
    """

    scale: float
    deviations: tuple[Deviation, ...]
    leads: tuple[Lead, ...]


def compare_postures(
    postures: Sequence[Posture], start_s: float, end_s: float, path: TargetPath, view: View
) -> Comparison | None:
    """Compare a repetition with its target path.

    Parameters
    ----------
    postures : sequence of Posture
        Told from neutral, in time order; more than the repetition's may be given.
    start_s, end_s : float
        From when to when it lasted (`exercises.events.Repetition`).
    path : TargetPath
        The exercise's.
    view : View
        The side that faces the camera, for the stated errors.

    Returns
    -------
    Comparison or None
        None where the leading angle was measured too little, did not move the path's way, or cannot be laid
        on the path: whoever rests for most of the repetition, or turns round on the way, is not compared.
    """
    return compare_curves(normalise_postures(postures, path.angles, start_s, end_s), path, view)


def compare_curves(person: Mapping[str, Curve], path: TargetPath, view: View) -> Comparison | None:
    """Compare curves over the repetition's own time, shape (101,) each, as `compare_postures` does."""
    errors = {name: stated.p95_deg for name in path.angles if (stated := stated_error(name, view))}
    names = [name for name in path.angles if name in person and name in errors]
    if path.leading not in names:
        return None
    target = path_curves(path)
    turn = int(np.argmax(np.abs(target[path.leading])))
    far_deg = float(target[path.leading][turn])
    own_deg = float((person[path.leading] * math.copysign(1, far_deg)).max())
    if own_deg <= errors[path.leading]:
        return None
    scale = own_deg / abs(far_deg)
    scaled = {name: target[name] * scale for name in names}
    off = _differences(scaled, person, path.leading)
    stretches = _stretches(target[path.leading])
    deviations = tuple(
        Deviation(name, stretch, float(off[name][marks].mean()), errors[name], path.within.get(name, 0.0))
        for name in names
        for stretch, marks in stretches.items()
    )
    if any(one.angle == path.leading and one.times_error > 1 for one in deviations):
        return None
    timed = {name: curve for name, curve in scaled.items() if name in path.ordered}
    return Comparison(scale, deviations, _leads(timed, person, errors, path.order_within or 0.0))


def _differences(target: _Curves, person: _Curves, leading: str) -> dict[str, Curve]:
    """Person minus target at every percent of the target, once time is warped.

    The leading angle alone says where in the path the person is. Were the others to have a say, a deviation
    of theirs would bend time until it looked smaller.
    """
    pairs = np.array(dtw.warping_path(target[leading], person[leading], use_c=True, window=_FURTHEST_WARP))
    counts = np.bincount(pairs[:, 0])
    return {
        # A percent of the path that meets several of the person's is held against their mean.
        name: np.bincount(pairs[:, 0], weights=person[name][pairs[:, 1]]) / counts - target[name]
        for name in target
    }


def _stretches(leading: Curve) -> dict[Stretch, NDArray[np.bool_]]:
    """Mark the percents of each phase, by where the path's leading angle is."""
    far = np.flatnonzero(np.abs(leading) >= _TURNING_FROM * np.abs(leading).max())
    percents = np.arange(leading.size)
    return {
        Stretch.GOING: percents < far[0],
        Stretch.TURNING: (percents >= far[0]) & (percents <= far[-1]),
        Stretch.RETURNING: percents > far[-1],
    }


def _leads(
    target: _Curves, person: _Curves, errors: Mapping[str, float], within_share: float
) -> tuple[Lead, ...]:
    onsets = {name: _onset(person[name], errors[name]) for name in target}
    meant = {name: _onset(target[name], errors[name])[0] for name in target}
    leads = (
        Lead(
            one,
            other,
            onsets[other][0] - onsets[one][0],
            meant[other] - meant[one],
            math.hypot(onsets[one][1], onsets[other][1]),
            within_share,
        )
        for one, other in itertools.combinations(target, 2)
        if not math.isnan(onsets[one][0] + onsets[other][0])
    )
    return tuple(lead for lead in leads if _is_order(lead, meant))


def _is_order(lead: Lead, meant: Mapping[str, float]) -> bool:
    """Whether it is a matter of order: an angle that the path keeps still matters there if it came first."""
    still = [name for name in (lead.angle, lead.other) if math.isnan(meant[name])]
    return not still or still == [lead.angle if lead.share > 0 else lead.other]


def _onset(curve: Curve, error_deg: float) -> tuple[float, float]:
    """Tell when an angle was on its way, in shares of the repetition, and how sure that is.

    Both NaN for an angle that moves less than twice its stated error: sway would decide.
    """
    turn = int(np.argmax(np.abs(curve)))
    way = curve[: turn + 1] / curve[turn] if curve[turn] else curve[:0]
    if abs(curve[turn]) < 2 * error_deg or turn < 2:
        return math.nan, math.nan
    below = np.flatnonzero(way < _ON_THE_WAY)
    if not below.size:
        return 0.0, math.inf  # it was out from the start: no telling since when
    last = int(below[-1])
    part = (_ON_THE_WAY - way[last]) / (way[last + 1] - way[last])
    first, end = max(last - _SLOPE_OVER, 0), min(last + 1 + _SLOPE_OVER, turn)
    slope_deg = abs(curve[end] - curve[first]) / (SHARES[end] - SHARES[first])
    onset = SHARES[last] + part * (SHARES[1] - SHARES[0])
    return float(onset), float(error_deg / slope_deg) if slope_deg else math.inf
