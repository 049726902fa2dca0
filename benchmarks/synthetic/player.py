"""The person of a clip: bone rotations at every time of its script."""

from __future__ import annotations

from benchmarks.synthetic.arms import aimed, between
from benchmarks.synthetic.clips import Clip
from benchmarks.synthetic.moves import Arm
from benchmarks.synthetic.skeleton import FloatArray, PosedSkeleton, Skeleton
from benchmarks.synthetic.stance import Stance


class Player:
    """One person who does what a clip's script says.

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

    def rotations(self, time_s: float) -> dict[str, FloatArray]:
        """Bone rotations at a time, sway included."""
        rotations = self._stance.rotations(self._script.posture_at(time_s))
        for reach in self._script.reaches:
            share = reach.share(time_s)
            if share > 0:
                arms = {side: between(self._hanging, arm, share) for side, arm in reach.arms.items()}
                rotations = rotations | aimed(self._skeleton, rotations, arms)
        return rotations
