"""How late and how calm each setting of the live filter is: `python -m benchmarks.filters [--json]`.

Repetitions of a known angle, with the noise that the pose engine was measured to leave on it
(docs/measurements.md, "Live filter"), go through `vision.smoothing` frame by frame. No model and no picture
is needed, so it takes seconds and gives the same table everywhere.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from vision.angles import View
from vision.framing import Framing
from vision.posture import Posture
from vision.smoothing import OneEuro, Smoothed, smooth

Track = NDArray[np.float64]

# The noise of trunk and leg angles on the sample clips and on a real standing person: 0.02 to 0.22 deg at
# rest, 0.2 to 0.8 while moving, neighbours in time correlated about 0.8 (the engine smooths them).
REST_NOISE_DEG = 0.25
MOVING_NOISE_DEG = 0.8
NOISE_CORRELATION = 0.8
# An engine that does not smooth, in poor light: white, and about twice what was ever measured (P).
HARSH_NOISE_DEG = 1.0

# The engine's smoothing is late by 15 to 30 ms on the sample clips; most read 25.
ENGINE_LAG_S = 0.025

DEPTH_DEG = 60.0
TEMPOS_S = (1.0, 2.0, 3.0, 5.0)
RATES_HZ = (20.0, 30.0)
REPETITIONS = 6
REST_S = 30.0
# Slower than this a person is at rest.
MOVING_DEG_S = 5.0

LEAST_CUTOFFS_HZ = (0.5, 1.0, 1.5, 2.0, 3.0)
SPEED_GAINS = (0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0)
SPEED_CUTOFFS_HZ = (1.0, 2.0, 3.0, 4.0)
LEADS_S = (0.0, 0.03)
# So high a cut-off lets everything through: what the table is read against.
UNFILTERED = OneEuro(least_cutoff_hz=1e9, speed_gain=0.0, lead_s=0.0)


@dataclass(frozen=True)
class Row:
    """What one setting does; each figure is the worst of all frame rates.

    Attributes
    ----------
    least_cutoff_hz, speed_gain, speed_cutoff_hz, lead_s : float
        The setting; an unlimited cut-off is the unfiltered angle.
    rest_deg, rest_harsh_deg : float
        Root mean square of what is left of the noise at rest: as measured, and under the harsh noise.
    lag_fast_ms, lag_slow_ms : float
        How late the angle is, the engine's own lateness included, at the quickest and at the slowest tempo.
    p95_fast_deg, p95_deg : float
        95th percentile of the error while moving: at the quickest tempo, and at the worst of all.
    """

    least_cutoff_hz: float
    speed_gain: float
    speed_cutoff_hz: float
    lead_s: float
    rest_deg: float
    rest_harsh_deg: float
    lag_fast_ms: float
    lag_slow_ms: float
    p95_fast_deg: float
    p95_deg: float


def measure_setting(setting: OneEuro) -> Row:
    """Run one setting over every tempo and frame rate.

    Parameters
    ----------
    setting : OneEuro
        Parameters of the filter.
    """
    moving = {tempo_s: [_moving(setting, tempo_s, rate_hz) for rate_hz in RATES_HZ] for tempo_s in TEMPOS_S}
    worst = {
        tempo_s: tuple(max(column) for column in zip(*results, strict=True))
        for tempo_s, results in moving.items()
    }
    return Row(
        setting.least_cutoff_hz,
        setting.speed_gain,
        setting.speed_cutoff_hz,
        setting.lead_s,
        rest_deg=max(_rest_deg(setting, rate_hz, REST_NOISE_DEG, NOISE_CORRELATION) for rate_hz in RATES_HZ),
        rest_harsh_deg=max(_rest_deg(setting, rate_hz, HARSH_NOISE_DEG, 0.0) for rate_hz in RATES_HZ),
        lag_fast_ms=worst[min(TEMPOS_S)][0],
        lag_slow_ms=worst[max(TEMPOS_S)][0],
        p95_fast_deg=worst[min(TEMPOS_S)][1],
        p95_deg=max(p95 for _, p95 in worst.values()),
    )


def settings() -> list[OneEuro]:
    """List every setting of the table; the unfiltered angle first."""
    grid = itertools.product(LEAST_CUTOFFS_HZ, SPEED_GAINS, SPEED_CUTOFFS_HZ, LEADS_S)
    return [UNFILTERED, *(OneEuro(*each) for each in grid)]


def filter_track(times_s: Track, values: Track, setting: OneEuro) -> Track:
    """Send an angle through the live filter."""
    memory, filtered = Smoothed(), []
    for time_s, value in zip(times_s.tolist(), values.tolist(), strict=True):
        posture = Posture(time_s, View.LEFT, Framing.WHOLE, 1.0, {"trunk_flexion": value})
        memory, posture = smooth(memory, posture, setting)
        filtered.append(posture.angles["trunk_flexion"])
    return np.array(filtered)


def noise(count: int, spread_deg: float | Track, correlation: float, seed: int = 0) -> Track:
    """Draw noise whose neighbours in time are correlated (first-order autoregressive)."""
    fresh = np.random.default_rng(seed).normal(size=count)
    drawn, last, share = np.empty(count), fresh[0], float(np.sqrt(1 - correlation**2))
    for index, step in enumerate(fresh):
        last = step if index == 0 else correlation * last + share * step
        drawn[index] = last
    return drawn * spread_deg


def _moving(setting: OneEuro, tempo_s: float, rate_hz: float) -> tuple[float, float]:
    """Lag in ms and 95th percentile of the error in degrees, over repetitions without a pause."""
    times_s = np.arange(0, REPETITIONS * tempo_s, 1 / rate_hz)
    turn = 2 * np.pi * times_s / tempo_s
    true, speed = DEPTH_DEG / 2 * (1 - np.cos(turn)), DEPTH_DEG * np.pi / tempo_s * np.sin(turn)
    spread = np.where(np.abs(speed) > MOVING_DEG_S, MOVING_NOISE_DEG, REST_NOISE_DEG)
    late = DEPTH_DEG / 2 * (1 - np.cos(turn - 2 * np.pi * ENGINE_LAG_S / tempo_s))
    seen = late + noise(times_s.size, spread, NOISE_CORRELATION)
    error = filter_track(times_s, seen, setting) - true
    # The delay that explains most of the error: least squares of error = -lag * speed.
    lag_s = -float(np.sum(error * speed) / np.sum(speed**2))
    return lag_s * 1000, float(np.percentile(np.abs(error[np.abs(speed) > MOVING_DEG_S]), 95))


def _rest_deg(setting: OneEuro, rate_hz: float, spread_deg: float, correlation: float) -> float:
    times_s = np.arange(0, REST_S, 1 / rate_hz)
    left = filter_track(times_s, noise(times_s.size, spread_deg, correlation), setting)
    return float(np.sqrt(np.mean(left[times_s > 1] ** 2)))


def main(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure lag and jitter of the live filter over a grid of its settings."""
    rows = [measure_setting(setting) for setting in settings()]
    if as_json:
        typer.echo(json.dumps([_content(row) for row in rows], indent=2))
        return
    Console().print(_table(rows))


def _content(row: Row) -> dict[str, Any]:
    content = {name: round(value, 3) for name, value in asdict(row).items()}
    if row.least_cutoff_hz == UNFILTERED.least_cutoff_hz:
        content |= {"least_cutoff_hz": None, "speed_gain": None, "speed_cutoff_hz": None}
    return content


def _table(rows: Sequence[Row]) -> Table:
    table = Table(title="Live filter: 60 degrees, 1 to 5 s a repetition, 20 and 30 frames/s (worst)")
    for name in _content(rows[0]):
        table.add_column(name.replace("_", " "), justify="right")
    for row in rows:
        table.add_row(*("-" if value is None else f"{value:g}" for value in _content(row).values()))
    return table


if __name__ == "__main__":
    typer.run(main)
