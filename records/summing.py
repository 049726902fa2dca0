"""Sums of the repetitions of each session and exercise, made by the database; a curve is never read."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from records.done import ExerciseDone, Turns
from records.models import CalibrationRow, RepetitionRow, SessionRow, SetRow

Key = tuple[UUID, str]
"""A session, and an exercise that was done in it."""


@dataclass
class Mean:
    """A sum of figures, and of how many; NaN and NULL are neither."""

    count: int = 0
    total: float = 0.0

    def add(self, count: int, total: float) -> None:
        """Add the sum of some figures."""
        if count:
            self.count, self.total = self.count + count, self.total + total

    @property
    def mean(self) -> float:
        """The mean, NaN of none."""
        return self.total / self.count if self.count else math.nan


@dataclass
class _TurnSums:
    all: Mean = field(default_factory=Mean)
    squares: float = 0.0
    freedom: int = 0

    def add_set(self, count: int, total: float, squares: float) -> None:
        self.all.add(count, total)
        if count > 1:
            # Below zero only by rounding, of turning points that are all the same.
            self.squares += max(squares - total * total / count, 0.0)
            self.freedom += count - 1

    @property
    def spread(self) -> float:
        return math.sqrt(self.squares / self.freedom) if self.freedom else math.nan


class _SetSums(NamedTuple):
    """A row of the query below. Sums are NaN of nothing, counts zero."""

    session_id: UUID
    number: int
    exercise: str
    reported: int | None
    angle: str | None
    other_angle: str | None
    both_ways: int
    seen: int
    measured: int
    on_target: int
    faults: int
    peaks: int
    peak_sum: float
    time_sum: float
    smooth: int
    smooth_sum: float
    turns: int
    turn_sum: float
    turn_squares: float


@dataclass
class ExerciseSums:
    """What came of one exercise in one session, while it is added up."""

    sets: int = 0
    done: int = 0
    measured: int = 0
    on_target: int = 0
    faults: int = 0
    peak_deg: Mean = field(default_factory=Mean)
    tempo_s: Mean = field(default_factory=Mean)
    smoothness: Mean = field(default_factory=Mean)
    _turns: dict[tuple[str, bool], _TurnSums] = field(default_factory=lambda: defaultdict(_TurnSums))

    def add(self, row: _SetSums) -> None:
        """Add what came of one set."""
        self.sets += 1
        self.done += row.seen if row.reported is None else row.reported
        self.measured += row.measured
        self.on_target += row.on_target
        self.faults += row.faults
        self.peak_deg.add(row.peaks, row.peak_sum)
        self.tempo_s.add(row.seen, row.time_sum)
        self.smoothness.add(row.smooth, row.smooth_sum)
        # Whoever turned round in the middle of a set made it of two angles: no mean holds for both.
        if row.angle is not None and row.angle == row.other_angle:
            self._turns[row.angle, bool(row.both_ways)].add_set(row.turns, row.turn_sum, row.turn_squares)

    def told(self, exercise: str) -> ExerciseDone:
        """Give what came of it."""
        return ExerciseDone(
            exercise,
            self.sets,
            self.done,
            self.measured,
            self.on_target,
            self.faults,
            self.peak_deg.mean,
            self.tempo_s.mean,
            self.smoothness.mean,
            tuple(self._told_turns()),
        )

    def _told_turns(self) -> Iterator[Turns]:
        """Give the turning points, those of the most frequent angle first."""
        for (angle, both_ways), sums in sorted(self._turns.items(), key=lambda one: -one[1].all.count):
            yield Turns(angle, both_ways, sums.all.count, sums.all.mean, sums.spread)


def sum_up_exercises(
    db: Session, person_id: UUID, only: Collection[UUID] | None = None
) -> dict[Key, ExerciseSums]:
    """Sum up every exercise of every session of a person, in the order in which they were begun.

    Parameters
    ----------
    db : Session
    person_id : UUID
    only : collection of UUID, optional
        Of these sessions; all without it.
    """
    reps, sets = RepetitionRow, SetRow
    # The mean of the shares of both ends in percent; of a movement one way, which has none, its peak.
    turn = func.coalesce((reps.end_minus + reps.end_plus) * 50.0, reps.peak_deg)
    turned = case((turn.is_not(None), reps.angle))
    of_set = (
        select(
            sets.session_id,
            sets.number,
            sets.exercise,
            sets.reported,
            func.min(turned).label("angle"),
            func.max(turned).label("other_angle"),
            func.count(reps.end_minus).label("both_ways"),
            func.count(reps.number).label("seen"),
            func.count(reps.number).filter(reps.measured).label("measured"),
            func.count(reps.number).filter(reps.on_target).label("on_target"),
            func.coalesce(func.sum(reps.fault_count), 0).label("faults"),
            func.count(reps.peak_deg).label("peaks"),
            func.sum(reps.peak_deg).label("peak_sum"),
            func.sum(reps.end_s - reps.start_s).label("time_sum"),
            func.count(reps.smoothness_out + reps.smoothness_back).label("smooth"),
            func.sum((reps.smoothness_out + reps.smoothness_back) / 2).label("smooth_sum"),
            func.count(turn).label("turns"),
            func.sum(turn).label("turn_sum"),
            func.sum(turn * turn).label("turn_squares"),
        )
        .outerjoin(reps, (reps.session_id == sets.session_id) & (reps.set_number == sets.number))
        .where(sets.session_id.in_(_sessions_of(person_id) if only is None else only))
        .group_by(sets.session_id, sets.number)
        .order_by(sets.session_id, sets.number)
    )
    found: dict[Key, ExerciseSums] = defaultdict(ExerciseSums)
    # Past the ORM, which takes as long over plain columns as the database over its sums.
    for row in db.connection().execute(of_set):
        one = _SetSums._make(row)
        found[one.session_id, one.exercise].add(one)
    return found


def _sessions_of(person_id: UUID) -> Select[UUID]:
    """Give the sessions of a person, for IN: after a join SQLite would sort before it groups."""
    return select(SessionRow.id).where(SessionRow.person_id == person_id)


def sum_up_ranges(db: Session, person_id: UUID) -> dict[Key, dict[str, float]]:
    """Give, by view, how far the own ends of a session and exercise were apart: the mean of those learned."""
    rows, sets = CalibrationRow, SetRow
    learned = (
        select(rows.session_id, sets.exercise, rows.view, func.avg(rows.range_high_deg - rows.range_low_deg))
        .join(sets, (sets.session_id == rows.session_id) & (sets.number == rows.set_number))
        .join(SessionRow, SessionRow.id == rows.session_id)
        .where(SessionRow.person_id == person_id, rows.range_high_deg > rows.range_low_deg)
        .group_by(rows.session_id, sets.exercise, rows.view)
    )
    found: dict[Key, dict[str, float]] = defaultdict(dict)
    for session_id, exercise, view, degrees in db.connection().execute(learned):
        found[session_id, exercise][view] = float(degrees)
    return found
