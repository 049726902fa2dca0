"""How long a repetition really took, from standing still to standing still."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.tempo import whole_span
from tests.exercises.movements import Curve, Result, make_exercise, sample, times

Way = tuple[tuple[float, float], ...]


def smooth(share: float) -> float:
    """From 0 to 1 as smooth movements go."""
    share = min(max(share, 0.0), 1.0)
    return share**3 * (10 - 15 * share + 6 * share**2)


def repetition(depth: float, way_s: float, at_s: float = 1.0, hold_s: float = 0.0) -> Curve:
    """Out in so many seconds and back in as many, from `at_s` on."""

    def curve(time_s: float) -> float:
        out, back = (time_s - at_s) / way_s, (time_s - at_s - way_s - hold_s) / way_s
        return depth * (smooth(out) - smooth(back))

    return curve


def filmed(curve: Curve, until_s: float, rate_hz: float = 30.0) -> Way:
    return tuple((time_s, curve(time_s)) for time_s in times(until_s, rate_hz))


@pytest.mark.parametrize("rate_hz", [8, 15, 30, 60])
@pytest.mark.parametrize("depth", [12.0, 60.0])
def test_a_smooth_movement_is_carried_on_to_its_ends(depth: float, rate_hz: float) -> None:
    way = filmed(repetition(depth, 1.5), 5.0, rate_hz)
    began_s, over_s = whole_span(way, way[-1], 1.4, 3.6)
    assert (began_s, over_s) == (pytest.approx(1.0, abs=0.08), pytest.approx(4.0, abs=0.08))


@given(st.floats(10, 90), st.floats(0.5, 3), st.floats(0.5, 3))
def test_twice_as_slow_is_twice_as_long_however_deep(depth: float, way_s: float, slower: float) -> None:
    lasted = []
    for factor in (1.0, slower):
        way = filmed(repetition(depth, factor * way_s, factor), factor * (2 * way_s + 2), 60 / factor)
        began_s, over_s = whole_span(way, way[-1], math.inf, -math.inf)
        lasted.append(over_s - began_s)
    assert lasted[1] == pytest.approx(slower * lasted[0], rel=1e-6)


def test_whoever_stands_leaning_begins_from_there() -> None:
    curve = repetition(40, 1.0)
    way = filmed(lambda time_s: 7 + curve(time_s), 4.0)
    assert whole_span(way, way[-1], 1.3, 2.7) == (pytest.approx(1.0, abs=0.05), pytest.approx(3.0, abs=0.05))


@pytest.mark.parametrize("stop", [0.25, 0.6])
def test_whoever_stops_on_the_way_has_not_begun_sooner(stop: float) -> None:
    """Three seconds at a share of the depth, and what is added is a small part of them."""
    going = repetition(60, 1.0, 0.0)
    stop_s = next(t for t in times(1.0, 1000) if going(t) >= 60 * stop)
    way = filmed(lambda t: going(min(t, stop_s) if t < stop_s + 3 else t - 3), 6.0)
    began_s, over_s = whole_span(way, way[-1], 0.2, 4.8)
    assert -1.3 <= began_s <= 0.05
    assert over_s == pytest.approx(5.0, abs=0.05)


def test_it_never_takes_less_than_what_stands_out() -> None:
    """An angle that leaps there and back has no slow ends."""
    way = ((0.0, 0.0), (0.9, 0.0), (1.0, 60.0), (2.0, 60.0), (2.1, 0.0))
    began_s, over_s = whole_span(way, way[-1], 0.5, 2.5)
    assert (began_s, over_s) == (0.5, 2.5)


def test_an_end_that_was_not_seen_stays() -> None:
    """Whoever set off at once was first seen half-way."""
    way = ((1.0, 30.0), (1.2, 60.0), (1.6, 20.0), (2.0, 0.0))
    began_s, _ = whole_span(way, way[-1], 0.8, 1.9)
    assert began_s <= 0.8
    assert whole_span(((1.0, 30.0),), (1.0, 30.0), 0.8, 1.1) == (0.8, 1.1)


@pytest.mark.parametrize("rate_hz", [8, 10, 15, 30, 60])
@pytest.mark.parametrize("depth", [32.0, 60.0])
@pytest.mark.parametrize(("lasts_s", "faults"), [(1.7, ["too_fast"]), (2.4, [])])
def test_the_tempo_is_judged_alike_at_every_depth_and_rate(
    lasts_s: float, faults: list[str], depth: float, rate_hz: float
) -> None:
    """The limit is two seconds: a movement of 2.4 s is none too fast though only 1.9 of it stand out."""
    curve = repetition(depth, lasts_s / 2)
    result = Result(make_exercise(), sample(curve, lasts_s + 3, rate_hz))
    assert result.faults == [faults]


@pytest.mark.parametrize("rate_hz", [8, 10, 15, 30, 60])
def test_start_and_end_do_not_depend_on_the_frame_rate(rate_hz: float) -> None:
    exercise, curve = make_exercise(), repetition(60, 1.5)
    (one,) = Result(exercise, sample(curve, 6.0, rate_hz)).repetitions
    (exact,) = Result(exercise, sample(curve, 6.0, 480.0)).repetitions
    assert one.start_s == pytest.approx(exact.start_s, abs=0.04)
    assert one.end_s == pytest.approx(exact.end_s, abs=0.04)
