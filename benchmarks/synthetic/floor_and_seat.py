"""Bird dogs, seated kicks, rocking and bridges, as meant and faulty: for `benchmarks.reps`, beside `takes`.

People are others than those of `takes`, drawn in the same way, and so are rooms, lights and cameras. Each
makes the four movements once. How far they go, how long they stay there and what their back does is drawn
from ranges; which range is dealt from a shuffled pack, so that every kind is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.synthetic.floor_postures import BIRD_DOG, BRIDGE, ROCKING, SEATED_KICK, Shaped
from benchmarks.synthetic.ground import Lines
from benchmarks.synthetic.limbs import LEFT, RIGHT
from benchmarks.synthetic.spread import random_look
from benchmarks.synthetic.takes import (
    FRAMES_PER_S,
    HOLD_S,
    LIGHTS,
    LONGEST_M,
    ROOMS,
    SEED,
    SWAY_FRAMES,
    SWAY_PICTURES,
    Picture,
    Take,
    draw_azimuth,
    draw_camera,
    draw_habit,
)

PEOPLE = 16
FIRST_BODY = 200
"""Bodies of `takes` are numbered from 0, those with a bystander from 100."""
BIRD_DOG_M = 2.4
"""Length of somebody who reaches, from hand to foot."""

Range = tuple[float, float]

QUIET, NEAR, MOVES = (0.0, 2.0), (3.0, 10.0), (11.0, 18.0)
"""How far a trunk's line leaves its place, degrees (P): limits are 7 and 5, the stated error 3.9."""
BRIEF, DOUBTFUL, LONG = (0.0, 0.4), (0.8, 2.2), (3.0, 4.5)
"""Seconds that the turning point is held (P), beside the two and three seconds that are asked for."""
LINE, NEAR_LINE, ARCH = (0.65, 0.95), (0.95, 1.2), (1.2, 1.45)
"""Depths of a bridge (P): up to a line from shoulders to knees, about there, and 15 to 35 degrees beyond."""
SLOW, QUICK = (2.4, 5.0), (1.0, 1.9)
"""Seconds out and back (P), beside the two that a kick has to last."""


@dataclass(frozen=True)
class HeldTake(Take):
    """A take whose turning point is held for a while; ``held_s`` is for how long."""

    held_s: float = 0.0

    @property
    def held_frames(self) -> int:
        """Frames at the turning point beside the one in which it is reached."""
        return round(self.held_s * FRAMES_PER_S)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture that has to be drawn: at the turning point somebody sways as in the stillness."""
        plain = super().pictures
        if not self.held_frames:
            return plain
        step_s = SWAY_FRAMES / FRAMES_PER_S
        return (*plain, *(Picture(number * step_s, 1.0, 0.0) for number in range(1, SWAY_PICTURES)))

    @property
    def timeline(self) -> tuple[int, ...]:
        """For each frame, the number of the picture it shows."""
        plain = super().timeline
        turn = self.hold_frames + self._steps_out
        top = SWAY_PICTURES - 1 + self._steps_out
        swing = [*range(SWAY_PICTURES), *range(SWAY_PICTURES - 2, 0, -1)]
        held = [top + swing[(frame // SWAY_FRAMES) % len(swing)] for frame in range(self.held_frames)]
        return (*plain[:turn], *held, *plain[turn:])


def floor_and_seat_takes(seed: int = SEED, people: int = PEOPLE) -> tuple[HeldTake, ...]:
    """List every take of the set, in the order of the people."""
    packs = np.random.default_rng([seed, 3000])
    dealt = {
        BIRD_DOG: (
            _deal(packs, ((QUIET, 6), (NEAR, 3), (MOVES, 7))),
            _deal(packs, ((BRIEF, 6), (DOUBTFUL, 3), (LONG, 7))),
        ),
        SEATED_KICK: (
            _deal(packs, (((0.0, 1.0), 6), (NEAR, 3), (MOVES, 7))),
            _deal(packs, ((SLOW, 9), (QUICK, 7))),
        ),
        ROCKING: (
            _deal(packs, ((QUIET, 6), (NEAR, 3), (MOVES, 7))),
            _deal(packs, ((SLOW, 10), (QUICK, 6))),
        ),
        BRIDGE: (
            _deal(packs, ((LINE, 8), (NEAR_LINE, 3), (ARCH, 5))),
            _deal(packs, ((BRIEF, 6), (DOUBTFUL, 3), (LONG, 7))),
        ),
    }
    return tuple(
        _take(seed, number, move, (first[number], second[number]))
        for number in range(people)
        for move, (first, second) in dealt.items()
    )


def _deal(rng: np.random.Generator, kinds: Sequence[tuple[Range, int]]) -> list[float]:
    """Draw one number for each person: a range from a shuffled pack, and where in it."""
    pack = [limits for limits, cards in kinds for _ in range(cards)]
    order = rng.permutation(len(pack))
    return [float(rng.uniform(*pack[card])) for card in order]


def _take(seed: int, number: int, move: str, dealt: tuple[float, float]) -> HeldTake:
    whose = np.random.default_rng([seed, 3001, number])
    look = random_look(whose, "male" if number % 2 else "female")
    habit = draw_habit(whose)
    tucked, loose = bool(whose.random() < 0.5), whose.random() < 1 / 3
    moves = (BIRD_DOG, SEATED_KICK, ROCKING, BRIDGE)
    rng = np.random.default_rng([seed, 3002, number, moves.index(move)])
    view = "left" if rng.random() < 0.5 else "right"
    movement, repetition_s, held_s = _movement(rng, move, dealt)
    longest_m = BIRD_DOG_M if move == BIRD_DOG else LONGEST_M
    return HeldTake(
        id=f"f{number:02d}_{view}_{move}",
        body=FIRST_BODY + number,
        look=replace(
            look,
            loose_m=float(rng.uniform(0.015, 0.04)) if loose else 0.0,
            loose_seed=int(rng.integers(1000)),
        ),
        habit=habit,
        room=int(rng.integers(len(ROOMS))),
        light=LIGHTS[int(rng.integers(len(LIGHTS)))],
        camera=draw_camera(rng, draw_azimuth(rng, view), move, longest_m),
        view=view,
        movement=replace(movement, near=LEFT if view == "left" else RIGHT, tucked=tucked),
        hold_s=HOLD_S,
        repetition_s=repetition_s,
        seed=int(rng.integers(1_000_000)),
        held_s=held_s,
    )


def _movement(rng: np.random.Generator, move: str, dealt: tuple[float, float]) -> tuple[Shaped, float, float]:
    """Draw a movement, the seconds out and back, and the seconds at its turning point."""

    def between(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    first, second = dealt
    match move:
        case "bird_dog":
            # Hands and knees stay: a chest can sink far, but rise only as far as the arms are long.
            sign = -1.0 if first < 6.0 and rng.random() < 0.4 else 1.0
            depth = between(0.4, 0.55) if rng.random() < 0.2 else between(0.75, 1.0)
            shaped = Shaped(move, depth=depth, trunk=sign * first, lumbar=between(-18, 6))
            return shaped, between(2.0, 4.5), second
        case "seated_kick":
            sign = 1.0 if rng.random() < 0.2 else -1.0
            start = Lines(trunk=between(-8, 4), thigh=between(-89, -83), shank=between(0, 14))
            depth = between(0.4, 0.7) if rng.random() < 0.25 else between(0.7, 1.0)
            shaped = Shaped(move, depth=depth, trunk=sign * first, lumbar=between(0, 10), start=start)
            return shaped, second, 0.0
        case "four_point":
            sign = 1.0 if rng.random() < 0.5 else -1.0
            shaped = Shaped(move, depth=between(0.65, 1.0), trunk=sign * first, lumbar=between(-4, 16))
            return shaped, second, 0.0
        case _:
            lumbar = -30.0 * max(first - 1.0, 0.0)
            return Shaped(move, depth=first, lumbar=lumbar), between(1.6, 4.5), second
