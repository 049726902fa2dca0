"""People who roll or hitch the pelvis: for the pelvic tilt and the pelvic clock of `benchmarks.reps`.

Pure data from a seed. Bodies, suits, rooms and light are drawn as those of `pelvic`: no estimator was trained
on them. A take holds stillness, and the ways from there to some postures and back, each on its own: a script
goes from one to the other as it likes (`benchmarks.reps.pelvis_streams`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from benchmarks.synthetic.body import Look
from benchmarks.synthetic.moves import Sway, minimum_jerk
from benchmarks.synthetic.pelvic import JACKET, SUIT, dressed
from benchmarks.synthetic.room import Camera
from benchmarks.synthetic.takes import FRAMES_PER_S, LIGHTS, ROOMS, SWAY_FRAMES, SWAY_PICTURES, Light
from models.training.figure import BodyPose
from models.training.frontal import knee_for
from models.training.people import draw_camera, draw_look, uniform
from models.training.postures import draw_neutral, jitter

SEED = 505
GROUPS = {"standing": 22, "seated": 8, "front": 16}
"""Takes of each group, one person each: rolls seen from the side, standing and on a chair; hitches."""
JACKET_EVERY = 8
HOLD_S = 3.6
MOST_PICTURES = 14
"""Of one way: each is shown for two or three frames."""
WAY_S = (0.8, 1.8)
"""From neutral to an end, as filmed (P): all round in 3.2 to 7.2 seconds."""
ROLL_DEG, HITCH_DEG = (6.0, 22.0), (5.5, 13.0)
"""To one end of the own range (P): from little more than the least that is learned to what few reach."""
LEAN_DEG = (9.0, 18.0)
"""Of a chest that leans, where 5 is allowed (P)."""
MINUS, PLUS, LEANING, TRUNK = "minus", "plus", "leaning", "trunk"

_FIELDS = [one.name for one in fields(BodyPose) if isinstance(one.default, float)]


@dataclass(frozen=True)
class Way:
    """From neutral to a posture and back.

    Attributes
    ----------
    name : str
        `MINUS` or `PLUS`, with `LEANING` behind it where the trunk leans; `TRUNK` where only that moves.
    end : BodyPose
        Where it turns round.
    lasts_s : float
        How long it takes there, and as long back.
    """

    name: str
    end: BodyPose
    lasts_s: float

    @property
    def frames(self) -> int:
        """From neutral to the end."""
        return round(self.lasts_s * FRAMES_PER_S)

    @property
    def pictures(self) -> int:
        """How many are drawn of the way out."""
        return min(MOST_PICTURES, self.frames // 2)


@dataclass(frozen=True)
class RollTake:
    """One person before one camera; ``view`` is ``left``, ``right`` or ``front``."""

    id: str
    body: int
    group: str
    look: Look
    room: int
    light: Light
    camera: Camera
    view: str
    neutral: BodyPose
    ways: tuple[Way, ...]
    seed: int

    @property
    def seated(self) -> bool:
        """Whether there is a chair."""
        return self.group == "seated"

    @property
    def hold_frames(self) -> int:
        """Frames of stillness at the start."""
        return round(HOLD_S * FRAMES_PER_S)

    @property
    def poses(self) -> tuple[BodyPose, ...]:
        """Every picture that has to be drawn: sway first, then each way out."""
        return (*self._swaying(), *(pose for way in self.ways for pose in self._along(way)))

    @property
    def timeline(self) -> tuple[int, ...]:
        """For each frame, the number of the picture it shows."""
        swing = [*range(SWAY_PICTURES), *range(SWAY_PICTURES - 2, 0, -1)]
        # Counted from the end, so that the stillness ends where the first way begins.
        back = [swing[(frame // SWAY_FRAMES) % len(swing)] for frame in range(self.hold_frames)]
        shown, first = back[::-1], SWAY_PICTURES - 1
        for way in self.ways:
            # The nearest one: shown early as often as late.
            steps = np.rint(np.arange(1, way.frames + 1) * way.pictures / way.frames).astype(int)
            out = [first + step if step else 0 for step in steps.tolist()]
            shown += [*out, *out[-2::-1], 0]
            first += way.pictures
        return tuple(shown)

    @property
    def starts(self) -> tuple[int, ...]:
        """The last still frame before each way."""
        at, found = self.hold_frames - 1, []
        for way in self.ways:
            found.append(at)
            at += 2 * way.frames
        return tuple(found)

    def _swaying(self) -> Iterator[BodyPose]:
        back, roll, hitch = (Sway(self.seed + number) for number in range(3))
        for number in range(SWAY_PICTURES):
            time_s = number * SWAY_FRAMES / FRAMES_PER_S
            yield replace(
                self.neutral,
                lumbar_flexion=self.neutral.lumbar_flexion + back.at(time_s).lumbar_flexion,
                lumbar_lateral=self.neutral.lumbar_lateral + back.at(time_s).trunk_lateral,
                pelvis_tilt=self.neutral.pelvis_tilt + roll.at(time_s).lumbar_flexion,
                pelvis_obliquity=self.neutral.pelvis_obliquity + hitch.at(time_s).trunk_lateral,
            )

    def _along(self, way: Way) -> Iterator[BodyPose]:
        for step in range(1, way.pictures + 1):
            yield between(self.neutral, way.end, minimum_jerk(step / way.pictures))


def between(one: BodyPose, other: BodyPose, share: float) -> BodyPose:
    """Go a share of the way from one posture to another; thighs and arms are those of the first."""
    moved = {name: (1 - share) * getattr(one, name) + share * getattr(other, name) for name in _FIELDS}
    return replace(one, **moved)


def roll_takes(seed: int = SEED) -> tuple[RollTake, ...]:
    """List every take, group by group."""
    groups = [group for group, count in GROUPS.items() for _ in range(count)]
    return tuple(_take(number, group, seed) for number, group in enumerate(groups))


def _take(number: int, group: str, seed: int) -> RollTake:
    rng = np.random.default_rng([seed, number])
    kind = {"seated": "side_seated", "front": "front_standing"}.get(group, "side_standing")
    look, _ = draw_look(rng)
    view = "front" if group == "front" else str(rng.choice(["left", "right"]))
    aimed = {"front": 0.0, "left": 90.0, "right": -90.0}[view] + uniform(rng, -9, 9)
    neutral = replace(draw_neutral(rng, kind), arms=_arms(rng, group), arms_off=jitter(rng, 0.04))
    way_s = uniform(rng, *WAY_S)
    plain = _hitches(rng, neutral) if group == "front" else _rolls(rng, neutral, group)
    leaning = [_leaning(rng, neutral, end, group) for end in plain]
    ways = [Way(name, end, way_s) for name, end in zip((MINUS, PLUS), plain, strict=True)]
    # Some lean at one end only: at the other they move as meant.
    at = rng.choice(["minus", "plus", "both"])
    for name, end in zip((MINUS, PLUS), leaning, strict=True):
        if at in (name, "both"):
            ways.append(Way(f"{name} {LEANING}", end, way_s))
    ways.append(Way(TRUNK, _trunk(rng, neutral, group), uniform(rng, 0.6, 1.2)))
    return RollTake(
        id=f"r{number:02d}_{group}_{view}",
        body=number,
        group=group,
        look=dressed(rng, look, JACKET if number % JACKET_EVERY == JACKET_EVERY - 1 else SUIT),
        room=int(rng.integers(len(ROOMS))),
        light=LIGHTS[int(rng.integers(len(LIGHTS)))],
        camera=replace(draw_camera(rng, kind), azimuth_deg=aimed),
        view=view,
        neutral=neutral,
        ways=tuple(ways),
        seed=int(rng.integers(1_000_000)),
    )


def _arms(rng: np.random.Generator, group: str) -> str:
    """Where the arms stay; seen from the side hands on the hips would hide the waist, as the page says."""
    if group == "seated":
        return "on_thighs"
    return str(rng.choice(["hanging", "crossed", "on_hips"] if group == "front" else ["hanging", "crossed"]))


def _own(rng: np.random.Generator, limits: tuple[float, float]) -> float:
    """Draw how far somebody goes to one end; small ranges as often as large ones."""
    return float(np.exp(rng.uniform(*np.log(limits))))


def _rolls(rng: np.random.Generator, zero: BodyPose, group: str) -> list[BodyPose]:
    with_it = uniform(rng, 0.85, 1.05) if group == "standing" else uniform(rng, 0.7, 1.1)
    soft = 0.0 if group == "seated" else uniform(rng, 0, 8)
    return [
        replace(
            zero,
            pelvis_tilt=zero.pelvis_tilt + sign * deg,
            lumbar_flexion=zero.lumbar_flexion - sign * with_it * deg,
            knee=zero.knee + soft * (sign < 0),
        )
        for sign, deg in ((-1, _own(rng, ROLL_DEG)), (1, _own(rng, ROLL_DEG)))
    ]


def _hitches(rng: np.random.Generator, zero: BodyPose) -> list[BodyPose]:
    level = uniform(rng, 0.85, 1.15)
    ends = []
    for sign in (-1, 1):
        lift = sign * _own(rng, HITCH_DEG)
        ends.append(
            replace(
                zero,
                pelvis_obliquity=lift,
                lumbar_lateral=zero.lumbar_lateral + level * lift,
                knee_left_more=knee_for(lift),
            )
        )
    return ends


def _leaning(rng: np.random.Generator, zero: BodyPose, end: BodyPose, group: str) -> BodyPose:
    """Let the chest lean at an end: the way the pelvis rolls, or seen from the front to either side."""
    lean = uniform(rng, *LEAN_DEG)
    if group == "front":
        to = lean * float(rng.choice([-1, 1]))
        return replace(end, lumbar_lateral=zero.lumbar_lateral + to + end.pelvis_obliquity)
    rolled = end.pelvis_tilt - zero.pelvis_tilt
    to = lean if rolled > 0 else -0.8 * lean
    return replace(end, lumbar_flexion=zero.lumbar_flexion + to - rolled)


def _trunk(rng: np.random.Generator, zero: BodyPose, group: str) -> BodyPose:
    """Lean with the trunk alone: the pelvis stays where it is."""
    lean = uniform(rng, *LEAN_DEG)
    if group == "front":
        to = lean * float(rng.choice([-1, 1]))
        return replace(zero, lumbar_lateral=zero.lumbar_lateral + to)
    return replace(zero, lumbar_flexion=zero.lumbar_flexion + lean)
