"""Plays ten minutes in which nobody exercises, and tells what was counted and during which act."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.accuracy.store import CachedTake
from benchmarks.reps.baseline import count_by_threshold, naive_stream
from benchmarks.reps.everyday_acts import ActSpan, FalseRepetition, acts_of, forbidden, shared_s, stretches
from benchmarks.reps.scoring import FoundRepetition, Span
from benchmarks.reps.table import CHECKS
from benchmarks.synthetic.acts import FACING, SIDE_ON, SITS_STILL
from exercises.coach import Coach
from exercises.definition import Exercise, OneWayExercise
from exercises.events import Repetition, RepetitionFinished
from vision.angles import View
from vision.pose import Observation

EVERYDAY = Path(__file__).parent / "everyday.npz"
HELD_OUT = Path(__file__).parent / "everyday_2.npz"
"""Other people and another order of acts: it judges, and no rule and no number is made on it."""
PLAIN_FROM_S = 4.0
"""The plain counter is started where somebody keeps still, so long before the end of that: as the coach."""


@dataclass(frozen=True)
class Watched:
    """What the coach did with one stream.

    Attributes
    ----------
    repetitions : tuple of Repetition
        What it counted.
    ready : tuple of Span
        When it was ready to count.
    """

    repetitions: tuple[Repetition, ...]
    ready: tuple[Span, ...]


@dataclass(frozen=True)
class EverydayResult:
    """One exercise over every scene.

    Attributes
    ----------
    exercise : str
        Its id.
    minutes : float
        Of all scenes.
    ready_by_act : mapping of str to float
        Minutes in which the coach was ready, by act.
    ready_times : int
        How often it became ready.
    in_fact, in_fact_counted : int
        Acts that are the movement in fact, and how many the coach counted: neither right nor wrong.
    false : tuple of FalseRepetition
        The coach's.
    plain_minutes : float
        How long the plain counter ran; 0 where it has no angle for the exercise.
    plain_false : tuple of FalseRepetition
        The plain counter's.
    """

    exercise: str
    minutes: float
    ready_by_act: Mapping[str, float]
    ready_times: int
    in_fact: int
    in_fact_counted: int
    false: tuple[FalseRepetition, ...]
    plain_minutes: float
    plain_false: tuple[FalseRepetition, ...]

    @property
    def ready_minutes(self) -> float:
        """Minutes in which the coach was ready."""
        return sum(self.ready_by_act.values())

    @property
    def flawless(self) -> int:
        """False repetitions of the coach of which it told no fault."""
        return sum(not one.faults for one in self.false)

    @property
    def true_deg(self) -> tuple[float, float]:
        """The least and the most that the angle truly went in a false repetition; NaN without any."""
        told = [one.true_deg for one in self.false if not math.isnan(one.true_deg)]
        return (min(told), max(told)) if told else (math.nan, math.nan)

    @property
    def by_act(self) -> Mapping[str, int]:
        """False repetitions of the coach, by act, the most frequent first."""
        return dict(Counter(one.act for one in self.false).most_common())

    @property
    def plain_by_act(self) -> Mapping[str, int]:
        """False repetitions of the plain counter, by act."""
        return dict(Counter(one.act for one in self.plain_false).most_common())


def run_everyday(scenes: Sequence[CachedTake], library: Mapping[str, Exercise]) -> list[EverydayResult]:
    """Play every one-way exercise of a library over all scenes."""
    one_way = [one for one in library.values() if isinstance(one, OneWayExercise) and not one.moves_pelvis]
    return [_run(exercise, scenes) for exercise in one_way]


def _run(exercise: OneWayExercise, scenes: Sequence[CachedTake]) -> EverydayResult:
    seconds = plain_s = 0.0
    ready_s: dict[str, float] = {}
    ready_times = acts_in_fact = counted_in_fact = 0
    false: list[FalseRepetition] = []
    plain_false: list[FalseRepetition] = []
    for scene in scenes:
        observations, spans = list(scene.observations()), acts_of(scene.about["acts"], scene.times_s[-1])
        allowed = stretches(spans, exercise.id)
        watched = watch(observations, exercise)
        seconds += observations[-1].time_s - observations[0].time_s
        ready_times += len(watched.ready)
        for span in spans:
            shared = sum(shared_s(span, one) for one in watched.ready)
            ready_s[span.act] = ready_s.get(span.act, 0.0) + shared
        counted = [
            FoundRepetition(one.start_s, one.end_s, frozenset(fault.id for fault in one.faults))
            for one in watched.repetitions
        ]
        wrong = forbidden(scene.id, counted, allowed, spans)
        false += [replace(one, true_deg=true_excursion(scene, exercise, one)) for one in wrong]
        acts_in_fact, counted_in_fact = (
            acts_in_fact + len(allowed),
            counted_in_fact + len(counted) - len(wrong),
        )
        times_s, plain = count_plainly(exercise, observations, spans, near_side(scene))
        plain_s += times_s
        plain_false += forbidden(scene.id, plain, allowed, spans)
    return EverydayResult(
        exercise.id,
        seconds / 60,
        {act: lasted_s / 60 for act, lasted_s in ready_s.items()},
        ready_times,
        acts_in_fact,
        counted_in_fact,
        tuple(false),
        plain_s / 60,
        tuple(plain_false),
    )


def watch(observations: Iterable[Observation], exercise: Exercise) -> Watched:
    """Coach a stream as `clinic.check` does, and note for how long the coach is ready."""
    coach = Coach(exercise)
    state = coach.start()
    repetitions: list[Repetition] = []
    ready: list[Span] = []
    since_s = time_s = math.nan
    for observation in observations:
        state, events = coach.step(state, observation)
        time_s = observation.time_s
        repetitions += [event.repetition for event in events if isinstance(event, RepetitionFinished)]
        if state.calibration is None and not math.isnan(since_s):
            ready.append(Span(since_s, time_s))
            since_s = math.nan
        elif state.calibration is not None and math.isnan(since_s):
            since_s = time_s
    if not math.isnan(since_s):
        ready.append(Span(since_s, time_s))
    return Watched(tuple(repetitions), tuple(ready))


def true_excursion(scene: CachedTake, exercise: OneWayExercise, found: FalseRepetition) -> float:
    """How far the exercise's angle truly went between two moments.

    For one that begins standing, from neutral standing, as truth is told; else from the first moment.
    """
    name = exercise.movement.angle
    names = list(scene.about["angles"])
    if name not in names and f"{name}_{near_side(scene)}" not in names:
        return math.nan  # these scenes do not tell it
    angle_deg = scene.truth(name if name in names else f"{name}_{near_side(scene)}")
    within = (scene.times_s >= found.start_s) & (scene.times_s <= found.end_s)
    upright = exercise.start.knees_at_deg == exercise.start.trunk_at_deg == 0
    gone_deg = angle_deg[within] - (0.0 if upright else angle_deg[within][0])
    return float((-gone_deg if exercise.movement.direction == "minus" else gone_deg).max())


def near_side(scene: CachedTake) -> str:
    """Which side of the person faces the camera when they stand side-on."""
    return "right" if float(scene.about["chair"][2]) > 0 else "left"


def count_plainly(
    exercise: Exercise, observations: Sequence[Observation], spans: Sequence[ActSpan], near: str
) -> tuple[float, list[FoundRepetition]]:
    """Count by a threshold, from the first stillness of the kind the exercise begins with; tells how long."""
    check = next((one for one in CHECKS if one.exercise == exercise.id), None)
    begins = [span for span in spans if span.act == _stillness(exercise)]
    if check is None or not begins:
        return 0.0, []
    shown = [one for one in observations if one.time_s >= begins[0].end_s - PLAIN_FROM_S]
    times_s, angle_deg = naive_stream(shown, check.naive, near)
    found = count_by_threshold(times_s, check.sign * angle_deg, check.naive_deg)
    return float(times_s[-1] - times_s[0]), found


def _stillness(exercise: Exercise) -> str:
    """Which act keeps still as the exercise begins; for one from the floor, standing side-on stands in."""
    if View.FRONT in exercise.views:
        return FACING
    seated = exercise.start.knees_at_deg > 45 and abs(exercise.start.trunk_at_deg) < 45
    return SITS_STILL if seated else SIDE_ON
