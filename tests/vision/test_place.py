"""Whether somebody still stands where they were when they were ready."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.poses import PARTNERS, SHANK_M, THIGH_M, Figure, make_pose, mirror
from vision.angles import View
from vision.place import follow_place, remember_place
from vision.pose import Landmark, Pose

PX_PER_M = 200.0
LEG_M = THIGH_M + SHANK_M
ANKLES = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
RATE_HZ = 8.0
STANDING = Figure()


def at(time_s: float, right_m: float = 0.0, figure: Figure = STANDING, **how: object) -> Pose:
    """A figure whose feet are so far to the right of where they were."""
    hips_px = (320.0 + PX_PER_M * right_m, 240.0)
    return make_pose(figure, View.LEFT, time_s=time_s, hips_px=hips_px, **how)  # type: ignore[arg-type]


def walk(to_m: float, rate_hz: float = RATE_HZ, speed_m_s: float = 1.0, stays_s: float = 2.0) -> list[Pose]:
    """A second at the place, a way, and a while there."""
    until_s = 1.0 + abs(to_m) / speed_m_s + stays_s
    times_s = np.arange(0.0, until_s, 1 / rate_hz).tolist()
    return [at(t, np.clip((t - 1.0) * speed_m_s, 0, abs(to_m)) * np.sign(to_m)) for t in times_s]


def left(poses: Iterable[Pose | None]) -> list[bool]:
    """Whether the person had left, after each pose; the first is where they are ready."""
    first, *others = poses
    assert first is not None
    place, told = remember_place(first), [False]
    for pose in others:
        place = follow_place(place, pose)
        told.append(place.left)
    return told


def hidden(poses: Iterable[Pose], marks: Collection[Landmark] = ANKLES) -> list[Pose]:
    found = []
    for pose in poses:
        visibility = pose.visibility.copy()
        visibility[list(marks)] = 0.1
        found.append(replace(pose, visibility=visibility))
    return found


@pytest.mark.parametrize("rate_hz", [8, 15, 30])
@pytest.mark.parametrize("to_m", [1.5, -1.5])
def test_whoever_walks_away_has_left(rate_hz: float, to_m: float) -> None:
    poses = walk(to_m, rate_hz)
    told = left(poses)
    gone_s = poses[told.index(True)].time_s
    # Three tenths of a leg on the way, and half a second of it.
    assert gone_s == pytest.approx(1.0 + 0.3 * LEG_M + 0.5, abs=2 / rate_hz)
    assert all(told[told.index(True) :])


def test_shifting_about_is_no_leaving_but_a_step_is() -> None:
    assert not any(left(walk(0.25 * LEG_M)))
    assert any(left(walk(0.36 * LEG_M)))


def test_whoever_is_soon_back_never_left() -> None:
    there = [at(n / RATE_HZ, 1.0) for n in range(8, 12)]  # three eighths of a second
    back = [at(n / RATE_HZ) for n in range(12, 20)]
    assert not any(left([*walk(0.0, stays_s=0.0), *there, *back]))


def test_coming_back_is_being_there() -> None:
    poses = walk(1.5)
    end_s = poses[-1].time_s
    told = left([*poses, at(end_s + 0.1), at(end_s + 1.0)])
    assert told[-3:] == [True, False, False]


ONE_STAYS = [
    Figure(hip_left=40, hip_right=-10, knee_left=60),  # a lunge: one foot ahead
    Figure(hip_left=100, knee_left=0),  # a kick
    Figure(trunk_flexion=60, hip_left=60, hip_right=-30),  # a scale: one leg far behind
]


@pytest.mark.parametrize("figure", ONE_STAYS)
def test_one_foot_that_stays_is_enough(figure: Figure) -> None:
    ready, moved = at(0.0), [at(n / RATE_HZ, figure=figure) for n in range(1, 40)]
    for pose in moved:
        # Stand the figure on the foot that stays.
        gaps = ready.landmarks_px[list(ANKLES)] - pose.landmarks_px[list(ANKLES)]
        pose.landmarks_px[:] += gaps[1]
    assert not any(left([ready, *moved]))
    assert not any(left([ready, *map(swapped, moved)]))


def test_the_foot_that_is_hidden_may_be_the_one_that_stays() -> None:
    kick = [at(n / RATE_HZ, figure=Figure(hip_left=100)) for n in range(40)]
    assert not any(left([at(-1.0), *hidden(kick, [Landmark.RIGHT_ANKLE])]))
    walking = walk(1.5)
    assert any(left(hidden(walking, [Landmark.RIGHT_ANKLE])))


def test_hidden_feet_say_nothing() -> None:
    ready, *others = walk(1.5)
    assert not any(left([ready, *hidden(others)]))
    assert not any(left([*hidden([ready]), *others]))  # nor is there a place without any
    assert not any(left([ready, *[None] * 20]))


def test_one_glitch_is_nothing() -> None:
    stays = walk(0.0, stays_s=4.0)
    stays[10] = at(stays[10].time_s, 2.0)
    assert not any(left(stays))
    away = walk(2.0, stays_s=4.0)
    away[-16] = at(away[-16].time_s)
    assert left(away)[-1]


def test_left_and_right_exchanged_change_nothing() -> None:
    for poses in (walk(1.5), walk(0.2)):
        mixed = [swapped(pose) if n % 2 else pose for n, pose in enumerate(poses)]
        assert left(mixed) == left(poses)


WAYS = st.lists(st.floats(-2.0, 2.0), min_size=2, max_size=30)


@given(WAYS)
def test_it_is_the_same_in_a_mirror(way_m: list[float]) -> None:
    poses = steps(way_m, lambda pose: pose)
    assert left(steps(way_m, mirror)) == left(poses)


@given(WAYS, st.sampled_from([0.25, 0.5, 2.0]))
def test_it_is_the_same_at_any_distance(way_m: list[float], scale: float) -> None:
    def scaled(pose: Pose) -> Pose:
        return replace(pose, landmarks_px=pose.landmarks_px * scale)

    assert left(steps(way_m, scaled)) == left(steps(way_m, lambda pose: pose))


def steps(way_m: list[float], seen: Callable[[Pose], Pose]) -> list[Pose]:
    # Clear of the limit, so that rounding does not decide.
    return [
        seen(at(n / RATE_HZ, to_m))
        for n, to_m in enumerate(to_m for to_m in way_m if abs(abs(to_m - way_m[0]) - LEG_M / 2) > 0.01)
    ]


def swapped(pose: Pose) -> Pose:
    """The same picture with the names of left and right exchanged."""
    return replace(pose, landmarks_px=pose.landmarks_px[PARTNERS], visibility=pose.visibility[PARTNERS])
