"""What could be said at this moment: what is in the way, what to do, what was found, praise.

What is said of how a repetition goes fades (`exercises.fading`); all else does not.
"""

from __future__ import annotations

import math

from exercises.change import has_changed, too_little_of
from exercises.counting import is_learning, leans_too_far
from exercises.cues import Candidate, CueRules
from exercises.definition import Exercise, OneWayExercise, RepositionExercise, TwoWayExercise
from exercises.elsewhere import is_counted_elsewhere
from exercises.events import (
    Armed,
    CalibrationAsked,
    DropReason,
    Event,
    MovementDropped,
    RangeLearned,
    Repetition,
    RepetitionFinished,
)
from exercises.fading import NEVER_FADES
from exercises.faults import FaultWatch, hold_going_on_s
from exercises.feedback import MessageKind
from exercises.guidance import PATIENCE_S
from exercises.reposition_saying import find_instructions
from exercises.state import CoachState
from vision.roll import WARN_ABOVE_DEG
from wording import N_, capitalised, say

# Ranks of what can be said: what keeps the camera from measuring comes first, praise last.
_RANK_OBSTACLE, _RANK_READY, _RANK_STILL, _RANK_START, _RANK_TARGET, _RANK_PRAISE = 100, 95, 91, 90, 2, 1
_RANK_RANGE, _RANK_RANGE_AGAIN, _RANK_RANGE_LEANING = 92, 93, 94
_RANK_NOT_MEASURED = 5
_RANK_ONE_SIDED = 4
_RANK_HELD = 6  # below what goes on and could be better
_RANK_CHANGED = 3  # above what is still asked of the target: that it moved is the news
_RANK_FAULT = 10  # plus the severity of the compensation
# Whoever is in place but not still for this long is told what is missing (P).
_MOVING_S = 2.0
# That a hold was long enough is news for so long.
_HELD_NEWS_S = 1.0

_READY = "Ready. Begin when you like."
_READY_ELSEWHERE = "Ready to count. Turn side-on, and I can see your angles too."
_READY_TILTED = "Ready. The camera leans to one side; level it when you can."
_STILL = "Nearly there. Keep still for three seconds."
_SHOW_OWN = "Ready. Begin as far as is comfortable: that sets your own range."
_AFRESH = "Measuring you afresh. {start}"
_RANGE_LEARNED = "That is your own range. Begin when you like."
_RANGE_ASSUMED = "We begin with a small range. Begin when you like."
_RANGE_LEANING = "Small is enough. Only the pelvis moves, your chest stays."
_ONE_SIDED = N_("{one} and {other} make one. Go to both.")
_COUNTED_ELSEWHERE = "Counted by how far your hips went. Turn side-on to see the angles."
_NOT_MEASURED = "That one counts. I could not see it well enough to measure."


def find_candidates(
    exercise: Exercise, state: CoachState, events: tuple[Event, ...], rules: CueRules
) -> list[Candidate]:
    """List everything that could be said now; `exercises.cues` chooses.

    Parameters
    ----------
    exercise : Exercise
        What is done.
    state : CoachState
        After the newest frame.
    events : tuple of Event
        What happened in it.
    rules : CueRules
        When something may be said.
    """
    time_s, found = state.posture.time_s, []
    is_test = isinstance(exercise, RepositionExercise)
    obstacle = state.obstacle
    calibration = state.calibration
    if obstacle is not None and (
        calibration is None or math.isnan(exercise.counted_by(state.posture, calibration.view))
    ):
        if time_s - obstacle.since_s >= PATIENCE_S:
            found.append(
                Candidate(obstacle.id, _RANK_OBSTACLE, MessageKind.GUIDE, (obstacle.sentence,), True)
            )
    elif state.calibration is None:
        found.append(Candidate("stand_ready", _RANK_START, MessageKind.GUIDE, (exercise.start.say,), True))
        if time_s - state.stillness.moving_since_s >= _MOVING_S:
            found.append(Candidate("stand_still", _RANK_STILL, MessageKind.GUIDE, (_STILL,), True))
    elif isinstance(exercise, TwoWayExercise) and is_learning(exercise, state):
        found += _range_candidates(exercise, state)
    elif isinstance(exercise, RepositionExercise):
        found += find_instructions(exercise, state.checker.course, time_s, _RANK_RANGE)
    if state.checker.movement is not None:
        watch = state.checker.movement.watch
        if watch.found:  # mostly there is nothing to tell
            given = exercise.feedback.gives(state.checker.repetitions + 1)
            ids = _going_on(watch, time_s, rules)
            found += _fault_candidates(exercise, ids, given=given, ongoing=True)
        found += _held(exercise, watch, time_s)
    for event in events:
        if isinstance(event, Armed) and not (is_learning(exercise, state) or is_test):
            tilted = abs(event.calibration.roll_deg) > WARN_ABOVE_DEG
            own = event.calibration.view in exercise.views
            ready = (_READY_TILTED if tilted else _SHOW_OWN if _finds_out(exercise, state) else _READY,)
            ready = ready if own else (_READY_ELSEWHERE,)
            found.append(Candidate("ready", _RANK_READY, MessageKind.GUIDE, ready))
        elif isinstance(event, CalibrationAsked):
            afresh = (say(_AFRESH, start=exercise.start.say),)
            found.append(Candidate("afresh", _RANK_READY, MessageKind.GUIDE, afresh))
        elif isinstance(event, RangeLearned):
            learned = (_RANGE_ASSUMED if any(event.range.assumed) else _RANGE_LEARNED,)
            found.append(Candidate("range_learned", _RANK_READY, MessageKind.GUIDE, learned))
        elif isinstance(event, MovementDropped) and event.reason is DropReason.ONE_SIDED:
            found += _one_sided(exercise, state)
        elif isinstance(event, RepetitionFinished):
            found += _after_repetition(exercise, state, event.repetition, rules)
    return found


def _finds_out(exercise: Exercise, state: CoachState) -> bool:
    """Whether the next repetitions set the person's own range."""
    return isinstance(exercise, OneWayExercise) and math.isnan(state.checker.own.band(exercise.target)[0])


def _range_candidates(exercise: TwoWayExercise, state: CoachState) -> list[Candidate]:
    """Ask for the own range; for an end that did not come, once more by itself."""
    axis, learning = exercise.axis_in(state.posture.view), state.learning
    found = [Candidate("learn_range", _RANK_RANGE, MessageKind.GUIDE, (axis.say,), True)]
    if learning is not None and learning.asked_again:
        again = {-1: axis.minus.ask_again, 0: axis.say, 1: axis.plus.ask_again}[learning.missing]
        found.append(Candidate("learn_again", _RANK_RANGE_AGAIN, MessageKind.GUIDE, (again,), True))
    if leans_too_far(exercise, state.posture):
        say = (_RANGE_LEANING,)
        found.append(Candidate("learn_leaning", _RANK_RANGE_LEANING, MessageKind.CUE, say, ongoing=True))
    return found


def _one_sided(exercise: Exercise, state: CoachState) -> list[Candidate]:
    if not isinstance(exercise, TwoWayExercise):
        return []
    axis = exercise.axis_in(state.posture.view)
    told = say(_ONE_SIDED, one=capitalised(axis.plus.name), other=axis.minus.name)
    return [Candidate("one_sided", _RANK_ONE_SIDED, MessageKind.GUIDE, (told,))]


def _going_on(watch: FaultWatch, time_s: float, rules: CueRules) -> tuple[str, ...]:
    """Name the compensations to speak of now: found, and going on for long enough."""
    return tuple(one for one in watch.ids if time_s - watch.since_s.get(one, math.inf) >= rules.persistent_s)


def _held(exercise: Exercise, watch: FaultWatch, time_s: float) -> list[Candidate]:
    """Say when it has been held for long enough: whoever stands on one leg looks at no screen."""
    hold = exercise.hold
    if hold is None:
        return []
    over_s = hold_going_on_s(watch, time_s, exercise) - hold.least_hold_s
    if not 0 <= over_s <= _HELD_NEWS_S:
        return []
    return [Candidate("held", _RANK_HELD, MessageKind.GUIDE, (hold.enough,))]


def _fault_candidates(
    exercise: Exercise, ids: tuple[str, ...], *, given: bool, ongoing: bool = False
) -> list[Candidate]:
    return [
        Candidate(part.id, _RANK_FAULT + part.severity, MessageKind.CUE, part.cue.wordings, ongoing=ongoing)
        for part in exercise.compensations
        if part.id in ids and (given or part.severity >= NEVER_FADES)
    ]


def _after_repetition(
    exercise: Exercise, state: CoachState, repetition: Repetition, rules: CueRules
) -> list[Candidate]:
    if is_counted_elsewhere(repetition):
        return _after_counted_elsewhere(exercise, repetition)
    if not repetition.measured:
        return [Candidate("not_measured", _RANK_NOT_MEASURED, MessageKind.GUIDE, (_NOT_MEASURED,))]
    given, told = exercise.feedback.gives(repetition.number), state.told
    # What was cued while it went on was said: not once more when it is over.
    cued = state.cues.said_since(repetition.start_s)
    ids = tuple(fault.id for fault in repetition.faults if fault.id not in cued)
    found = _fault_candidates(exercise, ids, given=given)
    if not given:
        return found
    if isinstance(exercise, OneWayExercise):
        found += _after_one_way(exercise, repetition)
    elif isinstance(exercise, TwoWayExercise) and repetition.ends is not None:
        found += _after_two_ways(exercise, repetition.angle, repetition.ends)
    # What was said shortly before a repetition could not be said again in it: it was asked for all the same.
    if told and has_changed(exercise, told, repetition, state.cues.said_since(told.start_s - rules.quiet_s)):
        say = exercise.feedback.changed.wordings
        found.append(Candidate("changed", _RANK_CHANGED, MessageKind.PRAISE, say))
    elif repetition.on_target:
        found.append(Candidate("praise", _RANK_PRAISE, MessageKind.PRAISE, tuple(exercise.praise)))
    return found


def _after_counted_elsewhere(exercise: Exercise, repetition: Repetition) -> list[Candidate]:
    """Say what that view shows, and how to be seen better; of the target there is nothing to say."""
    given = exercise.feedback.gives(repetition.number)
    found = _fault_candidates(exercise, tuple(fault.id for fault in repetition.faults), given=given)
    if given:
        say = (_COUNTED_ELSEWHERE,)
        found.append(Candidate("counted_elsewhere", _RANK_NOT_MEASURED, MessageKind.GUIDE, say))
    return found


def _after_one_way(exercise: OneWayExercise, repetition: Repetition) -> list[Candidate]:
    target, peak_deg = exercise.target, repetition.peaks[repetition.angle]
    from_deg, to_deg = repetition.target_deg
    if peak_deg < from_deg:
        return [Candidate("too_little", _RANK_TARGET, MessageKind.CUE, target.too_little.wordings)]
    if peak_deg > to_deg:
        return [Candidate("too_much", _RANK_TARGET, MessageKind.CUE, target.too_much.wordings)]
    return []


def _after_two_ways(exercise: TwoWayExercise, angle: str, reached: tuple[float, float]) -> list[Candidate]:
    """Ask for more to the side that lacked more of its own end."""
    axis = next(axis for axis in exercise.axes if axis.angle == angle)
    share, end = min(zip(reached, axis.ends, strict=True), key=lambda one: one[0])
    if share >= exercise.target.from_share:
        return []
    return [Candidate(too_little_of(end.name), _RANK_TARGET, MessageKind.CUE, end.too_little.wordings)]
