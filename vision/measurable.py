"""Why an angle has no number at this moment, and which numbers are too uncertain to show."""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from enum import StrEnum
from types import MappingProxyType

from vision.accuracy import is_shown
from vision.angles import ANGLE_NAMES, ANGLES, PELVIS_ANGLES, SIDE, View
from vision.posture import Posture
from vision.sides import Names

_OF_A_LEG = frozenset(name for name in ANGLE_NAMES if name.endswith(("_left", "_right")))


class Why(StrEnum):
    """What an angle would need to have a number."""

    NOT_POSSIBLE = "not_possible"
    NEEDS_SIDE = "needs_side"
    NEEDS_FRONT = "needs_front"
    NOT_SEEN = "not_seen"
    TOO_UNCERTAIN = "too_uncertain"
    NOT_ASKED = "not_asked"
    LEGS_APART = "legs_apart"


# The angles that are measured in a view and not good enough there: mostly none.
_UNCERTAIN: Mapping[View, frozenset[str]] = MappingProxyType(
    {
        view: frozenset(
            name for name in ANGLE_NAMES if view in ANGLES[name].views and not is_shown(name, view)
        )
        for view in View
    }
)


def hide_uncertain(posture: Posture, keep: Set[str] = frozenset()) -> Posture:
    """Take out the angles whose stated error in this view is too large, or not stated (`vision.accuracy`).

    Parameters
    ----------
    posture : Posture
        As it was measured.
    keep : set of str
        Angles that stay all the same, as what is told of them is no number of degrees.
    """
    told = posture.angles
    hidden = [name for name in _UNCERTAIN[posture.view] if not math.isnan(told[name]) and name not in keep]
    if not hidden:  # mostly: what is uncertain is seldom read
        return posture
    return posture.with_measures({**told, **dict.fromkeys(hidden, math.nan)}, posture.back_outline)


def why_not(posture: Posture) -> dict[str, Why]:
    """Say of every angle without a number what it would need.

    Parameters
    ----------
    posture : Posture
        The newest posture.

    Returns
    -------
    dict of str to Why
        In the order of `vision.angles`; measured angles are absent.
    """
    return {name: _reason(name, posture) for name, degrees in posture.angles.items() if math.isnan(degrees)}


def _reason(name: str, posture: Posture) -> Why:
    views = ANGLES[name].views
    if not views:
        return Why.NOT_POSSIBLE
    if posture.view is View.UNKNOWN:
        return Why.NOT_SEEN
    if posture.view not in views:
        return Why.NEEDS_SIDE if views & SIDE else Why.NEEDS_FRONT
    if name in PELVIS_ANGLES and name not in posture.spread_deg:
        return Why.NOT_ASKED
    if posture.names is Names.LEGS_UNSURE and name in _OF_A_LEG:
        return Why.LEGS_APART
    return Why.TOO_UNCERTAIN if name in _UNCERTAIN[posture.view] else Why.NOT_SEEN
