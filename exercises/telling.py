"""The state of an exercise after a frame, as `Feedback`."""

from __future__ import annotations

import math

from exercises.checker_state import CheckerState
from exercises.counting import find_checker, is_learning
from exercises.definition import Exercise, OneWayExercise, RepositionExercise, TwoWayExercise
from exercises.faults import hold_going_on_s
from exercises.feedback import Feedback, OwnPosition, Phase
from exercises.own_range import Learning, show_meanwhile
from exercises.reposition_course import Course, Stage
from exercises.reposition_rule import RepositionRule
from exercises.state import CoachState
from exercises.swing import Swing
from vision.accuracy import is_shown, stated_error
from vision.angles import View

_STAGE_PHASES = {
    Stage.RANGE: Phase.LEARNING,
    Stage.SHOW: Phase.SHOWN,
    Stage.HELD: Phase.SHOWN,
    Stage.FIND: Phase.HIDDEN,
    Stage.FOUND: Phase.HIDDEN,
    Stage.DONE: Phase.DONE,
}


def tell(exercise: Exercise, state: CoachState) -> Feedback:
    """Tell what is so after the newest frame."""
    posture, checker = state.posture, state.checker
    angle_name = exercise.angle_in(posture.view)
    angle = exercise.moving_deg(posture)
    own = _own_position(exercise, state, angle) if isinstance(exercise, TwoWayExercise) else None
    hidden = state.calibration is not None and checker.course.hidden
    target, share = (math.nan, math.nan), math.nan
    if isinstance(exercise, OneWayExercise):
        target = checker.own.band(exercise.target)
        share = angle / target[0]
    elif own is not None:
        share = abs(own.position) / own.target_share
    elif isinstance(exercise, RepositionExercise):
        target = _shown_band(exercise.reposition, checker.course)
        share = angle / target[0]
    progress = 0.0 if math.isnan(share) else min(max(share, 0.0), 1.0)
    return Feedback(
        time_s=posture.time_s,
        phase=_phase(exercise, state),
        view=posture.view,
        framing=posture.framing,
        quality=posture.quality,
        angle_name=angle_name,
        angle_deg=math.nan if hidden else angle,
        target_deg=target,
        progress=math.nan if hidden else progress,
        repetitions=checker.repetitions,
        on_target=checker.on_target,
        faults=checker.movement.watch.ids if checker.movement else (),
        message=state.cues.shown,
        error_deg=_error_deg(angle_name, posture.view),
        still_share=min(state.stillness.lasted_s / exercise.start.still_s, 1.0),
        own=own,
        faded=_is_faded(exercise, checker),
        hidden=hidden,
        held_s=hold_going_on_s(checker.movement.watch, posture.time_s, exercise)
        if checker.movement
        else math.nan,
        hold_s=math.nan if exercise.hold is None else exercise.hold.least_hold_s,
    )


def _is_faded(exercise: Exercise, checker: CheckerState) -> bool:
    if isinstance(exercise, RepositionExercise):
        return False  # a test gives none on how it goes, from the first trial on
    return not exercise.feedback.gives(max(checker.repetitions + (checker.movement is not None), 1))


def _own_position(exercise: TwoWayExercise, state: CoachState, angle_deg: float) -> OwnPosition | None:
    if state.calibration is None:
        return None
    axis = exercise.axis_in(state.calibration.view)
    own, swing, target = state.own, state.checker.movement, exercise.target.from_share
    if own is None:
        learning = state.learning or Learning(state.posture.time_s)
        own, target = show_meanwhile(learning, exercise.range_in(state.calibration.view)), math.nan
    return OwnPosition(
        position=own.position(angle_deg),
        target_share=target,
        ends_deg=(own.low_deg, own.high_deg),
        names=(axis.minus.name, axis.plus.name),
        face=axis.face,
        reached=swing.reached if isinstance(swing, Swing) else (0.0, 0.0),
    )


def _shown_band(rule: RepositionRule, course: Course) -> tuple[float, float]:
    """Give the band around the place that is shown; NaN while none is."""
    if course.stage not in (Stage.SHOW, Stage.HELD):
        return math.nan, math.nan
    place_deg = course.place_deg(rule)
    return place_deg - rule.show_within_deg, place_deg + rule.show_within_deg


def _phase(exercise: Exercise, state: CoachState) -> Phase:
    calibration = state.calibration
    if calibration is None:
        return Phase.GETTING_READY
    if is_learning(exercise, state):
        return Phase.LEARNING
    if isinstance(exercise, RepositionExercise):
        return _STAGE_PHASES[state.checker.course.stage]
    if state.checker.movement is None:
        return Phase.READY
    returning = find_checker(exercise, state.own, calibration.view).is_returning(state.checker)
    return Phase.RETURNING if returning else Phase.GOING


def _error_deg(angle: str, view: View) -> float:
    stated = stated_error(angle, view)
    return stated.mae_deg if stated is not None and is_shown(angle, view) else math.nan
