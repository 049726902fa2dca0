"""What happened in a step. Events are rare; `Feedback` is what is so at this moment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from exercises.own_range import OwnRange
from exercises.repositioning import Trial
from vision.angles import View
from vision.calibration import Calibration


@dataclass(frozen=True)
class FoundFault:
    """A compensation that persisted in a repetition.

    Attributes
    ----------
    id : str
        As in the exercise's definition.
    time_s : float
        When it had persisted long enough.
    worst : float
        Its largest value in the repetition, in the measure's own unit (seconds for tempo, a share of the way
        for smoothness).
    """

    id: str
    time_s: float
    worst: float


@dataclass(frozen=True)
class Repetition:
    """One finished repetition.

    Attributes
    ----------
    number : int
        1 for the first of the session.
    start_s, end_s : float
        From leaving neutral to being back.
    peaks : mapping of str to float
        Largest value of each measured angle, in degrees from neutral, of `angle` in the direction of the
        movement; angles not measured are absent. Empty when the repetition was not measured.
    on_target : bool
        Whether the turning point lay in the target band and nothing else was found.
    faults : tuple of FoundFault
        In the order of their appearance.
    quality : float
        0 to 1: how well it was seen (`vision.quality`).
    measured : bool
        Whether its own angle was seen well enough to be judged. One that was not counts as done; nothing is
        said about how far it went.
    reason : str
        Why it was not measured, in words; empty when it was.
    angle : str
        The measure that made it.
    ends : (float, float) or None
        Of a repetition to both sides: how much of the way to the own minus and plus end it reached, 1 for
        all of it. None for any other, and when it was not measured.
    peak_s : float
        When the turning point was reached; NaN where it was not measured, or there are two.
    smoothness : (float, float)
        Spectral arc length of the way out and the way back (`exercises.sparc`): below zero, nearer zero is
        smoother; NaN where it was not told.
    target_deg : (float, float)
        The band for the turning point; NaN in an exercise that is told in shares, and while the own range
        is being found out.
    hold_s : float
        How long the turning point was held without a break; NaN in an exercise that asks for no hold, and
        when the repetition was not measured.
    view : View
        Which side of the person faced the camera when it ended.
    ranges : mapping of str to float
        From the smallest to the largest value of each measure that was seen in it: degrees, and percent of a
        shank for what is told over the feet. Empty when it was seen badly.
    speed : (float, float)
        Mean speed of the way out and the way back, `angle` a second; NaN where no turning point was told.
    """

    number: int
    start_s: float
    end_s: float
    peaks: Mapping[str, float]
    on_target: bool
    faults: tuple[FoundFault, ...]
    quality: float = 1.0
    measured: bool = True
    reason: str = ""
    angle: str = ""
    ends: tuple[float, float] | None = None
    peak_s: float = math.nan
    smoothness: tuple[float, float] = (math.nan, math.nan)
    target_deg: tuple[float, float] = (math.nan, math.nan)
    hold_s: float = math.nan
    view: View = View.UNKNOWN
    ranges: Mapping[str, float] = field(default_factory=dict)
    speed: tuple[float, float] = (math.nan, math.nan)

    @property
    def duration_s(self) -> float:
        """How long it took."""
        return self.end_s - self.start_s

    @property
    def tempo_s(self) -> tuple[float, float]:
        """How long the way out and the way back took; NaN where no turning point was told."""
        return self.peak_s - self.start_s, self.end_s - self.peak_s


class DropReason(StrEnum):
    """Why a movement that began was not counted."""

    TOO_SMALL = "too_small"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    LOST_SIGHT = "lost_sight"
    ONE_SIDED = "one_sided"
    ANOTHER = "another"
    LEFT_PLACE = "left_place"


@dataclass(frozen=True)
class Armed:
    """The person stands ready; from here on angles are told from this calibration."""

    time_s: float
    calibration: Calibration


@dataclass(frozen=True)
class CalibrationAsked:
    """The person asked by a sign to be measured afresh."""

    time_s: float


@dataclass(frozen=True)
class RangeLearned:
    """The person's own ends are known; from here on positions are told in this range."""

    time_s: float
    view: View
    range: OwnRange


@dataclass(frozen=True)
class RepetitionFinished:
    """A repetition ended and counts."""

    repetition: Repetition


@dataclass(frozen=True)
class TrialFinished:
    """A trial of the repositioning test is over, measured or not."""

    trial: Trial


@dataclass(frozen=True)
class MovementDropped:
    """A movement ended that does not count."""

    time_s: float
    reason: DropReason


@dataclass(frozen=True)
class FaultPersisted:
    """A compensation has just persisted long enough to be spoken of."""

    fault: FoundFault


Event = (
    Armed
    | CalibrationAsked
    | RangeLearned
    | RepetitionFinished
    | TrialFinished
    | MovementDropped
    | FaultPersisted
)
