"""What needs data from beside the checkout: a motion laboratory's repetitions, and real footage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reps.baseline import count_by_threshold, naive_stream
from benchmarks.reps.criteria import Separation, criteria_of, separate
from benchmarks.reps.run import found
from benchmarks.reps.scoring import Score, TrueRepetition, score, total
from benchmarks.reps.table import FOOTAGE_CHECKS, LAB_CHECKS, LabCheck
from benchmarks.reps.uiprmd import AFTER_S, STILL_S, read_trials, show, sitting_first
from clinic.check import check_observations, check_recording
from exercises.definition import Exercise
from models import PELVIS
from vision.angles import View
from vision.pelvis_net import PelvisNet

DATA = Path(__file__).parents[3] / "shared" / "data"
"""Third-party data that may lie beside a checkout; what it is made of tells its own README."""


@dataclass(frozen=True)
class LabResult:
    """One movement of the laboratory.

    Attributes
    ----------
    exercise : str
        Checked against this.
    view : str
        What of the person faced the camera.
    coach, plain : Score
        Of the repetitions made as meant. Times are not compared: the files do not tell them.
    faulty, faulty_counted : int
        Repetitions with deliberate faults, and how many of them were counted. Some are too small to be one.
    criteria : tuple of Separation
        The best first.
    """

    exercise: str
    view: str
    coach: Score
    plain: Score
    faulty: int
    faulty_counted: int
    criteria: tuple[Separation, ...]


@dataclass(frozen=True)
class FootageResult:
    """One real recording: how many repetitions it shows, and how many were counted."""

    file: str
    exercise: str
    true: int
    counted: int
    warnings: tuple[str, ...]


def run_lab(
    folder: Path,
    library: Mapping[str, Exercise],
    left_out: list[str],
    views: Sequence[View] = (View.RIGHT, View.FRONT),
) -> list[LabResult]:
    """Check every movement of UI-PRMD whose exercise there is; adds to ``left_out`` what could not be."""
    if not folder.is_dir():
        left_out.append("UI-PRMD: the recordings are not beside this checkout")
        return []
    results = []
    for check in LAB_CHECKS:
        exercise = library.get(check.exercise)
        if exercise is None:
            left_out.append(f"UI-PRMD {check.movement}: there is no exercise {check.exercise} in the library")
        else:
            shown = [view for view in views if exercise.is_counted_in(view)]
            results += [_run_lab(folder, check, exercise, view) for view in shown]
    return results


def _run_lab(folder: Path, check: LabCheck, exercise: Exercise, view: View) -> LabResult:
    ours, plain = [], []
    told: dict[bool, list[dict[str, float]]] = {True: [], False: []}
    faulty = counted = 0
    for trial in read_trials(folder, check.movement):
        observations = show(sitting_first(trial.markers_mm) if check.seated else trial.markers_mm, view)
        repetitions = check_observations(observations, exercise).repetitions
        told[trial.correct] += [criteria_of(one, exercise) for one in repetitions]
        if not trial.correct:
            faulty, counted = faulty + 1, counted + bool(repetitions)
            continue
        true = [TrueRepetition(STILL_S, observations[-1].time_s - AFTER_S)]
        times_s, angle_deg = naive_stream(observations, check.naive, "right")
        ours.append(score(true, [found(one) for one in repetitions]))
        plain.append(score(true, count_by_threshold(times_s, check.sign * angle_deg, check.naive_deg)))
    criteria = tuple(separate(told[True], told[False]))
    return LabResult(exercise.id, view.value, total(ours), total(plain), faulty, counted, criteria)


def run_footage(folder: Path, library: Mapping[str, Exercise], left_out: list[str]) -> list[FootageResult]:
    """Check every real recording whose exercise there is; adds to ``left_out`` what could not be."""
    if not folder.is_dir():
        left_out.append("footage: the recordings are not beside this checkout")
        return []
    results = []
    for file, name, true in FOOTAGE_CHECKS:
        exercise = library.get(name)
        if exercise is None:
            left_out.append(f"{file}: there is no exercise {name} in the library")
            continue
        pelvis = PelvisNet(PELVIS) if exercise.needs_pelvis else None
        told = check_recording(folder / file, exercise, pelvis=pelvis)
        results.append(FootageResult(file, name, true, len(told.repetitions), told.warnings))
    return results
