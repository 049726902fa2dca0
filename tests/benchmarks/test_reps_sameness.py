"""Whether the same movement is told the same at every frame rate."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from benchmarks.accuracy.store import read_takes
from benchmarks.reps.kinds import SAME_COUNT, kinds_for
from benchmarks.reps.run import Outcome, found, sameness
from benchmarks.reps.scoring import Score, TrueRepetition, score
from benchmarks.reps.script import Layout
from benchmarks.reps.streams import Film
from benchmarks.reps.table import FLOOR_AND_SEAT, UPRIGHT
from clinic.check import check_observations
from exercises.events import Repetition
from exercises.files import find_exercise

FIRST, OTHER = SAME_COUNT[0], SAME_COUNT[-1]
TRUE = [TrueRepetition(1, 3), TrueRepetition(4, 5, expected=False), TrueRepetition(6, 8)]


def told(kind: str, *spans: tuple[float, float]) -> Outcome:
    repetitions = tuple(
        Repetition(number, start_s, end_s, {}, True, (), 1.0)
        for number, (start_s, end_s) in enumerate(spans, start=1)
    )
    return Outcome(
        "bow", "take", kind, score(TRUE, [found(one) for one in repetitions]), Score(), repetitions
    )


def test_what_may_be_counted_or_not_is_told_apart() -> None:
    with_half, without = told(FIRST, (1, 3), (4, 5), (6, 8)), told(OTHER, (1, 3), (6, 8))
    same = sameness([with_half, without])[OTHER]
    assert (same.takes, same.same, same.same_but_optional) == (1, 0, 1)
    assert math.isnan(same.furthest_ms)


def test_a_repetition_that_is_lost_is_a_difference() -> None:
    same = sameness([told(FIRST, (1, 3), (6, 8)), told(OTHER, (1, 3))])[OTHER]
    assert (same.same, same.same_but_optional) == (0, 0)


def test_the_furthest_start_or_end_is_told() -> None:
    same = sameness([told(FIRST, (1, 3), (6, 8)), told(OTHER, (1, 3.25), (5.9, 8))])[OTHER]
    assert (same.same, same.same_but_optional, same.furthest_ms) == (1, 1, 250)


@pytest.mark.parametrize(
    ("cache", "name", "exercise"),
    [
        # Legs taken for each other on the way into the long step; a hidden foot that goes with the near one.
        (UPRIGHT, "u16_left_lunge", "lunge"),
        (FLOOR_AND_SEAT, "f00_left_seated_kick", "sitting_knee_extension"),
    ],
)
def test_legs_lost_behind_one_another_count_the_same_at_every_rate(
    cache: Path, name: str, exercise: str
) -> None:
    take = next(one for one in read_takes(cache) if one.id == name)
    layout, film = Layout.of(take), Film(take)
    kinds = kinds_for(layout.lasts_s, held_s=layout.held_s, lead_s=layout.lead_s)
    counts = {
        kind: len(
            check_observations(film.play(shown.script, shown.rate), find_exercise(exercise)).repetitions
        )
        for kind, shown in kinds.items()
        if kind in SAME_COUNT
    }
    assert counts == dict.fromkeys(counts, 2)
    assert len(counts) > 5
