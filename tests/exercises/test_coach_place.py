"""Walking away from the place where one was ready, and exercises that need a place of their own."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from exercises.arming import AGAIN_STILL_S
from exercises.coach import Coach
from exercises.events import DropReason, MovementDropped
from exercises.feedback import Phase
from exercises.files import find_exercise
from tests.exercises.movements import Curve, bows, path, times
from tests.exercises.test_coach import BOW, MIDDLE, RATE_HZ, SIZE, Session, film, session
from tests.poses import lunging_pose, mirror
from vision.angles import View
from vision.pose import Observation

LUNGE, SQUAT = find_exercise("lunge"), find_exercise("squat")


def at(stream: list[Observation], place_px: Callable[[float], float]) -> list[Observation]:
    """The same stream of somebody who is so far to the right at each moment."""
    moved = []
    for one in stream:
        assert one.pose is not None
        by_px = np.array([place_px(one.time_s), 0.0])
        pose = replace(one.pose, landmarks_px=one.pose.landmarks_px + by_px)
        moved.append(replace(one, pose=pose))
    return moved


def dropped(result: Session) -> list[DropReason]:
    return [event.reason for event in result.events if isinstance(event, MovementDropped)]


BEND, BEND_S = bows([MIDDLE])


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
@pytest.mark.parametrize("way_px", [-200.0, 200.0])
def test_whoever_walks_away_and_picks_something_up_is_not_counted(way_px: float, view: View) -> None:
    away = path((0, 0), (4, 0), (5, way_px), (30, way_px))
    # They pick it up as soon as they are there.
    stream = at(film(lambda t: BEND(t - 4.5), 4.5 + BEND_S, view=view), away)
    result = Session(stream)
    assert result.repetitions == []
    assert result.said[-1] == "stand_ready"
    assert result.feedback[-1].phase is Phase.GETTING_READY
    # In their place it is a repetition.
    assert len(Session(at(stream, lambda t: -away(t))).repetitions) == 1


def test_whoever_stands_still_elsewhere_begins_there() -> None:
    away = path((0, 0), (4, 0), (5, 200), (30, 200))
    starts_s = 5 + AGAIN_STILL_S + 0.5
    result = Session(at(film(lambda t: BEND(t - starts_s), starts_s + BEND_S), away))
    assert [one.number for one in result.repetitions] == [1]
    assert len(result.armed_s) == 2
    assert result.armed_s[1] == pytest.approx(5 + AGAIN_STILL_S, abs=0.3)


def test_coming_back_keeps_the_count_and_the_neutral() -> None:
    away = path((0, 0), (8, 0), (9, 200), (10.5, 200), (11.5, 0), (40, 0))
    curve: Curve = lambda t: BEND(t - 3) + BEND(t - 15)  # noqa: E731
    result = Session(at(film(curve, 15 + BEND_S), away))
    assert [one.number for one in result.repetitions] == [1, 2]
    assert len(result.armed_s) == 2
    assert len({id(state.calibration.neutral) for state in result.states if state.calibration}) == 1


def test_a_movement_on_the_way_is_dropped_with_its_reason() -> None:
    away = path((0, 0), (4.2, 0), (5.2, 200), (30, 200))
    low = path((0, 0), (3.6, 0), (4.6, 40), (20, 40))
    result = Session(at(film(low, 8), away))
    assert (result.repetitions, dropped(result)) == ([], [DropReason.LEFT_PLACE])


def test_bows_in_ones_place_are_never_left() -> None:
    for view in (View.LEFT, View.RIGHT):
        for exercise in (BOW, SQUAT):
            stream = session([MIDDLE] * 3, view=view, shapes={"knees": lambda trunk: 1.5 * trunk})
            assert all(
                state.place is None or not state.place.left
                for state in Session(stream, Coach(exercise)).states
            )


def lunges(step_deg: float, view: View, count: int = 2) -> list[Observation]:
    """A step with one thigh ahead and the other behind by this angle, stillness, then down and up."""
    curve, until_s = bows([75] * count, down_s=2.0, up_s=2.0)
    stride = path((0, 0), (0.5, 0), (1.5, step_deg), (99, step_deg))
    stream = []
    for t in times(5 + until_s, RATE_HZ):
        bent, step = curve(t - 5), stride(t)
        stream.append(Observation(t, lunging_pose(bent, view, t, step), *SIZE))
    return stream


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_lunges_from_a_long_step_count(view: View) -> None:
    result = Session(lunges(25, view), Coach(LUNGE))
    assert len(result.repetitions) == 2
    assert dropped(result) == []
    reflected = [
        replace(one, pose=None if one.pose is None else mirror(one.pose)) for one in lunges(25, view)
    ]
    assert len(Session(reflected, Coach(LUNGE)).repetitions) == 2


def test_sitting_down_with_the_feet_side_by_side_is_no_lunge_but_a_squat() -> None:
    knees = path((0, 0), (4, 0), (5.5, 88), (7, 88), (8.5, 0), (12, 0))
    stream = film(lambda t: knees(t) / 4, 12, knees=knees)
    side_by_side = Session(stream, Coach(LUNGE))
    assert (side_by_side.repetitions, side_by_side.armed_s) == ([], [])
    assert set(side_by_side.said) == {"stand_ready"}
    assert len(Session(stream, Coach(SQUAT)).repetitions) == 1


def test_whoever_puts_their_feet_together_after_a_lunge_and_sits_down_is_not_counted() -> None:
    stream = lunges(25, View.LEFT, count=1)
    end_s = stream[-1].time_s + 1 / RATE_HZ
    knees = path((0, 0), (1, 0), (2.5, 88), (4, 88), (5.5, 0), (7, 0))
    seated = film(lambda t: knees(t - end_s) / 4, end_s + 7, from_s=end_s, knees=lambda t: knees(t - end_s))
    assert len(Session([*stream, *seated], Coach(LUNGE)).repetitions) == 1


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_whoever_comes_in_a_long_step_is_counted_by_both_knees(view: View) -> None:
    """Nobody can tell which leg is which, so neither has a number; the mean of both makes the repetition."""
    curve, until_s = bows([75, 75], down_s=2.0, up_s=2.0)
    stream = [Observation(t, lunging_pose(curve(t - 5), view, t), *SIZE) for t in times(5 + until_s, RATE_HZ)]
    result = Session(stream, Coach(LUNGE))
    assert len(result.repetitions) == 2
    assert "feet_together" not in result.said
    assert all(math.isnan(state.posture.value("knee_flexion")) for state in result.states)
    assert result.repetitions[0].peaks["knee_flexion"] == pytest.approx(75, abs=4)
