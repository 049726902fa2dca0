"""Scoring of repetitions, on hand-made ones with obvious answers."""

from __future__ import annotations

import math

import pytest

from benchmarks.reps.criteria import auc, separate
from benchmarks.reps.scoring import (
    FoundRepetition,
    Span,
    TrueRepetition,
    match,
    overlap_of,
    score,
    total,
)


def true(start_s: float, end_s: float, *faults: str, expected: bool = True) -> TrueRepetition:
    judged = frozenset({"rounds", "fast"})
    return TrueRepetition(start_s, end_s, expected=expected, faults=frozenset(faults), judged=judged)


def found(start_s: float, end_s: float, *faults: str, judged: bool = True) -> FoundRepetition:
    return FoundRepetition(start_s, end_s, frozenset(faults), judged)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (Span(0, 4), Span(0, 4), 1.0),
        (Span(0, 4), Span(1, 2), 1.0),  # all of the shorter one
        (Span(0, 4), Span(3, 5), 0.5),
        (Span(0, 4), Span(4, 5), 0.0),
        (Span(0, 4), Span(2, 2), 0.0),  # no length
    ],
)
def test_overlap_is_a_share_of_the_shorter_one(one: Span, other: Span, share: float) -> None:
    assert overlap_of(one, other) == overlap_of(other, one) == share


def test_a_count_over_two_repetitions_finds_one_of_them() -> None:
    assert len(match([Span(0, 2), Span(3, 5)], [Span(0, 5)])) == 1


def test_the_best_pairs_are_taken_not_the_first() -> None:
    assert match([Span(0, 4), Span(2, 4)], [Span(2, 4), Span(0, 2)]) == [(0, 1), (1, 0)]


def test_all_found_is_perfect() -> None:
    told = score([true(0, 2), true(3, 5)], [found(0.1, 1.8), found(3.1, 4.8)])
    assert (told.precision, told.recall, told.f1, told.exact) == (1, 1, 1, 1)
    assert told.start_error_ms == pytest.approx(100)
    assert told.end_error_ms == pytest.approx(200)


def test_a_miss_costs_recall_and_a_false_one_precision() -> None:
    told = score([true(0, 2), true(3, 5)], [found(0, 2), found(8, 9)])
    assert (told.precision, told.recall, told.f1, told.exact) == (0.5, 0.5, 0.5, 0)


def test_what_may_count_costs_nothing_either_way() -> None:
    shallow = true(3, 5, expected=False)
    for counted in ([found(0, 2)], [found(0, 2), found(3, 5)]):
        told = score([true(0, 2), shallow], counted)
        assert (told.true, told.found, told.f1, told.exact) == (1, 1, 1, 1)


def test_nothing_to_count_and_nothing_counted_is_exact_without_shares() -> None:
    told = score([], [])
    assert told.exact == 1
    assert all(math.isnan(value) for value in (told.precision, told.recall, told.f1, told.start_error_ms))


def test_faults_are_told_rightly_wrongly_or_missed() -> None:
    told = score(
        [true(0, 2, "rounds"), true(3, 5, "rounds", "fast"), true(6, 8)],
        [found(0, 2, "rounds"), found(3, 5, "fast"), found(6, 8, "rounds", "unknown")],
    )
    assert told.fault_ids == ("fast", "rounds")
    assert (told.fault_precision("rounds"), told.fault_recall("rounds")) == (0.5, 0.5)
    assert (told.fault_precision("fast"), told.fault_recall("fast")) == (1, 1)


def test_a_repetition_that_was_not_judged_tells_no_faults() -> None:
    told = score([true(0, 2, "rounds")], [found(0, 2, judged=False)])
    assert (told.f1, told.fault_ids) == (1, ())


def test_totals_add_up() -> None:
    told = total([score([true(0, 2)], [found(0, 2)]), score([true(0, 2)], []), score([], [found(0, 2)])])
    assert (told.streams, told.exact, told.true, told.found, told.hits) == (3, 1, 2, 2, 1)
    assert told.f1 == 0.5
    assert total([]) == total([total([])])


@pytest.mark.parametrize(
    ("faulty", "correct", "area"),
    [([3, 4], [1, 2], 1.0), ([1, 2], [3, 4], 0.0), ([1, 1], [1, 1], 0.5), ([2, 4], [1, 3], 0.75)],
)
def test_area_under_the_curve(faulty: list[float], correct: list[float], area: float) -> None:
    assert auc(faulty, correct) == area
    assert auc([*faulty, math.nan], [math.nan, *correct]) == area


def test_criteria_are_sorted_by_how_well_they_separate() -> None:
    best, other, nothing = separate(
        [{"depth": 90, "speed": 1}, {"depth": 95, "speed": 3}],
        [{"depth": 60, "speed": 2, "late": 1}, {"depth": 70, "speed": 4, "late": 1}],
    )
    assert (best.criterion, best.auc, best.faulty_is_larger) == ("depth", 1.0, False)
    assert (other.criterion, other.auc, other.faulty_is_larger) == ("speed", 0.75, True)
    assert math.isnan(nothing.auc)
