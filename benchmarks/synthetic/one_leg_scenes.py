"""Who stands on one leg when, and what else they do that is none: pure data from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from benchmarks.synthetic.body import Look
from benchmarks.synthetic.moves import minimum_jerk
from benchmarks.synthetic.one_leg import Balance, Lift
from benchmarks.synthetic.room import Camera
from benchmarks.synthetic.spread import random_look
from benchmarks.synthetic.stance import Habit
from benchmarks.synthetic.takes import LIGHTS, Light

SEED, PEOPLE = 31, 6
FRAMES_PER_S = 10
SWAY_PICTURES, SWAY_FRAMES = 8, 2
STANDS, LIFTS_LEFT, LIFTS_RIGHT = "stands", "lifts the left foot", "lifts the right foot"
SHIFTS, MARCHES, TAPS = "shifts the weight", "walks on the spot", "lifts a heel"
DROPS, LEANS = "hip drops", "trunk leans"
STEPS_PER_S = 1.8
# The foot leaves the floor when most of the weight is over the other one, and comes back before it.
_SHIFTED_BY, _LIFTS_FROM = 0.65, 0.3
_FULL_SHIFT = 0.92


@dataclass(frozen=True)
class Moment:
    """What one frame shows; two moments that differ only in what they are called look the same."""

    act: str = field(compare=False)
    balance: Balance
    sway: int


@dataclass(frozen=True)
class Step:
    """A part of a script: another balance is taken up within some seconds."""

    act: str
    lasts_s: float
    to: Balance
    march: float = 0.0


@dataclass(frozen=True)
class Scene:
    """One person before the camera; as in `everyday.Scene`."""

    id: str
    body: int
    look: Look
    habit: Habit
    lift: Lift
    room: int
    light: Light
    camera: Camera
    heading_deg: float
    steps: tuple[Step, ...]
    seed: int
    view: str = "front"

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every frame."""
        return tuple(_moments(self.steps))

    @property
    def pictures(self) -> tuple[Moment, ...]:
        """Every moment that has to be drawn."""
        return tuple(dict.fromkeys(self.moments))

    @property
    def timeline(self) -> tuple[int, ...]:
        """For each frame, the number of the picture that shows it."""
        number = {moment: index for index, moment in enumerate(self.pictures)}
        return tuple(number[moment] for moment in self.moments)

    @property
    def acts(self) -> tuple[tuple[float, str], ...]:
        """When each act begins, in seconds, and its name."""
        found: list[tuple[float, str]] = []
        for frame, moment in enumerate(self.moments):
            if not found or found[-1][1] != moment.act:
                found.append((frame / FRAMES_PER_S, moment.act))
        return tuple(found)


def scenes(seed: int = SEED, people: int = PEOPLE) -> tuple[Scene, ...]:
    """Plan every scene: the same ones every time for a seed."""
    return tuple(_scene(number, seed) for number in range(people))


def _scene(number: int, seed: int) -> Scene:
    rng = np.random.default_rng([seed, number])
    look = random_look(rng, "male" if number % 2 else "female")
    thigh = float(rng.uniform(8, 45))
    return Scene(
        id=f"one_leg{number}",
        body=300 + number,
        look=look,
        habit=Habit(
            arm_out=float(rng.uniform(8, 16)),
            elbow=float(rng.uniform(8, 24)),
            feet_together=float(rng.uniform(0, 3)),
        ),
        lift=Lift(thigh, float(thigh + rng.uniform(22, 38))),
        room=number % 3,
        light=(LIGHTS[1], LIGHTS[0], LIGHTS[2], LIGHTS[1], LIGHTS[3], LIGHTS[2])[number % 6],
        camera=Camera(
            azimuth_deg=0.0,
            distance_m=float(rng.uniform(2.4, 3.4)),
            height_m=float(rng.uniform(0.6, 1.4)),
            field_of_view_deg=float(rng.uniform(50, 58)),
            target_height_m=0.88,
            roll_deg=float(rng.uniform(-4, 4)),
        ),
        heading_deg=float(rng.uniform(-10, 10)),
        steps=tuple(_steps(rng)),
        seed=seed + number,
    )


def _steps(rng: np.random.Generator) -> Iterator[Step]:
    def between(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    hike = between(-1.5, 3.5)
    sway = between(-2.5, 2.5)
    still = Step(STANDS, 4.6, Balance())
    yield still
    for hold_s, fault in ((10.5, ""), (between(2.5, 5.0), ""), (4.0, DROPS)):
        yield from _stand(True, hold_s, hike, sway, fault, between(0.8, 1.6), between(0.8, 1.4))
    for shift in (-0.8, 0.8, -0.6):
        yield Step(SHIFTS, between(0.8, 1.2), Balance(shift=shift, lateral=4 * shift))
        yield Step(SHIFTS, between(0.4, 1.0), Balance(shift=shift, lateral=4 * shift))
    yield Step(SHIFTS, 0.8, Balance())
    yield replace(still, lasts_s=1.0)
    for hold_s, fault in ((10.5, ""), (between(2.5, 5.0), ""), (4.0, LEANS)):
        yield from _stand(False, hold_s, hike, sway, fault, between(0.8, 1.6), between(0.8, 1.4))
    yield Step(MARCHES, between(4.0, 5.0), Balance(), march=between(0.5, 0.9))
    yield replace(still, lasts_s=1.0)
    for tap in (Balance(shift=-0.3, right=0.12), Balance(shift=0.3, left=0.12)):
        yield Step(TAPS, 0.7, tap)
        yield Step(TAPS, 1.2, tap)
        yield Step(TAPS, 0.7, Balance())
    yield replace(still, lasts_s=1.4)


def _stand(
    right: bool, hold_s: float, hike: float, sway: float, fault: str, out_s: float, back_s: float
) -> Iterator[Step]:
    """Lift one foot, hold, and set it down."""
    sign = -1.0 if right else 1.0  # the weight goes to the other side
    act = LIFTS_RIGHT if right else LIFTS_LEFT
    # Plus is the right side of the pelvis higher, and the trunk to the right.
    obliquity = -sign * (-9.0 if fault == DROPS else hike)
    lateral = sign * (11.0 if fault == LEANS else sway)
    lifted = Balance(sign * _FULL_SHIFT, float(not right), float(right), obliquity, lateral)
    named = f"{act}, {fault}" if fault else act
    yield Step(named, out_s, lifted)
    yield Step(named, hold_s, lifted)
    yield Step(named, back_s, Balance())
    yield Step(STANDS, 1.2, Balance())


def _moments(steps: tuple[Step, ...]) -> Iterator[Moment]:
    swing = [*range(SWAY_PICTURES), *range(SWAY_PICTURES - 2, 0, -1)]
    before, frame = Balance(), 0
    for step in steps:
        count = max(1, round(step.lasts_s * FRAMES_PER_S))
        for number in range(1, count + 1):
            balance = _on_the_way(before, step.to, number / count)
            if step.march:
                balance = _marching(step.march, number, count)
            yield Moment(step.act, balance, swing[(frame // SWAY_FRAMES) % len(swing)])
            frame += 1
        before = step.to


def _on_the_way(before: Balance, to: Balance, share: float) -> Balance:
    up = max(to.left, to.right) > max(before.left, before.right)
    down = max(to.left, to.right) < max(before.left, before.right)
    weight = minimum_jerk(share / _SHIFTED_BY if up else share)
    foot = minimum_jerk((share - _LIFTS_FROM) / (1 - _LIFTS_FROM) if up else share)
    if down:
        weight = minimum_jerk((share - (1 - _SHIFTED_BY)) / _SHIFTED_BY)
        foot = minimum_jerk(share / (1 - _LIFTS_FROM))

    def at(one: float, other: float, way: float) -> float:
        return round(one + way * (other - one), 4)

    return Balance(
        at(before.shift, to.shift, weight),
        at(before.left, to.left, foot),
        at(before.right, to.right, foot),
        at(before.obliquity, to.obliquity, foot),
        at(before.lateral, to.lateral, weight),
    )


def _marching(height: float, number: int, count: int) -> Balance:
    """Feet in turn, in whole steps: it begins and ends with both on the floor."""
    steps = max(2, round(count / FRAMES_PER_S * STEPS_PER_S))
    phase = float(np.sin(np.pi * steps * number / count))
    left, right = (round(height * max(0.0, one), 4) for one in (phase, -phase))
    return Balance(round(0.5 * (left - right), 4), left, right)
