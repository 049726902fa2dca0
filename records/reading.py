"""What a page of progress shows: sums of each session and exercise, never a curve."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.consenting import known_person
from records.curves import AngleCurves, unpack_curves
from records.models import (
    AnswerRow,
    ConfidenceRow,
    CurvesRow,
    PainRow,
    PersonRow,
    RepetitionRow,
    SessionRow,
    SetRow,
)
from records.problems import NotKeptError
from records.storing import PainMoment


@dataclass(frozen=True)
class ExerciseDone:
    """What came of one exercise in one session.

    Attributes
    ----------
    exercise : str
        Its id.
    sets, repetitions, measured, on_target : int
        How many; of an exercise without a camera `repetitions` is what was reported.
    faults : int
        How many compensations were told.
    peak_deg : float
        Mean turning point of the angle that made the repetitions; NaN where none was told.
    tempo_s : float
        Mean duration of a repetition; NaN without one.
    smoothness : float
        Mean spectral arc length of both ways; NaN where not told.
    """

    exercise: str
    sets: int
    repetitions: int
    measured: int
    on_target: int
    faults: int
    peak_deg: float = math.nan
    tempo_s: float = math.nan
    smoothness: float = math.nan


@dataclass(frozen=True)
class SessionDone:
    """One session.

    Attributes
    ----------
    id : UUID
        Its key.
    started_at : datetime
        In UTC.
    ended_at : datetime or None
        None of one that was interrupted, or goes on.
    exercises : tuple of ExerciseDone
        In the order in which they were begun.
    pain_before, pain_during, pain_after : int or None
        0 to 10; the highest where it was asked several times.
    """

    id: UUID
    started_at: datetime
    ended_at: datetime | None
    exercises: tuple[ExerciseDone, ...]
    pain_before: int | None
    pain_during: int | None
    pain_after: int | None


@dataclass(frozen=True)
class Confidence:
    """How sure somebody was of something, 0 to 10."""

    about: str
    answered_at: datetime
    score: int


@dataclass(frozen=True)
class PersonProgress:
    """Everything that a page of progress shows, the oldest first."""

    sessions: tuple[SessionDone, ...]
    confidence: tuple[Confidence, ...]


def read_progress(db: Session, handle: str) -> PersonProgress:
    """Read the progress of a person: four queries, however many sessions.

    Raises
    ------
    NotKeptError
        If nobody of this name is known.
    """
    person_id = known_person(db, handle)
    exercises, pain = _exercises(db, person_id), _pain(db, person_id)
    begun = select(SessionRow.id, SessionRow.started_at, SessionRow.ended_at)
    sessions = db.execute(begun.where(SessionRow.person_id == person_id).order_by(SessionRow.started_at))
    told = select(ConfidenceRow.about, ConfidenceRow.answered_at, ConfidenceRow.score)
    confidence = db.execute(
        told.where(ConfidenceRow.person_id == person_id).order_by(ConfidenceRow.answered_at)
    )
    return PersonProgress(
        tuple(
            SessionDone(
                row.id,
                row.started_at,
                row.ended_at,
                tuple(exercises[row.id]),
                *(pain.get((row.id, moment.value)) for moment in PainMoment),
            )
            for row in sessions
        ),
        tuple(Confidence(*row) for row in confidence),
    )


def read_people(db: Session) -> list[str]:
    """List who something is kept of."""
    return list(db.scalars(select(PersonRow.handle).order_by(PersonRow.handle)))


def read_curves(db: Session, session: UUID, set_number: int, number: int) -> AngleCurves:
    """Read the angles of one repetition over time.

    Raises
    ------
    NotKeptError
        If none were stored.
    """
    row = db.get(CurvesRow, (session, set_number, number))
    if row is None:
        raise NotKeptError(f"No curves are kept of repetition {number} of set {set_number}.")
    return unpack_curves(row.packed)


def read_answers(db: Session, handle: str, questionnaire: str) -> dict[str, float | str]:
    """Read what somebody answered to a questionnaire last: numbers, or words; empty where they did not."""
    mine = (
        select(AnswerRow)
        .join(PersonRow, PersonRow.id == AnswerRow.person_id)
        .where(PersonRow.handle == handle, AnswerRow.questionnaire == questionnaire)
    )
    rows = list(db.scalars(mine.order_by(AnswerRow.answered_at)))
    return {
        row.item: row.words if row.value is None or math.isnan(row.value) else row.value
        for row in rows
        if row.answered_at == rows[-1].answered_at
    }


def _exercises(db: Session, person_id: UUID) -> dict[UUID, list[ExerciseDone]]:
    """Sum up every exercise of every session."""
    reps, sets = RepetitionRow, SetRow
    # Sums of each set first: a set without repetitions has a row too, and its report is counted once.
    of_set = (
        select(
            sets.session_id,
            sets.number,
            sets.exercise,
            func.coalesce(sets.reported, func.count(reps.number)).label("done"),
            func.count(reps.number).label("seen"),
            func.count(reps.number).filter(reps.measured).label("measured"),
            func.count(reps.number).filter(reps.on_target).label("on_target"),
            func.coalesce(func.sum(reps.fault_count), 0).label("faults"),
            func.count(reps.peak_deg).label("peaks"),
            func.sum(reps.peak_deg).label("peak_sum"),
            func.sum(reps.end_s - reps.start_s).label("time_sum"),
            func.count(reps.smoothness_out + reps.smoothness_back).label("smooth"),
            func.sum((reps.smoothness_out + reps.smoothness_back) / 2).label("smooth_sum"),
        )
        .join(SessionRow, SessionRow.id == sets.session_id)
        .outerjoin(reps, (reps.session_id == sets.session_id) & (reps.set_number == sets.number))
        .where(SessionRow.person_id == person_id)
        .group_by(sets.session_id, sets.number)
        .order_by(sets.session_id, sets.number)
    )
    grouped: dict[tuple[UUID, str], list[tuple[float, ...]]] = defaultdict(list)
    for session_id, _number, exercise, *figures in db.execute(of_set):
        grouped[session_id, exercise].append(tuple(figure or 0 for figure in figures))
    found: dict[UUID, list[ExerciseDone]] = defaultdict(list)
    for (session_id, exercise), rows in grouped.items():
        found[session_id].append(_joined(exercise, rows))
    return found


def _joined(exercise: str, rows: list[tuple[float, ...]]) -> ExerciseDone:
    """Join the sums of an exercise's sets."""
    sums = [
        math.fsum(0.0 if math.isnan(figure) else figure for figure in column)
        for column in zip(*rows, strict=True)
    ]
    done, seen, measured, on_target, faults, peaks, peak_sum, time_sum, smooth, smooth_sum = sums
    return ExerciseDone(
        exercise,
        len(rows),
        int(done),
        int(measured),
        int(on_target),
        int(faults),
        peak_sum / peaks if peaks else math.nan,
        time_sum / seen if seen else math.nan,
        smooth_sum / smooth if smooth else math.nan,
    )


def _pain(db: Session, person_id: UUID) -> dict[tuple[UUID, str], int]:
    asked = (
        select(PainRow.session_id, PainRow.moment, func.max(PainRow.score))
        .join(SessionRow, SessionRow.id == PainRow.session_id)
        .where(SessionRow.person_id == person_id)
        .group_by(PainRow.session_id, PainRow.moment)
    )
    return {(session_id, moment): score for session_id, moment, score in db.execute(asked)}
