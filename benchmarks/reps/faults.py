"""Faults that are read from silhouettes: the coach on rendered pictures, the true angles beside it.

The cached poses hold no silhouettes, so these takes are played from their pictures: pose engine, observer,
pelvis estimator and coach as in `clinic check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from benchmarks.accuracy.poses import TRUTH, read_film
from benchmarks.accuracy.store import CachedTake, unpack
from benchmarks.reps.hold_faults import is_on_one_leg, judge_lifts, one_leg_exercises
from benchmarks.reps.run import found
from benchmarks.reps.scoring import match
from benchmarks.reps.script import Layout, Movement, Script, lead, repetition, still
from benchmarks.reps.table import CHECKS, Check, takes_for
from benchmarks.reps.truth import passes, true_repetitions
from benchmarks.reps.verdict import Verdict, faults_from_silhouettes, share_read
from exercises.coach import Coach
from exercises.definition import Exercise, OneWayExercise
from exercises.events import Repetition, RepetitionFinished
from models import PELVIS, ensure_model
from vision.observer import open_observer
from vision.pelvis import PelvisReader
from vision.pelvis_net import PelvisNet
from vision.pose import Observation
from vision.posture import Posture

ALSO: Mapping[str, tuple[str, ...]] = {"waiters_bow": ("bend_back",)}
"""Movements that are no repetition as meant of an exercise, but just the fault that it looks for."""


def checks_for(library: Mapping[str, Exercise]) -> list[tuple[Check, OneWayExercise]]:
    """List what can be judged, with the movements that show it."""
    listed = []
    for check in CHECKS:
        exercise = library.get(check.exercise)
        if isinstance(exercise, OneWayExercise) and faults_from_silhouettes(exercise):
            movements = (*check.movements, *ALSO.get(check.exercise, ()))
            listed.append((replace(check, movements=movements), exercise))
    return listed


def play_folders(
    folders: Iterable[Path], library: Mapping[str, Exercise], *, every: int = 1, processes: int = 2
) -> list[Verdict]:
    """Play every take and every scene on one leg below some folders that shows such a fault, or could."""
    films = sorted(path.parent for folder in folders for path in folder.glob(f"*/{TRUTH}"))
    facts = {film: _truth_of(film) for film in films}
    takes = [film for film in films if "movement" in facts[film].about]
    scenes = [film for film in films if is_on_one_leg(facts[film])]
    jobs = [
        (folder, exercise)
        for check, exercise in checks_for(library)
        for folder in [take for take in takes if takes_for(check, [facts[take]])][::every]
    ]
    jobs += [(folder, exercise) for exercise in one_leg_exercises(library) for folder in scenes[::every]]
    with get_context("spawn").Pool(processes) as pool:
        return [one for verdicts in pool.imap(_play, jobs) for one in verdicts]


def _truth_of(folder: Path) -> CachedTake:
    return unpack(read_film(folder).pack([]))


def _play(job: tuple[Path, OneWayExercise]) -> list[Verdict]:
    folder, exercise = job
    film = read_film(folder)
    seen: list[Observation] = []
    with open_observer(ensure_model(), silhouette=True) as estimator:

        def look() -> Iterable[Observation]:
            for frame in film.frames:
                observation = estimator.estimate(frame)
                pose = observation.pose
                # A silhouette is a megabyte; what is kept of a frame for the truth beside it needs none.
                kept = None if pose is None else replace(pose, silhouette=None)
                seen.append(replace(observation, pose=kept))
                yield observation

        repetitions, postures = watch(look(), exercise, PelvisNet(PELVIS))
    take = unpack(film.pack(seen))
    by = judge_lifts if is_on_one_leg(take) else judge
    return by(take, exercise, repetitions, postures)


def watch(
    observations: Iterable[Observation], exercise: OneWayExercise, pelvis: PelvisReader
) -> tuple[list[Repetition], list[Posture]]:
    """Give the repetitions that the coach told, and every posture from the moment it was ready."""
    coach = Coach(exercise, pelvis=pelvis)
    state = coach.start()
    repetitions: list[Repetition] = []
    postures: list[Posture] = []
    for observation in observations:
        state, events = coach.step(state, observation)
        repetitions += [event.repetition for event in events if isinstance(event, RepetitionFinished)]
        if state.calibration is not None:
            postures.append(state.posture)
    return repetitions, postures


def judge(
    take: CachedTake,
    exercise: OneWayExercise,
    repetitions: Sequence[Repetition],
    postures: Sequence[Posture],
) -> list[Verdict]:
    """Hold what was told of a take as it was filmed against what is true of it.

    A movement that is surely too small to count gives no verdict.
    """
    movement, script = filmed(take)
    true = true_repetitions(take, script, exercise)
    if not true:
        return []
    pairs = match(true, [found(one) for one in repetitions])
    told = next((repetitions[column] for _, column in pairs if repetitions[column].measured), None)
    verdicts = []
    for part in faults_from_silhouettes(exercise):
        verdicts.append(
            Verdict(
                exercise.id,
                part.id,
                take.id,
                str(take.about["movement"]["name"]),
                passes(take, movement, exercise, part),
                passes(take, movement, exercise, part, 0.0) is True,
                None if told is None else part.id in {fault.id for fault in told.faults},
                share_read(postures, exercise, part),
            )
        )
    return verdicts


def filmed(take: CachedTake) -> tuple[Movement, Script]:
    """Give the one movement of a take, and the script along which it was filmed."""
    layout = Layout.of(take)
    movement = repetition(layout.lasts_s)
    begin = (*lead(layout.lead_s), still(layout.hold_s))
    return movement, (*begin, movement, still(layout.after_s(take.frames)))
