"""A posture on a given body: the bone rotations that give it, feet flat and in balance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.spatial.transform import Rotation

from benchmarks.synthetic.moves import Posture
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
from benchmarks.synthetic.truth import absolute_angles

SPINE_SHARES = {"spine05": 0.15, "spine04": 0.25, "spine03": 0.25, "spine02": 0.2, "spine01": 0.15}
"""Share of the bend between pelvis and upper ribs that each spine bone takes, from the bottom up."""

NECK_SHARES = {"neck01": 0.3, "neck02": 0.2, "neck03": 0.2, "head": 0.3}

SEGMENT_MASSES = (
    # from, to, where between them the centre lies, share of body mass (Winter 2009; trunk split in two)
    ("root", "spine02", 0.5, 0.260),
    ("spine02", "neck01", 0.5, 0.237),
    ("neck01", "head", 1.0, 0.081),
    ("upperarm01.L", "wrist.L", 0.53, 0.050),
    ("upperarm01.R", "wrist.R", 0.53, 0.050),
    ("upperleg01.L", "lowerleg01.L", 0.433, 0.100),
    ("upperleg01.R", "lowerleg01.R", 0.433, 0.100),
    ("lowerleg01.L", "foot.L", 0.433, 0.061),
    ("lowerleg01.R", "foot.R", 0.433, 0.061),
)


@dataclass(frozen=True)
class Habit:
    """How a person holds what the exercise does not ask for; angles in degrees.

    Attributes
    ----------
    arm_out, elbow : float
        Upper arm away from the body's side; bend of the elbow.
    arm_hang : float
        0: the arms keep their angle to the ribs; 1: they hang straight down whatever the trunk does.
    feet_together : float
        How far each leg is brought inward from the body's rest, which stands wide.
    finger_curl : float
        Bend of each finger joint.
    """

    arm_out: float = 10.0
    elbow: float = 14.0
    arm_hang: float = 0.9
    feet_together: float = 2.5
    finger_curl: float = 16.0


class Stance:
    """Solves postures for one body; the trunk line of the result has exactly the asked-for sagittal angle."""

    def __init__(self, skeleton: Skeleton, habit: Habit | None = None) -> None:
        self._skeleton = skeleton
        self._habit = habit or Habit()
        spine_only = skeleton.pose({})
        self._trunk_at_rest = absolute_angles(spine_only)["trunk_flexion"]
        bent = skeleton.pose(bent_spine(0.0, 20.0))
        self._spine_per_trunk_lateral = 20.0 / absolute_angles(bent)["trunk_lateral"]
        self._balance = self._centre_of_mass(self._rotations(Posture(), 0.0))
        self.neutral: PosedSkeleton = skeleton.pose(self._rotations(Posture(), 0.0))

    def rotations(self, posture: Posture) -> dict[str, FloatArray]:
        """Bone rotations of a posture.

        The shanks lean so that the centre of mass keeps its place over the feet: hips travel back in a bow,
        and knees travel forward in a squat, as they do in people. ``posture.lean`` then adds to that.
        """

        def imbalance(shank_deg: float) -> float:
            return self._centre_of_mass(self._rotations(posture, shank_deg)) - self._balance

        shank_deg = float(brentq(imbalance, -40.0, 60.0, xtol=1e-3))
        return self._rotations(posture, shank_deg + posture.lean)

    def pose(self, posture: Posture) -> PosedSkeleton:
        """Joints of a posture."""
        return self._skeleton.pose(self.rotations(posture))

    def _rotations(self, posture: Posture, shank_deg: float) -> dict[str, FloatArray]:
        lifted = posture.pelvis_obliquity
        # A pelvis with its right side up carries the trunk to the left; the spine brings it back.
        lateral = (posture.trunk_lateral + lifted) * self._spine_per_trunk_lateral
        spine = bent_spine(posture.lumbar_flexion, lateral, posture.trunk_rotation)
        straight = absolute_angles(self._skeleton.pose(bent_spine(posture.lumbar_flexion)))
        pelvis_deg = posture.trunk_flexion - (straight["trunk_flexion"] - self._trunk_at_rest)
        neck = {bone: pitch(share * posture.head_flexion) for bone, share in NECK_SHARES.items()}
        rotations = {"root": pitch(pelvis_deg) @ roll(-lifted), **spine, **neck}
        rotations |= self._legs(pelvis_deg, shank_deg, posture.knee_flexion, lifted)
        return rotations | self._arms(rotations, posture)

    def _legs(
        self, pelvis_deg: float, shank_deg: float, knee_deg: float, lifted_deg: float
    ) -> dict[str, FloatArray]:
        legs: dict[str, FloatArray] = {}
        for side, sign in (("L", -1.0), ("R", 1.0)):
            inward = sign * self._habit.feet_together
            more_deg = self._gives_way(-sign * lifted_deg)
            bent_deg, lean_deg = knee_deg + more_deg, shank_deg + more_deg / 2
            level = roll(lifted_deg) @ pitch(lean_deg - bent_deg - pelvis_deg)
            legs[f"upperleg01.{side}"] = level @ roll(inward)
            legs[f"lowerleg01.{side}"] = roll(inward).T @ pitch(bent_deg) @ roll(inward)
            legs[f"foot.{side}"] = (pitch(lean_deg) @ roll(inward)).T
        return legs

    def _gives_way(self, lower_deg: float) -> float:
        """Bend of the knee that makes a leg as much shorter as its hip is lower than the other one."""
        if lower_deg <= 0:
            return 0.0
        hip, knee, foot = (self._rest(f"{bone}.L") for bone in ("upperleg01", "lowerleg01", "foot"))
        between_m = float(np.linalg.norm(hip - self._rest("upperleg01.R")))
        leg_m = float(np.linalg.norm(hip - knee) + np.linalg.norm(knee - foot))
        shorter = between_m * np.sin(np.radians(lower_deg)) / leg_m
        return float(2 * np.degrees(np.arccos(1 - shorter)))

    def _arms(self, rotations: Rotations, posture: Posture) -> dict[str, FloatArray]:
        habit = self._habit
        ribs = self._skeleton.pose(rotations).turns["spine01"]
        arms: dict[str, FloatArray] = {}
        for side, outward in (("L", 1.0), ("R", -1.0)):
            # In a side bend one arm slides down the thigh; the other, hanging, would sink into the ribs.
            along_ribs = roll(posture.trunk_lateral) if outward * posture.trunk_lateral > 0 else np.eye(3)
            hang = pitch((1 - habit.arm_hang) * posture.trunk_flexion) @ along_ribs
            hang = yaw(posture.trunk_rotation) @ hang
            shoulder, elbow, wrist = (
                self._rest(f"{bone}.{side}") for bone in ("upperarm01", "lowerarm01", "wrist")
            )
            upper = turn_onto(elbow - shoulder, hang @ _downward(habit.arm_out * outward, 0.0))
            fore = turn_onto(
                upper @ (wrist - elbow), hang @ _downward(0.4 * habit.arm_out * outward, habit.elbow)
            )
            arms[f"upperarm01.{side}"] = ribs.T @ upper
            arms[f"lowerarm01.{side}"] = upper.T @ fore @ upper
            arms |= self._relaxed_fingers(side)
        return arms

    def _relaxed_fingers(self, side: str) -> dict[str, FloatArray]:
        """Fingers a little curled about the line across the knuckles, as in a hand that holds nothing."""
        if f"finger5-1.{side}" not in self._skeleton.names:
            return {}
        across = self._rest(f"finger5-1.{side}") - self._rest(f"finger2-1.{side}")
        across *= (1.0 if side == "L" else -1.0) / np.linalg.norm(across)
        curl = np.asarray(Rotation.from_rotvec(across * self._habit.finger_curl, degrees=True).as_matrix())
        return {f"finger{finger}-{joint}.{side}": curl for finger in range(2, 6) for joint in (1, 2, 3)}

    def _rest(self, bone: str) -> FloatArray:
        return np.asarray(self._skeleton.heads[self._skeleton.names.index(bone)])

    def _centre_of_mass(self, rotations: Rotations) -> float:
        """Where the centre of mass lies along y, in metres from the ankles."""
        heads = self._skeleton.pose(rotations).heads
        total = sum(mass for *_, mass in SEGMENT_MASSES)
        along_y = sum(
            mass * float(heads[a][1] + at * (heads[b][1] - heads[a][1])) for a, b, at, mass in SEGMENT_MASSES
        )
        return along_y / total - float(heads["foot.L"][1] + heads["foot.R"][1]) / 2


def bent_spine(
    flexion_deg: float, lateral_deg: float = 0.0, rotation_deg: float = 0.0
) -> dict[str, FloatArray]:
    """Rotations of the spine bones that add up to a bend and a twist between pelvis and upper ribs."""
    return {
        bone: pitch(share * flexion_deg) @ roll(share * lateral_deg) @ yaw(share * rotation_deg)
        for bone, share in SPINE_SHARES.items()
    }


def _downward(outward_deg: float, forward_deg: float) -> FloatArray:
    """Tip a hanging direction towards the person's left (plus) and forward."""
    left, forward = np.radians(outward_deg), np.radians(forward_deg)
    return np.array([np.sin(left), -np.sin(forward) * np.cos(left), -np.cos(forward) * np.cos(left)])
