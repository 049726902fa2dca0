"""Pain before and after a set on the exercise page: asked by one tap, and what becomes of the range."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from exercises.definition import OneWayExercise
from exercises.events import Repetition
from exercises.files import find_exercise
from exercises.own_target import OwnPeak
from live.service import SERVICE
from live.summary import SetSummary

ROOT = Path(__file__).parents[2]
BEND = find_exercise("trunk_flexion")
assert isinstance(BEND, OneWayExercise)
DONE = Repetition(1, 1.0, 4.5, {"trunk_flexion": 61.2}, True, ())
# Grew in the set from 50 to 52.5.
SUMMARY = SetSummary(BEND.id, "camera", (DONE,), (61, 61), "", own=OwnPeak((50.0, 50.0), 52.5, 50.0))


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(type(SERVICE.engine), "ready", property(lambda engine: True))
    test = AppTest.from_file(str(ROOT / "app" / "exercise.py"), default_timeout=60)
    test.session_state["chosen_exercise"] = BEND.id
    return test.run()


def tap(test: AppTest, pain: int) -> AppTest:
    assert not test.exception
    (pills,) = test.button_group
    return pills.set_value(pain).run()


def finish(test: AppTest) -> AppTest:
    """A set is done, as the camera's callback notes it."""
    test.session_state["last_set"] = SUMMARY
    test.session_state["sets_done"] = 1
    return test.run()


def range_of(test: AppTest) -> float:
    own = SERVICE.own_of(str(test.session_state["live_session"]), BEND.id)
    assert own is not None
    return own.range_deg


def test_it_is_asked_before_and_again_after(page: AppTest) -> None:
    assert "right now" in page.button_group[0].label
    finish(tap(page, 3))
    assert "after that set" in page.button_group[0].label
    assert page.button_group[0].value is None


@pytest.mark.parametrize(
    ("after", "range_deg", "words"),
    [(3, 52.5, "Thank you."), (5, 50.0, "no further"), (6, 45.0, "a little less")],
)
def test_what_is_told_decides_on_the_next_set(
    page: AppTest, after: int, range_deg: float, words: str
) -> None:
    test = tap(finish(tap(page, 3)), after)
    assert not test.exception
    assert range_of(test) == pytest.approx(range_deg)
    assert any(words in one.value for one in test.caption)


def test_another_tap_is_another_decision_and_not_one_more(page: AppTest) -> None:
    test = tap(tap(finish(tap(page, 3)), 9), 9)
    assert range_of(tap(test, 8)) == pytest.approx(45)
    assert range_of(tap(test, 3)) == pytest.approx(52.5)


def test_it_may_be_skipped(page: AppTest) -> None:
    assert range_of(finish(page)) == pytest.approx(52.5)


def test_where_no_range_grows_nothing_is_asked(page: AppTest) -> None:
    page.selectbox(key="exercise").select("waiters_bow").run()
    assert not page.exception
    assert not page.button_group
