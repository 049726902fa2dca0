"""Learning the own range: hand-made rolls whose ends are known."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.own_range import Learning, OwnRange, learn, show_meanwhile
from exercises.ways import RangeRule
from tests.exercises.movements import Curve, times
from tests.exercises.sways import through

RULE = RangeRule(least_deg=4, default_deg=6, wait_s=10, trunk_within_deg=10, source="test")


class Lesson:
    """What was learned from a curve, and when."""

    def __init__(self, curve: Curve, until_s: float, rate_hz: float = 30.0) -> None:
        self.learning, self.own, self.at_s = Learning(0.0), None, math.nan
        self.asked_s = math.nan
        for t in times(until_s, rate_hz):
            before = self.learning.asked_again
            self.learning, self.own = learn(self.learning, curve(t), t, RULE)
            if self.learning.asked_again and not before:
                self.asked_s = t
            if self.own is not None:
                self.at_s = t
                return


def test_a_position_is_told_between_the_ends() -> None:
    own = OwnRange(-12.0, 8.0)
    angles = [-12.0, -6.0, 0.0, 4.0, 8.0, 10.0]
    assert [own.position(angle) for angle in angles] == [-1.0, -0.5, 0.0, 0.5, 1.0, 1.25]
    assert math.isnan(own.position(math.nan))


@pytest.mark.parametrize("rate_hz", [8, 15, 30, 60])
@pytest.mark.parametrize("corners", [(8, -12, 8, -12), (-12, 8, -12, 8), (8, 0, 8, 0, -12, 0, -12)])
def test_two_rolls_each_way_give_both_ends(corners: tuple[float, ...], rate_hz: float) -> None:
    curve, until_s = through(corners)
    lesson = Lesson(curve, until_s, rate_hz)
    assert lesson.own is not None
    assert lesson.own.high_deg == pytest.approx(8, rel=0.06)
    assert lesson.own.low_deg == pytest.approx(-12, rel=0.06)
    assert lesson.own.assumed == (False, False)
    assert lesson.at_s < until_s  # told as soon as the last one is over, without a wait
    assert math.isnan(lesson.asked_s)


def with_spikes(curve: Curve, spikes_s: tuple[float, ...], height: float) -> Curve:
    """One frame of 30 a second is far off at each of the times."""
    return lambda t: height if any(abs(t - at) < 0.01 for at in spikes_s) else curve(t)


@pytest.mark.parametrize("height", [40.0, -40.0])
def test_one_noisy_frame_moves_no_end(height: float) -> None:
    """At rest, on the way, and at a turning point (the first one is at 2.5 s)."""
    curve, until_s = through((8, -12, 8, -12))
    lesson = Lesson(with_spikes(curve, (0.5, 2.0, 2.5), height), until_s)
    assert lesson.own is not None
    assert lesson.own.high_deg == pytest.approx(8, rel=0.06)
    assert lesson.own.low_deg == pytest.approx(-12, rel=0.06)


def test_noise_at_rest_is_no_end() -> None:
    rng = np.random.default_rng(3)
    lesson = Lesson(lambda t: float(np.clip(rng.normal(0, 1.0), -3, 3)), 9.0)
    assert lesson.own is None
    assert (lesson.learning.minus, lesson.learning.plus) == ((), ())


def test_once_each_way_is_enough_after_a_wait() -> None:
    curve, until_s = through((8, -12))
    lesson = Lesson(curve, until_s + 2 * RULE.wait_s)
    assert lesson.own is not None
    assert lesson.own.low_deg == pytest.approx(-12, rel=0.06)
    assert lesson.at_s == pytest.approx(until_s - 1 + RULE.wait_s, abs=0.6)
    assert math.isnan(lesson.asked_s)  # nobody is asked for what they have done


@pytest.mark.parametrize(("corners", "missing"), [((8, 0, 8), -1), ((-12, 0, -12), 1)])
def test_an_end_that_does_not_come_is_asked_for_again(corners: tuple[float, ...], missing: int) -> None:
    curve, until_s = through(corners)
    lesson = Lesson(curve, until_s + RULE.wait_s)
    assert lesson.own is None
    assert lesson.learning.asked_again
    assert lesson.learning.missing == missing


def test_an_end_that_comes_after_the_second_request_counts() -> None:
    first, first_s = through((8, 0, 8))
    second, second_s = through((-12, 0, -12))
    later_s = first_s + RULE.wait_s + 2
    lesson = Lesson(lambda t: first(t) if t < later_s else second(t - later_s), later_s + second_s)
    assert lesson.asked_s < later_s
    assert lesson.own is not None
    assert lesson.own.low_deg == pytest.approx(-12, rel=0.06)
    assert lesson.own.assumed == (False, False)


def test_an_end_that_never_comes_gets_a_small_one() -> None:
    curve, until_s = through((8, 0, 8))
    lesson = Lesson(curve, until_s + 2.5 * RULE.wait_s)
    assert lesson.own is not None
    assert lesson.own.low_deg == -RULE.default_deg
    assert lesson.own.high_deg == pytest.approx(8, rel=0.06)
    assert lesson.own.assumed == (True, False)


STUCK: dict[str, Callable[[float], float]] = {
    "does nothing": lambda t: 0.0,
    "moves too little": lambda t: 3.0 * math.sin(t),
    "goes to one end only, for ever": lambda t: 8.0 * abs(math.sin(t)),
    "stays at one end": lambda t: 9.0,
    "trembles": lambda t: 8.0 * math.sin(40 * t),
}


@pytest.mark.parametrize("curve", STUCK.values(), ids=STUCK.keys())
def test_nobody_is_stuck(curve: Curve) -> None:
    lesson = Lesson(curve, 6 * RULE.wait_s)
    assert lesson.own is not None
    assert lesson.own.low_deg <= -RULE.least_deg / 2
    assert lesson.own.high_deg >= RULE.least_deg / 2


def test_what_is_out_of_sight_is_not_waited_for() -> None:
    curve, until_s = through((8, -12, 8, -12))
    gap_s = 3 * RULE.wait_s
    lesson = Lesson(lambda t: 0.0 if t < 1 else math.nan if t < gap_s else curve(t - gap_s), gap_s + until_s)
    assert math.isnan(lesson.asked_s)
    assert lesson.own is not None
    assert lesson.own.low_deg == pytest.approx(-12, rel=0.06)


@given(st.floats(5, 25), st.floats(5, 25), st.floats(10, 60), st.floats(1.2, 4))
def test_mirrored_rolls_give_a_mirrored_range(
    front: float, back: float, rate_hz: float, leg_s: float
) -> None:
    curve, until_s = through((front, -back, front, -back), leg_s=leg_s)
    here, there = Lesson(curve, until_s, rate_hz), Lesson(lambda t: -curve(t), until_s, rate_hz)
    assert here.own is not None
    assert there.own is not None
    assert (there.own.low_deg, there.own.high_deg) == (-here.own.high_deg, -here.own.low_deg)
    assert here.own.high_deg == pytest.approx(front, rel=0.12)
    assert here.own.low_deg == pytest.approx(-back, rel=0.12)


def test_what_is_shown_meanwhile_grows_with_what_was_reached() -> None:
    nothing = show_meanwhile(Learning(0.0), RULE)
    assert (nothing.low_deg, nothing.high_deg) == (-6, 6)
    reached = show_meanwhile(Learning(0.0, plus=(9.0,), stretch=(-5.0, -11.0)), RULE)
    assert (reached.low_deg, reached.high_deg) == (-11, 9)
