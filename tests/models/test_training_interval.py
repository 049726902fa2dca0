"""The interval holds nine in ten, and is as steep as the errors are."""

from __future__ import annotations

import numpy as np
import pytest

from models.training.interval import COVERED, stretch


@pytest.mark.parametrize(("scale", "power"), [(1.0, 1.0), (2.0, 1.0), (0.5, 1.5), (1.5, 0.7)])
def test_scale_and_power_are_found_again(scale: float, power: float) -> None:
    rng = np.random.default_rng(3)
    spread = rng.uniform(1, 8, 20_000)
    # Evenly spread errors: nine in ten are within 0.9 of the largest.
    off = rng.uniform(0, 1, len(spread)) * scale * spread**power / COVERED
    found_scale, found_power = stretch(off, spread)
    assert found_power == pytest.approx(power, abs=0.1)
    interval = found_scale * spread**found_power
    for part in (spread < 2, spread > 6):
        assert (off <= interval)[part].mean() == pytest.approx(COVERED, abs=0.02)


def test_it_holds_nine_in_ten_whatever_was_told() -> None:
    rng = np.random.default_rng(4)
    off, spread = np.abs(rng.normal(0, 3, 1000)), rng.uniform(1, 2, 1000)
    scale, power = stretch(off, spread)
    assert (off <= scale * spread**power).mean() == pytest.approx(COVERED, abs=0.002)
