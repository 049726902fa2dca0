"""What a page of progress shows: sums of each session and exercise, never a curve."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.consenting import known_person
from records.curves import AngleCurves, unpack_curves
from records.done import ExerciseDone
from records.models import (
    AnswerRow,
    AssessmentRow,
    ConfidenceRow,
    CurvesRow,
    PersonRow,
)
from records.problems import NotKeptError
from records.remembered import SessionSums
from records.sessions import read_sessions


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


def read_progress(db: Session, handle: str, sums: SessionSums) -> PersonProgress:
    """Read the progress of a person: six queries, however many sessions.

    Parameters
    ----------
    db : Session
    handle : str
        Who.
    sums : SessionSums
        Remembers what sessions came to.

    Raises
    ------
    NotKeptError
        If nobody of this name is known.
    """
    person_id = known_person(db, handle)
    begun = read_sessions(db, person_id)
    exercises = sums.read(db, person_id, {one.id: one.counts for one in begun})
    told = select(ConfidenceRow.about, ConfidenceRow.answered_at, ConfidenceRow.score)
    confidence = db.connection().execute(
        told.where(ConfidenceRow.person_id == person_id).order_by(ConfidenceRow.answered_at)
    )
    return PersonProgress(
        tuple(
            SessionDone(one.id, one.started_at, one.ended_at, exercises.get(one.id, ()), *one.pain)
            for one in begun
        ),
        tuple(Confidence(*row) for row in confidence),
        read_assessments(db, handle),
    )


def read_assessments(db: Session, handle: str) -> tuple[Assessment, ...]:
    """Read the tests of a person, the oldest first."""
    tested = (
        select(AssessmentRow.kind, AssessmentRow.done_at, AssessmentRow.version, AssessmentRow.result)
        .join(PersonRow, PersonRow.id == AssessmentRow.person_id)
        .where(PersonRow.handle == handle)
        .order_by(AssessmentRow.done_at)
    )
    return tuple(Assessment(*row) for row in db.connection().execute(tested))


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
