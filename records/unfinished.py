"""A session that was cut off: what is known of it, so that it can go on where it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models import PainRow, PersonRow, RepetitionRow, SessionRow, SetRow
from records.storing import PainMoment

LATELY = timedelta(hours=12)
"""Whoever comes back later begins anew (P): warmed up in the morning is not warmed up the next day."""


@dataclass(frozen=True)
class SetBegun:
    """One set of it.

    Attributes
    ----------
    number : int
        Its place in the session, from 1.
    exercise : str
        What was done.
    planned : int or None
        How many repetitions it was to have.
    repetitions : int
        How many are kept.
    ended : bool
        Whether it was ended, complete or not.
    """

    number: int
    exercise: str
    planned: int | None
    repetitions: int
    ended: bool


@dataclass(frozen=True)
class UnfinishedSession:
    """A session without an end.

    Attributes
    ----------
    id : UUID
        Its key.
    plan : str
        Which plan; empty for none.
    started_at : datetime
        In UTC.
    sets : tuple of SetBegun
        In order.
    pain_before : int or None
        0 to 10, if it was told.
    """

    id: UUID
    plan: str
    started_at: datetime
    sets: tuple[SetBegun, ...]
    pain_before: int | None


def read_unfinished(db: Session, handle: str, at: datetime) -> UnfinishedSession | None:
    """Read the newest session of a person, if it has no end and began within `LATELY` before `at`."""
    newest = db.scalar(
        select(SessionRow)
        .join(PersonRow, PersonRow.id == SessionRow.person_id)
        .where(PersonRow.handle == handle)
        .order_by(SessionRow.started_at.desc())
        .limit(1)
    )
    if newest is None or newest.ended_at is not None or newest.started_at < at - LATELY:
        return None
    reps = RepetitionRow
    begun = (
        select(SetRow.number, SetRow.exercise, SetRow.planned, func.count(reps.number), SetRow.ended_at)
        .outerjoin(reps, (reps.session_id == SetRow.session_id) & (reps.set_number == SetRow.number))
        .where(SetRow.session_id == newest.id)
        .group_by(SetRow.session_id, SetRow.number)
        .order_by(SetRow.number)
    )
    sets = tuple(
        SetBegun(number, exercise, planned, count, ended_at is not None)
        for number, exercise, planned, count, ended_at in db.execute(begun)
    )
    pain = select(PainRow.score).where(
        PainRow.session_id == newest.id, PainRow.moment == PainMoment.BEFORE.value
    )
    return UnfinishedSession(newest.id, newest.plan, newest.started_at, sets, db.scalar(pain.limit(1)))
