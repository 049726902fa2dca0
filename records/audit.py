"""What was done with results, and when: kinds and counts only, nothing that tells of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from records.models import AuditRow


class Act(StrEnum):
    """What can be done with results that a person may later ask about."""

    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    EXPORTED = "exported"
    ERASED = "erased"
    BACKED_UP = "backed_up"


def note(
    db: Session,
    what: Act,
    at: datetime,
    person_id: UUID | None = None,
    counts: Mapping[str, int] | None = None,
) -> None:
    """Note an event. A person is named by their number only, which goes when they are erased."""
    db.add(AuditRow(at=at, what=what.value, person_id=person_id, counts=dict(counts or {})))
