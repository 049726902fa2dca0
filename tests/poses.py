"""Hand-made poses: a stick figure with stated angles, seen by a camera from a stated direction.

World axes are those of `vision.pose`: x right, y down, z away from the camera. The figure is projected
without perspective, so that the angle in a side or frontal view is exactly the angle that was asked for.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.angles import View
from vision.pose import LANDMARK_COUNT, Landmark, Pose

Vec = NDArray[np.float64]

YAW_DEG = {View.FRONT: 0.0, View.LEFT: 90.0, View.BACK: 180.0, View.RIGHT: -90.0}
"""Which way the person is turned: 0 faces the camera, +90 shows the left side."""

TRUNK_M, THIGH_M, SHANK_M = 0.50, 0.43, 0.42
HALF_SHOULDERS_M, HALF_HIPS_M = 0.18, 0.10
OVERHEAD_M = 0.55


@dataclass(frozen=True)
class Figure:
    """A person made of sticks; angles in degrees, signs as in `vision.angles`.

    Without a stated hip angle the thighs lean back half as far as the knees bend, so that the feet stay under
    the hips. `rounding_deg` is how much the drawn back turns between hip and shoulder.
    """

    trunk_flexion: float = 0.0
    trunk_lateral: float = 0.0
    knee_left: float = 0.0
    knee_right: float = 0.0
    hip_left: float | None = None
    hip_right: float | None = None
    rounding_deg: float = 0.0


@lru_cache(maxsize=4096)
def joints_m(figure: Figure, yaw_deg: float) -> Vec:
    """The 33 landmarks in metres from the middle of the hips, in world axes. Shared: not to be written to."""
    yaw = np.radians(yaw_deg)
    forward = np.array([-np.sin(yaw), 0.0, -np.cos(yaw)])
    right = np.array([-np.cos(yaw), 0.0, np.sin(yaw)])
    up = np.array([0.0, -1.0, 0.0])

    def leaning(forward_deg: float, right_deg: float = 0.0) -> Vec:
        """An upward direction tipped forward or to the person's right."""
        f, r = np.radians(forward_deg), np.radians(right_deg)
        return np.cos(r) * (np.cos(f) * up + np.sin(f) * forward) + np.sin(r) * right

    def ahead_of(forward_deg: float) -> Vec:
        return leaning(forward_deg + 90)

    trunk = leaning(figure.trunk_flexion, figure.trunk_lateral)
    face = ahead_of(figure.trunk_flexion)
    lateral = np.radians(figure.trunk_lateral)
    across = np.cos(lateral) * right - np.sin(lateral) * up
    neck = TRUNK_M * trunk
    points = np.zeros((LANDMARK_COUNT, 3))
    for first, (out, high, ahead) in {
        Landmark.NOSE: (0.0, 0.16, 0.12),
        Landmark.LEFT_EYE_INNER: (0.02, 0.19, 0.10),
        Landmark.LEFT_EYE: (0.03, 0.19, 0.10),
        Landmark.LEFT_EYE_OUTER: (0.04, 0.19, 0.09),
        Landmark.LEFT_EAR: (0.07, 0.17, 0.0),
        Landmark.MOUTH_LEFT: (0.02, 0.12, 0.11),
        Landmark.LEFT_SHOULDER: (HALF_SHOULDERS_M, 0.0, 0.0),
        Landmark.LEFT_ELBOW: (0.20, -0.28, 0.0),
        Landmark.LEFT_WRIST: (0.20, -0.52, 0.04),
        Landmark.LEFT_PINKY: (0.20, -0.58, 0.04),
        Landmark.LEFT_INDEX: (0.20, -0.60, 0.06),
        Landmark.LEFT_THUMB: (0.19, -0.56, 0.06),
    }.items():
        for mark, side in ((first, -1.0), (partner(first), 1.0)):
            points[mark] = neck + side * out * across + high * trunk + ahead * face
    legs = (
        ("LEFT", -1.0, figure.knee_left, figure.hip_left),
        ("RIGHT", 1.0, figure.knee_right, figure.hip_right),
    )
    for name, side, knee_deg, hip_deg in legs:
        thigh_deg = -knee_deg / 2 if hip_deg is None else figure.trunk_flexion - hip_deg
        shank_deg = thigh_deg + knee_deg
        hip = side * HALF_HIPS_M * right
        knee = hip - THIGH_M * leaning(thigh_deg)
        ankle = knee - SHANK_M * leaning(shank_deg)
        heel = ankle - 0.05 * leaning(shank_deg) - 0.05 * ahead_of(shank_deg)
        toe = ankle - 0.07 * leaning(shank_deg) + 0.15 * ahead_of(shank_deg)
        parts = zip(
            ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX"), (hip, knee, ankle, heel, toe), strict=True
        )
        for part, place in parts:
            points[Landmark[f"{name}_{part}"]] = place
    return points


def make_pose(
    figure: Figure = Figure(),
    view: View = View.LEFT,
    *,
    yaw_deg: float | None = None,
    time_s: float = 0.0,
    px_per_m: float = 200.0,
    hips_px: tuple[float, float] = (320.0, 240.0),
    size_px: tuple[int, int] = (640, 480),
    roll_deg: float = 0.0,
    hidden: Collection[Landmark] = (),
    silhouette: bool = False,
) -> Pose:
    """See a figure through a camera.

    `yaw_deg` overrides `view`; `roll_deg` turns the picture clockwise about the hips; `hidden` landmarks keep
    their place but are hardly visible.
    """
    yaw = YAW_DEG[view] if yaw_deg is None else yaw_deg
    world = joints_m(figure, yaw)
    roll = np.radians(roll_deg)
    turn = np.array([[np.cos(roll), np.sin(roll), 0.0], [-np.sin(roll), np.cos(roll), 0.0], [0.0, 0.0, 1.0]])
    world = world @ turn
    xy = world[:, :2] * px_per_m + hips_px
    visibility = np.full(LANDMARK_COUNT, 0.97)
    # The side turned away is seen less well, yet seen.
    far = {View.LEFT: "RIGHT", View.RIGHT: "LEFT"}.get(view if yaw_deg is None else View.FRONT)
    for mark in Landmark:
        if far is not None and mark.name.startswith(far):
            visibility[mark] = 0.75
    visibility[list(hidden)] = 0.1
    pose = Pose(time_s, xy, visibility, world, *size_px)
    if silhouette:
        facing_right = np.sin(np.radians(yaw)) < 0
        mask = draw_silhouette(pose, facing_right=facing_right, rounding_deg=figure.rounding_deg)
        pose = replace(pose, silhouette=mask)
    return pose


def draw_silhouette(pose: Pose, *, facing_right: bool, rounding_deg: float) -> NDArray[np.float32]:
    """A person seen from the side whose back is an arc of a circle (`rounding_deg` 0: straight)."""
    mask = np.zeros((pose.height_px, pose.width_px), np.uint8)
    xy = pose.landmarks_px
    hip = (xy[Landmark.LEFT_HIP] + xy[Landmark.RIGHT_HIP]) / 2
    chord = (xy[Landmark.LEFT_SHOULDER] + xy[Landmark.RIGHT_SHOULDER]) / 2 - hip
    back = np.array([chord[1], -chord[0]]) if facing_right else np.array([-chord[1], chord[0]])
    length = float(np.hypot(*chord))
    along = np.linspace(-0.25, 1.05, 100)
    # Behind the chord: 0.25 of its length, plus the arc that turns by rounding_deg between 0 and 1.
    half = np.radians(rounding_deg) / 2
    arc = np.zeros_like(along)
    if half != 0:
        radius = 0.5 / np.sin(half)
        arc = np.sign(radius) * np.sqrt(radius**2 - (along - 0.5) ** 2) - radius * np.cos(half)
    behind = hip + along[:, None] * chord + (0.25 + arc)[:, None] * back
    front = hip + along[::-1, None] * chord - 0.2 * back
    outline = np.rint(np.vstack([behind, front]) * 16).astype(np.int32)
    cv2.fillPoly(mask, [outline], 255, shift=4)
    thick = max(1, round(0.2 * length))
    for side in ("LEFT", "RIGHT"):
        leg = np.rint(xy[[Landmark[f"{side}_{part}"] for part in ("HIP", "KNEE", "ANKLE", "FOOT_INDEX")]])
        cv2.polylines(mask, [leg.astype(np.int32)], False, 255, thick)
    ear = np.rint((xy[Landmark.LEFT_EAR] + xy[Landmark.RIGHT_EAR]) / 2).astype(int)
    cv2.circle(mask, ear.tolist(), round(0.22 * length), 255, -1)
    return (mask / 255).astype(np.float32)


WRISTS = (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)


def lift(pose: Pose, high_m: float = OVERHEAD_M, wrists: Collection[Landmark] = WRISTS) -> Pose:
    """The same pose with wrists at this height above the shoulders (200 pixels to the metre)."""
    xy = pose.landmarks_px.copy()
    shoulders = (xy[Landmark.LEFT_SHOULDER] + xy[Landmark.RIGHT_SHOULDER]) / 2
    for wrist in wrists:
        xy[wrist] = shoulders - (0.0, 200 * high_m)
    return Pose(pose.time_s, xy, pose.visibility, pose.world_m, pose.width_px, pose.height_px)


def partner(mark: Landmark) -> Landmark:
    """The same landmark on the other side of the body."""
    name = mark.name
    swapped = name.replace("LEFT", "RIGHT") if "LEFT" in name else name.replace("RIGHT", "LEFT")
    return Landmark[swapped]


PARTNERS = [partner(mark) for mark in Landmark]


def mirror(pose: Pose) -> Pose:
    """The pose of the same scene in a mirror: what was the left of the image and of the body is the right."""
    return Pose(
        time_s=pose.time_s,
        landmarks_px=pose.landmarks_px[PARTNERS] * (-1.0, 1.0) + (pose.width_px, 0.0),
        visibility=pose.visibility[PARTNERS],
        world_m=pose.world_m[PARTNERS] * (-1.0, 1.0, 1.0),
        width_px=pose.width_px,
        height_px=pose.height_px,
        silhouette=None if pose.silhouette is None else np.ascontiguousarray(pose.silhouette[:, ::-1]),
    )


def lunging_pose(bend: float, view: View, time_s: float = 0.0, step_deg: float = 25.0) -> Pose:
    """In a split stance, the nearer leg ahead, both knees bent; that foot keeps its place."""
    pose, upright = (_in_a_stride(deg, view, time_s, step_deg) for deg in (bend, 0.0))
    near = Landmark.LEFT_ANKLE if view is View.LEFT else Landmark.RIGHT_ANKLE
    pose.landmarks_px[:] += upright.landmarks_px[near] - pose.landmarks_px[near]
    return pose


def _in_a_stride(bend: float, view: View, time_s: float, step_deg: float) -> Pose:
    ahead, behind = (step_deg + 0.7 * bend, bend), (-step_deg + 0.3 * bend, bend)
    left, right = (ahead, behind) if view is View.LEFT else (behind, ahead)
    figure = Figure(hip_left=left[0], knee_left=left[1], hip_right=right[0], knee_right=right[1])
    return make_pose(figure, view, time_s=time_s)
