"""What people do at home in the `everyday` pictures, chore by chore."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.synthetic.acts import (
    FACING,
    LEAVES,
    PHONE,
    PICKS_LOW,
    PICKS_MIDDLE,
    RISES,
    SHELF,
    SIDE_ON,
    SIT_PHONE,
    SITS,
    SITS_DOWN,
    SITS_STILL,
    STOOPS,
    TABLE,
    TURNS_ROUND,
    WAITS,
    WALKS,
)
from benchmarks.synthetic.everyday import Script

MIDDLE_M = -0.1
"""How far from the camera's target people mostly walk: a little nearer."""
OUT_M = 2.9
"""Beyond the edge of the picture."""


@dataclass
class Home:
    """A person at home: the script so far, and where things are."""

    script: Script
    rng: np.random.Generator
    side: int
    chair: tuple[float, float, float]
    table: tuple[float, float]
    basket: tuple[float, float]

    def between(self, low: float, high: float) -> float:
        """Draw a number."""
        return float(self.rng.uniform(low, high))

    def does(self, act: str) -> Script:
        """Name what comes next."""
        self.script.act = act
        return self.script

    def goes(self, x_m: float, y_m: float = MIDDLE_M) -> None:
        """Walk somewhere."""
        self.does(WALKS).walk(x_m, y_m)


def stand_side_on(home: Home) -> None:
    """Stand still for four seconds, as somebody does who reads a note: the coach becomes ready."""
    script = home.does(SIDE_ON)
    script.turn(home.side * home.between(86, 94))
    script.keep(home.between(4.2, 4.8))


def face_camera(home: Home) -> None:
    """Stand still before the camera: exercises seen from the front become ready."""
    script = home.does(FACING)
    script.turn(home.between(-5, 5))
    script.keep(home.between(4.2, 4.6))


def pause_before(home: Home, heading_deg: float) -> None:
    """Stand still for a moment before something, so that the coach is ready while it is done."""
    script = home.does(SIDE_ON)
    script.turn(heading_deg)
    script.keep(home.between(4.0, 4.4))


def pace(home: Home) -> None:
    """Walk across the room and back."""
    home.goes(home.between(0.7, 1.1))
    home.goes(-home.between(0.6, 1.0), MIDDLE_M + home.between(-0.15, 0.25))


def pick_up_low(home: Home) -> None:
    """Pick something up from the floor, twice, knees bent: quickly, and a little slower."""
    home.goes(home.basket[0] - home.side * 0.5, home.basket[1])
    for down_s, hold_s, up_s in ((0.9, 0.3, 0.9), (1.2, 0.6, 1.2)):
        script = home.does(PICKS_LOW)
        script.turn(home.side * home.between(70, 95))
        script.take("down, knees bent", down_s * home.between(0.9, 1.1), hold_s)
        script.take("stand", up_s * home.between(0.9, 1.1), 0.3)
        home.does(WAITS).keep(home.between(0.5, 1.2))


def stoop(home: Home) -> None:
    """Pick something up from the floor with long legs and a round back."""
    home.goes(home.basket[0] - home.side * 0.45, home.basket[1])
    script = home.does(STOOPS)
    script.turn(home.side * home.between(75, 95))
    script.take("down, legs long", home.between(0.9, 1.3), home.between(0.2, 0.6))
    script.take("stand", home.between(0.9, 1.3), 0.4)


def pick_up_middle(home: Home) -> None:
    """Take something from a stool, and once more."""
    home.goes(home.between(-0.3, 0.3))
    script = home.does(PICKS_MIDDLE)
    script.turn(home.side * home.between(78, 96))
    for _ in range(2):
        script.take("half down", home.between(0.7, 1.0), home.between(0.3, 0.6))
        script.take("stand", home.between(0.7, 1.0), home.between(0.5, 0.9))


def reach_to_shelf(home: Home) -> None:
    """Reach up at the wall, then side-on with both hands."""
    home.goes(home.side * 0.5, 0.75)
    script = home.does(SHELF)
    script.turn(180)
    script.take("reach", home.between(0.8, 1.1), home.between(0.5, 1.0))
    script.take("stand", 0.9, 0.4)
    pause_before(home, home.side * 90.0)
    script = home.does(SHELF)
    script.take("reach both", home.between(0.8, 1.0), home.between(0.4, 0.8))
    script.take("stand", 1.0, 0.4)


def lean_on_table(home: Home) -> None:
    """Lean on the table and wipe it."""
    home.goes(home.table[0] - home.side * 0.62, home.table[1])
    script = home.does(TABLE)
    script.turn(home.side * 90)
    script.take("lean", 0.9, home.between(1.2, 2.0))
    for _ in range(2):
        script.take("wipe left", 0.6)
        script.take("wipe right", 0.6)
    script.take("stand", 0.9, 0.4)


def sit_a_while(home: Home) -> None:
    """Sit down, sit still, lean back, reach for something, answer the phone, and rise."""
    x_m, y_m, heading_deg = home.chair
    home.goes(x_m, y_m)
    pause_before(home, heading_deg)
    script = home.does(SITS_DOWN)
    script.take("sit", home.between(1.2, 1.8))
    home.does(SITS_STILL).keep(home.between(4.2, 4.6))
    script = home.does(SITS)
    script.take("sit back", 1.0, home.between(0.8, 1.5))
    script.take("sit and reach", 1.2, 0.6)
    script.take("sit", 1.0, 0.8)
    script = home.does(SIT_PHONE)
    script.take("sit, phone", 1.1, home.between(2.5, 3.5))
    script.take("sit", 0.9, 0.5)
    home.does(RISES).take("stand", home.between(1.2, 1.7), 0.4)


def sit_briefly(home: Home) -> None:
    """Sit down and rise again at once."""
    x_m, y_m, heading_deg = home.chair
    home.goes(x_m, y_m)
    pause_before(home, heading_deg)
    script = home.does(SITS_DOWN)
    script.take("sit", home.between(1.1, 1.5), 0.3)
    home.does(SITS).keep(home.between(0.8, 1.5))
    home.does(RISES).take("stand", home.between(1.1, 1.5), 0.4)


def phone(home: Home) -> None:
    """Answer the phone: a hand at the ear, weight from one leg to the other, a half turn."""
    script = home.does(PHONE)
    script.turn(home.side * home.between(70, 100))
    script.take("phone", 0.9, 0.8)
    for _ in range(2):
        script.take("phone left", 1.0, home.between(0.5, 1.2))
        script.take("phone right", 1.1, home.between(0.4, 1.0))
    script.turn(home.between(-30, 30))
    script.take("phone left", 0.9, 0.6)
    script.take("phone", 0.8, 0.4)
    script.take("stand", 0.8, 0.3)


def wait(home: Home) -> None:
    """Wait: weight to one side, a look round, weight to the other."""
    script = home.does(WAITS)
    script.take("wait left", 0.9, home.between(0.6, 1.2))
    script.take("look round", 1.0, 0.5)
    script.take("wait right", 1.0, home.between(0.6, 1.2))
    script.take("stand", 0.9, 0.3)


def turn_round(home: Home) -> None:
    """Turn round once."""
    home.does(TURNS_ROUND).turn_by(360 * home.side, home.between(2.2, 2.8))


def leave(home: Home) -> None:
    """Walk out of the picture and come back."""
    script = home.does(LEAVES)
    script.walk(home.side * OUT_M, MIDDLE_M)
    script.keep(home.between(0.8, 1.5))
    script.walk(home.between(-0.2, 0.2), MIDDLE_M)


Chore = Callable[[Home], None]
DAYS: tuple[tuple[Chore, ...], ...] = (
    (stand_side_on, phone, pick_up_low, pace, stand_side_on, pick_up_middle, sit_a_while, turn_round, wait),
    (stand_side_on, pace, stand_side_on, stoop, lean_on_table, face_camera, phone, wait, reach_to_shelf),
    (stand_side_on, pick_up_middle, sit_briefly, stand_side_on, phone, leave, stand_side_on, pick_up_low),
    (face_camera, wait, reach_to_shelf, face_camera, phone, turn_round, stand_side_on, lean_on_table, pace),
    (stand_side_on, sit_a_while, stand_side_on, turn_round, pick_up_low, stoop, leave, face_camera, pace),
)
"""What each person does, over and over until their time is up."""


def draw_day(rng: np.random.Generator) -> tuple[Chore, ...]:
    """Every chore once in a drawn order, after a stillness, and others between them."""
    stillness = (stand_side_on, stand_side_on, face_camera)
    chores = [*dict.fromkeys(chore for day in DAYS for chore in day if chore not in stillness), *stillness]
    begins = stillness[int(rng.integers(len(stillness)))]
    return (begins, *(chores[index] for index in rng.permutation(len(chores))))
