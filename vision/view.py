"""Which side of the person faces the camera, from the pose itself.

The line from right to left across shoulders and hips, in space, gives a direction. It is smoothed over time
as a vector, with a dead zone around each border, so that the view cannot flicker.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from vision.angles import View
from vision.pose import Pose

# How far a yaw may lie from the middle of a view. On rendered bodies the direction is within 9 degrees
# (docs/measurements.md, "View"). A side view forgives more: 26 degrees off shows a bend of 60 as 57, while
# the same off a frontal view shows a bow as a side bend. At 30 the knees of a squat were 10 degrees off.
SIDE_HALF_WIDTH_DEG = 26.0
FRONTAL_HALF_WIDTH_DEG = 22.0
VIEW_DEAD_ZONE_DEG = 6.0
# A level trunk is seen from above by a camera that stands higher, and told as turned by as much. Looked down
# upon by 32 degrees, a line at 45 is told as 50 and one at 75 as 77: less than 5 off wherever it lies.
LEVEL_HALF_WIDTH_DEG = 32.0
# Smoothing of the direction: slow enough for one bad frame, fast enough for a person who turns.
VIEW_TIME_CONSTANT_S = 0.4
# People who lie or kneel on all fours are told as turned to the front by 8 degrees more than they are (mean
# of 23 rendered people: docs/measurements.md, "View"). A camera that stands higher than they do sees them
# from above; with that much more, whoever lies on their back was soon taken for turned away.
LEVEL_TRUNK_BIAS_DEG = 8.0
_LEVEL_TRUNK_BIAS = math.tan(math.radians(LEVEL_TRUNK_BIAS_DEG))

_CENTRES = ((View.FRONT, 0.0), (View.LEFT, 90.0), (View.BACK, 180.0), (View.RIGHT, -90.0))
# No direction is of two views: the one before, which it nearly always is, is tried first.
_CENTRES_AFTER = {before: sorted(_CENTRES, key=lambda one: one[0] is not before) for before in View}


@dataclass(frozen=True)
class Facing:
    """Where the person faces, smoothed.

    Attributes
    ----------
    view : View
        The view named from the direction; `UNKNOWN` before the first pose.
    toward_camera, toward_side : float
        The direction as a vector: +1, 0 faces the camera; 0, +1 shows the left side.
    time_s : float
        When it was last updated; NaN before the first pose.
    """

    view: View = View.UNKNOWN
    toward_camera: float = 0.0
    toward_side: float = 0.0
    time_s: float = math.nan

    @property
    def yaw_deg(self) -> float:
        """0 faces the camera, +90 shows the left side, -90 the right side; NaN when unknown."""
        if self.view is View.UNKNOWN:
            return math.nan
        return math.degrees(math.atan2(self.toward_side, self.toward_camera))


def direction(pose: Pose) -> tuple[float, float]:
    """Where the person faces in this one frame: (toward camera, toward side), a vector of length 1.

    The line from right to left across the body is taken from the shoulders and hips in space. Its part along
    the image, read against the trunk's own direction so that a bent or lying trunk does not matter, says how
    far the person faces the camera; its depth says which side is nearer.

    Returns
    -------
    tuple of float
        (0, 0) when the body line has no length.
    """
    camera, side, _ = _look(pose)
    return camera, side


def _look(pose: Pose) -> tuple[float, float, float]:
    """Give `direction`, and how level the trunk lies: 0 upright, 1 along the floor, half at 45 degrees."""
    world = pose.world
    (ax, ay, az), (bx, by, bz), (cx, cy, cz), (dx, dy, dz) = world[11], world[12], world[23], world[24]
    across_x, across_y, across_z = ax - bx + cx - dx, ay - by + cy - dy, az - bz + cz - dz
    trunk_x, trunk_y = ax + bx - cx - dx, ay + by - cy - dy
    trunk_length = math.hypot(trunk_x, trunk_y)
    if trunk_length == 0:
        return (0.0, 0.0, 0.0)
    # For an upright trunk (0, -1) this is the image's x: facing the camera, the left side is on the right.
    along = (across_y * trunk_x - across_x * trunk_y) / trunk_length
    depth = -across_z
    level = (trunk_x / trunk_length) ** 2
    length = math.hypot(along, depth)
    return (along / length, depth / length, level) if length > 0 else (0.0, 0.0, level)


def without_bias(camera: float, side: float, level: float) -> tuple[float, float]:
    """Take out of a direction what the pose engine tells too far to the front of a trunk that is not upright.

    Parameters
    ----------
    camera, side : float
        From `direction`.
    level : float
        How level the trunk of the same pose lies: 0 upright, 1 along the floor, half of it at 45 degrees.

    Returns
    -------
    tuple of float
        As from `direction`, of another length. An upright trunk keeps its own; a level one that is seen from
        its side is turned by `LEVEL_TRUNK_BIAS_DEG`, one that leans by 45 degrees by half of that.
    """
    return camera - level * _LEVEL_TRUNK_BIAS * abs(side), side


def follow_facing(facing: Facing, pose: Pose) -> Facing:
    """Advance the smoothed direction by one pose.

    Parameters
    ----------
    facing : Facing
        The state so far; `Facing()` at the start.
    pose : Pose
        The newest pose.

    Returns
    -------
    Facing
        The new state with its view.
    """
    camera, side, level = _look(pose)
    camera, side = without_bias(camera, side, level)
    if math.isnan(facing.time_s):
        weight = 1.0
    else:
        weight = 1.0 - math.exp(-max(pose.time_s - facing.time_s, 0.0) / VIEW_TIME_CONSTANT_S)
    camera = facing.toward_camera + weight * (camera - facing.toward_camera)
    side = facing.toward_side + weight * (side - facing.toward_side)
    view = _name_view(camera, side, facing.view, level)
    return Facing(view, camera, side, pose.time_s)


def _name_view(camera: float, side: float, before: View, level: float = 0.0) -> View:
    """Name the view; the one before keeps its place within the dead zone."""
    if camera == 0 and side == 0:
        return before
    yaw_deg = math.degrees(math.atan2(side, camera))
    for view, centre_deg in _CENTRES_AFTER[before]:
        off_deg = abs((yaw_deg - centre_deg + 180) % 360 - 180)
        side_deg = SIDE_HALF_WIDTH_DEG + level * (LEVEL_HALF_WIDTH_DEG - SIDE_HALF_WIDTH_DEG)
        half_deg = side_deg if view.is_side else FRONTAL_HALF_WIDTH_DEG
        if off_deg <= half_deg + (VIEW_DEAD_ZONE_DEG if view is before else 0.0):
            return view
    return View.OBLIQUE
