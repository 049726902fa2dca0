"""What the accuracy benchmark films: people, rooms, lights, cameras, movements. Pure data from a seed.

A take begins with the person keeping still, then shows one repetition out and back. Only what differs is
drawn: the stillness is six pictures of sway played back and forth, and the way back shows the pictures of the
way out in reverse. `Take.timeline` says which picture is shown in which frame.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from benchmarks.synthetic.body import Look
from benchmarks.synthetic.moves import Posture
from benchmarks.synthetic.room import Camera, Decor, Furniture
from benchmarks.synthetic.spread import random_look
from benchmarks.synthetic.stance import Habit

FRAMES_PER_S = 20
"""What the live loop reaches on two cores (docs/measurements.md, "Speed")."""

BODIES = 60
SEED = 11
SWAY_PICTURES = 6
SWAY_FRAMES = 4
"""Frames that each picture of the stillness is shown for: the sway moves five times a second."""
AFTER_S = 0.4
HOLD_S, LONG_HOLD_S = 3.5, 5.0
TALLEST_M, LONGEST_M = 1.92, 1.9

SIDE_MOVES = ("squat", "sit_to_stand", "bend", "bridge", "four_point")
FRONT_MOVES = ("side_bend", "rotation", "side_bend", "squat", "side_bend", "bend")
OBLIQUE_MOVES = ("bend", "side_bend", "squat")
BEND_STYLES = ("hips", "back", "mixed")
GROUND_MOVES = ("sit_to_stand", "bridge", "four_point")
FLOOR_MOVES = ("bridge", "four_point", "bird_dog")


@dataclass(frozen=True)
class Light:
    """How a room is lit.

    Attributes
    ----------
    name : str
        ``weak``, ``normal``, ``strong`` or ``backlit``.
    ambient, front, lamp : float
        Light from everywhere, from the camera's side, from a lamp above it.
    behind : float
        Light from behind the person, seen on their rim.
    gain : float
        Of the finished picture.
    room : float
        Gain of everything but the people: a backlit room is bright while the person is dark.
    """

    name: str
    ambient: float
    front: float
    lamp: float
    behind: float = 0.0
    gain: float = 1.0
    room: float = 1.0


LIGHTS = (
    Light("weak", 0.3, 1.0, 5.0, gain=0.5),
    Light("normal", 0.3, 1.5, 9.0),
    Light("strong", 0.3, 2.3, 13.0, gain=1.05),
    Light("backlit", 0.2, 0.25, 0.6, behind=3.0, room=1.2),
)

ROOMS = (
    Decor(
        wall=(221, 212, 196),
        floor=(168, 138, 108),
        furniture=(
            Furniture(-1.95, 0.9, 0, 0.75, (150, 112, 80)),
            Furniture(-1.95, 0.3, 0.9, 1.2, (188, 70, 62)),
            Furniture(-0.9, 0.55, 1.25, 1.7, (120, 142, 150)),
            Furniture(0.8, 0.4, 1.5, 1.9, (72, 92, 74)),
            Furniture(1.1, 0.5, 0, 0.42, (196, 184, 164)),
            Furniture(1.9, 0.8, 0, 1.9, (92, 70, 56)),
            Furniture(2.8, 0.6, 0, 0.8, (58, 76, 104)),
            Furniture(-2.9, 0.5, 0, 1.5, (70, 110, 84)),
        ),
    ),
    Decor(
        wall=(186, 198, 206),
        floor=(112, 106, 102),
        furniture=(
            Furniture(-2.3, 0.9, 0, 2.0, (206, 204, 198)),
            Furniture(-2.3, 0.8, 0.3, 0.55, (142, 60, 54)),
            Furniture(-2.3, 0.8, 0.8, 1.05, (58, 86, 120)),
            Furniture(-2.3, 0.8, 1.3, 1.6, (198, 170, 92)),
            Furniture(-1.1, 0.7, 0, 0.55, (88, 92, 106)),
            Furniture(0.0, 1.0, 1.2, 1.95, (238, 238, 232)),
            Furniture(1.3, 0.9, 0, 0.74, (128, 96, 66)),
            Furniture(1.2, 0.5, 0.85, 1.15, (34, 36, 42)),
            Furniture(2.4, 0.5, 0, 1.3, (160, 150, 136)),
        ),
    ),
    Decor(
        wall=(168, 132, 112),
        floor=(150, 132, 110),
        furniture=(
            Furniture(-1.6, 1.4, 0, 0.5, (214, 206, 196)),
            Furniture(-1.9, 0.5, 0.52, 0.7, (232, 228, 222)),
            Furniture(-0.4, 0.35, 0, 1.1, (60, 58, 62)),
            Furniture(0.9, 0.6, 1.1, 1.9, (222, 214, 190)),
            Furniture(0.9, 0.48, 1.16, 1.84, (96, 128, 148)),
            Furniture(1.8, 1.0, 0, 1.0, (112, 78, 54)),
            Furniture(1.6, 0.3, 1.01, 1.35, (206, 190, 90)),
            Furniture(2.7, 0.5, 0, 1.7, (66, 92, 70)),
        ),
    ),
)


@dataclass(frozen=True)
class Movement:
    """One repetition.

    Attributes
    ----------
    name : str
        ``bend_hips``, ``bend_back``, ``bend_mixed``, ``side_bend``, ``rotation``, ``squat``,
        ``sit_to_stand``, ``bridge``, ``four_point`` or ``still``.
    peak : Posture
        Of a standing movement.
    depth : float
        Of a movement on chair or floor, 0 to 1.
    """

    name: str
    peak: Posture = field(default_factory=Posture)
    depth: float = 0.0

    @property
    def on_ground(self) -> bool:
        """Whether it is made on a chair or on the floor (`ground`) instead of standing (`stance`)."""
        return self.name in GROUND_MOVES


@dataclass(frozen=True)
class Bystander:
    """Somebody else in the room.

    Attributes
    ----------
    kind : str
        ``walks`` across behind the person, ``stands`` there from the start, or ``poster`` on the wall.
    look : Look
        What they look like.
    scale : float
        Their size against an adult's.
    behind_m, aside_m : float
        Where: further from the camera than the person, and to the right in the picture (when standing).
    speed_m_s : float
        Of walking, plus to the right in the picture.
    """

    kind: str
    look: Look
    scale: float
    behind_m: float
    aside_m: float
    speed_m_s: float = 0.0


@dataclass(frozen=True)
class Picture:
    """What one picture shows: a moment of the sway, a share of the movement, and the time for bystanders."""

    sway_s: float
    share: float
    time_s: float


@dataclass(frozen=True)
class Take:
    """One take; ``view`` is ``left``, ``right``, ``front`` or ``oblique``."""

    id: str
    body: int
    look: Look
    habit: Habit
    room: int
    light: Light
    camera: Camera
    view: str
    movement: Movement
    hold_s: float
    repetition_s: float
    seed: int
    bystander: Bystander | None = None

    @property
    def rate(self) -> int:
        """Frames a second."""
        return FRAMES_PER_S

    @property
    def hold_frames(self) -> int:
        """Frames of stillness at the start."""
        return round(self.hold_s * self.rate)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture that has to be drawn."""
        if self.bystander is not None and self.bystander.kind == "walks":
            plain = replace(self, bystander=None)
            shown = [plain.pictures[number] for number in plain.timeline]
            return tuple(replace(picture, time_s=frame / self.rate) for frame, picture in enumerate(shown))
        step_s = SWAY_FRAMES / FRAMES_PER_S
        still = [Picture(number * step_s, 0.0, 0.0) for number in range(SWAY_PICTURES)]
        steps = self._steps_out
        return (*still, *(Picture(0.0, step / steps, 0.0) for step in range(1, steps + 1)))

    @property
    def timeline(self) -> tuple[int, ...]:
        """For each frame, the number of the picture it shows."""
        if self.bystander is not None and self.bystander.kind == "walks":
            return tuple(range(len(replace(self, bystander=None).timeline)))
        swing = [*range(SWAY_PICTURES), *range(SWAY_PICTURES - 2, 0, -1)]
        # Counted from the end, so that the stillness ends where the movement begins.
        back = [swing[(frame // self._sway_frames) % len(swing)] for frame in range(self.hold_frames)]
        out = [SWAY_PICTURES - 1 + step for step in range(1, self._steps_out + 1)]
        after = [0] * round(AFTER_S * self.rate)
        return (*reversed(back), *out, *out[-2::-1], *after)

    @property
    def _steps_out(self) -> int:
        return round(self.repetition_s / 2 * self.rate)

    @property
    def _sway_frames(self) -> int:
        return round(SWAY_FRAMES * self.rate / FRAMES_PER_S)


def all_takes(seed: int = SEED, bodies: int = BODIES) -> tuple[Take, ...]:
    """List every take with one person in view, in the order of the bodies."""
    return tuple(take for body in range(bodies) for take in takes_of(body, seed))


def takes_of(body: int, seed: int = SEED) -> tuple[Take, ...]:
    """Plan the takes of one body: side, front, side, and for every other body oblique."""
    rng = np.random.default_rng([seed, body])
    look = random_look(rng, "male" if body % 2 else "female")
    habit = draw_habit(rng)
    plans = [
        ("side", "bend", LONG_HOLD_S),
        ("front", FRONT_MOVES[body % len(FRONT_MOVES)], LONG_HOLD_S),
        ("side", SIDE_MOVES[body % len(SIDE_MOVES)], HOLD_S),
    ]
    if body % 2 == 0:
        plans.append(("oblique", OBLIQUE_MOVES[(body // 2) % len(OBLIQUE_MOVES)], HOLD_S))
    takes = []
    for number, (view, move, hold_s) in enumerate(plans):
        style = BEND_STYLES[(body + number) % len(BEND_STYLES)]
        movement = _movement(rng, f"{move}_{style}" if move == "bend" else move)
        if view == "side":
            view = "left" if rng.random() < 0.5 else "right"
        loose = float(rng.uniform(0.015, 0.04)) if rng.random() < 1 / 3 else 0.0
        takes.append(
            Take(
                id=f"b{body:02d}_{number}_{view}_{movement.name}",
                body=body,
                look=replace(look, loose_m=loose, loose_seed=int(rng.integers(1000))),
                habit=habit,
                room=int(rng.integers(len(ROOMS))),
                light=LIGHTS[int(rng.integers(len(LIGHTS)))],
                camera=draw_camera(rng, draw_azimuth(rng, view), movement.name),
                view=view,
                movement=movement,
                hold_s=hold_s,
                repetition_s=float(rng.uniform(1.0, 5.0)),
                seed=int(rng.integers(1_000_000)),
            )
        )
    return tuple(takes)


def bystander_takes(seed: int = SEED) -> tuple[Take, ...]:
    """List the takes with somebody else in the room: eight, four from the side and four from the front."""
    kinds = ("walks", "walks", "stands", "walks", "poster", "walks", "stands", "walks")
    takes = []
    for number, kind in enumerate(kinds):
        rng = np.random.default_rng([seed, 1000 + number])
        look = random_look(rng, "male" if number % 2 else "female")
        view, move = (
            (("left", "bend_hips") if number % 4 else ("right", "bend_mixed"))
            if number % 2 == 0
            else (
                "front",
                "squat",
            )
        )
        aside_m = float(rng.choice([-1, 1]) * rng.uniform(0.75, 0.95))
        other = Bystander(
            kind=kind,
            look=random_look(rng, "female" if number % 2 else "male"),
            scale={"walks": 0.88, "stands": 0.9, "poster": 0.55}[kind],
            behind_m={"walks": 1.1, "stands": 0.7, "poster": 2.05}[kind],
            aside_m=aside_m,
            speed_m_s=float(rng.choice([-1, 1]) * rng.uniform(0.8, 1.1)) if kind == "walks" else 0.0,
        )
        camera = draw_camera(rng, {"left": 90.0, "right": -90.0, "front": 0.0}[view], move)
        takes.append(
            Take(
                id=f"x{number}_{kind}_{view}_{move}",
                body=100 + number,
                look=look,
                habit=draw_habit(rng),
                room=number % len(ROOMS),
                light=LIGHTS[1],
                camera=replace(camera, roll_deg=0.0),
                view=view,
                movement=_movement(rng, move),
                hold_s=HOLD_S,
                repetition_s=float(rng.uniform(2.5, 4.0)),
                seed=int(rng.integers(1_000_000)),
                bystander=other,
            )
        )
    return tuple(takes)


def draw_habit(rng: np.random.Generator) -> Habit:
    """Draw how somebody holds arms and feet."""
    return Habit(
        arm_out=float(rng.uniform(8, 18)),
        elbow=float(rng.uniform(8, 28)),
        arm_hang=float(rng.uniform(0.6, 1.0)),
        feet_together=float(rng.uniform(0, 4)),
    )


def draw_azimuth(rng: np.random.Generator, view: str) -> float:
    """People never stand quite square to the camera: 6 deg to either side; oblique is 35 to 55."""
    if view == "oblique":
        return float(rng.choice([-1, 1]) * rng.uniform(35, 55))
    return {"front": 0.0, "left": 90.0, "right": -90.0}[view] + float(rng.uniform(-6, 6))


def draw_camera(
    rng: np.random.Generator, azimuth_deg: float, move: str, longest_m: float = LONGEST_M
) -> Camera:
    """Draw a camera that sees the whole body, aimed at its middle within a few centimetres."""
    across = move in FLOOR_MOVES
    top_m = 1.0 if across else TALLEST_M
    for _ in range(1000):
        fov_deg, height_m = float(rng.uniform(45, 75)), float(rng.uniform(0.4, 1.6))
        distance_m = float(rng.uniform(1.8, 3.5))
        up, down = (float(np.arctan((z - height_m) / distance_m)) for z in (top_m, 0.0))
        half = np.tan(np.radians(fov_deg) / 2)
        if up - down > 0.92 * np.radians(fov_deg) or (
            across and 0.92 * 2 * distance_m * half * 4 / 3 < longest_m
        ):
            continue
        target_m = height_m + distance_m * float(np.tan((up + down) / 2)) + float(rng.uniform(-0.03, 0.03))
        roll_deg = float(rng.uniform(-8, 8))
        return Camera(azimuth_deg, distance_m, height_m, fov_deg, target_m, roll_deg)
    raise RuntimeError("no camera of the stated ranges sees the whole body")


def _movement(rng: np.random.Generator, name: str) -> Movement:
    def between(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    sign = float(rng.choice([-1, 1]))
    match name:
        case "bend_hips":
            return Movement(name, Posture(between(30, 80), 0, between(0, 6), between(2, 14), -6))
        case "bend_back":
            trunk = between(30, 65)
            return Movement(name, Posture(trunk, 0, between(0.55, 0.75) * trunk, between(0, 8), 0.25 * trunk))
        case "bend_mixed":
            trunk = between(35, 80)
            return Movement(name, Posture(trunk, 0, between(0.2, 0.4) * trunk, between(3, 25), 0.1 * trunk))
        case "side_bend":
            return Movement(name, Posture(trunk_lateral=sign * between(12, 32)))
        case "rotation":
            return Movement(name, Posture(trunk_rotation=sign * between(15, 45)))
        case "squat":
            knee = between(45, 100)
            return Movement(name, Posture(between(0.35, 0.5) * knee, 0, between(0, 10), knee, -8))
        case _:
            return Movement(name, depth=between(0.65, 1.0))
