"""Drawn rooms: door frames whose lean is known."""

from __future__ import annotations

import math
from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 640, 480
ALL_OVER = (-0.45, -0.38, -0.25, -0.1, 0.08, 0.22, 0.3, 0.44)
Picture = NDArray[np.uint8]


def draw_room(
    lean_deg: float,
    *,
    places: Iterable[float] = ALL_OVER,
    fan_deg: float = 0.0,
    clutter: int = 0,
    noise: float = 3.0,
    seed: int = 0,
) -> Picture:
    """Door frames of a room whose up leans to the right of the picture by `lean_deg`.

    `places` are shares of the picture's width from its middle; edges fan out by `fan_deg` at the borders of
    the picture, as they do for a camera that looks up or down; `clutter` is a number of random lines.
    """
    chance = np.random.default_rng(seed)
    image = np.full((HEIGHT, WIDTH, 3), 150, np.uint8)
    for index, place in enumerate(places):
        lean = math.radians(lean_deg + fan_deg * place / 0.5)
        x, y = WIDTH * (0.5 + place), HEIGHT * chance.uniform(0.4, 0.6)
        ends = [
            (round((x + side * reach * math.sin(lean)) * 16), round((y - side * reach * math.cos(lean)) * 16))
            for side, reach in ((-1, 150.0), (1, 150.0))
        ]
        cv2.line(image, *ends, (60 + 20 * (index % 3),) * 3, 6, cv2.LINE_AA, 4)
    for _ in range(clutter):
        (x, y), turn, reach = chance.uniform(0, 1, 2) * (WIDTH, HEIGHT), chance.uniform(0, 6.3), 25
        one = (round(x - reach * math.cos(turn)), round(y - reach * math.sin(turn)))
        other = (round(x + reach * math.cos(turn)), round(y + reach * math.sin(turn)))
        cv2.line(image, one, other, (int(chance.integers(40, 240)),) * 3, 2, cv2.LINE_AA)
    return np.clip(image + chance.normal(0, noise, image.shape), 0, 255).astype(np.uint8)
