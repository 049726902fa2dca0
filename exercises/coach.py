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
from exercises.change import newest_told
from exercises.checker_state import CheckerState
from exercises.counting import count
from exercises.cues import CueRules, choose_cue
from exercises.definition import Exercise, OneWayExercise, RepositionExercise, TwoWayExercise
from exercises.events import Armed, CalibrationAsked, DropReason, Event, MovementDropped
from exercises.feedback import Feedback
from exercises.guidance import find_obstacle, find_pelvis_obstacle
from exercises.needs import Needs, find_needs
from exercises.own_target import OwnPeak
from exercises.saying import find_candidates
from exercises.state import CoachState, Obstacle
from exercises.telling import tell
from vision.angles import ANGLE_NAMES, View
from vision.calibration import Calibration, Stillness
from vision.framing import Framing
from vision.gesture import Gesture, watch_gesture
from vision.measurable import hide_uncertain
from vision.pelvis import PelvisReader
from vision.place import follow_place, remember_place
from vision.pose import Observation, Pose
from vision.posture import Posture
from vision.sides import Names
from vision.smoothing import OneEuro, Smoothed, smooth
from vision.tracking import Track, follow_person, measure_person, mind_markers
from vision.view import Facing

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

    def start(self, own: OwnPeak = OwnPeak()) -> CoachState:
        """Return the state before the first frame; `own` is how far the person went in the set before."""
        nothing = dict.fromkeys(ANGLE_NAMES, math.nan)
        posture = Posture(-math.inf, View.UNKNOWN, Framing.NOBODY, 0.0, nothing)
        return CoachState(posture, checker=CheckerState(own=own.begin_set()))

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
        measured, asked_pelvis = self._measure(state, track, observation, pose, names)
        if observation.markers or track.markers.off_deg:
            level_deg = math.nan if state.calibration is None else state.calibration.level_deg
            track, measured = mind_markers(track, observation, measured, level_deg)
        memory, posture = smooth(state.smoothed, measured, self.filter)
        obstacle = self._follow_obstacle(state.obstacle, measured, asked_pelvis)
        gesture, asked_afresh = watch_gesture(state.gesture, pose, time_s)
        stillness, calibration, known = state.stillness, state.calibration, state.known
        checker, ranges, learning = state.checker, state.ranges, state.learning
        place = None if state.place is None else follow_place(state.place, pose)
        events: tuple[Event, ...] = ()
        if asked_afresh and checker.movement is None:
            stillness, calibration, known, memory, place = Stillness(), None, {}, Smoothed(), None
            checker, ranges, learning = checker.counts_only(), {}, None
            events = (CalibrationAsked(time_s),)
        elif calibration is None:
            stillness, found = self._watch_start(state, measured, pose, roll_deg, gesture)
            if found is not None:
                # Kept for the session: whoever comes back is told from the neutral they began with.
                calibration = known[found.view].at(found.footing) if found.view in known else found
                if calibration is found:  # that was neutral: whoever sets off at once began there
                    checker = replace(checker, neutral_s=time_s, rest_deg=0.0, seen_s=time_s)
                known = {**known, found.view: calibration}
                if found.view not in self.exercise.views:
                    obstacle = None  # the view stood in the way; from now on it is counted by
                memory = Smoothed()
                place = None if pose is None else remember_place(pose)
                events = (Armed(time_s, calibration),)
        else:
            posture = calibration.neutral.apply(posture)
            checker, ranges, learning, events = count(self.exercise, state, posture, calibration.view)
            left = place is not None and place.left
            if left and checker.movement is not None:
                events = (*events, MovementDropped(time_s, DropReason.LEFT_PLACE))
            if left or self._has_gone(obstacle, track.facing, calibration.view, posture):
                stillness, calibration, checker = Stillness(), None, checker.counts_only()
                memory, learning, place = Smoothed(), None, None
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
            ranges,
            learning,
            state.told,
            place,
        )
        candidates = find_candidates(self.exercise, state, events, self.rules)
        cues = choose_cue(state.cues, candidates, time_s, self.rules)
        told = newest_told(self.exercise, state.told, events) if events else state.told
        if cues is not state.cues or told is not state.told:
            state = replace(state, cues=cues, told=told)
        return state, events

    def feedback(self, state: CoachState) -> Feedback:
        """Tell what is so after the newest frame."""
        return tell(self.exercise, state)

    def _follow_obstacle(
        self, before: Obstacle | None, measured: Posture, asked_pelvis: bool
    ) -> Obstacle | None:
        found = find_obstacle(measured, self.exercise)
        if found is None and (asked_pelvis or self.pelvis is None):
            found = find_pelvis_obstacle(measured, self.exercise, readable=self.pelvis is not None)
        if found is None:
            return None
        if before is not None and before.id == found[0]:
            return before
        return Obstacle(*found, measured.time_s)

    @cached_property
    def _needs(self) -> Needs:
        return find_needs(self.exercise)

    def _measure(
        self, state: CoachState, track: Track, observation: Observation, pose: Pose | None, names: Names
    ) -> tuple[Posture, bool]:
        """Measure a frame, and tell whether the pelvis was asked for in it."""
        moving_deg = self.exercise.moving_deg(state.posture)
        asked = self._needs.pelvis(state, moving_deg)
        calibration = state.calibration
        posture = measure_person(
            track,
            observation,
            pose,
            names,
            self.view,
            # Levelled by what calibration told: a roll that comes in on the way makes angles jump.
            math.nan if calibration is None else calibration.level_deg,
            certain_only=False,
            outline=self._needs.outline(state, moving_deg),
            pelvis=self.pelvis if asked else None,
            footing=calibration.footing if calibration is not None and self._needs.over_feet else None,
        )
        # A position in the own range needs no stated error: only degrees do.
        own = self.exercise.angles if isinstance(self.exercise, TwoWayExercise) else frozenset[str]()
        return hide_uncertain(posture, keep=own), asked

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
            # The first who is calibrated is the person of the set before.
            checker=self._begin_anew(state.checker) if state.known else state.checker,
            ranges={},
            learning=None,
            told=None,
            place=None,
        )

    def _begin_anew(self, checker: CheckerState) -> CheckerState:
        """Keep the count, but nothing that was this person's own: a test of another body is another test."""
        if isinstance(self.exercise, RepositionExercise):
            return CheckerState()
        return replace(checker.counts_only(), own=OwnPeak())

    def _watch_start(
        self, state: CoachState, measured: Posture, pose: Pose | None, roll_deg: float, gesture: Gesture
    ) -> tuple[Stillness, Calibration | None]:
        if not math.isnan(gesture.since_s):
            return Stillness(), None  # raised arms stretch the trunk: no neutral
        if self._may_be_a_slip(state.stillness, measured):
            return state.stillness, None  # tells nothing, for or against
        stillness, found = watch_start(
            state.stillness,
            measured,
            pose,
            self.exercise.start,
            view_fits=measured.view in self.exercise.views and not self._is_another(measured),
            elsewhere=measured.view not in self.exercise.views and self.exercise.is_counted_in(measured.view),
            known=measured.view in state.known,
            edges_lean_deg=roll_deg,
        )
        if found is not None and not self._saw_movement(state.stillness):
            # Go on being still: the oldest frame makes room, until enough of them tell what moves.
            return replace(state.stillness, moments=state.stillness.moments[1:]), None
        return stillness, found

    def _is_another(self, posture: Posture) -> bool:
        """Whether no repetition begins like this: no lunge with the feet side by side."""
        return isinstance(self.exercise, OneWayExercise) and self.exercise.movement.is_another(posture)

    def _may_be_a_slip(self, stillness: Stillness, posture: Posture) -> bool:
        """Whether somebody who kept still looks otherwise, but not for long: legs may be mixed up."""
        if not (stillness.moments and self._is_another(posture)):
            return False
        assert isinstance(self.exercise, OneWayExercise)
        since_s = posture.time_s - stillness.moments[-1].posture.time_s
        return since_s < self.exercise.movement.another_persistence_s

    def _saw_movement(self, stillness: Stillness) -> bool:
        """Whether a still moment tells the zero of what moves: no hidden pelvis, no legs mixed up."""
        postures = [one.posture for one in stillness.moments if one.posture.view in self.exercise.views]
        if not postures:
            return True  # elsewhere it is counted by what has no number before the neutral
        seen = sum(not math.isnan(self.exercise.moving_deg(one)) for one in postures)
        return 2 * seen > len(postures)

    def _has_gone(
        self, obstacle: Obstacle | None, facing: Facing, calibrated_view: View, posture: Posture
    ) -> bool:
        """Whether the person went or turned round: then they are asked for the start position again."""
        lasting = obstacle is not None and posture.time_s - obstacle.since_s >= _DISARM_AFTER_S
        if lasting and math.isnan(self.exercise.counted_by(posture, calibrated_view)):
            return True
        turned = facing.view in self.exercise.views and facing.view is not calibrated_view
        return turned and self.view is None
