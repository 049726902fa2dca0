"""People, clothes, light and cameras of the training set, drawn from a random generator."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.synthetic.body import Colour, Look, Wear
from benchmarks.synthetic.room import Camera
from benchmarks.synthetic.spread import HAIR, HAIR_COLOURS, SKINS
from benchmarks.synthetic.takes import Light

SUITS = ("male_casualsuit04", "female_sportsuit01")
"""Clothes of the training set; `benchmarks.accuracy` judges people in others."""
TALLEST_M = 1.92


@dataclass(frozen=True)
class Cloth:
    """Clothes made by moving the skin outward: what no garment on the shelf covers.

    Attributes
    ----------
    shirt_m, trousers_m : float
        How far they stand off at most.
    hem : float
        Where the shirt ends, as a share of the way from hip (0) to knee (1); below 0 it ends above the hip.
    waistband_m : float
        Thickness of a band around the hips.
    shirt, trousers : Colour
        Their colours.
    seed : int
        Where the folds are.
    """

    shirt_m: float
    trousers_m: float
    hem: float
    waistband_m: float
    shirt: Colour
    trousers: Colour
    seed: int


def draw_look(rng: np.random.Generator) -> tuple[Look, Cloth | None]:
    """Draw up an adult, in a suit of `SUITS` or in made-up clothes."""
    sex = "male" if rng.random() < 0.5 else "female"
    low, high = (0.28, 0.46) if sex == "male" else (0.3, 0.5)
    shape = {
        "gender": uniform(rng, 0.0, 0.2) if sex == "male" else uniform(rng, 0.8, 1.0),
        "age": uniform(rng, 0.66, 1.0),
        "weight": uniform(rng, 0.3, 0.9),
        "muscle": uniform(rng, 0.3, 0.75),
        "height": uniform(rng, low, high),
        "proportions": uniform(rng, 0.25, 0.85),
    }
    skin, trousers, shirt = SKINS[int(rng.integers(len(SKINS)))], _colour(rng, 15, 210), _colour(rng, 20, 235)
    hair = Wear(HAIR[sex], HAIR_COLOURS[int(rng.integers(len(HAIR_COLOURS)))])
    shoes = Wear("shoes01", trousers, _colour(rng, 20, 200))
    feet = (shoes,) if rng.random() < 0.7 else ()
    if rng.random() < 0.5:
        suit = Wear(SUITS[int(rng.integers(len(SUITS)))], shirt, trousers)
        loose = uniform(rng, 0.01, 0.05) if rng.random() < 0.5 else 0.0
        return Look(shape, skin, (suit, *feet, hair), loose, int(rng.integers(1000))), None
    tight = rng.random() < 0.4
    cloth = Cloth(
        shirt_m=uniform(rng, 0.002, 0.01) if tight else uniform(rng, 0.01, 0.06),
        trousers_m=uniform(rng, 0.002, 0.008) if tight else uniform(rng, 0.005, 0.04),
        hem=uniform(rng, -0.35, 0.0) if rng.random() < 0.4 else uniform(rng, 0.0, 0.45),
        waistband_m=uniform(rng, 0.0, 0.015),
        shirt=shirt,
        trousers=trousers,
        seed=int(rng.integers(1_000_000)),
    )
    return Look(shape, skin, (*feet, hair)), cloth


def _colour(rng: np.random.Generator, low: int, high: int) -> Colour:
    red, green, blue = (int(c) for c in rng.integers(low, high, 3))
    return red, green, blue


def draw_light(rng: np.random.Generator) -> Light:
    """Draw a light, one in four weak."""
    weak = rng.random() < 0.25
    return Light(
        "drawn",
        uniform(rng, 0.25, 0.4),
        uniform(rng, 0.8, 2.4),
        uniform(rng, 3.0, 13.0),
        gain=uniform(rng, 0.5, 0.75) if weak else uniform(rng, 0.85, 1.1),
    )


def draw_camera(rng: np.random.Generator, kind: str) -> Camera:
    """Draw a camera for a kind of session: never quite square to the person, rolled up to 8 degrees."""
    if kind.startswith("side"):
        azimuth = float(rng.choice([-90.0, 90.0])) + uniform(rng, -14, 14)
    else:
        azimuth = (180.0 if rng.random() < 0.2 else 0.0) + uniform(rng, -12, 12)
    floor = kind in ("side_kneeling", "side_lying")
    top_m = 1.0 if floor else 1.4 if kind.endswith("seated") else TALLEST_M
    for _ in range(2000):
        fov, height, distance = uniform(rng, 40, 70), uniform(rng, 0.4, 1.6), uniform(rng, 1.7, 3.5)
        up, down = (float(np.arctan((z - height) / distance)) for z in (top_m, 0.0))
        half = np.tan(np.radians(fov) / 2)
        wide = 2 * distance * half * 4 / 3 * 0.92
        # The whole body is in the picture and fills at least half of it: a smaller one has no pelvis to read.
        if not 0.5 < (up - down) / np.radians(fov) * (1.0 if top_m == TALLEST_M else 1.25) < 0.94:
            continue
        if floor and wide < 1.9:
            continue
        aim = height + distance * float(np.tan((up + down) / 2)) + uniform(rng, -0.05, 0.05)
        return Camera(azimuth, distance, height, fov, aim, uniform(rng, -8, 8))
    raise RuntimeError("no camera of the stated ranges sees the whole body")


def uniform(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw between two bounds."""
    return float(rng.uniform(low, high))


def normal(rng: np.random.Generator, spread: float) -> float:
    """Draw around zero."""
    return float(rng.normal(0.0, spread))
