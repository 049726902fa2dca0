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
    LEARNING = "learning"
    READY = "ready"
    GOING = "going"
    RETURNING = "returning"
    SHOWN = "shown"
    HIDDEN = "hidden"
    DONE = "done"


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
class OwnPosition:
    """Where the person is in their own range, in an exercise that goes to both sides of neutral.

    Attributes
    ----------
    position : float
        -1 minus end, 0 neutral, +1 plus end, and a little beyond; NaN when not measurable now.
    target_share : float
        How much of the way to each end a repetition should reach; NaN while the range is being learned.
    ends_deg : (float, float)
        Both ends, degrees from neutral; while the range is being learned, what is shown meanwhile.
    names : (str, str)
        What the page calls the two ends.
    face : str
        "arc" or "clock".
    reached : (float, float)
        How far each side was visited in the repetition going on.
    """

    position: float
    target_share: float
    ends_deg: tuple[float, float]
    names: tuple[str, str]
    face: str
    reached: tuple[float, float] = (0.0, 0.0)


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
        The target band for the turning point; NaN in an exercise that is told in the own range.
    progress : float
        0 at neutral, 1 when the target is reached.
    repetitions, on_target : int
        How many were counted, and how many of those were on target.
    faults : tuple of str
        Compensations that persist in the repetition going on.
    message : Message or None
        At most one thing to say.
    own : OwnPosition or None
        Where the person is in their own range, once neutral is known; None in any other exercise.
    faded : bool
        Whether the repetition going on, or between two the one just done, gets no feedback on how it went
        (`exercises.fading`).
    hidden : bool
        Whether the person finds a place without looking: nothing that tells it may be shown. Angle, target
        and progress are NaN then.
    held_s : float
        How long the turning point has been held; NaN while it is not, and where no hold is asked for.
    hold_s : float
        How long it should be; NaN where no hold is asked for.
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
    own: OwnPosition | None = None
    faded: bool = False
    hidden: bool = False
    held_s: float = math.nan
    hold_s: float = math.nan
