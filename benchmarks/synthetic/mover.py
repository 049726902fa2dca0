"""One body that takes up positions: standing, along given lines, with the hands somewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.synthetic.ground import Ground, Lines, Measures, measure
from benchmarks.synthetic.limbs import LEFT, RIGHT, Direction, Hand, on_thigh, pointing, reach
from benchmarks.synthetic.moves import Posture
from benchmarks.synthetic.skeleton import FloatArray, Rotations, Skeleton
from benchmarks.synthetic.stance import Habit, Stance

HAND_OFF_BONE_M = 0.108
"""How far a wrist lies off the bone of the thigh that its hand rests on."""
SEAM_OFF_BONE_M = 0.125
"""The same at the seam of the trousers, outward."""


@dataclass(frozen=True)
class Mover:
    """One body.

    Attributes
    ----------
    skeleton, measures
        Its bones and lengths.
    sole : (n, 2) array
        Skin of the left foot from the ankle, forward and up, metres.
    habit : Habit
        How the arms hang and the feet stand.
    """

    skeleton: Skeleton
    measures: Measures
    sole: FloatArray
    habit: Habit

    @classmethod
    def of(cls, skeleton: Skeleton, skin: FloatArray, habit: Habit | None = None) -> Mover:
        """Take a body's skeleton, its resting skin, and its habit."""
        ankle = skeleton.pose({}).heads["foot.L"]
        foot = skin[(skin[:, 2] < ankle[2] + 0.01) & (skin[:, 0] > 0)] - ankle
        sole = np.stack([-foot[:, 1], foot[:, 2]], axis=1)
        return cls(skeleton, measure(skeleton, skin), sole, habit or Habit(arm_out=9.0, elbow=16.0))

    def ankle_height(self, tip_deg: float) -> float:
        """Height of the ankle over the floor when the toes are tipped down by an angle, metres."""
        tip = np.radians(tip_deg)
        return -float((np.cos(tip) * self.sole[:, 1] - np.sin(tip) * self.sole[:, 0]).min())

    def stand(self, posture: Posture) -> Rotations:
        """Stand in balance, the arms hanging."""
        return Stance(self.skeleton, self.habit).rotations(posture)

    def lines(self, lines: Lines, feet_together: float | None = None) -> Rotations:
        """Follow given lines of the body."""
        inward = self.habit.feet_together if feet_together is None else feet_together
        return Ground(self.skeleton, replace(self.habit, feet_together=inward)).rotations(lines)

    def hands_on_thighs(self, rotations: Rotations, share: float) -> Rotations:
        """Lay both hands on the thighs, a share of the way to the knees."""
        for side in (LEFT, RIGHT):
            place, hand = on_thigh(self.skeleton.pose(rotations), side, share, HAND_OFF_BONE_M)
            rotations = reach(self.skeleton, rotations, side, place, elbow=(0.5, -1.0, 0.0), hand=hand)
        return rotations

    def hand_on_seam(self, rotations: Rotations, side: str, share: float) -> Rotations:
        """Lay one hand on the seam of the trousers, a share of the way from hip to knee."""
        posed = self.skeleton.pose(rotations)
        hip, knee = posed.heads[f"upperleg01.{side}"], posed.heads[f"lowerleg01.{side}"]
        place = hip + share * (knee - hip) + pointing((SEAM_OFF_BONE_M, 0.01, 0.0), side)
        hand = Hand(knee - hip, pointing((-1.0, 0.0, 0.0), side))
        return reach(self.skeleton, rotations, side, place, elbow=(0.6, -1.0, 0.0), hand=hand)

    def hands_on_hips(self, rotations: Rotations) -> Rotations:
        """Hold the hips with both hands, elbows out and back."""
        for side in (LEFT, RIGHT):
            posed = self.skeleton.pose(rotations)
            hip = posed.heads[f"upperleg01.{side}"]
            place = hip + posed.turns["root"] @ pointing((0.11, -0.02, 0.1), side)
            pelvis = posed.turns["root"]
            hand = Hand(pelvis @ pointing((-0.2, 0.8, -0.5), side), pelvis @ pointing((-1.0, 0.0, 0.0), side))
            rotations = reach(self.skeleton, rotations, side, place, elbow=(0.7, -1.0, 0.0), hand=hand)
        return rotations

    def arms_crossed(self, rotations: Rotations) -> Rotations:
        """Cross the arms over the chest, each hand near the other shoulder."""
        for side, before_m in ((LEFT, 0.22), (RIGHT, 0.17)):
            posed = self.skeleton.pose(rotations)
            ribs = posed.turns["spine01"]
            shoulder = posed.heads[f"upperarm01.{'R' if side == LEFT else 'L'}"]
            place = shoulder + ribs @ pointing((0.17, before_m, -0.12), side)
            hand = Hand(ribs @ pointing((-0.9, -0.15, 0.5), side), ribs @ pointing((0.0, -1.0, 0.0), side))
            rotations = reach(self.skeleton, rotations, side, place, elbow=(0.1, 0.3, -1.0), hand=hand)
        return rotations

    def arms_towards(self, rotations: Rotations, direction: Direction, share: float) -> Rotations:
        """Hold both hands out in front, at a share of the arm's length."""
        for side in (LEFT, RIGHT):
            place = self.skeleton.pose(rotations).heads[f"upperarm01.{side}"]
            place = place + share * self.measures.arm * pointing(direction, side)
            rotations = reach(self.skeleton, rotations, side, place, elbow=(0.3, -0.2, -1.0))
        return rotations
