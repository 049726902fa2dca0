"""Plays people who stand on one leg: which lifts were counted, how long holds were told, what was none."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.store import CachedTake
from benchmarks.reps.everyday import watch
from benchmarks.reps.run import found
from benchmarks.reps.scoring import (
    FoundRepetition,
    Score,
    Span,
    TrueRepetition,
    match,
    overlap_of,
    score,
    total,
)
from benchmarks.synthetic.one_leg_scenes import LEANS, LIFTS_LEFT, LIFTS_RIGHT
from exercises.definition import Exercise, OneWayExercise
from exercises.events import Repetition

ONE_LEG = Path(__file__).parent / "one_leg.npz"
LIFTED = {"one_leg_stance_left": LIFTS_RIGHT, "one_leg_stance_right": LIFTS_LEFT}
"""Which act is a repetition of which exercise: whoever stands on one leg lifts the other foot."""
VISIBLE_SHARE = 0.05
"""Of its height: from here on a foot counts as lifted, as in `script`."""
NEAR_S = 0.5
"""A hold that misses what is asked for by less is not judged for its length."""


@dataclass(frozen=True)
class HoldResult:
    """One exercise over every scene.

    Attributes
    ----------
    exercise : str
        Its id.
    coach : Score
        Counts, times and faults.
    off_s : tuple of float
        Told minus true length of each hold that was found, seconds.
    lift_off : tuple of float
        Told minus true largest lift of each, in percent of a shank.
    false_acts : mapping of str to int
        What was counted and is no lift, by act.
    """

    exercise: str
    coach: Score
    off_s: tuple[float, ...]
    lift_off: tuple[float, ...]
    false_acts: Mapping[str, int]

    @property
    def hold_error_s(self) -> float:
        """Median size of the error of a hold; NaN without any."""
        return median(map(abs, self.off_s)) if self.off_s else math.nan

    @property
    def furthest_s(self) -> float:
        """Largest error of a hold; NaN without any."""
        return max(map(abs, self.off_s), default=math.nan)

    @property
    def lift_error(self) -> float:
        """Median size of the error of a lift, percent of a shank; NaN without any."""
        return median(map(abs, self.lift_off)) if self.lift_off else math.nan


@dataclass(frozen=True)
class TrueLift:
    """One lift that was really made, with the longest time above the hold's threshold, and its height."""

    repetition: TrueRepetition
    hold_s: float
    lift: float


def run_holds(scenes: Sequence[CachedTake], library: Mapping[str, Exercise]) -> list[HoldResult]:
    """Play the one-leg exercises of a library over all scenes."""
    one_way = [library[name] for name in LIFTED if isinstance(library.get(name), OneWayExercise)]
    return [_run(exercise, scenes) for exercise in one_way if isinstance(exercise, OneWayExercise)]


def _run(exercise: OneWayExercise, scenes: Sequence[CachedTake]) -> HoldResult:
    scores: list[Score] = []
    off_s: list[float] = []
    lift_off: list[float] = []
    acts: Counter[str] = Counter()
    for scene in scenes:
        true = true_lifts(scene, exercise)
        told = watch(list(scene.observations()), exercise).repetitions
        counted = [found(one) for one in told]
        spans = [one.repetition for one in true]
        scores.append(score(spans, counted))
        pairs = match(spans, counted)
        for row, column in pairs:
            if told[column].measured:
                off_s.append(told[column].hold_s - true[row].hold_s)
                lift_off.append(_lift(told[column]) - true[row].lift)
        matched = {column for _, column in pairs}
        acts.update(_act(scene, one) for index, one in enumerate(counted) if index not in matched)
    return HoldResult(exercise.id, total(scores), tuple(off_s), tuple(lift_off), dict(acts))


def true_lifts(scene: CachedTake, exercise: OneWayExercise) -> list[TrueLift]:
    """List the lifts of a scene that are repetitions of an exercise, from the true height of the foot.

    Whether the pelvis drops is not judged: the cache holds no silhouettes (`hold_faults` does).
    """
    hold = exercise.hold
    assert hold is not None
    sign = -1 if exercise.movement.direction == "minus" else 1
    lift, times_s = sign * scene.truth(exercise.movement.angle), scene.times_s
    lifts = []
    for span, act in scene_acts(scene):
        if not act.startswith(LIFTED[exercise.id]):
            continue
        within = (times_s >= span.start_s) & (times_s < span.end_s)
        most = float(lift[within].max())
        up = np.flatnonzero(within & (lift > VISIBLE_SHARE * most))
        held_s = _longest_s(within & (lift >= hold.from_deg), times_s)
        faults = {"trunk_leans"} if act.endswith(LEANS) else set[str]()
        judged = {"trunk_leans"}
        if abs(held_s - hold.least_hold_s) >= NEAR_S:
            judged.add(hold.id)
            faults |= {hold.id} if held_s < hold.least_hold_s else set()
        lifts.append(
            TrueLift(
                TrueRepetition(
                    float(times_s[up[0]]),
                    float(times_s[up[-1]]),
                    expected=most >= exercise.movement.least_excursion_deg,
                    faults=frozenset(faults),
                    judged=frozenset(judged),
                ),
                held_s,
                most,
            )
        )
    return lifts


def scene_acts(scene: CachedTake) -> list[tuple[Span, str]]:
    """List the acts of a scene, and when each goes on."""
    told = [(float(start_s), str(act)) for start_s, act in scene.about["acts"]]
    ends = [start_s for start_s, _ in told[1:]] + [math.inf]
    return [(Span(start_s, end_s), act) for (start_s, act), end_s in zip(told, ends, strict=True)]


def _act(scene: CachedTake, one: FoundRepetition) -> str:
    """Name the act that a counted movement shares most of its time with."""
    spans = [(span, act) for span, act in scene_acts(scene)]
    return max(spans, key=lambda pair: overlap_of(pair[0], one))[1]


def _lift(repetition: Repetition) -> float:
    return repetition.peaks[repetition.angle]


def _longest_s(held: NDArray[np.bool_], times_s: NDArray[np.float64]) -> float:
    """Longest stretch without a break, from its first frame to its last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], held.astype(int), [0]))))
    spans = list(pairwise(edges.tolist()))[::2]
    return max((float(times_s[end - 1] - times_s[start]) for start, end in spans), default=0.0)
