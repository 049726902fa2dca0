"""The filter benchmark on settings whose lag and jitter are known without it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.filters import (
    ENGINE_LAG_S,
    MOVING_NOISE_DEG,
    REST_NOISE_DEG,
    UNFILTERED,
    measure_setting,
    noise,
)
from vision.smoothing import OneEuro

ENGINE_MS = 1000 * ENGINE_LAG_S


def test_without_a_filter_only_the_engine_is_late() -> None:
    row = measure_setting(UNFILTERED)
    assert row.rest_deg == pytest.approx(REST_NOISE_DEG, rel=0.15)
    assert row.lag_fast_ms == pytest.approx(ENGINE_MS, abs=2)
    assert row.lag_slow_ms == pytest.approx(ENGINE_MS, abs=2)
    peak_speed = 60 * math.pi  # deg/s at 1 s a repetition
    assert row.p95_fast_deg == pytest.approx(peak_speed * ENGINE_LAG_S, abs=2 * MOVING_NOISE_DEG)


def test_a_fixed_low_pass_is_as_late_as_its_time_constant() -> None:
    """A first-order low-pass of 5 Hz trails a slow movement by 1 / (2 pi 5) = 32 ms."""
    row = measure_setting(OneEuro(least_cutoff_hz=5.0, speed_gain=0.0, lead_s=0.0))
    assert row.lag_slow_ms == pytest.approx(ENGINE_MS + 1000 / (2 * math.pi * 5), abs=4)


def test_the_filter_in_use_is_calm_and_hardly_late() -> None:
    row = measure_setting(OneEuro())
    assert row.rest_deg < 0.5
    assert abs(row.lag_fast_ms) < 15
    # Carried on at its own speed, the angle is nearer the truth than unfiltered.
    assert row.p95_fast_deg < measure_setting(UNFILTERED).p95_fast_deg


def test_the_noise_has_the_spread_and_the_memory_that_was_asked_for() -> None:
    drawn = noise(20000, 2.0, 0.8)
    assert drawn.std() == pytest.approx(2.0, rel=0.05)
    assert np.corrcoef(drawn[:-1], drawn[1:])[0, 1] == pytest.approx(0.8, abs=0.02)
