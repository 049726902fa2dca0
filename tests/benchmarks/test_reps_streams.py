"""Streams made of cached takes: scripts, their truth, what is shown, and the plain counter."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.accuracy.store import CachedTake, read_takes
from benchmarks.reps.baseline import count_by_threshold
from benchmarks.reps.kinds import kinds_for
from benchmarks.reps.run import run_take
from benchmarks.reps.scoring import total
from benchmarks.reps.script import (
    Layout,
    away,
    broken_off,
    half,
    inverse_minimum_jerk,
    movements_of,
    paused,
    repetition,
    still,
)
from benchmarks.reps.streams import Film, mirrored
from benchmarks.reps.table import CHECKS, FLOOR_AND_SEAT, takes_for
from benchmarks.reps.truth import true_repetitions
from benchmarks.synthetic.moves import minimum_jerk
from benchmarks.synthetic.takes import all_takes
from clinic.check import check_observations
from exercises.files import find_exercise
from vision.pose import Landmark


@pytest.fixture(scope="module")
def bow() -> CachedTake:
    """A bow of 50 degrees or more, from the side, nobody else in the room."""
    return next(
        take
        for take in takes_for(CHECKS[0], read_takes())
        if take.truth("trunk_flexion").max() > 50 and take.about["repetition_s"] > 2.5
    )


def test_the_smooth_path_is_inverted() -> None:
    for share in (0.0, 0.05, 0.4, 0.99, 1.0):
        assert minimum_jerk(inverse_minimum_jerk(share)) == pytest.approx(share, abs=1e-4)


def test_the_layout_is_that_of_the_planned_take(bow: CachedTake) -> None:
    plan = next(take for take in all_takes() if take.id == bow.id)
    layout = Layout.of(bow)
    assert len(plan.timeline) == bow.frames
    turn = layout.place(1.0, back=False)
    assert turn == layout.place(1.0, back=True) == np.argmax(plan.timeline)
    deepest = np.flatnonzero(bow.truth("trunk_flexion") == bow.truth("trunk_flexion").max())
    assert turn in deepest


def test_a_repetition_turns_in_its_middle_and_a_half_one_takes_less_time() -> None:
    assert (repetition(4.0).lasts_s, repetition(4.0).peak_s) == (4.0, 2.0)
    assert half(4.0, 0.5).lasts_s == 2.0
    assert not half(4.0).whole


@pytest.mark.parametrize(
    ("movement", "lasts_s", "peak_s"),
    [
        (paused(4.0, 0.5, 3.0), 7.0, 5.0),
        (paused(4.0, 1.0, 3.0), 7.0, 3.5),
        (paused(4.0, 0.5, 3.0, back=True), 7.0, 2.0),
    ],
)
def test_a_pause_makes_a_repetition_longer(movement, lasts_s: float, peak_s: float) -> None:
    assert (movement.lasts_s, movement.peak_s) == (lasts_s, peak_s)


def test_what_is_visible_begins_later_and_ends_earlier() -> None:
    enters_s, leaves_s = repetition(4.0).visible(0.05)
    assert minimum_jerk(enters_s / 2.0) == pytest.approx(0.05, abs=1e-4)
    assert leaves_s == pytest.approx(4.0 - enters_s)


def test_movements_start_where_the_acts_before_them_end() -> None:
    script = (still(3.0), repetition(2.0), away(1.5), half(4.0, 0.5))
    assert [start_s for start_s, _ in movements_of(script)] == [3.0, 6.5]


def test_at_the_rate_of_the_take_its_own_frames_are_shown(bow: CachedTake) -> None:
    layout = Layout.of(bow)
    script = (still(layout.hold_s), repetition(layout.lasts_s), still(layout.after_s(bow.frames)))
    shown = Film(bow).play(script, 20.0)
    filmed = list(bow.observations())[: len(shown)]
    assert len(filmed) >= bow.frames - 1
    # The stillness is played back and forth from its first frame, as it was filmed.
    for one, other in zip(shown[: layout.hold + 2 * layout.out], filmed, strict=False):
        assert one.pose is not None
        assert other.pose is not None
        np.testing.assert_allclose(one.pose.landmarks_px, other.pose.landmarks_px, atol=0.05)


def test_nobody_is_seen_while_away(bow: CachedTake) -> None:
    shown = Film(bow).play((still(1.0), away(1.0), still(1.0)), 10.0)
    assert [one.pose is None for one in shown] == [False] * 10 + [True] * 10 + [False] * 10


def test_whoever_stops_on_the_way_keeps_the_noise_of_a_still_person(bow: CachedTake) -> None:
    shown = Film(bow).play((still(1.0), paused(4.0, 0.5, 3.0)), 20.0)
    held = np.array([one.pose.landmarks_px for one in shown[45:85] if one.pose is not None])
    spread = held[:, Landmark.LEFT_SHOULDER].std(axis=0).max()
    assert 0.01 < spread < 5


def test_a_mirror_twice_is_no_mirror(bow: CachedTake) -> None:
    shown = Film(bow).play((still(0.5),), 20.0)
    back = mirrored(mirrored(shown))
    reflection = mirrored(shown)[0].pose
    assert shown[0].pose is not None
    assert reflection is not None
    assert reflection.landmarks_px[Landmark.LEFT_HIP][0] == pytest.approx(
        640 - shown[0].pose.landmarks_px[Landmark.RIGHT_HIP][0]
    )
    for one, other in zip(shown, back, strict=True):
        assert one.pose is not None
        assert other.pose is not None
        np.testing.assert_allclose(one.pose.landmarks_px, other.pose.landmarks_px)


def test_what_has_to_count_is_whole_deep_enough_and_in_the_picture(bow: CachedTake) -> None:
    exercise = find_exercise("waiters_bow")
    script = (still(3.0), half(3.0, 0.2), repetition(3.0), broken_off(3.0, 0.9, 2.0), repetition(3.0))
    starts = [one.start_s for one in true_repetitions(bow, script, exercise) if one.expected]
    assert starts == pytest.approx([3.6, 3.6 + 3.0 + 1.35 + 2.0])


def test_a_quick_repetition_has_the_fault_of_its_tempo(bow: CachedTake) -> None:
    exercise = find_exercise("waiters_bow")
    quick, near, calm = true_repetitions(bow, (repetition(1.5), repetition(2.2), repetition(4.0)), exercise)
    assert "too_fast" in quick.faults
    assert "too_fast" not in near.judged
    assert "too_fast" in calm.judged - calm.faults
    # Read from the silhouette, which the cache does not hold.
    assert "back_rounds" not in calm.judged


def test_every_stream_of_one_take_is_counted_exactly(bow: CachedTake) -> None:
    exercise = find_exercise("waiters_bow")
    outcomes = run_take(bow, CHECKS[0], exercise, exercise)
    kinds = kinds_for(Layout.of(bow).lasts_s)
    assert {one.kind for one in outcomes} == {"as filmed", "in a mirror", *kinds}
    assert [one.kind for one in outcomes if not one.coach.exact] == []


@pytest.fixture(scope="module")
def bird_dog() -> CachedTake:
    """A bird dog whose turning point is held for three seconds or longer, made as meant."""
    takes = read_takes(FLOOR_AND_SEAT)
    return next(
        take
        for take in takes
        if take.about["movement"]["name"] == "bird_dog"
        and take.about["held_s"] > 3
        and abs(take.about["movement"]["trunk"]) < 4
        and take.about["movement"]["depth"] > 0.7
    )


def test_a_turning_point_that_is_held_is_shown_as_it_was_filmed(bird_dog: CachedTake) -> None:
    layout = Layout.of(bird_dog)
    script = (
        still(layout.hold_s),
        repetition(layout.lasts_s, held_s=layout.held_s),
        still(layout.after_s(bird_dog.frames)),
    )
    shown, filmed = Film(bird_dog).play(script, 20.0), list(bird_dog.observations())
    assert len(filmed) - 1 <= len(shown) <= len(filmed)
    for one, other in zip(shown[: layout.hold + 2 * layout.out + layout.held], filmed, strict=False):
        assert one.pose is not None
        assert other.pose is not None
        np.testing.assert_allclose(one.pose.landmarks_px, other.pose.landmarks_px, atol=0.05)


def test_a_hold_is_too_short_by_the_true_time_beyond_its_threshold(bird_dog: CachedTake) -> None:
    exercise = find_exercise("bird_dog")
    script = (repetition(2.0), repetition(2.0, held_s=2.0), repetition(2.0, held_s=5.0))
    brief, doubtful, long = true_repetitions(bird_dog, script, exercise)
    assert "too_short" in brief.faults
    assert "too_short" not in doubtful.judged
    assert "too_short" in long.judged - long.faults
    # From 35 degrees on: a part of the way out and back, and all of the time between.
    assert long.hold_s == pytest.approx(brief.hold_s + 5.0, abs=0.05)
    assert 0 < brief.hold_s < 2.0


def test_a_bird_dog_is_counted_and_its_hold_told_in_every_stream(bird_dog: CachedTake) -> None:
    check = next(check for check in CHECKS if check.exercise == "bird_dog")
    exercise = find_exercise("bird_dog")
    outcomes = run_take(bird_dog, check, exercise, exercise)
    assert [one.kind for one in outcomes if not one.coach.exact] == []
    score = total(one.coach for one in outcomes)
    assert score.hold_error_s < 0.3
    assert not score.told_wrongly
    assert not score.missed


def test_a_bridge_that_arches_is_told_and_one_that_makes_a_line_is_not() -> None:
    """As filmed; where shoulder, hip and knee make a line the trunk is lifted by 22 to 26 degrees."""
    exercise = find_exercise("bridge")
    told: dict[bool, list[bool]] = {True: [], False: []}
    for take in read_takes(FLOOR_AND_SEAT):
        lifted = -take.truth("trunk_flexion").min()
        if take.about["movement"]["name"] == "bridge" and take.found[0] and not 24 < lifted < 32:
            (one,) = check_observations(list(take.observations()), exercise).repetitions
            told[bool(lifted >= 32)].append("arches" in [fault.id for fault in one.faults])
    assert len(told[True]) > 1
    assert all(told[True])
    assert len(told[False]) > 1
    assert not any(told[False])


def test_the_plain_counter_counts_every_passing_of_its_threshold() -> None:
    angle = np.array([0, 10, 40, 50, 40, 10, math.nan, 0, 60, 0, 40])
    told = count_by_threshold(np.arange(11.0), angle, 30.0)
    assert [(one.start_s, one.end_s) for one in told] == [(2, 5), (8, 9)]
