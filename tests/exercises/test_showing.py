"""What is kept of a movement that is shown, and when it is over."""

from __future__ import annotations

import pytest

from exercises.feedback import Phase
from exercises.show_coach import ShowCoach, ShowState
from exercises.showing import MOST_S, Showing, follow_showing
from tests.poses import Figure, make_pose
from vision.angles import FRONTAL, SIDE, View
from vision.pose import Observation

SIZE = (640, 480)
RATE_HZ = 15


class Shower:
    """Somebody who shows a movement; each act goes on from where the last one ended."""

    def __init__(self, view: View = View.LEFT, views: frozenset[View] = SIDE) -> None:
        self.view, self.number, self.time_s, self.bend = view, 1, 0.0, 0.0
        self.coach, self.state = ShowCoach(views), ShowState()
        self.said: list[str] = []

    def bend_to(self, deg: float, within_s: float = 1.5) -> Shower:
        from_deg, frames = self.bend, round(within_s * RATE_HZ)
        for index in range(1, frames + 1):
            self._see(from_deg + (deg - from_deg) * index / frames)
        return self

    def stay(self, lasts_s: float) -> Shower:
        return self.bend_to(self.bend, lasts_s)

    def bow(self, deg: float = 50.0) -> Shower:
        return self.bend_to(deg).bend_to(0)

    def _see(self, bend: float) -> None:
        self.time_s, self.bend = self.time_s + 1 / RATE_HZ, bend
        pose = make_pose(Figure(bend), self.view, time_s=self.time_s)
        seen = Observation(self.time_s, pose, *SIZE, person_number=self.number)
        self.state = self.coach.step(self.state, seen)
        message = self.coach.feedback(self.state).message
        if message is not None and (not self.said or self.said[-1] != message.id):
            self.said.append(message.id)

    @property
    def showing(self) -> Showing:
        return self.state.showing


def test_nothing_is_kept_before_somebody_keeps_still() -> None:
    shower = Shower().stay(2.5)
    assert shower.state.phase is Phase.GETTING_READY
    assert shower.showing.postures == ()
    assert 0.7 < shower.coach.feedback(shower.state).still_share < 1
    shower.stay(1)
    assert shower.state.phase is Phase.READY
    assert shower.showing.postures


def test_it_is_over_when_the_person_rests_where_they_began() -> None:
    shower = Shower().stay(4).bow().bow()
    assert shower.state.phase is Phase.GOING
    shower.stay(2)
    assert shower.state.phase is Phase.GOING
    shower.stay(2)
    assert shower.state.phase is Phase.DONE
    assert len(shower.showing.starts) == 2


def test_whoever_talks_for_a_while_and_goes_on_is_not_done_yet() -> None:
    shower = Shower().stay(4).bow().stay(4)
    assert shower.state.phase is Phase.DONE
    shower.bow()
    assert shower.state.phase is Phase.GOING
    shower.stay(4)
    assert shower.state.phase is Phase.DONE


def test_standing_before_the_start_position_is_taken_is_not_the_end() -> None:
    """Whoever stood for a while and then took another position has shown nothing yet."""
    shower = Shower().stay(4).bend_to(45).stay(4)
    assert shower.state.phase is Phase.READY
    shower.bend_to(80).bend_to(45).stay(4)
    assert shower.state.phase is Phase.DONE


def test_waiting_is_no_end_and_after_a_while_a_larger_movement_is_asked_for() -> None:
    shower = Shower().stay(12)
    assert shower.state.phase is Phase.READY
    assert len(shower.showing.starts) == 1
    shower.stay(8)
    assert "larger" in shower.said


def test_it_is_said_what_to_do() -> None:
    shower = Shower().stay(6).bow().bow().stay(5)
    assert shower.said == ["stand_ready", "ready", "shown"]


def test_whoever_faces_the_camera_is_asked_to_turn() -> None:
    shower = Shower(View.FRONT).stay(6)
    assert shower.said[-1] == "turn_side"
    assert shower.showing.starts == ()
    assert Shower(View.FRONT, FRONTAL).stay(6).said[-1] != "turn_side"


def test_what_another_body_showed_is_anothers() -> None:
    shower = Shower().stay(4).bow()
    shower.number = 2
    shower.stay(1)
    assert shower.showing.starts == ()
    assert shower.showing.postures == ()


def test_it_does_not_grow_for_ever() -> None:
    shower = Shower().stay(4)
    while shower.time_s < MOST_S + 10:
        shower.bow()
    assert shower.state.phase is Phase.DONE
    kept = len(shower.showing.postures)
    shower.bow()
    assert len(shower.showing.postures) == kept


def test_a_frame_that_nobody_is_in_changes_nothing() -> None:
    before = Shower().stay(4).bow().showing
    after = follow_showing(before, Observation(99.0, None, *SIZE, person_number=1))
    assert after.starts == before.starts
    assert after.moved == before.moved


@pytest.mark.parametrize("rate_hz", [8, 30])
def test_it_does_not_depend_on_the_frame_rate(monkeypatch: pytest.MonkeyPatch, rate_hz: int) -> None:
    monkeypatch.setattr("tests.exercises.test_showing.RATE_HZ", rate_hz)
    assert Shower().stay(4).bow().bow().stay(4).state.phase is Phase.DONE
