"""What a person does in a stream, as a list of acts: what is on show at any time, and what is true of it.

A place is where on a take's own timeline a moment is shown: a number of frames from its first one, between
two of them as well. Every movement goes from rest to rest along the smooth path of
`benchmarks.synthetic.moves.minimum_jerk`, so also one that stops half-way and turns round.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.store import CachedTake
from benchmarks.synthetic.moves import minimum_jerk

VISIBLE_SHARE = 0.05
"""Of its depth: from here on a movement counts as visible (P: 3 degrees of a bow of 60)."""


def lead_frames(take: CachedTake) -> int:
    """Give the frames of a take before its stillness, of who steps into the start position."""
    return round(float(take.about.get("lead_s", 0.0)) * float(take.about["frames_per_s"]))


@dataclass(frozen=True)
class Layout:
    """Where the parts of a take lie, in frames: stillness, the way out, the way back.

    Attributes
    ----------
    hold : int
        Frames of stillness.
    out : int
        Frames from the last of them to the turning point, and from there back.
    rate : float
        Frames a second.
    held : int
        Frames at the turning point beside the one in which it is reached.
    lead : int
        Frames before the stillness, of who steps into the start position.
    """

    hold: int
    out: int
    rate: float
    held: int = 0
    lead: int = 0

    @staticmethod
    def of(take: CachedTake) -> Layout:
        """Read it from what is known of a take, as `benchmarks.synthetic.takes.Take.timeline` lays it out."""
        rate = float(take.about["frames_per_s"])
        return Layout(
            int(take.about["hold_frames"]),
            round(float(take.about["repetition_s"]) / 2 * rate),
            rate,
            round(float(take.about.get("held_s", 0.0)) * rate),
            lead_frames(take),
        )

    @property
    def lead_s(self) -> float:
        """For how long the person gets into the start position."""
        return self.lead / self.rate

    @property
    def hold_s(self) -> float:
        """For how long the person keeps still."""
        return (self.hold - 1) / self.rate

    @property
    def lasts_s(self) -> float:
        """For how long it goes out and back, without the time at the turning point."""
        return 2 * self.out / self.rate

    @property
    def held_s(self) -> float:
        """For how long the turning point is held."""
        return self.held / self.rate

    def after_s(self, frames: int) -> float:
        """Give the stillness at the end of so many frames."""
        return (frames - 1) / self.rate - self.lead_s - self.hold_s - self.lasts_s - self.held_s

    def place(self, share: float, *, back: bool) -> float:
        """Where this share of the depth is shown, on the way out or back."""
        way = inverse_minimum_jerk(share) * self.out
        start = self.lead + self.hold - 1
        return start + 2 * self.out + self.held - way if back else start + way

    def still(self, time_s: float) -> float:
        """Where to look for a person who keeps still: the stillness, played back and forth."""
        return self.lead + _swing(time_s * self.rate, self.hold - 1)

    def at_turn(self, time_s: float) -> float:
        """Where to look for a person who holds the turning point: the frames of it, played back and forth."""
        return self.place(1.0, back=False) + _swing(time_s * self.rate, self.held)


@dataclass(frozen=True)
class Act:
    """One thing a person does.

    Attributes
    ----------
    kind : str
        ``lead`` (into the start position, as filmed), ``still``, ``move``, ``pause`` (in the middle of a
        movement) or ``away`` (out of the picture).
    lasts_s : float
        For how long.
    start, end : float
        Of a movement: share of the full depth at both ends; a pause keeps the share it starts with.
    back : bool
        Whether the take's way back is shown.
    """

    kind: str
    lasts_s: float
    start: float = 0.0
    end: float = 0.0
    back: bool = False

    def share_at(self, time_s: float) -> float:
        """Share of the depth at a time from its start."""
        return self.start + (self.end - self.start) * minimum_jerk(time_s / self.lasts_s)


@dataclass(frozen=True)
class Movement:
    """Acts that belong together: out, perhaps a stop, and back.

    Attributes
    ----------
    acts : tuple of Act
        In order.
    whole : bool
        False for one that must not count: it turned round half-way, nobody was ready, or it left the picture.
    """

    acts: tuple[Act, ...]
    whole: bool = True

    @property
    def lasts_s(self) -> float:
        """For how long it goes on."""
        return sum(act.lasts_s for act in self.acts)

    @property
    def depth(self) -> float:
        """Share of the full depth that it reaches."""
        return max(max(act.start, act.end) for act in self.acts)

    @property
    def peak_s(self) -> float:
        """When it turns round, from its start; the middle of a pause there."""
        at_s, times = 0.0, []
        for act in self.acts:
            times += [at_s] * (act.start == self.depth) + [at_s + act.lasts_s] * (act.end == self.depth)
            at_s += act.lasts_s
        return (min(times) + max(times)) / 2

    def visible(self, share: float = VISIBLE_SHARE) -> tuple[float, float]:
        """From when until when, from its start, it is deeper than a share of its depth."""
        first, last = self.acts[0], self.acts[-1]
        enters_s = inverse_minimum_jerk(share * self.depth / first.end) * first.lasts_s
        leaves_s = inverse_minimum_jerk(share * self.depth / max(last.start, share)) * last.lasts_s
        return enters_s, self.lasts_s - leaves_s


Script = Sequence[Act | Movement]


def lead(lasts_s: float) -> Script:
    """Get into the start position; nothing for who was filmed in it."""
    return (Act("lead", lasts_s),) if lasts_s else ()


def still(lasts_s: float) -> Act:
    """Keep still."""
    return Act("still", lasts_s)


def away(lasts_s: float) -> Act:
    """Be out of the picture."""
    return Act("away", lasts_s)


def repetition(lasts_s: float, depth: float = 1.0, *, held_s: float = 0.0, whole: bool = True) -> Movement:
    """Go out, hold, and back; a smaller one takes as much less time as keeps its speed."""
    half_s = lasts_s / 2 * depth
    held = _held(held_s, depth)
    return Movement((Act("move", half_s, 0, depth), *held, Act("move", half_s, depth, 0, back=True)), whole)


def _held(held_s: float, depth: float = 1.0) -> tuple[Act, ...]:
    return (Act("pause", held_s, depth, depth),) if held_s else ()


def half(lasts_s: float, depth: float = 0.4) -> Movement:
    """Turn round early: a look at the floor, a false start."""
    return repetition(lasts_s, depth, whole=False)


def paused(lasts_s: float, at: float, pause_s: float, *, back: bool = False, held_s: float = 0.0) -> Movement:
    """Stop on the way out or back, or for longer at the turning point."""
    if at == 1:
        return repetition(lasts_s, held_s=held_s + pause_s)
    half_s = lasts_s / 2
    first = Act("move", half_s * (1 - at if back else at), 1.0 if back else 0.0, at, back)
    rest = Act("pause", pause_s, at, at, back)
    then = Act("move", half_s * (at if back else 1 - at), at, 0.0 if back else 1.0, back)
    if back:
        return Movement((Act("move", half_s, 0, 1), *_held(held_s), first, rest, then))
    return Movement((first, rest, then, *_held(held_s), Act("move", half_s, 1, 0, back=True)))


def broken_off(lasts_s: float, at: float, away_s: float) -> Movement:
    """Walk out of the picture on the way."""
    return Movement((Act("move", lasts_s / 2 * at, 0, at), away(away_s)), whole=False)


def acts_of(script: Script) -> Iterator[Act]:
    """Give every act of a script in order."""
    for part in script:
        yield from part.acts if isinstance(part, Movement) else (part,)


def movements_of(script: Script) -> Iterator[tuple[float, Movement]]:
    """Give every movement with the time at which it starts."""
    at_s = 0.0
    for part in script:
        if isinstance(part, Movement):
            yield at_s, part
        at_s += part.lasts_s


def _swing(along: float, last: int) -> float:
    """Go from 0 to a last place and back, over and over."""
    if not last:
        return 0.0
    along %= 2 * last
    return min(along, 2 * last - along)


def inverse_minimum_jerk(share: float) -> float:
    """Tell how far along its time the smooth path reaches a share."""
    if not 0 < share < 1:
        return min(max(share, 0.0), 1.0)
    low, high = 0.0, 1.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if minimum_jerk(middle) < share else (low, middle)
    return math.fsum((low, high)) / 2
