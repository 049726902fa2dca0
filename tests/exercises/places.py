"""Hand-made streams of somebody who does the repositioning test, and what the engine makes of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from exercises.checker_state import CheckerState
from exercises.definition import RepositionExercise
from exercises.events import TrialFinished
from exercises.files import find_exercise
from exercises.reposition_checker import RepositionChecker
from exercises.reposition_course import Stage
from exercises.repositioning import Trial
from tests.exercises.movements import Curve, path, posture, times
from tests.poses import Figure, make_pose
from vision.angles import View
from vision.pose import Observation
from vision.posture import Posture

TEST = find_exercise("reposition_flexion")
assert isinstance(TEST, RepositionExercise)
RULE = TEST.reposition
RANGE_DEG = 60.0
STILL_S, SIZE = 3.5, (640, 480)
PLACES = tuple(share * RANGE_DEG for share in RULE.trials)


class Script:
    """What somebody does, bend by bend, each way within `way_s`."""

    def __init__(self, *, start_s: float = 1.0, way_s: float = 1.5) -> None:
        self.corners, self.time_s, self.way_s = [(0.0, 0.0), (start_s, 0.0)], start_s, way_s
        self.found_s: list[float] = []
        self.unseen: list[tuple[float, float]] = []

    def bend(self, deg: float, stay_s: float = 0.3) -> Script:
        """There, stay, back, and a second of standing."""
        for step_s, at in ((self.way_s, deg), (stay_s, deg), (self.way_s, 0.0), (1.0, 0.0)):
            self.time_s += step_s
            self.corners.append((self.time_s, at))
        return self

    def hide(self, deg: float, stay_s: float = 2.0) -> Script:
        """The same, out of sight from half of the way there until half of the way back."""
        from_s = self.time_s + self.way_s / 2
        self.unseen.append((from_s, from_s + self.way_s + stay_s))
        return self.bend(deg, stay_s)

    def show_range(self) -> Script:
        for _ in range(RULE.range_bends):
            self.bend(RANGE_DEG)
        return self

    def try_place(self, deg: float, error_deg: float = 0.0) -> Script:
        """Hold the shown place, and find it again, so far off."""
        return self.bend(deg, 3.0).bend(deg + error_deg, 2.0)

    @property
    def curve(self) -> Curve:
        return path(*self.corners)

    def sees(self, time_s: float) -> bool:
        return not any(from_s < time_s < to_s for from_s, to_s in self.unseen)


def all_trials(errors_deg: Iterable[float], *, way_s: float = 1.5) -> Script:
    """The whole test, each place found so far off."""
    script = Script(way_s=way_s).show_range()
    for deg, error_deg in zip(PLACES, errors_deg, strict=True):
        script.try_place(deg, error_deg)
    return script


def stream(script: Script, rate_hz: float = 30.0, view: View = View.LEFT) -> list[Posture]:
    curve = script.curve
    return [
        posture(t, curve(t) if script.sees(t) else math.nan, view=view) for t in times(script.time_s, rate_hz)
    ]


class Outcome:
    """What the checker made of a stream."""

    def __init__(self, postures: Sequence[Posture]) -> None:
        checker, self.state, self.trials = RepositionChecker(TEST), CheckerState(), list[Trial]()
        self.stages: list[Stage] = []
        self.hidden: list[bool] = []
        for one in postures:
            self.state, events = checker.step(self.state, one)
            self.trials += [event.trial for event in events if isinstance(event, TrialFinished)]
            course = self.state.course
            self.hidden.append(course.hidden)
            if not self.stages or course.stage is not self.stages[-1]:
                self.stages.append(course.stage)

    @property
    def errors(self) -> list[float]:
        return [trial.error_deg for trial in self.trials]


def film(script: Script, rate_hz: float = 15.0, view: View = View.LEFT) -> list[Observation]:
    """A stick figure that does it, after three and a half seconds of standing still."""
    curve, stream = script.curve, []
    for t in times(script.time_s + STILL_S, rate_hz):
        pose = make_pose(Figure(curve(t - STILL_S)), view, time_s=t) if script.sees(t - STILL_S) else None
        stream.append(Observation(t, pose, *SIZE))
    return stream
