"""Pain, told before and after a set, and what it means for how far the next one goes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from pydantic import Field

from exercises.parts import Part

MOST_PAIN = 10
Rise = Annotated[int, Field(ge=1, le=MOST_PAIN)]


@dataclass(frozen=True)
class Pain:
    """What a person told of their pain, 0 (none) to 10 (the most they can think of).

    Attributes
    ----------
    before, after : int or None
        The set; None where they told nothing.

    Raises
    ------
    ValueError
        For a number that is not on the scale.
    """

    before: int | None = None
    after: int | None = None

    def __post_init__(self) -> None:
        for told in (self.before, self.after):
            if told is not None and not 0 <= told <= MOST_PAIN:
                raise ValueError(f"pain is told from 0 to {MOST_PAIN}, not {told}")

    @property
    def rise(self) -> float:
        """By how much it rose; NaN where it was not told twice."""
        if self.before is None or self.after is None:
            return math.nan
        return float(self.after - self.before)


class NextSet(Enum):
    """What a set's pain means for the next."""

    AS_IT_GREW = "as it grew"
    NO_FURTHER = "no further"
    SMALLER = "smaller"


class PainRule(Part):
    """When a range no longer grows, and when it becomes smaller.

    Attributes
    ----------
    withhold_rise : int
        From this rise on, the range stays as it was before the set.
    smaller_above_rise, smaller_above : int
        Above this rise, or above this pain after the set, it becomes smaller,
    smaller_by_share : float
        by this share of itself.
    """

    withhold_rise: Rise
    smaller_above_rise: Rise
    smaller_above: Rise
    smaller_by_share: Annotated[float, Field(gt=0, le=0.5)]
    source: str

    def judge(self, pain: Pain) -> NextSet:
        """Tell what follows from pain; from what was not told nothing does."""
        high = pain.after is not None and pain.after > self.smaller_above
        if high or pain.rise > self.smaller_above_rise:
            return NextSet.SMALLER
        return NextSet.NO_FURTHER if pain.rise >= self.withhold_rise else NextSet.AS_IT_GREW


DEFAULT_PAIN_RULE = PainRule(
    withhold_rise=2,
    smaller_above_rise=2,
    smaller_above=7,
    smaller_by_share=0.1,
    source="R: a rise of more than 2, or pain above 7, asks for the smaller version; "
    "P: a rise of 2 withholds growth, and a step back is a tenth, two steps of growth",
)
