"""How much the outline of the back bends, read from the silhouette in a side view.

Pose landmarks hold two points for the whole spine, so a rounded back and a straight one look alike to them.
The silhouette does not: between hip and shoulder the outline of the back is a line that bends when the spine
does. Its bend is measured against the chord from hip to shoulder, so that leaning changes nothing.

It is *not* the lumbar angle in degrees (clothes hang, arms hide): it is a sign of rounding that is compared
with the same person's own standing posture.
"""

from __future__ import annotations

import math

import numpy as np

from vision.angles import View
from vision.pose import Landmark, Pose

# Part of the chord that is read, from just below the hips to below the shoulder joint. Of the stretches
# tried, this one parts rounded from straight bows best (docs/measurements.md, "Back outline").
_FROM, _TO = -0.1, 0.9
_SAMPLES = 32
_STEPS = 48
# How far behind the chord the outline is looked for, as a share of the chord.
_REACH = 0.8

_ALONG = np.linspace(_FROM, _TO, _SAMPLES)
_OUT = np.linspace(0.0, _REACH, _STEPS)
# Least squares for a parabola through the samples: one small matrix product a frame.
_FIT = np.linalg.pinv(np.vander(_ALONG, 3))


def back_outline_deg(pose: Pose, view: View) -> float:
    """Bend of the back's outline between hip and shoulder.

    Parameters
    ----------
    pose : Pose
        With its silhouette.
    view : View
        `LEFT` or `RIGHT`.

    Returns
    -------
    float
        Degrees between the outline's direction at its lower and its upper end; plus is rounded, minus hollow.
        NaN without a silhouette, in another view, or where the outline is not in the picture.
    """
    if pose.silhouette is None or not view.is_side:
        return math.nan
    xy = pose.landmarks_px
    hip = (xy[Landmark.LEFT_HIP] + xy[Landmark.RIGHT_HIP]) / 2
    chord = (xy[Landmark.LEFT_SHOULDER] + xy[Landmark.RIGHT_SHOULDER]) / 2 - hip
    # The back lies to the right of the image for a person seen upright from their left.
    back = np.array([-chord[1], chord[0]]) if view is View.LEFT else np.array([chord[1], -chord[0]])
    columns = np.add.outer(hip[0] + _ALONG * chord[0], _OUT * back[0]).astype(np.intp)
    rows = np.add.outer(hip[1] + _ALONG * chord[1], _OUT * back[1]).astype(np.intp)
    height, width = pose.silhouette.shape
    if columns.min() < 0 or rows.min() < 0 or columns.max() >= width or rows.max() >= height:
        return math.nan
    inside = pose.silhouette[rows, columns] > 127
    first_outside = inside.argmin(axis=1)
    # A row that starts outside holds no body there; one that never leaves it holds no outline.
    if first_outside.min() == 0:
        return math.nan
    depth = _OUT[first_outside]
    curve, slope, _ = _FIT @ depth
    lower = slope + 2 * curve * _FROM
    upper = slope + 2 * curve * _TO
    return math.degrees(math.atan(lower) - math.atan(upper))
