"""How far the camera leans sideways, read from the room and from the standing body.

Door frames, shelves and curtains are vertical, so long straight edges that are nearly upright in the picture
tell where up is. A camera that also looks down makes them fan out to both sides of the picture: a line
through (place, lean) takes that out. Without enough edges, a person who stands facing the camera is upright.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.angles import View
from vision.geometry import inclination_deg, middle, to_body_frame, wrap_deg
from vision.pose import FloatArray, Landmark, Pose

BoolArray = NDArray[np.bool_]

# Edges further from upright belong to other things (P: cameras lean up to 8 degrees, edges fan out by 6).
_NEARLY_UPRIGHT_DEG = 16.0
# An edge counts from this share of the picture's height (measured: docs/measurements.md, "Roll").
_LEAST_LENGTH_SHARE = 0.06
# How far a straight edge may stray from its line, and the contrast where one is begun and followed to.
_MOST_BENT_PX, _EDGE_CONTRAST = 1.41, (40, 120)
# At least this much edge altogether, in picture heights, on at least so many edges.
_LEAST_TOTAL_SHARE, _LEAST_EDGES = 0.6, 3
# When the edges disagree by more than this after fanning out is taken out, they are no door frames.
_MOST_SPREAD_DEG = 1.5
# Edges that all stand further to one side than this share of the picture lean by fanning out, too.
_MOST_ASIDE = 0.06
# How much room around the person's landmarks is left out: trouser legs are straight edges too.
_PERSON_MARGIN_SHARE = 0.06
# From here on the person is asked to level the camera (issue: 5 degrees).
WARN_ABOVE_DEG = 5.0


def edges_lean_deg(image: Any, pose: Pose | None) -> float:
    """Lean of the room's vertical edges in the picture.

    Parameters
    ----------
    image : array of uint8, shape (height, width, 3)
        RGB, upright.
    pose : Pose or None
        The person, whose own edges are left out.

    Returns
    -------
    float
        Degrees from the picture's vertical to the room's, plus when up leans to the right of the picture.
        NaN when too few edges are found, or they disagree. Costs ten milliseconds: for now and then, not
        for every frame.
    """
    height, width = image.shape[:2]
    # Straight segments along edges, their ends told in parts of a pixel (made anew: it keeps a state).
    detector = cv2.ximgproc.createFastLineDetector(
        round(_LEAST_LENGTH_SHARE * height), _MOST_BENT_PX, *_EDGE_CONTRAST, 3, False
    )
    found = detector.detect(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))
    if found is None:
        return math.nan
    x1, y1, x2, y2 = found.reshape(-1, 4).astype(float).T
    across, up = np.where(y1 > y2, x2 - x1, x1 - x2), np.abs(y1 - y2)
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    lean_deg, length = np.degrees(np.arctan2(across, up)), np.hypot(across, up)
    kept = np.abs(lean_deg) <= _NEARLY_UPRIGHT_DEG
    if pose is not None:
        kept &= ~_is_at_person(x, y, pose)
    if kept.sum() < _LEAST_EDGES or length[kept].sum() < _LEAST_TOTAL_SHARE * height:
        return math.nan
    return _without_fan((x[kept] - width / 2) / width, lean_deg[kept], length[kept])


def _without_fan(place: FloatArray, lean_deg: FloatArray, length: FloatArray) -> float:
    """Lean in the middle of the picture, by iteratively reweighted least squares (L1) over the edges."""
    weight, columns = length / length.sum(), np.column_stack((np.ones_like(place), place))
    # One side of the picture alone cannot tell fanning out from leaning.
    if np.average(place < -0.1, weights=weight) < 0.15 or np.average(place > 0.1, weights=weight) < 0.15:
        if abs(np.average(place, weights=weight)) > _MOST_ASIDE:
            return math.nan
        columns = columns[:, :1]
    robust = weight
    rest = lean_deg
    for _ in range(12):
        root = np.sqrt(robust)
        fit, *_ = np.linalg.lstsq(columns * root[:, None], lean_deg * root, rcond=None)
        rest = np.abs(lean_deg - columns @ fit)
        robust = weight / np.maximum(rest, 0.2)
    # Half of all edge, by length, has to agree.
    agree = float(weight[rest <= _MOST_SPREAD_DEG].sum())
    return float(fit[0]) if agree >= 0.5 else math.nan


def _is_at_person(x: FloatArray, y: FloatArray, pose: Pose) -> BoolArray:
    """Which places lie on the person or close to them; the top of the head is above every landmark."""
    margin = _PERSON_MARGIN_SHARE * pose.height_px
    (left, top), (right, bottom) = pose.landmarks_px.min(axis=0), pose.landmarks_px.max(axis=0)
    beside = (x > left - margin) & (x < right + margin)
    at_height = (y > top - 2 * margin) & (y < bottom + margin)
    return np.asarray(beside & at_height)


def body_lean_deg(pose: Pose, view: View) -> float:
    """Lean of a person who stands upright, in the picture; sign as in `edges_lean_deg`.

    NaN from the side: there people lean forward by some degrees from ankle to shoulder.
    """
    if not view.is_frontal:
        return math.nan
    xy = pose.xy
    ankles = middle(xy[Landmark.LEFT_ANKLE], xy[Landmark.RIGHT_ANKLE])
    shoulders = middle(xy[Landmark.LEFT_SHOULDER], xy[Landmark.RIGHT_SHOULDER])
    # In the body frame of a back view the first axis is the picture's own.
    low, high = to_body_frame((ankles, shoulders), View.BACK)
    return inclination_deg(low, high)


def trunk_lean_deg(pose: Pose) -> float:
    """Lean of the line mid-hip to mid-shoulder in the picture, in any view; plus to the picture's right."""
    xy = pose.xy
    hips, shoulders = to_body_frame((middle(xy[23], xy[24]), middle(xy[11], xy[12])), View.BACK)
    return inclination_deg(hips, shoulders)


def level_pelvis(told: Mapping[str, float], lean_deg: float) -> dict[str, float]:
    """Tell a pelvis that was read in the picture from true vertical; a bend of the back needs none."""
    angles = dict(told)
    if "pelvis_tilt" in angles:
        angles["pelvis_tilt"] = wrap_deg(angles["pelvis_tilt"] - lean_deg)
    if "pelvis_obliquity" in angles:
        # Plus is the right side higher, while a trunk that leans to the right is plus.
        angles["pelvis_obliquity"] = wrap_deg(angles["pelvis_obliquity"] + lean_deg)
    return angles
