"""Holds found repetitions against true ones: how many were found, how far off in time, with which faults."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np
from scipy.optimize import linear_sum_assignment

OVERLAP = 0.5
"""Share of the shorter of two repetitions that both must cover (P). Of the shorter one: where counters put a
start differs, and a counter that begins late has still found the repetition."""


@dataclass(frozen=True)
class Span:
    """A stretch of time, in seconds."""

    start_s: float
    end_s: float


@dataclass(frozen=True)
class TrueRepetition(Span):
    """A movement that was really made.

    Attributes
    ----------
    peak_s : float
        When it turned round; NaN where that is not known.
    expected : bool
        Whether it has to be counted. False: it may be counted or not, since its depth lies within the
        measuring error of the least that counts, or its times are not known.
    faults : frozenset of str
        Those it has.
    judged : frozenset of str
        Those of which it is known whether it has them: all others are near their limit, or have no truth.
    visible : Span, optional
        The part of it in which the person is away from neutral by more than a twentieth of its depth. A
        smooth movement begins so slowly that this is some tenths of a second less than the whole.
    hold_s : float
        For how long its turning point was held; NaN where no hold is asked for, or that is not known.
    """

    peak_s: float = math.nan
    expected: bool = True
    faults: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()
    visible: Span | None = None
    hold_s: float = math.nan


@dataclass(frozen=True)
class FoundRepetition(Span):
    """A repetition that a counter told.

    Attributes
    ----------
    faults : frozenset of str
        Those it told.
    judged : bool
        Whether it said anything about faults: what was not seen well enough counts, unjudged.
    hold_s : float
        As it told it; NaN where none is asked for.
    """

    faults: frozenset[str] = frozenset()
    judged: bool = True
    hold_s: float = math.nan


@dataclass(frozen=True)
class Score:
    """Counts that add up over streams, and what follows from them.

    Attributes
    ----------
    streams : int
        How many were compared, and `exact` how many of them without a miss or a false repetition.
    true, found, hits : int
        Repetitions to be counted, counted (those that may be counted or not left out), and matched.
    start_ms, end_ms : tuple of float
        Found minus true time of each match, in milliseconds.
    visible_start_ms, visible_end_ms : tuple of float
        The same against the visible part of the true ones.
    told_rightly, told_wrongly, missed : Counter of str
        Faults of matched repetitions, by id.
    hold_off_s : tuple of float
        Told minus true length of each hold of a matched repetition, seconds.
    """

    streams: int = 0
    exact: int = 0
    true: int = 0
    found: int = 0
    hits: int = 0
    start_ms: tuple[float, ...] = ()
    end_ms: tuple[float, ...] = ()
    visible_start_ms: tuple[float, ...] = ()
    visible_end_ms: tuple[float, ...] = ()
    told_rightly: Counter[str] = field(default_factory=Counter)
    told_wrongly: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    hold_off_s: tuple[float, ...] = ()

    @property
    def precision(self) -> float:
        """Share of the counted that were true; NaN when nothing was counted."""
        return _share(self.hits, self.found)

    @property
    def recall(self) -> float:
        """Share of the true that were counted; NaN when there was nothing to count."""
        return _share(self.hits, self.true)

    @property
    def f1(self) -> float:
        """Harmonic mean of both; NaN when there was nothing to count and nothing was counted."""
        return _share(2 * self.hits, self.true + self.found)

    @property
    def start_error_ms(self) -> float:
        """Median size of the error of the start; NaN without a match."""
        return _median_size(self.start_ms)

    @property
    def end_error_ms(self) -> float:
        """Median size of the error of the end; NaN without a match."""
        return _median_size(self.end_ms)

    @property
    def visible_start_error_ms(self) -> float:
        """Median size of the error of the start against the visible part; NaN without any."""
        return _median_size(self.visible_start_ms)

    @property
    def visible_end_error_ms(self) -> float:
        """Median size of the error of the end against the visible part; NaN without any."""
        return _median_size(self.visible_end_ms)

    @property
    def hold_error_s(self) -> float:
        """Median size of the error of a hold, seconds; NaN without any."""
        return _median_size(self.hold_off_s)

    @property
    def fault_ids(self) -> tuple[str, ...]:
        """Every fault that there was or that was told."""
        return tuple(sorted({*self.told_rightly, *self.told_wrongly, *self.missed}))

    def fault_precision(self, fault: str) -> float:
        """Share of the times a fault was told that it was there; NaN when it was never told."""
        return _share(self.told_rightly[fault], self.told_rightly[fault] + self.told_wrongly[fault])

    def fault_recall(self, fault: str) -> float:
        """Share of the times a fault was there that it was told; NaN when it was never there."""
        return _share(self.told_rightly[fault], self.told_rightly[fault] + self.missed[fault])


def match(true: Sequence[Span], found: Sequence[Span], overlap: float = OVERLAP) -> list[tuple[int, int]]:
    """Pair true and found repetitions one to one, so that as much time as possible is shared.

    Parameters
    ----------
    true, found : sequence of Span
        In any order.
    overlap : float
        Least share of the shorter of two that both cover.

    Returns
    -------
    list of (int, int)
        Places in ``true`` and in ``found``, in order of the true ones.
    """
    if not true or not found:
        return []
    shares = np.array([[overlap_of(one, other) for other in found] for one in true])
    allowed = shares >= overlap
    # A pair counts more than any gain in overlap; one that has to be counted more than one that may be.
    wanted = np.array([[2.0 if getattr(one, "expected", True) else 1.5] for one in true])
    rows, columns = linear_sum_assignment(np.where(allowed, wanted + shares / 4, 0.0), maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column) for row, column in pairs if allowed[row, column]]


def overlap_of(one: Span, other: Span) -> float:
    """Share of the shorter stretch that lies in both; 0 where they do not meet or one has no length."""
    shared_s = min(one.end_s, other.end_s) - max(one.start_s, other.start_s)
    shorter_s = min(one.end_s - one.start_s, other.end_s - other.start_s)
    return max(shared_s, 0.0) / shorter_s if shorter_s > 0 else 0.0


def score(true: Sequence[TrueRepetition], found: Sequence[FoundRepetition]) -> Score:
    """Compare one stream."""
    pairs = match(true, found)
    free = {column for row, column in pairs if not true[row].expected}
    hits = [(true[row], found[column]) for row, column in pairs if true[row].expected]
    rightly: Counter[str] = Counter()
    wrongly: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for row, column in pairs:
        one, other = true[row], found[column]
        if other.judged:
            rightly.update(one.judged & one.faults & other.faults)
            wrongly.update((one.judged - one.faults) & other.faults)
            missed.update((one.judged & one.faults) - other.faults)
    expected, counted = sum(one.expected for one in true), len(found) - len(free)
    return Score(
        streams=1,
        exact=int(len(hits) == expected == counted),
        true=expected,
        found=counted,
        hits=len(hits),
        start_ms=tuple(1000 * (other.start_s - one.start_s) for one, other in hits),
        end_ms=tuple(1000 * (other.end_s - one.end_s) for one, other in hits),
        visible_start_ms=tuple(
            1000 * (other.start_s - one.visible.start_s) for one, other in hits if one.visible
        ),
        visible_end_ms=tuple(1000 * (other.end_s - one.visible.end_s) for one, other in hits if one.visible),
        told_rightly=rightly,
        told_wrongly=wrongly,
        missed=missed,
        hold_off_s=tuple(
            found[column].hold_s - true[row].hold_s
            for row, column in pairs
            if not math.isnan(found[column].hold_s - true[row].hold_s)
        ),
    )


def total(scores: Iterable[Score]) -> Score:
    """Add up scores of many streams."""
    every = list(scores)
    return Score(
        streams=sum(one.streams for one in every),
        exact=sum(one.exact for one in every),
        true=sum(one.true for one in every),
        found=sum(one.found for one in every),
        hits=sum(one.hits for one in every),
        start_ms=tuple(ms for one in every for ms in one.start_ms),
        end_ms=tuple(ms for one in every for ms in one.end_ms),
        visible_start_ms=tuple(ms for one in every for ms in one.visible_start_ms),
        visible_end_ms=tuple(ms for one in every for ms in one.visible_end_ms),
        told_rightly=sum((one.told_rightly for one in every), Counter()),
        told_wrongly=sum((one.told_wrongly for one in every), Counter()),
        missed=sum((one.missed for one in every), Counter()),
        hold_off_s=tuple(off_s for one in every for off_s in one.hold_off_s),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def _median_size(errors: Sequence[float]) -> float:
    return median(map(abs, errors)) if errors else math.nan
