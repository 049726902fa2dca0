"""Limbs that a posture does not tell by itself: legs and arms that differ, hands that lie somewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from benchmarks.synthetic.skeleton import FloatArray, PosedSkeleton, Rotations, Skeleton, turn_onto

Direction = tuple[float, float, float]
"""Outward (away from the person's middle), forward, up."""

LEFT, RIGHT = "L", "R"


@dataclass(frozen=True)
class Hand:
    """Where the fingers of a hand point and its palm looks, (3,) arrays in the axes of the room."""

    fingers: FloatArray
    palm: FloatArray


def sided(left: Rotations, right: Rotations) -> dict[str, FloatArray]:
    """Join two postures of the same trunk: the left limbs of one, the right limbs of the other."""
    return {bone: (right if bone.endswith(".R") else left)[bone] for bone in left}


def pointing(direction: Direction, side: str) -> FloatArray:
    """Turn outward, forward and up into the axes of the room, (3,), for one side of the body."""
    outward, forward, up = direction
    return np.array([outward if side == LEFT else -outward, -forward, up])


def reach(
    skeleton: Skeleton,
    rotations: Rotations,
    side: str,
    target: FloatArray,
    elbow: Direction = (0.4, -1.0, -0.4),
    hand: Hand | None = None,
) -> dict[str, FloatArray]:
    """Bring one wrist to a point, or as near to it as the arm is long.

    Parameters
    ----------
    skeleton, rotations
        The body, and its posture so far.
    side : str
        ``L`` or ``R``.
    target : (3,) array
        Where the wrist goes, in the axes of the posed skeleton.
    elbow : Direction
        Where the elbow points.
    hand : Hand, optional
        Without it the hand goes on as the forearm does.

    Returns
    -------
    dict of bone name to (3, 3) array
        The whole posture with the arm in it.
    """
    rest = dict(zip(skeleton.names, skeleton.heads, strict=True))
    posed = skeleton.pose(rotations)
    ribs, shoulder = posed.turns["spine01"], posed.heads[f"upperarm01.{side}"]
    above, bend, wrist = (rest[f"{bone}.{side}"] for bone in ("upperarm01", "lowerarm01", "wrist"))
    first, second = float(np.linalg.norm(bend - above)), float(np.linalg.norm(wrist - bend))
    along = target - shoulder
    distance = float(np.clip(np.linalg.norm(along), abs(first - second) + 0.02, 0.985 * (first + second)))
    along = along / np.linalg.norm(along)
    out = pointing(elbow, side)
    out = out - (out @ along) * along
    out /= np.linalg.norm(out)
    cosine = float(np.clip((first**2 + distance**2 - second**2) / (2 * first * distance), -1, 1))
    corner = first * (cosine * along + np.sqrt(1 - cosine**2) * out)
    upper = turn_onto(ribs @ (bend - above), corner) @ ribs
    fore = turn_onto(upper @ (wrist - bend), distance * along - corner) @ upper
    arm = {f"upperarm01.{side}": ribs.T @ upper, f"lowerarm01.{side}": upper.T @ fore}
    if hand is not None:
        arm |= _hand(rest, fore, distance * along - corner, side, hand)
    return {**rotations, **arm}


def _hand(
    rest: dict[str, FloatArray], fore: FloatArray, along: FloatArray, side: str, hand: Hand
) -> dict[str, FloatArray]:
    """Turn a hand; half of what turns its palm is done by the forearm, as in people."""
    wrist, knuckle, index, little = (
        rest[f"{bone}.{side}"] for bone in ("wrist", "finger3-1", "finger2-1", "finger5-1")
    )
    swung = turn_onto(fore @ (knuckle - wrist), hand.fingers) @ fore
    across = little - index
    palm = swung @ (np.cross(across, knuckle - wrist) * (1.0 if side == LEFT else -1.0))
    axis = hand.fingers / np.linalg.norm(hand.fingers)
    flat, wanted = (v - (v @ axis) * axis for v in (palm, hand.palm))
    angle = float(np.arctan2(np.cross(flat, wanted) @ axis, flat @ wanted))
    forearm = _about(along, angle / 2) @ fore
    turned = _about(axis, angle) @ swung
    return {f"lowerarm02.{side}": fore.T @ forearm, f"wrist.{side}": forearm.T @ turned}


def _about(axis: FloatArray, angle_rad: float) -> FloatArray:
    return np.asarray(Rotation.from_rotvec(axis / np.linalg.norm(axis) * angle_rad).as_matrix())


def on_thigh(posed: PosedSkeleton, side: str, share: float, off_m: float) -> tuple[FloatArray, Hand]:
    """Find a place on the front of a thigh, and how a hand lies there.

    Parameters
    ----------
    posed : PosedSkeleton
        The body, its legs in place.
    side : str
        ``L`` or ``R``.
    share, off_m : float
        How far towards the knee, and how far off the bone.
    """
    hip, knee = posed.heads[f"upperleg01.{side}"], posed.heads[f"lowerleg01.{side}"]
    along = (knee - hip) / np.linalg.norm(knee - hip)
    front = np.array([0.0, along[2], -along[1]])
    outward = pointing((0.03, 0.0, 0.0), side)
    return hip + share * (knee - hip) + off_m * front + outward, Hand(along - 0.08 * front, -front)
