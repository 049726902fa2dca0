"""What a session came to: sums by hand."""

from __future__ import annotations

import math

import pytest

from exercises.events import FoundFault, Repetition
from exercises.files import find_exercise
from live.guide.outcome import SessionSummary, steadiness
from live.summary import SetSummary, summarise
from vision.angles import View

BOW, BEND = find_exercise("waiters_bow"), find_exercise("trunk_flexion")


def done(exercise: object, *peaks: float, knees: int = 0) -> SetSummary:
    """A set; the first `knees` repetitions have bent knees."""
    repetitions = [
        Repetition(
            number, 5.0 * number, 5.0 * number + 4, {"trunk_flexion": peak}, number > knees,
            (FoundFault("knees_bend", 1.0, 40.0),) if number <= knees else (),
            angle="trunk_flexion", view=View.LEFT, target_deg=(50.0, 70.0),
        )
        for number, peak in enumerate(peaks, start=1)
    ]  # fmt: skip
    return summarise(exercise, "camera", repetitions)  # type: ignore[arg-type]


def test_sums_and_the_one_thing_to_try() -> None:
    session = SessionSummary("p", "camera", (done(BEND, 60, 62), done(BOW, 55, 60, 66, knees=2)), 4, 3)
    content = session.content()
    assert (content["reps"], content["on_target"], content["not_measured"]) == (5, 3, 0)
    assert session.to_try is session.sets[1]
    assert content["next_time"] == session.sets[1].next_time
    assert content["next_time"].startswith("Next time: ")


def test_all_as_meant_and_nothing_at_all() -> None:
    assert SessionSummary("p", "camera", (done(BOW, 60),)).next_time == "Next time, do it just like that."
    assert SessionSummary("p", "camera", ()).next_time == "Whenever you like, begin again."
    assert SessionSummary("p", "camera", (done(BOW),)).content()["reps"] == 0


def test_steadiness_is_the_spread_of_the_turning_points_with_its_error() -> None:
    one = done(BOW, 55, 60, 66)
    told = steadiness(one)
    assert told is not None
    assert told.spread_deg == pytest.approx(11)
    assert told.error_deg == pytest.approx(math.sqrt(2) * one.error_deg)
    assert steadiness(done(BOW, 60)) is None
    assert steadiness(done(BOW)) is None
