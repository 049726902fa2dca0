"""What is said in the course of the repositioning test: what to do now, and nothing of how it went."""

from __future__ import annotations

from exercises.cues import Candidate
from exercises.definition import RepositionExercise
from exercises.feedback import MessageKind
from exercises.reposition_course import Course, Stage
from exercises.reposition_rule import RepositionRule

# So many bends that were too small for the test, and another exercise is offered (P).
_SMALL_BENDS = 3


def find_instructions(
    exercise: RepositionExercise, course: Course, time_s: float, rank: int
) -> list[Candidate]:
    """List what is to be done now; what is waited for is said once more.

    Parameters
    ----------
    exercise : RepositionExercise
        With its words.
    course : Course
        Where in the test the person is.
    time_s : float
        Now.
    rank : int
        Of the instruction.
    """
    # Every step of every trial is a message of its own: it is said aloud whenever it comes.
    step = f"{course.stage}_{len(course.trials) + 1}"
    small_bends = min(course.small_bends, _SMALL_BENDS)
    tries = len(course.turns_deg) + small_bends + course.show_tries + course.find_tries
    name = f"reposition_{step}_{tries}"
    if course.stage is Stage.DONE:
        return [Candidate(name, rank, MessageKind.PRAISE, tuple(exercise.praise), True)]
    say = (_instruction(exercise.reposition, course),)
    found = [Candidate(name, rank, MessageKind.GUIDE, say, True)]
    if time_s - course.since_s >= exercise.reposition.wait_s:
        found.append(Candidate(f"{name}_once_more", rank + 1, MessageKind.GUIDE, say, True))
    return found


def _instruction(rule: RepositionRule, course: Course) -> str:
    words = rule.words
    match course.stage:
        case Stage.RANGE if course.small_bends:
            return words.another if course.small_bends >= _SMALL_BENDS else words.further
        case Stage.RANGE:
            return words.bend_again if course.turns_deg else words.bend_fully
        case Stage.SHOW if course.show_tries:
            return words.show_again
        case Stage.SHOW:
            return words.passed_over if course.why else words.show
        case Stage.HELD:
            return words.held
        case Stage.FIND if course.why:
            return words.find_again if course.was_seen else words.not_seen
        case Stage.FIND:
            return words.find
        case _:
            return words.found
