"""What could be said at this moment: what is in the way, what to do, what was found, praise."""

from __future__ import annotations

import math

from exercises.cues import Candidate
from exercises.definition import Cue, Exercise
from exercises.events import Armed, CalibrationAsked, Event, Repetition, RepetitionFinished
from exercises.feedback import MessageKind
from exercises.guidance import PATIENCE_S
from exercises.state import CoachState
from vision.roll import WARN_ABOVE_DEG

# Ranks of what can be said: what keeps the camera from measuring comes first, praise last.
_RANK_OBSTACLE, _RANK_READY, _RANK_STILL, _RANK_START, _RANK_TARGET, _RANK_PRAISE = 100, 95, 91, 90, 2, 1
_RANK_NOT_MEASURED = 5
_RANK_FAULT = 10  # plus the severity of the compensation
# Whoever is in place but not still for this long is told what is missing (P).
_MOVING_S = 2.0

_READY = "Ready. Begin when you like."
_READY_TILTED = "Ready. The camera leans to one side; level it when you can."
_STILL = "Nearly there. Keep still for three seconds."
_AFRESH = "Measuring you afresh. Stand tall and still."
_NOT_MEASURED = "That one counts. I could not see it well enough to measure."


def find_candidates(exercise: Exercise, state: CoachState, events: tuple[Event, ...]) -> list[Candidate]:
    """List everything that could be said now; `exercises.cues` chooses.

    Parameters
    ----------
    exercise : Exercise
        What is done.
    state : CoachState
        After the newest frame.
    events : tuple of Event
        What happened in it.
    """
    time_s, found = state.posture.time_s, []
    obstacle = state.obstacle
    blocking = state.calibration is None or math.isnan(state.checker.angle_deg)
    if obstacle is not None and blocking:
        if time_s - obstacle.since_s >= PATIENCE_S:
            found.append(
                Candidate(obstacle.id, _RANK_OBSTACLE, MessageKind.GUIDE, (obstacle.sentence,), True)
            )
    elif state.calibration is None:
        say = (exercise.start.say,)
        found.append(Candidate("stand_ready", _RANK_START, MessageKind.GUIDE, say, True))
        if time_s - state.stillness.moving_since_s >= _MOVING_S:
            found.append(Candidate("stand_still", _RANK_STILL, MessageKind.GUIDE, (_STILL,), True))
    if state.checker.movement is not None:
        found += _fault_candidates(exercise, state.checker.movement.watch.ids)
    for event in events:
        if isinstance(event, Armed):
            tilted = abs(event.calibration.roll_deg) > WARN_ABOVE_DEG
            say = (_READY_TILTED if tilted else _READY,)
            found.append(Candidate("ready", _RANK_READY, MessageKind.GUIDE, say))
        elif isinstance(event, CalibrationAsked):
            found.append(Candidate("afresh", _RANK_READY, MessageKind.GUIDE, (_AFRESH,)))
        elif isinstance(event, RepetitionFinished):
            found += _after_repetition(exercise, event.repetition)
    return found


def _fault_candidates(exercise: Exercise, ids: tuple[str, ...]) -> list[Candidate]:
    return [
        Candidate(part.id, _RANK_FAULT + part.severity, MessageKind.CUE, _wordings(part.cue))
        for part in exercise.compensations
        if part.id in ids
    ]


def _after_repetition(exercise: Exercise, repetition: Repetition) -> list[Candidate]:
    if not repetition.measured:
        return [Candidate("not_measured", _RANK_NOT_MEASURED, MessageKind.GUIDE, (_NOT_MEASURED,))]
    target, peak = exercise.target, repetition.peaks[exercise.movement.angle]
    found = _fault_candidates(exercise, tuple(fault.id for fault in repetition.faults))
    if peak < target.from_deg:
        found.append(Candidate("too_little", _RANK_TARGET, MessageKind.CUE, _wordings(target.too_little)))
    elif peak > target.to_deg:
        found.append(Candidate("too_much", _RANK_TARGET, MessageKind.CUE, _wordings(target.too_much)))
    if repetition.on_target:
        praise = tuple(exercise.praise)
        found.append(Candidate("praise", _RANK_PRAISE, MessageKind.PRAISE, praise))
    return found


def _wordings(cue: Cue) -> tuple[str, ...]:
    return (cue.say,) if cue.or_say is None else (cue.say, cue.or_say)
