"""The checker of the repositioning test: postures in, finished trials out. Pure, like `exercises.checker`."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from exercises.checker import LOST_AFTER_S
from exercises.checker_state import CheckerState
from exercises.definition import RepositionExercise
from exercises.events import Event, TrialFinished
from exercises.reposition_course import advance, lose
from exercises.repositioning import Trial
from vision.posture import Posture
from vision.quality import LEAST_QUALITY, frame_quality


@dataclass(frozen=True)
class RepositionChecker:
    """Takes one person through the test.

    Attributes
    ----------
    exercise : RepositionExercise
        The definition.
    """

    exercise: RepositionExercise

    def step(self, state: CheckerState, posture: Posture) -> tuple[CheckerState, tuple[Event, ...]]:
        """Advance by one posture, told from neutral.

        Parameters
        ----------
        state : CheckerState
            `CheckerState()` at the start; `course` is where in the test the person is.
        posture : Posture
            Later than the one before. A NaN angle is ridden over for up to a second.

        Returns
        -------
        CheckerState, tuple of Event
            The new state, and what happened. `repetitions` are the trials that are over.
        """
        rule, time_s, view = self.exercise.reposition, posture.time_s, posture.view
        angle_deg = posture.value(rule.angle)
        course, ended = state.course, list[Trial | None]()
        lost = time_s - state.seen_s > LOST_AFTER_S
        if lost:
            course, trial = lose(course, time_s, view, rule)
            ended.append(trial)
        seen = not math.isnan(angle_deg) and frame_quality(posture) >= LEAST_QUALITY
        if seen:
            course, trial = advance(course, angle_deg, time_s, view, rule)
            ended.append(trial)
        finished = tuple(TrialFinished(trial) for trial in ended if trial is not None)
        # NaN after a loss: one long absence is one.
        seen_s = time_s if seen else math.nan if lost else state.seen_s
        state = replace(
            state, angle_deg=angle_deg, seen_s=seen_s, course=course, repetitions=len(course.trials)
        )
        return state, finished
