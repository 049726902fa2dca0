"""What the pelvis estimator looks at: the silhouette at the hips, and landmarks in the body's own measure.

Both are brought into one frame, so that a person seen from the left, from the right, near, far or under a
tilted camera looks the same. From the side the frame stands on the line from mid-hip to mid-shoulder, which
landmarks tell well, and the estimator only has to say how far the pelvis departs from it. From the front it
stands on the picture's vertical: legs say more about a pelvis there than a trunk that bends.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.angles import View
from vision.geometry import first_axis, inclination_deg
from vision.pose import FloatArray, Pose, Silhouette

REGION_PX = 160
"""Side of the square cut from the silhouette; 50 pixels for the length of a trunk."""
REGION_TRUNKS = 3.2
CROP_PX = 64
CROP_TRUNKS = 1.7
# The crop reaches from the middle of the thighs to the shoulders.
_CENTRE_UP = {"side": 0.15, "front": 0.1}
# Where in each pixel of the crop the silhouette is sampled. From the front in its middle, so that the mirror
# image's crop is the crop's own mirror image; the side's networks learnt from the corner.
_WITHIN_PIXEL = {"side": 0.0, "front": 0.5}
LEAST_TRUNK_PX = 40.0
"""A smaller person's outline is a handful of pixels: nothing is read (docs/measurements.md, "Pelvis")."""

_NOSE = 0
_LEFT = (7, 11, 13, 15, 23, 25, 27, 29, 31)
_RIGHT = (8, 12, 14, 16, 24, 26, 28, 30, 32)
FEATURES = 6 * (2 * len(_LEFT) + 1) + 7
"""Two places in the picture, three in metres, one visibility of each landmark; and the frame itself."""

ByteArray = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Region:
    """A square of the silhouette around the hips.

    Attributes
    ----------
    shares : array, shape (REGION_PX, REGION_PX)
        How surely the person is there, 0 to 255.
    left_px, top_px, side_px : float
        Where the square lies in the picture.
    """

    shares: ByteArray
    left_px: float
    top_px: float
    side_px: float


@dataclass(frozen=True, eq=False)
class Hips:
    """What the estimator is given.

    Attributes
    ----------
    crop : array, shape (CROP_PX, CROP_PX)
        The silhouette in the body's frame, 0 to 1, up is towards the head, right is forward (from the side)
        or the person's left (from the front).
    features : array, shape (FEATURES,)
        Landmarks in the same frame.
    frame_deg : float
        Lean of the frame in the picture: trunk_flexion of its axis from the side, 0 from the front.
    """

    crop: FloatArray
    features: FloatArray
    frame_deg: float


def region_around(silhouette: Silhouette, landmarks_px: FloatArray) -> Region | None:
    """Cut the square around the hips out of a silhouette; what lies outside the picture is empty.

    Returns
    -------
    Region or None
        None when the trunk is too small in the picture (`LEAST_TRUNK_PX`).
    """
    hip, trunk = _trunk(landmarks_px)
    length = math.hypot(*trunk)
    if not length >= LEAST_TRUNK_PX:
        return None
    side = REGION_TRUNKS * length
    left, top = hip[0] - side / 2, hip[1] - side / 2
    shares = np.asarray(silhouette)
    height, width = shares.shape
    x0, y0, x1, y1 = round(left), round(top), round(left + side), round(top + side)
    inside = shares[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)]
    if not inside.size:
        return None
    margins = max(-y0, 0), max(y1 - height, 0), max(-x0, 0), max(x1 - width, 0)
    if any(margins):
        inside = cv2.copyMakeBorder(np.ascontiguousarray(inside), *margins, cv2.BORDER_CONSTANT, value=0.0)
    small = cv2.resize(inside, (REGION_PX, REGION_PX), interpolation=cv2.INTER_AREA)
    return Region(np.round(small * 255).astype(np.uint8), float(x0), float(y0), float(x1 - x0))


def look(
    region: Region,
    landmarks_px: FloatArray,
    visibility: FloatArray,
    world_m: FloatArray,
    view: View,
    size: Any,
) -> Hips:
    """Bring a region and a pose into the body's frame.

    Parameters
    ----------
    region : Region
        Of the same pose.
    landmarks_px, visibility, world_m : arrays
        As in `vision.pose.Pose`.
    view : View
        `LEFT`, `RIGHT`, `FRONT` or `BACK`.
    size : tuple of int
        Width and height of the picture.
    """
    hip, trunk = _trunk(landmarks_px)
    length = math.hypot(*trunk)
    # Seen from the left a person faces left, and from behind their left is on the left: both are turned.
    flip = -1.0 if view in (View.LEFT, View.BACK) else 1.0
    if view.is_side:
        up = np.array(trunk) / length
        frame_deg = inclination_deg((0.0, 0.0), (first_axis(view) * trunk[0], -trunk[1]))
        near, far = (_LEFT, _RIGHT) if view is View.LEFT else (_RIGHT, _LEFT)
    else:
        up, frame_deg = np.array((0.0, -1.0)), 0.0
        near, far = _LEFT, _RIGHT
    across = flip * np.array((-up[1], up[0]))
    axes = np.stack((across, up)) / length  # picture to frame
    order = [_NOSE, *near, *far]
    places = (landmarks_px[order] - hip) @ axes.T
    metres = world_m[order] - (world_m[23] + world_m[24]) / 2
    flat = metres[:, :2] @ (axes * length).T
    width, height = size
    itself = (
        math.sin(math.radians(frame_deg)),
        math.cos(math.radians(frame_deg)),
        length / height,
        flip * (hip[0] / width - 0.5),
        hip[1] / height - 0.5,
        float(np.hypot(*(landmarks_px[27] - landmarks_px[28]))) / length,
        1.0 if view in (View.LEFT, View.FRONT) else 0.0,
    )
    features = np.concatenate(
        [places.ravel(), flat.ravel() * 2, metres[:, 2] * 2, visibility[order], np.array(itself)]
    )
    return Hips(
        _crop(region, np.array(hip), up, across, length, "side" if view.is_side else "front"),
        features.astype(np.float32),
        frame_deg,
    )


def look_at(pose: Pose, view: View) -> Hips | None:
    """Take what the estimator needs from a pose; None where it has no silhouette or is too small."""
    if pose.silhouette is None:
        return None
    region = region_around(pose.silhouette, pose.landmarks_px)
    if region is None:
        return None
    return look(
        region, pose.landmarks_px, pose.visibility, pose.world_m, view, (pose.width_px, pose.height_px)
    )


def _crop(
    region: Region, hip: FloatArray, up: FloatArray, across: FloatArray, length: float, plane: str
) -> FloatArray:
    """Sample the region along the frame's axes: (CROP_PX, CROP_PX), 0 to 1."""
    step = CROP_TRUNKS * length / CROP_PX
    corner = hip + up * (_CENTRE_UP[plane] + CROP_TRUNKS / 2) * length - across * CROP_TRUNKS / 2 * length
    corner = corner + (across - up) * _WITHIN_PIXEL[plane] * step
    scale = REGION_PX / region.side_px
    # Places are told from the edges of pixels, indices from their middles: without this a picture and its
    # mirror image were sampled a pixel of the region apart.
    origin = (corner - (region.left_px, region.top_px)) * scale - 0.5
    to_region = np.column_stack((across * step * scale, -up * step * scale, origin))
    shares = cv2.warpAffine(
        region.shares, to_region, (CROP_PX, CROP_PX), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )
    return np.asarray(shares, np.float32) / 255


def _trunk(landmarks_px: FloatArray) -> tuple[tuple[float, float], tuple[float, float]]:
    """Mid-hip, and the way from there to mid-shoulder, in pixels."""
    points = landmarks_px[[11, 12, 23, 24]].tolist()
    hip_x, hip_y = (points[2][0] + points[3][0]) / 2, (points[2][1] + points[3][1]) / 2
    return (hip_x, hip_y), (
        (points[0][0] + points[1][0]) / 2 - hip_x,
        (points[0][1] + points[1][1]) / 2 - hip_y,
    )
