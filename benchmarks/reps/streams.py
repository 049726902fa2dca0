"""Streams of observations: a cached take shown along a script, at any frame rate, also in a mirror.

Nothing is rendered anew. Between two cached frames landmarks are interpolated. Whoever stops on the way keeps
the landmark noise of a still person: what each frame of the stillness departs from its own median.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.accuracy.store import CachedTake
from benchmarks.reps.script import Layout, Script, acts_of, lead_frames
from vision.pose import FloatArray, Landmark, Observation

# Ways of both feet with names traded, against with names kept, below which they were traded: halfway between
# even, and none at all. Feet side by side, whose names hardly matter, are often in between.
_MOST_OF_STAYED = 0.5


@dataclass(frozen=True, eq=False)
class Moment:
    """One frame to be shown; `noise` is the frame of the stillness whose noise is added, NaN without."""

    place: float
    noise: float = math.nan
    seen: bool = True


@dataclass(frozen=True)
class Film:
    """Shows a take along a script.

    Attributes
    ----------
    take : CachedTake
        What is shown.
    """

    take: CachedTake

    def play(self, script: Script, rate: float) -> list[Observation]:
        """Show a script at a frame rate, in frames a second."""
        return self.show(self._moments(script, rate), rate)

    def show(self, moments: Iterable[Moment], rate: float) -> list[Observation]:
        """Show moments of the take, one a frame."""
        first = lead_frames(self.take)
        still = slice(first, first + int(self.take.about["hold_frames"]))
        median = np.median(self.take.landmarks_px[still], axis=0)
        world_median = np.median(self.take.world_m[still], axis=0)
        shown = []
        for number, moment in enumerate(moments):
            xy, visibility, world = self._blend(moment.place)
            if not math.isnan(moment.noise):
                noisy_xy, _, noisy_world = self._blend(moment.noise)
                xy, world = xy + noisy_xy - median, world + noisy_world - world_median
            shown.append(self._observe(number / rate, moment, xy, visibility, world))
        return shown

    def _moments(self, script: Script, rate: float) -> Iterator[Moment]:
        layout = Layout.of(self.take)
        acts = list(acts_of(script))
        ends = np.cumsum([act.lasts_s for act in acts])
        starts = ends - [act.lasts_s for act in acts]
        for number in range(int(ends[-1] * rate)):
            time_s = number / rate
            which = min(int(np.searchsorted(ends, time_s, side="right")), len(acts) - 1)
            act, since_s = acts[which], time_s - float(starts[which])
            calm = layout.still(time_s)
            if act.kind == "lead":
                yield Moment(since_s * layout.rate)
            elif act.kind in ("still", "away"):
                yield Moment(calm, seen=act.kind == "still")
            else:
                place = layout.place(act.share_at(since_s), back=act.back)
                if act.kind == "pause" and act.start == 1 and layout.held:
                    # How somebody keeps still there was filmed.
                    yield Moment(layout.at_turn(since_s))
                else:
                    yield Moment(place, calm if act.kind == "pause" else math.nan)

    def _blend(self, place: float) -> tuple[FloatArray, FloatArray, FloatArray]:
        take = self.take
        first = min(int(place), take.frames - 1)
        second, share = min(first + 1, take.frames - 1), place - first
        # A frame in which nobody was found holds no landmarks to blend with.
        if share == 0 or not (take.found[first] and take.found[second]):
            first = second = first if share < 0.5 else second
        names = [_KEPT, _KEPT]
        if share and _have_traded(take.landmarks_px[first], take.landmarks_px[second]):
            # Names change from one frame to the next; blended, the legs would glide through each other.
            names[1 if share < 0.5 else 0] = _LEGS_TRADED
        xy, visibility, world = (
            (1 - share) * values[first, names[0]] + share * values[second, names[1]]
            for values in (take.landmarks_px, take.visibility, take.world_m)
        )
        return xy, visibility, world

    def _observe(
        self, time_s: float, moment: Moment, xy: FloatArray, visibility: FloatArray, world: FloatArray
    ) -> Observation:
        nearest = min(round(moment.place), self.take.frames - 1)
        if moment.seen and self.take.found[nearest]:
            return self.take.observe(nearest, time_s, (xy, visibility, world))
        return replace(self.take.observe(nearest, time_s, None), edges_lean_deg=math.nan)


def _have_traded(before: FloatArray, after: FloatArray) -> bool:
    """Whether the pose engine took one leg for the other: both feet are where the other one was."""
    feet = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
    stayed, traded = (
        np.linalg.norm(after[feet] - before[ankles], axis=1).sum() for ankles in (feet, feet[::-1])
    )
    return bool(traded < _MOST_OF_STAYED * stayed)


def _partner(mark: Landmark) -> Landmark:
    pairs = {"LEFT": "RIGHT", "RIGHT": "LEFT"}
    return Landmark["_".join(pairs.get(part, part) for part in mark.name.split("_"))]


_PARTNERS = [_partner(mark) for mark in Landmark]
_KEPT = list(Landmark)
_LEGS_TRADED = [_partner(mark) if mark >= Landmark.LEFT_KNEE else mark for mark in Landmark]


def mirrored(observations: Sequence[Observation]) -> list[Observation]:
    """Show the same scene in a mirror: what was the left of the picture and of the person is the right.

    A silhouette that is there is turned as well.
    """
    return [
        replace(
            one,
            pose=None
            if one.pose is None
            else replace(
                one.pose,
                landmarks_px=one.pose.landmarks_px[_PARTNERS] * (-1.0, 1.0) + (one.width_px, 0.0),
                visibility=one.pose.visibility[_PARTNERS],
                world_m=one.pose.world_m[_PARTNERS] * (-1.0, 1.0, 1.0),
                silhouette=None
                if one.pose.silhouette is None
                else np.ascontiguousarray(np.asarray(one.pose.silhouette)[:, ::-1]),
            ),
            edges_lean_deg=-one.edges_lean_deg,
        )
        for one in observations
    ]
