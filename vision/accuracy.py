"""How far off each angle is in each view, as `python -m benchmarks.accuracy --write` measured it.

`accuracy.toml` beside this file is that benchmark's result. The app shows its mean error as the +- beside an
angle and hides what is not good enough.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from errors import BacktalkError
from vision.angles import ANGLES, NEAR_SIDE_JOINTS, View

HIDDEN_ABOVE_DEG = 8.0
"""No angle is shown in a view whose mean error is above this (issue "Angles a physio can trust")."""

StatedView = Literal["side", "left", "right", "front", "oblique"]
Degrees = Annotated[float, Field(ge=0, le=180)]

# Where the error of a view is looked up. What is measured from the front holds for the back: the same frontal
# plane lies in the image. Left and right mirror each other, unless they were measured apart.
_LOOKUP: Mapping[View, tuple[StatedView, ...]] = {
    View.LEFT: ("left", "side"),
    View.RIGHT: ("right", "side"),
    View.FRONT: ("front",),
    View.BACK: ("front",),
    View.OBLIQUE: ("oblique",),
    View.UNKNOWN: (),
}


class AccuracyTableError(BacktalkError):
    """The table of stated errors cannot be used."""


class StatedError(BaseModel):
    """The measured error of one angle in one view, over the frames of movements.

    Attributes
    ----------
    angle : str
        A name of `vision.angles`, or a joint without its side (the side nearer the camera).
    view : str
        ``side``, ``left``, ``right``, ``front`` or ``oblique``.
    mae_deg, p95_deg : float
        Mean and 95th percentile of the size of the error.
    bias_deg : float
        Mean error; plus when the angle reads too high.
    slope : float or None
        Of measured against true angle; None where the true angle hardly changed.
    coverage : float
        Share of frames that had a number, 0 to 1.
    frames : int
        How many frames were compared.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    angle: str
    view: StatedView
    mae_deg: Degrees
    p95_deg: Degrees
    bias_deg: Annotated[float, Field(ge=-180, le=180)]
    slope: float | None = None
    coverage: Annotated[float, Field(ge=0, le=1)]
    frames: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _known_angle(self) -> StatedError:
        if self.angle not in (*ANGLES, *NEAR_SIDE_JOINTS):
            raise ValueError(f"there is no angle called {self.angle}")
        return self


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    error: tuple[StatedError, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> _Table:
        keys = [(stated.angle, stated.view) for stated in self.error]
        twice = sorted({f"{angle} in {view}" for angle, view in keys if keys.count((angle, view)) > 1})
        if twice:
            raise ValueError(f"stated twice: {', '.join(twice)}")
        return self


def read_accuracy(text: str) -> Mapping[tuple[str, str], StatedError]:
    """Read a table of stated errors.

    Parameters
    ----------
    text : str
        TOML with one ``[[error]]`` for each angle and view.

    Returns
    -------
    mapping of (angle, view) to StatedError

    Raises
    ------
    AccuracyTableError
        If it is no TOML or does not fit.
    """
    try:
        table = _Table.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise AccuracyTableError(f"The table of stated errors cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the table"
        raise AccuracyTableError(
            f"The table of stated errors does not fit at {where}: {first['msg']}. "
            "Make it anew: python -m benchmarks.accuracy --write"
        ) from error
    return {(stated.angle, stated.view): stated for stated in table.error}


def stated_error(angle: str, view: View) -> StatedError | None:
    """Tell the measured error of an angle in a view; None when it was not measured.

    Parameters
    ----------
    angle : str
        A name of `vision.angles`; a left or right joint is looked up as the joint.
    view : View
        Left and right share "side" unless they are stated apart, as for the leg away from the camera; the
        back shares the front's entry.
    """
    table = _packaged()
    joint = angle.removesuffix("_left").removesuffix("_right")
    for name in (angle, joint) if joint in NEAR_SIDE_JOINTS else (angle,):
        for looked_up in _LOOKUP[view]:
            if (name, looked_up) in table:
                return table[name, looked_up]
    return None


def is_shown(angle: str, view: View) -> bool:
    """Whether an angle may be shown in a view: its error is stated and its mean is not above 8 degrees."""
    stated = stated_error(angle, view)
    return stated is not None and stated.mae_deg <= HIDDEN_ABOVE_DEG


@cache
def _packaged() -> Mapping[tuple[str, str], StatedError]:
    return read_accuracy(files("vision").joinpath("accuracy.toml").read_text(encoding="utf-8"))
