"""Joint positions of a posed skeleton: forward kinematics, as the body model does for its mesh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

FloatArray = NDArray[np.float64]
Rotations = Mapping[str, FloatArray]
"""Bone name to a 3x3 rotation in axes parallel to the world's at rest, on top of the parent's rotation."""


def pitch(angle_deg: float) -> FloatArray:
    """Rotation in the sagittal plane; plus tips the top of a segment forward (towards -y)."""
    return np.asarray(Rotation.from_euler("x", angle_deg, degrees=True).as_matrix())


def roll(angle_deg: float) -> FloatArray:
    """Rotation in the frontal plane; plus tips the top of a segment to the person's right (towards -x)."""
    return np.asarray(Rotation.from_euler("y", -angle_deg, degrees=True).as_matrix())


def yaw(angle_deg: float) -> FloatArray:
    """Rotation in the transverse plane; plus turns the front of a segment to the person's right."""
    return np.asarray(Rotation.from_euler("z", -angle_deg, degrees=True).as_matrix())


def turn_onto(source: FloatArray, target: FloatArray) -> FloatArray:
    """Find the smallest rotation that turns one direction (3,) onto another."""
    a, b = source / np.linalg.norm(source), target / np.linalg.norm(target)
    axis, cosine = np.cross(a, b), float(np.clip(a @ b, -1.0, 1.0))
    sine = float(np.linalg.norm(axis))
    if sine < 1e-9:
        return np.eye(3)
    return np.asarray(Rotation.from_rotvec(axis / sine * np.arctan2(sine, cosine)).as_matrix())


def between(first: Rotations, second: Rotations, share: float) -> Rotations:
    """Turn every bone a share of the way from one posture to another, by the shortest way.

    A bone that one of them does not name is at rest there.
    """
    if share <= 0 or share >= 1:
        return first if share <= 0 else second
    rest = np.eye(3)
    turned = {}
    for bone in {**first, **second}:
        start = first.get(bone, rest)
        way = Rotation.from_matrix(start.T @ second.get(bone, rest)).as_rotvec()
        turned[bone] = start @ np.asarray(Rotation.from_rotvec(share * way).as_matrix())
    return turned


@dataclass(frozen=True)
class PosedSkeleton:
    """A skeleton in one posture.

    Attributes
    ----------
    heads : mapping of bone name to (3,) array
        Where each bone begins, in metres.
    turns : mapping of bone name to (3, 3) array
        How far each bone is turned from its own rest, in world axes.
    """

    heads: Mapping[str, FloatArray]
    turns: Mapping[str, FloatArray]


@dataclass(frozen=True)
class Skeleton:
    """Bones of one body at rest.

    Parameters
    ----------
    names : tuple of str
        Bone names; a parent comes before its children.
    parents : tuple of int
        Index of each bone's parent, -1 for the root.
    heads : (n, 3) array
        Where each bone begins at rest, in metres.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    heads: FloatArray

    def pose(self, rotations: Rotations) -> PosedSkeleton:
        """Apply bone rotations; bones not named keep their rest. The root stays where it is."""
        unknown = set(rotations) - set(self.names)
        if unknown:
            raise KeyError(f"the skeleton has no bone {', '.join(sorted(unknown))}")
        heads: list[FloatArray] = []
        turns: list[FloatArray] = []
        for index, (name, parent) in enumerate(zip(self.names, self.parents, strict=True)):
            own = rotations.get(name)
            if parent < 0:
                heads.append(self.heads[index])
                turns.append(np.eye(3) if own is None else own)
                continue
            heads.append(heads[parent] + turns[parent] @ (self.heads[index] - self.heads[parent]))
            turns.append(turns[parent] if own is None else turns[parent] @ own)
        return PosedSkeleton(
            dict(zip(self.names, heads, strict=True)), dict(zip(self.names, turns, strict=True))
        )
