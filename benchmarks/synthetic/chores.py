"""What people do at home in the `everyday` pictures: five people, two minutes each. Pure data from a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.synthetic.everyday import Scene, Script
from benchmarks.synthetic.room import Camera
from benchmarks.synthetic.spread import random_look
from benchmarks.synthetic.stance import Habit
from benchmarks.synthetic.takes import LIGHTS

SEED = 23
LASTS_S = 120.0
MIDDLE_M = -0.1
"""How far from the camera's target people mostly walk: a little nearer."""
OUT_M = 2.9
"""Beyond the edge of the picture."""

WALKS, TURNS_ROUND, LEAVES = "walks", "turns round", "walks out of the picture"
SIDE_ON, FACING, WAITS = "stands still, side-on", "stands still, facing", "waits"
PICKS_LOW, STOOPS = "picks up from the floor, knees bent", "picks up from the floor, legs long"
PICKS_MIDDLE = "picks up from knee height"
SHELF, TABLE = "reaches to a shelf", "leans on a table"
SITS_DOWN, SITS, SITS_STILL, RISES = "sits down", "sits and moves", "sits still", "rises"
PHONE, SIT_PHONE = "on the phone", "on the phone, seated"
ACTS = (
    WALKS,
    TURNS_ROUND,
    LEAVES,
    SIDE_ON,
    FACING,
    WAITS,
    PICKS_LOW,
    STOOPS,
    PICKS_MIDDLE,
    SHELF,
    TABLE,
    SITS_DOWN,
    SITS,
    SITS_STILL,
    RISES,
    PHONE,
    SIT_PHONE,
)


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


def scenes(seed: int = SEED, lasts_s: float = LASTS_S) -> tuple[Scene, ...]:
    """Plan every scene: the same ones every time for a seed."""
    return tuple(_scene(number, seed, lasts_s) for number in range(len(DAYS)))


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
        for chore in DAYS[number]:
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
        light=(LIGHTS[1], LIGHTS[0], LIGHTS[2], LIGHTS[1], LIGHTS[3])[number],
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
