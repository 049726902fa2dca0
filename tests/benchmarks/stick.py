"""A stick figure with the bones that postures and truth need."""

from __future__ import annotations

import numpy as np

from benchmarks.synthetic.skeleton import Skeleton

# A stick figure, metres, z up, facing -y, left is +x: (bone, parent, head at rest).
BONES = [
    ("root", None, (0, 0, 1.0)),
    ("spine05", "root", (0, 0, 1.0)),
    ("spine04", "spine05", (0, 0, 1.05)),
    ("spine03", "spine04", (0, 0, 1.12)),
    ("spine02", "spine03", (0, 0, 1.2)),
    ("spine01", "spine02", (0, 0, 1.33)),
    ("neck01", "spine01", (0, 0, 1.48)),
    ("neck02", "neck01", (0, 0, 1.52)),
    ("neck03", "neck02", (0, 0, 1.55)),
    ("head", "neck03", (0, 0, 1.6)),
    *(
        bone
        for side, x in (("L", 1), ("R", -1))
        for bone in (
            (f"upperleg01.{side}", "root", (0.1 * x, 0, 1.0)),
            (f"lowerleg01.{side}", f"upperleg01.{side}", (0.1 * x, 0, 0.55)),
            (f"foot.{side}", f"lowerleg01.{side}", (0.1 * x, 0, 0.1)),
            (f"upperarm01.{side}", "spine01", (0.18 * x, 0, 1.45)),
            (f"lowerarm01.{side}", f"upperarm01.{side}", (0.38 * x, 0, 1.25)),
            (f"wrist.{side}", f"lowerarm01.{side}", (0.55 * x, -0.05, 1.08)),
            (f"finger3-1.{side}", f"wrist.{side}", (0.6 * x, -0.07, 1.02)),
        )
    ),
]


def stick_figure() -> Skeleton:
    names = [name for name, _, _ in BONES]
    parents = [-1 if parent is None else names.index(parent) for _, parent, _ in BONES]
    return Skeleton(tuple(names), tuple(parents), np.array([head for *_, head in BONES], dtype=float))
