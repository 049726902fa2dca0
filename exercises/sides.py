"""Which side an exercise trains, as data: an optional ``[sides]`` table of one that is done on both sides."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import model_validator

from exercises.parts import Identifier, Part
from vision.angles import View


class Side(StrEnum):
    """One of the person's own two sides."""

    LEFT = "left"
    RIGHT = "right"


class Sides(Part):
    """How both sides of an exercise are told apart.

    Attributes
    ----------
    trains : str
        ``left`` or ``right`` where each side is an exercise of its own, ``near`` where it is the side nearer
        to the camera, so that turning round changes it.
    other : str, optional
        The exercise that trains the other side; given where each is one of its own.
    """

    trains: Literal["left", "right", "near"]
    other: Identifier | None = None

    @model_validator(mode="after")
    def _other_side(self) -> Self:
        if (self.trains == "near") != (self.other is None):
            raise ValueError("expected other beside trains = left or right, and none beside near")
        return self

    def side_in(self, view: View) -> Side | None:
        """Tell which side is trained in a view; None where the view does not tell."""
        told = view.value if self.trains == "near" else self.trains
        return Side(told) if told in set(Side) else None
