"""What to tell a person whom the camera cannot measure yet: one step at a time."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from types import MappingProxyType

from exercises.definition import Exercise
from vision.angles import NEAR_SIDE_JOINTS, View
from vision.framing import Framing
from vision.light import Light
from vision.posture import Posture
from vision.sides import Names

# A state must last this long before it is spoken of: people walk through the picture (P).
PATIENCE_S = 1.0

FRAMING_SENTENCES: Mapping[Framing, str] = MappingProxyType(
    {
        Framing.TOO_DARK: "It is too dark to see you. Switch on a light.",
        Framing.TOO_BRIGHT: "The picture is too bright. Turn the camera away from the light.",
        Framing.BACKLIT: "The light is behind you. Turn the camera or close the curtain.",
        Framing.NOBODY: "Step into the picture, so that the camera sees all of you.",
        Framing.SOMEONE_ELSE: "I lost you. Step to the middle, or tap yourself in the picture.",
        Framing.NEW_PERSON: "I will follow you now. If not you, tap yourself in the picture.",
        Framing.TOO_CLOSE: "Step back, until all of you is in the picture.",
        Framing.TRUNK_HIDDEN: "Let the camera see your shoulders and hips.",
        Framing.HEAD_CUT: "Step back a little, until your head is in the picture.",
        Framing.FEET_CUT: "Step back a little, until your feet are in the picture.",
        Framing.SIDE_CUT: "Move to the middle of the picture.",
        Framing.TOO_FAR: "Come a little closer.",
    }
)
# Poor light that keeps nobody from being measured: to be shown, never spoken.
LIGHT_REMARKS: Mapping[Light, str] = MappingProxyType(
    {
        Light.TOO_DARK: "It is rather dark; more light makes the angles steadier.",
        Light.TOO_BRIGHT: "The picture is very bright; less light makes the angles steadier.",
        Light.BACKLIT: "The light is behind you; light from the front makes the angles steadier.",
    }
)
TURN_TO_SIDE = "Turn so that your side faces the camera."
TURN_TO_FRONT = "Turn so that you face the camera."
FEET_TOGETHER = "Put your feet together for a moment, then step again."
SHOW_WAIST = "Let the camera see your waist, arms a little away."
NO_PELVIS = "The pelvis cannot be measured on this computer yet. Please choose another exercise."


def find_obstacle(posture: Posture, exercise: Exercise) -> tuple[str, str] | None:
    """Say what stands in the way of measuring this exercise.

    Parameters
    ----------
    posture : Posture
        The newest posture.
    exercise : Exercise
        What is to be measured.

    Returns
    -------
    (str, str) or None
        A name and a sentence; None when nothing does. One thing at a time, the most basic first: light, being
        there, being the person who is followed, distance, what is cut off, and only then which side to turn.
    """
    if posture.framing is Framing.WHOLE:
        if _is_counted_all_the_same(posture, exercise):
            return None
        if _mixes_up_legs(posture, exercise):
            return "feet_together", FEET_TOGETHER
    return find_obstacle_to(posture, exercise.views)


def find_obstacle_to(posture: Posture, views: Collection[View]) -> tuple[str, str] | None:
    """Say what stands in the way of measuring from one of some views, as `find_obstacle` does."""
    if posture.framing is not Framing.WHOLE:
        return posture.framing.value, FRAMING_SENTENCES[posture.framing]
    if posture.view not in views:
        needs_side = any(view.is_side for view in views)
        return ("turn_side", TURN_TO_SIDE) if needs_side else ("turn_front", TURN_TO_FRONT)
    return None


def _mixes_up_legs(posture: Posture, exercise: Exercise) -> bool:
    """Whether the movement is one of a leg, and the camera lost which leg is which (`vision.legs`)."""
    if posture.names is not Names.LEGS_UNSURE or posture.view not in exercise.views:
        return False
    return exercise.angle_in(posture.view) in NEAR_SIDE_JOINTS


def _is_counted_all_the_same(posture: Posture, exercise: Exercise) -> bool:
    view = posture.view
    return exercise.is_counted_in(view) and not math.isnan(exercise.counted_by(posture, view))


def find_pelvis_obstacle(posture: Posture, exercise: Exercise, *, readable: bool) -> tuple[str, str] | None:
    """Say what keeps an exercise of the pelvis from being measured in a frame in which it was asked for.

    Parameters
    ----------
    posture : Posture
        The newest posture; nothing else stands in its way.
    exercise : Exercise
        What is to be measured.
    readable : bool
        Whether there is anything that reads the pelvis.
    """
    if not exercise.moves_pelvis:
        return None
    if not readable:
        return "no_pelvis", NO_PELVIS
    hidden = math.isnan(posture.value(exercise.angle_in(posture.view)))
    return ("waist_hidden", SHOW_WAIST) if hidden else None
