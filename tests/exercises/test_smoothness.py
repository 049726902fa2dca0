"""Halts on the way from one side to the other, with obvious answers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from exercises.smoothness import halted_share
from tests.exercises.movements import Curve, path, times


def way(curve: Curve, until_s: float, rate_hz: float = 30.0) -> list[tuple[float, float]]:
    return [(t, curve(t)) for t in times(until_s, rate_hz)]


EVEN = path((0.0, 0.4), (2.0, -0.4))
HALTING = path((0.0, 0.4), (1.0, 0.0), (3.0, 0.0), (4.0, -0.4))  # half of the time at rest
GOES_BACK = path((0.0, 0.4), (1.0, -0.1), (2.0, 0.3), (3.0, -0.4))


@pytest.mark.parametrize("rate_hz", [8, 15, 30, 60])
def test_a_halt_is_its_share_of_the_time(rate_hz: float) -> None:
    assert halted_share(way(lambda t: 0.4 - 0.4 * t, 2.0, rate_hz)) == 0
    assert halted_share(way(EVEN, 2.0, rate_hz)) <= 0.25  # easing in and out is slow at both ends
    assert halted_share(way(HALTING, 4.0, rate_hz)) == pytest.approx(0.5, abs=0.15)
    assert halted_share(way(GOES_BACK, 3.0, rate_hz)) >= 0.3


def test_the_other_way_round_is_the_same() -> None:
    mirrored = [(t, -p) for t, p in way(HALTING, 4.0)]
    assert halted_share(mirrored) == halted_share(way(HALTING, 4.0))


def test_noise_is_no_halt() -> None:
    rng = np.random.default_rng(1)
    noisy = [(t, p + float(rng.normal(0, 0.02))) for t, p in way(lambda t: 0.4 - 0.4 * t, 2.0)]
    assert halted_share(noisy) <= 0.15


@pytest.mark.parametrize("short", [[], [(0.0, 0.4)], [(0.0, 0.4), (0.1, -0.4)]])
def test_what_is_too_quick_is_not_told(short: list[tuple[float, float]]) -> None:
    assert math.isnan(halted_share(short))
