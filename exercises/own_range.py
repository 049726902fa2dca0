"""The person's own range: how far they roll the pelvis each way, learned by asking for it twice.

What a webcam tells of a pelvis in degrees carries an error of its own; where somebody is between their own
two ends is told far better, and it is what they can use. Neutral is the middle: calibration took its median.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from statistics import median

from exercises.ways import RangeRule

# Asked for "twice": two turning points at each end (P).
_TURNS = 2
# A stretch shorter than this is a noisy frame, not a way to an end (P: two frames at the least rate).
_LEAST_STRETCH_S = 0.25
# The end of a stretch is passed by a tenth of its frames: a few noisy ones do not move it, and a smooth
# turning point lies 1 % further out (sine).
_END_QUANTILE = 0.9
# A stretch is over below this share of the least end.
_OVER_SHARE = 0.5
# Whatever was out of sight for longer than this is not counted as waiting (P, as `exercises.checker`).
_UNSEEN_S = 1.0


@dataclass(frozen=True)
class OwnRange:
    """Both ends of a person's range.

    Attributes
    ----------
    low_deg, high_deg : float
        The minus and the plus end, degrees from neutral: below and above zero.
    assumed : tuple of bool
        Whether the minus and the plus end were not reached, and a small one was taken in their place.
    """

    low_deg: float
    high_deg: float
    assumed: tuple[bool, bool] = (False, False)

    def position(self, angle_deg: float) -> float:
        """Tell an angle from neutral as a position: -1 minus end, 0 neutral, +1 plus end; NaN stays NaN."""
        return angle_deg / (self.high_deg if angle_deg > 0 else -self.low_deg)


@dataclass(frozen=True)
class Learning:
    """What is known of the ends while they are being learned.

    Attributes
    ----------
    since_s : float
        Since when an end has been waited for.
    seen_s : float
        When the angle was last measured; NaN before.
    asked_again : bool
        Whether the repeat request is up.
    minus, plus : tuple of float
        Turning points of each side so far, degrees from neutral.
    side : int
        On which side the person is: -1, 1, or 0 in the middle.
    stretch_s : float
        Since when.
    stretch : tuple of float
        The angles of this stretch.
    """

    since_s: float
    seen_s: float = math.nan
    asked_again: bool = False
    minus: tuple[float, ...] = ()
    plus: tuple[float, ...] = ()
    side: int = 0
    stretch_s: float = math.nan
    stretch: tuple[float, ...] = ()

    @property
    def missing(self) -> int:
        """Which end was never reached: -1, 1, or 0 for both or neither."""
        return int(bool(self.minus)) - int(bool(self.plus))


def learn(
    learning: Learning, angle_deg: float, time_s: float, rule: RangeRule
) -> tuple[Learning, OwnRange | None]:
    """Advance by one frame.

    Parameters
    ----------
    learning : Learning
        What was known; `Learning(time_s)` at the start.
    angle_deg : float
        The angle from neutral; NaN where it is not measurable, which waits.
    time_s : float
        Now.
    rule : RangeRule
        How the exercise wants it learned.

    Returns
    -------
    Learning, OwnRange or None
        The new state, and the range once it is known: after two turning points at each end; after a wait
        with one at each; after a repeat request and another wait with a small default for what is missing.
    """
    if math.isnan(angle_deg):
        return learning, None
    gap_s = time_s - learning.seen_s
    if gap_s > _UNSEEN_S:
        learning = replace(learning, since_s=learning.since_s + gap_s, side=0, stretch=())
    learning = _follow(replace(learning, seen_s=time_s), angle_deg, time_s, rule)
    if min(len(learning.minus), len(learning.plus)) >= _TURNS:
        return learning, settle(learning, rule)
    if learning.side and time_s - learning.since_s >= rule.wait_s:
        learning = _close(learning, time_s)  # whoever stays at an end has reached it
    if time_s - learning.since_s < rule.wait_s:
        return learning, None
    if learning.asked_again or (learning.minus and learning.plus):
        return learning, settle(learning, rule)
    return replace(learning, since_s=time_s, asked_again=True), None


def settle(learning: Learning, rule: RangeRule) -> OwnRange:
    """Give the range as far as it is known: medians of the turning points, else the default."""
    return OwnRange(
        low_deg=median(learning.minus) if learning.minus else -rule.default_deg,
        high_deg=median(learning.plus) if learning.plus else rule.default_deg,
        assumed=(not learning.minus, not learning.plus),
    )


def show_meanwhile(learning: Learning, rule: RangeRule) -> OwnRange:
    """Give a range to show positions in while it is being learned: it grows with what was reached."""
    reached = (*learning.minus, *learning.plus, *learning.stretch, -rule.default_deg, rule.default_deg)
    return OwnRange(min(reached), max(reached), (True, True))


def _follow(learning: Learning, angle_deg: float, time_s: float, rule: RangeRule) -> Learning:
    if learning.side and learning.side * angle_deg < _OVER_SHARE * rule.least_deg:
        learning = _close(learning, time_s)
    if learning.side:
        return replace(learning, stretch=(*learning.stretch, angle_deg))
    if abs(angle_deg) < rule.least_deg:
        return learning
    side = 1 if angle_deg > 0 else -1
    return replace(learning, side=side, stretch_s=time_s, stretch=(angle_deg,))


def _close(learning: Learning, time_s: float) -> Learning:
    """End a stretch on one side; one that lasted gives a turning point.

    The waiting begins anew with one that was asked for: whoever goes to one end only is not waited for.
    """
    closed = replace(learning, side=0, stretch=())
    if time_s - learning.stretch_s < _LEAST_STRETCH_S:
        return closed
    ordered = sorted(learning.stretch, key=abs)
    turn = ordered[int(_END_QUANTILE * (len(ordered) - 1))]
    known = learning.plus if learning.side > 0 else learning.minus
    since_s = time_s if len(known) < _TURNS else learning.since_s
    if learning.side > 0:
        return replace(closed, since_s=since_s, plus=(*known, turn))
    return replace(closed, since_s=since_s, minus=(*known, turn))
