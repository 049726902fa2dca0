"""Printed markers on the pelvis and the lower ribs: found in a picture, and how far each leans in it.

A marker worn on the side of the pelvis (side view) or on the belt's front (front view) turns with the pelvis,
so its turn in the picture is the pelvis's own, to about a degree (docs/measurements.md, "Marker"). What it
reads when the person stands at neutral depends on how it was put on; neutral calibration takes that out.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.marks import MARKER_IDS, Marker
from vision.pose import Pose

DICTIONARY = cv2.aruco.DICT_4X4_50
# Looked for within this of the middle of the trunk, in trunk lengths: from the thighs to the shoulders.
_REACH_TRUNKS = 1.0
# Small markers are found more surely enlarged; larger ones only cost time (measured, docs/measurements.md).
_ENLARGE_BELOW_PX = 420
# Local contrast: white paper in weak light is a dark grey.
_CLIP_LIMIT, _TILES = 3.0, (4, 4)
# The pattern that is laid onto the picture: pixels of one of its six cells; when it lies well enough.
_CELL_PX = 5
_FITTING = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 15, 1e-4)


def find_markers(image: NDArray[np.uint8], pose: Pose) -> tuple[Marker, ...]:
    """Find the markers on a person.

    Parameters
    ----------
    image : array, shape (height, width, 3)
        RGB.
    pose : Pose
        Where the person is.

    Returns
    -------
    tuple of Marker
        At most one of each id, the largest.
    """
    window = _window(pose)
    if window is None:
        return ()
    left, top, right, bottom = window
    grey = cv2.cvtColor(image[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
    scale = 2.0 if max(grey.shape) < _ENLARGE_BELOW_PX else 1.0
    larger = (
        grey if scale == 1.0 else cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    )
    corners, ids, _ = _detector().detectMarkers(cv2.createCLAHE(_CLIP_LIMIT, _TILES).apply(larger))
    found: dict[int, Marker] = {}
    for square, number in zip(corners, [] if ids is None else ids.ravel().tolist(), strict=True):
        if number in MARKER_IDS:
            # A pixel's middle is a whole number, so enlarging moves the first one by half of one.
            rough = (square.reshape(4, 2).astype(np.float64) + 0.5) / scale - 0.5
            one = _marker(number, np.add(_refined(grey, rough, number), (left, top)))
            if number not in found or one.side_px > found[number].side_px:
                found[number] = one
    return tuple(found[number] for number in sorted(found))


def _window(pose: Pose) -> tuple[int, int, int, int] | None:
    """Give the part of the picture around the trunk: left, top, right, bottom."""
    xy = pose.xy
    x, y = (sum(xy[joint][axis] for joint in (11, 12, 23, 24)) / 4 for axis in range(2))
    across, down = (xy[11][axis] + xy[12][axis] - xy[23][axis] - xy[24][axis] for axis in range(2))
    reach = _REACH_TRUNKS * math.hypot(across, down) / 2
    left, top = max(int(x - reach), 0), max(int(y - reach), 0)
    right, bottom = min(int(x + reach) + 1, pose.width_px), min(int(y + reach) + 1, pose.height_px)
    return (left, top, right, bottom) if right - left > 16 and bottom - top > 16 else None


def _marker(number: int, square: NDArray[np.float64]) -> Marker:
    """Take a marker's corners, from its top left clockwise.

    Turned out of the picture's plane a square becomes narrower, and its upright and its level edges turn by
    the same small angle in opposite ways: their mean is the turn in the plane.
    """
    top_left, top_right, bottom_right, bottom_left = square
    up = top_left + top_right - bottom_left - bottom_right
    right = top_right + bottom_right - top_left - bottom_left
    level = np.array((right[1], -right[0]))  # the level edges, turned to point up
    both = up / np.linalg.norm(up) + level / np.linalg.norm(level)
    both /= np.linalg.norm(both)
    middle = square.mean(axis=0)
    side = float(np.linalg.norm(np.roll(square, -1, axis=0) - square, axis=1).mean())
    return Marker(number, (float(both[0]), float(both[1])), (float(middle[0]), float(middle[1])), side)


def _refined(grey: NDArray[Any], rough: NDArray[np.float64], number: int) -> NDArray[np.float64]:
    """Lay the whole pattern onto the picture: every edge of it says more than four corners do."""
    pattern, corners = _pattern(number)
    start, _ = cv2.estimateAffine2D(corners, rough)
    if start is None:
        return rough
    try:
        _, fitted = cv2.findTransformECC(
            pattern, grey.astype(np.float32), start.astype(np.float32), cv2.MOTION_AFFINE, _FITTING
        )
    except cv2.error:  # it says so when it does not converge: a blurred marker, or one at the edge
        return rough
    found = cv2.transform(corners[None], np.asarray(fitted, np.float64))[0]
    cell_px = float(np.linalg.norm(rough[0] - rough[2])) / (6 * math.sqrt(2))
    if not float(np.abs(found - rough).max()) <= cell_px:
        return rough  # it slid onto something else
    return np.asarray(found, np.float64)


@cache
def _pattern(number: int) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Give a marker with a margin of one of its cells, softened; and its corners, clockwise."""
    dictionary = cv2.aruco.getPredefinedDictionary(DICTIONARY)
    black = cv2.aruco.generateImageMarker(dictionary, number, 6 * _CELL_PX)
    soft = cv2.GaussianBlur(
        np.pad(black, _CELL_PX, constant_values=255).astype(np.float32), (0, 0), _CELL_PX / 3
    )
    near, far = _CELL_PX - 0.5, 7 * _CELL_PX - 0.5
    return np.asarray(soft, np.float32), np.array([(near, near), (far, near), (far, far), (near, far)])


@cache
def _detector() -> Any:
    rules = cv2.aruco.DetectorParameters()
    rules.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    rules.cornerRefinementWinSize = 4
    rules.minMarkerPerimeterRate = 0.05
    return cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(DICTIONARY), rules)
