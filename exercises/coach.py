"""The engine of one exercise: observations in, feedback and events out.

`Coach.step(state, observation) -> (state, events)` joins the parts: which way the person faces, the posture,
the start position with its neutral, the smoothing, the checker, and the one thing to say. It is pure, so a
live session, a recording and a test give the same answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

from exercises.arming import Window, watch_start
from exercises.checker import Checker, CheckerState
from exercises.cues import Candidate, CueRules, CueState, choose_cue
from exercises.definition import Cue, Exercise
from exercises.events import Armed, Event, Repetition, RepetitionFinished
from exercises.feedback import Feedback, MessageKind, Phase
from exercises.guidance import PATIENCE_S, find_obstacle
from vision.angles import ANGLE_NAMES, View
from vision.framing import Framing
from vision.neutral import Neutral
from vision.pose import Observation
from vision.posture import Posture
from vision.smoothing import OneEuro, Smoothed, smooth
from vision.tracking import follow_posture
from vision.view import Facing

# Ranks of what can be said: what keeps the camera from measuring comes first, praise last.
_RANK_OBSTACLE, _RANK_READY, _RANK_START, _RANK_TARGET, _RANK_PRAISE = 100, 95, 90, 2, 1
_RANK_FAULT = 10  # plus the severity of the compensation
# A person who is out of sight or turned for this long has to stand ready again (P).
_DISARM_AFTER_S = 3.0

_READY = "Ready. Begin when you like."


@dataclass(frozen=True)
class Obstacle:
    """Something that keeps the camera from measuring, and since when."""

    id: str
    sentence: str
    since_s: float


@dataclass(frozen=True)
class CoachState:
    """All that is remembered between two frames."""

    posture: Posture
    facing: Facing = Facing()
    smoothed: Smoothed = Smoothed()
    window: Window = ()
    neutral: Neutral | None = None
    neutral_view: View = View.UNKNOWN
    checker: CheckerState = CheckerState()
    cues: CueState = CueState()
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class Coach:
    """Coaches one exercise.

    Attributes
    ----------
    exercise : Exercise
        What is done.
    view : View, optional
        A view known from elsewhere (a recording whose view was given); otherwise the pose tells it.
    filter : OneEuro
        Smoothing of the angles.
    rules : CueRules
        When something may be said.
    """

    exercise: Exercise
    view: View | None = None
    filter: OneEuro = OneEuro()
    rules: CueRules = CueRules()

    def start(self) -> CoachState:
        """Return the state before the first frame."""
        nothing = dict.fromkeys(ANGLE_NAMES, math.nan)
        return CoachState(Posture(-math.inf, View.UNKNOWN, Framing.NOBODY, 0.0, nothing))

    def step(self, state: CoachState, observation: Observation) -> tuple[CoachState, tuple[Event, ...]]:
        """Advance by one frame.

        Parameters
        ----------
        state : CoachState
            `start()` before the first frame.
        observation : Observation
            Later than the one before.

        Returns
        -------
        CoachState, tuple of Event
            The new state, and what happened.

        Raises
        ------
        ValueError
            If the frame is not later than the one before.
        """
        time_s = observation.time_s
        if not time_s > state.posture.time_s:
            raise ValueError(f"frames must come in time order: {time_s} after {state.posture.time_s}")
        facing, measured = follow_posture(state.facing, observation, self.view)
        memory, posture = smooth(state.smoothed, measured, self.filter)
        obstacle = self._follow_obstacle(state.obstacle, measured)
        window, neutral, neutral_view = state.window, state.neutral, state.neutral_view
        checker = state.checker
        events: tuple[Event, ...] = ()
        if neutral is None:
            fits = measured.view in self.exercise.views
            window, neutral = watch_start(window, measured, self.exercise.start, fits)
            if neutral is not None:
                neutral_view, events = measured.view, (Armed(time_s),)
        else:
            posture = neutral.apply(posture)
            checker, events = self._checker.step(checker, posture)
            if self._has_gone(obstacle, facing, neutral_view, checker, time_s):
                window, neutral = (), None
                checker = CheckerState(repetitions=checker.repetitions, on_target=checker.on_target)
        # Built once: copies of a state of ten parts were a tenth of the step.
        state = CoachState(
            posture, facing, memory, window, neutral, neutral_view, checker, state.cues, obstacle
        )
        cues = choose_cue(state.cues, self._candidates(state, events), time_s, self.rules)
        return (state if cues is state.cues else replace(state, cues=cues)), events

    def feedback(self, state: CoachState) -> Feedback:
        """Tell what is so after the newest frame."""
        target, checker = self.exercise.target, state.checker
        angle = state.posture.value(self.exercise.movement.angle)
        return Feedback(
            time_s=state.posture.time_s,
            phase=self._phase(state),
            view=state.posture.view,
            framing=state.posture.framing,
            quality=state.posture.quality,
            angle_name=self.exercise.movement.angle,
            angle_deg=angle,
            target_deg=(target.from_deg, target.to_deg),
            progress=0.0 if math.isnan(angle) else min(max(angle / target.from_deg, 0.0), 1.0),
            repetitions=checker.repetitions,
            on_target=checker.on_target,
            faults=checker.movement.watch.ids if checker.movement else (),
            message=state.cues.shown,
        )

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self.exercise)

    def _phase(self, state: CoachState) -> Phase:
        if state.neutral is None:
            return Phase.GETTING_READY
        if state.checker.movement is None:
            return Phase.READY
        return Phase.RETURNING if self._checker.is_returning(state.checker) else Phase.GOING

    def _follow_obstacle(self, before: Obstacle | None, measured: Posture) -> Obstacle | None:
        found = find_obstacle(measured, self.exercise)
        if found is None:
            return None
        if before is not None and before.id == found[0]:
            return before
        return Obstacle(*found, measured.time_s)

    def _has_gone(
        self,
        obstacle: Obstacle | None,
        facing: Facing,
        neutral_view: View,
        checker: CheckerState,
        time_s: float,
    ) -> bool:
        """Whether the person went or turned round: then they are asked for the start position again."""
        lasting = obstacle is not None and time_s - obstacle.since_s >= _DISARM_AFTER_S
        unmeasured = math.isnan(checker.angle_deg)
        turned = facing.view in self.exercise.views and facing.view is not neutral_view
        return (lasting and unmeasured) or (turned and self.view is None)

    def _candidates(self, state: CoachState, events: tuple[Event, ...]) -> list[Candidate]:
        """Everything that could be said now."""
        time_s, found = state.posture.time_s, []
        obstacle = state.obstacle
        blocking = state.neutral is None or math.isnan(state.checker.angle_deg)
        if obstacle is not None and blocking:
            if time_s - obstacle.since_s >= PATIENCE_S:
                found.append(
                    Candidate(obstacle.id, _RANK_OBSTACLE, MessageKind.GUIDE, (obstacle.sentence,), True)
                )
        elif state.neutral is None:
            say = (self.exercise.start.say,)
            found.append(Candidate("stand_ready", _RANK_START, MessageKind.GUIDE, say, True))
        if state.checker.movement is not None:
            found += self._fault_candidates(state.checker.movement.watch.ids)
        for event in events:
            if isinstance(event, Armed):
                found.append(Candidate("ready", _RANK_READY, MessageKind.GUIDE, (_READY,)))
            elif isinstance(event, RepetitionFinished):
                found += self._after_repetition(event.repetition)
        return found

    def _fault_candidates(self, ids: tuple[str, ...]) -> list[Candidate]:
        return [
            Candidate(part.id, _RANK_FAULT + part.severity, MessageKind.CUE, _wordings(part.cue))
            for part in self.exercise.compensations
            if part.id in ids
        ]

    def _after_repetition(self, repetition: Repetition) -> list[Candidate]:
        target, peak = self.exercise.target, repetition.peaks[self.exercise.movement.angle]
        found = self._fault_candidates(tuple(fault.id for fault in repetition.faults))
        if peak < target.from_deg:
            found.append(Candidate("too_little", _RANK_TARGET, MessageKind.CUE, _wordings(target.too_little)))
        elif peak > target.to_deg:
            found.append(Candidate("too_much", _RANK_TARGET, MessageKind.CUE, _wordings(target.too_much)))
        if repetition.on_target:
            praise = tuple(self.exercise.praise)
            found.append(Candidate("praise", _RANK_PRAISE, MessageKind.PRAISE, praise))
        return found


def _wordings(cue: Cue) -> tuple[str, ...]:
    return (cue.say,) if cue.or_say is None else (cue.say, cue.or_say)
