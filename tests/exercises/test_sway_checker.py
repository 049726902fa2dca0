"""Repetitions to both sides: what counts, what does not, and what must not change the count."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.checker_state import CheckerState
from exercises.events import DropReason
from exercises.own_range import OwnRange
from tests.exercises.movements import path
from tests.exercises.sways import CLOCK, OWN, TILT, SwayResult, sway_posture, swing, through
from vision.angles import View

FRONT, BACK = OWN.high_deg, OWN.low_deg

COUNTS: list[tuple[str, tuple[float, ...], int, list[DropReason]]] = [
    # what is done, its turning points, how many count, what is dropped
    ("nothing", (), 0, []),
    ("front and back", (FRONT, BACK), 1, []),
    ("back and front", (BACK, FRONT), 1, []),
    ("three in one go", (FRONT, BACK) * 3, 3, []),
    ("with a stop in the middle", (FRONT, 0, BACK, 0, FRONT, 0, BACK), 2, []),
    ("one side only", (FRONT,), 0, [DropReason.ONE_SIDED]),
    ("the same side twice, then the other", (FRONT, 0, FRONT, 0, BACK), 1, [DropReason.ONE_SIDED]),
    ("a wobble", (0.3 * FRONT, 0.3 * BACK), 0, []),
    ("half a roll", (0.45 * FRONT, 0), 0, [DropReason.TOO_SMALL]),
    ("a small second side, then a whole one", (FRONT, 0, 0.45 * BACK, 0, BACK), 1, []),
]


@pytest.mark.parametrize(("corners", "count", "dropped"), [c[1:] for c in COUNTS], ids=[c[0] for c in COUNTS])
@pytest.mark.parametrize("rate_hz", [8, 30])
def test_what_counts(
    corners: tuple[float, ...], count: int, dropped: list[DropReason], rate_hz: float
) -> None:
    result = SwayResult(swing(*through(corners, rest_s=8.0), rate_hz))
    assert [one.number for one in result.repetitions] == list(range(1, count + 1))
    assert result.dropped == dropped
    assert result.state.movement is None


def test_a_repetition_tells_how_far_it_went_each_way() -> None:
    (one,) = SwayResult(swing(*through((FRONT, 0.6 * BACK)))).repetitions
    assert one.ends == pytest.approx((0.6, 1.0), abs=0.02)
    assert (one.angle, one.measured, one.on_target) == ("pelvis_tilt", True, False)
    assert one.peaks["pelvis_tilt"] == pytest.approx(FRONT, abs=0.1)


def test_its_time_runs_from_leaving_the_middle_to_being_back() -> None:
    """The legs take 1.5 s, 3 s and 1.5 s; what is rest takes 0.22 s out of the middle, 0.27 s back."""
    curve = path((0, 0), (1, 0), (2.5, FRONT), (5.5, BACK), (7, 0), (8, 0))
    (one,) = SwayResult(swing(curve, 8.0)).repetitions
    assert one.start_s == pytest.approx(1.22, abs=0.06)
    assert one.end_s == pytest.approx(7 - 0.27, abs=0.06)


TARGETS = [((0.75, 0.75), True), ((0.75, 0.65), False), ((0.65, 0.75), False), ((1.2, 1.2), True)]


@pytest.mark.parametrize(("shares", "on_target"), TARGETS)
def test_the_target_is_a_share_of_each_own_end(shares: tuple[float, float], on_target: bool) -> None:
    result = SwayResult(swing(*through((shares[1] * FRONT, shares[0] * BACK))))
    assert [one.on_target for one in result.repetitions] == [on_target]
    assert result.state.on_target == on_target


@pytest.mark.parametrize(("chest", "found"), [(4.5, []), (5.5, ["trunk_leans"]), (-5.5, ["trunk_leans"])])
def test_a_chest_that_leans_either_way_is_found(chest: float, found: list[str]) -> None:
    result = SwayResult(swing(*through((FRONT, BACK)), chest=chest))
    assert [[fault.id for fault in one.faults] for one in result.repetitions] == [found]
    assert result.spoken_faults == found
    assert [one.on_target for one in result.repetitions] == [not found]


def test_the_trunk_is_watched_from_the_front_too() -> None:
    front = {"name": "pelvis_obliquity", "view": View.FRONT}
    result = SwayResult(swing(*through((FRONT, BACK)), chest=-6.0, **front), exercise=CLOCK)
    assert [fault.id for fault in result.repetitions[0].faults] == ["trunk_leans"]
    assert result.repetitions[0].angle == "pelvis_obliquity"
    assert result.repetitions[0].ends == pytest.approx((1, 1), abs=0.02)


def test_a_large_roll_under_a_still_chest_is_no_lean() -> None:
    """The line from hips to shoulders goes along by 7 degrees."""
    wide = OwnRange(-20.0, 20.0)
    (one,) = SwayResult(swing(*through((20.0, -20.0))), wide).repetitions
    assert one.peaks["trunk_flexion"] > 5
    assert one.faults == ()


def test_a_hasty_one_is_found() -> None:
    result = SwayResult(swing(*through((FRONT, BACK), leg_s=0.7)))
    assert [fault.id for one in result.repetitions for fault in one.faults] == ["too_fast"]


@pytest.mark.parametrize("rate_hz", [8, 15, 30])
def test_the_clock_wants_an_even_way_through_the_middle(rate_hz: float) -> None:
    even = SwayResult(swing(*through((FRONT, BACK)), rate_hz), exercise=CLOCK)
    halting = path((0, 0), (1, 0), (2.5, FRONT), (4, 0), (7, 0), (8.5, BACK), (10, 0), (11, 0))
    halted = SwayResult(swing(halting, 11.0, rate_hz), exercise=CLOCK)
    assert [fault.id for one in even.repetitions for fault in one.faults] == []
    assert [fault.id for one in halted.repetitions for fault in one.faults] == ["halts"]
    # The pelvic tilt allows it.
    assert SwayResult(swing(halting, 11.0, rate_hz)).repetitions[0].faults == ()


@pytest.mark.parametrize("rate_hz", [8.0, 20.0, 60.0])
def test_a_rest_before_a_round_that_goes_on_from_the_middle_is_no_halt(rate_hz: float) -> None:
    """One side, a rest, and a whole round the other way: which two sides make one is not known."""
    round_s = ((7, 0), (8.5, BACK), (11.5, FRONT), (13, 0), (14, 0))
    curve = path((0, 0), (1, 0), (2.5, FRONT), (4, 0), *round_s)
    told = SwayResult(swing(curve, 14.0, rate_hz), exercise=CLOCK)
    assert [one.faults for one in told.repetitions] == [()]
    # Where it came from the other side without a rest, or rests at its end, the two belong together.
    before = path((0, 0), (1, 0), (2.5, FRONT), (5.5, BACK), (8.5, FRONT), (10, 0), (13, 0), (14.5, BACK))
    after = path((0, BACK), (1.5, 0), (3.0, FRONT), (4.5, 0), (5.5, 0))

    def joined(time_s: float) -> float:
        return before(time_s) if time_s < 14.5 else after(time_s - 14.5)

    told = SwayResult(swing(joined, 20.0, rate_hz), exercise=CLOCK)
    assert [[fault.id for fault in one.faults] for one in told.repetitions] == [[], ["halts"]]


@pytest.mark.parametrize("rests_at", [-0.1, 0.0, 0.1])
def test_its_tempo_does_not_hang_on_where_near_the_middle_somebody_rests(rests_at: float) -> None:
    """Of 3.1 s from standing still to standing still: less than 3 of them stand out from rest."""
    at = rests_at * (FRONT if rests_at > 0 else -BACK)
    curve = path((0, 0), (1, 0), (1.75, FRONT), (3.35, BACK), (4.1, at), (6, at))
    assert [one.faults for one in SwayResult(swing(curve, 6.0)).repetitions] == [()]


def test_whoever_comes_in_at_an_end_is_not_counted() -> None:
    curve = path((0, FRONT), (1, FRONT), (3, BACK), (5, 0), (6, 0))
    assert SwayResult(swing(curve, 6.0)).repetitions == []


def test_one_that_takes_for_ever_is_dropped() -> None:
    curve = path((0, 0), (1, 0), (2, FRONT), (60, FRONT), (62, BACK), (64, 0), (70, 0))
    result = SwayResult(swing(curve, 70.0, 10))
    assert result.repetitions == []
    assert DropReason.TOO_LONG in result.dropped


def test_out_of_sight_for_long_is_forgotten() -> None:
    curve, until_s = through((FRONT, BACK))
    seen = [replace(one, angles={**one.angles, "pelvis_tilt": math.nan}) if 2.4 < one.time_s < 4.0 else one
            for one in swing(curve, until_s)]  # fmt: skip
    result = SwayResult(seen)
    assert result.repetitions == []
    assert result.dropped == [DropReason.LOST_SIGHT]


@pytest.mark.parametrize(("from_s", "measured"), [(2.3, False), (3.8, True)])
def test_a_turning_point_out_of_sight_is_not_judged(from_s: float, measured: bool) -> None:
    """The first turning point is at 2.5 s; the middle of the way back at 4 s does not matter."""
    curve = path((0, 0), (1, 0), (2.5, FRONT), (5.5, BACK), (7, 0), (8, 0))
    seen = [one for one in swing(curve, 8.0) if not from_s < one.time_s < from_s + 0.45]
    (one,) = SwayResult(seen).repetitions
    assert one.measured is measured
    assert (one.ends is not None) is measured
    assert one.on_target is measured


def test_the_way_back_is_known_on_both_sides() -> None:
    result = SwayResult(swing(*through((FRONT, BACK)), 10))
    changes = [a for a, b in zip(result.returning, [*result.returning[1:], None], strict=True) if a is not b]
    assert changes == [False, True, False, True, False]


def test_before_the_first_posture_nothing_is_counted() -> None:
    assert SwayResult([sway_posture(0.0, math.nan)]).state == CheckerState()


# Clearly visited or clearly not: at the limit itself one frame may decide.
WHOLE, WOBBLE = st.floats(0.75, 1.2), st.floats(0, 0.15)
SIDES = st.lists(st.tuples(WHOLE, WHOLE) | st.tuples(WOBBLE, WOBBLE), max_size=3)


def shares_of(sides: list[tuple[float, float]], own: OwnRange) -> list[float]:
    return [angle for plus, minus in sides for angle in (plus * own.high_deg, 0.0, minus * own.low_deg, 0.0)]


def count_of(sides: list[tuple[float, float]]) -> int:
    return sum(plus > 0.5 for plus, _ in sides)


@given(SIDES, st.floats(4, 25), st.floats(4, 25), st.floats(8, 60), st.booleans())
def test_neither_rate_nor_range_nor_side_changes_the_count(
    sides: list[tuple[float, float]], high: float, low: float, rate_hz: float, mirrored: bool
) -> None:
    own, sign = OwnRange(-low, high), 1
    corners = shares_of(sides, own)
    if mirrored:
        own, sign = OwnRange(-high, low), -1
    curve, until_s = through(corners, leg_s=1.6)
    result = SwayResult(swing(lambda t: sign * curve(t), until_s, rate_hz), own)
    assert len(result.repetitions) == count_of(sides)
    whole = [(minus, plus) for plus, minus in sides if plus > 0.5]
    for found, (minus, plus) in zip(result.ends, whole, strict=True):
        expected = (plus, minus) if mirrored else (minus, plus)
        assert found == pytest.approx(expected, abs=0.04)


@given(SIDES, st.integers(0, 2**32 - 1))
def test_noise_within_the_middle_changes_nothing(sides: list[tuple[float, float]], seed: int) -> None:
    """A twelfth of the shorter end: more than half of the dead zone (0.4 to 0.2) looks like turning back."""
    most = min(OWN.high_deg, -OWN.low_deg) / 12
    rng = np.random.default_rng(seed)
    curve, until_s = through(shares_of(sides, OWN), leg_s=1.6)
    noisy = swing(lambda t: curve(t) + float(np.clip(rng.normal(0, most / 2), -most, most)), until_s)
    assert len(SwayResult(noisy).repetitions) == count_of(sides)


@given(SIDES, st.sampled_from([-1000.0, 0.25, 1e6]))
def test_the_clock_may_start_anywhere(sides: list[tuple[float, float]], shift_s: float) -> None:
    stream = swing(*through(shares_of(sides, OWN)), 15)
    here = SwayResult(stream).repetitions
    there = SwayResult([replace(one, time_s=one.time_s + shift_s) for one in stream]).repetitions
    assert [(one.ends, one.on_target) for one in here] == [(one.ends, one.on_target) for one in there]


@given(SIDES, st.lists(st.tuples(st.floats(0, 20), st.floats(0.05, 4)), max_size=4))
def test_gaps_never_invent_a_repetition(
    sides: list[tuple[float, float]], gaps: list[tuple[float, float]]
) -> None:
    stream = swing(*through(shares_of(sides, OWN)), 15)
    torn = [one for one in stream if not any(a <= one.time_s < a + b for a, b in gaps)]
    result = SwayResult(torn)
    assert len(result.repetitions) <= count_of(sides)
    assert [one.number for one in result.repetitions] == list(range(1, len(result.repetitions) + 1))
    assert TILT.movement.most_duration_s > max((one.duration_s for one in result.repetitions), default=0)
