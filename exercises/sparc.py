"""How smooth one way of a movement was: the arc length of its speed's spectrum (SPARC).

A movement made in one go has a narrow, plain spectrum; every halt and every correction puts a bump into it,
and the curve of the spectrum gets longer. The figure does not depend on how far, how fast or at what frame
rate somebody moved, and noise touches it less than it does jerk.

R: Balasubramanian, Melendez-Calderon, Roby-Brami, Burdet, "On the analysis of movement smoothness", Journal
of NeuroEngineering and Rehabilitation 2015, doi 10.1186/s12984-015-0090-9.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

Numbers = NDArray[np.float64]

# R, the paper: from where the spectrum stays below a twentieth of its largest value it is noise, so the arc
# ends there, and nowhere above the highest frequency of a movement: the paper's 10 Hz are for reaching hands.
# P: 4 Hz for trunk and legs. Up to 10 a webcam's tremble reads as unsmooth:
# docs/measurements.md, "Comparison".
_HIGHEST_HZ = 4.0
_LEAST_AMPLITUDE = 0.05
# R, the paper: zeros behind the profile, so that the arc is drawn finely (4: sixteen times as long).
_PADDING = 4
# P: well above twice the highest frequency; frames come unevenly, the transform wants them even.
_RATE_HZ = 100.0
# P: a way of 0.75 s at 8 frames/s. With fewer the spline tells of itself, not of the person.
_LEAST_FRAMES = 6
# P: as `vision.recorded`; in a longer gap a halt can hide.
_LONGEST_GAP_S = 0.25


def spectral_arc_length(times_s: Sequence[float] | Numbers, angles_deg: Sequence[float] | Numbers) -> float:
    """Tell how smooth a movement from rest to rest was.

    Parameters
    ----------
    times_s : sequence of float, shape (n,)
        Frame times, increasing, in seconds; evenly spaced or not.
    angles_deg : sequence of float, shape (n,)
        The angle that moves, at those times; NaN where not measured.

    Returns
    -------
    float
        Below zero; nearer zero is smoother. A single way as smooth as can be (minimum jerk) gives about -1.4,
        one that eases in and out less than that -1.6, one with a halt in the middle -2 and less. NaN where
        there are too few frames, a gap longer than a quarter second, or nothing moved.

    Notes
    -----
    For one way, out or back: the turning point of a whole repetition is a halt by nature
    (`smoothness_of_ways`).
    """
    times, angles = np.asarray(times_s, float), np.asarray(angles_deg, float)
    measured = ~np.isnan(angles)
    if measured.sum() < _LEAST_FRAMES or _has_long_gap(times, measured):
        return math.nan
    times, angles = times[measured], angles[measured]
    even_s = np.arange(times[0], times[-1], 1 / _RATE_HZ)
    speed = np.abs(CubicSpline(times, angles)(even_s, 1))
    size = 2 ** (math.ceil(math.log2(speed.size)) + _PADDING)
    spectrum = np.abs(np.fft.rfft(speed, size))
    if not spectrum[0] > 0:
        return math.nan
    spectrum /= spectrum[0]  # a speed is never below zero, so none of its frequencies is above its mean
    hertz = np.fft.rfftfreq(size, 1 / _RATE_HZ)
    spectrum = spectrum[hertz <= _HIGHEST_HZ]
    last = int(np.flatnonzero(spectrum >= _LEAST_AMPLITUDE)[-1])
    # Frequencies are told in shares of the cut-off, which makes the figure the same for slow and fast.
    return -float(np.hypot(1 / last, np.diff(spectrum[: last + 1])).sum()) if last else math.nan


def smoothness_of_ways(
    times_s: Sequence[float] | Numbers, angles_deg: Sequence[float] | Numbers
) -> tuple[float, float]:
    """Tell how smooth the way out and the way back of a repetition were.

    Parameters
    ----------
    times_s, angles_deg : sequence of float, shape (n,)
        As `spectral_arc_length`, from neutral over the turning point and back, whichever sign.

    Returns
    -------
    (float, float)
        Of the way to the frame furthest from the first one, and of the way from it; NaN as there.
    """
    times, angles = np.asarray(times_s, float), np.asarray(angles_deg, float)
    measured = np.flatnonzero(~np.isnan(angles))
    if not measured.size:
        return math.nan, math.nan
    away = np.abs(angles[measured] - angles[measured[0]])
    turn = int(measured[int(np.argmax(away))])
    going = spectral_arc_length(times[: turn + 1], angles[: turn + 1])
    return going, spectral_arc_length(times[turn:], angles[turn:])


def _has_long_gap(times_s: Numbers, measured: NDArray[np.bool_]) -> bool:
    # From the first frame to the last: what is missing at an end is missing too.
    seen_s = np.concatenate(([times_s[0]], times_s[measured], [times_s[-1]]))
    return bool(np.diff(seen_s).max() > _LONGEST_GAP_S)
