"""How far one foot is lifted above the other, from the ankles in the picture.

Told in percent of the person's own shank, so that neither their size nor their distance matters. A foot that
lies nearer the camera than the other one looks lower, and a leaning camera lifts the one further to its side:
both are as good as constant while somebody stands on their own place, and neutral calibration takes them out.
"""

from __future__ import annotations

import math

from vision.angles import View
from vision.framing import VISIBLE
from vision.pose import Landmark, Pose

_ANKLES = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
_KNEES = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)


def foot_lift_percent(pose: Pose, view: View) -> float:
    """Height of the right ankle above the left one.

    Parameters
    ----------
    pose : Pose
        Left and right where they belong.
    view : View
        `FRONT` or `BACK`.

    Returns
    -------
    float
        Percent of a shank's length in the picture; plus when the right foot is higher. NaN in another view,
        or when an ankle or both knees are not seen.
    """
    xy, seen = pose.xy, pose.seen
    if not view.is_frontal or min(seen[ankle] for ankle in _ANKLES) < VISIBLE:
        return math.nan
    # A lifted shank is tipped and looks short: the longer one is that of the leg that stands.
    shank_px = max(
        (
            math.dist(xy[knee], xy[ankle])
            for knee, ankle in zip(_KNEES, _ANKLES, strict=True)
            if seen[knee] >= VISIBLE
        ),
        default=0.0,
    )
    left, right = (xy[ankle][1] for ankle in _ANKLES)
    return 100 * (left - right) / shank_px if shank_px > 0 else math.nan
