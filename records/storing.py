"""What is stored of a running session, at the moment it happens. What is stored twice is there once.

Every function looks at the consent first, in the transaction that stores.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Table, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from exercises.events import Repetition
from exercises.own_range import OwnRange
from records.consenting import permitted_person, permitted_session
from records.curves import AngleCurves, pack_curves
from records.models import (
    AnswerRow,
    AssessmentRow,
    Base,
    CalibrationRow,
    ConfidenceRow,
    CurvesRow,
    PainRow,
    RepetitionRow,
    SessionRow,
    SetRow,
)
from vision.calibration import Calibration


class PainMoment(StrEnum):
    """When somebody was asked about pain."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


def store_session(db: Session, handle: str, session: UUID, place: str, plan: str, at: datetime) -> None:
    """Note that a session began.

    Raises
    ------
    ValueError
        If another person has a session of this key.
    """
    person_id = permitted_person(db, handle)
    values = {"person_id": person_id, "place": place, "plan": plan, "started_at": at, "ended_at": None}
    new = _once(db, SessionRow, id=session, **values)
    if not new and db.get_one(SessionRow, session).person_id != person_id:
        raise ValueError("this session is another person's")


def store_session_end(db: Session, session: UUID, at: datetime) -> None:
    """Note that a session ended; the first end counts."""
    permitted_session(db, session)
    ended = update(SessionRow).where(SessionRow.id == session, SessionRow.ended_at.is_(None))
    db.execute(ended.values(ended_at=at))


def store_set(
    db: Session, session: UUID, number: int, exercise: str, source: str, planned: int | None, at: datetime
) -> None:
    """Note that a set began.

    Raises
    ------
    ValueError
        If another exercise has this number in the session.
    """
    permitted_session(db, session)
    values = {"exercise": exercise, "source": source, "planned": planned, "started_at": at}
    if not _once(db, SetRow, session_id=session, number=number, reported=None, ended_at=None, **values):
        kept = db.get_one(SetRow, (session, number))
        if kept.exercise != exercise:
            raise ValueError(f"set {number} of this session is {kept.exercise}, not {exercise}")


def store_set_end(db: Session, session: UUID, number: int, reported: int | None, at: datetime) -> None:
    """Note that a set ended, and how many repetitions were reported of one that no camera saw."""
    permitted_session(db, session)
    ended = update(SetRow).where(SetRow.session_id == session, SetRow.number == number)
    db.execute(ended.where(SetRow.ended_at.is_(None)).values(ended_at=at, reported=reported))


def store_repetition(
    db: Session,
    session: UUID,
    set_number: int,
    repetition: Repetition,
    curves: AngleCurves | None,
    at: datetime,
) -> bool:
    """Store a finished repetition; tell whether it was new.

    Raises
    ------
    ValueError
        If another repetition has this number in the set: a set that begins anew needs a number of its own.
    """
    permitted_session(db, session)
    key = {"session_id": session, "set_number": set_number, "number": repetition.number}
    if not _once(db, RepetitionRow, **key, **summary_columns(repetition), stored_at=at):
        same = RepetitionRow.start_s == repetition.start_s, RepetitionRow.end_s == repetition.end_s
        if db.scalar(select(RepetitionRow.number).filter_by(**key).where(*same)) is None:
            raise ValueError(f"another repetition is number {repetition.number} of set {set_number} already")
        return False
    if curves is not None:
        _once(db, CurvesRow, **key, packed=pack_curves(curves))
    return True


def summary_columns(repetition: Repetition) -> dict[str, Any]:
    """Give a repetition as the columns of its table; what is NaN has no value there."""
    minus, plus = repetition.ends or (math.nan, math.nan)
    faults = [
        {"id": one.id, "time_s": _plain(one.time_s), "worst": _plain(one.worst)} for one in repetition.faults
    ]
    return {
        "start_s": repetition.start_s,
        "end_s": repetition.end_s,
        "peak_s": repetition.peak_s,
        "angle": repetition.angle,
        "peak_deg": repetition.peaks.get(repetition.angle, math.nan),
        "target_from_deg": repetition.target_deg[0],
        "target_to_deg": repetition.target_deg[1],
        "end_minus": minus,
        "end_plus": plus,
        "smoothness_out": repetition.smoothness[0],
        "smoothness_back": repetition.smoothness[1],
        "hold_s": repetition.hold_s,
        "view": repetition.view.value,
        "quality": repetition.quality,
        "measured": repetition.measured,
        "on_target": repetition.on_target,
        "fault_count": len(faults),
        "reason": repetition.reason,
        "peaks": {name: float(deg) for name, deg in repetition.peaks.items() if not math.isnan(deg)},
        "faults": faults,
    }


def store_calibration(
    db: Session,
    session: UUID,
    set_number: int,
    number: int,
    calibration: Calibration,
    own_range: OwnRange | None,
    at: datetime,
) -> None:
    """Store what the angles of a set are told from. The range, learned later, is stored by storing again."""
    permitted_session(db, session)
    low, high = (own_range.low_deg, own_range.high_deg) if own_range else (math.nan, math.nan)
    neutral = calibration.neutral.angles
    _newest(
        db,
        CalibrationRow,
        ("session_id", "set_number", "number"),
        session_id=session,
        set_number=set_number,
        number=number,
        stored_at=at,
        view=calibration.view.value,
        neutral_deg={name: float(deg) for name, deg in neutral.items() if not math.isnan(deg)},
        roll_deg=calibration.roll_deg,
        roll_source=calibration.roll_source,
        lasted_s=calibration.lasted_s,
        frames=calibration.frames,
        range_low_deg=low,
        range_high_deg=high,
    )


def store_pain(db: Session, session: UUID, moment: PainMoment, score: int, number: int, at: datetime) -> None:
    """Store an answer about pain; the newest counts."""
    permitted_session(db, session)
    key = {"session_id": session, "moment": moment.value, "number": number}
    _newest(db, PainRow, tuple(key), **key, score=_from_0_to_10(score), answered_at=at)


def store_confidence(db: Session, handle: str, about: str, score: int, at: datetime) -> None:
    """Store how sure somebody is of a movement or task."""
    person_id = permitted_person(db, handle)
    key = {"person_id": person_id, "about": about, "answered_at": at}
    _newest(db, ConfidenceRow, tuple(key), **key, score=_from_0_to_10(score))


def store_answers(
    db: Session,
    handle: str,
    questionnaire: str,
    version: str,
    answers: Mapping[str, float | str],
    at: datetime,
) -> None:
    """Store the answers of a questionnaire that was filled in at one time, all or none."""
    person_id = permitted_person(db, handle)
    for item, answer in answers.items():
        key = {"person_id": person_id, "questionnaire": questionnaire, "answered_at": at, "item": item}
        words, value = (answer, math.nan) if isinstance(answer, str) else ("", float(answer))
        _newest(db, AnswerRow, tuple(key), **key, version=version, value=value, words=words)


def store_assessment(
    db: Session, handle: str, kind: str, version: str, result: Mapping[str, Any], at: datetime
) -> None:
    """Store the result of a test: names and numbers."""
    person_id = permitted_person(db, handle)
    key = {"person_id": person_id, "kind": kind, "done_at": at}
    _newest(db, AssessmentRow, tuple(key), **key, version=version, result=dict(result))


def _once(db: Session, row: type[Base], **values: Any) -> bool:
    """Insert a row unless its key is taken; tell whether it was inserted."""
    key = inspect(row).primary_key
    added = _insert(db, row).values(values).on_conflict_do_nothing(index_elements=key).returning(*key)
    return db.execute(added).first() is not None


def _newest(db: Session, row: type[Base], key: tuple[str, ...], **values: Any) -> None:
    """Insert a row, or put it in the place of the one with its key."""
    others = {name: value for name, value in values.items() if name not in key}
    db.execute(_insert(db, row).values(values).on_conflict_do_update(index_elements=key, set_=others))


def _insert(db: Session, row: type[Base]) -> Any:
    """Give the INSERT of the database at hand: both know ON CONFLICT, each in a class of its own."""
    table = row.__table__
    assert isinstance(table, Table)
    return (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert(table)


def _from_0_to_10(score: int) -> int:
    if not 0 <= score <= 10:
        raise ValueError(f"{score} is not between 0 and 10")
    return score


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
