"""What came of one exercise in one session, as it is read from what is kept."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Turns:
    """The turning points of an exercise in one session; a repetition that was not measured has none.

    Attributes
    ----------
    angle : str
        The measure that made them.
    in_own_range : bool
        Whether they are told in percent of the way to the own ends (movements to both sides); else in the
        measure's own unit, from neutral.
    repetitions : int
        How many.
    mean : float
    spread : float
        Standard deviation around the mean of each set, sets pooled; NaN where no set has two. Around the
        sets' own means, because a target that grows from one set to the next is no unsteadiness.
    """

    angle: str
    in_own_range: bool
    repetitions: int
    mean: float
    spread: float


@dataclass(frozen=True)
class ExerciseDone:
    """What came of one exercise in one session.

    Attributes
    ----------
    exercise : str
        Its id.
    sets, repetitions, measured, on_target : int
        How many; of an exercise without a camera `repetitions` is what was reported.
    faults : int
        How many compensations were told.
    peak_deg : float
        Mean turning point of the angle that made the repetitions; NaN where none was told.
    tempo_s : float
        Mean duration of a repetition; NaN without one.
    smoothness : float
        Mean spectral arc length of both ways; NaN where not told.
    turns : tuple of Turns
        The turning points of the measured repetitions, by angle.
    own_range_deg : mapping of str to float
        By view, how far the person's own two ends are apart; only of an exercise that is told in them.
    """

    exercise: str
    sets: int
    repetitions: int
    measured: int
    on_target: int
    faults: int
    peak_deg: float = math.nan
    tempo_s: float = math.nan
    smoothness: float = math.nan
    turns: tuple[Turns, ...] = ()
    own_range_deg: Mapping[str, float] = field(default_factory=dict)
