"""One-leg stance through the whole engine: stick figures that lift a foot, hold it, and do other things."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from exercises.coach import Coach
from exercises.definition import Exercise
from exercises.feedback import MessageKind
from exercises.files import find_exercise
from tests.exercises.movements import Curve, path, times
from tests.exercises.test_coach import Session
from tests.poses import SHANK_M, THIGH_M, Figure, make_pose, mirror
from vision.angles import View
from vision.pose import Observation

ON_LEFT, ON_RIGHT = find_exercise("one_leg_stance_left"), find_exercise("one_leg_stance_right")
READY_S = 4.0
FLAT: Curve = lambda time_s: 0.0  # noqa: E731
# The thigh goes forward by so much and the shank hangs: a quarter of a shank, a hand high.
UP_DEG = 40.0
LIFT = 100 * THIGH_M * (1 - math.cos(math.radians(UP_DEG))) / SHANK_M
SIZE = (640, 480)


def film(
    right: Curve,
    left: Curve = FLAT,
    until_s: float = 20.0,
    *,
    lateral: Curve = FLAT,
    rate_hz: float = 15.0,
    reflected: bool = False,
    px_per_m: float = 200.0,
) -> list[Observation]:
    """Somebody who faces the camera and lifts their feet by these angles of the thigh."""
    stream = []
    for time_s in times(until_s, rate_hz):
        up_right, up_left = right(time_s), left(time_s)
        figure = Figure(
            hip_right=up_right,
            knee_right=up_right,
            hip_left=up_left,
            knee_left=up_left,
            trunk_lateral=lateral(time_s),
        )
        pose = make_pose(figure, View.FRONT, time_s=time_s, px_per_m=px_per_m)
        stream.append(Observation(time_s, mirror(pose) if reflected else pose, *SIZE))
    return stream


def held(hold_s: float, up_deg: float = UP_DEG) -> tuple[Curve, float]:
    """One lift of a second each way, and how long all of it takes."""
    down_s = READY_S + 1 + hold_s
    corners = ((READY_S, 0.0), (READY_S + 1, up_deg), (down_s, up_deg), (down_s + 1, 0.0))
    return path(*corners), down_s + 2.5


def true_hold_s(hold_s: float, exercise: Exercise) -> float:
    """How long the foot of `held` is above the threshold of the hold."""
    assert exercise.hold is not None
    curve, until_s = held(hold_s)
    steps = [t for t in times(until_s, 500) if 1 - math.cos(math.radians(curve(t))) >= _share(exercise)]
    return steps[-1] - steps[0]


def _share(exercise: Exercise) -> float:
    assert exercise.hold is not None
    return exercise.hold.from_deg / 100 * SHANK_M / THIGH_M


@pytest.mark.parametrize(
    ("exercise", "lifts_right", "counted"),
    [(ON_LEFT, True, 1), (ON_LEFT, False, 0), (ON_RIGHT, True, 0), (ON_RIGHT, False, 1)],
    ids=["left leg", "the other foot", "the other foot too", "right leg"],
)
def test_each_side_counts_its_own_leg(exercise: Exercise, lifts_right: bool, counted: int) -> None:
    curve, until_s = held(10.5)
    stream = film(curve, until_s=until_s) if lifts_right else film(FLAT, curve, until_s)
    session = Session(stream, Coach(exercise))
    assert len(session.repetitions) == counted
    for one in session.repetitions:
        assert one.peaks["foot_lift"] == pytest.approx(LIFT, abs=1)
        assert one.on_target
        assert one.faults == ()


@pytest.mark.parametrize("rate_hz", [8.0, 15.0, 30.0])
@pytest.mark.parametrize("hold_s", [3.0, 10.5])
def test_the_hold_is_told_in_seconds(hold_s: float, rate_hz: float) -> None:
    curve, until_s = held(hold_s)
    session = Session(film(curve, until_s=until_s, rate_hz=rate_hz), Coach(ON_LEFT))
    (one,) = session.repetitions
    assert one.hold_s == pytest.approx(true_hold_s(hold_s, ON_LEFT), abs=2 / rate_hz)
    assert [fault.id for fault in one.faults] == ([] if hold_s > 10 else ["too_short"])
    # Start and end at the frame in which the foot leaves the floor and is back on it.
    assert one.start_s == pytest.approx(READY_S, abs=0.45)
    assert one.end_s == pytest.approx(READY_S + 2 + hold_s, abs=0.45)


@pytest.mark.parametrize("px_per_m", [120.0, 200.0])
def test_a_mirror_and_a_distance_change_nothing(px_per_m: float) -> None:
    curve, until_s = held(4.0)
    (plain,) = Session(film(curve, until_s=until_s), Coach(ON_LEFT)).repetitions
    other = film(curve, until_s=until_s, reflected=True, px_per_m=px_per_m)
    (seen,) = Session(other, Coach(ON_RIGHT)).repetitions
    assert (seen.start_s, seen.end_s) == (
        pytest.approx(plain.start_s, abs=1e-6),
        pytest.approx(plain.end_s, abs=1e-6),
    )
    assert seen.hold_s == pytest.approx(plain.hold_s, abs=1e-6)
    assert seen.peaks["foot_lift"] == pytest.approx(plain.peaks["foot_lift"], abs=1e-6)


def marching(side: int) -> Curve:
    """Lift the feet in turn, half a second each."""
    return lambda t: UP_DEG * max(0.0, side * math.sin(math.pi * (t - READY_S) / 0.5)) if t > READY_S else 0.0


NO_LIFTS: list[tuple[str, Callable[[], list[Observation]]]] = [
    ("standing", lambda: film(FLAT)),
    ("walking on the spot", lambda: film(marching(1), marching(-1))),
    ("a heel that comes up by a finger", lambda: film(held(5.0, 20.0)[0])),
    ("swaying from side to side", lambda: film(FLAT, lateral=lambda t: 6 * math.sin(t) if t > 5 else 0.0)),
]


@pytest.mark.parametrize("exercise", [ON_LEFT, ON_RIGHT], ids=["left", "right"])
@pytest.mark.parametrize("stream", [one[1] for one in NO_LIFTS], ids=[one[0] for one in NO_LIFTS])
def test_what_is_no_stance_is_not_counted(
    stream: Callable[[], list[Observation]], exercise: Exercise
) -> None:
    session = Session(stream(), Coach(exercise))
    assert session.armed_s
    assert session.repetitions == []


def test_a_foot_that_touches_the_floor_begins_the_hold_anew() -> None:
    taps = path((4, 0), (5, UP_DEG), (10, UP_DEG), (10.4, 23), (10.8, UP_DEG), (14, UP_DEG), (15, 0))
    (one,) = Session(film(taps, until_s=17), Coach(ON_LEFT)).repetitions
    assert 5 < one.hold_s < 6


def test_a_trunk_that_leans_is_spoken_of() -> None:
    curve, until_s = held(6.0)
    leaning = path((4, 0), (5, -12), (11, -12), (12, 0))
    session = Session(film(curve, until_s=until_s, lateral=leaning), Coach(ON_LEFT))
    (one,) = session.repetitions
    assert "trunk_leans" in [fault.id for fault in one.faults]
    assert "trunk_leans" in [message.id for message in session.messages]


def test_the_seconds_count_up_and_ten_are_called() -> None:
    curve, until_s = held(12.0)
    session = Session(film(curve, until_s=until_s), Coach(ON_LEFT))
    counted = [one.held_s for one in session.feedback if not math.isnan(one.held_s)]
    assert counted == sorted(counted)
    assert 12 < counted[-1] < 14
    assert {one.hold_s for one in session.feedback} == {10}
    called = [message for message in session.messages if message.id == "held"]
    assert [message.kind for message in called] == [MessageKind.GUIDE]
    at = next(one for one in session.feedback if one.message is not None and one.message.id == "held")
    assert at.held_s == pytest.approx(10, abs=0.2)


def test_nobody_is_told_of_ten_seconds_that_were_not_held() -> None:
    curve, until_s = held(5.0)
    session = Session(film(curve, until_s=until_s), Coach(ON_LEFT))
    assert "held" not in [message.id for message in session.messages]


@pytest.mark.parametrize("name", ["one_leg_stance_left", "one_leg_stance_right", "bridge", "bird_dog"])
def test_what_is_a_hold_asks_for_one(name: str) -> None:
    hold = find_exercise(name).hold
    assert hold is not None
    assert hold.least_hold_s >= 2


def test_an_exercise_without_a_hold_tells_none() -> None:
    assert find_exercise("waiters_bow").hold is None
