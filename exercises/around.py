"""What moves before the angle of a repetition does, and still moves when that is back.

Whoever rises from a chair leans forward before the knees open, and comes upright after they have sat down
(the flexion-momentum phase: Schenkman and others, Phys Ther 1990, 70:638). The repetition is all of it.
"""

from __future__ import annotations

import itertools
import math
from typing import Annotated, Literal

from pydantic import Field, field_validator

from exercises.parts import Part, known_measure
from vision.posture import Posture

Way = tuple[tuple[float, float], ...]
"""Time in seconds and value of every frame."""

# Who has sat down and does not come upright stays so: when this has not moved back by half a degree for this
# long, it is over (P: the trunk turns round within a third of a second of touching the seat).
_STAYS_FOR_S, _STAYS_WITHIN_DEG = 0.5, 0.5
# A rest is kept to for so long (P: the swing of a filter below it is over in 0.2).
_KEPT_FOR_S = 0.3


class Around(Part):
    """What begins before the angle does, and ends after it.

    Attributes
    ----------
    measure : str
        What moves.
    direction : str
        Which way it goes at first; every number here is told in this direction.
    rest_deg : float
        Within this above its lowest it is at rest; in the unit of the measure, degrees or percent.
    longest_s : float
        Further before, or after, nothing belongs to the repetition.
    """

    measure: str
    direction: Literal["plus", "minus"] = "plus"
    rest_deg: Annotated[float, Field(gt=0, le=20)]
    longest_s: Annotated[float, Field(gt=0, le=10)]
    source: str

    _measure = field_validator("measure")(known_measure)

    @property
    def sign(self) -> int:
        """Of the measure, where it goes the way that it goes at first."""
        return 1 if self.direction == "plus" else -1

    def read(self, posture: Posture) -> float:
        """Read how far it has gone, in its own direction; NaN when not measurable."""
        return self.sign * posture.value(self.measure)

    def note(self, way: Way, time_s: float, value: float) -> Way:
        """Add a frame; NaN adds nothing, and what is too old to matter is forgotten."""
        first = 0
        while first < len(way) and time_s - way[first][0] > self.longest_s:
            first += 1
        return way[first:] if math.isnan(value) else (*way[first:], (time_s, value))

    def start_s(self, way: Way, start_s: float) -> float:
        """Tell when a repetition whose angle leaves rest at `start_s` began."""
        before = [here for here in way if here[0] <= start_s]
        if not before:
            return start_s
        return _left_s(before, _lowest_kept(before) + self.rest_deg, start_s)

    def is_over(self, way: Way, landed_s: float) -> bool:
        """Tell whether it rests again, near neutral or elsewhere, since the angle did so at `landed_s`."""
        since = [here for here in way if here[0] >= landed_s]
        if not since or since[-1][1] <= self.rest_deg:
            return True
        lowest_s, lowest = since[0]
        for time_s, value in since:
            if value < lowest - _STAYS_WITHIN_DEG:
                lowest_s, lowest = time_s, value
        return since[-1][0] - min(lowest_s, since[-1][0]) >= _STAYS_FOR_S or (
            since[-1][0] - landed_s >= self.longest_s
        )

    def end_s(self, way: Way, end_s: float) -> float:
        """Tell when a repetition whose angle came within rest at `end_s` was over."""
        since = [(-time_s, value) for time_s, value in reversed(way) if time_s >= end_s]
        if not since:
            return end_s
        lowest = min(value for _, value in since)
        limit = min(lowest, 0.0) + self.rest_deg
        if since[0][1] > limit:  # it never came back: what is over is over
            limit = lowest + self.rest_deg
        # The way back is a way out that is played backwards: it is entered where it left rest last.
        return max(end_s, -_entered_s(since, limit, -end_s))


def _lowest_kept(way: list[tuple[float, float]]) -> float:
    """Tell the lowest that it kept to for a while; of a short way, the lowest there was.

    A live filter swings below where a quick movement ended: that moment alone is no rest.
    """
    kept = lowest = math.inf
    first = 0
    for number, (time_s, value) in enumerate(way):
        lowest = min(lowest, value)
        while first < number and time_s - way[first + 1][0] >= _KEPT_FOR_S:
            first += 1
        if time_s - way[first][0] >= _KEPT_FOR_S:
            kept = min(kept, max(value for _, value in way[first : number + 1]))
    return lowest if math.isinf(kept) else kept


def _left_s(way: list[tuple[float, float]], limit: float, otherwise_s: float) -> float:
    """Tell when a way passed a limit for the last time and stayed above, between two frames."""
    if way[-1][1] <= limit:
        return otherwise_s
    for (before_s, before), (after_s, after) in zip(way[-2::-1], way[:0:-1], strict=True):
        if before <= limit < after:
            return before_s + (after_s - before_s) * (limit - before) / (after - before)
    return way[0][0]


def _entered_s(way: list[tuple[float, float]], limit: float, otherwise_s: float) -> float:
    """Tell when a way that begins at rest passed a limit for the first time, between two frames."""
    for (before_s, before), (after_s, after) in itertools.pairwise(way):
        if before <= limit < after:
            return before_s + (after_s - before_s) * (limit - before) / (after - before)
    return otherwise_s
