"""Plays ten minutes in which nobody exercises, and tells what was counted and during which act."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.store import CachedTake
from benchmarks.reps.baseline import count_by_threshold, naive_stream
from benchmarks.reps.in_fact import in_fact
from benchmarks.reps.scoring import FoundRepetition, Span, TrueRepetition, match
from benchmarks.reps.table import CHECKS
from benchmarks.synthetic.chores import FACING, SIDE_ON, SITS_STILL
from exercises.coach import Coach
from exercises.definition import Exercise, OneWayExercise
from exercises.events import Armed, Repetition, RepetitionFinished
from vision.angles import View
from vision.pose import Observation

EVERYDAY = Path(__file__).parent / "everyday.npz"
PLAIN_FROM_S = 4.0
"""The plain counter is started where somebody keeps still, so long before the end of that: as the coach."""


@dataclass(frozen=True)
class ActSpan(Span):
    """A stretch of one act."""

    act: str


@dataclass(frozen=True)
class Watched:
    """What the coach did with one stream.

    Attributes
    ----------
    repetitions : tuple of Repetition
        What it counted.
    ready_s : float
        How long it was ready to count.
    ready_times : int
        How often it became ready.
    """

    repetitions: tuple[Repetition, ...]
    ready_s: float
    ready_times: int


@dataclass(frozen=True)
class FalseRepetition:
    """What was counted and should not have been; faults are what was said of it."""

    scene: str
    act: str
    start_s: float
    end_s: float
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class EverydayResult:
    """One exercise over every scene.

    Attributes
    ----------
    exercise : str
        Its id.
    minutes, ready_minutes : float
        Of all scenes, and of them those in which the coach was ready.
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
    ready_minutes: float
    ready_times: int
    in_fact: int
    in_fact_counted: int
    false: tuple[FalseRepetition, ...]
    plain_minutes: float
    plain_false: tuple[FalseRepetition, ...]

    @property
    def flawless(self) -> int:
        """False repetitions of the coach of which it told no fault."""
        return sum(not one.faults for one in self.false)

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
    seconds = ready_s = plain_s = 0.0
    ready_times = acts_in_fact = counted_in_fact = 0
    false: list[FalseRepetition] = []
    plain_false: list[FalseRepetition] = []
    for scene in scenes:
        observations, spans = list(scene.observations()), acts_of(scene.about["acts"], scene.times_s[-1])
        allowed = stretches(spans, exercise.id)
        watched = watch(observations, exercise)
        seconds += observations[-1].time_s - observations[0].time_s
        ready_s, ready_times = ready_s + watched.ready_s, ready_times + watched.ready_times
        counted = [
            FoundRepetition(one.start_s, one.end_s, frozenset(fault.id for fault in one.faults))
            for one in watched.repetitions
        ]
        wrong = forbidden(scene.id, counted, allowed, spans)
        false += wrong
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
        ready_s / 60,
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
    ready_s, ready_times, before_s = 0.0, 0, math.nan
    for observation in observations:
        ready = state.calibration is not None
        state, events = coach.step(state, observation)
        if ready and not math.isnan(before_s):
            ready_s += observation.time_s - before_s
        before_s = observation.time_s
        repetitions += [event.repetition for event in events if isinstance(event, RepetitionFinished)]
        ready_times += sum(isinstance(event, Armed) for event in events)
    return Watched(tuple(repetitions), ready_s, ready_times)


def acts_of(acts: Sequence[tuple[float, str]], ends_s: float) -> list[ActSpan]:
    """Give each act's stretch from when it begins to when the next one does."""
    ends = [*(start_s for start_s, _ in acts[1:]), ends_s]
    return [ActSpan(start_s, end_s, act) for (start_s, act), end_s in zip(acts, ends, strict=True)]


def stretches(spans: Sequence[ActSpan], exercise: str) -> list[TrueRepetition]:
    """Find every stretch that is a repetition in fact: neither asked for nor forbidden."""
    found = []
    for kind in in_fact(exercise):
        start_s = math.nan
        for span in spans:
            fits = span.act in kind.acts
            if fits and math.isnan(start_s):
                start_s = span.start_s
            elif not fits and not math.isnan(start_s):
                found.append(TrueRepetition(start_s, span.start_s, expected=False))
                start_s = math.nan
        if not math.isnan(start_s):
            found.append(TrueRepetition(start_s, spans[-1].end_s, expected=False))
    return found


def forbidden(
    scene: str, found: Sequence[FoundRepetition], allowed: Sequence[TrueRepetition], spans: Sequence[ActSpan]
) -> list[FalseRepetition]:
    """Tell what was counted outside of what is allowed, each with the act that took most of its time."""
    free = {column for _, column in match(allowed, found)}
    return [
        FalseRepetition(scene, _act_of(one, spans), one.start_s, one.end_s, tuple(sorted(one.faults)))
        for number, one in enumerate(found)
        if number not in free
    ]


def _act_of(found: Span, spans: Sequence[ActSpan]) -> str:
    return max(spans, key=lambda span: min(span.end_s, found.end_s) - max(span.start_s, found.start_s)).act


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
