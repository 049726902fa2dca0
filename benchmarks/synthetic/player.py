"""The person of a clip: bone rotations at every time of its script, and where that person is in the room."""

from __future__ import annotations

import numpy as np

from benchmarks.synthetic.arms import aimed, between
from benchmarks.synthetic.body import Anchor, Body, MeshPart
from benchmarks.synthetic.clip import Clip
from benchmarks.synthetic.mover import Mover
from benchmarks.synthetic.moves import Arm, Posture
from benchmarks.synthetic.paths import PATHS
from benchmarks.synthetic.pictures import flat
from benchmarks.synthetic.shoot import chair_under
from benchmarks.synthetic.skeleton import FloatArray, PosedSkeleton, Rotations, Skeleton
from benchmarks.synthetic.stage import placed
from benchmarks.synthetic.stance import Stance

FACING = np.array([0.0, -1.0, 0.0])


class Player:
    """One person who stands in balance and does what a clip's script says.

    Attributes
    ----------
    neutral : PosedSkeleton
        What the true angles are told from.
    """

    def __init__(self, skeleton: Skeleton, clip: Clip) -> None:
        self._skeleton, self._script = skeleton, clip.script
        self._stance = Stance(skeleton, clip.habit)
        self._hanging: Arm = ((0.0, clip.habit.arm_out), (clip.habit.elbow, 0.4 * clip.habit.arm_out))
        self.neutral: PosedSkeleton = self._stance.neutral

    def rotations(self, time_s: float) -> Rotations:
        """Bone rotations at a time, sway included."""
        rotations = self._stance.rotations(self._script.posture_at(time_s))
        for reach in self._script.reaches:
            share = reach.share(time_s)
            if share > 0:
                arms = {side: between(self._hanging, arm, share) for side, arm in reach.arms.items()}
                rotations = rotations | aimed(self._skeleton, rotations, arms)
        return rotations


class PathPlayer:
    """One person whose body follows a path: on a chair, on the floor."""

    def __init__(self, mover: Mover, clip: Clip) -> None:
        self._mover, self._script, self._path = mover, clip.script, PATHS[clip.path]
        self.start, self.end = (self._path(mover, share, Posture()) for share in (0.0, 1.0))
        self.neutral: PosedSkeleton = mover.skeleton.pose(self.start)

    def rotations(self, time_s: float) -> Rotations:
        """Bone rotations at a time, sway included."""
        share = max(one.share(time_s) for one in self._script.repetitions)
        return self._path(self._mover, share, self._script.posture_at(time_s))


class Scene:
    """The person of a clip in the room, with what they sit on."""

    def __init__(self, body: Body, clip: Clip) -> None:
        self._body = body
        self._anchor: Anchor | None = None
        self._shift = np.zeros(3)
        self._things: list[MeshPart] = []
        self.player: Player | PathPlayer
        if not clip.path:
            self.player = Player(body.skeleton, clip)
            return
        self.player = PathPlayer(Mover.of(body.skeleton, body.skin), clip)
        parts, heads, self._anchor = body.placed(self.player.start)
        ends = [*parts, *body.placed(self.player.end, self._anchor)[0]]
        # Whoever lies is filmed at the middle, not at the ankles.
        self._shift = -_middle(ends)
        if clip.chair:
            self._things = [flat(part) for part in chair_under(parts, heads)]

    def parts(self, time_s: float) -> list[MeshPart]:
        """Meshes at a time: the person, then the things."""
        person, _, _ = self._body.placed(self.player.rotations(time_s), self._anchor)
        return [*placed([*person, *self._things], self._shift, FACING)] if self._anchor else person


def _middle(parts: list[MeshPart]) -> FloatArray:
    """Middle of some meshes along the floor, (3,)."""
    drawn = np.concatenate([part.vertices[np.unique(part.triangles)] for part in parts])
    x, y, _ = (drawn.min(axis=0) + drawn.max(axis=0)) / 2
    return np.array([x, y, 0.0])
