"""A body in any posture of pelvis, spine, legs and arms, each told by itself, as bone rotations.

`benchmarks.synthetic.stance` asks for a trunk and lets the pelvis follow, as an exercise does; a training set
has to ask for the pelvis itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from benchmarks.synthetic.skeleton import (
    FloatArray,
    PosedSkeleton,
    Rotations,
    Skeleton,
    pitch,
    roll,
    turn_onto,
    yaw,
)
from benchmarks.synthetic.stance import NECK_SHARES, SEGMENT_MASSES, bent_spine
from benchmarks.synthetic.truth import absolute_angles, forward_lean, midpoint

Direction = tuple[float, float, float]
_CARRYING = frozenset(
    {bone.split(".")[0] for a, b, *_ in SEGMENT_MASSES for bone in (a, b)} | {*NECK_SHARES, "spine01"}
)

# Where upper arm and forearm point: outward, forward, up. The first two hang in the room, the others go with
# the ribs.
ARMS: Mapping[str, tuple[Direction, Direction]] = MappingProxyType(
    {
        "hanging": ((0.22, 0.0, -1.0), (0.08, 0.22, -1.0)),
        "on_thighs": ((0.2, 0.35, -1.0), (0.0, 0.45, -1.0)),
        "on_hips": ((0.85, -0.35, -0.75), (-0.75, 0.55, -0.35)),
        "crossed": ((0.12, 0.3, -1.0), (-0.95, 0.5, 0.25)),
        "forward": ((0.1, 1.0, -0.08), (0.0, 1.0, 0.0)),
        "overhead": ((0.25, 0.1, 1.0), (0.05, 0.05, 1.0)),
        "sliding": ((0.22, 0.0, -1.0), (0.08, 0.22, -1.0)),
    }
)
IN_THE_ROOM = frozenset({"hanging", "on_thighs"})
SLIDING = "sliding"
"""Of a bend to a side: the arm there hangs, the other one lies along the ribs."""


@dataclass(frozen=True)
class BodyPose:
    """A posture; angles in degrees with the signs of `benchmarks.synthetic.truth`, from the body's own rest.

    Attributes
    ----------
    pelvis_tilt, pelvis_obliquity, pelvis_rotation : float
        Of the pelvis in the room.
    lumbar_flexion, lumbar_lateral, lumbar_rotation : float
        Of the upper ribs against the pelvis.
    knee, knee_left_more : float
        Bend of both knees, and how much more the left one is bent (minus: the right one).
    thigh : float or None
        Lean of the thighs against vertical; None lets balance find it, as in standing.
    shank : float
        Lean of the shanks when ``thigh`` is given; otherwise added to what balance finds.
    apart : float
        How far each leg goes outward from the body's rest.
    weight : float or None
        Where a standing person's weight is: 0 between the feet, -1 over the left, 1 over the right, the legs
        leaning that way; None leaves the legs as they are.
    lifts : int
        Which leg is in the air: -1 the left, 1 the right, 0 none.
    lifted_thigh, lifted_knee, lifted_hang, lifted_foot : float
        Its thigh forward, its bend of knee, its share of hanging plumb while the other leans, its toes down.
    head : float
        Head against the upper ribs, plus is chin to chest.
    arms : str
        A name of `ARMS`.
    arms_off : tuple of six float
        Added to the directions of upper arm and forearm.
    """

    pelvis_tilt: float = 0.0
    pelvis_obliquity: float = 0.0
    pelvis_rotation: float = 0.0
    lumbar_flexion: float = 0.0
    lumbar_lateral: float = 0.0
    lumbar_rotation: float = 0.0
    knee: float = 3.0
    knee_left_more: float = 0.0
    thigh: float | None = None
    shank: float = 0.0
    apart: float = -2.0
    weight: float | None = None
    lifts: int = 0
    lifted_thigh: float = 0.0
    lifted_knee: float = 0.0
    lifted_hang: float = 0.0
    lifted_foot: float = 0.0
    head: float = 0.0
    arms: str = "hanging"
    arms_off: tuple[float, ...] = (0.0,) * 6


TRUTH = (
    "pelvis_tilt",
    "pelvis_obliquity",
    "pelvis_rotation",
    "lumbar_flexion",
    "trunk_flexion",
    "trunk_lateral",
)
"""What is kept of a posed body, degrees."""


def truth(posed: PosedSkeleton) -> list[float]:
    """Give the true angles of a posed body in the order of `TRUTH`."""
    angles = absolute_angles(posed)
    front = posed.turns["root"] @ np.array([0.0, -1.0, 0.0])
    angles["pelvis_rotation"] = math.degrees(math.atan2(-front[0], -front[1]))
    return [angles[name] for name in TRUTH]


class Figure:
    """Turns postures into bone rotations for one body."""

    def __init__(self, skeleton: Skeleton) -> None:
        skeleton = self._skeleton = _without_ends(skeleton)
        rest = skeleton.pose({})
        self._heads = rest.heads
        at = {bone: midpoint(rest.heads, bone) for bone in ("upperleg01", "lowerleg01", "foot")}
        self._thigh = forward_lean(at["upperleg01"] - at["lowerleg01"])
        self._shank = forward_lean(at["lowerleg01"] - at["foot"])
        self._trunk = absolute_angles(rest)["trunk_flexion"]
        bent = skeleton.pose(bent_spine(30.0))
        self.trunk_per_lumbar = (absolute_angles(bent)["trunk_flexion"] - self._trunk) / 30.0
        self._balance = self._off_balance(self._upright(BodyPose(), 0.0))

    def rotations(self, pose: BodyPose) -> dict[str, FloatArray]:
        """Bone rotations of a posture; a standing one is in balance over its feet."""
        if pose.thigh is not None:
            return self._with_legs(pose, pose.thigh, pose.shank)
        low, high = 0.0, 8.0
        at_low, at_high = (
            self._off_balance(self._upright(pose, s), pose.lifts) - self._balance for s in (low, high)
        )
        shank = low - at_low * (high - low) / (at_high - at_low) if at_high != at_low else 0.0
        shank = float(np.clip(shank, -25, 45)) + pose.shank
        if pose.weight is None:
            return self._upright(pose, shank)
        return self._upright(pose, shank, self._lean_for(pose, shank, pose.weight))

    def _lean_for(self, pose: BodyPose, shank: float, weight: float) -> float:
        """How far the legs lean to bring the weight over a place between the feet, or over one of them."""
        feet = self._skeleton.pose(self._upright(replace(pose, lifts=0), shank)).heads
        half = float(feet["foot.L"][0] - feet["foot.R"][0]) / 2
        # A leg in the air is no place to stand: the one that stays tells where the middle was.
        stays = "L" if pose.lifts > 0 or (pose.lifts == 0 and weight < 0) else "R"
        aim = -weight * half - (half if stays == "L" else -half)
        low, high = 0.0, 8.0
        at_low, at_high = (self._beside(self._upright(pose, shank, lean), stays) for lean in (low, high))
        return float(np.clip(low + (aim - at_low) * (high - low) / (at_high - at_low), -22, 22))

    def _upright(self, pose: BodyPose, shank: float, lean: float = 0.0) -> dict[str, FloatArray]:
        return self._with_legs(pose, shank - pose.knee, shank, lean)

    def _with_legs(
        self, pose: BodyPose, thigh: float, shank: float, lean: float = 0.0
    ) -> dict[str, FloatArray]:
        pelvis = yaw(pose.pelvis_rotation) @ pitch(pose.pelvis_tilt) @ roll(-pose.pelvis_obliquity)
        spine = bent_spine(pose.lumbar_flexion, pose.lumbar_lateral, pose.lumbar_rotation)
        neck = {bone: pitch(share * pose.head) for bone, share in NECK_SHARES.items()}
        rotations: dict[str, FloatArray] = {"root": pelvis, **spine, **neck}
        # The legs turn with the pelvis by half: feet stay where they are.
        turn = yaw(pose.pelvis_rotation / 2)
        for side, sign in (("L", 1.0), ("R", -1.0)):
            more = max(0.0, sign * pose.knee_left_more)
            across, forward, back, toes = lean, thigh - more / 2, shank + more / 2, 0.0
            if pose.lifts == -sign:
                across *= 1 - pose.lifted_hang
                forward, back = -pose.lifted_thigh, pose.lifted_knee - pose.lifted_thigh
                toes = pose.lifted_foot
            outward = roll(across) @ roll(-sign * pose.apart) if across else roll(-sign * pose.apart)
            upper = turn @ pitch(forward - self._thigh) @ outward
            lower = turn @ pitch(back - self._shank) @ outward
            rotations[f"upperleg01.{side}"] = pelvis.T @ upper
            rotations[f"lowerleg01.{side}"] = upper.T @ lower
            rotations[f"foot.{side}"] = lower.T @ turn @ pitch(toes) if toes else lower.T @ turn
        return rotations | self._arms(rotations, pose)

    def _arms(self, rotations: Rotations, pose: BodyPose) -> dict[str, FloatArray]:
        ribs = self._skeleton.pose({b: r for b, r in rotations.items() if "leg" not in b}).turns["spine01"]
        # Whoever lies on the back has the arms beside them.
        hang = pose.arms in IN_THE_ROOM and pose.pelvis_tilt > -60
        frame = yaw(pose.pelvis_rotation) if hang else ribs
        arms: dict[str, FloatArray] = {}
        off = np.array(pose.arms_off).reshape(2, 3)
        for side, sign in (("L", 1.0), ("R", -1.0)):
            shoulder, elbow, wrist = (
                self._heads[f"{bone}.{side}"] for bone in ("upperarm01", "lowerarm01", "wrist")
            )
            (ux, uy, uz), (fx, fy, fz) = np.array(ARMS[pose.arms]) + off
            if pose.arms == SLIDING:
                frame = yaw(pose.pelvis_rotation) if sign * pose.lumbar_lateral < 0 else ribs
            upper = turn_onto(ribs @ (elbow - shoulder), frame @ np.array([sign * ux, -uy, uz])) @ ribs
            fore = turn_onto(upper @ (wrist - elbow), frame @ np.array([sign * fx, -fy, fz])) @ upper
            arms[f"upperarm01.{side}"] = ribs.T @ upper
            arms[f"lowerarm01.{side}"] = upper.T @ fore
        return arms

    def _off_balance(self, rotations: Rotations, lifts: int = 0) -> float:
        """How far the centre of mass lies behind the ankles that stand, metres."""
        heads = self._skeleton.pose(rotations).heads
        stand = {0: ("foot.L", "foot.R"), -1: ("foot.R", "foot.R"), 1: ("foot.L", "foot.L")}[lifts]
        return _centre_of_mass(heads, 1) - float(heads[stand[0]][1] + heads[stand[1]][1]) / 2

    def _beside(self, rotations: Rotations, stays: str) -> float:
        """How far the centre of mass lies to the left of an ankle, metres."""
        heads = self._skeleton.pose(rotations).heads
        return _centre_of_mass(heads, 0) - float(heads[f"foot.{stays}"][0])


def _centre_of_mass(heads: Mapping[str, FloatArray], axis: int) -> float:
    along = sum(
        mass * float(heads[a][axis] + at * (heads[b][axis] - heads[a][axis]))
        for a, b, at, mass in SEGMENT_MASSES
    )
    return along / sum(mass for *_, mass in SEGMENT_MASSES)


def _without_ends(skeleton: Skeleton) -> Skeleton:
    """Leave out face, fingers and toes: a quarter of the bones carries every posture."""
    needed: set[int] = set()
    for index, name in enumerate(skeleton.names):
        if name.split(".")[0] in _CARRYING:
            while index >= 0 and index not in needed:
                needed.add(index)
                index = skeleton.parents[index]
    kept = sorted(needed)
    parents = (skeleton.parents[index] for index in kept)
    return Skeleton(
        tuple(skeleton.names[index] for index in kept),
        tuple(-1 if parent < 0 else kept.index(parent) for parent in parents),
        skeleton.heads[kept],
    )
