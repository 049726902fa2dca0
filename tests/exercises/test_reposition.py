"""The repositioning test: its course on hand-made streams, and what must not change its figures."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.reposition_course import Stage
from exercises.repositioning import sum_up_trials
from tests.exercises.places import PLACES, RANGE_DEG, RULE, Outcome, Script, all_trials, stream
from vision.angles import View

SIX = len(RULE.trials)
ONE_TRIAL = [Stage.SHOW, Stage.HELD, Stage.FIND, Stage.FOUND]


def test_the_order_of_the_places_is_the_stated_one() -> None:
    assert RULE.trials == [0.3, 0.6, 0.6, 0.3, 0.3, 0.6]


@pytest.mark.parametrize("rate_hz", [8, 30, 60])
def test_somebody_who_always_goes_five_too_far(rate_hz: float) -> None:
    result = Outcome(stream(all_trials([5.0] * SIX), rate_hz))
    assert result.stages == [Stage.RANGE, *ONE_TRIAL * SIX, Stage.DONE]
    assert result.state.course.range_deg == pytest.approx(RANGE_DEG, abs=0.5)
    assert [one.number for one in result.trials] == list(range(1, SIX + 1))
    assert [one.target_deg for one in result.trials] == pytest.approx(PLACES, abs=0.1)
    errors = sum_up_trials(result.trials, RULE.angle).together
    assert errors.constant_deg == pytest.approx(5, abs=0.1)
    assert errors.absolute_deg == pytest.approx(5, abs=0.1)
    assert errors.variable_deg == pytest.approx(0, abs=0.1)


def test_somebody_who_scatters() -> None:
    result = Outcome(stream(all_trials([4.0, -4.0, 4.0, -4.0, 4.0, -4.0])))
    errors = sum_up_trials(result.trials, RULE.angle)
    assert errors.together.constant_deg == pytest.approx(0, abs=0.1)
    assert errors.together.absolute_deg == pytest.approx(4, abs=0.1)
    assert errors.together.variable_deg == pytest.approx(4, abs=0.1)
    # 30 %: +4, -4, +4; 60 %: -4, +4, -4
    assert [one.constant_deg for _, one in errors.by_share] == pytest.approx([4 / 3, -4 / 3], abs=0.1)


def test_the_error_is_told_from_where_the_place_was_held() -> None:
    """Held three degrees beside what was shown, and found just there."""
    script = Script().show_range().bend(PLACES[0] + 3, 3.0).bend(PLACES[0] + 3, 2.0)
    (one,) = Outcome(stream(script)).trials
    assert one.target_deg == pytest.approx(PLACES[0] + 3, abs=0.1)
    assert one.error_deg == pytest.approx(0, abs=0.1)


def test_the_first_still_moment_tells_whatever_is_corrected_afterwards() -> None:
    script = Script().show_range().bend(PLACES[0], 3.0)
    at = script.time_s
    script.corners += [(at + 1.5, 26.0), (at + 3.5, 26.0), (at + 4, 18.0), (at + 7, 18.0), (at + 9, 0.0)]
    script.time_s = at + 10
    assert Outcome(stream(script)).errors == pytest.approx([26 - PLACES[0]], abs=0.1)


def test_the_display_is_hidden_from_being_up_until_being_up_again() -> None:
    script = Script().show_range().bend(PLACES[0], 3.0)
    shown_until_s = script.time_s - 1.0
    script.bend(PLACES[0], 2.0)
    postures = stream(script)
    hidden_s = [one.time_s for one, hidden in zip(postures, Outcome(postures).hidden, strict=True) if hidden]
    assert hidden_s[0] == pytest.approx(shown_until_s, abs=0.8)
    assert hidden_s[-1] == pytest.approx(script.time_s - 1.0, abs=0.8)
    assert hidden_s[-1] - hidden_s[0] == pytest.approx(len(hidden_s) / 30, abs=0.1)  # without a break


def test_one_that_is_not_held_is_asked_for_once_more() -> None:
    script = Script().show_range().bend(PLACES[0], 3.0)
    hasty = script.bend(PLACES[0], 0.1)
    assert Outcome(stream(hasty)).state.course.find_tries == 1
    assert Outcome(stream(hasty.bend(PLACES[0] - 2, 2.0))).errors == pytest.approx([-2], abs=0.1)


def test_one_that_is_never_held_is_not_measured_and_the_next_is_shown() -> None:
    script = Script().show_range().bend(PLACES[0], 3.0).bend(PLACES[0], 0.1).bend(PLACES[0], 0.1)
    result = Outcome(stream(script.try_place(PLACES[1], 1.0)))
    first, second = result.trials
    assert (first.measured, first.reason) == (False, "it was not held")
    assert math.isnan(first.found_deg)
    assert second.error_deg == pytest.approx(1, abs=0.1)
    errors = sum_up_trials(result.trials, RULE.angle).together
    assert (errors.trials, errors.constant_deg) == (1, pytest.approx(1, abs=0.1))


def test_a_shown_place_that_is_never_held_is_passed_over_too() -> None:
    script = Script().show_range().bend(PLACES[0], 0.5).bend(PLACES[0] + 20, 3.0)
    result = Outcome(stream(script.try_place(PLACES[1])))
    assert [one.reason for one in result.trials] == ["it was not held", ""]
    assert math.isnan(result.trials[0].target_deg)


def test_somebody_hidden_is_asked_once_more_and_then_not_measured() -> None:
    script = Script().show_range().bend(PLACES[0], 3.0).hide(PLACES[0])
    once = Outcome(stream(script))
    assert (once.state.course.stage, once.state.course.find_tries, once.trials) == (Stage.FIND, 1, [])
    assert not once.state.course.was_seen
    again = Outcome(stream(script.hide(PLACES[0]).try_place(PLACES[1], 2.0)))
    assert [one.reason for one in again.trials] == ["it was out of sight", ""]
    assert again.trials[1].error_deg == pytest.approx(2, abs=0.1)


def test_somebody_hidden_once_is_measured_the_second_time() -> None:
    script = Script().show_range().bend(PLACES[0], 3.0).hide(PLACES[0]).bend(PLACES[0] + 3, 2.0)
    assert Outcome(stream(script)).errors == pytest.approx([3], abs=0.1)


def test_who_comes_back_into_sight_bent_over_is_not_taken_at_that() -> None:
    """Lost on the way there, seen again while they stay: the place is asked for from standing."""
    script = Script().show_range().bend(PLACES[0], 3.0)
    script.unseen.append((script.time_s + 0.5, script.time_s + 2.0))
    assert Outcome(stream(script.bend(PLACES[0] + 9, 4.0))).trials == []


def test_poor_frames_are_out_of_sight() -> None:
    script = all_trials([0.0] * SIX)
    poor = [replace(one, quality=0.3) for one in stream(script)]
    assert Outcome(poor).stages == [Stage.RANGE]


def test_a_small_bend_sets_no_range() -> None:
    result = Outcome(stream(Script().bend(20).bend(20).bend(50).bend(20).bend(60)))
    assert result.state.course.turns_deg == pytest.approx((50, 60), abs=0.5)
    assert result.state.course.range_deg == pytest.approx(55, abs=0.5)


def test_whoever_goes_is_shown_the_place_anew() -> None:
    script = Script().show_range().bend(PLACES[0], 3.0)
    course = Outcome(stream(script)).state.course
    assert course.stage is Stage.FIND
    back = course.interrupted()
    assert (back.stage, back.range_deg, back.hidden) == (Stage.SHOW, course.range_deg, False)
    assert math.isnan(back.held_deg)
    assert Outcome(stream(all_trials([0.0] * SIX))).state.course.interrupted().stage is Stage.DONE


# Clearly within reach: too little must still leave standing, and is still a different place from neutral.
ERRORS = st.lists(st.floats(-6, 12), min_size=SIX, max_size=SIX)


@given(ERRORS, st.floats(8, 60), st.floats(0.8, 3.0), st.sampled_from([View.LEFT, View.RIGHT]))
def test_neither_rate_nor_pace_nor_side_changes_the_errors(
    errors: list[float], rate_hz: float, way_s: float, view: View
) -> None:
    result = Outcome(stream(all_trials(errors, way_s=way_s), rate_hz, view))
    # On a slow way the still second begins before the place is reached: half of the stated error at most.
    assert result.errors == pytest.approx(errors, abs=0.7)
    assert {one.view for one in result.trials} == {view}


@given(ERRORS, st.integers(0, 2**32 - 1))
def test_sway_moves_an_error_little(errors: list[float], seed: int) -> None:
    rng = np.random.default_rng(seed)
    swaying = [
        replace(one, angles={**one.angles, RULE.angle: one.angles[RULE.angle] + rng.uniform(-1, 1)})
        for one in stream(all_trials(errors))
    ]
    assert Outcome(swaying).errors == pytest.approx(errors, abs=1.5)


@given(ERRORS, st.sampled_from([-1000.0, 0.25, 1e6]))
def test_the_clock_may_start_anywhere(errors: list[float], shift_s: float) -> None:
    there = [replace(one, time_s=one.time_s + shift_s) for one in stream(all_trials(errors), 15)]
    assert Outcome(there).errors == pytest.approx(errors, abs=0.4)


@given(st.lists(st.tuples(st.floats(0, 90), st.floats(0.05, 4)), max_size=5))
def test_gaps_never_invent_an_error(gaps: list[tuple[float, float]]) -> None:
    whole = stream(all_trials([0.0] * SIX), 15)
    torn = [one for one in whole if not any(a <= one.time_s < a + b for a, b in gaps)]
    result = Outcome(torn)
    assert len(result.trials) <= SIX
    # What was found was the place of one trial or the other; never something in between.
    near = [min(abs(one.found_deg - deg) for deg in PLACES) for one in result.trials if one.measured]
    assert max(near, default=0) < 1
