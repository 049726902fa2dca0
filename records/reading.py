"""What a page of progress shows: sums of each session and exercise, never a curve."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.consenting import known_person
from records.curves import AngleCurves, unpack_curves
from records.models import (
    AnswerRow,
    AssessmentRow,
    ConfidenceRow,
    CurvesRow,
    PainRow,
    PersonRow,
    SessionRow,
)
from records.problems import NotKeptError
from records.storing import PainMoment
from records.summing import Turns, sum_up_exercises, sum_up_ranges


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
    turns : tuple of Turns
        The turning points of the measured repetitions, by angle.
    own_range_deg : mapping of str to float
        By view, how far the person's own two ends are apart; only of an exercise that is told in them.
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
    turns: tuple[Turns, ...] = ()
    own_range_deg: Mapping[str, float] = field(default_factory=dict)


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
class Assessment:
    """The result of a test, as it was stored: names and numbers of its own."""

    kind: str
    done_at: datetime
    version: str
    result: Mapping[str, Any]


@dataclass(frozen=True)
class PersonProgress:
    """Everything that a page of progress shows, the oldest first."""

    sessions: tuple[SessionDone, ...]
    confidence: tuple[Confidence, ...]
    assessments: tuple[Assessment, ...] = ()


def read_progress(db: Session, handle: str) -> PersonProgress:
    """Read the progress of a person: six queries, however many sessions.

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
    tested = select(AssessmentRow.kind, AssessmentRow.done_at, AssessmentRow.version, AssessmentRow.result)
    tests = db.execute(tested.where(AssessmentRow.person_id == person_id).order_by(AssessmentRow.done_at))
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
        tuple(Assessment(*row) for row in tests),
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
    ranges = sum_up_ranges(db, person_id)
    found: dict[UUID, list[ExerciseDone]] = defaultdict(list)
    for (session_id, exercise), sums in sum_up_exercises(db, person_id).items():
        found[session_id].append(
            ExerciseDone(
                exercise,
                sums.sets,
                sums.done,
                sums.measured,
                sums.on_target,
                sums.faults,
                sums.peak_deg.mean,
                sums.tempo_s.mean,
                sums.smoothness.mean,
                tuple(sums.turns),
                ranges.get((session_id, exercise), {}),
            )
        )
    return found


def _pain(db: Session, person_id: UUID) -> dict[tuple[UUID, str], int]:
    asked = (
        select(PainRow.session_id, PainRow.moment, func.max(PainRow.score))
        .join(SessionRow, SessionRow.id == PainRow.session_id)
        .where(SessionRow.person_id == person_id)
        .group_by(PainRow.session_id, PainRow.moment)
    )
    return {(session_id, moment): score for session_id, moment, score in db.execute(asked)}
