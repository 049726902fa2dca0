"""A movement that is shown goes the way of every session, and leaves angles behind, no pictures."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import pytest

from clinic.shown import understand
from exercises.feedback import Phase
from live.problems import TimeWentBack
from live.service import LiveService
from live.show_session import SHOW_VIEWS, ShownToCamera, ShowSession
from tests.live.serving import Server, receive, to_message
from tests.poses import Figure, make_pose
from vision.angles import View
from vision.frames import Frame
from vision.pose import Observation

STEP_S = 0.1
SIDE = "show:side"


class Shower:
    """Sees a stick figure that is still for four seconds, bows twice in eight, and rests."""

    def __init__(self) -> None:
        self.closed = False

    def estimate(self, frame: Frame) -> Observation:
        since_s = min(max(frame.time_s - 4.0, 0.0), 8.0)
        bend = 30 - 30 * math.cos(2 * math.pi * since_s / 4.0)
        pose = make_pose(Figure(bend), View.LEFT, time_s=frame.time_s)
        return Observation(frame.time_s, pose, frame.width_px, frame.height_px)

    def choose(self, x: float, y: float) -> None:
        raise AssertionError("nobody was tapped")

    def close(self) -> None:
        self.closed = True


def play(session: ShowSession, picture: bytes, from_s: float, to_s: float) -> list[dict[str, Any]]:
    frames = range(round(from_s / STEP_S), round(to_s / STEP_S))
    return [json.loads(session.measure(to_message(1000 * STEP_S * index, picture))) for index in frames]


def test_it_leads_through_and_ends_by_itself(empty_room: bytes) -> None:
    session = ShowSession(SIDE, Shower())
    answers = play(session, empty_room, 0, 16)
    phases = list(dict.fromkeys(answer["phase"] for answer in answers))
    assert phases == [Phase.GETTING_READY, Phase.READY, Phase.GOING, Phase.DONE]
    assert answers[-1]["phase"] == Phase.DONE
    assert all(answer["angle"] is None for answer in answers)  # nobody knows yet which one counts
    rings = [answer["still"] for answer in answers if answer["phase"] == Phase.GETTING_READY]
    assert rings == sorted(rings)
    assert rings[-1] > 0.9
    told = [answer["sees"] for answer in answers if "sees" in answer]
    assert "trunk_flexion" in [one["id"] for one in told[-1]["measured"]]
    shown = session.finish()
    assert shown.content()["test"]["title"]
    found = understand(shown.showing)
    assert (found.angle, len(found.repetitions)) == ("trunk_flexion", 2)
    assert found.peak_deg == pytest.approx(60, abs=2)


def test_start_anew_forgets_what_was_shown_but_not_the_time(empty_room: bytes) -> None:
    session = ShowSession(SIDE, Shower())
    play(session, empty_room, 0, 6)
    session.restart()
    assert session.finish().showing.starts == ()
    with pytest.raises(TimeWentBack):
        session.measure(to_message(1000.0, empty_room))


def test_closing_frees_the_engine_and_nothing_is_gone_on_with() -> None:
    estimator = Shower()
    session = ShowSession(SIDE, estimator)
    session.begin("camera")
    session.close()
    assert estimator.closed
    assert session.interrupted is None


def test_no_exercise_can_have_such_a_name() -> None:
    assert all(":" in ticket_id for ticket_id in SHOW_VIEWS)


def test_it_waits_for_its_page_and_is_no_finished_set(empty_room: bytes) -> None:
    service, session = LiveService(), ShowSession(SIDE, Shower())
    service.keep("page", session.finish())
    assert service.finished.take("page") is None
    assert isinstance(service.shown.take("page"), ShownToCamera)


def test_a_clip_sent_to_a_real_server_is_understood(
    start_server: Callable[..., Server], bow_clip: tuple[dict[str, Any], list[tuple[float, bytes]]]
) -> None:
    clip, frames = bow_clip
    server = start_server()
    with server.ready(exercise=SIDE) as client:
        client.send('{"type":"hello","source":"camera"}')
        for time_ms, picture in frames:
            client.send(to_message(time_ms, picture))
            assert receive(client)["type"] == "feedback"
        client.send('{"type":"finish"}')
        assert receive(client)["type"] == "summary"
    shown = server.service.shown.take("page")
    assert shown is not None
    assert len(understand(shown.showing).repetitions) == len(clip["repetitions"])
    server.wait_until_free(2)
