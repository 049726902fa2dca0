"""The path that a movement is meant to take, as data: an optional ``[path]`` table of an exercise.

Time is told in shares of the repetition, 0 where it leaves neutral and 1 where it is back; angles in degrees
from neutral. Either a few key poses, written by hand, or the curves of a movement that was shown
(`clinic.record`). How a repetition is held against it: `exercises.comparison`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from exercises.parts import Degrees, Part, Share
from vision.angles import ANGLES, NEAR_SIDE_JOINTS

# A curve needs a start, a turning point and an end; more points than percents are no use (P).
_Curve = Annotated[list[Degrees], Field(min_length=3, max_length=101)]


class KeyPose(Part):
    """Where the body is at one moment of the repetition.

    Attributes
    ----------
    at : float
        When, in shares of the repetition.
    angles : mapping of str to float
        Degrees from neutral. An angle that is not named here goes on between the poses that name it.
    """

    at: Annotated[float, Field(ge=0, le=1)]
    angles: Annotated[dict[str, Degrees], Field(min_length=1)]


class TargetPath(Part):
    """A target path, as key poses or as recorded curves.

    Attributes
    ----------
    leading : str
        The angle that makes the movement. The person's own range of it scales the whole path.
    poses : list of KeyPose
        In order; the first at 0 and the last at 1 name every angle.
    recorded : mapping of str to list of float
        Degrees from neutral at even steps, from 0 to 1.
    within : mapping of str to float
        Degrees that an angle may be off and still be as meant: there is more than one good way to move.
        None for an angle that is not named.
    order : list of str, optional
        The angles of which it is told which was on its way first; all of them when not given.
    order_within : float, optional
        Share of the repetition by which that may differ and still be as meant; none when not given.
    """

    leading: str
    source: str
    poses: list[KeyPose] = Field(default_factory=list)
    recorded: dict[str, _Curve] = Field(default_factory=dict)
    within: dict[str, Annotated[float, Field(ge=0, le=90)]] = Field(default_factory=dict)
    order: list[str] | None = None
    order_within: Share | None = None

    @cached_property
    def angles(self) -> tuple[str, ...]:
        """The angles that the path tells, the leading one first."""
        named = [*self.recorded, *(name for pose in self.poses for name in pose.angles)]
        return tuple(dict.fromkeys((self.leading, *named)))

    @property
    def ordered(self) -> frozenset[str]:
        """The angles of which it is told which came first."""
        return frozenset(self.angles if self.order is None else self.order)

    def track(self, name: str) -> tuple[list[float], list[float]]:
        """Give one angle's moments, in shares of the repetition, and its degrees there."""
        if self.recorded:
            curve = self.recorded[name]
            return [step / (len(curve) - 1) for step in range(len(curve))], curve
        poses = [pose for pose in self.poses if name in pose.angles]
        return [pose.at for pose in poses], [pose.angles[name] for pose in poses]

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.poses) == bool(self.recorded):
            raise ValueError("expected either poses or recorded")
        return self

    @model_validator(mode="after")
    def _known_angles(self) -> Self:
        known = (*ANGLES, *NEAR_SIDE_JOINTS)
        if unknown := [name for name in self.angles if name not in known]:
            raise ValueError(f"{unknown[0]} must be one of {', '.join(known)}")
        told = self.recorded or (self.poses[0].angles if self.poses else {})
        if self.leading not in told:
            raise ValueError(f"expected the leading angle, {self.leading}, in the path")
        return self

    @model_validator(mode="after")
    def _of_the_path(self) -> Self:
        for field, names in (("within", self.within), ("order", self.order or ())):
            if unknown := [name for name in names if name not in self.angles]:
                raise ValueError(f"expected {field} to name angles of the path, not {unknown[0]}")
        return self

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.poses:
            return self
        moments = [pose.at for pose in self.poses]
        if moments[0] != 0 or moments[-1] != 1 or sorted(set(moments)) != moments:
            raise ValueError("expected poses from at = 0 to at = 1, each later than the one before")
        for name in self.angles:
            if not (name in self.poses[0].angles and name in self.poses[-1].angles):
                raise ValueError(f"expected {name} in the first and the last pose")
        return self

    @model_validator(mode="after")
    def _moves(self) -> Self:
        if not any(self.track(self.leading)[1]):
            raise ValueError(f"expected the leading angle, {self.leading}, to move")
        return self
