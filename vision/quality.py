"""How far what was seen can be trusted: one figure for each frame, and one for each repetition.

A repetition that was seen badly is not measured: it counts as done, and nothing is said about how.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from vision.framing import Framing
from vision.posture import Posture
from vision.sides import Names

# Below this a repetition is not measured. P: half of its frames are missing, or all of them were seen half as
# well as they should be; repetitions of the sample clips read 0.98 (docs/measurements.md, "Quality").
LEAST_QUALITY = 0.5
# P: at 8 frames/s the turning point of a 2 s repetition of 60 degrees is read at most 0.6 too small, of a
# 1 s repetition 2.3: the stated error. Below, a turning point can be missed.
LEAST_RATE_HZ = 8.0
# P: from here on more frames make nothing better (1 degree at the turning point of a 1 s repetition).
FULL_RATE_HZ = 12.0
# P: unseen for longer than this, a 2 s repetition turns up to 3 degrees deeper than it was seen to.
LONGEST_GAP_S = 0.3
# P: a gap that begins or ends this near the turning point may hide a deeper one.
NEAR_PEAK_DEG = 10.0
# P: in a frame whose left and right were swapped and put right again, the landmarks are poor.
SWAPPED_SHARE = 0.6
# Lets times that are rounded to a millisecond keep the rate that they stand for.
_RATE_SLACK = 0.999

_IN_THE_WAY = 0.7
# P: the trunk is measured all the same when head or feet are cut off, the legs are not.
_FRAMING_SHARE: Mapping[Framing, float] = {
    Framing.WHOLE: 1.0,
    Framing.NOBODY: 0.0,
    Framing.TRUNK_HIDDEN: 0.0,
}


def frame_quality(posture: Posture, *, step_s: float = math.nan) -> float:
    """How far one frame can be trusted.

    Parameters
    ----------
    posture : Posture
        What was measured; its own quality is the visibility of the parts that its angles rest on.
    step_s : float
        Time since the frame before; NaN leaves the frame rate out of it.

    Returns
    -------
    float
        0 to 1. 0 when nothing can be measured: nobody, a hidden trunk, left and right that cannot be told
        apart, or a view between side and front in which not even the height of the hips is known.
    """
    view = posture.view
    if posture.names is Names.TORN or not (view.is_side or view.is_frontal or posture.over_feet):
        return 0.0
    share = _FRAMING_SHARE.get(posture.framing, _IN_THE_WAY)
    if posture.names is Names.TRADED_BACK:
        share *= SWAPPED_SHARE
    if step_s * FULL_RATE_HZ > 1.0:
        share /= step_s * FULL_RATE_HZ
    return posture.quality * share


@dataclass(frozen=True)
class Sight:
    """How well a movement has been seen so far: a few sums, however long it lasts.

    Attributes
    ----------
    began_s : float
        When the angle was last measured before the movement.
    seen_s : float
        When it was last measured.
    seen_deg : float
        The angle then.
    frames, measured : int
        Frames so far, and those in which the movement's angle could be measured.
    quality_sum : float
        Sum of the quality of the measured frames.
    swaps : int
        Frames whose left and right had traded names: put right, or not measured.
    longest_gap_s : float
        Longest time between two measured frames.
    gap_top_deg : float
        The largest angle at either end of a gap longer than `LONGEST_GAP_S`; -inf without one.
    """

    began_s: float
    seen_s: float
    seen_deg: float
    frames: int = 0
    measured: int = 0
    quality_sum: float = 0.0
    swaps: int = 0
    longest_gap_s: float = 0.0
    gap_top_deg: float = -math.inf

    def look(self, posture: Posture, angle_deg: float) -> Sight:
        """Advance by one frame; `angle_deg` is NaN where the movement's angle could not be measured."""
        swaps = self.swaps + (posture.names in (Names.TRADED_BACK, Names.TORN))
        if math.isnan(angle_deg):
            return replace(self, frames=self.frames + 1, swaps=swaps)
        longest_s, top_deg = self.longest_gap_s, self.gap_top_deg
        gap_s = posture.time_s - self.seen_s
        if gap_s > longest_s:
            longest_s = gap_s
        if gap_s > LONGEST_GAP_S:
            top_deg = max(top_deg, self.seen_deg, angle_deg)
        return Sight(
            self.began_s,
            posture.time_s,
            angle_deg,
            self.frames + 1,
            self.measured + 1,
            self.quality_sum + frame_quality(posture),
            swaps,
            longest_s,
            top_deg,
        )


@dataclass(frozen=True)
class RepetitionQuality:
    """How well one repetition was seen.

    Attributes
    ----------
    figure : float
        0 to 1: share of measured frames, times their mean quality, less when frames came slowly.
    measured : bool
        Whether it may be judged.
    reason : str
        The main reason against it, in words; empty when it was measured.
    measured_share : float
        Share of its frames in which the movement's angle was measured.
    mean_quality : float
        Mean quality of those frames.
    rate_hz : float
        Measured frames a second.
    swaps : int
        Frames whose left and right had traded names: put right, or not measured.
    longest_gap_s : float
        Longest time between two measured frames.
    """

    figure: float
    measured: bool
    reason: str
    measured_share: float
    mean_quality: float
    rate_hz: float
    swaps: int
    longest_gap_s: float


def judge_sight(sight: Sight, peak_deg: float) -> RepetitionQuality:
    """Decide whether a finished repetition was seen well enough to be judged.

    Parameters
    ----------
    sight : Sight
        What was gathered while it went on; at least one measured frame.
    peak_deg : float
        The largest angle that was seen.
    """
    share, quality = sight.measured / sight.frames, sight.quality_sum / sight.measured
    rate_hz = sight.measured / (sight.seen_s - sight.began_s)
    figure = share * quality * min(rate_hz / FULL_RATE_HZ, 1.0)
    reason = _reason(sight, figure, share, rate_hz, peak_deg)
    return RepetitionQuality(
        figure=figure,
        measured=not reason,
        reason=reason,
        measured_share=share,
        mean_quality=quality,
        rate_hz=rate_hz,
        swaps=sight.swaps,
        longest_gap_s=sight.longest_gap_s,
    )


def _reason(sight: Sight, figure: float, share: float, rate_hz: float, peak_deg: float) -> str:
    """Name the first thing that would have to change; empty when nothing has to."""
    if sight.gap_top_deg >= peak_deg - NEAR_PEAK_DEG:
        return "its turning point was out of sight"
    if rate_hz < LEAST_RATE_HZ * _RATE_SLACK:
        return "too few pictures a second" if share > LEAST_QUALITY else "it was out of sight too often"
    if figure >= LEAST_QUALITY:
        return ""
    if sight.swaps > sight.frames / 2:
        return "left and right could not be told apart"
    if share <= sight.quality_sum / sight.measured:
        return "it was out of sight too often"
    return "too little of the body was seen clearly"
