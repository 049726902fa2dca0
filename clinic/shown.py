"""A movement that was shown, in a recording or to the camera: where it begins, what makes it, its path.

The repetitions are found by the checker itself, with the thresholds of the exercise that is being made: so
what is written is known to count what was shown.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from clinic.derived import derive_exercise, least_peak_deg
from errors import BacktalkError
from exercises.checker import Checker
from exercises.checker_state import CheckerState
from exercises.curves import Curve, normalise_postures
from exercises.definition import OneWayExercise
from exercises.events import Repetition, RepetitionFinished
from exercises.showing import LEADING, Showing
from exercises.shown_start import ShownStart, find_start, is_same_position
from vision.accuracy import is_shown, stated_error
from vision.angles import View
from vision.calibration import Calibration
from vision.posture import Posture
from vision.recorded import filter_recording

# P: one bad frame in a hundred may lie beyond what counts as the furthest point.
_NEARLY_ALL = 99.0
# P: more repetitions than these say nothing new about the path.
_MOST_SHOWN = 5
# Before the shown pace is known; the limits on duration do not depend on it up to here.
_ANY_PACE_S = 4.0
_NOT_WHOLE = (
    "No whole repetition was seen; show one to five of them, each from the start position and back to it."
)
_HARDLY_SEEN = (
    "The repetitions were seen too badly to be measured; with more light, all of the body in the picture and "
    "other programs closed, show them once more."
)
_BETWEEN_VIEWS = (
    "The movement is seen from between side and front, where nothing is measured; "
    "show it with the side or the front to the camera."
)


class ShownError(BacktalkError):
    """A movement that no exercise can be made of; its sentence says what to show instead."""


@dataclass(frozen=True)
class Shown:
    """A movement as it was shown.

    Attributes
    ----------
    angle : str
        The angle that makes it.
    view : View
        The side that faced the camera.
    direction : str
        Which way it goes, "plus" or "minus".
    peak_deg : float
        Median of the repetitions' turning points, degrees from neutral in that direction.
    pace_s : float
        Median of how long a repetition took.
    repetitions : tuple of Repetition
        One to five.
    curves : mapping of str to array, shape (101,)
        Median over the repetitions of every angle that was measured well enough.
    alike : tuple of str
        Angles that moved about as far, and are told less well.
    start : ShownStart, optional
        Where it began; None where nobody said.
    unmeasured : int
        Repetitions that were seen too badly to be of use.
    """

    angle: str
    view: View
    direction: str
    peak_deg: float
    pace_s: float
    repetitions: tuple[Repetition, ...]
    curves: Mapping[str, Curve]
    alike: tuple[str, ...] = ()
    start: ShownStart | None = None
    unmeasured: int = 0


def understand(showing: Showing) -> Shown:
    """Find the movement in what was seen of a person who shows it.

    Of several still moments it began at the one from which most repetitions were done; of equal ones at the
    last, as whoever lies down for one bridge has stood before.

    Raises
    ------
    ShownError
        Saying what to show instead.
    """
    if not showing.starts:
        if showing.newest is None or not (showing.newest.view.is_side or showing.newest.view.is_frontal):
            raise ShownError(_BETWEEN_VIEWS)
        raise ShownError(
            "Nobody keeps still before the movement; begin with three seconds of keeping still in the start "
            "position, then show it without turning."
        )
    postures, _ = filter_recording(showing.postures)
    found: list[Shown] = []
    problems: list[ShownError] = []
    for start in showing.starts:
        # Up to the end, and up to the last rest: whoever sits down at the keyboard then shows nothing more.
        for until_s in dict.fromkeys((math.inf, _last_rest_s(showing, start))):
            told = [
                start.neutral.apply(posture)
                for posture in postures
                if start.time_s <= posture.time_s <= until_s and posture.view is start.view
            ]
            try:
                found.append(replace(find_shown(told), start=find_start(start)))
            except ShownError as problem:
                problems.append(problem)
    if not found:
        raise problems[0]
    return max(reversed(found), key=lambda shown: len(shown.repetitions))


def _last_rest_s(showing: Showing, start: Calibration) -> float:
    """Tell when the person was last at rest where they began; inf where they never came back."""
    rests_s = [one.time_s for one in showing.starts if one is not start and is_same_position(one, start)]
    return max((time_s for time_s in rests_s if time_s > start.time_s), default=math.inf)


def find_shown(postures: Sequence[Posture]) -> Shown:
    """Find the movement in a recording.

    Parameters
    ----------
    postures : sequence of Posture
        Filtered and told from neutral, from the moment on at which neutral was known.

    Raises
    ------
    ShownError
        Saying what to show instead: where nothing moves far enough, or without one whole repetition.
    """
    view = main_view(postures)
    angle, far_deg, alike = _find_leading(postures, view)
    direction = "plus" if far_deg > 0 else "minus"
    found = _count(postures, angle, view, direction, abs(far_deg))
    if any(one.measured for one in found):
        # Once more with the thresholds of the turning points themselves: those of the written exercise.
        found = _count(postures, angle, view, direction, _peak_deg(found, angle))
    measured = [one for one in found if one.measured][:_MOST_SHOWN]
    if not measured:
        raise ShownError(_HARDLY_SEEN if found else _NOT_WHOLE)
    pace_s = median(one.duration_s for one in measured)
    return Shown(
        angle,
        view,
        direction,
        _peak_deg(measured, angle),
        pace_s,
        tuple(measured),
        _median_curves(postures, measured, view),
        alike,
        unmeasured=sum(not one.measured for one in found),
    )


def main_view(postures: Sequence[Posture]) -> View:
    """Tell from where a recording shows the person: the view of most frames.

    Raises
    ------
    ShownError
        If that is neither a side nor the front nor the back.
    """
    views = Counter(posture.view for posture in postures if posture.view is not View.UNKNOWN)
    view = views.most_common(1)[0][0] if views else View.UNKNOWN
    if not (view.is_side or view.is_frontal):
        raise ShownError(_BETWEEN_VIEWS)
    return view


def _find_leading(postures: Sequence[Posture], view: View) -> tuple[str, float, tuple[str, ...]]:
    """Find the angle that moves most, how far, and what moves alike; of those, the one that is told best."""
    reach_deg: dict[str, float] = {}
    error_deg: dict[str, float] = {}
    for name in LEADING:
        stated = stated_error(name, view)
        values = np.array([posture.value(name) for posture in postures if posture.view is view])
        values = values[~np.isnan(values)]
        if stated is not None and is_shown(name, view) and values.size:
            low, high = np.percentile(values, [100 - _NEARLY_ALL, _NEARLY_ALL])
            reach_deg[name] = float(high if high >= -low else low)
            error_deg[name] = stated.mae_deg
    moving = [name for name in reach_deg if abs(reach_deg[name]) >= least_peak_deg(name, view)]
    if not moving:
        raise ShownError(
            f"Nothing moves far enough to be counted from the {view}; show larger movements, or from another "
            "side, or, for a roll of the pelvis, change a copy of pelvic_tilt.toml by hand."
        )
    most = max(moving, key=lambda name: abs(reach_deg[name]))
    least_deg = abs(reach_deg[most]) - error_deg[most]
    alike = [name for name in moving if abs(reach_deg[name]) >= least_deg - error_deg[name]]
    best = min(alike, key=lambda name: error_deg[name])
    return best, reach_deg[best], tuple(name for name in alike if name != best)


def _count(
    postures: Sequence[Posture], angle: str, view: View, direction: str, peak_deg: float
) -> list[Repetition]:
    if peak_deg < least_peak_deg(angle, view):
        return []
    data = derive_exercise(
        angle, view, peak_deg, _ANY_PACE_S, direction=direction, exercise_id="shown", title="", clip=""
    )
    checker, state, found = Checker(OneWayExercise.model_validate(data)), CheckerState(), list[Repetition]()
    for posture in postures:
        state, events = checker.step(state, posture)
        found += [event.repetition for event in events if isinstance(event, RepetitionFinished)]
    return found


def _peak_deg(repetitions: Sequence[Repetition], angle: str) -> float:
    return median(repetition.peaks[angle] for repetition in repetitions if repetition.measured)


def _median_curves(
    postures: Sequence[Posture], repetitions: Sequence[Repetition], view: View
) -> dict[str, Curve]:
    """Take the median of the repetitions at each percent, of the angles that were seen in most of them."""
    names = [name for name in LEADING if is_shown(name, view)]
    each = [normalise_postures(postures, names, one.start_s, one.end_s) for one in repetitions]
    curves: dict[str, Curve] = {}
    for name in names:
        seen = [curves_of_one[name] for curves_of_one in each if name in curves_of_one]
        if 2 * len(seen) > len(each):
            curves[name] = np.median(seen, axis=0)
    return curves
