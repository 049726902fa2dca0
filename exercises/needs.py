"""What a frame is read for: outline and pelvis cost too much to be read while nothing asks for them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from exercises.definition import Exercise
from exercises.parts import AngleCompensation
from exercises.state import CoachState
from vision.angles import PELVIS_ANGLES
from vision.over_feet import OVER_FEET
from vision.posture import OUTLINE_MEASURES, Posture
from vision.thorax import THORAX_MEASURES

# How much before it is needed it is read, so that its filter has settled: a frame of a fast bow (P).
_AHEAD_DEG = 10.0
# A path is compared from leaving rest to being back (`exercises.rest`). Whoever stands sways by less (P), and
# is not read: that would double what a frame costs between repetitions.
_PATH_FROM_DEG = 2.0
# A trunk that starts further from upright is level (P: half-way between the two).
_LEVEL_FROM_DEG = 45.0
# Whoever was still for this long may be about to give a neutral (P: much shorter than the shortest one).
_STILL_S = 0.3


@dataclass(frozen=True)
class Needs:
    """What an exercise asks for beside the angles of the landmarks, and from where on.

    Attributes
    ----------
    outline_from_deg, pelvis_from_deg : float
        From which angle of the movement on a compensation is read from it; inf when none is.
    path_from_deg : float
        From which angle on the pelvis is read, in every second frame, for a target path; inf likewise.
    moves_pelvis : bool
        Whether the movement itself is one of the pelvis, so that it is read all the time.
    over_feet : bool
        Whether the body is over its feet (`vision.over_feet`): who kneels or lies is not.
    """

    outline_from_deg: float = math.inf
    pelvis_from_deg: float = math.inf
    path_from_deg: float = math.inf
    moves_pelvis: bool = False
    over_feet: bool = True

    def outline(self, state: CoachState, moving_deg: float) -> bool:
        """Whether the outline is asked for: by the neutral, or in the deep part of a movement."""
        return state.calibration is None or moving_deg >= self.outline_from_deg

    def pelvis(self, state: CoachState, moving_deg: float) -> bool:
        """Whether the pelvis is asked for: likewise, but for the neutral only of somebody who is still."""
        if state.calibration is None:
            asks = self.moves_pelvis or min(self.pelvis_from_deg, self.path_from_deg) < math.inf
            return asks and state.stillness.lasted_s >= _STILL_S
        if self.moves_pelvis or moving_deg >= self.pelvis_from_deg:
            return True
        # Half of the frames are enough for a curve, and cost half as much.
        return moving_deg >= self.path_from_deg and not _tells_pelvis(state.posture)


def _tells_pelvis(posture: Posture) -> bool:
    return any(not math.isnan(posture.value(name)) for name in PELVIS_ANGLES)


def find_needs(exercise: Exercise) -> Needs:
    """Read an exercise's needs from its definition."""
    asked = [
        (limit.measure, part.while_above_deg - _AHEAD_DEG)
        for part in exercise.compensations
        if isinstance(part, AngleCompensation)
        for limit in part.limits
    ]
    compared = exercise.path is not None and not set(exercise.path.angles).isdisjoint(PELVIS_ANGLES)

    def least(names: tuple[str, ...]) -> float:
        return min((from_deg for measure, from_deg in asked if measure in names), default=math.inf)

    path_from_deg = _PATH_FROM_DEG if compared else math.inf
    return Needs(
        least(OUTLINE_MEASURES),
        least((*PELVIS_ANGLES, *THORAX_MEASURES)),
        path_from_deg,
        exercise.moves_pelvis,
        abs(exercise.start.trunk_at_deg) < _LEVEL_FROM_DEG or not exercise.measures.isdisjoint(OVER_FEET),
    )
