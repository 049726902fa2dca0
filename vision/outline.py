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
from vision.geometry import middle
from vision.pose import INSIDE, Landmark, Pose

# Part of the chord that is read, from just below the hips to below the shoulder joint. Of the stretches
# tried, this one parts rounded from straight bows best (docs/measurements.md, "Back outline").
_FROM, _TO = -0.1, 0.9
_SAMPLES = 32
_STEPS = 48
# How far behind the chord the outline is looked for, as a share of the chord.
_REACH = 0.8

_ALONG = np.linspace(_FROM, _TO, _SAMPLES)
_OUT = np.linspace(0.0, _REACH, _STEPS)
# Every place that is looked at, as (1, along, out): one product with the chord gives the pixels.
_GRID = np.column_stack((np.ones(_SAMPLES * _STEPS), np.repeat(_ALONG, _STEPS), np.tile(_OUT, _SAMPLES)))
_CORNERS = tuple((along, out) for along in (_FROM, _TO) for out in (0.0, _REACH))
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
    xy = pose.xy
    hip_x, hip_y = middle(xy[Landmark.LEFT_HIP], xy[Landmark.RIGHT_HIP])
    shoulder_x, shoulder_y = middle(xy[Landmark.LEFT_SHOULDER], xy[Landmark.RIGHT_SHOULDER])
    chord_x, chord_y = shoulder_x - hip_x, shoulder_y - hip_y
    # The back lies to the right of the image for a person seen upright from their left.
    back_x, back_y = (-chord_y, chord_x) if view is View.LEFT else (chord_y, -chord_x)
    height, width = pose.height_px, pose.width_px
    for along, out in _CORNERS:
        x, y = hip_x + along * chord_x + out * back_x, hip_y + along * chord_y + out * back_y
        if not (0 <= x < width and 0 <= y < height):
            return math.nan
    pixels = (_GRID @ ((hip_x, hip_y), (chord_x, chord_y), (back_x, back_y))).astype(np.intp)
    shares = np.asarray(pose.silhouette)
    inside = shares[pixels[:, 1], pixels[:, 0]].reshape(_SAMPLES, _STEPS) > INSIDE
    first_outside = inside.argmin(axis=1)
    # A row that starts outside holds no body there; one that never leaves it holds no outline.
    if first_outside.min() == 0:
        return math.nan
    curve, slope, _ = (_FIT @ _OUT[first_outside]).tolist()
    lower = slope + 2 * curve * _FROM
    upper = slope + 2 * curve * _TO
    return math.degrees(math.atan(lower) - math.atan(upper))
