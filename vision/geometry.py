"""Angles between lines in the image plane.

Everything here works in a *body frame*: `forward` is where the person faces (side views) or the person's
right (front and back views), `up` is up. `to_body_frame` makes it from pixels, so that signs are decided in
one place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from vision.angles import View

Vector = tuple[float, float]

# +1: the body frame's first axis points to the right of the image, -1: to its left.
# A person seen from their left side faces left in the image; seen from the front, their right hand is there.
_FIRST_AXIS = {View.RIGHT: 1.0, View.LEFT: -1.0, View.BACK: 1.0, View.FRONT: -1.0}


def first_axis(view: View) -> float:
    """Return +1 where the body frame's first axis points to the right of the image, -1 where to its left."""
    return _FIRST_AXIS[view]


def to_body_frame(points_px: Iterable[Sequence[float]], view: View) -> list[Vector]:
    """Turn pixels (x right, y down) into the body frame (first axis as above, y up).

    Parameters
    ----------
    points_px : iterable of (x, y)
        Image positions in pixels.
    view : View
        A side or frontal view.

    Returns
    -------
    list of (float, float)
        The same points, still in pixels.

    Raises
    ------
    KeyError
        For an oblique or unknown view: it has no body frame in the image plane.
    """
    axis = _FIRST_AXIS[view]
    return [(axis * x, -y) for x, y in points_px]


def middle(one: Sequence[float], other: Sequence[float]) -> Vector:
    """Return the point half-way between two points."""
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)


def between(one: Sequence[float], other: Sequence[float], weight: float, other_weight: float) -> Vector:
    """Return the point between two points that lies nearer the heavier one; half-way where neither weighs."""
    both = weight + other_weight
    share = other_weight / both if both > 0 else 0.5
    return (one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1]))


def inclination_deg(start: Vector, end: Vector) -> float:
    """Angle of the line start -> end against vertical, in the body frame.

    Returns
    -------
    float
        Degrees in (-180, 180], 0 straight up, plus towards the first axis. NaN for a line without length.
    """
    across, up = end[0] - start[0], end[1] - start[1]
    if across == 0 and up == 0:
        return math.nan
    return math.degrees(math.atan2(across, up))


def wrap_deg(angle_deg: float, lowest_deg: float = -180.0) -> float:
    """Shift an angle by whole turns into [lowest_deg, lowest_deg + 360). NaN stays NaN."""
    return (angle_deg - lowest_deg) % 360.0 + lowest_deg
