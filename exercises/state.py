"""What the engine of one exercise remembers between two frames."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.checker_state import CheckerState
from exercises.cues import CueState
from exercises.events import Repetition
from exercises.own_range import Learning, OwnRange
from vision.angles import View
from vision.calibration import Calibration, Stillness
from vision.gesture import Gesture
from vision.place import Place
from vision.posture import Posture
from vision.smoothing import Smoothed
from vision.tracking import Track


@dataclass(frozen=True)
class Obstacle:
    """Something that keeps the camera from measuring, and since when."""

    id: str
    sentence: str
    since_s: float


@dataclass(frozen=True)
class CoachState:
    """All that is remembered between two frames.

    Attributes
    ----------
    calibration : Calibration or None
        The neutral in use; None while the person gets ready.
    known : mapping of View to Calibration
        Of this person in this session.
    roll_deg : float
        Lean of true vertical in the picture, from the room's edges; NaN until they told it.
    ranges : mapping of View to OwnRange
        The own range of this person in this session, for an exercise that is told in it.
    learning : Learning or None
        While the own range is being learned.
    told : Repetition or None
        The newest repetition that was spoken of: the next one is compared with it (`exercises.change`).
    place : Place or None
        Where the person stood when they became ready; None while they get ready.
    """

    posture: Posture
    track: Track = Track()
    smoothed: Smoothed = Smoothed()
    stillness: Stillness = Stillness()
    calibration: Calibration | None = None
    known: Mapping[View, Calibration] = field(default_factory=dict)
    person_number: int = 0
    roll_deg: float = math.nan
    gesture: Gesture = Gesture()
    checker: CheckerState = CheckerState()
    cues: CueState = CueState()
    obstacle: Obstacle | None = None
    ranges: Mapping[View, OwnRange] = field(default_factory=dict)
    learning: Learning | None = None
    told: Repetition | None = None
    place: Place | None = None

    @property
    def own(self) -> OwnRange | None:
        """The own range in use; None until it is known."""
        return None if self.calibration is None else self.ranges.get(self.calibration.view)
