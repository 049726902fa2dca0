"""How a repetition goes: one way and back in degrees, or to both own ends in shares of the own range."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from exercises.around import Around
from exercises.pain import DEFAULT_PAIN_RULE, PainRule
from exercises.parts import Cue, Degrees, Limit, Part, Seconds, Sentence, Share, known_measure
from vision.angles import View
from vision.posture import Posture

Percent = Annotated[float, Field(gt=0, le=200)]


class Elsewhere(Part):
    """How repetitions are counted in views that do not show the movement's own angle (`vision.over_feet`).

    They are counted there, and what else that view shows is judged; how far they went is not told.

    Attributes
    ----------
    views : list of View
        Which these are.
    measure : str
        What tells a repetition there.
    direction : str
        Which way it goes from the start position.
    leave_percent, return_percent, least_percent, around
        As the movement's own, in percent of the person's shank.
    """

    views: Annotated[list[View], Field(min_length=1)]
    measure: Literal["hip_height"]
    direction: Literal["plus", "minus"]
    leave_percent: Percent
    return_percent: Percent
    least_percent: Percent
    around: Around | None = None
    source: str

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.return_percent < self.leave_percent < self.least_percent:
            raise ValueError("expected return_percent < leave_percent < least_percent")
        return self


class Movement(Part):
    """The angle that makes the repetition, and the thresholds that tell one from standing and from half ones.

    Attributes
    ----------
    angle : str
        The measure that moves.
    direction : str
        Which way it goes from the start position. Every other number here and in the target is told in this
        direction, so it is positive; and in the measure's own unit, degrees or percent (`PERCENT_MEASURES`).
    leave_deg, return_deg : float
        A repetition goes on from passing `leave_deg` until falling below `return_deg`; between the two lies
        a dead zone.
    least_excursion_deg : float
        A smaller movement is no repetition.
    least_duration_s, most_duration_s : float
        A shorter or longer one is no repetition either.
    another : tuple of Limit
        What passes one of these for `another_persistence_s` is another movement, in which the angle moves
        too: whoever sits down bends forward as well. It holds at both ends of a repetition as well: there is
        no rest, and no start position, while a limit is passed.
    elsewhere : Elsewhere, optional
        How it is counted in other views.
    otherwise : str, optional
        Read in place of the angle while that has no number: the mean of both knees, while nobody can tell
        which leg is which.
    around : Around, optional
        What begins before the angle does, and ends after it.
    """

    angle: str
    direction: Literal["plus", "minus"] = "plus"
    leave_deg: Degrees
    return_deg: Degrees
    least_excursion_deg: Degrees
    least_duration_s: Seconds
    most_duration_s: Seconds
    another: tuple[Limit, ...] = ()
    another_persistence_s: Seconds = 0.3
    elsewhere: Elsewhere | None = None
    otherwise: str | None = None
    around: Around | None = None
    source: str

    _angle = field_validator("angle")(known_measure)

    @field_validator("otherwise")
    @classmethod
    def _known_otherwise(cls, name: str | None) -> str | None:
        return None if name is None else known_measure(name)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not 0 < self.return_deg < self.leave_deg < self.least_excursion_deg:
            raise ValueError("expected 0 < return_deg < leave_deg < least_excursion_deg")
        if not self.least_duration_s < self.most_duration_s:
            raise ValueError("expected least_duration_s < most_duration_s")
        return self

    def read(self, posture: Posture) -> float:
        """Read how far the movement has gone, degrees in its own direction; NaN when not measurable."""
        value = posture.value(self.angle)
        if self.otherwise is not None and math.isnan(value):
            value = posture.value(self.otherwise)
        return value if self.direction == "plus" else -value

    def is_another(self, posture: Posture) -> bool:
        """Whether a limit is passed that no repetition of this exercise passes, nor its start position."""
        return any(limit.judge(posture)[1] for limit in self.another)

    def another_since(self, before_s: float, posture: Posture) -> float:
        """Tell since when one has been passed, from since when it was in the frame before; NaN for none."""
        if not self.is_another(posture):
            return math.nan
        return posture.time_s if math.isnan(before_s) else before_s

    def by(self, elsewhere: Elsewhere) -> Movement:
        """Give the same movement as it is counted elsewhere: its numbers are percent of a shank."""
        return self.model_copy(
            update={
                "angle": elsewhere.measure,
                "direction": elsewhere.direction,
                "leave_deg": elsewhere.leave_percent,
                "return_deg": elsewhere.return_percent,
                "least_excursion_deg": elsewhere.least_percent,
                "source": elsewhere.source,
                "otherwise": None,
                "around": elsewhere.around,
            }
        )


class OwnTarget(Part):
    """How the person's own comfortable range becomes the target (`exercises.own_target`).

    Attributes
    ----------
    repetitions : int
        So many, as far as is comfortable, set the range.
    from_share, to_share : float
        The band, in shares of it.
    grow_after : int
        After so many repetitions on target in a row it grows,
    grow_share : float
        by this share of itself.
    pain : PainRule
        What pain that is told before and after a set means for the next.
    """

    repetitions: Annotated[int, Field(ge=1, le=5)]
    from_share: Share
    to_share: Annotated[float, Field(gt=1, le=2)]
    grow_after: Annotated[int, Field(ge=1, le=20)]
    grow_share: Annotated[float, Field(gt=0, le=0.2)]
    pain: PainRule = DEFAULT_PAIN_RULE
    source: str


class Target(Part):
    """The band in which the movement's turning point should lie.

    Attributes
    ----------
    from_deg, to_deg : float
        The clinical default; with `own`, what a grown range is not led beyond is `to_deg`.
    own : OwnTarget, optional
        Where the person's own range makes the band.
    """

    from_deg: Degrees
    to_deg: Degrees
    source: str
    own: OwnTarget | None = None
    too_little: Cue
    too_much: Cue

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.from_deg < self.to_deg:
            raise ValueError("expected from_deg < to_deg")
        return self


class RangeRule(Part):
    """How the person's own range is learned (`exercises.own_range`).

    Attributes
    ----------
    least_deg : float
        An end nearer to neutral than this is not told from sway.
    default_deg : float
        Taken for an end that was asked for twice and not reached.
    wait_s : float
        How long an end is waited for, each time it is asked for.
    trunk_within_deg : float
        While the trunk leans further than this from neutral, nothing is learned: a bow is no roll.
    """

    least_deg: Annotated[float, Field(gt=0, le=90)]
    default_deg: Annotated[float, Field(gt=0, le=90)]
    wait_s: Annotated[float, Field(gt=0, le=120)]
    trunk_within_deg: Annotated[float, Field(gt=0, le=90)]
    source: str

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.default_deg < self.least_deg:
            raise ValueError("expected least_deg <= default_deg")
        return self


class Sway(Part):
    """A movement to both sides of neutral, in shares of the way to each of the person's own ends.

    Attributes
    ----------
    leave_share, return_share : float
        A side is visited from passing `leave_share` until falling below `return_share`.
    least_share : float
        Whoever turns round before this has not visited that side.
    least_duration_s, most_duration_s : float
        A shorter or longer repetition is none.
    """

    leave_share: Share
    return_share: Share
    least_share: Share
    least_duration_s: Seconds
    most_duration_s: Seconds
    source: str

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.return_share < self.leave_share < self.least_share:
            raise ValueError("expected return_share < leave_share < least_share")
        if not self.least_duration_s < self.most_duration_s:
            raise ValueError("expected least_duration_s < most_duration_s")
        return self


class EndsTarget(Part):
    """How much of the way to each own end a repetition should reach."""

    from_share: Share
    source: str


class End(Part):
    """One end of the range: what the page calls it, and the words that ask for it."""

    name: Annotated[str, Field(min_length=1, max_length=12)]
    ask_again: Sentence
    too_little: Cue


class Axis(Part):
    """Along what the person moves, seen from some views.

    Attributes
    ----------
    views : list of View
        From where it is seen.
    angle : str
        The measure that moves.
    face : str
        How the page shows it: an "arc", or the face of a "clock" whose hours are the names of the ends.
    say : str
        Asks for the whole range, twice.
    minus, plus : End
        Where the angle is smallest and largest.
    range : RangeRule, optional
        How the own range is learned along this one, in place of the exercise's own rule.
    """

    views: Annotated[list[View], Field(min_length=1)]
    angle: str
    face: Literal["arc", "clock"]
    say: Sentence
    minus: End
    plus: End
    range: RangeRule | None = None

    _angle = field_validator("angle")(known_measure)

    @property
    def ends(self) -> tuple[End, End]:
        """Both ends, minus first."""
        return self.minus, self.plus
