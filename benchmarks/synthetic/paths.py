"""Repetitions that are not told from balanced standing: a body's rotations at a share of the way, 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from benchmarks.synthetic.ground import bridge, sit_to_stand
from benchmarks.synthetic.mover import Mover
from benchmarks.synthetic.moves import Posture
from benchmarks.synthetic.positions import arms_on_floor
from benchmarks.synthetic.skeleton import Rotations

Path = Callable[[Mover, float, Posture], Rotations]
"""Of a body, the share of the way, and its sway."""


def rising(mover: Mover, share: float, sway: Posture) -> Rotations:
    """From sitting on a chair to standing before it."""
    lines = sit_to_stand(0.8)(share, mover.measures)
    return mover.lines(replace(lines, lumbar=lines.lumbar + sway.lumbar_flexion))


def lifting(mover: Mover, share: float, sway: Posture) -> Rotations:
    """From lying on the back to a line from the shoulders to the knees, the arms on the floor."""
    lines = bridge(1.0)(share, mover.measures)
    return arms_on_floor(mover, mover.lines(replace(lines, head=lines.head + sway.head_flexion)))


PATHS: dict[str, Path] = {"rising": rising, "lifting": lifting}
