"""The postures of everyday life on a given body: arms that reach, a hand at the ear, sitting, walking."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from scipy.spatial.transform import Rotation

from benchmarks.synthetic.arms import aimed
from benchmarks.synthetic.body import Body
from benchmarks.synthetic.everyday import Moment, Scene
from benchmarks.synthetic.ground import Ground, Lines, measure, sit_to_stand
from benchmarks.synthetic.moves import Arm, Posture, Sway, minimum_jerk
from benchmarks.synthetic.shoot import walking
from benchmarks.synthetic.skeleton import FloatArray, Rotations
from benchmarks.synthetic.stance import Stance

SWAY_S = 0.2
"""Between two pictures of sway."""

EAR: Arm = ((50.0, 25.0), (208.0, -28.0))
UP: Arm = ((150.0, 6.0), (165.0, 2.0))
ON_TABLE: Arm = ((24.0, 8.0), (30.0, 4.0))
AHEAD: Arm = ((55.0, 8.0), (80.0, 0.0))

STANDING: dict[str, tuple[Posture, dict[str, Arm]]] = {
    "stand": (Posture(), {}),
    "wait left": (Posture(trunk_lateral=-4.0, head_flexion=5), {}),
    "wait right": (Posture(trunk_lateral=4.0, trunk_rotation=6), {}),
    "look round": (Posture(trunk_rotation=28.0), {}),
    "phone": (Posture(head_flexion=6), {"R": EAR}),
    "phone left": (Posture(trunk_lateral=-5.0, trunk_flexion=3, lumbar_flexion=4), {"R": EAR}),
    "phone right": (Posture(trunk_lateral=5.0, trunk_rotation=10, knee_flexion=6), {"R": EAR}),
    "reach": (Posture(trunk_lateral=3.0, head_flexion=-18), {"R": UP}),
    "reach both": (Posture(trunk_flexion=-4.0, lumbar_flexion=-6, head_flexion=-22), {"L": UP, "R": UP}),
    "lean": (Posture(26.0, 0, 9.0, 5.0, 6.0), {"L": ON_TABLE, "R": ON_TABLE}),
    "wipe left": (Posture(30.0, 0, 10.0, 6.0, 6.0, 0.0, -16.0), {"L": ON_TABLE, "R": AHEAD}),
    "wipe right": (Posture(24.0, 0, 8.0, 6.0, 6.0, 0.0, 16.0), {"L": ON_TABLE, "R": AHEAD}),
    "down, knees bent": (Posture(58.0, 0, 27.0, 84.0, -6.0), {}),
    "down, legs long": (Posture(72.0, 0, 38.0, 13.0, -4.0), {}),
    "half down": (Posture(37.0, 0, 18.0, 24.0, 2.0), {"R": AHEAD}),
}
SEATED: dict[str, tuple[dict[str, Any], dict[str, Arm]]] = {
    "sit": ({}, {}),
    "sit back": ({"trunk": -11.0, "lumbar": 12.0}, {}),
    "sit and reach": ({"trunk": 27.0, "lumbar": 16.0, "head": -8.0, "upper_arm": 70.0, "forearm": 80.0}, {}),
    "sit, phone": ({"trunk": 4.0, "lumbar": 8.0, "head": 8.0}, {"R": EAR}),
}
_SIT = sit_to_stand(0.8)


class Everyday:
    """One person of everyday life."""

    def __init__(self, body: Body, scene: Scene) -> None:
        self.body = body
        self._sway, self._depth = Sway(scene.seed), scene.depth
        self._stance = Stance(body.skeleton, scene.habit)
        self._ground = Ground(body.skeleton, scene.habit)
        self._measures = measure(body.skeleton, body.skin)
        self.neutral = self._stance.neutral
        self._pose = cache(self._solve)

    def rotations(self, moment: Moment) -> dict[str, FloatArray]:
        """Bone rotations of a moment; where the person is, is left out."""
        to = self._pose(moment.pose, moment.sway)
        if moment.before != moment.pose:
            before = self._pose(moment.before, moment.sway)
            if {moment.before, moment.pose} == {"stand", "sit"}:
                to = self._on_the_way(moment, before, to)
            else:
                to = blend(before, to, moment.share)
        if moment.gait:
            to = blend(to, walking(to, moment.phase / 0.9), moment.gait)
        return to

    def _on_the_way(self, moment: Moment, before: Rotations, to: Rotations) -> dict[str, FloatArray]:
        """Rise or sit down by the path of `ground`, which ends a little off this person's own standing."""
        up = moment.share if moment.pose == "stand" else 1 - moment.share
        path = self._ground.rotations(_SIT(up, self._measures))
        standing, sitting = (to, before) if moment.pose == "stand" else (before, to)
        path = blend(path, standing, minimum_jerk((up - 0.5) / 0.5))
        return blend(sitting, path, minimum_jerk(up / 0.15))

    def _solve(self, name: str, sway: int) -> dict[str, FloatArray]:
        swayed = self._sway.at(sway * SWAY_S)
        if name in SEATED:
            changed, arms = SEATED[name]
            lines: Lines = replace(_SIT(0.0, self._measures), **changed)
            rotations = self._ground.rotations(replace(lines, lumbar=lines.lumbar + swayed.lumbar_flexion))
        else:
            posture, arms = STANDING[name]
            rotations = self._stance.rotations(posture.scaled(self._depth).plus(swayed))
        return rotations | aimed(self.body.skeleton, rotations, arms)


def blend(before: Rotations, to: Rotations, share: float) -> dict[str, FloatArray]:
    """Go a share of the way from some rotations to others, each bone along its shortest turn."""
    names = list(dict.fromkeys((*before, *to)))
    still = np.eye(3)
    first: Any = Rotation.from_matrix(np.array([before.get(name, still) for name in names]))
    last: Any = Rotation.from_matrix(np.array([to.get(name, still) for name in names]))
    way: Any = Rotation.from_rotvec(share * (first.inv() * last).as_rotvec())
    return dict(zip(names, (first * way).as_matrix(), strict=True))
