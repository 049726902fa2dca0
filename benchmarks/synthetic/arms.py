"""Arms that point where they are asked to."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.synthetic.ground import towards
from benchmarks.synthetic.moves import Arm
from benchmarks.synthetic.skeleton import FloatArray, Rotations, Skeleton, turn_onto


def aimed(skeleton: Skeleton, rotations: Rotations, arms: Mapping[str, Arm]) -> dict[str, FloatArray]:
    """Bone rotations of arms, by ``L`` or ``R``, in the person's own directions whatever the trunk does."""
    rest = dict(zip(skeleton.names, skeleton.heads, strict=True))
    ribs = skeleton.pose(rotations).turns["spine01"]
    bones: dict[str, FloatArray] = {}
    for side, parts in arms.items():
        outward = 1.0 if side == "L" else -1.0
        shoulder, elbow, wrist = (rest[f"{bone}.{side}"] for bone in ("upperarm01", "lowerarm01", "wrist"))
        (up_deg, up_out), (fore_deg, fore_out) = parts
        upper = turn_onto(ribs @ (elbow - shoulder), towards(up_deg, outward * up_out)) @ ribs
        fore = turn_onto(upper @ (wrist - elbow), towards(fore_deg, outward * fore_out)) @ upper
        bones[f"upperarm01.{side}"] = ribs.T @ upper
        bones[f"lowerarm01.{side}"] = upper.T @ fore
    return bones


def between(hanging: Arm, to: Arm, share: float) -> Arm:
    """Give the arm a share of the way, 0 to 1, from one pair of directions to another."""
    (upper, fore), (to_upper, to_fore) = hanging, to
    return _mix(upper, to_upper, share), _mix(fore, to_fore, share)


def _mix(start: tuple[float, float], end: tuple[float, float], share: float) -> tuple[float, float]:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
