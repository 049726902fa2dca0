"""Where a movement begins and where it ends: when its angle leaves rest, and when it comes to rest again."""

from __future__ import annotations

import math
from typing import NamedTuple

from exercises.ways import Movement

Point = tuple[float, float]
"""Time in seconds and angle in degrees."""
Way = tuple[Point, ...]

# At rest the angle stays within this above its lowest; sway and landmark noise stay below 2 (P). Who
# lingers above it starts from there, not from when they last stood at neutral. Small ones have less room.
_REST_DEG, _REST_SHARE = 3.0, 0.15
_LINGER_S = 1.5
# A live filter swings 3 to 5 degrees below neutral where a quick movement ended, for 0.2 s or so. A rest told
# there would be left on the way back to neutral. So below it rest is the mean of so long, and lower than that
# by this share of the room above it, as the lowest of who keeps still is (P: 0.5 of 3 degrees).
_SWINGS_S = 0.3
_LOWEST_SHARE = 1 / 6
# Whoever stays within this for so long is at rest there (P: a bow of ten seconds moves by 3 there).
_STILL_WITHIN_DEG, _STILL_FOR_S = 1.0, 0.4
# Frames further apart have too much between them for a parabola (P: two gaps at 8 frames/s, and a little).
_BESIDE_S = 0.3


# A movement that is back has come to rest when its angle has not fallen by this much for this long (P: noise
# of a filtered angle is 0.2), or when the next one begins to rise.
class LandingRule(NamedTuple):
    """When a movement that is back has come to rest, in the unit that it is told in.

    `beyond` is how far on the other side of neutral it has gone on; who is all the way back, and does not go
    on, rests after `back_for_s`.
    """

    within: float
    for_s: float
    rising: float
    beyond: float = 0.0
    back_for_s: float = 0.12


_LANDING = LandingRule(within=0.5, for_s=0.12, rising=2.0)


def rest_within_deg(rule: Movement) -> float:
    """Tell how far above its lowest an angle still is at rest, for one movement."""
    return min(_REST_DEG, _REST_SHARE * rule.least_excursion_deg)


def follow_rest(rest: Point, run_up: Way, here: Point, rule: Movement) -> tuple[Point, Way]:
    """Note when the person was last at rest: where they stand, or lingering in the dead zone above it.

    Parameters
    ----------
    rest : Point
        When that was and the angle there; a time of NaN before it was.
    run_up : tuple of Point
        Every frame since.
    here : Point
        The newest frame.
    rule : Movement
        The movement's thresholds.
    """
    rest_s, rest_deg = rest
    time_s, angle = here
    if math.isnan(rest_s):
        return (here, (here,)) if angle < rule.return_deg else (rest, run_up)
    if time_s - rest_s > _LINGER_S:
        return here, (here,)
    if angle <= rest_deg + rest_within_deg(rule):
        return (time_s, _rest_deg(rest, here, rule)), (here,)
    run_up = (*run_up, here)
    return (here, (here,)) if _is_still(run_up) else (rest, run_up)


def _rest_deg(rest: Point, here: Point, rule: Movement) -> float:
    """Tell the lowest angle at rest; below neutral, where a swing goes too, by the mean of late."""
    (rest_s, rest_deg), (time_s, angle) = rest, here
    if min(angle, rest_deg) >= 0:
        return min(angle, rest_deg)
    below, lowest = min(rest_deg, 0.0), min(angle, 0.0) - _LOWEST_SHARE * rest_within_deg(rule)
    return below + (1 - math.exp((rest_s - time_s) / _SWINGS_S)) * (lowest - below)


def _is_still(run_up: Way) -> bool:
    """Whether the newest frames of a run-up stay within rest for long enough."""
    newest_s, low = run_up[-1]
    high = low
    for time_s, angle in reversed(run_up):
        low, high = min(low, angle), max(high, angle)
        if high - low > _STILL_WITHIN_DEG:
            return False
        if newest_s - time_s >= _STILL_FOR_S:
            return True
    return False


def left_rest_s(rest: Point, run_up: Way, rule: Movement) -> float:
    """Tell when a movement left rest: between two frames, so that a slow rate begins it no sooner.

    Parameters
    ----------
    rest : Point
        When the person was last at rest, and their lowest angle there.
    run_up : tuple of Point
        Every frame since, the newest above rest; that of the rest first, if it was one.
    rule : Movement
        The movement's thresholds.
    """
    limit_deg, before = rest[1] + rest_within_deg(rule), rest
    for number, here in enumerate(run_up):
        if here[1] > limit_deg:
            return _passed_s(before, here, run_up[number + 1 : number + 2], limit_deg)
        before = here
    return before[0]


def _passed_s(before: Point, after: Point, beside: Way, limit_deg: float) -> float:
    """Tell when a limit was passed between two frames, along the parabola through them and one beside them.

    Movements begin and end slowly: along a straight line, few pictures a second would tell either end too far
    out. Without a frame beside them, or with one that is too far away, it has to do.
    """
    (before_s, before_deg), (after_s, after_deg) = before, after
    step_s = after_s - before_s
    if not step_s > 0:
        return before_s
    speed = (after_deg - before_deg) / step_s
    straight_s = before_s + (limit_deg - before_deg) / speed
    if not beside or abs(beside[0][0] - (after_s if beside[0][0] < before_s else before_s)) > _BESIDE_S:
        return straight_s
    (third_s, third_deg) = beside[0]
    along_s = third_s - before_s
    bends = (third_deg - before_deg - speed * along_s) / (along_s * (along_s - step_s))
    # Solve bends x^2 + slope x = missing for the x between the two, in the way that loses no digits.
    slope, missing = speed - bends * step_s, limit_deg - before_deg
    half = (slope + math.copysign(math.sqrt(slope * slope + 4 * bends * missing), slope)) / 2
    for x in (missing / half if half else math.nan, -half / bends if bends else math.nan):
        if 0 <= x <= step_s:
            return before_s + x
    return straight_s


def rest_after(landed: Point, before_deg: float) -> float:
    """Tell where somebody rests who has just landed, and rested at `before_deg` before they set off."""
    return max(landed[1], min(before_deg, 0.0))


def turning_deg(way: Way) -> float:
    """Tell how far a way went: between two frames, so that a slow rate reads it no smaller.

    The turning point of the parabola through its largest frame and the two beside it.
    """
    turn = max(range(len(way)), key=lambda number: way[number][1])
    top_s, top_deg = way[turn]
    if not 0 < turn < len(way) - 1:
        return top_deg
    (before_s, before_deg), (after_s, after_deg) = way[turn - 1], way[turn + 1]
    if after_s - before_s > _BESIDE_S:
        return top_deg
    rises, falls = (top_deg - before_deg) / (top_s - before_s), (top_deg - after_deg) / (after_s - top_s)
    bends = (rises + falls) / (after_s - before_s)
    # Its slope in the largest frame, of both ways there weighed by how near their frames are.
    slope = rises - bends * (top_s - before_s)
    return top_deg + slope * slope / (4 * bends) if bends > 0 else top_deg


def follow_landing(landed: Point | None, here: Point, rule: LandingRule = _LANDING) -> tuple[Point, bool]:
    """Follow a movement that is back below its threshold until it comes to rest.

    Parameters
    ----------
    landed : Point or None
        Its lowest frame since; None in the first one.
    here : Point
        The newest frame.
    rule : LandingRule
        What counts as rest; in degrees unless given.

    Returns
    -------
    Point, bool
        The lowest frame, and whether the movement is over.
    """
    time_s, angle = here
    if landed is None or angle < landed[1] - rule.within:
        landed = here
    still_s = rule.for_s if landed[1] > 0 else rule.back_for_s
    over = angle <= -rule.beyond or time_s - landed[0] >= still_s or angle > landed[1] + rule.rising
    return landed, over


def part_at_rest(way: Way, landed: Point, rule: Movement) -> tuple[Way, Way]:
    """Part a way where it came within rest of its lowest frame, and from that frame on.

    The first part ends as movements begin, so that both ends are told alike.
    """
    lowest = way.index(landed)
    end, limit_deg = lowest, landed[1] + rest_within_deg(rule)
    while end and way[end - 1][1] <= limit_deg:
        end -= 1
    # Between two frames, so that a slow rate ends it no later.
    passed_s = _passed_s(way[end - 1], way[end], way[max(end - 2, 0) : end - 1], limit_deg)
    return (*way[:end], (passed_s, limit_deg)), way[lowest:]
