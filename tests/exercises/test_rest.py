"""Where a movement ends: at rest, when the next one rises, or at neutral."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.definition import OneWayExercise
from exercises.events import DropReason
from exercises.rest import Way, follow_landing, left_rest_s, part_at_rest, turning_deg
from tests.exercises.movements import Result, bows, make_exercise, path, posture, sample, times

EXERCISE = make_exercise()
assert isinstance(EXERCISE, OneWayExercise)
RULE = EXERCISE.movement


def land(*angles: float, rate_hz: float = 30.0) -> tuple[float, float] | None:
    """The lowest frame when the movement was over; None when it never was."""
    landed = None
    for time_s, angle in zip(times(10, rate_hz), angles, strict=False):
        landed, over = follow_landing(landed, (time_s, angle))
        if over:
            return landed
    return None


def test_it_is_over_at_neutral_at_once() -> None:
    assert land(8, 4, -1) == (pytest.approx(2 / 30), -1)


def test_it_is_over_where_the_next_one_rises() -> None:
    assert land(8, 5, 6, 7.5) == (pytest.approx(1 / 30), 5)


def test_it_is_over_after_a_rest() -> None:
    assert land(*[8, 5] + [5.1] * 10) == (pytest.approx(1 / 30), 5)


def test_whoever_goes_on_sinking_is_not_at_rest() -> None:
    assert land(*[8 - 0.2 * n for n in range(30)]) is None


def test_a_way_ends_within_rest_of_its_lowest_frame() -> None:
    way = ((0.0, 60.0), (1.0, 8.0), (2.0, 4.0), (3.0, 3.0), (4.0, 5.0))
    before, after = part_at_rest(way, (3.0, 3.0), RULE)
    assert before == (*way[:2], (pytest.approx(1.5), 6.0))
    assert after == way[3:]


def test_bows_without_a_rest_between_are_told_apart() -> None:
    """Turning round above neutral, below the threshold: two repetitions that touch."""
    curve = path((0, 0), (1, 0), (2.5, 60), (4, 5), (5.5, 60), (7, 0), (8.5, 0))
    first, second = Result(make_exercise(), sample(curve, 8.5)).repetitions
    assert first.end_s == pytest.approx(4, abs=0.3)
    assert second.start_s == pytest.approx(4, abs=0.25)
    assert first.end_s <= second.start_s + 0.1


def test_whoever_is_out_of_sight_when_nearly_back_is_counted() -> None:
    curve, until_s = bows([60], down_s=1.5, hold_s=0.3, up_s=1.5, pause_s=1.0)
    gone_s = next(t for t in times(until_s) if t > 3 and curve(t) < 9)
    seen = sample(lambda t: curve(t) if t <= gone_s else math.nan, until_s + 3)
    result = Result(make_exercise(), seen)
    assert result.count == 1
    assert result.dropped == []


def test_a_small_movement_is_dropped_once() -> None:
    curve, until_s = bows([25, 60, 25])
    result = Result(make_exercise(), sample(curve, until_s))
    assert (result.count, result.dropped) == (1, [DropReason.TOO_SMALL] * 2)


@pytest.mark.parametrize(
    ("rest", "run_up", "left_s"),
    [
        ((1.0, 0.0), ((1.0, 0.0), (2.0, 6.0)), 1.5),  # half-way between the two frames
        ((1.0, 0.0), ((1.0, 2.0), (2.0, 4.0), (3.0, 30.0)), 1.5),
        ((1.0, 0.0), ((2.0, 30.0),), 1.1),  # calibrated, and off at once
    ],
)
def test_a_movement_begins_between_two_frames(rest, run_up, left_s: float) -> None:
    assert left_rest_s(rest, run_up, RULE) == pytest.approx(left_s)


@pytest.mark.parametrize("rate_hz", [8, 10, 15, 30, 60])
@given(phase=st.floats(0, 1))
def test_a_movement_begins_and_ends_at_the_same_time_wherever_its_frames_fall(
    rate_hz: float, phase: float
) -> None:
    curve = path((0, 0), (1, 0), (2, 60), (3, 0), (4, 0))
    shifted = [posture(t, curve(t)) for t in ((i + phase) / rate_hz for i in range(int(4 * rate_hz)))]
    (one,) = Result(make_exercise(), shifted).repetitions
    assert one.start_s == pytest.approx(1.1436, abs=0.003)
    assert one.end_s == pytest.approx(2.8522, abs=0.008)


@pytest.mark.parametrize(
    ("run_up", "left_s"),
    [
        # (10 t)^2 passes 3 at 0.1732; a straight line would at 0.1667.
        (((0.0, 0.0), (0.1, 1.0), (0.2, 4.0), (0.3, 9.0)), 0.1732),
        (((0.0, 0.0), (0.1, 1.0), (0.2, 4.0)), 0.1667),  # nothing beside them yet
        (((0.0, 0.0), (0.1, 1.0), (0.2, 4.0), (0.8, 64.0)), 0.1667),  # too far away
        (((0.0, 0.0), (0.1, 1.0), (0.2, 4.0), (0.3, 7.0)), 0.1667),  # as straight as can be
    ],
)
def test_a_movement_begins_slowly(run_up: Way, left_s: float) -> None:
    assert left_rest_s((0.0, 0.0), run_up, RULE) == pytest.approx(left_s, abs=1e-4)


@pytest.mark.parametrize("rate_hz", [8, 15, 30, 60])
def test_a_swing_below_neutral_is_no_rest(rate_hz: float) -> None:
    """Back from a quick bow the filtered angle dips to -4 and stands at 0: the next begins from there."""
    curve = path((0, 0), (1, 0), (1.6, 60), (2.2, -4), (2.35, 0), (3.2, 0), (4.2, 60), (5.2, 0), (6, 0))
    _, second = Result(make_exercise(), sample(curve, 6, rate_hz)).repetitions
    assert second.start_s == pytest.approx(3.35, abs=0.1)


@pytest.mark.parametrize("rate_hz", [8, 10, 15, 20, 30, 60])
def test_a_swing_that_ends_a_little_above_neutral_is_no_rest(rate_hz: float) -> None:
    """The next movement begins as soon as the swing is over: what it left was never where they rested."""
    swing = ((2.1, -3), (2.2, -4.3), (2.3, -3), (2.5, 0.2), (2.9, 0.4))
    curve = path((0, 0), (1, 0), (1.6, 60), *swing, (3.9, 60), (5, 0), (6, 0))
    _, second = Result(make_exercise(), sample(curve, 6, rate_hz)).repetitions
    assert second.start_s == pytest.approx(3.04, abs=0.05)


def test_whoever_stands_lower_than_at_neutral_rests_there() -> None:
    """Told by the second bow, as the first sets off from the neutral that was told: its rest is at -6."""
    curve = path((0, 0), (1, -6), (2, -6), (3, 60), (4, -6), (4.8, -6), (5.8, 60), (6.8, -6), (8, -6))
    for rate_hz in (8, 15, 30, 60):
        _, second = Result(make_exercise(), sample(curve, 8, rate_hz)).repetitions
        assert second.start_s == pytest.approx(4.98, abs=0.06)


@pytest.mark.parametrize(
    ("way", "deg"),
    [
        (((0.0, 0.0), (1.0, 10.0), (2.0, 0.0)), 10.0),  # even: turned in that frame
        (((0.0, 0.0), (0.1, 9.0), (0.2, 9.0), (0.3, 0.0)), 10.125),  # half-way between two frames
        (((0.0, 7.12), (0.1, 9.92), (0.3, 3.52)), 10.0),  # 10 - 200 (t - 0.12)^2, steps of two lengths
        (((0.0, 9.0), (0.2, 9.9), (0.4, 5.0)), 9.9),  # too far apart
        (((0.0, 0.0), (0.1, 10.0)), 10.0),  # still on its way
        (((0.0, 10.0), (0.1, 10.0), (0.2, 10.0)), 10.0),  # held
    ],
)
def test_a_way_turns_between_two_frames(way: Way, deg: float) -> None:
    assert turning_deg(way) == pytest.approx(deg)


@pytest.mark.parametrize("rate_hz", [8, 10, 15, 30, 60])
@given(phase=st.floats(0, 1), lasts_s=st.sampled_from([1.0, 1.6, 2.4]))
def test_a_turning_point_is_as_deep_at_any_rate(rate_hz: float, phase: float, lasts_s: float) -> None:
    curve = path((0, 0), (1, 0), (1 + lasts_s / 2, 60), (1 + lasts_s, 0), (3 + lasts_s, 0))
    way = tuple((t, curve(t)) for t in ((i + phase) / rate_hz for i in range(int(rate_hz * (1 + lasts_s)))))
    off_deg = 0.2 if lasts_s > 1 or rate_hz > 10 else 1.0
    assert turning_deg(way) == pytest.approx(60, abs=off_deg)


def test_a_slow_beginning_is_no_rest() -> None:
    """Five seconds down: the start is where it leaves rest, not later on."""
    (one,) = Result(make_exercise(), sample(path((0, 0), (1, 0), (6, 60), (11, 0), (12, 0)), 12)).repetitions
    assert one.start_s == pytest.approx(1.72, abs=0.05)
