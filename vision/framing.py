"""Whether enough of the person is in the picture to measure anything."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from vision.pose import Landmark, Pose

# Below this visibility MediaPipe is guessing (its own default for "present" is 0.5).
VISIBLE = 0.5
# A body 0.3 of the picture high was lost at 320 px in trials; that is 0.27 from nose to ankles. Stay clear
# of it. Bodies are measured along their parts, so one that bends is as tall as one that stands.
LEAST_BODY_SHARE = 0.3
# Heads and hands may touch the border; a joint further out than this share of the picture is cut off.
BORDER_SHARE = 0.01

_HEAD = (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
_FEET = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
_TRUNK = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
_KNEES = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
_LEFT_CHAIN = [0, 11, 23, 25, 27]
_RIGHT_CHAIN = [0, 12, 24, 26, 28]
_WHOLE_BODY = np.array([*_HEAD, *_TRUNK, *_KNEES, *_FEET])


class Framing(StrEnum):
    """What stands in the way of measuring, the most important first; `WHOLE` when nothing does."""

    NOBODY = "nobody"
    TRUNK_HIDDEN = "trunk_hidden"
    HEAD_CUT = "head_cut"
    FEET_CUT = "feet_cut"
    SIDE_CUT = "side_cut"
    TOO_FAR = "too_far"
    WHOLE = "whole"


def judge_framing(pose: Pose | None) -> Framing:
    """Say what part of the person is missing from the picture.

    Parameters
    ----------
    pose : Pose or None
        The person, if there is one.
    """
    if pose is None:
        return Framing.NOBODY
    xy = pose.landmarks_px
    margin_x, margin_y = BORDER_SHARE * pose.width_px, BORDER_SHARE * pose.height_px
    # The side away from the camera may be hidden; one of each pair has to be seen.
    seen = pose.visibility >= VISIBLE
    body = xy[_WHOLE_BODY]
    (left, top), (right, bottom) = body.min(axis=0), body.max(axis=0)
    if not (seen[11] or seen[12]) or not (seen[23] or seen[24]):
        return Framing.TRUNK_HIDDEN
    if top < -margin_y:
        return Framing.HEAD_CUT
    if bottom > pose.height_px + margin_y or not (seen[27] or seen[28]):
        return Framing.FEET_CUT
    if left < -margin_x or right > pose.width_px + margin_x:
        return Framing.SIDE_CUT
    if _body_length_px(pose) < LEAST_BODY_SHARE * pose.height_px:
        return Framing.TOO_FAR
    return Framing.WHOLE


def _body_length_px(pose: Pose) -> float:
    """Nose to ankles along the body, the middle of left and right at each joint."""
    joints = (pose.landmarks_px[_LEFT_CHAIN] + pose.landmarks_px[_RIGHT_CHAIN]) / 2
    parts = joints[1:] - joints[:-1]
    return float(np.hypot(parts[:, 0], parts[:, 1]).sum())
