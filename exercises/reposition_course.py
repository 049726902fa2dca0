"""The course of the repositioning test: the own range, then for each trial a place that is shown and found.

Pure: `advance` takes an angle and a time, `lose` says that the person was out of sight.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

from exercises.reposition_rule import RepositionRule
from exercises.repositioning import Trial
from exercises.staying import Stay
from vision.angles import View

_NOT_HELD, _NOT_SEEN = "it was not held", "it was out of sight"


class Stage(StrEnum):
    """What is asked of the person now."""

    RANGE = "range"
    SHOW = "show"
    HELD = "held"
    FIND = "find"
    FOUND = "found"
    DONE = "done"


@dataclass(frozen=True)
class Course:
    """Where in the test the person is.

    Attributes
    ----------
    stage : Stage
        What is asked for. The display is hidden from `FIND` until they are up again.
    since_s : float
        Since when; NaN at the start.
    bent : bool
        Whether a bend is going on.
    deepest_deg : float
        How far it went so far.
    rises_first : bool
        Whether a bend only counts from standing: whoever was lost from sight may be in the middle of one.
    turns_deg : tuple of float
        Turning points of the bends that set the range.
    small_bends : int
        Bends that were too small for it.
    range_deg : float
        The own range; NaN before it is known.
    stay : Stay
        The still moment going on.
    held_deg : float
        Where the shown position was held; NaN before it was.
    show_tries, find_tries : int
        Tries of this trial that were not held, or not seen.
    why : str
        Why the last try did not count; empty when it did.
    trials : tuple of Trial
        Finished ones.
    """

    stage: Stage = Stage.RANGE
    since_s: float = math.nan
    bent: bool = False
    deepest_deg: float = 0.0
    rises_first: bool = False
    turns_deg: tuple[float, ...] = ()
    small_bends: int = 0
    range_deg: float = math.nan
    stay: Stay = Stay()
    held_deg: float = math.nan
    show_tries: int = 0
    find_tries: int = 0
    why: str = ""
    trials: tuple[Trial, ...] = ()

    @property
    def hidden(self) -> bool:
        """Whether the display has to be hidden."""
        return self.stage in (Stage.FIND, Stage.FOUND)

    @property
    def was_seen(self) -> bool:
        """Whether the last try was seen, whatever became of it."""
        return self.why != _NOT_SEEN

    def share(self, rule: RepositionRule) -> float:
        """Give the place of the trial going on, as a share of the range; NaN after the last."""
        number = len(self.trials)
        return rule.trials[number] if number < len(rule.trials) else math.nan

    def place_deg(self, rule: RepositionRule) -> float:
        """Give the shown place, in degrees; NaN before the range is known and after the last trial."""
        return self.share(rule) * self.range_deg

    def interrupted(self) -> Course:
        """Give up the bend going on: the person went, turned round or asked to be measured afresh.

        What was shown may be forgotten by then, or told from another neutral, so it is shown again.
        """
        fresh = replace(self, bent=False, rises_first=True, stay=Stay(), since_s=math.nan, why="")
        if self.stage in (Stage.RANGE, Stage.DONE):
            return fresh
        return replace(fresh, stage=Stage.SHOW, held_deg=math.nan)


def advance(
    course: Course, angle_deg: float, time_s: float, view: View, rule: RepositionRule
) -> tuple[Course, Trial | None]:
    """Advance by one measured angle.

    Parameters
    ----------
    course : Course
        `Course()` at the start.
    angle_deg : float
        From neutral; never NaN.
    time_s : float
        Later than the one before.
    view : View
        Which side faces the camera.
    rule : RepositionRule
        How the exercise wants it.

    Returns
    -------
    Course, Trial or None
        The new state, and the trial that this moment ended.
    """
    if math.isnan(course.since_s):
        course = replace(course, since_s=time_s)
    is_up = angle_deg < rule.return_deg
    if course.rises_first:
        return (replace(course, rises_first=False) if is_up else course), None
    came_up = course.bent and is_up
    if came_up:
        course = replace(course, bent=False, stay=Stay())
    elif course.bent or angle_deg >= rule.leave_deg:
        deepest_deg = max(course.deepest_deg, angle_deg) if course.bent else angle_deg
        course = replace(course, bent=True, deepest_deg=deepest_deg)
    match course.stage:
        case Stage.RANGE if came_up:
            return _take_turn(course, time_s, rule), None
        case Stage.SHOW if course.bent:
            return _hold(course, angle_deg, time_s, rule), None
        case Stage.SHOW if came_up:
            return _try_again(course, time_s, view, rule, _NOT_HELD)
        case Stage.HELD if is_up:
            return _go_to(course, Stage.FIND, time_s), None
        case Stage.FIND if course.bent:
            return _find(course, angle_deg, time_s, view, rule)
        case Stage.FIND if came_up:
            return _try_again(course, time_s, view, rule, _NOT_HELD)
        case Stage.FOUND if is_up:
            return _next(course, time_s, rule), None
    return course, None


def lose(course: Course, time_s: float, view: View, rule: RepositionRule) -> tuple[Course, Trial | None]:
    """Note that the person was out of sight: what they found meanwhile cannot be told."""
    course = replace(course, bent=False, stay=Stay())
    if course.stage is Stage.FIND:
        return _try_again(replace(course, rises_first=True), time_s, view, rule, _NOT_SEEN)
    return course, None


def _take_turn(course: Course, time_s: float, rule: RepositionRule) -> Course:
    if course.deepest_deg < rule.least_range_deg:
        return replace(course, small_bends=course.small_bends + 1, since_s=time_s)
    turns = (*course.turns_deg, course.deepest_deg)
    course = replace(course, turns_deg=turns, small_bends=0)
    if len(turns) < rule.range_bends:
        return course
    return _go_to(replace(course, range_deg=median(turns)), Stage.SHOW, time_s)


def _hold(course: Course, angle_deg: float, time_s: float, rule: RepositionRule) -> Course:
    """Wait until the person stays at the place that the display shows."""
    if abs(angle_deg - course.place_deg(rule)) > rule.show_within_deg:
        return replace(course, stay=Stay())
    stay = course.stay.go_on(time_s, angle_deg, rule.still_within_deg)
    if not stay.lasted(rule.hold_s):
        return replace(course, stay=stay)
    return _go_to(replace(course, held_deg=stay.middle_deg), Stage.HELD, time_s)


def _find(
    course: Course, angle_deg: float, time_s: float, view: View, rule: RepositionRule
) -> tuple[Course, Trial | None]:
    """Wait for the first moment of staying: it tells the place, whatever is corrected afterwards."""
    if angle_deg < rule.leave_deg:
        return replace(course, stay=Stay()), None
    stay = course.stay.go_on(time_s, angle_deg, rule.still_within_deg)
    if not stay.lasted(rule.found_s):
        return replace(course, stay=stay), None
    return _end_trial(course, Stage.FOUND, time_s, view, rule, found_deg=stay.middle_deg)


def _try_again(
    course: Course, time_s: float, view: View, rule: RepositionRule, why: str
) -> tuple[Course, Trial | None]:
    """Ask for the trial once more; or leave it unmeasured, when it was tried often enough."""
    if course.stage is Stage.SHOW:
        course = replace(course, show_tries=course.show_tries + 1)
    else:
        course = replace(course, find_tries=course.find_tries + 1)
    if max(course.show_tries, course.find_tries) < rule.tries:
        return replace(course, since_s=time_s, why=why), None
    ended, trial = _end_trial(course, course.stage, time_s, view, rule, reason=why)
    return replace(_next(ended, time_s, rule), why=why), trial


def _end_trial(
    course: Course,
    stage: Stage,
    time_s: float,
    view: View,
    rule: RepositionRule,
    *,
    found_deg: float = math.nan,
    reason: str = "",
) -> tuple[Course, Trial]:
    number, share = len(course.trials) + 1, course.share(rule)
    trial = Trial(number, share, time_s, course.held_deg, found_deg, view, reason)
    ended = replace(course, trials=(*course.trials, trial), held_deg=math.nan, show_tries=0, find_tries=0)
    return _go_to(ended, stage, time_s), trial


def _next(course: Course, time_s: float, rule: RepositionRule) -> Course:
    return _go_to(course, Stage.SHOW if len(course.trials) < len(rule.trials) else Stage.DONE, time_s)


def _go_to(course: Course, stage: Stage, time_s: float) -> Course:
    return replace(course, stage=stage, since_s=time_s, stay=Stay(), why="")
