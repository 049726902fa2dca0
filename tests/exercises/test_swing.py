"""Leaving rest and coming back to it, in positions of the own range, with obvious answers."""

from __future__ import annotations

import pytest

from exercises.swing import (
    BACK_SHARE,
    LEFT_SHARE,
    RUN_UP_S,
    Swing,
    come_to_rest,
    follow_run_up,
    lasted_s,
    leave_rest,
)
from tests.exercises.movements import path, times
from vision.quality import Sight


def way(*corners: tuple[float, float], rate_hz: float = 20.0) -> tuple[tuple[float, float], ...]:
    curve = path(*corners)
    return tuple((t, curve(t)) for t in times(corners[-1][0], rate_hz))


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("rests_at", [0.0, 0.15, -0.1])
@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_a_movement_begins_where_it_leaves_the_place_of_rest(
    side: int, rests_at: float, noise: float
) -> None:
    """One frame of noise beyond the place of rest moves nothing."""
    run_up = tuple((t, side * (rests_at + max(0.0, t - 1.0) - noise * (t == 0.5))) for t in times(1.5, 20.0))
    start_s, since = leave_rest(run_up, side)
    assert start_s == pytest.approx(1 + LEFT_SHARE, abs=1e-6)
    assert since[0][0] <= start_s <= since[1][0]
    assert since[-1] == run_up[-1]


def test_a_single_frame_is_where_it_begins() -> None:
    assert leave_rest(((3.0, 0.5),), 1) == (3.0, ((3.0, 0.5),))


@pytest.mark.parametrize("side", [-1, 1])
def test_it_ends_where_it_comes_within_rest(side: int) -> None:
    """Rest is a tenth above the middle here."""
    back = tuple((t / 20, side * max(0.1, 1.0 - t / 20)) for t in range(40))
    end_s, rest = come_to_rest(back, (back[18][0], 0.1), side)
    assert end_s == pytest.approx(0.9 - BACK_SHARE, abs=1e-6)
    assert rest[0][0] == 0.9


def test_it_ends_in_the_middle_where_it_goes_on_to_the_other_side() -> None:
    through = tuple((t / 20, 1.0 - t / 20) for t in range(40))
    end_s, onward = come_to_rest(through, through[24], 1)
    assert end_s == pytest.approx(1 - BACK_SHARE, abs=1e-6)
    assert onward[0][0] == pytest.approx(0.85)  # a little of the way there shows that it did not rest
    start_s, _ = leave_rest(tuple(one for one in onward if one[1] >= -0.45), -1)
    assert start_s == pytest.approx(1.0, abs=0.1)


def test_rest_is_looked_for_in_the_last_moments_only() -> None:
    run_up: tuple[tuple[float, float], ...] = ()
    for t in times(4.0, 10.0):
        run_up = follow_run_up(run_up, (t, 0.0))
        assert follow_run_up(run_up, (t, 0.0)) == run_up  # a frame is noted once
    assert run_up[0][0] >= 4.0 - RUN_UP_S - 0.05


@pytest.mark.parametrize(
    ("landed", "expected_s"), [((6.0, 0.0), 6.0), ((6.0, -0.05), 6.0), ((5.6, -0.13), 5.75)]
)
def test_a_smooth_round_lasts_from_standing_still_to_standing_still(
    landed: tuple[float, float], expected_s: float
) -> None:
    """Where it went on to the other side it ends where that was passed: nothing is added to it.

    Whoever rests a little beyond the middle has not gone on.
    """
    smooth = way((0, 0), (1.5, 1), (4.5, -1), (6, 0), (7, 0))
    swing = Swing(0.27, Sight(0, 0, 0), way=smooth, side=-1, first=1, reached=(1.0, 1.0))
    told_s = lasted_s(swing, landed, 5.75, -10.0, 0.4)
    assert told_s == pytest.approx(expected_s, abs=0.25)
    assert lasted_s(swing, landed, 5.75, 0.27, 0.4) <= told_s  # it began no sooner than the last one ended
