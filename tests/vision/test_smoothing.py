"""The One Euro filter, against the authors' own package and by what a person would see."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from OneEuroFilter import OneEuroFilter

from tests.exercises.movements import bows, posture, times
from vision.posture import Posture
from vision.smoothing import OneEuro, Smoothed, smooth


def run(postures: list[Posture], parameters: OneEuro = OneEuro()) -> list[Posture]:
    memory, smoothed = Smoothed(), []
    for one in postures:
        memory, out = smooth(memory, one, parameters)
        smoothed.append(out)
    return smoothed


def trunk(postures: list[Posture]) -> list[float]:
    return [one.angles["trunk_flexion"] for one in postures]


# The lead is ours; what is said of the published filter holds without it.
NO_LEAD = OneEuro(lead_s=0.0)
PARAMETERS = [OneEuro(), OneEuro(1.0, 0.0, 1.0), OneEuro(0.3, 0.01, 2.0), OneEuro(5.0, 1.0, 0.5)]


@pytest.mark.parametrize("parameters", PARAMETERS)
@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_the_published_filter_step_by_step(parameters: OneEuro, seed: int) -> None:
    rng = np.random.default_rng(seed)
    stamps = 0.1 + np.cumsum(rng.uniform(0.01, 0.12, 200))  # frames never come evenly
    values = 30 * np.sin(stamps) + rng.normal(0, 2, 200)
    reference = OneEuroFilter(
        freq=30,
        mincutoff=parameters.least_cutoff_hz,
        beta=parameters.speed_gain,
        dcutoff=parameters.speed_cutoff_hz,
    )
    expected = [reference(float(value), float(stamp)) for value, stamp in zip(values, stamps, strict=True)]
    postures = [posture(float(t), float(v)) for t, v in zip(stamps, values, strict=True)]
    # The lead is ours; without it this is the published filter.
    without_lead = replace(parameters, lead_s=0.0)
    assert trunk(run(postures, without_lead)) == pytest.approx(expected, abs=1e-9)


def test_the_outline_is_filtered_like_the_angles() -> None:
    values = [10, 12, 30, 28, 5, 7]
    stream = [posture(i / 30, float(v), outline=float(v)) for i, v in enumerate(values)]
    assert [one.back_outline for one in run(stream)] == pytest.approx(trunk(run(stream)))
    assert trunk(run(stream, NO_LEAD))[2] < 30


def test_the_first_value_passes_unchanged() -> None:
    assert trunk(run([posture(5.0, 42.0)])) == [42.0]


@given(st.floats(-180, 180), st.lists(st.floats(0.005, 0.5), min_size=2, max_size=20))
def test_a_constant_stays_constant(value: float, steps: list[float]) -> None:
    stamps = np.cumsum(steps)
    assert trunk(run([posture(float(t), value) for t in stamps])) == pytest.approx(
        [value] * len(steps), abs=1e-9
    )


def test_a_gap_resets_that_angle_alone() -> None:
    nan = math.nan
    flexions = [0.0, 0.0, 0.0, nan, 50.0, 50.0]
    knees = [0.0, 0.0, 0.0, 0.0, 50.0, 50.0]
    stream = [posture(i / 30, f, knees=k) for i, (f, k) in enumerate(zip(flexions, knees, strict=True))]
    smoothed = run(stream, NO_LEAD)
    assert math.isnan(smoothed[3].angles["trunk_flexion"])
    assert smoothed[4].angles["trunk_flexion"] == 50.0  # starts anew
    assert 0 < smoothed[4].value("knee_flexion") < 50.0  # goes on


@given(st.lists(st.floats(-90, 90) | st.just(math.nan), min_size=1, max_size=30))
def test_nan_comes_out_exactly_where_it_went_in(values: list[float]) -> None:
    smoothed = run([posture(i / 30, value, outline=-value) for i, value in enumerate(values)])
    assert [math.isnan(value) for value in trunk(smoothed)] == [math.isnan(value) for value in values]
    assert [math.isnan(one.back_outline) for one in smoothed] == [math.isnan(value) for value in values]


@given(st.lists(st.floats(-90, 90), min_size=1, max_size=30))
def test_the_filtered_value_lies_between_those_seen(values: list[float]) -> None:
    smoothed = trunk(run([posture(i / 30, value) for i, value in enumerate(values)], NO_LEAD))
    assert min(values) - 1e-9 <= min(smoothed)
    assert max(smoothed) <= max(values) + 1e-9


def test_a_steady_movement_is_carried_on_to_where_the_person_is() -> None:
    """The pose engine tells landmarks late: at a steady speed the shown angle runs ahead by the lead."""
    speed, lead_s = 60.0, 0.03
    ramp = [posture(i / 30, speed * i / 30) for i in range(150)]
    ahead = trunk(run(ramp, OneEuro(lead_s=lead_s)))[-1] - trunk(run(ramp, OneEuro(lead_s=0.0)))[-1]
    assert ahead == pytest.approx(lead_s * speed, abs=0.01)
    held = [posture(5 + i / 30, speed * 149 / 30) for i in range(90)]
    assert trunk(run(ramp + held))[-1] == pytest.approx(speed * 149 / 30, abs=0.05)  # and rests where they do


def test_a_trembling_angle_is_calmed() -> None:
    rng = np.random.default_rng(0)
    noise = rng.normal(0, 1, 300)
    smoothed = np.array(trunk(run([posture(i / 30, float(v)) for i, v in enumerate(noise)], NO_LEAD)))
    assert smoothed[30:].std() < 0.6 * noise[30:].std()


@pytest.mark.parametrize("rate_hz", [15, 20, 30])
def test_landmarks_at_rest_tremble_no_more_with_the_lead_than_as_they_came(rate_hz: int) -> None:
    """Their noise is not white: 0.22 degrees, neighbouring frames alike by 0.8 (docs/measurements.md)."""
    rng, noise = np.random.default_rng(0), [0.0]
    for step in rng.normal(0, 0.22 * math.sqrt(1 - 0.8**2), 600):
        noise.append(0.8 * noise[-1] + float(step))
    shown = np.array(trunk(run([posture(i / rate_hz, v) for i, v in enumerate(noise)])))
    assert shown[30:].std() < np.std(noise[30:])


def test_a_landmark_that_jumps_is_not_carried_far_beyond_where_it_went() -> None:
    jumped = trunk(run([posture(i / 30, 0.0 if i < 30 else 50.0) for i in range(60)]))
    assert max(jumped) <= 50.0 + OneEuro().most_lead_deg
    assert jumped[-1] == pytest.approx(50.0, abs=0.5)


@pytest.mark.parametrize("rate_hz", [10, 60])
def test_the_frame_rate_hardly_changes_the_curve(rate_hz: int) -> None:
    curve, until_s = bows([60])

    def filtered(rate: float) -> tuple[list[float], list[float]]:
        stamps = list(times(until_s, rate))
        return stamps, trunk(run([posture(t, curve(t)) for t in stamps]))

    stamps, values = filtered(rate_hz)
    common = np.interp(stamps, *filtered(30))
    assert np.abs(np.array(values) - common).max() < 5  # while moving fast
    assert values[-1] == pytest.approx(common[-1], abs=0.5)  # at rest
    assert max(values) == pytest.approx(common.max(), abs=2)  # at the turning point


def test_a_bow_is_followed_closely() -> None:
    """The peak of an ordinary repetition survives the filter: it is what the report tells."""
    curve, until_s = bows([60])
    assert max(trunk(run([posture(t, curve(t)) for t in times(until_s)]))) == pytest.approx(60, abs=1.5)


def test_what_is_not_an_angle_passes_through() -> None:
    one = posture(1.0, 10.0)
    out = run([posture(0.9, 0.0), one])[-1]
    assert (out.time_s, out.view, out.framing, out.quality) == (
        one.time_s,
        one.view,
        one.framing,
        one.quality,
    )


def test_the_memory_that_was_given_stays_as_it_was() -> None:
    memory, _ = smooth(Smoothed(), posture(0.0, 10.0), OneEuro())
    before = dict(memory.values or {})
    first = smooth(memory, posture(0.1, 50.0), OneEuro())
    assert memory.values == before
    second = smooth(memory, posture(0.1, 50.0), OneEuro())
    assert first[0] == second[0]
    assert first[1].angles == pytest.approx(dict(second[1].angles), nan_ok=True)


def test_a_pelvis_is_followed_more_calmly_than_a_trunk() -> None:
    """A jump, as an arm that passes the outline makes one: a trunk goes along with it, a pelvis does not."""
    stream = [
        replace(
            posture(i / 30, value),
            angles=posture(i / 30, value).angles | {"pelvis_obliquity": value},
        )
        for i, value in enumerate([0.0] * 30 + [4.0] * 3)
    ]
    told = run(stream)
    trunk_step, pelvis_step = (
        told[30].angles[name] - told[29].angles[name] for name in ("trunk_flexion", "pelvis_obliquity")
    )
    assert 0 < pelvis_step < 0.5 * trunk_step
    assert pelvis_step < 2.0
