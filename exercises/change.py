"""What changed since the repetition that was last spoken of: the change that was asked for, or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from exercises.definition import Exercise, OneWayExercise, TwoWayExercise
from exercises.events import Event, Repetition, RepetitionFinished
from exercises.fading import NEVER_FADES


def newest_told(exercise: Exercise, told: Repetition | None, events: Iterable[Event]) -> Repetition | None:
    """Keep the newest repetition that could be spoken of, for comparing the next one with.

    Parameters
    ----------
    exercise : Exercise
        What is done.
    told : Repetition or None
        The one kept so far.
    events : iterable of Event
        What happened in this step.
    """
    always = {part.id for part in exercise.compensations if part.severity >= NEVER_FADES}
    for event in events:
        if isinstance(event, RepetitionFinished) and event.repetition.measured:
            one = event.repetition
            if exercise.feedback.gives(one.number) or any(fault.id in always for fault in one.faults):
                told = one
    return told


def has_changed(exercise: Exercise, told: Repetition, now: Repetition, asked: Collection[str]) -> bool:
    """Tell whether something that was asked for came about.

    Parameters
    ----------
    exercise : Exercise
        What is done.
    told : Repetition
        The one that was spoken of, measured.
    now : Repetition
        A later one, measured.
    asked : collection of str
        Ids of the cues that were said for `told`.

    Returns
    -------
    bool
        True when a compensation that was cued is gone, or the turning point came nearer to its target by what
        the plan calls a change; an angle that differs by less may be the camera's error. Never where another
        compensation was found: "that changed" would be taken for it.
    """
    if told.angle != now.angle or now.faults:
        return False
    if any(fault.id in asked for fault in told.faults):
        return True
    if isinstance(exercise, OneWayExercise):
        return _came_nearer(exercise, told, now, asked)
    return isinstance(exercise, TwoWayExercise) and _reached_further(exercise, told, now, asked)


def _came_nearer(exercise: OneWayExercise, told: Repetition, now: Repetition, asked: Collection[str]) -> bool:
    """Whether a turning point that missed the band moved toward it, and not out at its other side."""
    gained_deg = now.peaks[now.angle] - told.peaks[told.angle]
    from_deg, to_deg = now.target_deg
    if "too_little" in asked and told.peaks[told.angle] < told.target_deg[0]:
        return gained_deg >= exercise.feedback.changed_by_deg and now.peaks[now.angle] <= to_deg
    if "too_much" in asked and told.peaks[told.angle] > told.target_deg[1]:
        return -gained_deg >= exercise.feedback.changed_by_deg and now.peaks[now.angle] >= from_deg
    return False


def _reached_further(
    exercise: TwoWayExercise, told: Repetition, now: Repetition, asked: Collection[str]
) -> bool:
    """Whether an end that was asked for was reached further."""
    if told.ends is None or now.ends is None:
        return False
    axis = next(axis for axis in exercise.axes if axis.angle == now.angle)
    return any(
        too_little_of(end.name) in asked and after - before >= exercise.feedback.changed_by_share
        for end, before, after in zip(axis.ends, told.ends, now.ends, strict=True)
        if before < exercise.target.from_share
    )


def too_little_of(end_name: str) -> str:
    """Give the id of the cue that asks for more of an end."""
    return f"too_little_{end_name}"
