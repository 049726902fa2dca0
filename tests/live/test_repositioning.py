"""The repositioning test live: nothing leaks while it is hidden, and its result in plain words."""

import json
import math
import re

import pytest

from exercises.repositioning import Trial, find_errors, sum_up_trials
from live.protocol import feedback_message
from live.repositioning import (
    result_content,
    say_absolute,
    say_constant,
    say_least_change,
    say_next,
    say_trend,
    say_variable,
)
from live.session import Session
from live.summary import summarise
from live.words import whole_error_deg
from tests.exercises.places import PLACES, RULE, STILL_S, TEST, all_trials
from tests.live.serving import to_message
from tests.live.test_protocol import make_feedback, make_pose
from tests.poses import Figure
from tests.poses import make_pose as make_figure
from vision.angles import View
from vision.pose import Observation


class Bender:
    """Sees a stick figure that does the whole test, five degrees too far each time."""

    def __init__(self):
        self.script = all_trials([5.0] * len(PLACES))
        self.curve = self.script.curve

    def estimate(self, frame):
        t = frame.time_s
        pose = make_figure(Figure(self.curve(t - STILL_S)), View.LEFT, time_s=t)
        return Observation(t, pose, frame.width_px, frame.height_px)

    def close(self):
        pass


@pytest.fixture(scope="module")
def played(empty_room):
    session, bender = Session(TEST, Bender()), Bender()
    end_s, step_s = bender.script.time_s + STILL_S, 1 / 15
    answers = [
        json.loads(session.measure(to_message(index * step_s * 1000, empty_room)))
        for index in range(round(end_s / step_s))
    ]
    return answers, session.finish()


# All that an answer may hold while the display is hidden and that may differ from one frame to the next.
MAY_CHANGE = {"t", "message", "reps", "quality", "sees"}


def test_nothing_of_the_angle_leaks_while_hidden(played):
    answers, _ = played
    hidden = [answer for answer in answers if answer["hidden"]]
    assert len(hidden) > 200
    for answer in hidden:
        assert (answer["angle"], answer["target"], answer["progress"]) == (None, [None, None], None)
        assert (answer["trunk"], answer["legs"], answer["own"]) == (None, [], None)
        assert (answer["faults"], answer["events"]) == ([], [])
        if "sees" in answer:
            assert (answer["sees"]["measured"], answer["sees"]["not_measured"]) == ([], [])
            assert "°" not in json.dumps([row["note"] for row in answer["sees"]["rows"]])
    # Whatever the person does meanwhile, the rest of the answer stays the same.
    same = [{key: value for key, value in one.items() if key not in MAY_CHANGE} for one in hidden]
    assert all(one == same[0] for one in same)
    assert max(answer["quality"] for answer in hidden) - min(answer["quality"] for answer in hidden) == 0
    rows = [[row for row in one["sees"]["rows"] if row["id"] != "rate"] for one in hidden if "sees" in one]
    assert all(one == rows[0] for one in rows)


def test_what_is_said_meanwhile_tells_nothing_of_the_miss(played):
    answers, _ = played
    said = {answer["message"]["text"] for answer in answers if answer["hidden"]}
    assert said == {RULE.words.find, RULE.words.found}


def test_the_place_is_shown_before(played):
    shown = [answer for answer in played[0] if answer["phase"] == "shown"]
    assert all(answer["angle"] is not None and answer["trunk"] is not None for answer in shown)
    bands = sorted({tuple(answer["target"]) for answer in shown})
    assert [from_deg + RULE.show_within_deg for from_deg, _ in bands] == pytest.approx(
        sorted(set(PLACES)), abs=1
    )


def test_even_a_feedback_that_tells_too_much_is_hidden():
    feedback = make_feedback(hidden=True)
    sees = {"rows": [], "measured": [{"id": "trunk_flexion", "deg": 41}], "not_measured": []}
    text = feedback_message(1.0, feedback, make_pose(), (), 1, sees)
    assert not re.search(r"41|50\.0|70\.0|0\.8\b", text)
    assert json.loads(text)["trunk"] is None


def test_the_summary_tells_the_three_errors(played):
    answers, summary = played
    assert (answers[-1]["phase"], answers[-1]["reps"]) == ("done", len(PLACES))
    result = summary.repositioning
    assert result.together.constant_deg == pytest.approx(5, abs=0.5)
    assert result.together.variable_deg == pytest.approx(0, abs=0.3)
    content = json.loads(json.dumps(summary.content()))
    margin = whole_error_deg(result.error_deg)
    assert content["test"]["title"] == "6 of 6 measured"
    figures = dict(content["test"]["figures"])
    assert figures["Off at 30%"] == f"5° ± {margin}°"
    assert figures["Mostly"] == f"5° ± {margin}° too far"
    assert figures["Varied by"] == f"0° ± {margin}°"
    assert "never a diagnosis" in content["next_time"]
    assert content["reps"] == 0


def trial(error_deg, share=0.3, reason=""):
    return Trial(1, share, 1.0, 20.0, math.nan if reason else 20.0 + error_deg, View.LEFT, reason)


def result_of(*errors):
    return sum_up_trials([trial(error) for error in errors], "trunk_flexion")


@pytest.mark.parametrize(
    ("errors", "says"),
    [
        ([5, 5], "5° ± 2° too far"),
        ([-5, -5], "5° ± 2° short"),
        ([2, 1], "2° ± 2°, no clear side"),
        ([], "not measured"),
    ],
)
def test_the_constant_error_in_words(errors, says):
    assert say_constant(find_errors(map(trial, errors)), 1.36) == says


def test_what_was_not_measured_has_no_number():
    none, one = find_errors([]), find_errors([trial(3)])
    assert say_absolute(none, 1.36) == say_variable(none, 1.36) == say_variable(one, 1.36) == "not measured"
    assert say_absolute(one, 1.36) == "3° ± 2°"
    assert say_absolute(one, math.nan) == "3°"


def test_the_one_thing_after_the_test():
    assert "never a diagnosis" in say_next(result_of(1, 2))
    assert "light" in say_next(sum_up_trials([trial(0, reason="it was not held")], "trunk_flexion"))
    assert say_next(result_of()).startswith("Whenever you like")
    assert result_content(sum_up_trials([trial(0, reason="x")], "trunk_flexion"))["figures"] == []
    assert summarise(TEST, "camera", []).content()["test"]["title"] == "0 of 0 measured"


@pytest.mark.parametrize(
    ("results", "says"),
    [
        ([], ""),
        ([(5, 5)], ""),
        ([(5, 5), (4, 4)], "no change that this camera can tell"),
        ([(12, 12), (8, 8), (2, 2)], "10° nearer to the place"),
        ([(2, 2), (-12, -12)], "10° further from the place"),
        ([(12, 12), (2,)], "Too little was measured"),
    ],
)
def test_the_trend_is_told_beyond_the_measurement_error_only(results, says):
    sentence = say_trend([result_of(*errors) for errors in results])
    assert says in sentence
    assert bool(sentence) == bool(says)


def test_the_least_change_is_rounded_up():
    result = result_of(5, 5)
    assert f"less than {math.ceil(result.least_change_deg)}°" in say_least_change(result)
    assert "cannot be compared" in say_least_change(result_of())
