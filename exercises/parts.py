"""What exercises are made of, whichever way they move: words, the start position, compensations."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from vision.angles import ANGLES, NEAR_SIDE_JOINTS
from vision.over_feet import OVER_FEET
from vision.posture import EXTRA_MEASURES, FEET_APART, KNEES_MEAN, Posture
from vision.thorax import THORAX_MEASURES

Degrees = Annotated[float, Field(ge=-180, le=180)]
Seconds = Annotated[float, Field(ge=0, le=600)]
Share = Annotated[float, Field(gt=0, le=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Sentence = Annotated[str, Field(min_length=3, max_length=120)]

MEASURES = (
    *ANGLES,
    *NEAR_SIDE_JOINTS,
    *EXTRA_MEASURES,
    *OVER_FEET,
    FEET_APART,
    KNEES_MEAN,
    *THORAX_MEASURES,
)


class Part(BaseModel):
    """A table of an exercise file: no field that nobody knows, nothing changed by accident."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def known_measure(name: str) -> str:
    """Let only names through that a posture has."""
    if name not in MEASURES:
        raise ValueError(f"must be one of {', '.join(MEASURES)}")
    return name


class Cue(Part):
    """One thing to say: the sentence, and another wording of it."""

    say: Sentence
    or_say: Sentence | None = None

    @property
    def wordings(self) -> tuple[str, ...]:
        """All ways of saying it."""
        return (self.say,) if self.or_say is None else (self.say, self.or_say)


class StartPosition(Part):
    """The posture in which the person is ready, read before neutral is known, so from anatomical zero.

    Attributes
    ----------
    trunk_at_deg, trunk_within_deg : float
        Where the trunk is, and how far off it may be; 0 is upright, 90 on all fours, -90 lying on the back.
    knees_at_deg, knees_within_deg : float
        Likewise of the knee nearer the camera; not asked of people who are seen from the front.
    still_s, still_within_deg : float
        How long the person keeps still, and how far the trunk may wander meanwhile.
    """

    trunk_at_deg: Degrees = 0.0
    trunk_within_deg: Degrees
    knees_at_deg: Degrees = 0.0
    knees_within_deg: Degrees
    still_s: Seconds
    still_within_deg: Degrees
    say: Sentence


class Limit(Part):
    """A measure and how far it may go, in its unit (degrees; percent of a shank over the feet), from neutral.

    `feet_apart` is no change from neutral: it is told as it is, in percent of a leg's length.

    Attributes
    ----------
    measure : str
        What is compared.
    above : float, optional
        The limit upward.
    beyond : float, optional
        The limit either way.
    below : float, optional
        The limit downward; exactly one of the three is given.
    """

    measure: str
    above: float | None = None
    beyond: Annotated[float, Field(gt=0)] | None = None
    below: float | None = None

    _measure = field_validator("measure")(known_measure)

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if [self.above, self.beyond, self.below].count(None) != 2:
            raise ValueError("expected either above or beyond or below")
        return self

    def worse(self, value: float, other: float) -> float:
        """Give the one of two values that is further past the limit."""
        return min(value, other) if self.below is not None else max(value, other)

    def judge(self, posture: Posture) -> tuple[float, bool]:
        """Give the measure, without its sign where the limit holds either way, and whether it is passed."""
        return self.judge_value(posture.value(self.measure))

    def judge_value(self, value: float) -> tuple[float, bool]:
        """Judge a value of the measure likewise."""
        if self.below is not None:
            return value, value < self.below
        if self.beyond is not None:
            value = abs(value)
        limit = self.above if self.beyond is None else self.beyond
        return value, limit is not None and value > limit


class AngleCompensation(Limit):
    """A measure that should keep to a limit while the repetition goes on.

    Attributes
    ----------
    otherwise : Limit, optional
        Judged in its place while the measure has no number.
    persistence_s : float
        How long the limit must be passed before it counts.
    while_above_deg : float
        Judged only while the movement's own angle, whichever way, is above this.
    severity : int
        3 is said before 2, 2 before 1.
    """

    kind: Literal["angle"]
    id: Identifier
    otherwise: Limit | None = None
    persistence_s: Seconds
    while_above_deg: Degrees = 0.0
    severity: Literal[1, 2, 3]
    source: str
    cue: Cue

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What is looked at, the better one first."""
        return (self,) if self.otherwise is None else (self, self.otherwise)

    def judge(self, posture: Posture) -> tuple[float, bool]:
        """Judge by the first measure that has a number; NaN when none has."""
        value, passed = super().judge(posture)
        if math.isnan(value) and self.otherwise is not None:
            return self.otherwise.judge(posture)
        return value, passed


class TempoCompensation(Part):
    """A repetition that is over sooner than it should be."""

    kind: Literal["tempo"]
    id: Identifier
    least_duration_s: Seconds
    severity: Literal[1, 2, 3]
    source: str
    cue: Cue


class HoldCompensation(Part):
    """A turning point that is left sooner than it should be.

    Attributes
    ----------
    from_deg : float
        Held is what goes on beyond this, in the movement's own direction and unit.
    least_hold_s : float
        How long without a break.
    enough : Sentence
        Said when it has been held for so long.
    """

    kind: Literal["hold"]
    id: Identifier
    from_deg: Degrees
    least_hold_s: Seconds
    enough: Sentence = "That is long enough. Come back when you like."
    severity: Literal[1, 2, 3]
    source: str
    cue: Cue


class SmoothnessCompensation(Part):
    """A way from one end to the other that comes to a halt (`exercises.smoothness`)."""

    kind: Literal["smoothness"]
    id: Identifier
    most_halted_share: Share
    severity: Literal[1, 2, 3]
    source: str
    cue: Cue


Compensation = Annotated[
    AngleCompensation | TempoCompensation | HoldCompensation | SmoothnessCompensation,
    Field(discriminator="kind"),
]


def judged_elsewhere(parts: Iterable[Compensation]) -> list[Compensation]:
    """Keep the compensations that can be judged where the movement's own angle is not seen.

    Not those that ask how far it has gone, nor for how long it went on: hips hardly move near standing, so by
    them a repetition looks shorter than it was.
    """
    return [part for part in parts if isinstance(part, AngleCompensation) and part.while_above_deg <= 0]
