"""Counting: hand-made curves whose number of repetitions is obvious."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from exercises.checker import LOST_AFTER_S, Checker
from exercises.checker_state import CheckerState
from exercises.events import DropReason, MovementDropped, Repetition
from tests.exercises.movements import Curve, Result, bows, make_exercise, path, posture, sample, times
from vision.angles import View
from vision.posture import Posture

BOW = make_exercise()
LEAVE, RETURN, LEAST = BOW.movement.leave_deg, BOW.movement.return_deg, BOW.movement.least_excursion_deg


def check(curve: Curve, until_s: float, rate_hz: float = 30.0, **measures: float | Curve) -> Result:
    return Result(BOW, sample(curve, until_s, rate_hz, **measures))


def without(postures: list[Posture], from_s: float, to_s: float) -> list[Posture]:
    """The same stream with the person out of sight for a while."""
    return [
        posture(one.time_s, math.nan, knees=math.nan, outline=math.nan)
        if from_s <= one.time_s < to_s
        else one
        for one in postures
    ]


@pytest.mark.parametrize("number", [0, 1, 2, 5, 12])
def test_clean_repetitions_are_counted_exactly(number: int) -> None:
    result = check(*bows([60] * number))
    assert result.count == number
    assert [one.number for one in result.repetitions] == list(range(1, number + 1))
    assert result.state.repetitions == number
    assert result.faults == [[]] * number
    assert result.dropped == []


CURVES = [
    # peaks, how many count
    ([60, 20, 60], 2),  # a half one between two whole ones
    ([LEAST - 2] * 3, 0),  # all too small
    ([LEAST + 2] * 3, 3),  # just enough
    ([LEAVE - 1] * 3, 0),  # never really left
    ([60, 45, 90, 100], 4),  # of all depths: counting is not judging
]


@pytest.mark.parametrize(("peaks", "count"), CURVES)
def test_half_repetitions_are_not_counted(peaks: list[float], count: int) -> None:
    assert check(*bows(peaks)).count == count


def test_a_movement_that_was_too_small_is_told_once() -> None:
    assert check(*bows([LEAST - 2])).dropped == [DropReason.TOO_SMALL]


def test_a_false_start_is_forgotten() -> None:
    """Down a little, up again, and then the real one."""
    result = check(path((0, 0), (1, 0), (2, LEAVE + 4), (3, 0), (4, 0), (6, 60), (8, 0), (9, 0)), 9)
    assert result.count == 1
    assert result.repetitions[0].start_s > 3.0


DITHER_AT = [RETURN, LEAVE, LEAST, BOW.target.from_deg, BOW.target.to_deg]


@pytest.mark.parametrize("level", DITHER_AT)
@pytest.mark.parametrize("amplitude", [1.0, 4.0])
def test_dithering_around_a_threshold_never_counts_twice(level: float, amplitude: float) -> None:
    """Down to 75 and back, held for 3 s at the threshold on both ways while trembling across it."""
    way = path((0, 0), (1, 0), (2, level), (5, level), (6, 75), (7, level), (10, level), (11, 0), (13, 0))

    def trembling(time_s: float) -> float:
        return way(time_s) + amplitude * math.sin(2 * math.pi * 3 * time_s)

    assert check(trembling, 13).count == 1


@pytest.mark.parametrize("hold_s", [0.0, 2.0, 8.0])
def test_a_pause_at_the_bottom_is_still_one(hold_s: float) -> None:
    assert check(*bows([60, 60], hold_s=hold_s)).count == 2


@pytest.mark.parametrize("dip", [25, 35, 45])
def test_going_deeper_in_two_steps_is_still_one(dip: float) -> None:
    """Half way up and down again without standing up: no new repetition, the deepest point is the peak."""
    result = check(path((0, 0), (1, 0), (2, 55), (3, dip), (4, 65), (6, 0), (7, 0)), 7)
    assert result.count == 1
    assert result.repetitions[0].peaks["trunk_flexion"] == pytest.approx(65, abs=0.5)


def test_nobody_is_counted_on_coming_in_bent_over() -> None:
    assert check(path((0, 60), (2, 60), (4, 0), (5, 0)), 5).count == 0


def test_after_neutral_was_seen_it_counts() -> None:
    assert check(path((0, 60), (2, 60), (4, 0), (5, 0), (7, 60), (9, 0), (10, 0)), 10).count == 1


def test_start_end_and_peak_are_where_they_were() -> None:
    curve, until_s = bows([60], down_s=2.0, hold_s=1.0, up_s=2.0, pause_s=1.5)
    (one,) = check(curve, until_s).repetitions
    # The curve leaves 0 at 1.5 s and is back at 6.5 s; it starts where rest is left and ends at rest.
    assert 1.5 <= one.start_s < 2.1
    assert curve(one.start_s) < RETURN
    assert 6.0 < one.end_s < 6.5
    assert curve(one.end_s) == pytest.approx(curve(one.start_s), abs=1.5)
    assert one.duration_s == pytest.approx(one.end_s - one.start_s)
    assert one.peaks["trunk_flexion"] == pytest.approx(60, abs=0.1)
    assert one.peaks["hip_flexion_left"] == pytest.approx(60, abs=0.1)
    assert "trunk_lateral" not in one.peaks  # not measured from the side


def test_peaks_belong_to_their_own_repetition() -> None:
    curve, until_s = bows([70, 40, 55])
    peaks = [one.peaks["trunk_flexion"] for one in check(curve, until_s).repetitions]
    assert peaks == pytest.approx([70, 40, 55], abs=0.1)


TARGETS = [
    # peak, on target
    (BOW.target.from_deg - 5, False),
    (BOW.target.from_deg + 2, True),
    (BOW.target.to_deg - 2, True),
    (BOW.target.to_deg + 5, False),
]


@pytest.mark.parametrize(("peak", "on_target"), TARGETS)
def test_on_target_means_turning_inside_the_band(peak: float, on_target: bool) -> None:
    result = check(*bows([peak]))
    assert [one.on_target for one in result.repetitions] == [on_target]
    assert result.state.on_target == on_target


def test_a_fault_is_not_on_target() -> None:
    curve, until_s = bows([60])
    result = check(curve, until_s, knees=40.0)
    assert [one.on_target for one in result.repetitions] == [False]


@pytest.mark.parametrize("gap_s", [0.2, 0.6 * LOST_AFTER_S])
@pytest.mark.parametrize("from_s", [1.8, 2.6, 3.4])  # on the way down, at the bottom, on the way up
def test_a_short_gap_is_ridden_over(from_s: float, gap_s: float) -> None:
    curve, until_s = bows([60])
    result = Result(BOW, without(sample(curve, until_s), from_s, from_s + gap_s))
    assert result.count == 1
    assert result.dropped == []


def test_a_repetition_seen_well_says_so() -> None:
    (one,) = check(*bows([60])).repetitions
    assert one.measured
    assert one.quality == pytest.approx(0.9)  # that of every frame
    assert one.reason == ""


def test_a_turning_point_out_of_sight_counts_and_is_not_judged() -> None:
    curve, until_s = bows([60, 60])
    # Knees far too bent and quick enough to be a fault: none of it may be told of the one that was not seen.
    result = Result(BOW, without(sample(curve, until_s, knees=40.0), 2.4, 2.9))
    unseen, seen = result.repetitions
    assert (unseen.number, unseen.measured, unseen.on_target) == (1, False, False)
    assert (unseen.faults, dict(unseen.peaks)) == ((), {})
    assert "turning point" in unseen.reason
    assert unseen.start_s < 2.0 < 3.3 < unseen.end_s
    assert seen.measured
    assert [fault.id for fault in seen.faults] == ["knees_bend"]
    assert result.state.repetitions == 2


def test_a_bow_that_cannot_be_judged_is_not_on_target_either() -> None:
    curve, until_s = bows([60])
    assert check(curve, until_s).state.on_target == 1
    result = Result(BOW, without(sample(curve, until_s), 2.4, 2.9))
    assert (result.state.repetitions, result.state.on_target) == (1, 0)


@pytest.mark.parametrize("from_s", [1.4, 3.9])
def test_a_gap_far_from_the_turning_point_hides_nothing(from_s: float) -> None:
    curve, until_s = bows([60], down_s=2.0, up_s=2.0)
    (one,) = Result(BOW, without(sample(curve, until_s), from_s, from_s + 0.5)).repetitions
    assert one.measured
    assert one.on_target


@pytest.mark.parametrize(("rate_hz", "measured"), [(5, False), (7, False), (8, True), (30, True)])
def test_too_few_pictures_are_counted_and_not_judged(rate_hz: float, measured: bool) -> None:
    curve, until_s = bows([60, 60], down_s=2.0, up_s=2.0)
    found = check(curve, until_s, rate_hz).repetitions
    assert [one.measured for one in found] == [measured, measured]


def test_poor_landmarks_are_counted_and_not_judged() -> None:
    curve, until_s = bows([60])
    poor = [replace(one, quality=0.3) for one in sample(curve, until_s)]
    (one,) = Result(BOW, poor).repetitions
    assert not one.measured
    assert one.quality == pytest.approx(0.3)


def test_a_tempo_fault_is_not_told_of_what_was_hardly_seen() -> None:
    curve, until_s = bows([60], down_s=0.6, up_s=0.6)
    assert Result(BOW, sample(curve, until_s)).spoken_faults == ["too_fast"]
    assert Result(BOW, without(sample(curve, until_s), 1.5, 1.85)).spoken_faults == []


def test_a_long_gap_drops_the_movement() -> None:
    curve, until_s = bows([60], hold_s=4.0)
    result = Result(BOW, without(sample(curve, until_s), 2.6, 2.6 + LOST_AFTER_S + 1))
    assert result.count == 0
    assert result.dropped == [DropReason.LOST_SIGHT]


def test_a_long_gap_in_the_stream_itself_drops_the_movement() -> None:
    """The laptop slept: no frames came, so nothing is known of what happened meanwhile."""
    curve, until_s = bows([60], hold_s=6.0)
    stream = [one for one in sample(curve, until_s) if not 2.6 <= one.time_s < 2.6 + LOST_AFTER_S + 4]
    result = Result(BOW, stream)
    assert result.count == 0
    assert result.dropped == [DropReason.LOST_SIGHT]


def test_coming_back_bent_over_counts_nothing_until_neutral_was_seen() -> None:
    """Stands, walks out of view, and comes back already bent: the start of that movement was not seen."""
    stream = without(sample(path((0, 0), (2, 0), (3, 60), (6, 60), (8, 0), (9, 0)), 9), 1.5, 4.5)
    assert Result(BOW, stream).count == 0


def test_resting_a_little_stooped_is_not_part_of_the_next_repetition() -> None:
    """Between the two thresholds for longer than any repetition may last, then one ordinary bow."""
    rest = (RETURN + LEAVE) / 2
    long_s = BOW.movement.most_duration_s + 5
    corners = (
        (0, 0),
        (1, 0),
        (2, rest),
        (2 + long_s, rest),
        (4 + long_s, 60),
        (6 + long_s, 0),
        (7 + long_s, 0),
    )
    result = check(path(*corners), 7 + long_s)
    assert result.count == 1
    assert result.repetitions[0].duration_s < 6


def test_after_a_drop_the_next_repetition_counts() -> None:
    curve, until_s = bows([60, 60], hold_s=4.0)
    result = Result(BOW, without(sample(curve, until_s), 2.6, 2.6 + LOST_AFTER_S + 1))
    assert result.count == 1


def test_too_long_is_dropped_and_told_once() -> None:
    limit_s = BOW.movement.most_duration_s
    result = check(*bows([60], hold_s=limit_s + 3))
    assert result.count == 0
    assert result.dropped == [DropReason.TOO_LONG]


def test_too_short_is_dropped() -> None:
    curve, until_s = bows([60], down_s=0.15, hold_s=0.0, up_s=0.15)
    result = check(curve, until_s)
    assert result.count == 0
    assert result.dropped == [DropReason.TOO_SHORT]


def test_a_stream_that_ends_at_the_bottom_counts_nothing_yet() -> None:
    assert check(path((0, 0), (1, 0), (3, 60), (4, 60)), 4).count == 0


def test_going_and_returning_are_told_apart() -> None:
    curve, until_s = bows([60], down_s=2.0, hold_s=0.0, up_s=2.0)
    checker, state = Checker(BOW), CheckerState()
    returning: dict[float, bool] = {}
    for one in sample(curve, until_s):
        state, _ = checker.step(state, one)
        returning[round(one.time_s, 2)] = checker.is_returning(state)
    assert not returning[0.5]
    assert not returning[2.0]  # half way down
    assert not returning[3.0]  # at the bottom
    assert returning[4.0]  # half way up
    assert not returning[round(until_s, 2)]


def test_dropping_is_told_at_its_time() -> None:
    result = check(*bows([LEAST - 3]))
    (dropped,) = result.events
    assert isinstance(dropped, MovementDropped)
    assert 3 < dropped.time_s < 4.5


def test_old_states_stay_as_they_were() -> None:
    """Each state can be gone back to: the same posture gives the same again."""
    curve, until_s = bows([60, 60])
    checker, state = Checker(BOW), CheckerState()
    states, told = [state], []
    stream = sample(curve, until_s, 10, knees=lambda t: 20 * curve(t) / 30, outline=lambda t: curve(t) / 2)
    for one in stream:
        state, events = checker.step(state, one)
        states.append(state)
        told.append(events)
    for before, after, one, events in zip(states, states[1:], stream, told, strict=False):
        again, events_again = checker.step(before, one)
        assert repr(again) == repr(after)
        assert events_again == events
    assert states[0] == CheckerState()
    assert any(told)


def test_both_sides_of_a_person_count_the_same() -> None:
    curve, until_s = bows([60, 40, 80])

    def seen(view: View) -> list[Repetition]:
        stream = [posture(t, curve(t), knees=curve(t) / 2, view=view) for t in times(until_s)]
        return Result(BOW, stream).repetitions

    assert seen(View.LEFT) == seen(View.RIGHT)
    assert len(seen(View.LEFT)) == 3


def test_a_movement_the_other_way_is_the_same_in_a_mirror() -> None:
    """Degrees are told in the direction of the movement, whichever way the angle goes."""
    curve, until_s = bows([60, 35, 60])
    there = Result(make_exercise(), sample(curve, until_s))
    back = make_exercise(movement={"direction": "minus"})
    mirrored = Result(back, sample(lambda t: -curve(t), until_s))
    assert [one.peaks["trunk_flexion"] for one in mirrored.repetitions] == pytest.approx(
        [one.peaks["trunk_flexion"] for one in there.repetitions]
    )
    assert [(one.start_s, one.peak_s, one.end_s) for one in mirrored.repetitions] == [
        (one.start_s, one.peak_s, one.end_s) for one in there.repetitions
    ]
    assert Result(back, sample(curve, until_s)).count == 0


def test_the_turning_point_has_its_time() -> None:
    curve, until_s = bows([60], down_s=1.0, hold_s=0.0, up_s=2.0, pause_s=1.0)
    (one,) = Result(make_exercise(), sample(curve, until_s)).repetitions
    assert one.peak_s == pytest.approx(2.0, abs=1 / 30)


HOLD = {
    "kind": "hold",
    "id": "too_short",
    "from_deg": 50,
    "least_hold_s": 2.0,
    "severity": 1,
    "source": "test",
    "cue": {"say": "Stay for two breaths."},
}


@pytest.mark.parametrize(("hold_s", "faults"), [(1.0, ["too_short"]), (3.0, [])])
def test_a_hold_that_is_left_early_is_found(hold_s: float, faults: list[str]) -> None:
    curve, until_s = bows([60], hold_s=hold_s)
    result = Result(make_exercise(compensations=[HOLD]), sample(curve, until_s))
    assert result.faults == [faults]


def test_the_longest_stretch_is_the_hold() -> None:
    """Two short stays are no long one; what is told of a short hold is its longest."""
    curve = path((0, 0), (1, 0), (2, 60), (3.0, 60), (3.5, 40), (4.0, 60), (5.0, 60), (6.0, 0), (8, 0))
    (one,) = Result(make_exercise(compensations=[HOLD]), sample(curve, 8.0)).repetitions
    assert [fault.id for fault in one.faults] == ["too_short"]
    assert one.faults[0].worst == pytest.approx(1.6, abs=0.2)


def test_tempo_and_smoothness_tell_both_ways() -> None:
    """Out in two seconds, with a halt; back in one, in one go."""
    curve = path((0, 0), (2, 0), (3, 30), (3.8, 30), (4.8, 60), (5.8, 0), (8, 0))
    (one,) = Result(make_exercise(), sample(curve, 8.0)).repetitions
    out_s, back_s = one.tempo_s
    assert out_s == pytest.approx(2.8, abs=0.4)
    assert back_s == pytest.approx(1.0, abs=0.3)
    out, back = one.smoothness
    assert out < -2.2 < -1.8 < back


@pytest.mark.parametrize("rate_hz", [10, 15, 30, 60])
def test_smoothness_does_not_depend_on_the_rate(rate_hz: float) -> None:
    curve, until_s = bows([60], down_s=2.0, up_s=2.0)
    (one,) = Result(make_exercise(), sample(curve, until_s, rate_hz)).repetitions
    assert one.smoothness == pytest.approx((-1.57, -1.57), abs=0.15)


def test_another_movement_in_which_the_angle_moves_too_is_none() -> None:
    """Whoever sits down bends forward as well: knees far beyond what a bow has."""
    other = make_exercise(movement={"another": [{"measure": "knee_flexion", "above": 60}]})
    curve, until_s = bows([60, 60])
    sitting = sample(curve, until_s, knees=lambda t: 1.5 * curve(t) if t < until_s / 2 else 0.0)
    result = Result(other, sitting)
    assert (result.count, result.dropped) == (1, [DropReason.ANOTHER])
    assert Result(make_exercise(), sitting).count == 2
    soft = sample(curve, until_s, knees=lambda t: 0.9 * curve(t))
    assert Result(other, soft).count == 2


NO_BOW = make_exercise(movement={"another": [{"measure": "knee_flexion", "above": 60}]})


@pytest.mark.parametrize("rate_hz", [8, 15, 30])
def test_a_bow_that_ends_sitting_is_another_movement(rate_hz: float) -> None:
    """The trunk leans and is back within a second while the knees bend and stay bent."""
    trunk = path((0, 0), (1, 0), (1.4, 35), (1.8, 4), (5, 4))
    knees = path((0, 0), (1, 0), (1.7, 85), (5, 85))
    seated = sample(trunk, 5, rate_hz, knees=knees)
    result = Result(NO_BOW, seated)
    assert (result.count, result.dropped) == (0, [DropReason.ANOTHER])
    assert Result(make_exercise(), seated).count == 1


def test_a_bow_that_begins_sitting_is_another_movement() -> None:
    """Whoever rises leans forward first; the knees are straight soon after, and nothing began at neutral."""
    trunk = path((0, 0), (3, 0), (3.4, 35), (4, 35), (5, 0), (8, 0))
    knees = path((0, 85), (3.2, 85), (3.6, 20), (4, 0), (8, 0))
    rising = sample(trunk, 8, knees=knees)
    assert (Result(NO_BOW, rising).count, Result(NO_BOW, rising).dropped) == (0, [])
    assert Result(make_exercise(), rising).count == 1
    # Standing is neutral again: a bow that begins there counts.
    curve, until_s = bows([60])
    after = [replace(one, time_s=one.time_s + 8.1) for one in sample(curve, until_s)]
    assert Result(NO_BOW, [*rising, *after]).count == 1


@pytest.mark.parametrize("glitch_s", [0.5, 1.15, 5.1], ids=["at rest", "leaving", "landing"])
def test_a_glitch_at_either_end_is_no_other_movement(glitch_s: float) -> None:
    curve, until_s = bows([60], down_s=2.0, up_s=2.0)
    stream = sample(curve, until_s, knees=lambda t: 90.0 if abs(t - glitch_s) < 0.04 else 0.0)
    assert max(one.value("knee_flexion") for one in stream) == 90
    result = Result(NO_BOW, stream)
    (one,), (plain,) = result.repetitions, Result(make_exercise(), stream).repetitions
    assert result.dropped == []
    assert (one.start_s, one.end_s) == pytest.approx((plain.start_s, plain.end_s), abs=0.15)


def test_whoever_is_lost_while_seated_has_sat_down() -> None:
    trunk = path((0, 0), (1, 0), (1.4, 35), (1.8, 4), (5, 4))
    stream = sample(lambda t: trunk(t) if t < 1.85 else math.nan, 4, knees=path((0, 0), (1, 0), (1.7, 85)))
    assert Result(NO_BOW, stream).dropped == [DropReason.ANOTHER]


def test_a_long_sit_gathers_nothing() -> None:
    state = Result(NO_BOW, sample(lambda t: 0.0, 60, knees=90.0)).state
    assert state.run_up == ()
    assert math.isnan(state.neutral_s)
