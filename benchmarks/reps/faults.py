"""Faults that are read from silhouettes: the coach on rendered pictures, the true angles beside it.

The cached poses hold no silhouettes, so these takes are played from their pictures: pose engine, observer,
pelvis estimator and coach as in `clinic check`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from benchmarks.accuracy.poses import TRUTH, read_film
from benchmarks.accuracy.store import CachedTake, unpack
from benchmarks.reps.run import found
from benchmarks.reps.scoring import match
from benchmarks.reps.script import Layout, Movement, Script, lead, repetition, still
from benchmarks.reps.table import CHECKS, Check, takes_for
from benchmarks.reps.truth import passes, true_repetitions, without_truth
from exercises.coach import Coach
from exercises.definition import Exercise, OneWayExercise
from exercises.events import Repetition, RepetitionFinished
from exercises.parts import AngleCompensation
from models import PELVIS, ensure_model
from vision.observer import open_observer
from vision.pelvis import PelvisReader
from vision.pelvis_net import PelvisNet
from vision.pose import Observation
from vision.posture import Posture

ALSO: Mapping[str, tuple[str, ...]] = {"waiters_bow": ("bend_back",)}
"""Movements that are no repetition as meant of an exercise, but just the fault that it looks for."""


@dataclass(frozen=True)
class Verdict:
    """One fault in one take.

    Attributes
    ----------
    exercise, fault, take, movement : str
        What was judged, and the take and its movement.
    there : bool or None
        Whether it truly was there; None where the true angle is within the stated error of the limit.
    beyond : bool
        Whether the true angle was beyond the limit itself for long enough, however little.
    told : bool or None
        Whether the coach told it; None where it told no measured repetition.
    read : float
        Share of the frames in which the fault is watched for in which its measure had a number; NaN where
        there was no such frame.
    """

    exercise: str
    fault: str
    take: str
    movement: str
    there: bool | None
    beyond: bool
    told: bool | None
    read: float


def faults_from_silhouettes(exercise: Exercise) -> tuple[AngleCompensation, ...]:
    """Give the faults of an exercise whose measure needs a silhouette."""
    named = without_truth(exercise)
    parts = (part for part in exercise.compensations if isinstance(part, AngleCompensation))
    return tuple(part for part in parts if part.id in named)


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
    """Play every take below some folders that shows one of these faults, or could."""
    checks = checks_for(library)
    takes = sorted(path.parent for folder in folders for path in folder.glob(f"*/{TRUTH}"))
    jobs = [
        (folder, exercise)
        for check, exercise in checks
        for folder in [take for take in takes if takes_for(check, [_truth_of(take)])][::every]
    ]
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
    return judge(unpack(film.pack(seen)), exercise, repetitions, postures)


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
        watched = [one for one in postures if exercise.moving_deg(one) >= part.while_above_deg]
        numbers = [not math.isnan(one.value(part.measure)) for one in watched]
        verdicts.append(
            Verdict(
                exercise.id,
                part.id,
                take.id,
                str(take.about["movement"]["name"]),
                passes(take, movement, exercise, part),
                passes(take, movement, exercise, part, 0.0) is True,
                None if told is None else part.id in {fault.id for fault in told.faults},
                sum(numbers) / len(numbers) if numbers else math.nan,
            )
        )
    return verdicts


def filmed(take: CachedTake) -> tuple[Movement, Script]:
    """Give the one movement of a take, and the script along which it was filmed."""
    layout = Layout.of(take)
    movement = repetition(layout.lasts_s)
    begin = (*lead(layout.lead_s), still(layout.hold_s))
    return movement, (*begin, movement, still(layout.after_s(take.frames)))
