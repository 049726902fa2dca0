"""From a posture told from neutral to what counts; where it is needed, the own range is learned first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from exercises.checker import Checker
from exercises.checker_state import CheckerState
from exercises.definition import Exercise, OneWayExercise, RepositionExercise, TwoWayExercise
from exercises.events import Event, RangeLearned, RepetitionFinished
from exercises.own_range import Learning, OwnRange, learn
from exercises.reposition_checker import RepositionChecker
from exercises.state import CoachState
from exercises.sway_checker import SwayChecker
from vision.angles import View
from vision.posture import Posture


class Counted(NamedTuple):
    """What a posture made of the count and the own range."""

    checker: CheckerState
    ranges: Mapping[View, OwnRange]
    learning: Learning | None
    events: tuple[Event, ...]


def count(exercise: Exercise, state: CoachState, posture: Posture, view: View) -> Counted:
    """Advance by one posture.

    Parameters
    ----------
    exercise : Exercise
        What is done.
    state : CoachState
        Before this posture.
    posture : Posture
        Smoothed and told from neutral.
    view : View
        The view of that neutral; the own range holds for it too.
    """
    if isinstance(exercise, RepositionExercise):
        counted, events = RepositionChecker(exercise).step(state.checker, posture)
        return Counted(counted, state.ranges, None, events)
    own = state.ranges.get(view)
    if isinstance(exercise, TwoWayExercise) and own is None:
        return _learn(exercise, state, posture, view)
    checker = find_checker(exercise, own, view)
    counted, events = checker.step(state.checker, posture)
    return Counted(counted, state.ranges, None, tuple(_seen_from(view, event) for event in events))


def _seen_from(view: View, event: Event) -> Event:
    """Note the view beside a repetition: it tells left from right where an exercise is done on both sides."""
    if isinstance(event, RepetitionFinished):
        return RepetitionFinished(replace(event.repetition, view=view))
    return event


def find_checker(exercise: Exercise, own: OwnRange | None, view: View) -> Checker | SwayChecker:
    """Give what counts an exercise's repetitions for somebody whose neutral is that of `view`.

    Raises
    ------
    ValueError
        If the own range is needed and not known, or the exercise is a test.
    """
    if isinstance(exercise, OneWayExercise):
        return Checker(exercise.seen_from(view))
    if isinstance(exercise, TwoWayExercise) and own is not None:
        return SwayChecker(exercise, own)
    raise ValueError(f"{exercise.id} is counted in the own range, which is not known, or is a test")


def is_learning(exercise: Exercise, state: CoachState) -> bool:
    """Whether the person is ready, and their own range is what is missing."""
    return isinstance(exercise, TwoWayExercise) and state.calibration is not None and state.own is None


def leans_too_far(exercise: TwoWayExercise, posture: Posture) -> bool:
    """Whether the chest leans so far that the pelvis goes with it: no end is learned from that."""
    chest_deg = posture.value("thorax_lateral" if posture.view.is_frontal else "thorax_flexion")
    return abs(chest_deg) > exercise.range_in(posture.view).trunk_within_deg


def _learn(exercise: TwoWayExercise, state: CoachState, posture: Posture, view: View) -> Counted:
    time_s, before = posture.time_s, state.learning or Learning(posture.time_s)
    angle_deg = posture.value(exercise.angle_in(posture.view))
    if leans_too_far(exercise, posture):
        angle_deg = math.nan
    learning, own = learn(before, angle_deg, time_s, exercise.range_in(view))
    if own is None:
        return Counted(state.checker, state.ranges, learning, ())
    return Counted(state.checker, {**state.ranges, view: own}, None, (RangeLearned(time_s, view, own),))
