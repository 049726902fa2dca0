"""Side bends with hips that hitch: what `benchmarks.reps faults` needs beside the side bends as meant.

People, cameras, rooms and lights are those of `takes`; how far they bend and hitch is drawn anew.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.synthetic.moves import Posture
from benchmarks.synthetic.takes import FRONT_MOVES, SEED, Movement, Take, takes_of

TAKES = 24
LIFT_DEG = (10.0, 16.0)
"""How far the pelvis tips (P): from just beyond the limit of 8 to twice of it; both feet stay down."""
BEND_DEG = (12.0, 32.0)
REPETITION_S = (1.5, 5.0)
_FIRST = 2000


def hitched_takes(seed: int = SEED, takes: int = TAKES) -> tuple[Take, ...]:
    """List side bends in which one side of the pelvis comes up, either side, by more and by less."""
    bodies = [body for body in range(3 * takes) if FRONT_MOVES[body % len(FRONT_MOVES)] == "side_bend"]
    return tuple(_hitched(number, body, seed) for number, body in enumerate(bodies[:takes]))


def _hitched(number: int, body: int, seed: int) -> Take:
    rng = np.random.default_rng([seed, _FIRST + number])
    (plain,) = (take for take in takes_of(body, seed) if take.view == "front")
    bend, lift = (float(rng.choice([-1, 1]) * rng.uniform(*limits)) for limits in (BEND_DEG, LIFT_DEG))
    return replace(
        plain,
        id=f"h{number:02d}_front_side_bend",
        movement=Movement("side_bend", Posture(trunk_lateral=bend, pelvis_obliquity=lift)),
        repetition_s=float(rng.uniform(*REPETITION_S)),
        seed=int(rng.integers(1_000_000)),
    )
