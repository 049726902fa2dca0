"""Who does what where in the `everyday` pictures: five people, two minutes each. Pure data from a seed.

The first set follows `chores.DAYS`. Every other seed gives other people, whose chores come in a drawn order.
"""

from __future__ import annotations

import numpy as np

from benchmarks.synthetic.chores import DAYS, MIDDLE_M, Chore, Home, draw_day
from benchmarks.synthetic.everyday import Scene, Script
from benchmarks.synthetic.room import Camera
from benchmarks.synthetic.spread import random_look
from benchmarks.synthetic.stance import Habit
from benchmarks.synthetic.takes import LIGHTS

SEED, HELD_OUT_SEED = 23, 71
"""Of the set that rules may be made on, and of the one that only judges them."""
LASTS_S = 120.0
PEOPLE = 5


def scenes(seed: int = SEED, lasts_s: float = LASTS_S) -> tuple[Scene, ...]:
    """Plan every scene: the same ones every time for a seed."""
    first = 0 if seed == SEED else PEOPLE
    return tuple(_scene(number, seed, lasts_s) for number in range(first, first + PEOPLE))


def _scene(number: int, seed: int, lasts_s: float) -> Scene:
    rng = np.random.default_rng([seed, number])
    look = random_look(rng, "male" if number % 2 else "female")
    habit = Habit(
        arm_out=float(rng.uniform(8, 16)),
        elbow=float(rng.uniform(8, 28)),
        arm_hang=float(rng.uniform(0.6, 1.0)),
        feet_together=float(rng.uniform(0, 4)),
    )
    side = 1 if number % 2 else -1
    chair = (-side * 0.75, 0.45, side * 90.0)
    table, basket = (side * 1.55, 0.3), (side * 0.55, MIDDLE_M - 0.35)
    start = (0.0, MIDDLE_M, side * 80.0)
    script = Script(*start)
    home = Home(script, rng, side, chair, table, basket)
    while script.lasts_s < lasts_s:
        for chore in _day(number, rng):
            chore(home)
    camera = Camera(
        azimuth_deg=0.0,
        distance_m=float(rng.uniform(3.0, 3.4)),
        height_m=float(rng.uniform(0.7, 1.3)),
        field_of_view_deg=float(rng.uniform(48, 54)),
        target_height_m=0.9,
        roll_deg=float(rng.uniform(-3, 3)),
    )
    return Scene(
        id=f"everyday{number}",
        body=200 + number,
        look=look,
        habit=habit,
        room=number % 3,
        light=(LIGHTS[1], LIGHTS[0], LIGHTS[2], LIGHTS[1], LIGHTS[3])[number % PEOPLE],
        camera=camera,
        depth=float(rng.uniform(0.9, 1.12)),
        start=start,
        steps=tuple(script.steps),
        chair=chair,
        table=table,
        basket=basket,
        lasts_s=lasts_s,
        seed=seed + number,
    )


def _day(number: int, rng: np.random.Generator) -> tuple[Chore, ...]:
    return DAYS[number] if number < len(DAYS) else draw_day(rng)
