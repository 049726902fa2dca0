"""What becomes of a finished test of finding a place again: stored where its person agreed, once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from exercises.repositioning import Repositioning
from live.storing import InOrder
from records import HOME, Records
from records.repositioning import KIND, VERSION, result_to_keep


def to_keep(exercise_id: str, result: Repositioning) -> dict[str, Any]:
    """Give what a test came to as it is kept."""
    figures = {
        "absolute_deg": result.together.absolute_deg,
        "constant_deg": result.together.constant_deg,
        "variable_deg": result.together.variable_deg,
        "error_deg": result.error_deg,
        "least_change_deg": result.least_change_deg,
    }
    return result_to_keep(exercise_id, result.together.trials, figures)


class PlaceTestKeeper(Protocol):
    """Keeps the tests that somebody consented to."""

    def keep(self, test: UUID, exercise_id: str, result: Repositioning) -> None:
        """Keep what a test came to; told of the same `test` again, it takes the place of before."""
        ...


class PlaceTestRecorder:
    """Stores the tests of one open page.

    Parameters
    ----------
    records : Records
        Where to.
    person : str
        Whose.
    """

    def __init__(self, records: Records, person: str = HOME) -> None:
        self._records, self._person = records, person
        self._at: dict[UUID, datetime] = {}
        # Whoever withdraws their consent is obeyed: nothing waits then, and each test asks again.
        self._storing = InOrder(refused=lambda: None)

    @property
    def waiting(self) -> int:
        """How many are still to be stored."""
        return self._storing.waiting

    def keep(self, test: UUID, exercise_id: str, result: Repositioning) -> None:
        """Store a test under the moment at which it was first told of; returns at once."""
        told, at = to_keep(exercise_id, result), self._at.setdefault(test, datetime.now(UTC))
        self._storing.add(lambda: self._records.store_assessment(KIND, VERSION, told, self._person, at=at))

    def try_again(self) -> None:
        """Store what waits, and wait a moment for it."""
        self._storing.try_again()
