"""Repetitions as curves over their own time, 0 to 1, so that slow and quick ones can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from exercises.target_path import TargetPath
from vision.posture import Posture

Curve = NDArray[np.float64]

# R: cycles are customarily told at every percent (Winter, "Biomechanics and Motor Control of Human
# Movement").
POINTS = 101
SHARES: Curve = np.linspace(0.0, 1.0, POINTS)
# P: half of a phase that lasts a fifth. Across a longer gap, or up to an end that was not seen, a curve would
# be drawn from nothing.
_LONGEST_GAP_SHARE = 0.1
# Cubic pieces need a few; a quick repetition at 8 frames/s has as many (P).
_LEAST_FRAMES = 5


def normalise(
    times_s: Sequence[float] | Curve, values: Sequence[float] | Curve, start_s: float, end_s: float
) -> Curve | None:
    """Bring one angle of a repetition onto its own time.

    Parameters
    ----------
    times_s, values : sequence of float, shape (n,)
        Frame times, increasing, and the angle in degrees; NaN where not measured.
    start_s, end_s : float
        From when to when the repetition lasted.

    Returns
    -------
    array, shape (101,), or None
        Degrees at every percent of the repetition. None where it was measured too little: a gap longer than a
        tenth of the repetition, its ends included, or fewer than five frames. Never a zero in place of
        nothing.
    """
    times, numbers = np.asarray(times_s, float), np.asarray(values, float)
    used = ~np.isnan(numbers) & (times >= start_s) & (times <= end_s)
    if used.sum() < _LEAST_FRAMES:
        return None
    shares = (times[used] - start_s) / (end_s - start_s)
    if np.diff(np.concatenate(([0.0], shares, [1.0]))).max() > _LONGEST_GAP_SHARE:
        return None
    # Beyond the first and the last frame the angle is held: a cubic would shoot on.
    return interpolate(shares, numbers[used], np.clip(SHARES, shares[0], shares[-1]))


def normalise_postures(
    postures: Sequence[Posture], names: Iterable[str], start_s: float, end_s: float
) -> dict[str, Curve]:
    """Bring several angles of a repetition onto its own time; those measured too little are left out."""
    inside = [posture for posture in postures if start_s <= posture.time_s <= end_s]
    times_s = [posture.time_s for posture in inside]
    found = {name: [posture.value(name) for posture in inside] for name in names}
    curves = {name: normalise(times_s, values, start_s, end_s) for name, values in found.items()}
    return {name: curve for name, curve in curves.items() if curve is not None}


def path_curves(path: TargetPath) -> Mapping[str, Curve]:
    """Draw a target path at every percent, shape (101,) each; between poses it never overshoots."""
    return {name: interpolate(*path.track(name), SHARES) for name in path.angles}


def interpolate(at: Sequence[float] | Curve, values: Sequence[float] | Curve, asked: Curve) -> Curve:
    """Interpolate between poses, keeping their turning points where they are (PCHIP: Fritsch and Carlson)."""
    curve: Curve = PchipInterpolator(np.asarray(at, float), np.asarray(values, float))(asked)
    return curve
