"""What must not change the count: the frame rate, the clock, noise, the person's side."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.events import Repetition
from tests.exercises.movements import Result, bows, make_exercise, posture, sample

BOW = make_exercise()
# Clearly counted or clearly not: at the limit itself one frame may decide.
PEAKS = st.lists(st.floats(36, 90) | st.floats(3, 24), min_size=0, max_size=4)


def expected(peaks: list[float]) -> list[float]:
    return [peak for peak in peaks if peak > BOW.movement.least_excursion_deg]


def flexions(repetitions: list[Repetition]) -> list[float]:
    return [one.peaks["trunk_flexion"] for one in repetitions]


@given(PEAKS, st.floats(8, 60))
def test_any_frame_rate_counts_the_same(peaks: list[float], rate_hz: float) -> None:
    result = Result(BOW, sample(*bows(peaks), rate_hz))
    assert flexions(result.repetitions) == pytest.approx(expected(peaks), abs=3)


@pytest.mark.parametrize("rate_hz", [8, 15, 30, 60])
@pytest.mark.parametrize("down_s", [0.8, 1.5, 4.0])
def test_a_repetition_begins_and_ends_at_the_same_time_at_any_frame_rate(
    rate_hz: float, down_s: float
) -> None:
    """Its duration is judged (too fast), so it must not depend on the machine."""
    curve = bows([60, 60], down_s=down_s, up_s=down_s)
    slow, fine = Result(BOW, sample(*curve, rate_hz)), Result(BOW, sample(*curve, 200))
    for one, exact in zip(slow.repetitions, fine.repetitions, strict=True):
        assert one.start_s == pytest.approx(exact.start_s, abs=1.1 / rate_hz)
        assert one.end_s == pytest.approx(exact.end_s, abs=1.1 / rate_hz)


@given(PEAKS, st.integers(0, 2**32 - 1))
def test_frames_that_come_unevenly_count_the_same(peaks: list[float], seed: int) -> None:
    curve, until_s = bows(peaks)
    stamps = np.cumsum(np.random.default_rng(seed).uniform(0.01, 0.15, int(until_s / 0.01) + 1))
    stamps = stamps[stamps <= until_s]  # enough of them that the last bow is never cut off
    result = Result(BOW, [posture(float(t), curve(float(t))) for t in stamps])
    assert flexions(result.repetitions) == pytest.approx(expected(peaks), abs=4)


@given(PEAKS, st.integers(0, 2**32 - 1))
def test_noise_of_the_stated_error_counts_the_same(peaks: list[float], seed: int) -> None:
    rng = np.random.default_rng(seed)
    curve, until_s = bows(peaks)
    stream = sample(lambda t: curve(t) + float(np.clip(rng.normal(0, 1), -2.5, 2.5)), until_s)
    assert flexions(Result(BOW, stream).repetitions) == pytest.approx(expected(peaks), abs=3)


@given(PEAKS, st.sampled_from([-1000.0, 0.25, 1e6]))
def test_the_clock_may_start_anywhere(peaks: list[float], shift_s: float) -> None:
    stream = sample(*bows(peaks), knees=10.0)
    here = Result(BOW, stream).repetitions
    there = Result(BOW, [replace(one, time_s=one.time_s + shift_s) for one in stream]).repetitions
    assert len(here) == len(there)
    for one, other in zip(here, there, strict=True):
        assert other.start_s - shift_s == pytest.approx(one.start_s, abs=1e-3)
        assert other.end_s - shift_s == pytest.approx(one.end_s, abs=1e-3)
        # A turning point between two frames is told from their times: to rounding.
        assert (other.peaks, other.on_target) == (pytest.approx(one.peaks, abs=1e-3), one.on_target)


@given(PEAKS, st.floats(0.5, 3), st.floats(0, 60), st.floats(-20, 60))
def test_the_same_stream_gives_the_same_answer(
    peaks: list[float], tempo: float, knees: float, outline: float
) -> None:
    curve, until_s = bows(peaks, down_s=tempo, up_s=tempo)
    stream = sample(curve, until_s, 15, knees=knees, outline=outline)
    first, second = Result(BOW, stream), Result(BOW, stream)
    assert first.events == second.events
    assert repr(first.state) == repr(second.state)
    assert first.state.repetitions == len(first.repetitions)
    assert first.state.on_target == sum(one.on_target for one in first.repetitions)
    for before, after in zip(first.repetitions, first.repetitions[1:], strict=False):
        assert before.end_s <= after.start_s


@given(PEAKS, st.lists(st.tuples(st.floats(0, 20), st.floats(0.05, 4)), max_size=5))
def test_gaps_never_invent_a_repetition(peaks: list[float], gaps: list[tuple[float, float]]) -> None:
    """Whatever was out of sight: what is counted was there, and in its own order."""
    stream = sample(*bows(peaks), 15)
    seen = [
        posture(one.time_s, math.nan) if any(a <= one.time_s < a + b for a, b in gaps) else one
        for one in stream
    ]
    for torn in (seen, [one for one in seen if not math.isnan(one.angles["trunk_flexion"])]):
        result = Result(BOW, torn)
        assert result.count <= len(expected(peaks))
        stamps = [stamp for one in result.repetitions for stamp in (one.start_s, one.end_s)]
        assert stamps == sorted(stamps)
