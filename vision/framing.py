"""Whether enough of the person is in the picture to measure anything."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from operator import itemgetter
from types import MappingProxyType

from vision.bodies import LEAST_BODY_SHARE, body_length_px
from vision.geometry import middle
from vision.light import Light
from vision.person import PersonState
from vision.pose import Observation, Pose

# Below this visibility MediaPipe is guessing (its own default for "present" is 0.5).
VISIBLE = 0.5
# From shoulders to hips, of the picture's height: who stands from edge to edge has 0.3, who lies across a
# picture of 4 to 3 has 0.4. With more than that the head or the feet are out of it (P).
MOST_TRUNK_SHARE = 0.42
# Heads and hands may touch the border; a joint further out than this share of the picture is cut off.
BORDER_SHARE = 0.01

_head_trunk_knees_feet = itemgetter(0, 7, 8, 11, 12, 23, 24, 25, 26, 27, 28)


class Framing(StrEnum):
    """What stands in the way of measuring, the most basic first; `WHOLE` when nothing does."""

    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    BACKLIT = "backlit"
    NOBODY = "nobody"
    SOMEONE_ELSE = "someone_else"
    NEW_PERSON = "new_person"
    TOO_CLOSE = "too_close"
    TRUNK_HIDDEN = "trunk_hidden"
    HEAD_CUT = "head_cut"
    FEET_CUT = "feet_cut"
    SIDE_CUT = "side_cut"
    TOO_FAR = "too_far"
    WHOLE = "whole"


_LIGHT: Mapping[Light, Framing] = MappingProxyType(
    {
        Light.TOO_DARK: Framing.TOO_DARK,
        Light.TOO_BRIGHT: Framing.TOO_BRIGHT,
        Light.BACKLIT: Framing.BACKLIT,
    }
)
_PERSON: Mapping[PersonState, Framing] = MappingProxyType(
    {PersonState.SOMEONE_ELSE: Framing.SOMEONE_ELSE, PersonState.NEW_PERSON: Framing.NEW_PERSON}
)
# What poor light can be the reason of.
_FOR_WANT_OF_LIGHT = (Framing.NOBODY, Framing.TRUNK_HIDDEN)


def judge_framing(observation: Observation) -> Framing:
    """Say what keeps the camera from measuring: one thing, the most basic.

    Light is a reason only where the person is not seen, or their trunk is not: whoever is well seen in poor
    light is measured.

    Parameters
    ----------
    observation : Observation
        The newest frame's.
    """
    if observation.pose is None:
        framing = _PERSON.get(observation.person, Framing.NOBODY)
    else:
        framing = judge_pose(observation.pose)
    if framing in _FOR_WANT_OF_LIGHT:
        return _LIGHT.get(observation.light, framing)
    return framing


def judge_pose(pose: Pose | None) -> Framing:
    """Say what part of the person is missing from the picture, whatever the light.

    Distance comes before what it cuts off; a body that is hidden or cut off is not called far, because its
    size is a guess.

    Parameters
    ----------
    pose : Pose or None
        The person, if there is one.
    """
    if pose is None:
        return Framing.NOBODY
    seen, xy = pose.seen, pose.xy
    margin_x, margin_y = BORDER_SHARE * pose.width_px, BORDER_SHARE * pose.height_px
    lowest_px, furthest_px = pose.height_px + margin_y, pose.width_px + margin_x
    across, down = zip(*_head_trunk_knees_feet(xy), strict=True)
    head_cut, feet_cut = min(down) < -margin_y, max(down) > lowest_px
    shoulders, hips = middle(xy[11], xy[12]), middle(xy[23], xy[24])
    if (
        (head_cut and feet_cut)
        or hips[1] > lowest_px
        or math.dist(shoulders, hips) > MOST_TRUNK_SHARE * pose.height_px
    ):
        return Framing.TOO_CLOSE
    if not is_trunk_seen(pose):
        return Framing.TRUNK_HIDDEN
    if head_cut:
        return Framing.HEAD_CUT
    if feet_cut or max(seen[27], seen[28]) < VISIBLE:
        return Framing.FEET_CUT
    if min(across) < -margin_x or max(across) > furthest_px:
        return Framing.SIDE_CUT
    least_px = LEAST_BODY_SHARE * pose.height_px
    # Along its parts a body is no shorter than from nose to feet, which is told at once of who stands.
    if (xy[27][1] + xy[28][1]) / 2 - xy[0][1] < least_px and body_length_px(pose) < least_px:
        return Framing.TOO_FAR
    return Framing.WHOLE


def is_trunk_seen(pose: Pose) -> bool:
    """Whether shoulders and hips are seen: one of each, as the side away from the camera may be hidden."""
    seen = pose.seen
    return max(seen[11], seen[12]) >= VISIBLE and max(seen[23], seen[24]) >= VISIBLE
