"""Filtering a recording: hand-made angles whose filtered shape is obvious, and what must never change."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.exercises.movements import bows, posture, times
from vision.angles import View
from vision.posture import Posture
from vision.recorded import FilterReport, RecordedFilter, filter_recording, find_outliers

Track = NDArray[np.float64]
RULES = RecordedFilter()


def record(stamps: Track, values: Track, view: View = View.LEFT) -> list[Posture]:
    """A recording in which trunk and outline move alike and the knees stay straight."""
    pairs = zip(stamps.tolist(), values.tolist(), strict=True)
    return [posture(t, value, outline=-value, view=view) for t, value in pairs]


def run(stamps: Track, values: Track, rules: RecordedFilter = RULES) -> tuple[Track, FilterReport]:
    filtered, report = filter_recording(record(stamps, values), rules)
    return np.array([one.angles["trunk_flexion"] for one in filtered]), report


def even(until_s: float, rate_hz: float) -> Track:
    return np.array(list(times(until_s, rate_hz)))


def sampled(curve: Callable[[float], float], stamps: Track) -> Track:
    return np.array([curve(t) for t in stamps.tolist()])


def uneven(until_s: float, seed: int = 0) -> Track:
    """Frame times of a camera whose rate changes: 20 to 50 frames a second."""
    stamps = np.cumsum(np.random.default_rng(seed).uniform(0.02, 0.05, int(until_s / 0.02)))
    return np.asarray(stamps[stamps <= until_s])


@given(st.floats(-170, 170), st.sampled_from([8, 15, 25, 30, 60]))
def test_a_constant_stays_constant(value: float, rate_hz: float) -> None:
    stamps = even(4, rate_hz)
    filtered, report = run(stamps, np.full(stamps.size, value))
    assert filtered == pytest.approx(value, abs=1e-6)
    assert report.measures["trunk_flexion"].outliers == 0


@given(st.integers(0, 1000))
def test_a_mirrored_angle_comes_out_mirrored(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stamps = uneven(4, seed)
    values = 30 * np.sin(stamps) + rng.normal(0, 2, stamps.size)
    values[rng.integers(0, stamps.size, 5)] = math.nan
    assert run(stamps, -values)[0] == pytest.approx(-run(stamps, values)[0], abs=1e-9, nan_ok=True)


@given(st.integers(0, 1000), st.sampled_from([-50.0, 1000.0]))
def test_the_clock_may_start_anywhere(seed: int, shift_s: float) -> None:
    stamps = uneven(3, seed)
    values = 40 * np.sin(2 * stamps)
    assert run(stamps + shift_s, values)[0] == pytest.approx(run(stamps, values)[0], abs=1e-4)


@pytest.mark.parametrize("slower", [0.5, 2.0])
def test_time_and_cut_off_scaled_together_change_nothing(slower: float) -> None:
    curve, until_s = bows([60, 40])
    stamps = even(until_s, 30)
    values = sampled(curve, stamps)
    scaled = RecordedFilter(
        outlier_window_s=RULES.outlier_window_s * slower,
        longest_gap_s=RULES.longest_gap_s * slower,
        cutoff_hz=RULES.cutoff_hz / slower,
    )
    assert run(stamps * slower, values, scaled)[0] == pytest.approx(run(stamps, values)[0], abs=1e-6)


@pytest.mark.parametrize("rate_hz", [10, 20, 30, 60])
def test_a_slow_sine_is_neither_late_nor_smaller(rate_hz: float) -> None:
    stamps = even(12, rate_hz)
    filtered, _ = run(stamps, 30 * np.sin(2 * math.pi * 0.5 * stamps))
    inside = (stamps > 2) & (stamps < 10)
    shifts = np.arange(-0.1, 0.1001, 0.002)
    fit = [np.sum(filtered[inside] * np.sin(math.pi * (stamps[inside] - s))) for s in shifts]
    assert shifts[int(np.argmax(fit))] == pytest.approx(0, abs=0.003)
    assert filtered[inside].max() == pytest.approx(30, abs=0.5)


@pytest.mark.parametrize("tempo_s", [0.5, 1.5])
def test_a_bow_keeps_its_depth(tempo_s: float) -> None:
    curve, until_s = bows([60], down_s=tempo_s, hold_s=0.0, up_s=tempo_s)
    stamps = even(until_s, 30)
    filtered, report = run(stamps, sampled(curve, stamps))
    assert filtered.max() == pytest.approx(60, abs=1.0)
    assert report.measures["trunk_flexion"].outliers == 0
    assert np.abs(filtered - sampled(curve, stamps)).max() < 2


def test_a_tremble_above_the_cut_off_goes() -> None:
    """At the stated cut-off half the power is left, an octave above next to nothing."""
    stamps = even(10, 60)
    inside = (stamps > 2) & (stamps < 8)

    def left(frequency_hz: float) -> float:
        filtered, _ = run(stamps, 1.0 * np.sin(2 * math.pi * frequency_hz * stamps))
        return float(np.sqrt(2 * np.mean(filtered[inside] ** 2)))

    assert left(RULES.cutoff_hz) == pytest.approx(math.sqrt(0.5), abs=0.03)
    assert left(2 * RULES.cutoff_hz) < 0.15
    assert left(RULES.cutoff_hz / 4) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("at_s", [0.5, 2.5, 2.9])  # at rest, at the bottom
@pytest.mark.parametrize("frames", [1, 3])
def test_an_outlier_vanishes_without_a_trace(at_s: float, frames: int) -> None:
    curve, until_s = bows([60])
    stamps = even(until_s, 30)
    clean = sampled(curve, stamps)
    first = round(at_s * 30)
    spiked = clean.copy()
    spiked[first : first + frames] += 80
    filtered, report = run(stamps, spiked)
    assert np.abs(filtered - clean).max() < 3
    assert report.measures["trunk_flexion"].outliers == frames
    assert report.measures["trunk_flexion"].gaps_filled == 1


@given(st.lists(st.floats(36, 90), min_size=1, max_size=3), st.floats(0.5, 3), st.sampled_from([8, 15, 30]))
def test_a_movement_is_no_outlier(peaks: list[float], tempo_s: float, rate_hz: float) -> None:
    curve, until_s = bows(peaks, down_s=tempo_s, hold_s=0.2, up_s=tempo_s)
    stamps = even(until_s, rate_hz)
    _, report = run(stamps, sampled(curve, stamps))
    assert report.measures["trunk_flexion"].outliers == 0


@given(st.integers(0, 1000))
def test_the_outliers_are_those_of_the_definition(seed: int) -> None:
    """Against Hampel's identifier written out frame by frame."""
    rng = np.random.default_rng(seed)
    stamps = uneven(3, seed)
    values = 30 * np.sin(3 * stamps) + rng.standard_t(1, stamps.size)
    values[rng.integers(0, stamps.size, 10)] = math.nan
    expected = []
    for stamp, value in zip(stamps, values, strict=True):
        window = values[(np.abs(stamps - stamp) <= RULES.outlier_window_s / 2 + 1e-9) & ~np.isnan(values)]
        spread = 1.4826 * np.median(np.abs(window - np.median(window)))
        limit = max(RULES.outlier_spreads * spread, RULES.outlier_least_deg)
        expected.append(window.size >= 5 and bool(abs(value - np.median(window)) > limit))
    assert find_outliers(stamps, values, RULES).tolist() == expected


def test_a_short_gap_is_filled_and_a_long_one_stays() -> None:
    stamps = even(10, 30)
    values = 20 * np.sin(stamps)
    torn = values.copy()
    torn[60:65] = math.nan  # 0.2 s between the measured frames around it
    torn[150:160] = math.nan
    filtered, report = run(stamps, torn)
    assert np.abs(filtered[60:65] - values[60:65]).max() < 1
    assert np.isnan(filtered[150:160]).all()
    assert np.isnan(filtered).sum() == 10
    measure = report.measures["trunk_flexion"]
    assert (measure.gaps_filled, measure.frames_filled, measure.frames_unfiltered) == (1, 5, 0)


def test_what_lies_before_a_long_gap_does_not_touch_what_lies_after() -> None:
    stamps = even(6, 30)
    values = np.where(stamps < 3, 0.0, 50.0)
    values[80:100] = math.nan
    filtered, _ = run(stamps, values)
    assert filtered[:80] == pytest.approx(0, abs=1e-9)
    assert filtered[100:] == pytest.approx(50, abs=1e-6)


def test_nothing_is_made_up_at_the_ends() -> None:
    stamps = even(4, 30)
    values = np.full(stamps.size, 5.0)
    values[:3] = values[-3:] = math.nan
    filtered, report = run(stamps, values)
    assert np.isnan(filtered[[0, 1, 2, -1, -2, -3]]).all()
    assert report.measures["trunk_flexion"].frames_filled == 0


def test_a_measure_that_was_never_seen_stays_nan_and_out_of_the_report() -> None:
    stamps = even(2, 30)
    filtered, report = filter_recording(record(stamps, np.zeros(stamps.size)))
    assert all(math.isnan(one.angles["trunk_lateral"]) for one in filtered)
    assert "trunk_lateral" not in report.measures
    assert "back_outline" in report.measures


def test_a_gap_in_which_the_person_turned_is_not_filled() -> None:
    stamps = even(4, 30)
    seen = record(stamps, np.full(stamps.size, 10.0))
    turned = posture(float(stamps[60]), math.nan, knees=math.nan, outline=math.nan, view=View.OBLIQUE)
    lost = posture(float(stamps[90]), math.nan, knees=math.nan, outline=math.nan, view=View.UNKNOWN)
    seen[60], seen[90] = turned, lost
    filtered, _ = filter_recording(seen)
    assert math.isnan(filtered[60].angles["trunk_flexion"])
    assert filtered[90].angles["trunk_flexion"] == pytest.approx(10)
    assert filtered[90].view is View.UNKNOWN  # and what was seen of it is still told


def test_the_two_sides_of_a_turn_are_filtered_apart() -> None:
    stamps = even(4, 30)
    left = record(stamps[:60], np.zeros(60))
    right = record(stamps[60:], np.full(stamps.size - 60, 40.0), View.RIGHT)
    filtered, _ = filter_recording([*left, *right])
    trunk = np.array([one.angles["trunk_flexion"] for one in filtered])
    assert trunk[:58] == pytest.approx(0, abs=1e-6)
    assert trunk[62:] == pytest.approx(40, abs=1e-6)


@pytest.mark.parametrize("rate_hz", [15, 24, 60])
def test_the_frame_rate_hardly_changes_the_angles(rate_hz: float) -> None:
    curve, until_s = bows([60, 45], down_s=0.8, up_s=0.8)
    stamps, common = even(until_s, rate_hz), even(until_s, 30)
    filtered, _ = run(stamps, sampled(curve, stamps))
    reference, _ = run(common, sampled(curve, common))
    inside = (stamps > 0.3) & (stamps < until_s - 0.3)
    assert np.abs(filtered - np.interp(stamps, common, reference))[inside].max() < 1.0


@given(st.integers(0, 1000))
def test_uneven_frames_give_the_same_angles(seed: int) -> None:
    curve, until_s = bows([60])
    stamps, common = uneven(until_s, seed), even(until_s, 30)
    filtered, _ = run(stamps, sampled(curve, stamps))
    reference, _ = run(common, sampled(curve, common))
    assert np.abs(filtered - np.interp(stamps, common, reference)).max() < 1.5


def test_at_a_low_frame_rate_the_cut_off_is_lower_and_says_so() -> None:
    stamps = even(6, 10)
    _, report = run(stamps, np.sin(stamps))
    assert report.rate_hz == pytest.approx(10)
    assert report.cutoff_hz < 0.4 * 10 < RULES.cutoff_hz
    assert report.parameters == RULES
    stamps = even(6, 30)
    assert run(stamps, np.sin(stamps))[1].cutoff_hz == RULES.cutoff_hz


@pytest.mark.parametrize("frames", [1, 2, 9])
def test_too_few_frames_are_left_alone_and_it_says_so(frames: int) -> None:
    stamps = even(1, 30)[:frames]
    values = np.arange(frames) * 7.0 % 3
    filtered, report = run(stamps, values)
    assert filtered.tolist() == values.tolist()
    assert report.measures["trunk_flexion"].frames_unfiltered == frames


def test_no_frame_at_all_is_no_problem() -> None:
    filtered, report = filter_recording([])
    assert filtered == []
    assert math.isnan(report.rate_hz)
    assert report.measures == {}


def test_the_outline_is_filtered_like_the_angles_and_the_rest_passes_through() -> None:
    stamps = even(3, 30)
    seen = record(stamps, 20 * np.sin(stamps))
    filtered, _ = filter_recording(seen)
    assert [one.back_outline for one in filtered] == pytest.approx(
        [-one.angles["trunk_flexion"] for one in filtered], abs=1e-9
    )
    for one, before in zip(filtered, seen, strict=True):
        assert (one.time_s, one.view, one.framing, one.quality) == (
            before.time_s,
            before.view,
            before.framing,
            before.quality,
        )


def test_frames_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="time order"):
        run(np.array([0.0, 0.2, 0.1]), np.zeros(3))
