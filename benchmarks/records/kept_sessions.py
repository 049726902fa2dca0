"""What is kept of guided sessions, read whole to be held against the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from records import Records
from records.models import RepetitionRow, SessionRow, SetRow


class Done(NamedTuple):
    """One repetition that was done: which session, which set, its number in it, and when it started."""

    session: UUID
    set_number: int
    number: int
    start_s: float


@dataclass(frozen=True)
class KeptSessions:
    """All that is there.

    Attributes
    ----------
    repetitions : tuple of Done
        Sorted.
    ended : mapping of UUID to bool
        Sessions in the order of beginning, and whether each has an end.
    with_sets : collection of UUID
        Those in which a set was begun.
    """

    repetitions: tuple[Done, ...]
    ended: Mapping[UUID, bool]
    with_sets: Collection[UUID]

    @property
    def double(self) -> int:
        """Repetitions that are there more than once: by their number in the set, or by when they started."""
        numbers = Counter(one[:3] for one in self.repetitions)
        starts = Counter((one.session, one.set_number, one.start_s) for one in self.repetitions)
        return sum(times - 1 for times in (*numbers.values(), *starts.values()))

    def odd(self, over: Collection[UUID], whole: Mapping[int, list[int]]) -> set[UUID]:
        """Give sessions whose sets are not exactly the plan's, or that have no end.

        The newest one may be going on, unless it was told to be `over`; another was to be finished before it.
        """
        sets = defaultdict[UUID, dict[int, list[int]]](dict)
        for one in self.repetitions:
            sets[one.session].setdefault(one.set_number, []).append(one.number)
        may_go_on = set(list(self.ended)[-1:]) - set(over)
        looked_at = (set(self.with_sets) | set(over)) - may_go_on
        return {one for one in looked_at if sets[one] != whole or not self.ended.get(one)}


def read_sessions(records: Records) -> KeptSessions:
    """Read them."""
    row = RepetitionRow
    with records.engine.connect() as connection:
        chosen = select(row.session_id, row.set_number, row.number, row.start_s)
        repetitions = tuple(sorted(Done(*one) for one in connection.execute(chosen)))
        begun = connection.execute(select(SessionRow.id, SessionRow.ended_at).order_by(SessionRow.started_at))
        ended = {session: at is not None for session, at in begun}
        return KeptSessions(repetitions, ended, set(connection.scalars(select(SetRow.session_id))))
