"""One movement to both sides of the own range: where it has been, when it left rest and came back to it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from exercises.checker_state import Movement
from exercises.rest import LandingRule, Point, Way
from exercises.tempo import begin_s

# A movement to one side leaves rest this share of the way to its end beyond where the person rested, and has
# come back within the larger one of its lowest moment: more than sway and noise make of a small range
# (docs/measurements.md, "Pelvis repetitions"; chosen on every other person there).
LEFT_SHARE, BACK_SHARE = 0.05, 0.075
# Rest is looked for in this time before a movement stands out. A sixth of its frames lie beyond the place of
# rest: the furthest one alone is noise (P).
RUN_UP_S, _BEYOND = 1.5, 0.15
# Whoever has come back rests when they have not come nearer by the first of these for so long, or leave
# again by the third. Beyond the last they have gone on to the other side; nearer to the middle people rest,
# who seldom do on the very spot (P).
LANDING = LandingRule(within=0.03, for_s=0.15, rising=0.15, beyond=0.15)
# Where a movement goes on through the middle without a rest, so much of the way before is of its run-up (P).
_COMING_S = 0.15
# Between two movements with less time than this nobody rested (P: half of a short breath).
_RESTED_S = 0.5


@dataclass(frozen=True)
class Swing(Movement):
    """A movement to both sides that is going on; its `way` is told in positions of the own range.

    Attributes
    ----------
    side : int
        On which side the person is: -1, 1, or 0 in the middle, on the way to the other one.
    first : int
        Which side came first.
    reached : tuple of float
        How far the minus and the plus side were visited, in shares of the own range.
    middle_s : float
        When the middle was reached on the way back from the first side; NaN before.
    """

    side: int = 0
    first: int = 0
    reached: tuple[float, float] = (0.0, 0.0)
    middle_s: float = math.nan

    def reach(self, side: int) -> float:
        """How far a side was visited."""
        return self.reached[side > 0]

    def cross(self, position: float) -> Swing:
        """Leave the middle for the side of `position`."""
        return replace(self, side=1 if position > 0 else -1)

    def go(self, position: float) -> Swing:
        """Note a position: how far its side is visited."""
        if not self.side or self.side * position <= self.reach(self.side):
            return self
        minus, plus = self.reached
        return replace(self, reached=(-position, plus) if self.side < 0 else (minus, position))

    def across(self, leave_share: float) -> Way:
        """Give the way from leaving the first side to reaching the other one."""
        arrives = self.arrives(leave_share)
        leaves = max((at for at in range(arrives) if self._depth(at) >= leave_share), default=0)
        return self.way[leaves : arrives + 1]

    def arrives(self, leave_share: float) -> int:
        """Tell in which frame of the way the other side was reached."""
        last = len(self.way) - 1
        return next((at for at in range(last) if self._depth(at) <= -leave_share), last)

    def _depth(self, at: int) -> float:
        """How far on the first side a frame of the way is."""
        return self.first * self.way[at][1]


def goes_on(landed: Point) -> bool:
    """Whether a movement that came back went on through the middle without a rest."""
    return landed[1] <= LANDING.within - LANDING.beyond  # its lowest frame is known that closely


def makes_one(swing: Swing, landed: Point, ended_s: float) -> bool:
    """Whether both sides of a movement surely belong together.

    Whoever rests, goes to one side, rests again, and goes on through the middle after the other side may have
    begun there: what came before was one side only, and the rest is no halt.
    """
    return not goes_on(landed) or swing.start_s - ended_s < _RESTED_S


def follow_run_up(run_up: Way, here: Point) -> Way:
    """Keep what was just before: rest is looked for in it once a movement stands out."""
    if run_up and run_up[-1][0] == here[0]:
        return run_up
    first = next((at for at, (time_s, _) in enumerate(run_up) if here[0] - time_s <= RUN_UP_S), len(run_up))
    return (*run_up[first:], here)


def leave_rest(run_up: Way, side: int) -> tuple[float, Way]:
    """Tell when a movement to one side left rest, and its way since.

    Parameters
    ----------
    run_up : tuple of (float, float)
        Time and position of the frames just before it, the newest beyond rest.
    side : int
        To which side it goes.

    Returns
    -------
    float, tuple of (float, float)
        Seconds, between two frames, so that a slow rate begins it no sooner; and the frames from rest on.
    """
    depths = sorted(side * position for _, position in run_up)
    limit = depths[int(_BEYOND * (len(depths) - 1))] + LEFT_SHARE
    for at in range(len(run_up) - 1, 0, -1):
        before, after = run_up[at - 1 : at + 1]
        if side * before[1] <= limit:
            return _crossed_s(before, after, side * limit), run_up[at - 1 :]
    return run_up[0][0], run_up


def come_to_rest(way: Way, landed: Point, side: int) -> tuple[float, Way]:
    """Tell when a movement that comes back from one side came within rest, and the way from there on.

    Parameters
    ----------
    way : tuple of (float, float)
        Time and position of its frames.
    landed : (float, float)
        Time and depth on that side of the lowest one since it is back (`goes_on`).
    side : int
        From which side it comes.
    """
    lowest = next(at for at in range(len(way) - 1, -1, -1) if way[at][0] == landed[0])
    end, limit = lowest, max(landed[1], 0.0) + BACK_SHARE
    while end > 1 and side * way[end - 1][1] <= limit:
        end -= 1
    since_s, middle = landed[0], lowest
    if goes_on(landed):
        while middle > 1 and side * way[middle - 1][1] <= 0:
            middle -= 1
        since_s = way[middle][0] - _COMING_S
    return _crossed_s(way[end - 1], way[end], side * limit), tuple(one for one in way if one[0] >= since_s)


def lasted_s(swing: Swing, landed: Point, end_s: float, not_before_s: float, leave_share: float) -> float:
    """Tell how long a movement took with its slow beginning and end (`exercises.tempo`).

    Where it came from the other side without a rest, or goes on there, there is no such beginning or end.
    """
    outward = [(time_s, swing.first * place) for time_s, place in swing.way[: swing.arrives(leave_share)]]
    turn = max(range(len(outward)), key=lambda at: outward[at][1])
    began_s = max(not_before_s, min(swing.start_s, begin_s(tuple(outward[: turn + 1]), swing.start_s)))
    if goes_on(landed):
        return end_s - began_s
    back = [(time_s, swing.side * place) for time_s, place in swing.way if time_s <= landed[0]]
    last = max(range(len(back)), key=lambda at: back[at][1])
    backward = tuple((-time_s, depth) for time_s, depth in reversed(back[last:]))
    return max(end_s, -begin_s(backward, -end_s)) - began_s


def _crossed_s(before: Point, after: Point, limit: float) -> float:
    """Tell when a place between two frames was passed."""
    (before_s, before_at), (after_s, after_at) = before, after
    if before_at == after_at:
        return before_s
    share = (limit - before_at) / (after_at - before_at)
    return before_s + min(max(share, 0.0), 1.0) * (after_s - before_s)
