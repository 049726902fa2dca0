import json

import pytest

from exercises.events import FoundFault, Repetition
from exercises.files import find_exercise
from live.summary import summarise
from vision.accuracy import stated_error
from vision.angles import View

EXERCISE = find_exercise("waiters_bow")


def rep(number, peak, *faults):
    found = tuple(FoundFault(name, 1.0, 30.0) for name in faults)
    on_target = not faults and 50 <= peak <= 70
    return Repetition(
        number, number * 5.0, number * 5.0 + 4, {"trunk_flexion": peak}, on_target, found, target_deg=(50, 70)
    )


@pytest.mark.parametrize(
    ("repetitions", "begins"),
    [
        ([], "Whenever you like"),
        ([rep(1, 60)], "Next time, do it just like that."),
        ([rep(1, 40), rep(2, 60)], "Next time: a little further"),
        ([rep(1, 80), rep(2, 60)], "Next time: a little less deep"),
        # the compensation that came most often, before the range
        ([rep(1, 40, "knees_bend"), rep(2, 40, "knees_bend"), rep(3, 60, "back_rounds")], "Next time: legs"),
        # equally often: the more severe one
        ([rep(1, 60, "knees_bend"), rep(2, 60, "back_rounds")], "Next time: fold at the hips"),
        ([rep(1, 60, "not_in_the_library_any_more")], "Next time, do it just like that."),
    ],
)
def test_one_thing_to_try(repetitions, begins):
    assert summarise(EXERCISE, "camera", repetitions).next_time.startswith(begins)


def test_numbers_of_a_set():
    summary = summarise(EXERCISE, "camera", [rep(1, 44.04), rep(2, 61.26)])
    content = json.loads(json.dumps(summary.content()))
    assert (content["reps"], content["on_target"], content["range"]) == (2, 1, [44.0, 61.3])
    assert [one["number"] for one in content["repetitions"]] == [1, 2]


def test_the_summary_states_the_error_of_its_range():
    content = summarise(EXERCISE, "camera", [rep(1, 61.26)]).content()
    assert content["error"] == pytest.approx(stated_error("trunk_flexion", View.LEFT).mae_deg, abs=0.051)


def test_an_empty_set_has_no_range():
    assert summarise(EXERCISE, "camera", []).content()["range"] is None


def unseen(number):
    return Repetition(number, number * 5.0, number * 5.0 + 4, {}, False, (), 0.3, False, "too dark")


def test_what_was_not_measured_counts_and_is_not_judged():
    content = summarise(EXERCISE, "camera", [rep(1, 60), unseen(2), rep(3, 62)]).content()
    assert (content["reps"], content["on_target"], content["not_measured"]) == (3, 2, 1)
    assert content["range"] == [60, 62]
    assert content["next_time"] == "Next time, do it just like that."
    assert [one["measured"] for one in content["repetitions"]] == [True, False, True]
    assert content["repetitions"][1]["peaks"] == {}


@pytest.mark.parametrize(("seen", "first"), [(1, True), (2, False)])
def test_whoever_was_hardly_seen_is_asked_for_a_better_picture(seen, first):
    done = [rep(number, 60) for number in range(1, seen + 1)] + [unseen(3), unseen(4)]
    assert ("light" in summarise(EXERCISE, "camera", done).next_time) is first


def test_a_set_in_which_nothing_was_measured_has_no_range():
    content = summarise(EXERCISE, "camera", [unseen(1)]).content()
    assert (content["reps"], content["not_measured"], content["range"]) == (1, 1, None)


TILT, CLOCK = find_exercise("pelvic_tilt"), find_exercise("pelvic_clock")


def sway(number, back, front, *faults, angle="pelvis_tilt"):
    found = tuple(FoundFault(name, 1.0, 6.0) for name in faults)
    on_target = not faults and min(back, front) >= 0.7
    peaks = {"pelvis_tilt": 8 * front}
    return Repetition(
        number, number * 6.0, number * 6.0 + 5, peaks, on_target, found, angle=angle, ends=(back, front)
    )


def test_a_set_to_both_sides_tells_how_far_each_own_end_was_reached():
    content = summarise(TILT, "camera", [sway(1, 0.9, 1.0), sway(2, 0.6, 0.8)]).content()
    assert content["ends"] == [["back", 0.6, 0.9], ["front", 0.8, 1.0]]
    assert (content["reps"], content["on_target"]) == (2, 1)
    assert (content["range"], content["error"]) == (None, None)  # no degrees
    json.dumps(content)


@pytest.mark.parametrize(
    ("repetitions", "begins"),
    [
        ([], "Whenever you like"),
        ([sway(1, 0.9, 0.9)], "Next time, do it just like that."),
        ([sway(1, 0.5, 0.9), sway(2, 0.6, 0.6)], "Next time: a little further back"),
        ([sway(1, 0.9, 0.5)], "Next time: a little further forward"),
        ([sway(1, 0.5, 0.9, "trunk_leans")], "Next time: roll the bowl"),
    ],
)
def test_one_thing_to_try_to_both_sides(repetitions, begins):
    assert summarise(TILT, "camera", repetitions).next_time.startswith(begins)


def test_hours_of_both_views_are_told_apart():
    done = [sway(1, 0.9, 1.0), sway(2, 0.7, 0.8, angle="pelvis_obliquity")]
    assert [end[0] for end in summarise(CLOCK, "camera", done).content()["ends"]] == ["12", "6", "9", "3"]


def test_an_exercise_in_degrees_has_no_ends():
    assert summarise(EXERCISE, "camera", [rep(1, 60)]).content()["ends"] == []


STANCE = find_exercise("one_leg_stance_left")


def stance(number, hold_s, *faults):
    found = tuple(FoundFault(name, 1.0, hold_s) for name in faults)
    peaks = {"foot_lift": 25.0}
    return Repetition(
        number,
        number * 20.0,
        number * 20.0 + 13,
        peaks,
        not faults,
        found,
        angle="foot_lift",
        target_deg=(12, 80),
        hold_s=hold_s,
    )


def test_a_set_of_holds_tells_the_shortest_and_the_longest():
    content = summarise(STANCE, "camera", [stance(1, 10.41), stance(2, 6.2, "too_short")]).content()
    assert content["held"] == [6.2, 10.4]
    assert content["next_time"].startswith("Next time: stay for ten quiet seconds")
    assert [one["hold_s"] for one in content["repetitions"]] == [10.4, 6.2]
    # A lift is told in shares of the shin, and the page shows degrees.
    assert (content["range"], content["error"]) == (None, None)
    json.dumps(content, allow_nan=False)


def test_without_a_hold_none_is_told():
    assert summarise(EXERCISE, "camera", [rep(1, 60)]).content()["held"] is None
    assert summarise(STANCE, "camera", []).content()["held"] is None
