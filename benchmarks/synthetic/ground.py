"""Postures that are not told from standing: sitting, lying, kneeling.

`Stance` finds the legs from balance; here every line of the body is given, and `Ground` turns the lines into
bone rotations. `sit_to_stand`, `bridge` and `rock_back` are pure functions from a share of the movement to
lines, on a body's own lengths (`Measures`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.synthetic.moves import minimum_jerk
from benchmarks.synthetic.skeleton import FloatArray, Rotations, Skeleton, pitch, roll, turn_onto
from benchmarks.synthetic.stance import NECK_SHARES, Habit, bent_spine
from benchmarks.synthetic.truth import absolute_angles, forward_lean, midpoint


@dataclass(frozen=True)
class Lines:
    """Lines of the body against vertical in the sagittal plane, degrees, plus forward (as `forward_lean`).

    Attributes
    ----------
    trunk, thigh, shank : float
        Mid-hip to mid-shoulder, knee to hip, ankle to knee.
    upper_arm, forearm : float
        Direction towards the hand: 0 hanging, plus forward.
    foot : float
        Turn of the foot from flat; plus tips the toes down.
    lumbar, head : float
        Bend between pelvis and ribs, and of the head against the ribs.
    flat_hands : bool
        Whether the hands lie on the floor, fingers forward.
    """

    trunk: float
    thigh: float
    shank: float
    upper_arm: float = 0.0
    forearm: float = 0.0
    foot: float = 0.0
    lumbar: float = 0.0
    head: float = 0.0
    flat_hands: bool = False


@dataclass(frozen=True)
class Measures:
    """Lengths of one body, metres.

    Attributes
    ----------
    trunk, thigh, shank, arm : float
        Between joint centres.
    ankle : float
        Height of the ankle above the sole.
    back, seat : float
        How far the back lies behind the shoulders, and the buttocks behind the hips.
    """

    trunk: float
    thigh: float
    shank: float
    arm: float
    ankle: float
    back: float
    seat: float


Path = Callable[[float, Measures], Lines]


def measure(skeleton: Skeleton, skin: FloatArray) -> Measures:
    """Take the lengths of a body from its skeleton and its resting skin, vertices (n, 3) in the same axes."""
    heads = skeleton.pose({}).heads
    shoulder, hip, knee, ankle = (
        midpoint(heads, b) for b in ("upperarm01", "upperleg01", "lowerleg01", "foot")
    )
    height = skin[:, 2]
    near_middle = np.abs(skin[:, 0] - hip[0]) < abs(heads["upperarm01.L"][0] - hip[0])
    upper = near_middle & (height > (hip[2] + shoulder[2]) / 2) & (height < shoulder[2])
    lower = near_middle & (np.abs(height - hip[2]) < 0.12)
    arm = [heads[f"{bone}.L"] for bone in ("upperarm01", "lowerarm01", "wrist")]
    return Measures(
        trunk=float(np.linalg.norm(shoulder - hip)),
        thigh=float(np.linalg.norm(hip - knee)),
        shank=float(np.linalg.norm(knee - ankle)),
        arm=float(np.linalg.norm(arm[1] - arm[0]) + np.linalg.norm(arm[2] - arm[1])),
        ankle=float(ankle[2] - height.min()),
        back=float(skin[upper, 1].max() - shoulder[1]),
        seat=float(skin[lower, 1].max() - hip[1]),
    )


class Ground:
    """Turns lines into bone rotations for one body."""

    def __init__(self, skeleton: Skeleton, habit: Habit) -> None:
        self._skeleton, self._habit = skeleton, habit
        rest = skeleton.pose({})
        self._rest = rest.heads
        at = {bone: midpoint(rest.heads, bone) for bone in ("upperleg01", "lowerleg01", "foot")}
        self._trunk = absolute_angles(rest)["trunk_flexion"]
        self._thigh = forward_lean(at["upperleg01"] - at["lowerleg01"])
        self._shank = forward_lean(at["lowerleg01"] - at["foot"])

    def rotations(self, lines: Lines) -> dict[str, FloatArray]:
        """Bone rotations that give these lines."""
        spine = bent_spine(lines.lumbar)
        bent = absolute_angles(self._skeleton.pose(spine))["trunk_flexion"]
        pelvis, thigh, shank = lines.trunk - bent, lines.thigh - self._thigh, lines.shank - self._shank
        neck = {bone: pitch(share * lines.head) for bone, share in NECK_SHARES.items()}
        rotations = {"root": pitch(pelvis), **spine, **neck}
        for side, inward in (("L", -self._habit.feet_together), ("R", self._habit.feet_together)):
            rotations[f"upperleg01.{side}"] = pitch(thigh - pelvis) @ roll(inward)
            rotations[f"lowerleg01.{side}"] = roll(inward).T @ pitch(shank - thigh) @ roll(inward)
            rotations[f"foot.{side}"] = (pitch(shank) @ roll(inward)).T @ pitch(lines.foot)
        return rotations | self._arms(rotations, lines)

    def _arms(self, rotations: Rotations, lines: Lines) -> dict[str, FloatArray]:
        ribs = self._skeleton.pose(rotations).turns["spine01"]
        arms: dict[str, FloatArray] = {}
        for side, outward in (("L", 1.0), ("R", -1.0)):
            shoulder, elbow, wrist, knuckle = (
                self._rest[f"{bone}.{side}"] for bone in ("upperarm01", "lowerarm01", "wrist", "finger3-1")
            )
            out = 0.0 if lines.flat_hands else self._habit.arm_out * outward
            upper = turn_onto(ribs @ (elbow - shoulder), towards(lines.upper_arm, out)) @ ribs
            fore = turn_onto(upper @ (wrist - elbow), towards(lines.forearm, 0.4 * out)) @ upper
            arms[f"upperarm01.{side}"] = ribs.T @ upper
            arms[f"lowerarm01.{side}"] = upper.T @ fore
            if lines.flat_hands:
                flat = turn_onto(fore @ (knuckle - wrist), np.array([0.0, -1.0, -0.25])) @ fore
                arms[f"wrist.{side}"] = fore.T @ flat
        return arms


def towards(forward_deg: float, outward_deg: float) -> FloatArray:
    """Give the direction (3,) of an arm: 0 hangs, plus goes forward, and to the person's left."""
    forward, left = np.radians(forward_deg), np.radians(outward_deg)
    return np.array([np.sin(left), -np.sin(forward) * np.cos(left), -np.cos(forward) * np.cos(left)])


def sit_to_stand(depth: float, leaned_by: float = 0.45, kept_until: float = 0.45) -> Path:
    """From sitting to standing: the trunk leans forward first (``depth`` of 45 deg), then the legs rise.

    ``leaned_by`` is the share of the way from which the trunk leans most, ``kept_until`` that until which.
    """

    def at(share: float, body: Measures) -> Lines:
        rise = minimum_jerk((share - 0.25) / 0.75)
        lean = (
            minimum_jerk(share / leaned_by)
            if share < leaned_by
            else minimum_jerk((1 - share) / (1 - kept_until))
        )
        return Lines(
            trunk=45 * depth * lean,
            thigh=-84 * (1 - rise),
            shank=12 * (1 - rise) + 8 * lean,
            upper_arm=22 * (1 - rise) + 15 * lean,
            forearm=60 * (1 - rise) + 15,
            head=-0.4 * 45 * depth * lean,
        )

    return at


def bridge(depth: float) -> Path:
    """Lying on the back, knees bent, feet flat; the hips rise by ``depth`` of 26 deg at the shoulders."""

    def at(share: float, body: Measures) -> Lines:
        shoulder_m = body.back + 0.015
        rest = np.degrees(np.arcsin((body.seat + 0.015 - shoulder_m) / body.trunk))
        foot = _bridge_hip(rest, shoulder_m, body)
        reach = float(
            np.sqrt(body.thigh**2 + body.shank**2 - 2 * body.thigh * body.shank * np.cos(np.radians(75)))
        )
        foot = np.array([foot[0] + np.sqrt(reach**2 - (body.ankle - foot[1]) ** 2), body.ankle])
        tilt = rest + share * depth * 26
        hip = _bridge_hip(tilt, shoulder_m, body)
        knee = _apex(hip, foot, body.thigh, body.shank)
        return Lines(
            trunk=-90 - tilt,
            thigh=_lean(knee, hip),
            shank=_lean(foot, knee),
            upper_arm=84,
            forearm=88,
            head=10 + 0.8 * (tilt - rest),
        )

    return at


def rock_back(depth: float) -> Path:
    """On hands and knees; the hips travel back over the heels, the thighs by ``depth`` times 40 deg."""

    def at(share: float, body: Measures) -> Lines:
        start = _kneeling_hip(2.0, body)
        hand_m = 0.05
        rise = float(np.clip((body.arm + hand_m - start[1]) / body.trunk, -0.5, 0.5))
        hand = np.array([start[0] + body.trunk * np.sqrt(1 - rise**2), hand_m])
        thigh = 2.0 - share * depth * 40
        hip = _kneeling_hip(thigh, body)
        shoulder = _apex(hip, hand, body.trunk, body.arm)
        arm = float(np.degrees(np.arctan2(hand[0] - shoulder[0], shoulder[1] - hand[1])))
        return Lines(
            trunk=_lean(hip, shoulder),
            thigh=thigh,
            shank=88,
            upper_arm=arm,
            forearm=arm,
            foot=165,
            lumbar=14 * share * depth,
            head=-22,
            flat_hands=True,
        )

    return at


def _bridge_hip(tilt_deg: float, shoulder_m: float, body: Measures) -> FloatArray:
    """Hip (forward, up) when the line from shoulder to hip rises by an angle; shoulder at 0 forward."""
    tilt = np.radians(tilt_deg)
    return np.array([body.trunk * np.cos(tilt), shoulder_m + body.trunk * np.sin(tilt)])


def _kneeling_hip(thigh_deg: float, body: Measures) -> FloatArray:
    """Hip (forward, up) over a knee at 0 forward."""
    lean = np.radians(thigh_deg)
    return np.array([body.thigh * np.sin(lean), 0.05 + body.thigh * np.cos(lean)])


def _apex(start: FloatArray, end: FloatArray, first: float, second: float) -> FloatArray:
    """Upper corner of the triangle over two points (forward, up) with given sides; flat when too far."""
    along = end - start
    distance = min(float(np.linalg.norm(along)), 0.999 * (first + second))
    cosine = (first**2 + distance**2 - second**2) / (2 * first * distance)
    angle = float(np.arctan2(along[1], along[0])) + float(np.arccos(np.clip(cosine, -1, 1)))
    return np.asarray(start + first * np.array([np.cos(angle), np.sin(angle)]))


def _lean(low: FloatArray, high: FloatArray) -> float:
    """Lean of the line between two points (forward, up), degrees, plus forward."""
    forward, up = high - low
    return float(np.degrees(np.arctan2(forward, up)))
