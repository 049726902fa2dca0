"""Slow rises from a chair, seen from the side, whose trunk tips far forward for long, or surely does not.

The upright set holds rises that tip too shortly, or by too little, to be clear (`benchmarks.reps.truth`).
Here all but the lean is drawn alike for both kinds, so nothing else tells them apart: people, rooms, lights
and cameras as in `takes`, of other bodies, how slow they are, from when until when the trunk leans most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.synthetic.ground import Path, sit_to_stand
from benchmarks.synthetic.takes import HOLD_S, SEED, Movement, takes_of
from benchmarks.synthetic.upright import CALM_RATE, UprightTake

FIRST_BODY = 300
"""Other people than those of `takes.all_takes`, `upright` and `floor_and_seat`."""
PEOPLE = 26
TIPS_DEG, AS_MEANT_DEG = (67.0, 88.0), (28.0, 55.0)
"""How far the trunk leans (P): the limit is 60, and the stated error 3.9."""
REPETITION_S = (5.5, 7.5)
LEANED_BY, KEPT_FOR = (0.3, 0.45), (0.1, 0.35)
"""Shares of the way: when the lean is there (the seat is left at 0.4), and how long it stays."""
FULL_LEAN_DEG = 45.0
"""What a depth of 1 leans by."""


@dataclass(frozen=True)
class SlowRise(Movement):
    """Rising from a chair; the trunk leans most from ``leaned_by`` to ``kept_until``, shares of the way."""

    leaned_by: float = 0.45
    kept_until: float = 0.45

    @property
    def path(self) -> Path:
        """The way from sitting to standing."""
        return sit_to_stand(self.depth, self.leaned_by, self.kept_until)


def slow_rises(seed: int = SEED) -> tuple[UprightTake, ...]:
    """List every take of the set, each of another person; half of them, women and men, tip."""
    return tuple(_take(number, seed) for number in range(PEOPLE))


def _take(number: int, seed: int) -> UprightTake:
    body = FIRST_BODY + number
    rng = np.random.default_rng([seed, body, 1])
    # Any side take of that body has a camera that sees all of somebody who stands.
    plain = next(take for take in takes_of(body, seed) if take.view in ("left", "right"))
    # Bodies are of women and men by turns.
    lean_deg = rng.uniform(*(TIPS_DEG if number % 4 in (0, 3) else AS_MEANT_DEG))
    leaned_by = rng.uniform(*LEANED_BY)
    kept = {part: getattr(plain, part) for part in ("look", "habit", "room", "light", "camera", "view")}
    return UprightTake(
        id=f"r{number:02d}_{plain.view}_sit_to_stand",
        body=body,
        **kept,
        movement=SlowRise(
            "sit_to_stand",
            depth=float(lean_deg / FULL_LEAN_DEG),
            leaned_by=float(leaned_by),
            kept_until=float(leaned_by + rng.uniform(*KEPT_FOR)),
        ),
        hold_s=HOLD_S,
        repetition_s=float(rng.uniform(*REPETITION_S)),
        seed=int(rng.integers(1_000_000)),
        frames_per_s=CALM_RATE,
    )
