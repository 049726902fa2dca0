"""What is kept for a comparison: the latest movement, and no more than that however long somebody stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercises.comparer import Comparer
from exercises.events import Repetition
from exercises.files import find_exercise
from tests.exercises.movements import bows, make_exercise, posture, sample

PATH = find_exercise("waiters_bow").path
BOW = make_exercise(movement={"most_duration_s": 10}).model_copy(update={"path": PATH})


def test_a_repetition_is_compared_with_the_frames_it_lasted() -> None:
    curve, until_s = bows([60.0])
    comparer, found = Comparer(BOW), {}
    for one in sample(curve, until_s):
        ended = [Repetition(1, 1.0, 4.3, {}, True, ())] if one.time_s >= until_s - 0.01 else []
        found |= comparer.see(one, ended)
    assert found[1] is not None
    assert found[1].scale == pytest.approx(1, abs=0.01)


def test_what_was_not_measured_is_not_compared() -> None:
    curve, until_s = bows([60.0])
    comparer = Comparer(BOW)
    for one in sample(curve, until_s):
        comparer.see(one, [])
    unseen = Repetition(1, 1.0, 4.3, {}, False, (), measured=False)
    assert comparer.see(posture(until_s + 0.1, 0.0), [unseen]) == {1: None}


def test_somebody_who_stands_there_for_an_hour_fills_no_memory() -> None:
    comparer = Comparer(BOW)
    standing = posture(0.0, 0.0)
    for second in range(3600):
        comparer.see(replace(standing, time_s=float(second)), [])
    assert len(comparer._postures) <= 17  # ten seconds of the longest movement, five to come to rest


def test_without_a_path_nothing_is_kept() -> None:
    comparer = Comparer(make_exercise())
    assert comparer.see(posture(0.0, 0.0), [Repetition(1, 0.0, 1.0, {}, True, ())]) == {}
    assert not comparer._postures
