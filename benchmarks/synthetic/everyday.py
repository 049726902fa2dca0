"""Everyday life as data: which posture a person is in, and where, at every moment of a script.

A `Script` is told act by act; `moments` turns it into one `Moment` for each frame. What differs between two
moments is drawn anew, what is the same is drawn once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.synthetic.body import Look
from benchmarks.synthetic.moves import minimum_jerk
from benchmarks.synthetic.room import Camera
from benchmarks.synthetic.stance import Habit
from benchmarks.synthetic.takes import SWAY_PICTURES, Light

FRAMES_PER_S = 8
"""The least at which the coach measures a repetition (`vision.quality`)."""
SWAY_FRAMES = 2
WALK_M_S = 1.0
CYCLES_PER_S = 0.9
_EASE_FRAMES = 3
_TURN_STEPS = 0.35
"""How much of a walking step the legs make when somebody turns on the spot."""
_LEAST_TURN_DEG = 15.0


@dataclass(frozen=True)
class Moment:
    """What one frame shows.

    Attributes
    ----------
    act : str
        What goes on, in words; two moments that differ in nothing else look the same.
    before, pose, share
        On the way from one posture of `everyday_body` to another, 0 to 1.
    x_m, y_m : float
        Where the ankles are: to the right in the picture, away from the camera.
    heading_deg : float
        0 faces the camera, 90 faces right in the picture.
    gait, phase : float
        How much of a walking step is made, 0 to 1, and where in it, in cycles.
    sway : int
        Which of the pictures of sway.
    """

    act: str = field(compare=False)
    before: str
    pose: str
    share: float
    x_m: float
    y_m: float
    heading_deg: float
    gait: float
    phase: float
    sway: int


@dataclass(frozen=True)
class Step:
    """A part of a script: something changes within some seconds; None is left as it is."""

    act: str
    lasts_s: float
    pose: str | None = None
    to: tuple[float, float] | None = None
    heading_deg: float | None = None
    gait: float = 0.0


class Script:
    """Gathers what a person does, act by act. ``act`` names what is going on from then on."""

    def __init__(self, x_m: float, y_m: float, heading_deg: float) -> None:
        self.start = (x_m, y_m, heading_deg)
        self.steps: list[Step] = []
        self._at, self._heading_deg = (x_m, y_m), heading_deg
        self.act = "stands"

    @property
    def lasts_s(self) -> float:
        """Seconds told so far."""
        return sum(step.lasts_s for step in self.steps)

    def keep(self, lasts_s: float) -> None:
        """Stay as one is."""
        self.steps.append(Step(self.act, lasts_s))

    def take(self, pose: str, move_s: float, hold_s: float = 0.0) -> None:
        """Go into a posture, and stay in it."""
        self.steps.append(Step(self.act, move_s, pose))
        if hold_s:
            self.keep(hold_s)

    def turn(self, heading_deg: float, lasts_s: float | None = None) -> None:
        """Turn on the spot, the shorter way."""
        by_deg = (heading_deg - self._heading_deg + 180) % 360 - 180
        if abs(by_deg) < _LEAST_TURN_DEG and lasts_s is None:
            return
        self.turn_by(by_deg, lasts_s or 0.4 + abs(by_deg) / 150)

    def turn_by(self, by_deg: float, lasts_s: float) -> None:
        """Turn on the spot, as far and as long as is said."""
        self._heading_deg += by_deg
        self.steps.append(Step(self.act, lasts_s, heading_deg=self._heading_deg, gait=_TURN_STEPS))

    def walk(self, x_m: float, y_m: float) -> None:
        """Turn there and walk there."""
        east, north = x_m - self._at[0], y_m - self._at[1]
        far_m = float(np.hypot(east, north))
        if far_m < 0.1:
            return
        self.turn(float(np.degrees(np.arctan2(east, -north))))
        self._at = (x_m, y_m)
        self.steps.append(Step(self.act, far_m / WALK_M_S + 0.4, to=self._at, gait=1.0))


@dataclass(frozen=True)
class Scene:
    """One person in one room for a while.

    Attributes
    ----------
    id : str
        Its name.
    body : int
        Number of the person.
    look, habit, room, light, camera
        As in a take; the camera always looks along the room.
    depth : float
        How far this person goes into every standing posture, against another.
    start : tuple of float
        Where: x, y in metres, heading in degrees.
    steps : tuple of Step
        What they do.
    chair, table : tuple of float
        Where the ankles of somebody who sits are, and the middle of the table: x, y in metres; the chair also
        has a heading.
    basket : tuple of float
        Where the basket stands on the floor.
    lasts_s : float
        After which it ends, in the middle of whatever goes on.
    """

    id: str
    body: int
    look: Look
    habit: Habit
    room: int
    light: Light
    camera: Camera
    depth: float
    start: tuple[float, float, float]
    steps: tuple[Step, ...]
    chair: tuple[float, float, float]
    table: tuple[float, float]
    basket: tuple[float, float]
    lasts_s: float
    seed: int

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every frame."""
        frames = round(self.lasts_s * FRAMES_PER_S)
        return tuple(moments(self.start, self.steps))[:frames]

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


def moments(start: tuple[float, float, float], steps: Sequence[Step]) -> Iterator[Moment]:
    """Give one moment for each frame of a script."""
    swing = [*range(SWAY_PICTURES), *range(SWAY_PICTURES - 2, 0, -1)]
    x_m, y_m, heading_deg = start
    pose, frame, cycles = "stand", 0, 0.0
    for step in steps:
        to_x, to_y = step.to or (x_m, y_m)
        to_deg = heading_deg if step.heading_deg is None else step.heading_deg
        to_pose = step.pose or pose
        count = max(1, round(step.lasts_s * FRAMES_PER_S))
        for number in range(1, count + 1):
            share = minimum_jerk(number / count)
            # Walking keeps its speed; everything else starts and ends softly.
            along = number / count if step.to else share
            gait = step.gait * min(1.0, number / _EASE_FRAMES, (count - number) / _EASE_FRAMES)
            cycles = cycles + CYCLES_PER_S / FRAMES_PER_S if step.gait else 0.0
            yield Moment(
                step.act,
                pose if to_pose != pose and number < count else to_pose,
                to_pose,
                round(share, 4) if to_pose != pose and number < count else 1.0,
                round(x_m + along * (to_x - x_m), 4),
                round(y_m + along * (to_y - y_m), 4),
                round((heading_deg + share * (to_deg - heading_deg)) % 360, 2),
                round(gait, 3),
                round(cycles % 1, 4) if gait else 0.0,
                swing[(frame // SWAY_FRAMES) % len(swing)],
            )
            frame += 1
        x_m, y_m, heading_deg, pose = to_x, to_y, to_deg, to_pose
