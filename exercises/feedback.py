"""What is so at this moment: the one thing a page, a report or a test needs to know after a step."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from vision.angles import View
from vision.framing import Framing


class Phase(StrEnum):
    """Where the person is in the exercise."""

    GETTING_READY = "getting_ready"
    READY = "ready"
    GOING = "going"
    RETURNING = "returning"


class MessageKind(StrEnum):
    """What a message is for; the page colours it by this."""

    GUIDE = "guide"
    CUE = "cue"
    PRAISE = "praise"


@dataclass(frozen=True)
class Message:
    """One thing said to the person, on the screen and aloud.

    Attributes
    ----------
    id : str
        The fault, framing or occasion it answers.
    kind : MessageKind
        What it is for.
    text : str
        The sentence.
    number : int
        Grows with every message that is said: say it aloud when this changes.
    time_s : float
        When it was said.
    """

    id: str
    kind: MessageKind
    text: str
    number: int
    time_s: float


@dataclass(frozen=True)
class Feedback:
    """The state of the exercise after one frame.

    Attributes
    ----------
    time_s : float
        Time of the frame.
    phase : Phase
        Where the person is in the exercise.
    view : View
        Which side faces the camera.
    framing : Framing
        What stands in the way of measuring.
    quality : float
        0 to 1, see `vision.posture.Posture`.
    angle_name : str
        The measure that makes the repetition.
    angle_deg : float
        Its value from neutral (from anatomical zero before neutral is known); NaN when not measurable now.
    error_deg : float
        Its stated mean error in this view (`vision.accuracy`); NaN where none is stated.
    still_share : float
        While getting ready: how much of the time of standing still has passed, 0 to 1.
    target_deg : tuple of float
        The target band for the turning point.
    progress : float
        0 at neutral, 1 when the band is reached.
    repetitions, on_target : int
        How many were counted, and how many of those were on target.
    faults : tuple of str
        Compensations that persist in the repetition going on.
    message : Message or None
        At most one thing to say.
    """

    time_s: float
    phase: Phase
    view: View
    framing: Framing
    quality: float
    angle_name: str
    angle_deg: float
    target_deg: tuple[float, float]
    progress: float
    repetitions: int
    on_target: int
    faults: tuple[str, ...]
    message: Message | None
    error_deg: float = math.nan
    still_share: float = 0.0
