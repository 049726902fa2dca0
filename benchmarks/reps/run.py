"""Plays streams through the coach and through the plain counter, and scores both."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.accuracy.measure import near_side
from benchmarks.accuracy.store import CachedTake
from benchmarks.reps.baseline import count_by_threshold, naive_stream
from benchmarks.reps.kinds import MIRRORED, SAME_COUNT, TAKE_RATE, kinds_for
from benchmarks.reps.scoring import FoundRepetition, Score, score, total
from benchmarks.reps.script import Layout, Script, lead, repetition, still
from benchmarks.reps.streams import Film, mirrored
from benchmarks.reps.table import Check
from benchmarks.reps.truth import true_repetitions
from clinic.check import check_observations
from exercises.coach import Coach
from exercises.definition import Exercise
from exercises.elsewhere import is_counted_elsewhere
from exercises.events import Repetition
from vision.pose import Observation

_OTHER = {"left": "right", "right": "left"}


@dataclass(frozen=True)
class Outcome:
    """One stream, counted by both.

    Attributes
    ----------
    exercise, take, kind : str
        Which stream it was; an exercise that is counted from the front as well is told apart (`Check.name`).
    coach, plain : Score
        Ours, and the plain threshold counter.
    repetitions : tuple of Repetition
        What the coach told.
    shown_in : str
        Name of the cache that holds the take.
    """

    exercise: str
    take: str
    kind: str
    coach: Score
    plain: Score
    repetitions: tuple[Repetition, ...]
    shown_in: str = ""


def run_take(
    take: CachedTake, check: Check, exercise: Exercise, in_mirror: Exercise | None = None
) -> list[Outcome]:
    """Count every stream of a take.

    `in_mirror` is the exercise that the same movement is in a mirror; None leaves the mirror out.
    """
    film, layout = Film(take), Layout.of(take)
    filmed: Script = (
        *lead(layout.lead_s),
        still(layout.hold_s),
        repetition(layout.lasts_s, held_s=layout.held_s),
        still(layout.after_s(take.frames)),
    )
    kinds = kinds_for(layout.lasts_s, held_s=layout.held_s, lead_s=layout.lead_s)
    if take.about["bystander"] is not None:
        # Where the others are changes with every frame: played in another order, they would leap.
        return [_run("second person", list(take.observations()), filmed, take, check, exercise)]
    outcomes = [_run("as filmed", list(take.observations()), filmed, take, check, exercise)]
    for name, kind in kinds.items():
        shown = film.play(kind.script, kind.rate)
        outcomes.append(_run(name, shown, kind.script, take, check, exercise))
    if in_mirror is not None:
        script = kinds[SAME_COUNT[0]].script
        reflection = mirrored(film.play(script, TAKE_RATE))
        outcomes.append(_run(MIRRORED, reflection, script, take, check, in_mirror, mirror=True))
    return outcomes


def _run(
    kind: str,
    observations: list[Observation],
    script: Script,
    take: CachedTake,
    check: Check,
    exercise: Exercise,
    *,
    mirror: bool = False,
) -> Outcome:
    near = near_side(take)
    sideways = mirror and check.mirror is not None
    true = true_repetitions(take, script, exercise)
    repetitions = check_observations(observations, exercise).repetitions
    times_s, angle_deg = naive_stream(observations, check.naive, _OTHER[near] if mirror else near)
    plain = count_by_threshold(
        times_s, (-check.sign if sideways else check.sign) * angle_deg, check.naive_deg
    )
    counted = [found(one) for one in repetitions]
    return Outcome(check.name, take.id, kind, score(true, counted), score(true, plain), repetitions)


def found(repetition: Repetition) -> FoundRepetition:
    """Shape what the coach told for scoring."""
    faults = frozenset(fault.id for fault in repetition.faults)
    # Counted by the hips it has no depth, but what that view shows of its faults was judged.
    judged = repetition.measured or is_counted_elsewhere(repetition)
    return FoundRepetition(repetition.start_s, repetition.end_s, faults, judged, repetition.hold_s)


def by_kind(outcomes: Sequence[Outcome], of: Callable[[Outcome], Score]) -> dict[str, Score]:
    """Add up the scores of each kind of stream, in the order of their coming."""
    names = dict.fromkeys(one.kind for one in outcomes)
    return {name: total(of(one) for one in outcomes if one.kind == name) for name in names}


@dataclass(frozen=True)
class Sameness:
    """Whether one movement is told the same at every frame rate and in a mirror.

    Attributes
    ----------
    takes, same : int
        How many were compared, and of how many the count was the same.
    same_but_optional : int
        Of how many it was the same without what may be counted or not (`benchmarks.reps.truth`).
    furthest_ms : float
        Largest difference of a start or an end, where it was; NaN without any.
    """

    takes: int
    same: int
    same_but_optional: int
    furthest_ms: float


def sameness(outcomes: Sequence[Outcome]) -> dict[str, Sameness]:
    """Compare what shows the same with the first of its kinds, kind by kind."""
    told = {(one.exercise, one.take, one.kind): one for one in outcomes}
    first, *others = SAME_COUNT
    return {kind: _same(told, first, kind) for kind in others}


def _same(told: dict[tuple[str, str, str], Outcome], first: str, kind: str) -> Sameness:
    pairs = [
        (outcome, told[exercise, take, kind])
        for (exercise, take, name), outcome in told.items()
        if name == first and (exercise, take, kind) in told
    ]
    same = [(a.repetitions, b.repetitions) for a, b in pairs if len(a.repetitions) == len(b.repetitions)]
    apart = [
        1000 * max(abs(a.start_s - b.start_s), abs(a.end_s - b.end_s))
        for one, other in same
        for a, b in zip(one, other, strict=True)
    ]
    # A score leaves out what may be counted or not.
    sure = sum(one.coach.found == other.coach.found for one, other in pairs)
    return Sameness(len(pairs), len(same), sure, max(apart, default=math.nan))


def step_cost_ms(streams: Sequence[Sequence[Observation]], exercise: Exercise) -> float:
    """Median time that one step of the coach takes on this machine, in milliseconds."""
    costs = []
    coach = Coach(exercise)
    for observations in streams:
        state = coach.start()
        for observation in observations:
            before_s = time.perf_counter()
            state, _ = coach.step(state, observation)
            costs.append(1000 * (time.perf_counter() - before_s))
    return median(costs) if costs else math.nan
