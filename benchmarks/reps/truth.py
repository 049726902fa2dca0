"""What is true of a stream: which repetitions it holds, and which faults they have.

Starts and ends are those of the script. Depth and faults come from the true angles of the rendered body. What
lies within the stated error of a limit (95th percentile, `vision/accuracy.toml`) is neither asked for nor
forbidden: no camera could tell it.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.measure import name_of, near_side
from benchmarks.accuracy.store import CachedTake
from benchmarks.reps.scoring import Span, TrueRepetition
from benchmarks.reps.script import Layout, Movement, Script, movements_of
from exercises.definition import Exercise, OneWayExercise
from exercises.parts import AngleCompensation, HoldCompensation, TempoCompensation
from vision.accuracy import stated_error
from vision.angles import PELVIS_ANGLES, View
from vision.pose import FloatArray
from vision.posture import OUTLINE_MEASURES

NEED_SILHOUETTE = frozenset((*PELVIS_ANGLES, *OUTLINE_MEASURES))
"""The cached poses hold no silhouettes: what is read from those is not judged here."""
PERCENT_ERRORS = {"body_shift": 14.0}
"""Of measures in percent of a shank, for which the table of angles has no row: 95th percentile, on the first
rises from the front that were measured (docs/measurements.md, "Repetitions")."""
STEP_S = 0.02
"""How closely true angles are looked at."""
FRAME_S = 1 / 8
"""The longest time between two frames that are shown: no hold can be told closer than that."""


def without_truth(exercise: Exercise) -> tuple[str, ...]:
    """Name the faults of an exercise that cannot be judged here, since they are read from silhouettes."""
    parts = (part for part in exercise.compensations if isinstance(part, AngleCompensation))
    return tuple(part.id for part in parts if part.measure in NEED_SILHOUETTE)


def true_repetitions(take: CachedTake, script: Script, exercise: Exercise) -> list[TrueRepetition]:
    """List the movements of a stream that count or may count."""
    if isinstance(exercise, OneWayExercise):
        exercise = exercise.seen_from(View(str(take.about["view"])))
    found = []
    for start_s, movement in movements_of(script):
        expected = _counts(take, movement, exercise)
        if expected is False:
            continue
        faults, judged = _faults(take, movement, exercise)
        enters_s, leaves_s = movement.visible()
        found.append(
            TrueRepetition(
                start_s,
                start_s + movement.lasts_s,
                start_s + movement.peak_s,
                expected is True,
                faults,
                judged,
                Span(start_s + enters_s, start_s + leaves_s),
                held_s(take, movement, exercise),
            )
        )
    return found


def _counts(take: CachedTake, movement: Movement, exercise: Exercise) -> bool | None:
    """Whether a movement has to count; None when it may."""
    if any(act.kind == "away" for act in movement.acts):
        return False
    deg, least_deg, error_deg = _depth(take, movement, exercise)
    if math.isnan(deg):
        return movement.whole
    if abs(deg - least_deg) <= error_deg:
        return None
    if deg < least_deg:
        return False
    # The half of a deep movement can be as deep as a whole one has to be.
    return True if movement.whole else None


def _depth(take: CachedTake, movement: Movement, exercise: Exercise) -> tuple[float, float, float]:
    """Give the true depth of a movement, the least that counts, and the stated error; NaN without truth."""
    if not isinstance(exercise, OneWayExercise):
        return math.nan, math.nan, math.nan
    angles = _true_angle(take, movement, exercise.movement.angle)
    deepest = math.nan if angles is None else float(np.abs(angles).max())
    return deepest, exercise.movement.least_excursion_deg, _error(exercise.movement.angle, take)


def _faults(
    take: CachedTake, movement: Movement, exercise: Exercise
) -> tuple[frozenset[str], frozenset[str]]:
    """Give the faults that a movement has, and those of which that is known."""
    faults, judged = set(), set()
    for part in exercise.compensations:
        told: bool | None = None
        if isinstance(part, TempoCompensation):
            told = is_too_fast(movement.lasts_s, movement.visible(), part.least_duration_s)
        elif isinstance(part, HoldCompensation):
            told = _is_too_short(take, movement, exercise, part)
        elif (
            isinstance(part, AngleCompensation)
            and isinstance(exercise, OneWayExercise)
            and part.measure not in NEED_SILHOUETTE
        ):
            told = passes(take, movement, exercise, part)
        if told is not None:
            judged.add(part.id)
        if told:
            faults.add(part.id)
    return frozenset(faults), frozenset(judged)


def is_too_fast(lasts_s: float, visible: tuple[float, float], least_s: float) -> bool | None:
    """Whether all of it is over too soon; None when only the part is that an onlooker would see."""
    enters_s, leaves_s = visible
    if lasts_s < least_s:
        return True
    return False if leaves_s - enters_s > least_s else None


def held_s(take: CachedTake, movement: Movement, exercise: Exercise, closer_deg: float = 0.0) -> float:
    """Tell for how long a movement is truly held, as the exercise reads it, seconds.

    Parameters
    ----------
    closer_deg : float
        How much deeper than the exercise asks somebody has to be for it to be a hold.

    Returns
    -------
    float
        NaN where the exercise asks for no hold, or without truth.
    """
    hold = exercise.hold if isinstance(exercise, OneWayExercise) else None
    if hold is None or not isinstance(exercise, OneWayExercise):
        return math.nan
    angles = _true_angle(take, movement, exercise.movement.angle)
    if angles is None:
        return math.nan
    return longest_s(np.abs(angles) >= hold.from_deg + closer_deg)


def _is_too_short(
    take: CachedTake, movement: Movement, exercise: Exercise, part: HoldCompensation
) -> bool | None:
    """Whether it is left too soon; None where the angle's stated error, or one frame, decides it."""
    error_deg = _error(exercise.movement.angle, take) if isinstance(exercise, OneWayExercise) else math.nan
    surely_s, perhaps_s = (held_s(take, movement, exercise, sign * error_deg) for sign in (1, -1))
    if math.isnan(surely_s):
        return None
    if perhaps_s + FRAME_S < part.least_hold_s:
        return True
    return False if surely_s - FRAME_S >= part.least_hold_s else None


def passes(
    take: CachedTake,
    movement: Movement,
    exercise: OneWayExercise,
    part: AngleCompensation,
    error_deg: float | None = None,
) -> bool | None:
    """Whether a limit is truly passed for long enough.

    None where that is not known: without truth, and where the limit is passed or kept from by no more than
    ``error_deg``, the stated error unless given.
    """
    values = _true_angle(take, movement, part.measure)
    moving = _true_angle(take, movement, exercise.movement.angle)
    error_deg = _error(part.measure, take) if error_deg is None else error_deg
    if values is None or moving is None or math.isnan(error_deg):
        return None
    return passed(values, moving, part, error_deg)


def passed(
    values: FloatArray,
    moving: FloatArray,
    part: AngleCompensation,
    error_deg: float,
    step_s: float = STEP_S,
) -> bool | None:
    """Whether a limit is passed for long enough by true values ``step_s`` apart; None as in `passes`."""
    if part.beyond is not None:
        values = np.abs(values)
    limit = part.above if part.beyond is None else part.beyond
    if part.below is not None:
        values, limit = -values, -part.below
    assert limit is not None
    watched = np.abs(moving) >= part.while_above_deg
    surely_s = longest_s(watched & (values > limit + error_deg), step_s)
    perhaps_s = longest_s(watched & (values > limit - error_deg), step_s)
    if surely_s >= part.persistence_s + step_s:
        return True
    return None if perhaps_s > 0 else False


def longest_s(passing: NDArray[np.bool_], step_s: float = STEP_S) -> float:
    """Tell the longest stretch without a break, of moments that are ``step_s`` apart."""
    longest = current = 0
    for one in passing.tolist():
        current = current + 1 if one else 0
        longest = max(longest, current)
    return longest * step_s


def _true_angle(take: CachedTake, movement: Movement, measure: str) -> FloatArray | None:
    """Tell a true angle through a movement, every `STEP_S`; None for a measure that has no truth."""
    name = name_of(measure, near_side(take))
    if name not in take.about["angles"]:
        return None
    layout, values = Layout.of(take), take.truth(name)
    places = [
        layout.place(act.share_at(time_s), back=act.back)
        for act in movement.acts
        for time_s in np.arange(0.0, act.lasts_s, STEP_S).tolist()
    ]
    return np.interp(places, np.arange(len(values)), values)


def _error(measure: str, take: CachedTake) -> float:
    """Stated error of a measure in the view of a take: 95th percentile, in its unit; NaN if none is."""
    if measure in PERCENT_ERRORS:
        return PERCENT_ERRORS[measure]
    stated = stated_error(measure, View(str(take.about["view"])))
    return math.nan if stated is None else stated.p95_deg
