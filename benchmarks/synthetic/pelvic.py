"""People whose pelvis is judged: bodies, clothes, rooms and light that no estimator was trained on.

Drawn and seen by the same means as the training set (`models.training`), from other plans.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.synthetic.body import Look, Wear
from benchmarks.synthetic.takes import LIGHTS, ROOMS
from models.training.figure import BodyPose
from models.training.frontal import hitch, side_bend, small_lean, turn
from models.training.people import draw_camera, draw_look
from models.training.plan import Session
from models.training.postures import around, bow, draw_neutral, jitter, lean, small_asides, squat, with_arms

SEED = 77
NEUTRALS = 3
SUIT, JACKET = "female_casualsuit01", "male_casualsuit01"
GROUPS = {"upright": 36, "bends": 30, "seated": 24, "jacket": 30, "front": 36}
"""Sessions of each group. ``upright``: the pelvis rolls under a still trunk, with the person's own two ends;
``bends``: bows, squats, a trunk that leans; ``seated``: both on a chair; ``jacket``: both in a loose jacket;
``front``: hitches, side bends and turns."""
FIRST_NUMBER = 100_000


@dataclass(frozen=True)
class Judged:
    """A session of the test set, and what each of its pictures shows."""

    session: Session
    group: str
    moves: tuple[str, ...]


def all_judged() -> list[Judged]:
    """Plan every session of the test set."""
    names = [group for group, count in GROUPS.items() for _ in range(count)]
    return [judged(number, group) for number, group in enumerate(names)]


def judged(number: int, group: str) -> Judged:
    """Plan the ``number``-th session."""
    rng = np.random.default_rng([SEED, number])
    kind = {"seated": "side_seated", "front": "front_standing"}.get(group, "side_standing")
    look, _ = draw_look(rng)
    camera = draw_camera(rng, kind)
    if group == "front":
        camera = replace(camera, azimuth_deg=float(rng.uniform(-9, 9)))
    else:
        camera = replace(camera, azimuth_deg=float(rng.choice([-90, 90])) + float(rng.uniform(-9, 9)))
    neutral = replace(draw_neutral(rng, kind), arms="on_thighs" if group == "seated" else "hanging")
    if group == "upright":  # whoever rolls the pelvis keeps the arms where they are
        neutral = with_arms(rng, neutral)
    shots = [("neutral", replace(neutral, arms_off=jitter(rng))) for _ in range(NEUTRALS)]
    shots += {
        "upright": _upright,
        "bends": _bends,
        "seated": _seated,
        "jacket": lambda rng, zero: [*_upright(rng, zero)[:7], *_bends(rng, zero)[:5]],
        "front": _front,
    }[group](rng, neutral)
    session = Session(
        number=FIRST_NUMBER + number,
        kind=kind,
        look=dressed(rng, look, JACKET if group == "jacket" else SUIT),
        cloth=None,
        decor=ROOMS[int(rng.integers(len(ROOMS)))],
        light=LIGHTS[int(rng.integers(len(LIGHTS) - 1))],
        camera=camera,
        poses=tuple(pose for _, pose in shots),
        seed=int(rng.integers(1_000_000)),
    )
    return Judged(session, group, tuple(move for move, _ in shots))


def dressed(rng: np.random.Generator, look: Look, suit: str) -> Look:
    """Put on one of the suits that no estimator was trained on; of the plain one every third is loose."""
    shirt, trousers = (tuple(int(c) for c in rng.integers(25, 220, 3)) for _ in range(2))
    others = tuple(wear for wear in look.garments if "suit" not in wear.name)
    garment = Wear(suit, (shirt[0], shirt[1], shirt[2]), (trousers[0], trousers[1], trousers[2]))
    loose = float(rng.uniform(0.01, 0.03)) if suit == SUIT and rng.random() < 1 / 3 else 0.0
    return replace(look, garments=(garment, *others), loose_m=loose, loose_seed=int(rng.integers(1000)))


def _upright(rng: np.random.Generator, zero: BodyPose) -> list[tuple[str, BodyPose]]:
    """Give the two ends of a person's own range, then places between them."""
    back, front = float(rng.uniform(-22, -9)), float(rng.uniform(9, 22))
    with_it = float(rng.uniform(0.85, 1.05))
    places = [back, front, *rng.uniform(back, front, 10).tolist()]
    poses = []
    for deg in places:
        small = small_asides(rng, zero)
        poses.append(
            replace(
                small,
                pelvis_tilt=zero.pelvis_tilt + deg,
                lumbar_flexion=zero.lumbar_flexion - with_it * deg + float(rng.normal(0, 1.5)),
                knee=zero.knee + float(rng.uniform(0, 12)),
                head=0.0,
                arms=zero.arms,
                arms_off=tuple(a + b for a, b in zip(zero.arms_off, jitter(rng, 0.03), strict=True)),
            )
        )
    return [("end_back", poses[0]), ("end_front", poses[1]), *(("tilt", pose) for pose in poses[2:])]


def _bends(rng: np.random.Generator, zero: BodyPose) -> list[tuple[str, BodyPose]]:
    shots = []
    for number in range(12):
        move = ("bow", "squat", "lean", "bow")[number % 4]
        small = small_asides(rng, zero)
        pose = {"bow": bow, "lean": lean}.get(move, lambda rng, small: squat(rng, small, ()))(rng, small)
        shots.append((move, with_arms(rng, pose)))
    return shots


def _seated(rng: np.random.Generator, zero: BodyPose) -> list[tuple[str, BodyPose]]:
    return [("seated", with_arms(rng, around(rng, zero, front=False))) for _ in range(12)]


def _front(rng: np.random.Generator, zero: BodyPose) -> list[tuple[str, BodyPose]]:
    shots = []
    for number in range(12):
        move = ("hitch", "side_bend", "hitch", "turn", "side_bend", "hitch")[number % 6]
        pose = {"hitch": hitch, "side_bend": side_bend, "turn": turn}[move](rng, small_lean(rng, zero))
        shots.append((move, with_arms(rng, pose)))
    return shots
