"""What goes over the WebSocket: bytes to a frame, text to a command, feedback and events to JSON.

From the browser: one binary message a frame (capture time in ms as little-endian float64, then a JPEG), and
short JSON texts for everything else. Back: JSON texts, each with a "type".
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Mapping
from typing import Any

import cv2
import numpy as np

from exercises.events import Event, Repetition, RepetitionFinished
from exercises.feedback import Feedback, OwnPosition
from live.jpeg import jpeg_size
from live.problems import BadFrame, LiveProblem, TooBig
from live.sees import seen_in, without_angles
from vision.frames import Frame
from vision.framing import VISIBLE
from vision.pose import Landmark, Pose
from vision.posture import PERCENT_MEASURES
from wording import Words, in_english, sentence_of

MOST_BYTES = 512 * 1024
MOST_WIDTH_PX, MOST_HEIGHT_PX = 1920, 1080
# A browser counts milliseconds from opening the page; this is thirty years.
MOST_TIME_MS = 1e12

_TIME = struct.Struct("<d")
_END_OF_IMAGE = b"\xff\xd9"
_NO_PICTURE = "A picture from the camera arrived incomplete. Start the camera again."
_NO_TIME = "A picture from the camera came without a usable time. Reload the page and start again."
_TOO_BIG = "The camera's picture is larger than the coach can use. Choose another camera."


def read_time_ms(message: bytes) -> float:
    """Read the capture time of a frame message, in ms.

    Raises
    ------
    TooBig, BadFrame
        If the message is too long, too short, or its time is not a usable number.
    """
    if len(message) > MOST_BYTES:
        raise TooBig(_TOO_BIG)
    if len(message) <= _TIME.size:
        raise BadFrame(_NO_PICTURE)
    (time_ms,) = _TIME.unpack_from(message)
    if not (math.isfinite(time_ms) and 0 <= time_ms <= MOST_TIME_MS):
        raise BadFrame(_NO_TIME)
    return float(time_ms)


def read_frame(message: bytes) -> Frame:
    """Decode a frame message. The picture's stated size is checked before it is decoded.

    Raises
    ------
    TooBig, BadFrame
        If the message cannot be used; the sentence says what to do.
    """
    time_ms = read_time_ms(message)
    picture = memoryview(message)[_TIME.size :]
    size = jpeg_size(message[_TIME.size :])
    # Decoders fill a picture that breaks off with grey; its missing end gives it away.
    if size is None or not message.endswith(_END_OF_IMAGE):
        raise BadFrame(_NO_PICTURE)
    # A phone held upright sends the same picture the other way round.
    if max(size) > MOST_WIDTH_PX or min(size) > MOST_HEIGHT_PX:
        raise TooBig(_TOO_BIG)
    image = _decode(picture)
    if image is None or (image.shape[1], image.shape[0]) != size:
        raise BadFrame(_NO_PICTURE)
    return Frame(image, time_ms / 1000)


def _decode(picture: memoryview) -> Any:
    try:
        return cv2.imdecode(
            np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION
        )
    except cv2.error:
        return None


def feedback_message(
    time_ms: float,
    feedback: Feedback,
    pose: Pose | None,
    events: Iterable[Event],
    people: int = 0,
    sees: Mapping[str, Any] | None = None,
    words: Words = in_english,
) -> str:
    """Write the answer to one frame.

    Parameters
    ----------
    time_ms : float
        The capture time as it came, so that the browser knows its frame again.
    feedback : Feedback
        The state of the exercise.
    pose : Pose or None
        For the lines that are drawn over the picture.
    events : iterable of Event
        What happened in this step.
    people : int
        How many were in view when everybody was looked for; 0 before.
    sees : mapping, optional
        What the camera sees (`live.sees`); an answer without it says that what was told before still holds.
    words : callable
        Gives texts in the person's language.

    Notes
    -----
    While the person finds a place without looking (`Feedback.hidden`), the answer holds nothing that tells
    where they are: no angle, no target, no progress, no line of the body.
    """
    said, hidden = feedback.message, feedback.hidden
    target = (math.nan, math.nan) if hidden else feedback.target_deg
    if hidden:
        pose = None
    # Where the own range tells enough, degrees are told only with their error.
    bare = feedback.own is not None and math.isnan(feedback.error_deg)
    told = {} if sees is None else {"sees": seen_in(without_angles(sees) if hidden else sees, words)}
    return dump(
        {
            "type": "feedback",
            "t": time_ms,
            "phase": feedback.phase,
            "view": feedback.view,
            "framing": feedback.framing,
            "quality": _number(feedback.quality, 2),
            "hidden": hidden,
            "angle": None if bare or hidden else _number(feedback.angle_deg, 1),
            "error": _number(feedback.error_deg, 1),
            "unit": "%" if feedback.angle_name in PERCENT_MEASURES else "°",
            "still": _number(feedback.still_share, 2),
            "target": [_number(bound, 1) for bound in target],
            "progress": None if hidden else _number(feedback.progress, 3),
            "own": None
            if feedback.own is None or hidden
            else _own_content(feedback.own, words, degrees=not bare),
            "reps": feedback.repetitions,
            "on_target": feedback.on_target,
            "faults": list(feedback.faults),
            "faded": feedback.faded,
            "hold": _hold_content(feedback),
            "message": None
            if said is None
            else {"id": said.id, "kind": said.kind, "text": words(said.text), "number": said.number},
            "people": people,
            "trunk": trunk_line(pose),
            "legs": leg_lines(pose),
            "events": [
                repetition_content(event.repetition)
                for event in events
                if isinstance(event, RepetitionFinished)
            ],
            **told,
        }
    )


def _hold_content(feedback: Feedback) -> list[float | None] | None:
    """Give for how long the turning point has been held, and should be; None where no hold is asked for."""
    if math.isnan(feedback.hold_s):
        return None
    return [_number(feedback.held_s, 1), _number(feedback.hold_s, 1)]


def _own_content(own: OwnPosition, words: Words, *, degrees: bool) -> dict[str, Any]:
    """Give what the dial shows; its ends are -1 and 1, and degrees only where their error is stated."""
    return {
        "position": _number(own.position, 3),
        "target": _number(own.target_share, 2),
        "ends": [_number(end, 1) for end in own.ends_deg] if degrees else None,
        "names": [words(name) for name in own.names],
        "face": own.face,
        "reached": [_number(share, 2) for share in own.reached],
    }


def repetition_content(repetition: Repetition) -> dict[str, Any]:
    """Give what a page may show of one repetition."""
    return {
        "number": repetition.number,
        "duration_s": _number(repetition.duration_s, 2),
        "on_target": repetition.on_target,
        "faults": [fault.id for fault in repetition.faults],
        "quality": _number(repetition.quality, 2),
        "measured": repetition.measured,
        "peaks": {name: _number(peak, 1) for name, peak in repetition.peaks.items()},
        **({} if math.isnan(repetition.hold_s) else {"hold_s": _number(repetition.hold_s, 1)}),
        **({} if repetition.ends is None else {"ends": [_number(share, 2) for share in repetition.ends]}),
    }


def problem_message(problem: LiveProblem, words: Words = in_english) -> str:
    """Write the one answer that goes before a connection is closed."""
    return dump({"type": "problem", "name": problem.name, "text": words(sentence_of(problem))})


_ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False)


def dump(content: Mapping[str, Any]) -> str:
    """Write compact JSON; a NaN that slipped through is a defect and raises."""
    return _ENCODER.encode(content)


_TRUNK_ENDS = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
)
_LEGS = (
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)


def trunk_line(pose: Pose | None) -> list[list[float]] | None:
    """Give mid-shoulder and mid-hip as shares of the picture; None when either is not seen."""
    if pose is None:
        return None
    xy, seen = pose.xy, pose.seen
    ends = []
    for left, right in _TRUNK_ENDS:
        if max(seen[left], seen[right]) < VISIBLE:
            return None
        ends.append(_share((xy[left][0] + xy[right][0]) / 2, (xy[left][1] + xy[right][1]) / 2, pose))
    return ends


def leg_lines(pose: Pose | None) -> list[list[list[float]]]:
    """Give hip, knee and ankle of each leg that is seen, as shares of the picture."""
    if pose is None:
        return []
    xy, seen = pose.xy, pose.seen
    return [
        [_share(xy[joint][0], xy[joint][1], pose) for joint in leg]
        for leg in _LEGS
        if min(seen[joint] for joint in leg) >= VISIBLE
    ]


def _share(x_px: float, y_px: float, pose: Pose) -> list[float]:
    return [round(x_px / pose.width_px, 4), round(y_px / pose.height_px, 4)]


def _number(value: float, digits: int) -> float | None:
    return round(float(value), digits) if math.isfinite(value) else None
