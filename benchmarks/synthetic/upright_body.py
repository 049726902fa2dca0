"""How a body lunges, bends back with the hands on its hips, and rises aside: what `upright` films."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.synthetic.body import Anchor, MeshPart
from benchmarks.synthetic.ground import Lines, Measures
from benchmarks.synthetic.limbs import LEFT, RIGHT, sided
from benchmarks.synthetic.moves import Posture, Sway, minimum_jerk
from benchmarks.synthetic.shoot import Performer
from benchmarks.synthetic.skeleton import FloatArray, Rotations, Skeleton, roll
from benchmarks.synthetic.stance import bent_spine
from benchmarks.synthetic.takes import Picture
from benchmarks.synthetic.truth import ANGLES, angles_from_neutral, midpoint
from benchmarks.synthetic.upright import Lunge, RiseAside, Stepping, UprightTake

BODY_SHIFT = "body_shift"
TALL, AT_REST = 0.997, 0.985
"""Share of its length that a leg is from hip to ankle: of who stands, and ahead in a long step."""
HIPS_AHEAD = 0.57
"""Where the hips are in a long step, from the foot behind: a little nearer to the one ahead."""
LIFT = 0.09
"""How high the foot that steps is lifted, in shares of a leg's length."""
HEEL_UP_DEG, HEEL_UP_MORE_DEG = 38.0, 90.0
"""How far the foot behind is tipped in a long step, and how much more for each leg's length of sinking."""
TRUNK_AT_REST_DEG = 3.0


class UprightPerformer(Performer):
    """One person who makes one movement of the upright set."""

    columns = (*ANGLES, BODY_SHIFT)

    def __init__(self, model: Any, take: UprightTake, clothes: Path | None) -> None:
        super().__init__(model, take, clothes)
        self._lowest_m: float | None = None

    def rotations(self, picture: Picture) -> dict[str, FloatArray]:
        """Bone rotations of one picture, sway included."""
        if isinstance(picture, Stepping):
            return dict(self._lunge(0.0, None, picture.step)[0])
        return super().rotations(picture)

    def _rotations(self, share: float, sway_s: float | None) -> dict[str, FloatArray]:
        movement = self._take.movement
        if isinstance(movement, Lunge):
            return dict(self._lunge(minimum_jerk(share), sway_s, 1.0)[0])
        rotations = super()._rotations(share, sway_s)
        if movement.name == "backward_bend":
            return dict(self._mover.hands_on_hips(rotations))
        if isinstance(movement, RiseAside):
            return aside(self.body.skeleton, rotations, movement, minimum_jerk(share))
        return rotations

    def shown(
        self, picture: Picture, anchor: Anchor
    ) -> tuple[Rotations, list[MeshPart], dict[str, FloatArray]]:
        """Bone rotations, meshes and joints of one picture."""
        if not isinstance(self._take.movement, Lunge):
            return super().shown(picture, anchor)
        stepping = isinstance(picture, Stepping)
        share = 0.0 if stepping else minimum_jerk(picture.share)
        step = picture.step if isinstance(picture, Stepping) else 1.0
        rotations, hips = self._lunge(share, None if stepping else picture.sway_s, step)
        parts, heads, _ = self.body.placed(rotations, anchor)
        at = midpoint(heads, "upperleg01")
        by = np.array([0.0, -hips[0] - at[1], hips[1] - at[2]])
        if self._lowest_m is None:
            still, _ = self._lunge(0.0, 0.0, 1.0)
            meshes, first, _ = self.body.placed(still, anchor)
            lowest = min(float(part.vertices[np.unique(part.triangles), 2].min()) for part in meshes)
            first_m = self._lunge(0.0, 0.0, 1.0)[1][1] - midpoint(first, "upperleg01")[2]
            self._lowest_m = lowest + float(first_m)
        by[2] -= self._lowest_m
        moved = [MeshPart(part.vertices + by, part.triangles, part.colours) for part in parts]
        return rotations, moved, {name: head + by for name, head in heads.items()}

    def true(self, rotations: Rotations) -> dict[str, float]:
        """Tell true angles from neutral, and how far the body is aside of the feet, percent of a shank."""
        now, zero = self.body.joints(rotations), self.neutral
        shank_m = self._measures.shank
        gone_m = _aside_m(now.heads) - _aside_m(zero.heads)
        return angles_from_neutral(now, zero) | {BODY_SHIFT: 100 * gone_m / shank_m}

    def _lunge(self, share: float, sway_s: float | None, step: float) -> tuple[Rotations, FloatArray]:
        """Bone rotations, and where the hips are (forward, up), metres; the long step's middle is at 0."""
        movement = self._take.movement
        assert isinstance(movement, Lunge)
        body, mover = self._measures, self._mover
        leg = body.thigh + body.shank
        way, length = minimum_jerk(step), movement.step * leg
        ahead = HIPS_AHEAD * length
        tall = float(np.sqrt((AT_REST * leg) ** 2 - (length - ahead) ** 2))
        tip = HEEL_UP_DEG * minimum_jerk((step - 0.4) / 0.6) + HEEL_UP_MORE_DEG * movement.sink * share
        hips = np.array([ahead * way, body.ankle + TALL * leg + way * (tall - TALL * leg)])
        hips[1] -= share * movement.sink * leg
        toe = float(mover.sole[:, 0].max()) * 0.8
        turn = np.radians(tip)
        behind = np.array([toe * (1 - np.cos(turn)) + body.ankle * np.sin(turn), mover.ankle_height(tip)])
        lifted = LIFT * leg * float(np.sin(np.pi * way))
        front = np.array([length * way, body.ankle + lifted])
        sway = Posture() if sway_s is None else Sway(self._take.seed).at(sway_s)
        lines = Lines(
            trunk=TRUNK_AT_REST_DEG * way + share * movement.trunk,
            thigh=0.0,
            shank=0.0,
            upper_arm=4 + 0.3 * share * movement.trunk,
            forearm=14 + 0.3 * share * movement.trunk,
            lumbar=sway.lumbar_flexion,
            head=sway.head_flexion - 0.3 * share * movement.trunk,
        )
        first, second = (leg_towards(hips, ankle, body) for ankle in (front, behind))
        leading = mover.lines(replace(lines, thigh=first[0], shank=first[1]), 2.0)
        other = mover.lines(replace(lines, thigh=second[0], shank=second[1], foot=tip), 2.0)
        rotations = sided(leading, other) if movement.leads == LEFT else sided(other, leading)
        return rotations, hips - np.array([length / 2, 0.0])


def leg_towards(hips: FloatArray, ankle: FloatArray, body: Measures) -> tuple[float, float]:
    """Lean of thigh and shank, degrees, between hip and ankle (forward, up); the knee is ahead."""
    along = hips - ankle
    distance = min(float(np.linalg.norm(along)), 0.999 * (body.thigh + body.shank))
    bend = np.arccos((body.shank**2 + distance**2 - body.thigh**2) / (2 * body.shank * distance))
    shank = float(np.arctan2(along[0], along[1]) + bend)
    knee = ankle + body.shank * np.array([np.sin(shank), np.cos(shank)])
    return float(np.degrees(np.arctan2(*(hips - knee)))), float(np.degrees(shank))


def aside(
    skeleton: Skeleton, rotations: Rotations, movement: RiseAside, share: float
) -> dict[str, FloatArray]:
    """Lean legs and trunk aside while rising; pelvis and feet stay level."""
    gone = minimum_jerk(share / 0.4) - (1 - movement.kept) * minimum_jerk((share - 0.7) / 0.3)
    turns = skeleton.pose(rotations).turns
    leaned = dict(rotations)
    over = roll(movement.legs * gone)
    for side in (LEFT, RIGHT):
        thigh, shank = (over @ turns[f"{bone}.{side}"] for bone in ("upperleg01", "lowerleg01"))
        leaned[f"upperleg01.{side}"] = turns["root"].T @ thigh
        leaned[f"lowerleg01.{side}"] = thigh.T @ shank
        leaned[f"foot.{side}"] = shank.T @ turns[f"foot.{side}"]
    for bone, bend in bent_spine(0.0, movement.trunk * gone).items():
        leaned[bone] = rotations[bone] @ bend
    return leaned


def _aside_m(heads: Rotations) -> float:
    """How far the middle between shoulders and hips is to the person's right of the feet, metres."""
    trunk = (midpoint(heads, "upperarm01") + midpoint(heads, "upperleg01")) / 2
    return float(midpoint(heads, "foot")[0] - trunk[0])
