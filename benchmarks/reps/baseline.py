"""The counter that is compared with: one angle, one threshold, one count for every time it is passed.

What most webcam counters do: the engine's world landmarks in three dimensions, whatever the view, no filter,
no second threshold, no least duration. It is given the same neutral as ours, and the depth that the exercise
itself calls a repetition, so that what is compared is the counting.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from benchmarks.accuracy.naive import naive_angles, wrapped
from benchmarks.reps.scoring import FoundRepetition
from vision.pose import LANDMARK_COUNT, FloatArray, Observation

NEUTRAL_S = 3.0
"""Seconds at the start of which the median is zero: as long as the coach takes."""


def naive_stream(observations: Sequence[Observation], angle: str, near: str) -> tuple[FloatArray, FloatArray]:
    """Tell one naive angle of a stream.

    Parameters
    ----------
    observations : sequence of Observation
        Where nobody is seen the angle is NaN.
    angle : str
        A name of `benchmarks.accuracy.naive`.
    near : str
        ``left`` or ``right``: the side whose joints are told.

    Returns
    -------
    array, array
        Times in seconds; degrees from the median of the first three seconds.
    """
    nowhere = np.full((LANDMARK_COUNT, 3), np.nan)
    world = np.array([nowhere if one.pose is None else one.pose.world_m for one in observations])
    times = np.array([one.time_s for one in observations])
    angles = naive_angles(world, near)[angle]
    still = angles[times <= times[0] + NEUTRAL_S]
    zero = float(np.nanmedian(still)) if np.isfinite(still).any() else math.nan
    return times, wrapped(angles - zero)


def count_by_threshold(
    times_s: FloatArray, angle_deg: FloatArray, threshold_deg: float
) -> list[FoundRepetition]:
    """Count one repetition for each stretch above a threshold that has been left again; NaN is skipped."""
    found = []
    start_s = math.nan
    for time_s, angle in zip(times_s.tolist(), angle_deg.tolist(), strict=True):
        if math.isnan(angle):
            continue
        if math.isnan(start_s) and angle >= threshold_deg:
            start_s = time_s
        elif not math.isnan(start_s) and angle < threshold_deg:
            found.append(FoundRepetition(start_s, time_s, judged=False))
            start_s = math.nan
    return found
