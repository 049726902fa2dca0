"""People with a painted silhouette, smaller, larger and elsewhere: for what looks at outlines."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from vision.pose import Pose


def painted(pose: Pose) -> Pose:
    """Give a pose a silhouette: thick lines along trunk and legs, with a bulge behind the hips."""
    picture = np.zeros((pose.height_px, pose.width_px), np.uint8)
    xy = pose.landmarks_px
    points = [(xy[a] + xy[b]) / 2 for a, b in ((11, 12), (23, 24), (25, 26), (27, 28))]
    length = float(np.linalg.norm(points[0] - points[1]))
    for start, end in pairwise(points):
        cv2.line(
            picture,
            *(tuple(round(v) for v in p) for p in (start, end)),
            255,
            max(1, round(0.35 * length)),
        )
    back = np.array([1.0, 0.0]) * (1 if xy[31][0] < xy[29][0] else -1)
    bulge = points[1] + back * 0.2 * length
    cv2.circle(picture, tuple(round(v) for v in bulge), round(0.22 * length), 255, -1)
    return Pose(
        pose.time_s,
        pose.landmarks_px,
        pose.visibility,
        pose.world_m,
        pose.width_px,
        pose.height_px,
        picture.astype(np.float32) / 255,
    )


def moved(pose: Pose, scale: float, x: float, y: float) -> Pose:
    """The same person smaller or larger and elsewhere in the picture."""
    return Pose(
        pose.time_s,
        pose.landmarks_px * scale + (x, y),
        pose.visibility,
        pose.world_m,
        pose.width_px,
        pose.height_px,
    )
