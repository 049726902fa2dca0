"""Where the hips are of somebody who sat at neutral, seen from the side, and whether their legs can be told.

A trunk that folds over the thighs hides the hips, and the pose engine lets them slide along the thigh to the
knee. A thigh that turns in the plane of the picture keeps its length there, so hips that slid are put back to
nearly where it ends. Where hardly anything is left of it or of the shank, or it points where no thigh of who
sits or rises does, nothing tells which way they point: then the hips are taken to be on the seat still, and
the angles of the legs are not told (docs/measurements.md, "Rising").
"""

from __future__ import annotations

import math

from vision.angles import View
from vision.geometry import Vector, first_axis, inclination_deg, middle
from vision.over_feet import Footing, has_moved
from vision.pose import Pose

# Between these, in shanks, hips are over the knees of who sits (P: rendered people, from the side: 0.04 below
# them to 0.34 over them; on all fours 0.79 and more; on the back, feet drawn up, 0.55 below and more).
_LOWEST_SEAT, _HIGHEST_SEAT = -0.3, 0.55
# A thigh or a shank shorter than this share of its length at neutral tells no direction (P: thighs keep 0.55
# and more in leans of less than 60, and come down to 0.04 in those of 76 and more; shanks nearly always keep
# 0.8, and where less than 0.4 is left knees are read 100 off).
_LEAST_SHARE = 0.5
# Hips are put back to this share of the thigh: every lean of 35 and more draws hip and knee together by a
# tenth and takes the shoulders forward as far, so the line of the trunk is right there (P: leans of rendered
# people, chosen on those with even numbers; docs/measurements.md, "Rising").
_TOLD_THIGH_SHARE = 0.9
# Of who sits or rises hips are behind the knees, or over them, within this (P: of rendered thighs that keep
# half of their length few are read the other way round, and the others within 25 of the true ones).
_AHEAD_DEG, _BELOW_DEG = 30.0, -120.0


def find_slide(pose: Pose, view: View, footing: Footing | None) -> tuple[Vector, bool] | None:
    """Tell how far the hips have to be put back, and whether the legs can be told.

    Parameters
    ----------
    pose : Pose
        The person; hips and shoulders are seen.
    view : View
        Which side faces the camera.
    footing : Footing or None
        How they sat at neutral; None before that is known.

    Returns
    -------
    ((float, float), bool) or None
        Pixels to add to where the hips are, x right and y down; and whether thigh and shank nearer the camera
        tell where they point. None where this says nothing: from elsewhere, of who stood at neutral, once
        feet moved.
    """
    if footing is None or not (footing.from_side and view.is_side):
        return None
    then, xy = footing.stand, pose.xy
    feet = middle(xy[27], xy[28])
    seated = _LOWEST_SEAT < then.thighs_px / then.shank_px < _HIGHEST_SEAT
    if not seated or has_moved(feet, then):
        return None
    side = 0 if view is View.LEFT else 1
    hip, knee, ankle = xy[23 + side], xy[25 + side], xy[27 + side]
    share = math.dist(hip, knee) / then.thigh_length_px[side]
    least = min(share, math.dist(knee, ankle) / then.shank_px)
    points_deg = inclination_deg((0.0, 0.0), (first_axis(view) * (hip[0] - knee[0]), knee[1] - hip[1]))
    if least < _LEAST_SHARE or not _BELOW_DEG < points_deg < _AHEAD_DEG:
        hips, seat = middle(xy[23], xy[24]), then.seat_px
        return (feet[0] + seat[0] - hips[0], feet[1] + seat[1] - hips[1]), False
    longer = max(_TOLD_THIGH_SHARE / share - 1, 0.0)
    return (longer * (hip[0] - knee[0]), longer * (hip[1] - knee[1])), True
