"""From landmarks to named angles: what this view can measure, and NaN for everything else."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vision.angles import ANGLE_NAMES, FRONTAL, NEAR_SIDE_JOINTS, View
from vision.feet import foot_lift_percent
from vision.framing import VISIBLE, Framing, is_trunk_seen, judge_pose
from vision.geometry import Vector, first_axis, inclination_deg, to_body_frame, wrap_deg
from vision.legs import feet_apart_percent
from vision.outline import back_outline_deg
from vision.over_feet import OVER_FEET, Footing, measure_over_feet
from vision.pelvis import PelvisReader
from vision.pose import Pose
from vision.roll import level_pelvis
from vision.seat import find_slide
from vision.sides import Names
from vision.thorax import THORAX_MEASURES, thorax_deg

# Measures beside the angles of `vision.angles`: read from the silhouette, in degrees; and of landmarks, in
# percent of a length of the person's own body.
OUTLINE_MEASURES: tuple[str, ...] = ("back_outline",)
PERCENT_MEASURES: Mapping[str, frozenset[View]] = MappingProxyType({"foot_lift": FRONTAL})
"""By name, the views in which each can be measured."""
EXTRA_MEASURES: tuple[str, ...] = (*OUTLINE_MEASURES, *PERCENT_MEASURES)
# How far apart the feet are, read from the landmarks: told as it is, never from neutral.
FEET_APART = "feet_apart"
# The mean bend of both knees, in degrees: the same whichever leg is which (`vision.legs`).
KNEES_MEAN = "knees_mean"
# Joints bend far one way and little the other: angles are wrapped around this, not around 180.
_JOINT_LOWEST_DEG = -120.0

# Seen from the front, where no joint of a leg is measured, the side does not matter.
_NEAR_SIDE: Mapping[View, Mapping[str, str]] = {
    view: {joint: f"{joint}_{view if view.is_side else View.LEFT}" for joint in NEAR_SIDE_JOINTS}
    for view in View
}
# Plain numbers: looking a landmark up by its name costs as much as the sum that it is for.
_TRUNK = (11, 12, 23, 24)
_LEG_CHAINS = (("left", 23, 25, 27), ("right", 24, 26, 28))
_PARTS_SEEN = {View.LEFT: (*_TRUNK, 25, 27), View.RIGHT: (*_TRUNK, 26, 28)}
_ALL_PARTS = (*_TRUNK, 25, 26, 27, 28)


@dataclass(frozen=True)
class Posture:
    """The measured posture of one frame.

    Attributes
    ----------
    time_s : float
        When the frame was taken.
    view : View
        Which side of the person faced the camera.
    framing : Framing
        What stood in the way, `WHOLE` when nothing did.
    quality : float
        0 to 1: how well the parts that the angles rest on were seen; 0 when nobody was.
    angles : mapping of str to float
        Every name of `vision.angles`, in degrees; NaN where this view cannot measure it.
    back_outline : float
        Bend of the back's outline in degrees (`vision.outline`); NaN without a silhouette or from the front.
    names : Names
        What became of left and right in this frame (`vision.sides`).
    spread_deg : mapping of str to float
        For angles that tell how sure they are (`vision.pelvis`): half of the interval that holds the true
        angle nine times in ten.
    percent : mapping of str to float
        The measures of `PERCENT_MEASURES` that this view can measure; all others are NaN.
    over_feet : mapping of str to float
        Where the body is over the feet (`vision.over_feet`), percent of a shank from neutral; what is not
        told is absent.
    feet_apart : float
        Distance of the feet along the floor in a side view, percent of a leg's length; NaN in any other view.
    knees_mean : float
        Mean flexion of both knees in a side view, degrees, told also while nobody knows which leg is which;
        NaN in any other view and where one of them is not seen.
    """

    time_s: float
    view: View
    framing: Framing
    quality: float
    angles: Mapping[str, float]
    back_outline: float = math.nan
    names: Names = Names.AS_SEEN
    spread_deg: Mapping[str, float] = field(default_factory=dict)
    percent: Mapping[str, float] = field(default_factory=dict)
    over_feet: Mapping[str, float] = field(default_factory=dict)
    feet_apart: float = math.nan
    knees_mean: float = math.nan

    def value(self, measure: str) -> float:
        """Read a measure by name; a joint named without a side is the one nearer the camera."""
        # The first two are what is mostly asked for, several times a frame.
        if measure in self.angles:
            return self.angles[measure]
        if measure in NEAR_SIDE_JOINTS:
            return self.angles[_NEAR_SIDE[self.view][measure]]
        if measure in OUTLINE_MEASURES:
            return self.back_outline
        if measure in PERCENT_MEASURES:
            return self.percent.get(measure, math.nan)
        if measure in OVER_FEET:
            return self.over_feet.get(measure, math.nan)
        if measure == FEET_APART:
            return self.feet_apart
        if measure == KNEES_MEAN:
            return self.knees_mean
        if measure in THORAX_MEASURES:
            return thorax_deg(measure, self.angles)
        return self.angles[measure]

    def with_measures(
        self,
        angles: Mapping[str, float],
        back_outline: float,
        percent: Mapping[str, float] | None = None,
        over_feet: Mapping[str, float] | None = None,
        knees_mean: float | None = None,
    ) -> Posture:
        """Give the same moment with other numbers (`dataclasses.replace` costs several times as much).

        What is None stays as it was.
        """
        return Posture(
            self.time_s,
            self.view,
            self.framing,
            self.quality,
            angles,
            back_outline,
            self.names,
            self.spread_deg,
            self.percent if percent is None else percent,
            self.over_feet if over_feet is None else over_feet,
            self.feet_apart,
            self.knees_mean if knees_mean is None else knees_mean,
        )


_NOTHING: Mapping[str, float] = dict.fromkeys(ANGLE_NAMES, math.nan)


def measure_posture(
    pose: Pose | None,
    view: View,
    time_s: float,
    framing: Framing | None = None,
    *,
    roll_deg: float = 0.0,
    names: Names = Names.AS_SEEN,
    outline: bool = True,
    pelvis: PelvisReader | None = None,
    footing: Footing | None = None,
) -> Posture:
    """Measure every angle that `view` allows.

    Parameters
    ----------
    pose : Pose or None
        The person; None when nobody is in view.
    view : View
        Which side faces the camera (`vision.view.follow_facing`).
    time_s : float
        When the frame was taken.
    framing : Framing, optional
        What stands in the way, where more is known of the frame than the pose (`judge_framing`).
    roll_deg : float
        Lean of true vertical in the picture, plus to its right: the trunk is told from there.
    names : Names
        What became of left and right in this frame; a torn one is not measured, nor are unsure legs.
    outline : bool
        Whether the outline of the back is read, which costs as much as all angles together.
    pelvis : PelvisReader, optional
        Reads pelvis and low back; without it they are NaN.
    footing : Footing, optional
        How the person stood over their feet at neutral; before it is known nothing is told from there.

    Returns
    -------
    Posture
        With anatomical zeros: neutral is applied by `vision.neutral`.
    """
    framing = judge_pose(pose) if framing is None else framing
    if pose is None:
        return Posture(time_s, View.UNKNOWN, framing, 0.0, _NOTHING, names=names)
    quality = _quality(pose, view)
    if names is Names.TORN:
        return Posture(time_s, view, framing, quality, _NOTHING, names=names)
    over_feet = measure_over_feet(pose, view, footing, roll_deg)
    if not (view.is_side or view.is_frontal):
        return Posture(time_s, view, framing, quality, _NOTHING, names=names, over_feet=over_feet)
    angles = dict(_NOTHING)
    outline_deg = knees_mean = math.nan
    feet_apart = feet_apart_percent(pose) if view.is_side else math.nan
    spread_deg: Mapping[str, float] = {}
    percent: Mapping[str, float] = {}
    if view.is_frontal:
        percent = {"foot_lift": foot_lift_percent(pose, view)}
    if is_trunk_seen(pose):
        slide = find_slide(pose, view, footing)
        trunk_deg = _trunk_deg(pose, view)
        if slide is not None:
            trunk_deg = wrap_deg(trunk_deg + _line_deg(pose.xy, view, slide[0]) - _line_deg(pose.xy, view))
        upright_deg = wrap_deg(trunk_deg - first_axis(view) * roll_deg)
        if view.is_side:
            angles["trunk_flexion"] = upright_deg
            legs = _measure_legs(pose, view, trunk_deg) if slide is None or slide[1] else {}
            knees_mean = _mean_of_knees(legs)
            if names is not Names.LEGS_UNSURE:
                angles.update(legs)
            outline_deg = back_outline_deg(pose, view) if outline else math.nan
        elif not _leans_along_sight(pose):
            angles["trunk_lateral"] = upright_deg
        if pelvis is not None:
            reading = pelvis.read(pose, view)
            angles.update(level_pelvis(reading.angles, first_axis(view) * roll_deg))
            spread_deg = reading.spread_deg
    return Posture(
        time_s,
        view,
        framing,
        quality,
        angles,
        outline_deg,
        names,
        spread_deg,
        percent,
        over_feet,
        feet_apart,
        knees_mean,
    )


def _leans_along_sight(pose: Pose) -> bool:
    """Whether the trunk points towards the camera or away so much that its image is too short to read."""
    (ax, ay, az), (bx, by, bz), (cx, cy, cz), (dx, dy, dz) = (pose.world[joint] for joint in _TRUNK)
    across, up, depth = ax + bx - cx - dx, ay + by - cy - dy, az + bz - cz - dz
    return bool(abs(depth) > math.hypot(across, up))


def _trunk_deg(pose: Pose, view: View) -> float:
    """Lean of the line mid-hip to mid-shoulder in the plane of the image.

    The engine tells the joints twice: in the picture, and in metres from the hips. The two err apart from
    each other, so their mean errs less than either (docs/measurements.md, "Trunk line").
    """
    pixels_deg = _line_deg(pose.xy, view)
    metres_deg = _line_deg(pose.world, view)
    return wrap_deg(pixels_deg + wrap_deg(metres_deg - pixels_deg) / 2)


def _line_deg(points: list[list[float]], view: View, slide: Vector = (0.0, 0.0)) -> float:
    left_shoulder, right_shoulder, left_hip, right_hip = points[11], points[12], points[23], points[24]
    across = left_shoulder[0] + right_shoulder[0] - left_hip[0] - right_hip[0] - 2 * slide[0]
    down = left_shoulder[1] + right_shoulder[1] - left_hip[1] - right_hip[1] - 2 * slide[1]
    return inclination_deg((0.0, 0.0), (first_axis(view) * across, -down))


def _measure_legs(pose: Pose, view: View, trunk_deg: float) -> dict[str, float]:
    """Give hip and knee flexion of each leg that is seen, by the names of `vision.angles`."""
    xy, seen = pose.xy, pose.seen
    angles: dict[str, float] = {}
    for side, hip, knee, ankle in _LEG_CHAINS:
        if min(seen[hip], seen[knee]) < VISIBLE:
            continue
        hip_at, knee_at, ankle_at = to_body_frame((xy[hip], xy[knee], xy[ankle]), view)
        thigh_deg = inclination_deg(knee_at, hip_at)
        angles[f"hip_flexion_{side}"] = wrap_deg(trunk_deg - thigh_deg, _JOINT_LOWEST_DEG)
        if seen[ankle] >= VISIBLE:
            shank_deg = inclination_deg(ankle_at, knee_at)
            angles[f"knee_flexion_{side}"] = wrap_deg(shank_deg - thigh_deg, _JOINT_LOWEST_DEG)
    return angles


def _mean_of_knees(legs: Mapping[str, float]) -> float:
    """Mean flexion of both knees; NaN where one is not seen."""
    left, right = (legs.get(f"knee_flexion_{side}", math.nan) for side, *_ in _LEG_CHAINS)
    return (left + right) / 2


def _quality(pose: Pose, view: View) -> float:
    """How well the trunk and the legs that count in this view were seen: their mean visibility."""
    joints, seen = _PARTS_SEEN.get(view, _ALL_PARTS), pose.seen
    return sum(seen[joint] for joint in joints) / len(joints)
