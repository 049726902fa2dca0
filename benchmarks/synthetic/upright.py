"""Upright exercises as they are meant and otherwise, which `benchmarks.reps` needs beside `takes`.

Lunges, backward bends, squats and rises whose trunk tips, rises that go aside, bows whose knees bend. People,
rooms, lights and cameras are drawn as in `takes`, of other bodies; how far they go, and how far they depart
from what is meant, is drawn from ranges that reach across every limit of the library.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.synthetic.moves import Posture
from benchmarks.synthetic.takes import HOLD_S, SEED, Movement, Picture, Take, takes_of

FIRST_BODY = 200
"""Other people than those of `takes.all_takes`."""
SIDE_PLAN = (("lunge", 18), ("backward_bend", 9), ("squat", 7), ("sit_to_stand", 7), ("bend_hips", 6))
FRONT_PLAN = (("sit_to_stand", 7),)
"""How many takes of each movement, from the side and from the front."""
DEPARTING = 3
"""Of every five takes of a movement so many depart from what is meant, by more or by less."""
IN_STEP = 3
"""Every third lunge comes into the picture already in its long step; the others step from feet together."""
FAST_SHARE, ALWAYS_FAST = 1 / 3, 3
FAST_S, CALM_S = (0.8, 1.45), (1.5, 4.2)
"""How long a repetition takes; a third, and every fourth, is faster than every exercise asks for."""
FAST_RATE, CALM_RATE = 20, 10
"""Frames a second, of the fast ones and of the others: half of the pictures, as from a slow laptop."""
TOGETHER_S, STEP_S = 0.8, 0.9
"""Of who steps: for how long the feet are still together, and how long the step takes."""


@dataclass(frozen=True)
class Lunge(Movement):
    """Sinking in a long step.

    Attributes
    ----------
    leads : str
        ``L`` or ``R``: the foot ahead.
    step, sink : float
        Between the ankles along the floor, and how far the hips sink, in shares of a leg's length.
    trunk : float
        How far the trunk tips forward, degrees.
    """

    leads: str = "L"
    step: float = 0.9
    sink: float = 0.25
    trunk: float = 0.0


@dataclass(frozen=True)
class RiseAside(Movement):
    """Rising from a chair while the body goes aside.

    Attributes
    ----------
    legs, trunk : float
        How far legs and trunk lean to the person's right, degrees; the pelvis stays level.
    kept : float
        Share of it that is still there when standing.
    """

    legs: float = 0.0
    trunk: float = 0.0
    kept: float = 0.0


@dataclass(frozen=True)
class Stepping(Picture):
    """A picture of the step into a lunge: 0 is feet together, 1 the long step."""

    step: float = 1.0


@dataclass(frozen=True)
class UprightTake(Take):
    """A take that may begin with a step, for ``lead_s`` seconds, before the person keeps still."""

    lead_s: float = 0.0
    frames_per_s: int = FAST_RATE

    @property
    def rate(self) -> int:
        """Frames a second."""
        return self.frames_per_s

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture that has to be drawn, those of the step last."""
        steps = self._steps
        return (*super().pictures, *(Stepping(0.0, 0.0, 0.0, number / steps) for number in range(steps)))

    @property
    def timeline(self) -> tuple[int, ...]:
        """For each frame, the number of the picture it shows."""
        first = len(super().pictures)
        together = round(self.lead_s * self.rate) - self._steps
        lead = [first] * together + [first + number for number in range(self._steps)]
        return (*lead, *super().timeline)

    @property
    def _steps(self) -> int:
        return round(STEP_S * self.rate) if self.lead_s else 0


def upright_takes(seed: int = SEED) -> tuple[UprightTake, ...]:
    """List every take of the set, each of another person."""
    plan = [
        (name, front, number)
        for front, part in ((False, SIDE_PLAN), (True, FRONT_PLAN))
        for name, times in part
        for number in range(times)
    ]
    return tuple(
        _take(FIRST_BODY + order, name, number, seed, front=front)
        for order, (name, front, number) in enumerate(plan)
    )


def _take(body: int, name: str, number: int, seed: int, *, front: bool) -> UprightTake:
    rng = np.random.default_rng([seed, body, 1])
    # Any standing take of that body has a camera that sees all of somebody who stands.
    plain = next(take for take in takes_of(body, seed) if (take.view == "front") == front)
    departs = number % 5 < DEPARTING
    movement = _aside(rng, departs) if front else _movement(rng, name, plain.view, departs)
    fast = rng.random() < FAST_SHARE or number % 4 == ALWAYS_FAST
    (low, high), rate = (FAST_S, FAST_RATE) if fast else (CALM_S, CALM_RATE)
    steps = isinstance(movement, Lunge) and number % IN_STEP != 0
    kept = {part: getattr(plain, part) for part in ("look", "habit", "room", "light", "camera", "view")}
    return UprightTake(
        id=f"u{body - FIRST_BODY:02d}_{plain.view}_{name}",
        body=body,
        **kept,
        movement=movement,
        hold_s=HOLD_S,
        repetition_s=float(rng.uniform(low, high)),
        seed=int(rng.integers(1_000_000)),
        lead_s=TOGETHER_S + STEP_S if steps else 0.0,
        frames_per_s=rate,
    )


def _movement(rng: np.random.Generator, name: str, view: str, departs: bool) -> Movement:
    def between(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    match name:
        case "lunge":
            # The leg nearer to the camera leads, as the exercise asks; now and then the other one.
            near, far = ("L", "R") if view == "left" else ("R", "L")
            leads = near if rng.random() < 0.8 else far
            trunk = between(4, 38) if departs else between(0, 8)
            return Lunge(name, leads=leads, step=between(0.78, 1.0), sink=between(0.17, 0.34), trunk=trunk)
        case "backward_bend":
            trunk = between(-28, -9)
            knees = between(5, 40) if departs else between(0, 8)
            return Movement(name, Posture(trunk, 0, 1.1 * trunk, knees, 0.4 * trunk))
        case "squat":
            trunk = between(38, 74) if departs else between(25, 45)
            return Movement(name, Posture(trunk, 0, between(0, 10), between(58, 100), -8))
        case "sit_to_stand":
            # A depth of 1 leans by 45 degrees before the seat is left.
            return Movement(name, depth=between(1.25, 1.9) if departs else between(0.6, 1.0))
        case _:
            knees = between(12, 48) if departs else between(2, 14)
            return Movement(name, Posture(between(38, 75), 0, between(0, 6), knees, -6))


def _aside(rng: np.random.Generator, departs: bool) -> RiseAside:
    sign = float(rng.choice([-1, 1]))
    legs, trunk = (rng.uniform(1, 9), rng.uniform(-2, 7)) if departs else (rng.uniform(0, 1), 0.0)
    return RiseAside(
        "sit_to_stand",
        depth=float(rng.uniform(0.6, 1.1)),
        legs=float(sign * legs),
        trunk=float(sign * trunk),
        kept=float(rng.uniform(0, 1)),
    )
