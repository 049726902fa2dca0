"""Both hands overhead for two seconds: a sign that is given on purpose, and answered once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.poses import OVERHEAD_M, Figure, lift, make_pose
from vision.angles import View
from vision.gesture import HOLD_S, Gesture, hands_overhead, one_hand_overhead, watch_gesture
from vision.pose import Landmark, Pose

RATE_HZ = 15.0
LEFT, RIGHT = Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST
When = Callable[[float], bool]


def signs(up: When, until_s: float, *, rate_hz: float = RATE_HZ, gone: When = lambda t: False) -> list[float]:
    """When the sign was found given."""
    memory, given_s = Gesture(), []
    for frame in range(round(until_s * rate_hz)):
        time_s = frame / rate_hz
        pose = make_pose(time_s=time_s)
        seen = None if gone(time_s) else lift(pose) if up(time_s) else pose
        memory, given = watch_gesture(memory, seen, time_s)
        if given:
            given_s.append(time_s)
    return given_s


@pytest.mark.parametrize("view", [View.FRONT, View.BACK, View.LEFT, View.RIGHT])
@pytest.mark.parametrize("figure", [Figure(), Figure(trunk_flexion=15), Figure(trunk_lateral=10)])
def test_hands_overhead_are_seen_from_every_side(view: View, figure: Figure) -> None:
    pose = make_pose(figure, view)
    assert hands_overhead(lift(pose))
    assert not hands_overhead(pose)


@pytest.mark.parametrize("px_per_m", [60, 500])
def test_distance_does_not_matter(px_per_m: float) -> None:
    pose = make_pose(px_per_m=px_per_m)
    assert hands_overhead(lift(pose, OVERHEAD_M * px_per_m / 200))
    assert not hands_overhead(lift(pose, 0.2 * px_per_m / 200))


NOT_OVERHEAD = [
    ("hands at the ears", lift(make_pose(), 0.17)),
    ("hands on the head", lift(make_pose(), 0.27)),
    ("only the left", lift(make_pose(), wrists=[LEFT])),
    ("only the right", lift(make_pose(), wrists=[RIGHT])),
    ("a hand that is guessed", lift(make_pose(hidden=[RIGHT]))),
    ("hands to the floor", make_pose(Figure(trunk_flexion=120))),
    ("hanging upside down", lift(make_pose(Figure(trunk_flexion=170)))),
]


@pytest.mark.parametrize("pose", [pose for _, pose in NOT_OVERHEAD], ids=[name for name, _ in NOT_OVERHEAD])
def test_other_postures_are_no_sign(pose: Pose) -> None:
    assert not hands_overhead(pose)


@pytest.mark.parametrize("rate_hz", [6, 10, 15, 30, 60])
def test_two_seconds_are_a_sign(rate_hz: float) -> None:
    (given_s,) = signs(lambda t: t >= 1.0, 6.0, rate_hz=rate_hz)
    assert 1.0 + HOLD_S <= given_s + 1e-9 <= 1.0 + HOLD_S + 2 / rate_hz


def test_stretching_is_none() -> None:
    assert signs(lambda t: 1.0 <= t < 2.9, 6.0) == []


def test_two_short_ones_are_none() -> None:
    assert signs(lambda t: 1.0 <= t < 2.5 or 3.0 <= t < 4.5, 6.0) == []


def test_it_is_answered_once_for_as_long_as_the_hands_are_up() -> None:
    assert len(signs(lambda t: t >= 1.0, 20.0)) == 1


def test_it_can_be_given_again() -> None:
    first_s, second_s = signs(lambda t: 1.0 <= t < 4.0 or t >= 6.0, 10.0)
    assert first_s == pytest.approx(3.0, abs=0.1)
    assert second_s == pytest.approx(8.0, abs=0.1)


@pytest.mark.parametrize("what", ["hands", "person"])
def test_a_hand_unseen_for_a_moment_does_not_end_it(what: str) -> None:
    unseen: When = lambda t: 2.0 <= t < 2.15  # noqa: E731
    if what == "hands":
        given = signs(lambda t: t >= 1.0 and not unseen(t), 6.0)
    else:
        given = signs(lambda t: t >= 1.0, 6.0, gone=unseen)
    assert given == pytest.approx([3.0], abs=0.1)


def test_someone_who_goes_and_comes_back_begins_anew() -> None:
    given = signs(lambda t: t >= 1.0, 6.0, gone=lambda t: 2.0 <= t < 2.6)
    assert given == pytest.approx([2.6 + HOLD_S], abs=0.1)


def test_what_was_not_watched_does_not_count() -> None:
    """Hands up, a long stall of the camera, hands up: not two seconds of holding them there."""
    memory, up = Gesture(), lift(make_pose())
    memory, given = watch_gesture(memory, up, 0.0)
    assert not given
    memory, given = watch_gesture(memory, up, 10.0)
    assert not given


@pytest.mark.parametrize("view", [View.FRONT, View.BACK, View.LEFT, View.RIGHT])
@pytest.mark.parametrize("wrist", [LEFT, RIGHT])
def test_one_hand_is_a_sign_of_its_own_from_every_side(view: View, wrist: Landmark) -> None:
    pose = make_pose(view=view)
    assert one_hand_overhead(lift(pose, wrists=[wrist]))
    assert not hands_overhead(lift(pose, wrists=[wrist]))
    assert not one_hand_overhead(pose)
    assert not one_hand_overhead(lift(pose))


@pytest.mark.parametrize("height_m", [0.17, 0.27])
def test_a_hand_at_the_head_is_none(height_m: float) -> None:
    assert not one_hand_overhead(lift(make_pose(), height_m, wrists=[LEFT]))


def test_one_hand_may_be_asked_for_a_shorter_time() -> None:
    memory, given_s = Gesture(), []
    for frame in range(60):
        time_s = frame / RATE_HZ
        pose = lift(make_pose(time_s=time_s), wrists=[LEFT]) if time_s >= 1.0 else make_pose(time_s=time_s)
        memory, given = watch_gesture(memory, pose, time_s, one_hand_overhead, 1.0)
        given_s += [time_s] * given
    assert given_s == [pytest.approx(2.0)]
