"""How well a place is found again: constant, absolute and variable error, and what a camera can tell of it.

The place to be found is the one that the same camera read while it was shown and held, never the nominal
share of the range: what this camera adds to every reading falls out of the difference. People with low back
pain were 7.1 to 7.5 degrees off at 30 degrees of flexion and others 2.8 in one study; two others found no
difference. So this is a personal trend, never a diagnosis.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from vision.accuracy import stated_error
from vision.angles import View

# With fewer trials than this neither is a spread known, nor does the least change hold.
_LEAST_TRIALS = 2


@dataclass(frozen=True)
class Trial:
    """One place that was shown, and found again with the display hidden.

    Attributes
    ----------
    number : int
        1 for the first.
    share : float
        Where the place was asked for, as a share of the own range.
    time_s : float
        When it was found, or given up.
    target_deg : float
        The angle at which the shown position was held; NaN when it was not.
    found_deg : float
        The angle that was found; NaN when the trial was not measured.
    view : View
        Which side faced the camera.
    reason : str
        Why it was not measured; empty when it was.
    """

    number: int
    share: float
    time_s: float
    target_deg: float
    found_deg: float
    view: View
    reason: str = ""

    @property
    def measured(self) -> bool:
        """Whether it may be scored."""
        return not self.reason

    @property
    def error_deg(self) -> float:
        """How far off it was; plus is too far. NaN when it was not measured."""
        return self.found_deg - self.target_deg


@dataclass(frozen=True)
class Errors:
    """What some trials come to, in degrees; NaN where there are too few.

    Attributes
    ----------
    trials : int
        How many were measured.
    constant_deg : float
        Mean of the signed errors: plus is too far.
    absolute_deg : float
        Mean of their sizes.
    variable_deg : float
        Standard deviation of the signed errors around their own mean (divided by their number); NaN of one.
    """

    trials: int
    constant_deg: float
    absolute_deg: float
    variable_deg: float


@dataclass(frozen=True)
class Repositioning:
    """The result of a test.

    Attributes
    ----------
    trials : tuple of Trial
        All, in their order.
    by_share : tuple of (float, Errors)
        For each place, the smallest share first.
    together : Errors
        Of all places.
    error_deg : float
        Stated mean error of the angle in the views of the trials; NaN where none is stated.
    least_change_deg : float
        Two results that differ by less are the same, as far as this camera can tell; NaN likewise.
    """

    trials: tuple[Trial, ...]
    by_share: tuple[tuple[float, Errors], ...]
    together: Errors
    error_deg: float
    least_change_deg: float


def find_errors(trials: Iterable[Trial]) -> Errors:
    """Work the three errors out; trials that were not measured are left out, never zero."""
    errors = [trial.error_deg for trial in trials if trial.measured]
    if not errors:
        return Errors(0, math.nan, math.nan, math.nan)
    return Errors(
        trials=len(errors),
        constant_deg=fmean(errors),
        absolute_deg=fmean(map(abs, errors)),
        variable_deg=pstdev(errors) if len(errors) >= _LEAST_TRIALS else math.nan,
    )


def sum_up_trials(trials: Sequence[Trial], angle: str) -> Repositioning:
    """Sum a test up.

    Parameters
    ----------
    trials : sequence of Trial
        In their order.
    angle : str
        The measure that moved.

    Notes
    -----
    The least change is the square root of 2 times the 95th percentile of the stated error: the smallest
    detectable change of two readings that are each off by that. It errs to the careful side: a mean of two
    or more trials is off by less than one reading is, as what the camera adds to both readings of a trial
    falls out.
    """
    shares = sorted({trial.share for trial in trials})
    stated = [stated_error(angle, view) for view in {trial.view for trial in trials if trial.measured}]
    known = [one for one in stated if one is not None]
    has_error = bool(known) and len(known) == len(stated)
    return Repositioning(
        trials=tuple(trials),
        by_share=tuple(
            (share, find_errors(trial for trial in trials if trial.share == share)) for share in shares
        ),
        together=find_errors(trials),
        error_deg=max(one.mae_deg for one in known) if has_error else math.nan,
        least_change_deg=math.sqrt(2) * max(one.p95_deg for one in known) if has_error else math.nan,
    )


def change_deg(before: Repositioning, now: Repositioning) -> float:
    """Tell by how much the absolute error changed, where a camera can tell it.

    Returns
    -------
    float
        Minus is nearer to the place than before. 0 within the least change of either; NaN where one of the
        two has too few measured trials, or no stated error.
    """
    if min(before.together.trials, now.together.trials) < _LEAST_TRIALS:
        return math.nan
    changed = now.together.absolute_deg - before.together.absolute_deg
    least = max(before.least_change_deg, now.least_change_deg)
    if math.isnan(before.least_change_deg + now.least_change_deg):
        return math.nan
    return changed if abs(changed) > least else 0.0
