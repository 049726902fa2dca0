"""What the spread of stills holds: many bodies, clothes, rooms, views and postures. Pure data from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.synthetic.body import Colour, Look, Wear
from benchmarks.synthetic.moves import Posture
from benchmarks.synthetic.room import Camera, Decor, Furniture
from benchmarks.synthetic.stance import Habit

AZIMUTHS_DEG = (0, *(s * a for s in (1, -1) for a in (30, 45, 60, 75, 90, 105, 120, 135, 150)), 180)
SUITS = {
    "male": ("male_casualsuit01", "male_casualsuit04"),
    "female": ("female_casualsuit01", "female_sportsuit01"),
}
HAIR = {"male": "short02", "female": "ponytail01"}
SKINS: tuple[Colour, ...] = ((236, 196, 168), (214, 165, 130), (186, 134, 98), (141, 96, 68), (98, 66, 48))
HAIR_COLOURS: tuple[Colour, ...] = ((35, 28, 24), (70, 46, 28), (120, 84, 48), (150, 146, 140))


@dataclass(frozen=True)
class Still:
    """One picture to take; ``move`` names the posture, angles as in ``truth``."""

    move: str
    azimuth_deg: float
    posture: Posture


@dataclass(frozen=True)
class Sitting:
    """One person in one room before one camera, and the pictures to take of them."""

    number: int
    look: Look
    habit: Habit
    decor: Decor
    camera: Camera
    stills: tuple[Still, ...]


def sitting(number: int, seed: int) -> Sitting:
    """Plan the ``number``-th person of a spread; the same numbers always give the same pictures."""
    rng = np.random.default_rng([seed, number])
    return Sitting(
        number=number,
        look=random_look(rng, "male" if number % 2 else "female"),
        habit=Habit(
            arm_out=float(rng.uniform(8, 18)),
            elbow=float(rng.uniform(8, 28)),
            arm_hang=float(rng.uniform(0.6, 1.0)),
            feet_together=float(rng.uniform(0, 4)),
        ),
        decor=random_decor(rng),
        camera=Camera(
            distance_m=float(rng.uniform(2.6, 3.4)),
            height_m=float(rng.uniform(0.6, 1.3)),
            field_of_view_deg=float(rng.uniform(46, 56)),
        ),
        stills=tuple(stills(rng)),
    )


def random_look(rng: np.random.Generator, sex: str) -> Look:
    """Draw up an adult: height about 1.55 to 1.88 m, thin to heavy, in clothes of any colour."""
    low, high = (0.28, 0.46) if sex == "male" else (0.3, 0.5)
    shape = {
        "gender": float(rng.uniform(0.0, 0.15) if sex == "male" else rng.uniform(0.85, 1.0)),
        "age": float(rng.uniform(0.68, 0.95)),
        "weight": float(rng.uniform(0.35, 0.85)),
        "muscle": float(rng.uniform(0.35, 0.7)),
        "height": float(rng.uniform(low, high)),
        "proportions": float(rng.uniform(0.3, 0.8)),
    }
    suit, trousers = str(rng.choice(SUITS[sex])), _colour(rng, 20, 200)
    garments = (
        Wear(suit, _colour(rng, 30, 225), trousers),
        Wear("shoes01", trousers, _colour(rng, 20, 120)),
        Wear(HAIR[sex], _pick(rng, HAIR_COLOURS)),
    )
    return Look(shape, _pick(rng, SKINS), garments)


def random_decor(rng: np.random.Generator) -> Decor:
    """Draw up a light wall, a floor, and up to four things at the wall, some of them hung on it."""
    wall = int(rng.integers(150, 235))
    tint = rng.integers(-14, 15, 3)
    floor = int(rng.integers(80, 175))
    furniture = []
    for _ in range(int(rng.integers(0, 5))):
        bottom = float(rng.choice([0.0, rng.uniform(1.1, 1.5)]))
        height = float(rng.uniform(0.3, 0.7) if bottom else rng.uniform(0.4, 1.6))
        middle, width = float(rng.uniform(-2.2, 2.2)), float(rng.uniform(0.3, 1.0))
        furniture.append(Furniture(middle, width, bottom, bottom + height, _colour(rng, 40, 220)))
    red, green, blue = (int(c) for c in wall + tint)
    return Decor(
        wall=(red, green, blue),
        floor=(floor + 10, floor - 4, floor - 20),
        furniture=tuple(furniture),
        light=float(rng.uniform(0.8, 2.4)),
    )


def stills(rng: np.random.Generator) -> Iterator[Still]:
    """Quiet standing all around, bows from both sides, side bends from the front."""
    for azimuth in AZIMUTHS_DEG:
        yield Still("neutral", azimuth, Posture())
    for azimuth in (90, -90):
        for trunk in (20, 40, 60, 75):
            back = float(rng.uniform(0, 4))
            yield Still("bow_as_meant", azimuth, Posture(trunk, 0, back, float(rng.uniform(3, 10)), -5))
            share = float(rng.uniform(0.5, 0.65))
            posture = Posture(trunk, 0, share * trunk, float(rng.uniform(0, 8)), 0.2 * trunk)
            yield Still("bow_rounded_back", azimuth, posture)
        for trunk in (40, 60):
            back = float(rng.uniform(0, 4))
            yield Still("bow_bent_knees", azimuth, Posture(trunk, 0, back, float(rng.uniform(32, 45)), -5))
    for lateral in (-30, -20, -10, 10, 20, 30):
        yield Still("side_bend", 0, Posture(trunk_lateral=lateral))


def _colour(rng: np.random.Generator, low: int, high: int) -> Colour:
    red, green, blue = (int(c) for c in rng.integers(low, high, 3))
    return red, green, blue


def _pick(rng: np.random.Generator, colours: tuple[Colour, ...]) -> Colour:
    return colours[int(rng.integers(len(colours)))]
