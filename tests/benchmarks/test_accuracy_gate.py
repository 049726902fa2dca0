"""Holds the angles to what was measured: a fixed 200 frames of the cached poses through the app's code.

The whole benchmark says how good the angles are; this only says when a change made them worse. When the cache
of poses is made anew, the recorded figures are too: run this file, and copy what it prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from benchmarks.accuracy.figures import Row, move_of, rows
from benchmarks.accuracy.measure import Measured, measure
from benchmarks.accuracy.moving import try_moving
from benchmarks.accuracy.store import CACHE, CachedTake, read_takes

FRAMES = 200
"""Of movements; the stillness before each is played too, because calibration needs it."""

# (view, movement, takes): one slow side bend says little about a squat, so each movement has its share.
CHOSEN = (("side", "bend", 2), ("side", "squat", 1), ("front", "side_bend", 2))
LEAST_FRAMES, MOST_FRAMES = 30, 60

# angle, view, figure: recorded value, margin. Degrees.
RECORDED = {
    ("trunk_flexion", "side", "mae"): (1.40, 0.3),
    ("trunk_flexion", "side", "p95"): (3.51, 0.8),
    ("trunk_lateral", "front", "mae"): (0.49, 0.2),
    ("knee_flexion", "side", "mae"): (1.68, 0.5),
    ("hip_flexion", "side", "mae"): (2.58, 0.5),
}


def choose(takes: Sequence[CachedTake]) -> list[CachedTake]:
    """Take the first of each kind, in order of name, whose movement is neither very short nor very long."""
    chosen = []
    for view, movement, count in CHOSEN:
        fitting = [
            take
            for take in sorted(takes, key=lambda take: take.id)
            if _is(take, view, movement) and LEAST_FRAMES <= _moving_frames(take) <= MOST_FRAMES
        ]
        chosen += fitting[:count]
    return chosen


def _is(take: CachedTake, view: str, movement: str) -> bool:
    seen = "side" if take.about["view"] in ("left", "right") else take.about["view"]
    named = str(take.about["movement"]["name"]).startswith(movement)
    return seen == view and named and take.about["bystander"] is None and bool(take.found.all())


def _moving_frames(take: CachedTake) -> int:
    return take.frames - int(take.about["hold_frames"])


@cache
def measured() -> tuple[Measured, ...]:
    kept, left = [], FRAMES
    for take in choose(read_takes(CACHE)):
        frames = min(left, _moving_frames(take))
        kept.append(measure(take.first(int(take.about["hold_frames"]) + frames)))
        left -= frames
    return tuple(kept)


def test_the_subset_is_two_hundred_frames_of_every_chosen_movement() -> None:
    assert sum(int(m.moving.sum()) for m in measured()) == pytest.approx(FRAMES, abs=30)
    assert len(measured()) == sum(count for *_, count in CHOSEN)
    assert {move_of(m).split("_")[0] for m in measured()} == {"bend", "squat", "side"}


@pytest.mark.parametrize(("angle", "view", "figure"), RECORDED)
def test_no_angle_got_worse(angle: str, view: str, figure: str) -> None:
    recorded, margin = RECORDED[angle, view, figure]
    found = _row(angle, view).shown
    value = getattr(found, figure)
    print(f"{angle} {view} {figure}: {value:.2f}")
    assert found.coverage > 0.98
    assert value <= recorded + margin, f"was {recorded}, is {value:.2f}"


def test_the_app_does_better_than_naive_angles_from_the_side() -> None:
    for angle in ("trunk_flexion", "hip_flexion", "knee_flexion"):
        row = _row(angle, "side")
        assert row.shown.mae < row.naive.mae


def _row(angle: str, view: str) -> Row:
    return next(row for row in rows(measured()) if (row.angle, row.view) == (angle, view))


def test_people_who_move_are_not_calibrated() -> None:
    trials = try_moving(choose([take for take in read_takes(CACHE) if take.about["bystander"] is None]))
    assert trials.trials == sum(count for _, _, count in CHOSEN)
    assert trials.accepted == ()
