"""Hand-made streams of postures, and one exercise with round numbers to judge them by."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from exercises.checker import Checker
from exercises.checker_state import CheckerState
from exercises.definition import Exercise, OneWayExercise
from exercises.events import (
    DropReason,
    Event,
    FaultPersisted,
    MovementDropped,
    Repetition,
    RepetitionFinished,
)
from vision.angles import ANGLE_NAMES, View
from vision.framing import Framing
from vision.posture import Posture

Curve = Callable[[float], float]


def definition() -> dict[str, Any]:
    """A whole, valid definition, to be changed by a test. Its numbers are the tests' own."""
    return {
        "id": "test_bow",
        "title": "Test bow",
        "purpose": "Numbers that a test can rely on.",
        "how_to": ["Bow."],
        "views": ["left", "right"],
        "dose_repetitions": 5,
        "praise": ["Lovely.", "Smooth."],
        "start": {
            "trunk_within_deg": 20,
            "knees_within_deg": 25,
            "still_s": 1.0,
            "still_within_deg": 4,
            "say": "Stand still.",
        },
        "movement": {
            "angle": "trunk_flexion",
            "leave_deg": 20,
            "return_deg": 10,
            "least_excursion_deg": 30,
            "least_duration_s": 0.6,
            "most_duration_s": 20,
            "source": "test",
        },
        "target": {
            "from_deg": 50,
            "to_deg": 70,
            "source": "test",
            "too_little": {"say": "A little further."},
            "too_much": {"say": "A little less."},
        },
        "compensations": [
            {
                "kind": "angle",
                "id": "back_rounds",
                "measure": "back_outline",
                "above": 15,
                "persistence_s": 0.3,
                "while_above_deg": 30,
                "severity": 3,
                "source": "test",
                "cue": {"say": "Keep your back long.", "or_say": "Breastbone forward."},
            },
            {
                "kind": "angle",
                "id": "knees_bend",
                "measure": "knee_flexion",
                "above": 25,
                "persistence_s": 0.3,
                "severity": 2,
                "source": "test",
                "cue": {"say": "Legs straighter.", "or_say": "Knees soft."},
            },
            {
                "kind": "tempo",
                "id": "too_fast",
                "least_duration_s": 2.0,
                "severity": 1,
                "source": "test",
                "cue": {"say": "Try it slower."},
            },
        ],
    }


def make_exercise(**changes: Any) -> Exercise:
    """The test exercise; `movement=dict(leave_deg=25)` changes one field, a list replaces."""
    data = definition()
    for key, value in changes.items():
        data[key] = {**data.get(key, {}), **value} if isinstance(value, dict) else value
    return OneWayExercise.model_validate(data)


def posture(
    time_s: float,
    flexion: float,
    *,
    knees: float = 0.0,
    outline: float = 0.0,
    view: View = View.LEFT,
    framing: Framing = Framing.WHOLE,
) -> Posture:
    """A posture told from neutral."""
    angles = dict.fromkeys(ANGLE_NAMES, math.nan)
    angles |= {"trunk_flexion": flexion, "hip_flexion_left": flexion, "hip_flexion_right": flexion}
    angles |= {"knee_flexion_left": knees, "knee_flexion_right": knees}
    return Posture(time_s, view, framing, 0.9, angles, outline)


def ease(share: float) -> float:
    """From 0 to 1, slow at both ends."""
    share = min(max(share, 0.0), 1.0)
    return (1 - math.cos(math.pi * share)) / 2


def path(*corners: tuple[float, float]) -> Curve:
    """A smooth curve through (time_s, deg) corners, at rest in each."""

    def at(time_s: float) -> float:
        if time_s <= corners[0][0]:
            return corners[0][1]
        for (t0, a), (t1, b) in itertools.pairwise(corners):
            if time_s <= t1:
                return a + (b - a) * ease((time_s - t0) / (t1 - t0))
        return corners[-1][1]

    return at


def bows(peaks: Iterable[float], *, down_s: float = 1.5, hold_s: float = 0.3, up_s: float = 1.5,
         pause_s: float = 1.0) -> tuple[Curve, float]:  # fmt: skip
    """Repetitions to the given peaks with a rest before and after each; and how long it all takes."""
    corners, time_s = [(0.0, 0.0), (pause_s, 0.0)], pause_s
    for peak in peaks:
        for step_s, deg in ((down_s, peak), (hold_s, peak), (up_s, 0.0), (pause_s, 0.0)):
            time_s += step_s
            corners.append((time_s, deg))
    return path(*corners), time_s


def times(until_s: float, rate_hz: float = 30.0, from_s: float = 0.0) -> Iterator[float]:
    """Evenly spaced frame times."""
    for frame in range(int((until_s - from_s) * rate_hz) + 1):
        yield from_s + frame / rate_hz


def sample(curve: Curve, until_s: float, rate_hz: float = 30.0, **measures: float | Curve) -> list[Posture]:
    """Postures along a curve; `knees` and `outline` may be numbers or curves of their own."""

    def value(measure: float | Curve, time_s: float) -> float:
        return measure(time_s) if callable(measure) else measure

    return [
        posture(t, curve(t), **{name: value(measure, t) for name, measure in measures.items()})
        for t in times(until_s, rate_hz)
    ]


class Result:
    """What the checker made of a stream."""

    def __init__(self, exercise: Exercise, postures: Iterable[Posture]) -> None:
        checker, self.state, self.events = Checker(exercise), CheckerState(), list[Event]()
        for one in postures:
            self.state, events = checker.step(self.state, one)
            self.events += events

    @property
    def repetitions(self) -> list[Repetition]:
        return [event.repetition for event in self.events if isinstance(event, RepetitionFinished)]

    @property
    def dropped(self) -> list[DropReason]:
        return [event.reason for event in self.events if isinstance(event, MovementDropped)]

    @property
    def spoken_faults(self) -> list[str]:
        return [event.fault.id for event in self.events if isinstance(event, FaultPersisted)]

    @property
    def faults(self) -> list[list[str]]:
        return [[fault.id for fault in repetition.faults] for repetition in self.repetitions]

    @property
    def count(self) -> int:
        return len(self.repetitions)
