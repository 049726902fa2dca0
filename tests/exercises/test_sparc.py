"""Smoothness by the arc length of the spectrum, on movements whose smoothness is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.sparc import smoothness_of_ways, spectral_arc_length
from tests.exercises.movements import Curve, path, times

RATES = [8, 15, 30, 60]


def smoothest(duration_s: float, way_deg: float = 60.0) -> Curve:
    """Minimum jerk (Flash and Hogan 1985): as smooth as a movement from rest to rest can be."""

    def at(time_s: float) -> float:
        share = min(max(time_s / duration_s, 0.0), 1.0)
        return way_deg * share**3 * (10 - 15 * share + 6 * share**2)

    return at


def smoothness(curve: Curve, until_s: float, rate_hz: float = 30.0) -> float:
    stamps = list(times(until_s, rate_hz))
    return spectral_arc_length(stamps, [curve(t) for t in stamps])


HALTING = path((0.0, 0.0), (1.0, 30.0), (2.0, 30.0), (3.0, 60.0))
FALTERING = path((0.0, 0.0), (1.0, 30.0), (2.0, 60.0))  # slows down to nothing half-way, at once goes on
TREMBLING = path(*((0.5 * n, 10.0 * n) for n in range(7)))


@pytest.mark.parametrize("rate_hz", RATES)
@pytest.mark.parametrize("duration_s", [1.0, 2.0, 8.0])
def test_the_smoothest_movement_is_the_same_at_every_pace_and_rate(duration_s: float, rate_hz: float) -> None:
    assert smoothness(smoothest(duration_s), duration_s, rate_hz) == pytest.approx(-1.40, abs=0.02)


def test_an_eased_movement_is_nearly_as_smooth() -> None:
    assert smoothness(path((0.0, 0.0), (2.5, 60.0)), 2.5) == pytest.approx(-1.56, abs=0.04)


@pytest.mark.parametrize("rate_hz", RATES)
def test_the_more_halts_the_less_smooth(rate_hz: float) -> None:
    eased = smoothness(path((0.0, 0.0), (2.0, 60.0)), 2.0, rate_hz)
    faltering = smoothness(FALTERING, 2.0, rate_hz)
    halting = smoothness(HALTING, 3.0, rate_hz)
    trembling = smoothness(TREMBLING, 3.0, rate_hz)
    assert eased > faltering + 0.3
    assert faltering > halting + 0.3
    assert faltering > trembling + 0.3


@given(scale=st.floats(0.05, 3), offset_deg=st.floats(-90, 90), pace=st.floats(0.5, 2))
def test_neither_size_nor_place_nor_pace_matters(scale: float, offset_deg: float, pace: float) -> None:
    stamps = np.array(list(times(3.0)))
    angles = np.array([HALTING(t) for t in stamps])
    plain = spectral_arc_length(stamps, angles)
    assert spectral_arc_length(stamps, offset_deg - scale * angles) == pytest.approx(plain, abs=1e-3)
    # Above 4 Hz nothing is counted, and a halt of a quick movement reaches further up.
    assert spectral_arc_length(stamps * pace, angles) == pytest.approx(plain, abs=0.15)


@given(st.integers(0, 1_000))
def test_uneven_frames_tell_the_same(seed: int) -> None:
    stamps = np.linspace(0, 2, 41)
    stamps[1:-1] += np.random.default_rng(seed).uniform(-0.02, 0.02, 39)
    curve = smoothest(2.0)
    assert spectral_arc_length(stamps, [curve(t) for t in stamps]) == pytest.approx(-1.4, abs=0.05)


def test_a_short_gap_is_bridged_and_a_long_one_is_not() -> None:
    stamps = np.array(list(times(2.0)))
    angles = np.array([smoothest(2.0)(t) for t in stamps])
    angles[20:25] = math.nan
    assert spectral_arc_length(stamps, angles) == pytest.approx(-1.40, abs=0.02)
    angles[20:30] = math.nan
    assert math.isnan(spectral_arc_length(stamps, angles))


def test_an_end_that_was_not_seen_is_a_gap() -> None:
    stamps = np.array(list(times(2.0)))
    angles = np.array([smoothest(2.0)(t) for t in stamps])
    angles[50:] = math.nan
    assert math.isnan(spectral_arc_length(stamps, angles))


@pytest.mark.parametrize("angles", [[], [1.0], [1.0, 2.0, 3.0], [5.0] * 30, [math.nan] * 30])
def test_what_tells_nothing_has_no_number(angles: list[float]) -> None:
    assert math.isnan(spectral_arc_length([n / 30 for n in range(len(angles))], angles))


@pytest.mark.parametrize("sign", [1, -1])
def test_each_way_of_a_repetition_is_told_apart(sign: int) -> None:
    stamps = list(times(6.0))
    out = path((0.0, 0.0), (2.0, 60.0), (3.0, 60.0), (4.0, 30.0), (5.0, 30.0), (6.0, 0.0))
    going, returning = smoothness_of_ways(stamps, [sign * out(t) for t in stamps])
    assert going == pytest.approx(-1.56, abs=0.05)
    assert returning < -2


def test_a_repetition_that_was_not_seen_has_no_smoothness() -> None:
    assert all(math.isnan(one) for one in smoothness_of_ways([0.0, 1.0], [math.nan, math.nan]))
