"""The tables: what is kept of a person. Numbers and answers only; no picture has a place here.

Keys are natural where there is one (session, set, number): what is stored twice is there once. Everything of
a person hangs on their row and goes with it. A change here needs a migration (`records/migrations`); a test
holds both side by side.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from records.columns import Measured, UtcTime

# Names of their own, so that a migration can name what it changes on both databases.
NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as it stands
        datetime: UtcTime,
        float: Measured,
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


def _of_person() -> ForeignKey:
    return ForeignKey("person.id", ondelete="CASCADE")


def _of_session() -> ForeignKey:
    return ForeignKey("session.id", ondelete="CASCADE")


def _of_set() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["session_id", "set_number"],
        ["exercise_set.session_id", "exercise_set.number"],
        ondelete="CASCADE",
    )


class PersonRow(Base):
    """Somebody who said that their results may be kept.

    `handle` is what they are known by: "home" for the one at home, the login's name in a clinic.
    """

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class ConsentRow(Base):
    """To what somebody agreed, in which version of the words, and until when."""

    __tablename__ = "consent"

    person_id: Mapped[UUID] = mapped_column(_of_person(), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    given_at: Mapped[datetime] = mapped_column(primary_key=True)
    version: Mapped[str]
    withdrawn_at: Mapped[datetime | None]


class SessionRow(Base):
    """One sitting, of a plan or of none (""). Without an end it was interrupted, or goes on."""

    __tablename__ = "session"
    __table_args__ = (Index(None, "person_id", "started_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(_of_person())
    place: Mapped[str]
    plan: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SetRow(Base):
    """One round of an exercise; `reported` is the count of one that no camera saw."""

    __tablename__ = "exercise_set"

    session_id: Mapped[UUID] = mapped_column(_of_session(), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    exercise: Mapped[str]
    source: Mapped[str]
    planned: Mapped[int | None]
    reported: Mapped[int | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RepetitionRow(Base):
    """One finished repetition, as `exercises.events.Repetition` tells it; `peak_deg` is that of `angle`."""

    __tablename__ = "repetition"
    __table_args__ = (_of_set(),)

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    set_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stored_at: Mapped[datetime]
    start_s: Mapped[float]
    end_s: Mapped[float]
    peak_s: Mapped[float | None]
    angle: Mapped[str]
    peak_deg: Mapped[float | None]
    target_from_deg: Mapped[float | None]
    target_to_deg: Mapped[float | None]
    end_minus: Mapped[float | None]
    end_plus: Mapped[float | None]
    smoothness_out: Mapped[float | None]
    smoothness_back: Mapped[float | None]
    hold_s: Mapped[float | None]
    view: Mapped[str]
    quality: Mapped[float]
    measured: Mapped[bool]
    on_target: Mapped[bool]
    fault_count: Mapped[int]
    reason: Mapped[str]
    peaks: Mapped[dict[str, Any]]
    faults: Mapped[list[Any]]


class CurvesRow(Base):
    """The angles of a repetition over time (`records.curves`), apart: a page of progress never reads them."""

    __tablename__ = "repetition_curves"
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id", "set_number", "number"],
            ["repetition.session_id", "repetition.set_number", "repetition.number"],
            ondelete="CASCADE",
        ),
    )

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    set_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class PainRow(Base):
    """Pain, 0 to 10, before, during or after a session; `number` tells several of a session apart."""

    __tablename__ = "pain"
    __table_args__ = (CheckConstraint("score BETWEEN 0 AND 10", name="score"),)

    session_id: Mapped[UUID] = mapped_column(_of_session(), primary_key=True)
    moment: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    score: Mapped[int]
    answered_at: Mapped[datetime]


class ConfidenceRow(Base):
    """How sure somebody is of a movement or task, 0 to 10."""

    __tablename__ = "confidence"
    __table_args__ = (CheckConstraint("score BETWEEN 0 AND 10", name="score"),)

    person_id: Mapped[UUID] = mapped_column(_of_person(), primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    answered_at: Mapped[datetime] = mapped_column(primary_key=True)
    score: Mapped[int]


class AnswerRow(Base):
    """One answer of a questionnaire: a number, words, or both."""

    __tablename__ = "outcome_answer"

    person_id: Mapped[UUID] = mapped_column(_of_person(), primary_key=True)
    questionnaire: Mapped[str] = mapped_column(primary_key=True)
    answered_at: Mapped[datetime] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str]
    value: Mapped[float | None]
    words: Mapped[str] = mapped_column(default="")


class CalibrationRow(Base):
    """What a set's angles were told from (`vision.calibration`), and the own range where there is one."""

    __tablename__ = "calibration"
    __table_args__ = (_of_set(),)

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    set_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stored_at: Mapped[datetime]
    view: Mapped[str]
    neutral_deg: Mapped[dict[str, Any]]
    roll_deg: Mapped[float | None]
    roll_source: Mapped[str]
    lasted_s: Mapped[float | None]
    frames: Mapped[int]
    range_low_deg: Mapped[float | None]
    range_high_deg: Mapped[float | None]


class AssessmentRow(Base):
    """A test with a result of its own shape, for example that of finding a place again."""

    __tablename__ = "assessment"

    person_id: Mapped[UUID] = mapped_column(_of_person(), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    done_at: Mapped[datetime] = mapped_column(primary_key=True)
    version: Mapped[str]
    result: Mapped[dict[str, Any]]


class AuditRow(Base):
    """What was done with the results, by what. Of somebody who was erased the event stays, not the person."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    what: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    counts: Mapped[dict[str, Any]]
