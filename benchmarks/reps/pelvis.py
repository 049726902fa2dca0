"""Plays the exercises of the pelvis: rounds from one own end to the other, read from silhouettes."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.reps.baseline import count_by_threshold, naive_stream
from benchmarks.reps.kinds import MIRRORED, TAKE_RATE
from benchmarks.reps.pelvis_script import Roll, RollKind, RollScript, roll_kinds
from benchmarks.reps.pelvis_store import PELVIC, RollCache, read_rolls
from benchmarks.reps.pelvis_streams import RollFilm, rolls_of
from benchmarks.reps.run import Outcome, found
from benchmarks.reps.scoring import Span, TrueRepetition, match, score
from benchmarks.reps.truth import is_too_fast, longest_s
from benchmarks.synthetic.rolls import TRUNK
from clinic.check import check_observations
from exercises.coach import Coach
from exercises.definition import Exercise, TwoWayExercise
from exercises.parts import AngleCompensation, SmoothnessCompensation, TempoCompensation
from exercises.smoothness import halted_share
from vision.pose import FloatArray
from vision.thorax import PELVIS_IN_LINE

SEATED_DEG = 90.0
"""Knees of somebody who sits."""
COST_TAKES = 3
"""Takes on which the cost of a step is measured."""
NAIVE_DEG = 4.0
"""Of the plain counter: half of what the line of the trunk moves by in a large roll (P)."""
CHEST_ERROR_DEG = 2.5
"""A chest whose lean is nearer to its limit is not judged: no stated error is told of it yet (P)."""
HALTED_NEAR = 0.1
"""A share of standing still that misses the limit by less is not judged (P)."""


@dataclass(frozen=True)
class RollOutcome(Outcome):
    """One stream.

    Attributes
    ----------
    group : str
        How the people are seen (`benchmarks.synthetic.rolls.GROUPS`).
    fit : bool
        Whether it is of the half of the people on whom numbers were chosen.
    covered : tuple of (float, float)
        Told and true share of the way to an own end, both ends of every round that was found and measured.
    """

    group: str = ""
    fit: bool = False
    covered: tuple[tuple[float, float], ...] = ()


def play_rolls(
    path: Path, library: Mapping[str, Exercise], cost: dict[str, float], left_out: list[str], every: int = 1
) -> list[RollOutcome]:
    """Play every exercise of the pelvis over a cache; its cost of a step, or why there is none, is noted."""
    exercises = [one for one in library.values() if isinstance(one, TwoWayExercise)]
    if not exercises:
        return []
    if not path.exists():
        left_out.append(f"exercises of the pelvis: there are no cached takes at {path}")
        return []
    outcomes: list[RollOutcome] = []
    caches = read_rolls(path)
    for exercise in exercises:
        shown = [cache for cache in caches if plays(exercise, cache)][::every]
        outcomes += run_rolls(shown, exercise)
        cost[exercise.id] = step_cost_ms(shown[:COST_TAKES], exercise)
    return outcomes


def plays(exercise: Exercise, cache: RollCache) -> bool:
    """Whether a take shows an exercise: one that begins standing is not played over people who sit."""
    start = exercise.start
    sits = cache.take.about["group"] == "seated" and start.knees_at_deg + start.knees_within_deg < SEATED_DEG
    return isinstance(exercise, TwoWayExercise) and cache.view in exercise.views and not sits


def is_fit(cache: RollCache) -> bool:
    """Whether a take is of the people on whom numbers were chosen: every other one."""
    return int(cache.take.about["body"]) % 2 == 0


def kinds_of(film: RollFilm) -> Mapping[str, RollKind]:
    """Make every stream of a take; every other person begins at the minus end."""
    side = 1 if int(film.cache.take.about["body"]) // 2 % 2 else -1
    return roll_kinds(film.way_s(), film.way_s(TRUNK), side)


def run_rolls(caches: Iterable[RollCache], exercise: TwoWayExercise) -> list[RollOutcome]:
    """Count every stream of every take that shows an exercise."""
    return [
        _run(RollFilm(cache), name, kind, exercise)
        for cache in caches
        if plays(exercise, cache)
        for name, kind in kinds_of(RollFilm(cache)).items()
    ]


def _run(film: RollFilm, name: str, kind: RollKind, exercise: TwoWayExercise) -> RollOutcome:
    mirror = name == MIRRORED
    observations, reader = film.play(kind.script, kind.rate, mirror=mirror)
    true = true_rounds(film, kind.script, exercise)
    told = check_observations(observations, exercise, pelvis=reader).repetitions
    angle = "trunk_flexion" if film.cache.view.is_side else "trunk_lateral"
    times_s, angle_deg = naive_stream(observations, angle, "left")
    plain = score([one for one, _ in true], count_by_threshold(times_s, angle_deg, NAIVE_DEG))
    counted = [found(one) for one in told]
    spans = [one for one, _ in true]
    covered = []
    for row, column in match(spans, counted):
        ends, shares = told[column].ends, true[row][1]
        if ends is not None:
            # From the front a mirror makes the minus end the plus end.
            turned = mirror and not film.cache.view.is_side
            covered += zip(ends, reversed(shares) if turned else shares, strict=True)
    return RollOutcome(
        exercise.id,
        film.cache.take.id,
        name,
        score(spans, counted),
        plain,
        told,
        PELVIC.stem,
        str(film.cache.take.about["group"]),
        is_fit(film.cache),
        tuple(covered),
    )


def true_rounds(
    film: RollFilm, script: RollScript, exercise: TwoWayExercise
) -> list[tuple[TrueRepetition, tuple[float, float]]]:
    """List the rounds of a stream that have to be counted, and how far each went to both own ends.

    The own range is what the person showed, so the share of it that a movement makes is known: nothing is
    left open for the error of a degree.
    """
    rounds = []
    for start_s, roll in rolls_of(script):
        if not roll.whole:
            continue
        told = faults_of(film, roll, exercise)
        enters_s, leaves_s = roll.visible
        rounds.append(
            (
                TrueRepetition(
                    start_s,
                    start_s + roll.lasts_s,
                    faults=frozenset(fault for fault, there in told.items() if there),
                    judged=frozenset(told),
                    visible=Span(start_s + enters_s, start_s + leaves_s),
                ),
                roll.ends,
            )
        )
    return rounds


def faults_of(film: RollFilm, roll: Roll, exercise: TwoWayExercise) -> dict[str, bool]:
    """Tell of each fault whether a round has it; what is near its limit is left out."""
    told: dict[str, bool | None] = {}
    for part in exercise.compensations:
        if isinstance(part, TempoCompensation):
            told[part.id] = is_too_fast(roll.lasts_s, roll.visible, part.least_duration_s)
        elif isinstance(part, SmoothnessCompensation):
            halted = true_halted_share(roll, exercise)
            near = abs(halted - part.most_halted_share) < HALTED_NEAR
            told[part.id] = None if near else halted > part.most_halted_share
        elif isinstance(part, AngleCompensation) and part.beyond is not None:
            chest = np.abs(true_chest(film, roll))
            surely = longest_s(chest > part.beyond + CHEST_ERROR_DEG) >= part.persistence_s
            perhaps = bool((chest > part.beyond - CHEST_ERROR_DEG).any())
            told[part.id] = True if surely else None if perhaps else False
    return {fault: there for fault, there in told.items() if there is not None}


def true_chest(film: RollFilm, roll: Roll) -> FloatArray:
    """How far the chest leans from neutral through a movement, degrees, in the plane that is seen."""
    if film.cache.view.is_side:
        return film.truth(roll, "pelvis_tilt") + film.truth(roll, "lumbar_flexion")
    # The line from hips to shoulders lies between pelvis and chest, for every body at nearly the same share.
    line, tipped = film.truth(roll, "trunk_lateral"), film.truth(roll, "pelvis_obliquity")
    return (line + PELVIS_IN_LINE * tipped) / (1 - PELVIS_IN_LINE)


def true_halted_share(roll: Roll, exercise: TwoWayExercise) -> float:
    """Tell how much of the way from the first side to the other was a halt, as the exercise would."""
    times_s, places = roll.places()
    places = places * np.sign(places[int(np.argmax(np.abs(places) > exercise.movement.leave_share))])
    leave = exercise.movement.leave_share
    arrives = int(np.argmax(places <= -leave))
    leaves = int(np.flatnonzero(places[:arrives] >= leave)[-1])
    way = zip(times_s[leaves : arrives + 1].tolist(), places[leaves : arrives + 1].tolist(), strict=True)
    return halted_share(tuple(way))


def step_cost_ms(caches: Sequence[RollCache], exercise: TwoWayExercise) -> float:
    """Median time that one step of the coach takes on this machine, the estimator left out, milliseconds."""
    costs = []
    for cache in caches:
        film = RollFilm(cache)
        observations, reader = film.play(kinds_of(film)["set of three"].script, TAKE_RATE)
        coach = Coach(exercise, pelvis=reader)
        state = coach.start()
        for observation in observations:
            before_s = time.perf_counter()
            state, _ = coach.step(state, observation)
            costs.append(1000 * (time.perf_counter() - before_s))
    return median(costs) if costs else math.nan
