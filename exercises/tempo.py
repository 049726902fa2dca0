"""How long a repetition really took: from standing still to standing still.

A smooth movement begins and ends so slowly that its ends lie within what counts as rest (`exercises.rest`);
of a small one that is a large part. Judged by what stands out, small movements would be called too fast. So
both ends are carried on along the time course of smooth movements (minimum jerk: Flash and Hogan, J Neurosci
1985, 5:1688), from where the movement can be measured well.
"""

from __future__ import annotations

import numpy as np

from exercises.rest import Point, Way

# Between these shares of its depth a movement is read: above what sway and noise reach, well before it slows
# down again (P). 0.1 and 0.3, or 0.2 and 0.5, tell faults as well (docs/measurements.md, "Repetitions").
_NEAR, _FAR = 0.15, 0.4


def _time_at(share: float) -> float:
    """Tell after which share of its time a smooth movement has gone a share of its way."""
    times = np.linspace(0.0, 1.0, 2001)
    return float(np.interp(share, times**3 * (10 - 15 * times + 6 * times**2), times))


_TO_NEAR, _TO_FAR = _time_at(_NEAR), _time_at(_FAR)
_PER_STRETCH, _PER_WAY = _TO_NEAR / (_TO_FAR - _TO_NEAR), _TO_NEAR / (1 - _TO_NEAR)


def whole_span(way: Way, landed: Point, start_s: float, end_s: float) -> tuple[float, float]:
    """Tell when a repetition began and when it was over, beyond what stands out from rest.

    Parameters
    ----------
    way : tuple of (float, float)
        Time and angle of its frames, from rest on.
    landed : (float, float)
        The frame of `way` in which it came to rest again.
    start_s, end_s : float
        When it left rest and came within it: it never took less than that.

    Returns
    -------
    float, float
        Seconds. An end that is not seen far enough stays as it is.
    """
    turn = max(range(len(way)), key=lambda number: way[number][1])
    outward, back = way[: turn + 1], way[turn : way.index(landed) + 1]
    # The way back is a way out that is played backwards.
    backward = tuple((-time_s, angle) for time_s, angle in reversed(back))
    return min(start_s, begin_s(outward, start_s)), max(end_s, -begin_s(backward, -end_s))


def begin_s(way: Way, otherwise_s: float) -> float:
    """Carry a way from rest to its turning point on to its beginning, where it is seen far enough."""
    near_s, far_s = (_last_rise_s(way, share) for share in (_NEAR, _FAR))
    if near_s is None or far_s is None:
        return otherwise_s
    # Whoever stops on the way makes one of the two longer, seldom both.
    return near_s - min(_PER_STRETCH * (far_s - near_s), _PER_WAY * (way[-1][0] - near_s))


def _last_rise_s(way: Way, share: float) -> float | None:
    """Tell when a way passed a share of its height for the last time, between two frames; None if unseen."""
    limit_deg = way[0][1] + share * (way[-1][1] - way[0][1])
    for (before_s, before_deg), (after_s, after_deg) in zip(way[-2::-1], way[:0:-1], strict=True):
        if before_deg <= limit_deg < after_deg:
            return before_s + (after_s - before_s) * (limit_deg - before_deg) / (after_deg - before_deg)
    return None
