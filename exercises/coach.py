"""The engine of one exercise: observations in, feedback and events out.

`Coach.step(state, observation) -> (state, events)` joins the parts: which way the person faces, the posture,
the start position with its neutral, the smoothing, the checker, and the one thing to say. It is pure, so a
live session, a recording and a test give the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from exercises.arming import watch_start
from exercises.checker import Checker, CheckerState
from exercises.cues import Candidate, CueRules, CueState, choose_cue
from exercises.definition import Cue, Exercise
from exercises.events import Armed, CalibrationAsked, Event, Repetition, RepetitionFinished
from exercises.feedback import Feedback, MessageKind, Phase
from exercises.guidance import PATIENCE_S, find_obstacle
from vision.angles import ANGLE_NAMES, View
from vision.calibration import Calibration, Stillness
from vision.framing import Framing
from vision.gesture import Gesture, watch_gesture
from vision.pose import Observation, Pose
from vision.posture import Posture
from vision.roll import WARN_ABOVE_DEG
from vision.smoothing import OneEuro, Smoothed, smooth
from vision.tracking import Track, follow_person, measure_person
from vision.view import Facing

# Ranks of what can be said: what keeps the camera from measuring comes first, praise last.
_RANK_OBSTACLE, _RANK_READY, _RANK_STILL, _RANK_START, _RANK_TARGET, _RANK_PRAISE = 100, 95, 91, 90, 2, 1
_RANK_NOT_MEASURED = 5
_RANK_FAULT = 10  # plus the severity of the compensation
# A person who is out of sight or turned for this long has to stand ready again (P).
_DISARM_AFTER_S = 3.0

# Whoever is in place but not still for this long is told what is missing (P).
_MOVING_S = 2.0

_READY = "Ready. Begin when you like."
_READY_TILTED = "Ready. The camera leans to one side; level it when you can."
_STILL = "Nearly there. Keep still for three seconds."
_AFRESH = "Measuring you afresh. Stand tall and still."
_NOT_MEASURED = "That one counts. I could not see it well enough to measure."


@dataclass(frozen=True)
class Obstacle:
    """Something that keeps the camera from measuring, and since when."""

    id: str
    sentence: str
    since_s: float


@dataclass(frozen=True)
class CoachState:
    """All that is remembered between two frames.

    Attributes
    ----------
    calibration : Calibration or None
        The neutral in use; None while the person gets ready.
    known : mapping of View to Calibration
        Of this person in this session.
    roll_deg : float
        Lean of true vertical in the picture, from the room's edges; NaN until they told it.
    """

    posture: Posture
    track: Track = Track()
    smoothed: Smoothed = Smoothed()
    stillness: Stillness = Stillness()
    calibration: Calibration | None = None
    known: Mapping[View, Calibration] = field(default_factory=dict)
    person_number: int = 0
    roll_deg: float = math.nan
    gesture: Gesture = Gesture()
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
        state = self._meet(state, observation)
        roll_deg = observation.edges_lean_deg if math.isnan(state.roll_deg) else state.roll_deg
        track, pose, names = follow_person(state.track, observation)
        measured = measure_person(track, observation, pose, names, self.view, roll_deg)
        memory, posture = smooth(state.smoothed, measured, self.filter)
        obstacle = self._follow_obstacle(state.obstacle, measured)
        gesture, asked_afresh = watch_gesture(state.gesture, pose, time_s)
        stillness, calibration, known = state.stillness, state.calibration, state.known
        checker = state.checker
        events: tuple[Event, ...] = ()
        if asked_afresh and checker.movement is None:
            stillness, calibration, known, roll_deg = Stillness(), None, {}, math.nan
            checker, events = _counts_of(checker), (CalibrationAsked(time_s),)
        elif calibration is None:
            stillness, found = self._watch_start(state, measured, pose, observation)
            if found is not None:
                # Kept for the session: whoever comes back is told from the neutral they began with.
                calibration = known.get(found.view, found)
                known = {**known, found.view: calibration}
                events = (Armed(time_s, calibration),)
        else:
            posture = calibration.neutral.apply(posture)
            checker, events = self._checker.step(checker, posture)
            if self._has_gone(obstacle, track.facing, calibration.view, checker, time_s):
                stillness, calibration, checker = Stillness(), None, _counts_of(checker)
        # Built once: copies of a state of many parts were a tenth of the step.
        state = CoachState(
            posture,
            track,
            memory,
            stillness,
            calibration,
            known,
            observation.person_number,
            roll_deg,
            gesture,
            checker,
            state.cues,
            obstacle,
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
        if state.calibration is None:
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

    def _meet(self, state: CoachState, observation: Observation) -> CoachState:
        """Begin anew with somebody else: no calibration of another body holds for them."""
        if observation.person_number == state.person_number:
            return state
        return replace(
            state,
            track=Track(),
            smoothed=Smoothed(),
            stillness=Stillness(),
            calibration=None,
            known={},
            checker=_counts_of(state.checker),
        )

    def _watch_start(
        self, state: CoachState, measured: Posture, pose: Pose | None, observation: Observation
    ) -> tuple[Stillness, Calibration | None]:
        return watch_start(
            state.stillness,
            measured,
            pose,
            self.exercise.start,
            view_fits=measured.view in self.exercise.views,
            known=measured.view in state.known,
            edges_lean_deg=observation.edges_lean_deg,
        )

    def _has_gone(
        self,
        obstacle: Obstacle | None,
        facing: Facing,
        calibrated_view: View,
        checker: CheckerState,
        time_s: float,
    ) -> bool:
        """Whether the person went or turned round: then they are asked for the start position again."""
        lasting = obstacle is not None and time_s - obstacle.since_s >= _DISARM_AFTER_S
        unmeasured = math.isnan(checker.angle_deg)
        turned = facing.view in self.exercise.views and facing.view is not calibrated_view
        return (lasting and unmeasured) or (turned and self.view is None)

    def _candidates(self, state: CoachState, events: tuple[Event, ...]) -> list[Candidate]:
        """Everything that could be said now."""
        time_s, found = state.posture.time_s, []
        obstacle = state.obstacle
        blocking = state.calibration is None or math.isnan(state.checker.angle_deg)
        if obstacle is not None and blocking:
            if time_s - obstacle.since_s >= PATIENCE_S:
                found.append(
                    Candidate(obstacle.id, _RANK_OBSTACLE, MessageKind.GUIDE, (obstacle.sentence,), True)
                )
        elif state.calibration is None:
            say = (self.exercise.start.say,)
            found.append(Candidate("stand_ready", _RANK_START, MessageKind.GUIDE, say, True))
            if time_s - state.stillness.moving_since_s >= _MOVING_S:
                found.append(Candidate("stand_still", _RANK_STILL, MessageKind.GUIDE, (_STILL,), True))
        if state.checker.movement is not None:
            found += self._fault_candidates(state.checker.movement.watch.ids)
        for event in events:
            if isinstance(event, Armed):
                tilted = abs(event.calibration.roll_deg) > WARN_ABOVE_DEG
                say = (_READY_TILTED if tilted else _READY,)
                found.append(Candidate("ready", _RANK_READY, MessageKind.GUIDE, say))
            elif isinstance(event, CalibrationAsked):
                found.append(Candidate("afresh", _RANK_READY, MessageKind.GUIDE, (_AFRESH,)))
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
        if not repetition.measured:
            return [Candidate("not_measured", _RANK_NOT_MEASURED, MessageKind.GUIDE, (_NOT_MEASURED,))]
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


def _counts_of(checker: CheckerState) -> CheckerState:
    """Forget all but what was counted."""
    return CheckerState(repetitions=checker.repetitions, on_target=checker.on_target)


def _wordings(cue: Cue) -> tuple[str, ...]:
    return (cue.say,) if cue.or_say is None else (cue.say, cue.or_say)
