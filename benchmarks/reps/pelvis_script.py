"""What people do who roll or hitch the pelvis: to both of their own ends, and in every messy way.

Positions are those of the exercises: -1 the minus end, 0 neutral, +1 the plus end, as the person showed them
when their own range was learned. Each stream begins with stillness and with that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from benchmarks.reps.kinds import (
    AFTER_S,
    AWAY_S,
    BEFORE_S,
    BETWEEN_S,
    BLINK_S,
    MIRRORED,
    PAUSE_S,
    RATES,
    TAKE_RATE,
)
from benchmarks.reps.script import VISIBLE_SHARE, Act, away, still
from benchmarks.reps.truth import STEP_S
from benchmarks.synthetic.moves import minimum_jerk
from benchmarks.synthetic.rolls import LEANING, TRUNK
from vision.pose import FloatArray

HASTY_S = 0.5
"""From neutral to an end, of somebody in a hurry: all round in two seconds."""
SMALL, SMALLER = 0.3, 0.75
"""Of the own range: what must not count, and what has to."""
LEARNED_S = 1.0
MIXED = "half repetitions"


@dataclass(frozen=True)
class Leg(Act):
    """One stretch of a way; `start` and `end` are positions.

    Attributes
    ----------
    way : str
        `LEANING`, `TRUNK`, or nothing for as meant.
    part : tuple of float
        Which part of the smooth path from `start` to `end` it is.
    """

    way: str = ""
    part: tuple[float, float] = (0.0, 1.0)

    def share_at(self, time_s: float) -> float:
        """Tell the position at a time from its start."""
        first, last = self.part
        return self.start + (self.end - self.start) * minimum_jerk(
            first + (last - first) * time_s / self.lasts_s
        )


@dataclass(frozen=True)
class Roll:
    """Legs that belong together, from neutral to neutral.

    Attributes
    ----------
    legs : tuple of Leg
        In order.
    whole : bool
        False for one that must not count.
    learns : bool
        Whether it shows the own range, which is not counted either.
    """

    legs: tuple[Leg, ...]
    whole: bool = True
    learns: bool = False

    @property
    def lasts_s(self) -> float:
        """For how long it goes on."""
        return sum(leg.lasts_s for leg in self.legs)

    @property
    def ends(self) -> tuple[float, float]:
        """How much of the way to each own end is made, minus first."""
        places = [place for leg in self.legs for place in (leg.start, leg.end)]
        return max(0.0, -min(places)), max(0.0, *places)

    @property
    def visible(self) -> tuple[float, float]:
        """From when until when, from its start, it is away from neutral by more than a twentieth."""
        times_s, places = self.places()
        away_s = times_s[np.abs(places) > VISIBLE_SHARE * max(self.ends)]
        return float(away_s[0]), float(away_s[-1])

    def places(self) -> tuple[FloatArray, FloatArray]:
        """Tell times from its start, every `STEP_S`, and the position at each."""
        times_s = np.arange(0.0, self.lasts_s, STEP_S)
        return times_s, np.array([leg.share_at(since_s) for leg, since_s in self.legs_at(times_s)])

    def legs_at(self, times_s: FloatArray) -> Iterator[tuple[Leg, float]]:
        """Say for times from its start which leg goes on, and since when."""
        ends_s = np.cumsum([leg.lasts_s for leg in self.legs])
        for time_s in times_s.tolist():
            at = min(int(np.searchsorted(ends_s, time_s, side="right")), len(self.legs) - 1)
            yield self.legs[at], time_s - float(ends_s[at]) + self.legs[at].lasts_s


RollScript = Sequence[Act | Roll]


@dataclass(frozen=True)
class RollKind:
    """One way of showing a take."""

    script: RollScript
    rate: float = TAKE_RATE


def legs(corners: Sequence[float], way_s: float, way: str = "") -> tuple[Leg, ...]:
    """Go from neutral to corner after corner and back to neutral, ``way_s`` for each length of the range."""
    places = [0.0, *corners, 0.0]
    return tuple(Leg("move", max(abs(b - a), 1e-9) * way_s, a, b, way=way) for a, b in pairwise(places))


def round_of(way_s: float, side: int, share: float = 1.0, way: str = "") -> Roll:
    """Go to both ends; what is smaller takes as much less time as keeps its speed."""
    return Roll(legs((side * share, -side * share), way_s, way), whole=share > SMALL)


def halting(way_s: float, side: int, place: float, pause_s: float) -> Roll:
    """Stop on the way; at a place before the first end, 0 in the middle, after the other one from 1 on."""
    out, across, back = legs((side, -side), way_s)
    if place == 0:
        first, then = Leg("move", way_s, side, 0.0), Leg("move", way_s, 0.0, -side)
        return Roll((out, first, Leg("pause", pause_s, 0.0, 0.0), then, back))
    if place == 1:
        return Roll((out, Leg("pause", pause_s, side, side), across, back))
    if place < 1:
        at = side * place
        rest, then = Leg("pause", pause_s, at, at), Leg("move", way_s * (1 - place), at, side)
        return Roll((Leg("move", way_s * place, 0.0, at), rest, then, across, back))
    at = -side * (place - 1)
    rest, then = Leg("pause", pause_s, at, at), Leg("move", way_s * (place - 1), at, 0.0)
    return Roll((out, across, Leg("move", way_s * (2 - place), -side, at), rest, then))


def roll_kinds(way_s: float, trunk_s: float, side: int) -> Mapping[str, RollKind]:
    """Make every stream of a take.

    Parameters
    ----------
    way_s, trunk_s : float
        From neutral to an end, and until the trunk alone has leant, as filmed.
    side : int
        Which end comes first, -1 or 1.
    """
    shown = Roll(legs((side, -side, side, -side), way_s), whole=False, learns=True)
    begin: RollScript = (still(BEFORE_S), shown, still(LEARNED_S))
    end, pause, again = still(AFTER_S), still(BETWEEN_S), still(BEFORE_S)
    one, small = round_of(way_s, side), round_of(way_s, side, SMALL)
    one_side = Roll(legs((side,), way_s), whole=False)
    trunk = Roll(legs((1.0,), trunk_s, TRUNK), whole=False)
    gone = Roll((Leg("move", way_s, 0.0, side), Leg("move", way_s / 2, side, side / 2)), whole=False)

    def between(roll: Roll) -> RollKind:
        return RollKind((*begin, one, pause, roll, pause, one, end))

    mixed = between(small)
    return {
        "clean": RollKind((*begin, one, end)),
        "set of three": between(one),
        "three in one go": RollKind((*begin, *_in_one_go(way_s, side, 3), end)),
        "a smaller one": between(round_of(way_s, side, SMALLER)),
        "a hasty one": between(round_of(HASTY_S, side)),
        "a leaning one": between(round_of(way_s, side, way=LEANING)),
        "a halt in the middle": between(halting(way_s, side, 0, PAUSE_S)),
        MIXED: mixed,
        "one side only": between(one_side),
        "only the trunk": between(trunk),
        "pause on the way out": RollKind((*begin, halting(way_s, side, 0.6, PAUSE_S), end)),
        "pause at the turn": RollKind((*begin, halting(way_s, side, 1, PAUSE_S), end)),
        "pause on the way back": RollKind((*begin, halting(way_s, side, 1.5, PAUSE_S), end)),
        "false start": RollKind((*begin, small, pause, one, end)),
        "moving before ready": RollKind((small, still(0.3), small, *begin, one, end)),
        "away between": RollKind((*begin, one, pause, away(AWAY_S), again, one, end)),
        "away on the way": RollKind((*begin, one, pause, gone, away(AWAY_S), again, one, end)),
        "unseen for a moment": RollKind((*begin, one, still(0.2), away(BLINK_S), still(0.2), one, end)),
        **{f"{rate:.0f}_per_s": RollKind(mixed.script, rate) for rate in RATES},
        MIRRORED: RollKind(mixed.script),
    }


def _in_one_go(way_s: float, side: int, rounds: int) -> list[Roll]:
    """Go round and round, through the middle without a stop there; cut where a round is complete."""
    out, *across, home = legs((side, -side) * rounds, way_s)
    rolls, first = [], out
    for number in range(rounds):
        forth = across[2 * number]
        if number == rounds - 1:
            rolls.append(Roll((first, forth, home)))
            break
        back = across[2 * number + 1]
        rolls.append(Roll((first, forth, replace(back, lasts_s=back.lasts_s / 2, part=(0.0, 0.5)))))
        first = replace(back, lasts_s=back.lasts_s / 2, part=(0.5, 1.0))
    return rolls
