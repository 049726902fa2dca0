"""From landmarks to named angles: what this view can measure, and NaN for everything else."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from vision.angles import ANGLE_NAMES, NEAR_SIDE_JOINTS, View
from vision.framing import VISIBLE, Framing, judge_framing
from vision.geometry import inclination_deg, to_body_frame, wrap_deg
from vision.outline import back_outline_deg
from vision.pose import Landmark, Pose

# Measures beside the angles of `vision.angles`, read from the silhouette.
EXTRA_MEASURES: tuple[str, ...] = ("back_outline",)
# Joints bend far one way and little the other: angles are wrapped around this, not around 180.
_JOINT_LOWEST_DEG = -120.0

_SIDES = (
    (
        "left",
        Landmark.LEFT_SHOULDER,
        Landmark.LEFT_HIP,
        Landmark.LEFT_KNEE,
        Landmark.LEFT_ANKLE,
    ),
    (
        "right",
        Landmark.RIGHT_SHOULDER,
        Landmark.RIGHT_HIP,
        Landmark.RIGHT_KNEE,
        Landmark.RIGHT_ANKLE,
    ),
)
_TRUNK = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_LEGS = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]


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
    """

    time_s: float
    view: View
    framing: Framing
    quality: float
    angles: Mapping[str, float]
    back_outline: float = math.nan

    def value(self, measure: str) -> float:
        """Read a measure by name; a joint named without a side is the one nearer the camera."""
        if measure in EXTRA_MEASURES:
            return self.back_outline
        if measure in NEAR_SIDE_JOINTS:
            measure = f"{measure}_{self.view}" if self.view.is_side else f"{measure}_left"
        return self.angles[measure]


_NOTHING: Mapping[str, float] = dict.fromkeys(ANGLE_NAMES, math.nan)


def measure_posture(pose: Pose | None, view: View, time_s: float) -> Posture:
    """Measure every angle that `view` allows.

    Parameters
    ----------
    pose : Pose or None
        The person; None when nobody is in view.
    view : View
        Which side faces the camera (`vision.view.follow_facing`).
    time_s : float
        When the frame was taken.

    Returns
    -------
    Posture
        With anatomical zeros: neutral is applied by `vision.neutral`.
    """
    framing = judge_framing(pose)
    if pose is None:
        return Posture(time_s, View.UNKNOWN, framing, 0.0, _NOTHING)
    if not (view.is_side or view.is_frontal):
        return Posture(time_s, view, framing, _quality(pose, view), _NOTHING)
    angles = dict(_NOTHING)
    outline = math.nan
    if framing is not Framing.TRUNK_HIDDEN:
        shoulders, hips = _trunk_line(pose, view)
        trunk_deg = inclination_deg(hips, shoulders)
        if view.is_side:
            angles["trunk_flexion"] = trunk_deg
            _measure_legs(pose, view, trunk_deg, angles)
            outline = back_outline_deg(pose, view)
        elif not _leans_along_sight(pose):
            angles["trunk_lateral"] = trunk_deg
    return Posture(time_s, view, framing, _quality(pose, view), angles, outline)


def _leans_along_sight(pose: Pose) -> bool:
    """Whether the trunk points towards the camera or away so much that its image is too short to read."""
    across, up, depth = pose.world_m[_TRUNK[:2]].sum(axis=0) - pose.world_m[_TRUNK[2:]].sum(axis=0)
    return bool(abs(depth) > math.hypot(across, up))


def _trunk_line(pose: Pose, view: View) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return mid-shoulder and mid-hip in the body frame."""
    (lsx, lsy), (rsx, rsy), (lhx, lhy), (rhx, rhy) = to_body_frame(pose.landmarks_px[_TRUNK], view).tolist()
    return ((lsx + rsx) / 2, (lsy + rsy) / 2), ((lhx + rhx) / 2, (lhy + rhy) / 2)


def _measure_legs(pose: Pose, view: View, trunk_deg: float, angles: dict[str, float]) -> None:
    """Write hip and knee flexion of each leg that is seen, into `angles`."""
    for side, _, hip, knee, ankle in _SIDES:
        chain = to_body_frame(pose.landmarks_px[[hip, knee, ankle]], view).tolist()
        seen = pose.visibility[[hip, knee, ankle]].tolist()
        if min(seen[:2]) < VISIBLE:
            continue
        thigh_deg = inclination_deg(chain[1], chain[0])
        angles[f"hip_flexion_{side}"] = wrap_deg(trunk_deg - thigh_deg, _JOINT_LOWEST_DEG)
        if seen[2] >= VISIBLE:
            shank_deg = inclination_deg(chain[2], chain[1])
            angles[f"knee_flexion_{side}"] = wrap_deg(shank_deg - thigh_deg, _JOINT_LOWEST_DEG)


def _quality(pose: Pose, view: View) -> float:
    """How well the trunk and the legs that count in this view were seen: their mean visibility."""
    seen = pose.visibility
    if view is View.LEFT:
        legs = [Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE]
    elif view is View.RIGHT:
        legs = [Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE]
    else:
        legs = _LEGS
    return float(seen[_TRUNK + legs].mean())
