"""Streams of people who roll or hitch the pelvis: a cached take shown along a script, readings beside it.

Between two cached frames readings are interpolated as landmarks are; where only one of the two has a number
the nearer frame decides. Whoever keeps still on the way keeps the noise of a still person in both.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks.reps.pelvis_script import Leg, Roll, RollScript
from benchmarks.reps.pelvis_store import OTHER_SIDE, Noted, RollCache, reading_of
from benchmarks.reps.script import Act, Layout, inverse_minimum_jerk
from benchmarks.reps.streams import Film, Moment, mirrored
from benchmarks.synthetic.rolls import LEANING, MINUS, PLUS, TRUNK
from vision.pose import FloatArray, Observation


@dataclass(frozen=True)
class Filmed:
    """One way of a take: its last still frame before it, and how many frames there are to its end."""

    start: int
    frames: int

    def place(self, share: float, *, back: bool) -> float:
        """Where this share of the way is shown, on the way out or back."""
        along = inverse_minimum_jerk(share) * self.frames
        return self.start + (2 * self.frames - along if back else along)


@dataclass(frozen=True)
class RollFilm:
    """Shows a take along a script.

    Attributes
    ----------
    cache : RollCache
        What is shown.
    """

    cache: RollCache

    @cached_property
    def ways(self) -> Mapping[str, Filmed]:
        """What was filmed, by name."""
        return {one["name"]: Filmed(one["start"], one["frames"]) for one in self.cache.take.about["ways"]}

    def way_s(self, name: str = MINUS) -> float:
        """From neutral to the end of a way, as filmed."""
        return self.ways[name].frames / float(self.cache.take.about["frames_per_s"])

    def play(
        self, script: RollScript, rate: float, *, mirror: bool = False
    ) -> tuple[list[Observation], Noted]:
        """Show a script at a frame rate: what the pose engine tells, and what the pelvis estimator does."""
        moments = list(self._moments(script, rate))
        observations = Film(self.cache.take).show(moments, rate)
        view = OTHER_SIDE[self.cache.view] if mirror else self.cache.view
        readings = {
            number / rate: reading_of(self._reading(moment, mirror), view)
            for number, moment in enumerate(moments)
        }
        return (mirrored(observations) if mirror else observations), Noted(view, readings)

    def truth(self, roll: Roll, angle: str) -> FloatArray:
        """One true angle through a movement, every `STEP_S`."""
        values = self.cache.take.truth(angle)
        times_s, _ = roll.places()
        shown = [self._place(leg, since_s) for leg, since_s in roll.legs_at(times_s)]
        return np.interp(shown, np.arange(len(values)), values)

    def _moments(self, script: RollScript, rate: float) -> Iterator[Moment]:
        take = self.cache.take
        layout = Layout(int(take.about["hold_frames"]), 1, float(take.about["frames_per_s"]))
        acts = list(_acts_of(script))
        ends_s = np.cumsum([act.lasts_s for act in acts])
        for number in range(int(ends_s[-1] * rate)):
            time_s = number / rate
            at = min(int(np.searchsorted(ends_s, time_s, side="right")), len(acts) - 1)
            act, calm = acts[at], layout.still(time_s)
            if not isinstance(act, Leg):
                yield Moment(calm, seen=act.kind == "still")
            else:
                place = self._place(act, time_s - float(ends_s[at]) + act.lasts_s)
                yield Moment(place, calm if act.kind == "pause" else math.nan)

    def _place(self, leg: Leg, since_s: float) -> float:
        position = leg.share_at(since_s)
        side = position or leg.end - leg.start or 1.0
        name = MINUS if side < 0 else PLUS
        if leg.way == TRUNK:
            name = TRUNK
        elif leg.way == LEANING and f"{name} {LEANING}" in self.ways:
            name = f"{name} {LEANING}"
        return self.ways[name].place(abs(position), back=side * (leg.end - leg.start) < 0)

    def _reading(self, moment: Moment, mirror: bool) -> FloatArray:
        values = self.cache.readings[:, int(mirror)]
        told = _blend(values, moment.place)
        if math.isnan(moment.noise):
            return told
        still = values[: int(self.cache.take.about["hold_frames"])]
        # What has no number now and then has none of its own noise either.
        off = _blend(values, moment.noise)[0] - np.median(still[:, 0], axis=0)
        return np.stack([told[0] + np.nan_to_num(off), told[1]])


def _acts_of(script: RollScript) -> Iterator[Act]:
    for part in script:
        yield from part.legs if isinstance(part, Roll) else (part,)


def rolls_of(script: RollScript) -> Iterator[tuple[float, Roll]]:
    """Give every movement with the time at which it starts."""
    at_s = 0.0
    for part in script:
        if isinstance(part, Roll):
            yield at_s, part
        at_s += part.lasts_s


def _blend(values: FloatArray, place: float) -> FloatArray:
    first = min(int(place), len(values) - 1)
    second, share = min(first + 1, len(values) - 1), place - first
    mixed = (1 - share) * values[first] + share * values[second]
    return np.where(np.isnan(mixed), values[first if share < 0.5 else second], mixed)
