"""One body that stands on one leg, shifts its weight, walks on the spot: bone rotations, and what is true.

The weight goes over the foot that stays before the other one leaves the floor: both legs lean together, so
that the pelvis stays level, and the trunk keeps the angle that it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from benchmarks.synthetic.moves import Sway
from benchmarks.synthetic.skeleton import FloatArray, Rotations, Skeleton, pitch, roll
from benchmarks.synthetic.stance import SEGMENT_MASSES, Habit, Stance, bent_spine
from benchmarks.synthetic.truth import absolute_angles

FOOT_LIFT = "foot_lift"
"""Right ankle above the left one, percent of a shank's length: as `vision.angles` tells signs."""
SWAY_S = 0.2
WOBBLE_DEG = 1.5
"""Sway of somebody on one leg (P): the trunk of a standing person sways by a fifth of it."""
_TOES_DOWN_DEG = 14.0
_HANGS = 0.75
"""How far the lifted leg comes back to the vertical."""


@dataclass(frozen=True)
class Balance:
    """How somebody stands.

    Attributes
    ----------
    shift : float
        Where the weight is: 0 between the feet, -1 over the left, 1 over the right.
    left, right : float
        How much of their lift each foot has made, 0 to 1; never both.
    obliquity, lateral : float
        Pelvis and trunk, degrees, signs as in ``truth``.
    """

    shift: float = 0.0
    left: float = 0.0
    right: float = 0.0
    obliquity: float = 0.0
    lateral: float = 0.0


@dataclass(frozen=True)
class Lift:
    """How somebody lifts a foot: thigh forward, and bend of the knee, degrees."""

    thigh: float
    knee: float


class OneLeg:
    """Turns a balance into bone rotations for one body."""

    def __init__(self, skeleton: Skeleton, habit: Habit, lift: Lift, seed: int) -> None:
        self.skeleton, self._habit, self._lift = skeleton, habit, lift
        self._sway, self._wobble = Sway(seed), Sway(seed + 1, WOBBLE_DEG)
        stance = Stance(skeleton, habit)
        self.neutral = stance.neutral
        self._rest = {
            bone: turn
            for bone, turn in stance.rotations(self._sway.at(0.0).scaled(0.0)).items()
            if not bone.startswith(("root", "spine", "upperleg", "lowerleg", "foot"))
        }
        self._apart_m = self.neutral.heads["foot.L"][0] - self.neutral.heads["foot.R"][0]

    def rotations(self, balance: Balance, sway: int) -> dict[str, FloatArray]:
        """Bone rotations of a balance, in one of the moments of sway."""
        alone = max(balance.left, balance.right)
        calm, shaky = self._sway.at(sway * SWAY_S), self._wobble.at(sway * SWAY_S).scaled(alone)
        lateral = balance.lateral + calm.trunk_lateral + shaky.trunk_lateral
        lumbar = calm.lumbar_flexion + shaky.lumbar_flexion

        def bent(spine_deg: float) -> dict[str, FloatArray]:
            return {"root": roll(-balance.obliquity), **bent_spine(lumbar, spine_deg)}

        def off(spine_deg: float) -> float:
            return absolute_angles(self.skeleton.pose(bent(spine_deg)))["trunk_lateral"] - lateral

        trunk = {**self._rest, **bent(float(brentq(off, -45.0, 45.0, xtol=1e-3)))}
        stands = "L" if balance.right > balance.left else "R"
        aim_m = -balance.shift * self._apart_m / 2

        def imbalance(lean_deg: float) -> float:
            return self._weight_m(trunk | self._legs(balance, lean_deg), stands) - aim_m

        lean_deg = float(brentq(imbalance, -20.0, 20.0, xtol=1e-3))
        return trunk | self._legs(balance, lean_deg + shaky.lean)

    def true_lift(self, rotations: Rotations) -> float:
        """Right ankle above the left one, percent of the mean length of both shanks."""
        heads = self.skeleton.pose(rotations).heads
        shanks = [np.linalg.norm(heads[f"lowerleg01.{side}"] - heads[f"foot.{side}"]) for side in "LR"]
        return float(100 * (heads["foot.R"][2] - heads["foot.L"][2]) / np.mean(shanks))

    def _legs(self, balance: Balance, lean_deg: float) -> dict[str, FloatArray]:
        pelvis = roll(-balance.obliquity)
        legs: dict[str, FloatArray] = {}
        for side, share, inward in (
            ("L", balance.left, -self._habit.feet_together),
            ("R", balance.right, self._habit.feet_together),
        ):
            # The leg in the air hangs; only the one that stands leans.
            across = roll(lean_deg * (1 - _HANGS * share))
            thigh = across @ pitch(-share * self._lift.thigh) @ roll(inward)
            shank = across @ pitch(share * (self._lift.knee - self._lift.thigh)) @ roll(inward)
            legs[f"upperleg01.{side}"] = pelvis.T @ thigh
            legs[f"lowerleg01.{side}"] = thigh.T @ shank
            legs[f"foot.{side}"] = shank.T @ pitch(share * _TOES_DOWN_DEG)
        return legs

    def _weight_m(self, rotations: Rotations, stands: str) -> float:
        """Where the centre of mass lies, metres to the left of the middle between the feet as they stood."""
        heads = self.skeleton.pose(rotations).heads
        across = sum(
            mass * float(heads[a][0] + at * (heads[b][0] - heads[a][0])) for a, b, at, mass in SEGMENT_MASSES
        )
        total = sum(mass for *_, mass in SEGMENT_MASSES)
        outward = 1.0 if stands == "L" else -1.0
        return across / total - float(heads[f"foot.{stands}"][0] - outward * self._apart_m / 2)
