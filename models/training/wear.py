"""Clothes made by moving the skin outward along its normals: loose shirts, hems, trousers, waistbands."""

from __future__ import annotations

import numpy as np

from benchmarks.synthetic.body import MeshPart
from benchmarks.synthetic.garments import IntArray, stand_off
from benchmarks.synthetic.skeleton import FloatArray
from models.training.people import Cloth

# Around the neck and past the wrists and ankles is skin, as shares of the body's height.
_NECK, _ANKLE = 0.83, 0.06


class Tailor:
    """Cuts one set of clothes for one resting body.

    Parameters
    ----------
    skin : (v, 3) array
        The resting body, metres, z up.
    triangles : (m, 3) int array
        Of the body part that is drawn.
    cloth : Cloth
        What to cut.
    hip_m, knee_m : float
        Heights of the joints at rest.
    """

    def __init__(
        self, skin: FloatArray, triangles: IntArray, cloth: Cloth, hip_m: float, knee_m: float
    ) -> None:
        self._triangles, self._cloth = triangles, cloth
        foot, height = float(skin[:, 2].min()), float(np.ptp(skin[:, 2]))
        up = (skin[:, 2] - foot) / height
        hem_m = hip_m - cloth.hem * (hip_m - knee_m)
        # Arms hang away from the body at rest: what lies far out and high belongs to them.
        arm = np.abs(skin[:, 0] - np.median(skin[:, 0])) > 0.135 * height
        arm &= skin[:, 2] > hip_m - 0.05
        waves = _waves(skin, cloth.seed)
        shirt = (skin[:, 2] > hem_m) & (up < _NECK)
        trousers = (skin[:, 2] < hip_m + 0.12) & (up > _ANKLE) & ~shirt
        # A shirt hangs from shoulders and chest: it stands off more, the lower it gets.
        fall = np.clip((_NECK - up) / 0.25, 0.15, 1.0)
        by = np.where(shirt, cloth.shirt_m * fall * waves * np.where(arm, 0.35, 1.0), 0.0)
        by = np.where(trousers, cloth.trousers_m * (0.4 + 0.6 * waves), by)
        band = np.abs(skin[:, 2] - (hip_m + 0.08)) < 0.025
        self._by = by + np.where(band & ~arm, cloth.waistband_m, 0.0)
        self._shirt, self._trousers = shirt, trousers

    def dress(self, part: MeshPart) -> MeshPart:
        """Give a posed body its clothes."""
        by = np.zeros(len(part.vertices))
        by[: len(self._by)] = self._by
        colours = part.colours.copy()
        colours[: len(self._by)][self._trousers] = self._cloth.trousers
        colours[: len(self._by)][self._shirt] = self._cloth.shirt
        return MeshPart(stand_off(part.vertices, part.triangles, by), part.triangles, colours)


def _waves(skin: FloatArray, seed: int) -> FloatArray:
    """Smooth folds (v,) from 0 to 1 over the resting skin."""
    rng = np.random.default_rng(seed)
    directions = rng.normal(0.0, 5.0, (4, 3))
    phases = rng.uniform(0.0, 2 * np.pi, 4)
    return np.asarray(np.clip(0.55 + 0.9 * np.sin(skin @ directions.T + phases).mean(axis=1), 0.0, 1.0))
