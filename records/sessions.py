"""The sessions of a person, one row each: when, what was told of pain, and how much there is in them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from records.models import PainRow, RepetitionRow, SessionRow, SetRow
from records.storing import PainMoment


class Counts(NamedTuple):
    """What the sums of a session are made of.

    A repetition is stored once and never changed, and so is which exercise a set is; only what is reported of
    a set comes later. So a session with the same counts has the same sums (`records.remembered`).
    """

    sets: int
    repetitions: int
    told: int
    reported: int | None


class SessionBegun(NamedTuple):
    """A session.

    Attributes
    ----------
    id : UUID
    started_at : datetime
    ended_at : datetime or None
    pain : tuple of int or None
        Before, during and after; the highest where it was asked several times.
    counts : Counts
    """

    id: UUID
    started_at: datetime
    ended_at: datetime | None
    pain: tuple[int | None, ...]
    counts: Counts


def read_sessions(db: Session, person_id: UUID) -> list[SessionBegun]:
    """Read all of a person, the oldest first."""
    asked = [_of_session(PainRow, func.max(PainRow.score), moment) for moment in PainMoment]
    counts = [
        _of_session(SetRow, func.count()),
        _of_session(RepetitionRow, func.count()),
        _of_session(SetRow, func.count(SetRow.reported)),
        _of_session(SetRow, func.sum(func.coalesce(SetRow.reported, 0))),
    ]
    mine = (
        select(SessionRow.id, SessionRow.started_at, SessionRow.ended_at, *asked, *counts)
        .where(SessionRow.person_id == person_id)
        .order_by(SessionRow.started_at)
    )
    # Past the ORM, which takes as long over plain columns as the database over all of it.
    return [
        SessionBegun(key, started_at, ended_at, tuple(told[: len(asked)]), Counts(*told[len(asked) :]))
        for key, started_at, ended_at, *told in db.connection().execute(mine)
    ]


def _of_session(
    rows: type[PainRow | SetRow | RepetitionRow], figure: ColumnElement[int], moment: PainMoment | None = None
) -> ColumnElement[int]:
    found = select(figure).select_from(rows).where(rows.session_id == SessionRow.id)
    if moment is not None:
        found = found.where(PainRow.moment == moment.value)
    return found.correlate(SessionRow).scalar_subquery()
