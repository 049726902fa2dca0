"""Watching one repetition for compensations, each with its own limit and persistence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from exercises.around import Around, Way
from exercises.definition import Exercise
from exercises.events import FoundFault
from exercises.parts import AngleCompensation, HoldCompensation, SmoothnessCompensation, TempoCompensation
from vision.posture import Posture


@dataclass(frozen=True)
class FaultWatch:
    """What is known of the compensations in the repetition going on.

    Attributes
    ----------
    since_s : mapping of str to float
        When each limit was passed without a break since; absent while below.
    worst : mapping of str to float
        Value furthest past the limit so far; of a hold, its longest so far, in seconds.
    found : tuple of FoundFault
        Those that persisted.
    """

    since_s: Mapping[str, float] = field(default_factory=dict)
    worst: Mapping[str, float] = field(default_factory=dict)
    found: tuple[FoundFault, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Names of the compensations that persisted."""
        return tuple(fault.id for fault in self.found)


def watch_faults(
    watch: FaultWatch, posture: Posture, moving_deg: float, exercise: Exercise
) -> tuple[FaultWatch, tuple[FoundFault, ...]]:
    """Advance by one posture.

    Parameters
    ----------
    watch : FaultWatch
        What was known.
    posture : Posture
        The newest posture, from neutral. A measure that is NaN leaves its compensation as it was.
    moving_deg : float
        How far the movement has gone from neutral, whichever way. NaN leaves those compensations as they were
        that depend on it.
    exercise : Exercise
        Whose compensations are watched.

    Returns
    -------
    FaultWatch, tuple of FoundFault
        The new watch, and what has just persisted for long enough.
    """
    since, worst = dict(watch.since_s), dict(watch.worst)
    fresh: list[FoundFault] = []
    for part in exercise.compensations:
        if isinstance(part, HoldCompensation):
            if moving_deg < part.from_deg:
                since.pop(part.id, None)
            elif moving_deg >= part.from_deg:
                held_s = posture.time_s - since.setdefault(part.id, posture.time_s)
                worst[part.id] = max(held_s, worst.get(part.id, 0.0))
        if not isinstance(part, AngleCompensation):
            continue
        value, passed = part.judge(posture)
        if math.isnan(value) or (math.isnan(moving_deg) and part.while_above_deg > 0):
            continue
        if not passed or moving_deg < part.while_above_deg:
            since.pop(part.id, None)
            continue
        began_s = since.setdefault(part.id, posture.time_s)
        worst[part.id] = part.worse(value, worst.get(part.id, value))
        if posture.time_s - began_s >= part.persistence_s and part.id not in watch.ids:
            fresh.append(FoundFault(part.id, posture.time_s, value))
    return FaultWatch(since, worst, (*watch.found, *fresh)), tuple(fresh)


def watch_before(way: Way, start_s: float, around: Around, exercise: Exercise) -> FaultWatch:
    """Watch what moved before the angle did, since a repetition began at `start_s` (`exercises.around`).

    Parameters
    ----------
    way : tuple of (float, float)
        Time and value of what moves around the angle, in every frame until now.
    """
    watch = FaultWatch()
    for part in exercise.compensations:
        if (
            not isinstance(part, AngleCompensation)
            or part.measure != around.measure
            or part.while_above_deg > 0
        ):
            continue
        since, worst = dict(watch.since_s), dict(watch.worst)
        for time_s, seen in way:
            value, passed = part.judge_value(around.sign * seen)
            if time_s < start_s or not passed:
                since.pop(part.id, None)
                continue
            since.setdefault(part.id, time_s)
            worst[part.id] = part.worse(value, worst.get(part.id, value))
        watch = FaultWatch(since, worst)
    return watch


def longest_hold_s(watch: FaultWatch, exercise: Exercise) -> float:
    """Tell how long the turning point was held without a break so far; NaN where no hold is asked for."""
    hold = exercise.hold
    return math.nan if hold is None else watch.worst.get(hold.id, 0.0)


def hold_going_on_s(watch: FaultWatch, time_s: float, exercise: Exercise) -> float:
    """Tell how long the hold that goes on now has lasted; NaN while none does."""
    hold = exercise.hold
    return math.nan if hold is None else time_s - watch.since_s.get(hold.id, math.nan)


def close_watch(
    watch: FaultWatch,
    start_s: float,
    end_s: float,
    exercise: Exercise,
    *,
    halted_share: float = math.nan,
    lasted_s: float = math.nan,
) -> tuple[tuple[FoundFault, ...], tuple[FoundFault, ...]]:
    """Judge what only a whole repetition tells, and settle how far each compensation went.

    Parameters
    ----------
    watch : FaultWatch
        What was known.
    start_s, end_s : float
        Of the repetition.
    exercise : Exercise
        Whose compensations are judged.
    halted_share : float
        How much of the way between the ends was a halt (`exercises.smoothness`); NaN where it was not told.
    lasted_s : float
        How long it took with its slow beginning and end (`exercises.tempo`); NaN: from start to end.

    Returns
    -------
    tuple of FoundFault, tuple of FoundFault
        All of the repetition, and those that were found just now.
    """
    duration_s = end_s - start_s if math.isnan(lasted_s) else lasted_s
    fresh = (
        *(
            FoundFault(part.id, end_s, duration_s)
            for part in exercise.compensations
            if isinstance(part, TempoCompensation) and duration_s < part.least_duration_s
        ),
        *(
            FoundFault(part.id, end_s, halted_share)
            for part in exercise.compensations
            if isinstance(part, SmoothnessCompensation) and halted_share > part.most_halted_share
        ),
        *(
            FoundFault(part.id, end_s, watch.worst.get(part.id, 0.0))
            for part in exercise.compensations
            if isinstance(part, HoldCompensation) and watch.worst.get(part.id, 0.0) < part.least_hold_s
        ),
    )
    settled = tuple(replace(fault, worst=watch.worst[fault.id]) for fault in watch.found)
    return (*settled, *fresh), fresh
