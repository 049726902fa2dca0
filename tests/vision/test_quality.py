"""How far a frame and a repetition can be trusted: hand-made ones whose answer is obvious."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises.movements import bows, posture, times
from vision.angles import View
from vision.framing import Framing
from vision.posture import Posture
from vision.quality import (
    FULL_RATE_HZ,
    LEAST_QUALITY,
    LEAST_RATE_HZ,
    LONGEST_GAP_S,
    RepetitionQuality,
    Sight,
    frame_quality,
    judge_sight,
)
from vision.sides import Names

CURVE, UNTIL_S = bows([60])
BOTTOM_S = 2.65  # the middle of the hold
SEEN = posture(0.0, 0.0)
NAMES = st.sampled_from(list(Names))


def bow(rate_hz: float = 30.0, visibility: float = 0.9) -> list[Posture]:
    return [replace(posture(t, CURVE(t)), quality=visibility) for t in times(UNTIL_S - 1, rate_hz, 1.0)]


def blind(one: Posture) -> Posture:
    return posture(one.time_s, math.nan, framing=Framing.NOBODY, view=View.UNKNOWN)


def judge(postures: Iterable[Posture]) -> RepetitionQuality:
    first, *others = postures
    sight = Sight(first.time_s, first.time_s, 0.0)
    for one in others:
        sight = sight.look(one, one.angles["trunk_flexion"])
    return judge_sight(sight, 60.0)


def unseen(from_s: float, to_s: float) -> list[Posture]:
    return [blind(one) if from_s <= one.time_s < to_s else one for one in bow()]


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.BACK])
def test_a_frame_seen_whole_has_the_quality_of_its_landmarks(view: View) -> None:
    assert frame_quality(posture(0.0, 0.0, view=view)) == pytest.approx(0.9)


@pytest.mark.parametrize("view", [View.OBLIQUE, View.UNKNOWN])
def test_a_view_that_measures_nothing_has_no_quality(view: View) -> None:
    assert frame_quality(posture(0.0, 0.0, view=view)) == 0


@pytest.mark.parametrize("framing", list(Framing))
def test_anything_in_the_way_costs_quality(framing: Framing) -> None:
    found = frame_quality(posture(0.0, 0.0, framing=framing))
    nothing_to_see = framing in (Framing.NOBODY, Framing.TRUNK_HIDDEN)
    assert (found == pytest.approx(0.9)) is (framing is Framing.WHOLE)
    assert (found == 0) is nothing_to_see


def test_a_swapped_frame_and_a_late_frame_are_worth_less() -> None:
    assert 0 < frame_quality(replace(SEEN, names=Names.TRADED_BACK)) < frame_quality(SEEN)
    assert frame_quality(replace(SEEN, names=Names.TORN)) == 0
    assert frame_quality(SEEN, step_s=1 / 30) == frame_quality(SEEN)
    assert frame_quality(SEEN, step_s=2 / FULL_RATE_HZ) == pytest.approx(frame_quality(SEEN) / 2)


@given(st.floats(0, 1), st.sampled_from(list(View)), st.sampled_from(list(Framing)), NAMES)
def test_quality_is_a_share(visibility: float, view: View, framing: Framing, names: Names) -> None:
    one = replace(posture(0.0, 0.0, view=view, framing=framing), quality=visibility, names=names)
    assert 0 <= frame_quality(one) <= visibility


def test_a_repetition_seen_well_is_measured() -> None:
    found = judge(bow())
    assert found.measured
    assert found.reason == ""
    assert found.figure == pytest.approx(0.9)
    assert found.measured_share == 1
    assert found.rate_hz == pytest.approx(30)
    assert found.longest_gap_s == pytest.approx(1 / 30)


@pytest.mark.parametrize("rate_hz", [4, LEAST_RATE_HZ - 0.5, LEAST_RATE_HZ, FULL_RATE_HZ, 60])
def test_too_few_pictures_are_told(rate_hz: float) -> None:
    found = judge(bow(rate_hz))
    assert found.measured is (rate_hz >= LEAST_RATE_HZ)
    assert found.rate_hz == pytest.approx(rate_hz)
    if rate_hz == LEAST_RATE_HZ - 0.5:
        assert "pictures" in found.reason


@pytest.mark.parametrize("gap_s", [LONGEST_GAP_S - 0.1, LONGEST_GAP_S + 0.1])
def test_a_gap_at_the_turning_point_is_told(gap_s: float) -> None:
    found = judge(unseen(BOTTOM_S - gap_s / 2, BOTTOM_S + gap_s / 2))
    assert found.measured is (gap_s < LONGEST_GAP_S)
    assert found.longest_gap_s == pytest.approx(gap_s, abs=2 / 30)
    if gap_s > LONGEST_GAP_S:
        assert "turning point" in found.reason


def test_a_gap_on_the_way_hides_nothing() -> None:
    assert judge(unseen(1.3, 1.8)).measured  # 6 to 42 degrees of 60


def test_out_of_sight_in_every_second_frame_is_told() -> None:
    torn = [blind(one) if index % 5 < 3 else one for index, one in enumerate(bow())]
    found = judge(torn)
    assert not found.measured
    assert "out of sight" in found.reason


def test_landmarks_hardly_seen_are_told() -> None:
    found = judge(bow(visibility=LEAST_QUALITY - 0.1))
    assert not found.measured
    assert "clearly" in found.reason
    assert judge(bow(visibility=LEAST_QUALITY + 0.01)).measured


def test_swaps_are_counted_and_told() -> None:
    found = judge(replace(one, names=Names.TRADED_BACK) for one in bow(visibility=0.7))
    assert not found.measured
    assert "left and right" in found.reason
    assert found.swaps == len(bow()) - 1


@given(st.sets(st.integers(1, 100)), st.floats(0.3, 1))
def test_the_figure_is_a_share_and_decides(lost: set[int], visibility: float) -> None:
    torn = [blind(one) if index in lost else one for index, one in enumerate(bow(visibility=visibility))]
    found = judge(torn)
    assert 0 <= found.figure <= visibility + 1e-9
    assert found.measured is (found.reason == "")
    if found.measured:
        assert found.figure >= LEAST_QUALITY


def test_worse_landmarks_never_make_a_better_figure() -> None:
    figures = [judge(bow(visibility=share / 10)).figure for share in range(11)]
    assert figures == sorted(figures)


def test_what_is_kept_does_not_grow() -> None:
    sight = Sight(0.0, 0.0, 0.0)
    for frame in range(1, 2000):
        sight = sight.look(posture(frame / 30, 60.0), 60.0)
    assert all(isinstance(part, float | int) for part in vars(sight).values())


def test_an_oblique_view_in_which_the_hips_are_told_can_be_trusted() -> None:
    seen = replace(SEEN, view=View.OBLIQUE, over_feet={"hip_height": -20.0})
    assert frame_quality(seen) == pytest.approx(frame_quality(SEEN))
    assert frame_quality(replace(seen, names=Names.TORN)) == 0
