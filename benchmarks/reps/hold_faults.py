"""Faults that are read from silhouettes while somebody stands on one leg, lift by lift."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from benchmarks.accuracy.store import CachedTake
from benchmarks.reps.holds import LIFTED, scene_acts, true_lifts
from benchmarks.reps.run import found
from benchmarks.reps.scoring import match
from benchmarks.reps.truth import passed
from benchmarks.reps.verdict import Verdict, faults_from_silhouettes, share_read
from exercises.definition import Exercise, OneWayExercise
from exercises.events import Repetition
from vision.accuracy import stated_error
from vision.angles import View
from vision.posture import Posture


def is_on_one_leg(film: CachedTake) -> bool:
    """Whether a film is a scene of people on one leg (`benchmarks.synthetic.one_leg_scenes`)."""
    acts = [str(act) for _, act in film.about.get("acts", ())]
    return any(act.startswith(tuple(LIFTED.values())) for act in acts)


def one_leg_exercises(library: Mapping[str, Exercise]) -> list[OneWayExercise]:
    """Give the one-leg exercises of a library that look for a fault in silhouettes."""
    named = [library[name] for name in LIFTED if name in library]
    return [one for one in named if isinstance(one, OneWayExercise) and faults_from_silhouettes(one)]


def judge_lifts(
    scene: CachedTake,
    exercise: OneWayExercise,
    repetitions: Sequence[Repetition],
    postures: Sequence[Posture],
) -> list[Verdict]:
    """Hold what was told of each lift of a scene against what is true of it."""
    lifts = [one.repetition for one in true_lifts(scene, exercise)]
    pairs = dict(match(lifts, [found(one) for one in repetitions]))
    times_s, step_s = scene.times_s, 1 / float(scene.about["frames_per_s"])
    verdicts = []
    for part in faults_from_silhouettes(exercise):
        stated = stated_error(part.measure, View(str(scene.about["view"])))
        error_deg = math.nan if stated is None else stated.p95_deg
        for row, lift in enumerate(lifts):
            within = (times_s >= lift.start_s) & (times_s <= lift.end_s)
            values = scene.truth(part.measure)[within]
            moving = scene.truth(exercise.movement.angle)[within]
            told = repetitions[pairs[row]] if row in pairs else None
            seen = [one for one in postures if lift.start_s <= one.time_s <= lift.end_s]
            verdicts.append(
                Verdict(
                    exercise.id,
                    part.id,
                    f"{scene.id} at {lift.start_s:.0f} s",
                    _called(scene, lift.start_s),
                    None if stated is None else passed(values, moving, part, error_deg, step_s),
                    passed(values, moving, part, 0.0, step_s) is True,
                    part.id in {fault.id for fault in told.faults} if told and told.measured else None,
                    share_read(seen, exercise, part),
                )
            )
    return verdicts


def _called(scene: CachedTake, time_s: float) -> str:
    """Name what a lift shows besides, such as a hip that drops."""
    (act,) = (act for span, act in scene_acts(scene) if span.start_s <= time_s < span.end_s)
    return act.partition(", ")[2] or "as meant"
