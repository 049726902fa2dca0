"""The gate: nothing of a person is stored without a consent to keep results, given and not withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from records.audit import Act, note
from records.models import ConsentRow, PersonRow, RepetitionRow, SessionRow
from records.problems import NoConsentError, NotKeptError
from wording import say

KEEP_RESULTS = "keep_results"
"""The consent without which nothing is stored."""

_NOT_KEPT = "Nothing was kept: there is no consent to keep results; give it first, or go on without."


@dataclass(frozen=True)
class Kept:
    """How much is kept of a person, to be told when they withdraw: erasing it is their choice.

    Attributes
    ----------
    sessions, repetitions : int
        How many of each.
    """

    sessions: int
    repetitions: int

    def offer(self) -> str:
        """Give the sentence that offers to erase."""
        return say(
            "From now on nothing more is kept. {sessions} session(s) with {repetitions} "
            "repetition(s) are still here: you can erase them now, or keep them.",
            sessions=self.sessions,
            repetitions=self.repetitions,
        )


def give_consent(
    db: Session, handle: str, version: str, at: datetime, *, name: str = "", kind: str = KEEP_RESULTS
) -> None:
    """Note that a person agreed. With the first consent to keep results they become known.

    The same consent given twice is there once.

    Raises
    ------
    NoConsentError
        For any other consent of somebody who did not agree to keep results: there is nowhere to note it.
    """
    person = db.scalar(select(PersonRow).where(PersonRow.handle == handle))
    if kind != KEEP_RESULTS:
        permitted_person(db, handle)
    if person is None:
        person = PersonRow(id=uuid4(), handle=handle, name=name, created_at=at)
        db.add(person)
        db.flush()
    if version not in versions_agreed_to(db, handle, kind):
        db.add(ConsentRow(person_id=person.id, kind=kind, given_at=at, version=version))
        note(db, Act.CONSENT_GIVEN, at, person.id)


def withdraw_consent(db: Session, handle: str, at: datetime, *, kind: str = KEEP_RESULTS) -> Kept:
    """Note that a person no longer agrees; tell how much is still kept, so that erasing it can be offered.

    Raises
    ------
    NotKeptError
        If nobody of this name is known.
    """
    person_id = known_person(db, handle)
    withdrawn = db.execute(
        update(ConsentRow)
        .where(ConsentRow.person_id == person_id, ConsentRow.kind == kind, ConsentRow.withdrawn_at.is_(None))
        .values(withdrawn_at=at)
        .returning(ConsentRow.given_at)
    ).all()
    if withdrawn:
        note(db, Act.CONSENT_WITHDRAWN, at, person_id)
    return count_kept(db, person_id)


def consents(db: Session, handle: str, kind: str = KEEP_RESULTS) -> list[ConsentRow]:
    """List the consents of a kind that a person gave, the oldest first; also those withdrawn."""
    mine = (
        select(ConsentRow)
        .join(PersonRow, PersonRow.id == ConsentRow.person_id)
        .where(PersonRow.handle == handle, ConsentRow.kind == kind)
    )
    return list(db.scalars(mine.order_by(ConsentRow.given_at)))


def versions_agreed_to(db: Session, handle: str, kind: str = KEEP_RESULTS) -> frozenset[str]:
    """Give the versions of the words to which a person agrees now."""
    return frozenset(one.version for one in consents(db, handle, kind) if one.withdrawn_at is None)


def permitted_person(db: Session, handle: str) -> UUID:
    """Give the person of whom something may be stored now.

    The consent is held until the end of the transaction: a withdrawal waits for it, or is seen here.

    Raises
    ------
    NoConsentError
    """
    found = db.scalar(
        _valid().join(PersonRow, PersonRow.id == ConsentRow.person_id).where(PersonRow.handle == handle)
    )
    if found is None:
        raise NoConsentError(_NOT_KEPT)
    return found


def permitted_session(db: Session, session: UUID) -> UUID:
    """Give the person of a session in which something may be stored now.

    Raises
    ------
    NoConsentError
        Also if the session was erased meanwhile.
    """
    found = db.scalar(
        _valid()
        .join(SessionRow, SessionRow.person_id == ConsentRow.person_id)
        .where(SessionRow.id == session)
    )
    if found is None:
        raise NoConsentError(_NOT_KEPT)
    return found


def known_person(db: Session, handle: str) -> UUID:
    """Give a person of whom something is kept, with a consent or without.

    Raises
    ------
    NotKeptError
    """
    found = db.scalar(select(PersonRow.id).where(PersonRow.handle == handle))
    if found is None:
        raise NotKeptError(say("Nothing is kept of anybody called {handle}; check the name.", handle=handle))
    return found


def count_kept(db: Session, person_id: UUID) -> Kept:
    """Count what is kept of a person."""
    mine = select(SessionRow.id).where(SessionRow.person_id == person_id)
    sessions = db.scalar(select(func.count()).select_from(mine.subquery())) or 0
    repetitions = db.scalar(
        select(func.count()).select_from(RepetitionRow).where(RepetitionRow.session_id.in_(mine))
    )
    return Kept(sessions, repetitions or 0)


def _valid() -> Select[UUID]:
    """Select whoever agrees to keep results."""
    return (
        select(ConsentRow.person_id)
        .where(ConsentRow.kind == KEEP_RESULTS, ConsentRow.withdrawn_at.is_(None))
        .with_for_update(read=True, of=ConsentRow)
    )
