"""How smoothly somebody goes from one end to the other: how much of the way's time they stood still.

After the arrest periods by which movements after a stroke are judged: the share of the time in which a
movement is slower than a share of its fastest (U: Rohrer and others, Journal of Neuroscience 2002; limit and
steps are ours). Speed is taken over quarter seconds: between two frames noise is as fast as a slow roll.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

# P: half of the fastest way counts two of these, and sway of a degree in one of them is no movement.
_STEP_S = 0.25
# Slower than this share of the way's own fast speed is a halt (P). Not of its mean: a long halt lowers that,
# until the tremble of somebody who stands still is above it. Fast is passed by a tenth of the steps.
_HALT_BELOW, _FAST = 0.2, 0.9


def halted_share(way: Sequence[tuple[float, float]]) -> float:
    """Tell how much of a way from one side to the other was a halt or went back.

    Parameters
    ----------
    way : sequence of (float, float)
        (time in s, position) from leaving one side to reaching the other, in order.

    Returns
    -------
    float
        0 for one that goes on evenly, to 1; NaN for a way too quick to tell.
    """
    if len(way) < 2:
        return math.nan
    times_s, positions = np.array(way).T
    steps = int((times_s[-1] - times_s[0]) / _STEP_S)
    if steps < 2:
        return math.nan
    at_s = np.linspace(times_s[0], times_s[-1], steps + 1)
    gains = np.diff(np.interp(at_s, times_s, positions)) * np.sign(positions[-1] - positions[0])
    return float(np.mean(gains < _HALT_BELOW * np.quantile(gains, _FAST)))
