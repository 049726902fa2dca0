"""What the panel tells, from states made by hand."""

import math
from dataclasses import replace

import pytest

from exercises.coach import Coach
from exercises.files import find_exercise
from exercises.own_range import Learning, OwnRange
from live.sees import Pace, what_is_seen
from live.words import ANGLE_WORDS, VIEW_WORDS, stated_error_deg, whole_error_deg, with_error
from tests.poses import Figure, make_pose
from vision.accuracy import stated_error
from vision.angles import ANGLE_NAMES, View
from vision.calibration import Calibration, NotReady, Stillness
from vision.framing import Framing
from vision.light import Light
from vision.neutral import Neutral
from vision.pose import Observation
from vision.posture import Posture, measure_posture
from vision.sides import Names, Sides
from vision.tracking import Track

ZEROS = Neutral(dict.fromkeys(ANGLE_NAMES, 0.0))
LEFT_NAMES = [name for name in ANGLE_NAMES if name.endswith("_left")]


def see(view=View.LEFT, *, bend=58.0, calibrated=True, framing=None, **changes):
    """A state in which a stick figure is seen, and its observation."""
    figure = Figure(trunk_lateral=bend) if view.is_frontal else Figure(trunk_flexion=bend)
    pose = None if view is View.UNKNOWN else make_pose(figure, View.LEFT if view is View.OBLIQUE else view)
    posture = measure_posture(pose, view, 1.0, framing)
    calibration = Calibration(ZEROS, view, math.nan, "unknown", lasted_s=3.02) if calibrated else None
    start = Coach(find_exercise("waiters_bow")).start()
    state = replace(start, posture=posture, calibration=calibration, **changes)
    return state, Observation(1.0, pose, 640, 480)


def tell(state, observation, rate_hz=25.0):
    return what_is_seen(state, observation, rate_hz)


def row(sees, name):
    return next(row for row in sees["rows"] if row["id"] == name)


def measured(sees):
    return {one["id"]: (one["deg"], one["error"]) for one in sees["measured"]}


def why(sees):
    return {one["id"]: one["why"] for one in sees["not_measured"]}


def test_every_angle_and_view_has_plain_words():
    assert list(ANGLE_WORDS) == list(ANGLE_NAMES)
    assert set(VIEW_WORDS) == set(View)
    assert not any("_" in words for words in (*ANGLE_WORDS.values(), *VIEW_WORDS.values()))


@pytest.mark.parametrize(
    ("mae", "shown"), [(0.2, 1), (1.0, 1), (1.01, 1), (1.06, 2), (2.0, 2), (3.77, 4), (math.nan, None)]
)
def test_an_error_is_rounded_up_to_a_whole_degree(mae, shown):
    assert whole_error_deg(mae) == shown


def test_an_angle_is_written_with_its_error():
    assert with_error(57.6, 1.2) == "58° ± 2°"
    assert with_error(57.6, math.nan) == "58°"


def test_the_error_over_several_views_is_the_largest_and_none_where_one_has_none():
    mae = stated_error("trunk_flexion", View.LEFT).mae_deg
    assert stated_error_deg("trunk_flexion", View.LEFT, View.RIGHT) == mae
    assert math.isnan(stated_error_deg("trunk_flexion", View.LEFT, View.UNKNOWN))
    assert math.isnan(stated_error_deg("trunk_flexion"))


def test_from_the_left_a_bend_is_measured_and_the_rest_says_why_not():
    sees = tell(*see(View.LEFT))
    assert row(sees, "view")["value"] == "your left side"
    error = whole_error_deg(stated_error("trunk_flexion", View.LEFT).mae_deg)
    assert measured(sees)["trunk_flexion"] == (58, error)
    assert set(measured(sees)) == {"trunk_flexion", *LEFT_NAMES}
    assert why(sees)["trunk_lateral"] == "turn to face the camera"
    assert why(sees)["pelvis_tilt"] == "read in exercises that look at the pelvis"
    assert why(sees)["pelvis_rotation"] == "not possible with one camera yet"
    # The other leg is seen through this one: its error was never measured.
    assert why(sees)["knee_flexion_right"] == "behind the other leg: turn your right side to the camera"


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
def test_from_front_or_back_a_side_bend_is_measured(view):
    sees = tell(*see(view, bend=20.0))
    assert measured(sees) == {"trunk_lateral": (20, whole_error_deg(stated_error_deg("trunk_lateral", view)))}
    assert why(sees)["trunk_flexion"] == "turn side-on to the camera"
    assert why(sees)["knee_flexion_left"] == "turn side-on to the camera"


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("calibrated", [True, False])
def test_every_angle_is_told_once(view, calibrated):
    sees = tell(*see(view, calibrated=calibrated))
    assert sorted([*measured(sees), *why(sees)]) == sorted(ANGLE_NAMES)
    assert all(error is not None for _, error in measured(sees).values())


def test_half_turned_nothing_is_measured():
    sees = tell(*see(View.OBLIQUE))
    assert row(sees, "view")["value"] == "you half turned"
    assert sees["measured"] == []


def test_where_nobody_is_seen_nobody_is_asked_to_turn():
    sees = tell(*see(View.UNKNOWN, framing=Framing.TOO_DARK))
    assert row(sees, "view")["value"] == "nobody yet"
    assert why(sees)["trunk_flexion"] == "not in view: let the camera see it"
    assert why(sees)["pelvis_rotation"] == "not possible with one camera yet"
    assert row(sees, "framing")["note"].startswith("It is too dark")


def test_before_calibration_no_angle_has_a_number():
    sees = tell(*see(calibrated=False, stillness=Stillness(why_not=NotReady.MOVING)))
    assert sees["measured"] == []
    assert why(sees)["trunk_flexion"].startswith("stand tall and still first")
    assert row(sees, "calibration")["value"] == "nothing yet"
    assert row(sees, "calibration")["note"] == "Keep still."


@pytest.mark.parametrize("reason", [None, *NotReady])
def test_what_keeps_from_calibration_has_a_sentence(reason):
    sees = tell(*see(calibrated=False, stillness=Stillness(why_not=reason)))
    assert row(sees, "calibration")["note"].endswith(".")


def test_calibration_is_told_with_the_way_to_do_it_afresh():
    found = row(tell(*see()), "calibration")
    assert found["value"] == "how you stood for 3 s"
    assert "both hands above your head for two seconds" in found["note"]


def test_an_angle_that_was_hidden_while_standing_still_is_asked_to_stand_again():
    state, observation = see()
    neutral = Neutral({"trunk_flexion": 0.0})
    posture = neutral.apply(state.posture)
    state = replace(state, posture=posture, calibration=replace(state.calibration, neutral=neutral))
    reasons = why(tell(state, observation))
    assert reasons["knee_flexion_left"].startswith("stand tall and still first")
    # The leg that cannot be seen from here would not be told by standing still again.
    assert reasons["knee_flexion_right"].startswith("behind the other leg")


def quality_state(quality, names=Names.AS_SEEN):
    state, observation = see()
    posture = Posture(1.0, View.LEFT, Framing.WHOLE, quality, state.posture.angles, names=names)
    return replace(state, posture=posture), observation


@pytest.mark.parametrize(
    ("quality", "rate_hz", "value"),
    [
        (0.93, 25.0, "good, 93 of 100"),
        (0.93, 6.0, "poor, 46 of 100"),  # half the pictures that are wanted
        (0.60, 25.0, "fair, 60 of 100"),
        (0.30, 25.0, "poor, 30 of 100"),
        (0.93, math.nan, "good, 93 of 100"),
    ],
)
def test_quality_has_a_word_and_a_figure(quality, rate_hz, value):
    assert row(tell(*quality_state(quality), rate_hz), "quality")["value"] == value


def test_few_pictures_a_second_are_remarked():
    state = see()
    assert row(tell(*state, 24.6), "rate") | {"note": ""} == row(tell(*state, 24.6), "rate")
    assert row(tell(*state, 24.6), "rate")["value"] == "25 pictures"
    assert row(tell(*state, 6.0), "rate")["note"].startswith("Too few")
    assert row(tell(*state, math.nan), "rate")["value"] == "counting"


def test_light_and_people_are_told_when_there_is_something_to_tell():
    state, observation = see()
    assert row(tell(state, observation), "light")["value"] == "fine"
    assert not any(one["id"] == "people" for one in tell(state, observation)["rows"])
    sees = tell(state, replace(observation, light=Light.BACKLIT, people=2))
    assert "light from the front" in row(sees, "light")["note"]
    assert row(sees, "people")["value"] == "2"


@pytest.mark.parametrize(
    ("lean", "value", "warning", "raised"),
    [
        (math.nan, "not known", False, "Door frames"),
        (4.9, "5°", False, ""),
        (-1.0, "1°", False, ""),
        # The room's up leans to the right of the picture: the camera's right side, seen from in front,
        # is low.
        (6.2, "6°", True, "right side, as you face it"),
        (-7.0, "7°", True, "left side, as you face it"),
    ],
)
def test_a_camera_that_leans_is_told_how_to_be_levelled(lean, value, warning, raised):
    found = row(tell(*see(roll_deg=lean)), "tilt")
    assert (found["value"], found["warning"]) == (value, warning)
    assert raised in found["note"]


def test_the_standing_body_tells_the_lean_where_the_room_does_not():
    state, observation = see(View.FRONT)
    state = replace(state, calibration=replace(state.calibration, roll_deg=6.0, roll_source="body"))
    assert row(tell(state, observation), "tilt")["warning"]


def test_mix_ups_of_left_and_right_are_counted():
    assert row(tell(*see()), "sides")["value"] == "never mixed up"
    sees = tell(*see(track=Track(sides=Sides(traded_back=12, torn=1))))
    assert row(sees, "sides")["value"] == "put right in 12 pictures; 1 picture left out"


def ticks(pace, times, **options):
    return [pace.is_due(time_s, **options) for time_s in times]


def test_it_is_told_at_most_once_a_second_with_the_rate_that_was_measured():
    told = [rate for rate in ticks(Pace(), [index / 20 for index in range(101)]) if rate is not None]
    assert math.isnan(told[0])
    assert len(told) == 6
    assert told[1:] == pytest.approx([20.0] * 5, rel=0.06)


def test_a_pause_does_not_count_as_slow_pictures():
    pace = Pace()
    ticks(pace, [index / 20 for index in range(30)])
    told = [rate for rate in ticks(pace, [60 + index / 20 for index in range(45)]) if rate is not None]
    assert math.isnan(told[0])
    assert told[1:] == pytest.approx([20.0, 20.0], rel=0.06)


def test_a_torn_picture_is_waited_out_but_not_for_ever():
    pace = Pace()
    pace.is_due(0.0)
    assert pace.is_due(1.1, torn=True) is None
    assert pace.is_due(1.2) == pytest.approx(2 / 1.2)
    late = Pace()
    late.is_due(0.0)
    assert ticks(late, [1.1, 1.6], torn=True) == [None, None]
    assert late.is_due(2.1, torn=True) is not None


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({}, None),
        ({"learning": Learning(0.0)}, "being learned"),
        ({"ranges": {View.LEFT: OwnRange(-12, 8)}}, "as you showed it"),
        ({"ranges": {View.LEFT: OwnRange(-12, 6, (False, True))}}, "a small one to begin with"),
        ({"ranges": {View.RIGHT: OwnRange(-12, 8)}}, None),  # of the other view
    ],
)
def test_the_own_range_is_told_where_there_is_one(changes, value):
    rows = {row["id"]: row["value"] for row in tell(*see(**changes))["rows"]}
    assert rows.get("range") == value
