"""The engine of one exercise: observations in, feedback and events out.

`Coach.step(state, observation) -> (state, events)` joins the parts: which way the person faces, the posture,
the start position with its neutral, the smoothing, the checker, and the one thing to say. It is pure, so a
live session, a recording and a test give the same answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

from exercises.arming import watch_start
from exercises.checker import Checker, CheckerState
from exercises.cues import CueRules, choose_cue
from exercises.definition import AngleCompensation, Exercise
from exercises.events import Armed, CalibrationAsked, Event
from exercises.feedback import Feedback, Phase
from exercises.guidance import find_obstacle
from exercises.saying import find_candidates
from exercises.state import CoachState, Obstacle
from vision.accuracy import stated_error
from vision.angles import ANGLE_NAMES, View
from vision.calibration import Calibration, Stillness
from vision.framing import Framing
from vision.gesture import Gesture, watch_gesture
from vision.pelvis import PelvisReader
from vision.pose import Observation, Pose
from vision.posture import EXTRA_MEASURES, Posture
from vision.smoothing import OneEuro, Smoothed, smooth
from vision.tracking import Track, follow_person, measure_person
from vision.view import Facing

# How much before it is needed the outline is read, so that its filter has settled: a frame of a fast bow (P).
_OUTLINE_AHEAD_DEG = 10.0
# A person who is out of sight or turned for this long has to stand ready again (P).
_DISARM_AFTER_S = 3.0


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
    pelvis : PelvisReader, optional
        Reads pelvis and low back for an exercise that asks for them.
    """

    exercise: Exercise
    view: View | None = None
    filter: OneEuro = OneEuro()
    rules: CueRules = CueRules()
    pelvis: PelvisReader | None = None

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
        lean_deg = observation.edges_lean_deg
        roll_deg = state.roll_deg if math.isnan(lean_deg) else lean_deg
        track, pose, names = follow_person(state.track, observation)
        # Levelled by what calibration told, from there on: a roll that comes in on the way makes angles jump.
        level_deg = math.nan if state.calibration is None else state.calibration.level_deg
        measured = measure_person(
            track,
            observation,
            pose,
            names,
            self.view,
            level_deg,
            outline=self._needs_outline(state),
            pelvis=self.pelvis if self.exercise.needs_pelvis else None,
        )
        memory, posture = smooth(state.smoothed, measured, self.filter)
        obstacle = self._follow_obstacle(state.obstacle, measured)
        gesture, asked_afresh = watch_gesture(state.gesture, pose, time_s)
        stillness, calibration, known = state.stillness, state.calibration, state.known
        checker = state.checker
        events: tuple[Event, ...] = ()
        if asked_afresh and checker.movement is None:
            stillness, calibration, known, memory = Stillness(), None, {}, Smoothed()
            checker, events = _counts_of(checker), (CalibrationAsked(time_s),)
        elif calibration is None:
            stillness, found = self._watch_start(state, measured, pose, roll_deg, gesture)
            if found is not None:
                # Kept for the session: whoever comes back is told from the neutral they began with.
                calibration = known.get(found.view, found)
                known = {**known, found.view: calibration}
                memory = Smoothed()
                events = (Armed(time_s, calibration),)
        else:
            posture = calibration.neutral.apply(posture)
            checker, events = self._checker.step(checker, posture)
            if self._has_gone(obstacle, track.facing, calibration.view, checker, time_s):
                stillness, calibration, checker = Stillness(), None, _counts_of(checker)
                memory = Smoothed()
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
        cues = choose_cue(state.cues, find_candidates(self.exercise, state, events), time_s, self.rules)
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
            error_deg=self._error_deg(state.posture.view),
            still_share=min(state.stillness.lasted_s / self.exercise.start.still_s, 1.0),
        )

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self.exercise)

    def _error_deg(self, view: View) -> float:
        stated = stated_error(self.exercise.movement.angle, view)
        return math.nan if stated is None else stated.mae_deg

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

    @cached_property
    def _outline_from_deg(self) -> float:
        """From which angle of the movement on a compensation is read from the outline of the back."""
        from_deg = [
            part.while_above_deg
            for part in self.exercise.compensations
            if isinstance(part, AngleCompensation) and part.measure in EXTRA_MEASURES
        ]
        return min(from_deg, default=math.inf) - _OUTLINE_AHEAD_DEG

    def _needs_outline(self, state: CoachState) -> bool:
        """Whether anything asks for the outline now: the neutral, or a compensation in a deep movement."""
        if state.calibration is None:
            return True
        return state.posture.value(self.exercise.movement.angle) >= self._outline_from_deg

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
        self, state: CoachState, measured: Posture, pose: Pose | None, roll_deg: float, gesture: Gesture
    ) -> tuple[Stillness, Calibration | None]:
        if not math.isnan(gesture.since_s):
            return Stillness(), None  # raised arms stretch the trunk: no neutral
        return watch_start(
            state.stillness,
            measured,
            pose,
            self.exercise.start,
            view_fits=measured.view in self.exercise.views,
            known=measured.view in state.known,
            edges_lean_deg=roll_deg,
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


def _counts_of(checker: CheckerState) -> CheckerState:
    """Forget all but what was counted."""
    return CheckerState(repetitions=checker.repetitions, on_target=checker.on_target)
