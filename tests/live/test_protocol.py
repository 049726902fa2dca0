import json
import math
import struct

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.events import Armed, Repetition, RepetitionFinished
from exercises.feedback import Feedback, Message, MessageKind, OwnPosition, Phase
from live.commands import Command, read_command, read_place
from live.jpeg import jpeg_size
from live.problems import BadFrame, BadMessage, LiveProblem, TooBig
from live.protocol import MOST_BYTES, feedback_message, leg_lines, read_frame, trunk_line
from vision.angles import View
from vision.calibration import Calibration
from vision.framing import Framing
from vision.neutral import Neutral
from vision.pose import LANDMARK_COUNT, Landmark, Pose


def encode(width=64, height=48, **options):
    image = np.zeros((height, width, 3), np.uint8)
    image[:] = (0, 0, 250)  # red, in OpenCV's order
    flags = [number for pair in options.get("flags", ()) for number in pair]
    return cv2.imencode(".jpg", image, flags)[1].tobytes()


def message(picture, time_ms=1000.0):
    return struct.pack("<d", time_ms) + picture


def with_size(picture, width, height):
    """The same JPEG with another size written into its header."""
    at = picture.index(b"\xff\xc0")
    return picture[: at + 5] + struct.pack(">HH", height, width) + picture[at + 9 :]


def test_a_frame_arrives_as_rgb_with_its_time_in_seconds():
    frame = read_frame(message(encode(64, 48), 1234.5))
    assert (frame.width_px, frame.height_px, frame.time_s) == (64, 48, 1.2345)
    red, green, blue = frame.image[20, 20]
    assert red > 200
    assert max(green, blue) < 60


def test_an_upright_phone_picture_is_fine():
    assert read_frame(message(encode(1080, 1920))).height_px == 1920


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", BadFrame),
        (b"1234567", BadFrame),  # not even a time
        (struct.pack("<d", 1.0), BadFrame),  # a time without a picture
        (message(encode(), math.nan), BadFrame),
        (message(encode(), math.inf), BadFrame),
        (message(encode(), -1.0), BadFrame),
        (message(encode(), 1e300), BadFrame),
        (message(b"\x89PNG\r\n\x1a\n" + bytes(200)), BadFrame),
        (message(encode()[:-40]), BadFrame),  # cut short
        (message(encode()[:30]), BadFrame),  # cut in the header
        (message(with_size(encode(), 60000, 60000)), TooBig),  # never decoded
        (message(encode(1930, 40)), TooBig),
        (message(encode(1100, 1100)), TooBig),
        (message(encode() + bytes(MOST_BYTES)), TooBig),
    ],
)
def test_what_is_no_usable_frame_gets_one_sentence(content, problem):
    with pytest.raises(problem, match=r"^[A-Z].*\.$"):
        read_frame(content)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(content):
    with pytest.raises(LiveProblem):
        read_frame(content)


@given(st.data())
def test_a_damaged_frame_is_a_frame_or_one_sentence(data):
    whole = bytearray(message(encode()))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        frame = read_frame(bytes(whole))
    except LiveProblem:
        return
    assert frame.image.shape[2] == 3
    assert math.isfinite(frame.time_s)


@pytest.mark.parametrize(
    "flags", [(), [(cv2.IMWRITE_JPEG_PROGRESSIVE, 1)], [(cv2.IMWRITE_JPEG_RST_INTERVAL, 2)]]
)
@pytest.mark.parametrize("size", [(1, 1), (640, 480), (1919, 7)])
def test_the_size_is_read_from_any_jpeg(size, flags):
    assert jpeg_size(encode(*size, flags=flags)) == size


@given(st.binary(max_size=400))
def test_reading_a_size_never_raises(content):
    assert jpeg_size(content) is None or content.startswith(b"\xff\xd8")
    jpeg_size(b"\xff\xd8" + content)


@pytest.mark.parametrize("kind", list(Command))
def test_commands_are_understood(kind):
    assert read_command(json.dumps({"type": kind, "source": "camera"}))[0] is kind


@pytest.mark.parametrize(
    "text", ["", "hello", "[]", "3", "{}", '{"type":3}', '{"type":"fly"}', '{"type":["hello"]}', "[" * 5000]
)
def test_other_texts_are_refused(text):
    with pytest.raises(BadMessage, match="Reload the page"):
        read_command(text)


@pytest.mark.parametrize("place", [(0, 0), (1, 1.0), (0.25, 0.5)])
def test_a_place_in_the_picture_is_understood(place):
    text = json.dumps({"type": "choose", "x": place[0], "y": place[1]})
    assert read_place(read_command(text)[1]) == place


@pytest.mark.parametrize("x", [None, "0.5", True, -0.01, 1.01, math.nan, math.inf, [0.5], 10**400])
@pytest.mark.parametrize("swapped", [False, True])
def test_what_is_no_place_in_the_picture_is_refused(x, swapped):
    content = {"type": "choose", "x": 0.5, "y": x} if swapped else {"type": "choose", "x": x, "y": 0.5}
    with pytest.raises(BadMessage, match="Reload the page"):
        read_place(content)
    with pytest.raises(BadMessage):
        read_place({"type": "choose"})


def make_feedback(**changes):
    content = {
        "time_s": 1.0,
        "phase": Phase.GOING,
        "view": View.LEFT,
        "framing": Framing.WHOLE,
        "quality": 0.987,
        "angle_name": "trunk_flexion",
        "angle_deg": 41.26,
        "target_deg": (50.0, 70.0),
        "progress": 0.8,
        "repetitions": 2,
        "on_target": 1,
        "faults": ("knees_bend",),
        "message": Message("knees_bend", MessageKind.CUE, "Legs straighter.", 3, 0.9),
    }
    return Feedback(**{**content, **changes})


def test_an_answer_carries_the_capture_time_back():
    answer = json.loads(feedback_message(1000.125, make_feedback(), None, ()))
    assert answer["t"] == 1000.125
    assert answer["angle"] == 41.3
    assert answer["message"] == {"id": "knees_bend", "kind": "cue", "text": "Legs straighter.", "number": 3}


@pytest.mark.parametrize("faded", [False, True])
def test_whether_the_repetition_gets_feedback_is_told(faded):
    assert json.loads(feedback_message(1.0, make_feedback(faded=faded), None, ()))["faded"] is faded


def test_what_cannot_be_measured_is_null():
    feedback = make_feedback(angle_deg=math.nan, quality=math.nan, progress=math.nan, message=None)
    answer = json.loads(feedback_message(1.0, feedback, None, ()))
    assert (answer["angle"], answer["quality"], answer["progress"]) == (None, None, None)
    assert answer["message"] is None
    assert answer["trunk"] is None


def test_the_error_and_the_time_of_standing_still_are_told():
    answer = json.loads(feedback_message(1.0, make_feedback(error_deg=1.97, still_share=0.333), None, ()))
    assert (answer["error"], answer["still"]) == (2.0, 0.33)
    assert json.loads(feedback_message(1.0, make_feedback(), None, ()))["error"] is None


@pytest.mark.parametrize(
    ("held_s", "hold_s", "told"),
    [(math.nan, math.nan, None), (math.nan, 10.0, [None, 10.0]), (3.26, 10.0, [3.3, 10.0])],
)
def test_a_hold_is_told_with_how_long_it_should_be(held_s, hold_s, told):
    feedback = make_feedback(held_s=held_s, hold_s=hold_s)
    assert json.loads(feedback_message(1.0, feedback, None, ()))["hold"] == told


@pytest.mark.parametrize(("name", "unit"), [("trunk_flexion", "°"), ("foot_lift", "%")])
def test_a_number_goes_with_its_unit(name, unit):
    assert json.loads(feedback_message(1.0, make_feedback(angle_name=name), None, ()))["unit"] == unit


def test_a_finished_hold_is_told_in_seconds():
    repetition = Repetition(1, 2.0, 15.5, {"foot_lift": 25.0}, True, (), hold_s=10.26)
    answer = json.loads(feedback_message(1.0, make_feedback(), None, (RepetitionFinished(repetition),)))
    assert answer["events"][0]["hold_s"] == 10.3


def test_what_the_camera_sees_is_told_only_in_some_answers():
    sees = {"rows": [], "measured": [], "not_measured": []}
    assert json.loads(feedback_message(1.0, make_feedback(), None, (), 1, sees))["sees"] == sees
    assert "sees" not in json.loads(feedback_message(1.0, make_feedback(), None, (), 1))


@given(
    st.floats(),
    st.floats(),
    st.floats(),
    st.text(max_size=30),
    st.integers(0, 10**6),
)
def test_every_answer_is_plain_json(angle, quality, progress, text, repetitions):
    said = Message("x", MessageKind.GUIDE, text, 1, 0.0)
    feedback = make_feedback(
        angle_deg=angle, quality=quality, progress=progress, repetitions=repetitions, message=said
    )

    def refuse(constant):
        raise AssertionError(constant)

    answer = json.loads(feedback_message(1.0, feedback, None, ()), parse_constant=refuse)
    assert answer["message"]["text"] == text


def test_finished_repetitions_are_told_and_nothing_else():
    repetition = Repetition(1, 2.0, 5.5, {"trunk_flexion": 61.04, "knee_flexion_left": math.nan}, True, ())
    events = (
        Armed(1.0, Calibration(Neutral({}), View.LEFT, math.nan, "unknown")),
        RepetitionFinished(repetition),
    )
    answer = json.loads(feedback_message(1.0, make_feedback(), None, events))
    assert answer["events"] == [
        {
            "number": 1,
            "duration_s": 3.5,
            "on_target": True,
            "faults": [],
            "quality": 1.0,
            "measured": True,
            "peaks": {"trunk_flexion": 61.0, "knee_flexion_left": None},
        }
    ]


def make_pose(visibility=1.0):
    points = np.zeros((LANDMARK_COUNT, 2))
    points[Landmark.LEFT_SHOULDER] = (300, 120)
    points[Landmark.RIGHT_SHOULDER] = (340, 120)
    points[Landmark.LEFT_HIP] = (310, 240)
    points[Landmark.RIGHT_HIP] = (330, 240)
    points[Landmark.LEFT_KNEE] = (320, 360)
    return Pose(1.0, points, np.full(LANDMARK_COUNT, visibility), np.zeros((LANDMARK_COUNT, 3)), 640, 480)


def test_the_trunk_line_is_in_shares_of_the_picture():
    assert trunk_line(make_pose()) == [[0.5, 0.25], [0.5, 0.5]]
    assert leg_lines(make_pose())[0][:2] == [[0.4844, 0.5], [0.5, 0.75]]


def test_what_is_not_seen_is_not_drawn():
    assert trunk_line(make_pose(visibility=0.2)) is None
    assert leg_lines(make_pose(visibility=0.2)) == []


def make_own(**changes):
    content = {
        "position": 0.8234,
        "target_share": 0.7,
        "ends_deg": (-12.04, 8.0),
        "names": ("back", "front"),
        "face": "arc",
        "reached": (0.0, 0.9),
    }
    return OwnPosition(**{**content, **changes})


def test_the_place_in_the_own_range_is_told():
    feedback = make_feedback(own=make_own(), target_deg=(math.nan, math.nan), error_deg=2.2)
    answer = json.loads(feedback_message(1.0, feedback, None, ()))
    assert answer["own"] == {
        "position": 0.823,
        "target": 0.7,
        "ends": [-12.0, 8.0],
        "names": ["back", "front"],
        "face": "arc",
        "reached": [0.0, 0.9],
    }
    assert (answer["angle"], answer["error"], answer["target"]) == (41.3, 2.2, [None, None])
    assert json.loads(feedback_message(1.0, make_feedback(), None, ()))["own"] is None


def test_without_a_stated_error_no_degrees_of_the_own_range_are_told():
    answer = json.loads(feedback_message(1.0, make_feedback(own=make_own()), None, ()))
    assert (answer["angle"], answer["own"]["ends"], answer["own"]["position"]) == (None, None, 0.823)


def test_while_the_range_is_learned_there_is_no_target():
    own = make_own(position=math.nan, target_share=math.nan)
    answer = json.loads(feedback_message(1.0, make_feedback(own=own), None, ()))
    assert (answer["own"]["position"], answer["own"]["target"]) == (None, None)


def test_a_repetition_to_both_sides_tells_both_ends():
    repetition = Repetition(
        1, 2.0, 6.0, {"pelvis_tilt": 7.0}, True, (), angle="pelvis_tilt", ends=(0.914, 1.0)
    )
    (told,) = json.loads(feedback_message(1.0, make_feedback(), None, [RepetitionFinished(repetition)]))[
        "events"
    ]
    assert told["ends"] == [0.91, 1.0]
