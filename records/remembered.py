"""What sessions came to, remembered by the program: only what has changed is summed up anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from records.done import ExerciseDone
from records.sessions import Counts
from records.summing import sum_up_exercises, sum_up_ranges

Remembered = tuple[Counts, tuple[ExerciseDone, ...]]

# As many keys as go into one query; of more, all are read.
_MOST_AT_ONCE = 200


class SessionSums:
    """Remembers, of each person, the sums of their sessions. Several threads may use it.

    Nothing old is ever told: each time the database says which sessions there are and how much is in them.
    """

    def __init__(self) -> None:
        self._known: dict[UUID, dict[UUID, Remembered]] = {}

    def forget(self) -> None:
        """Remember nothing, as after somebody was erased."""
        self._known = {}

    def read(
        self, db: Session, person_id: UUID, counts: Mapping[UUID, Counts]
    ) -> dict[UUID, tuple[ExerciseDone, ...]]:
        """Give what was done in each session of a person, in the order in which it was begun.

        Parameters
        ----------
        db : Session
        person_id : UUID
        counts : mapping of UUID to Counts
            How much was in each just now: what is stored meanwhile is counted, and read, the next time.
        """
        known = self._known.get(person_id, {})
        old = {session: known[session] for session in counts if session in known}
        fresh = {
            session for session, count in counts.items() if session not in old or old[session][0] != count
        }
        if fresh:
            found: dict[UUID, list[ExerciseDone]] = defaultdict(list)
            only = fresh if len(fresh) <= _MOST_AT_ONCE else None
            for (session, exercise), sums in sum_up_exercises(db, person_id, only).items():
                found[session].append(sums.told(exercise))
            old |= {session: (counts[session], tuple(found[session])) for session in fresh}
        self._known = {**self._known, person_id: old}
        done = {session: exercises for session, (_, exercises) in old.items()}
        # An own range is learned in the middle of a set, so these are read each time; they are few.
        for (session, exercise), ranges in sum_up_ranges(db, person_id).items():
            done[session] = tuple(
                replace(one, own_range_deg=ranges) if one.exercise == exercise else one
                for one in done.get(session, ())
            )
        return done
