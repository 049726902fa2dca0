import json
import math
from itertools import pairwise

import pytest

from exercises.files import find_exercise
from exercises.own_target import OwnPeak
from live.problems import TimeWentBack
from live.service import LiveService
from live.session import Session
from tests.live.serving import to_message
from tests.poses import Figure, lunging_pose, make_pose
from vision.angles import View
from vision.pelvis import PelvisReading
from vision.pose import Observation

EXERCISE = find_exercise("waiters_bow")


class ScriptedEstimator:
    """Sees a stick figure that bows: still for two seconds, then down and up again within four."""

    def __init__(self, people=0):
        self.closed, self.chosen, self.people = False, None, people

    def estimate(self, frame):
        since_s = frame.time_s - 3.0
        bend = 60 * math.sin(math.pi * min(max(since_s / 4.0, 0.0), 1.0))
        pose = make_pose(Figure(trunk_flexion=bend), View.LEFT, time_s=frame.time_s)
        return Observation(frame.time_s, pose, frame.width_px, frame.height_px, people=self.people)

    def choose(self, x, y):
        self.chosen = (x, y)

    def close(self):
        self.closed = True


@pytest.fixture
def session():
    return Session(EXERCISE, ScriptedEstimator())


def play(session, picture, from_s, to_s, step_s=0.05):
    answers = []
    for index in range(round((to_s - from_s) / step_s)):
        time_ms = (from_s + index * step_s) * 1000
        answers.append(json.loads(session.measure(to_message(time_ms, picture))))
    return answers


def test_a_bow_is_counted_and_its_answers_carry_their_frames_time(session, empty_room):
    answers = play(session, empty_room, 0.0, 9.0)
    assert [answer["t"] for answer in answers[:3]] == [0.0, 50.0, 100.0]
    assert answers[-1]["reps"] == 1
    assert [event["number"] for answer in answers for event in answer["events"]] == [1]
    summary = session.finish()
    assert len(summary.repetitions) == 1
    assert summary.range_deg[0] == pytest.approx(60, abs=3)


def test_what_the_camera_sees_is_told_once_a_second(session, empty_room):
    answers = play(session, empty_room, 0.0, 6.0)
    told = [(answer["t"], answer["sees"]) for answer in answers if "sees" in answer]
    assert [time_ms for time_ms, _ in told] == pytest.approx([0, 1000, 2000, 3000, 4000, 5000], abs=51 * 5)
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(told)]
    assert min(gaps) >= 999
    rows = {row["id"]: row["value"] for row in told[-1][1]["rows"]}
    assert (rows["view"], rows["rate"]) == ("your left side", "20 pictures")
    assert "trunk_flexion" in [one["id"] for one in told[-1][1]["measured"]]


@pytest.mark.parametrize("next_ms", [1000.0, 999.0, 1000.4, 0.0])
def test_time_that_does_not_go_forward_ends_it(session, empty_room, next_ms):
    session.measure(to_message(1000.0, empty_room))
    with pytest.raises(TimeWentBack, match="Start the camera again"):
        session.measure(to_message(next_ms, empty_room))


def test_start_anew_forgets_the_count_but_not_the_time(session, empty_room):
    play(session, empty_room, 0.0, 9.0)
    session.restart()
    assert session.finish().repetitions == ()
    with pytest.raises(TimeWentBack):
        session.measure(to_message(1000.0, empty_room))
    assert play(session, empty_room, 9.0, 9.2)[-1]["phase"] == "getting_ready"


def test_an_interrupted_set_goes_on(session, empty_room):
    play(session, empty_room, 0.0, 5.0)  # the network drops in the middle of the bow
    later = Session(EXERCISE, ScriptedEstimator())
    later.begin("camera", session.progress)
    assert play(later, empty_room, 5.4, 9.0)[-1]["reps"] == 1
    assert len(later.finish().repetitions) == 1


def test_a_set_is_compared_with_the_target_movement(session, empty_room):
    play(session, empty_room, 0.0, 9.0)
    (compared,) = session.progress.compared
    assert compared.scale == pytest.approx(1, abs=0.05)
    found = session.finish().comparison
    assert (found.repetitions, found.sentences) == (
        1,
        ("As in the target movement, as far as this camera can tell.",),
    )
    session.restart()
    assert session.finish().comparison is None


def test_a_repetition_in_which_the_connection_broke_is_not_compared(session, empty_room):
    play(session, empty_room, 0.0, 5.0)
    later = Session(EXERCISE, ScriptedEstimator())
    later.begin("camera", session.progress)
    play(later, empty_room, 5.4, 9.0)
    assert len(later.finish().repetitions) == 1
    assert later.finish().comparison is None


def test_another_source_does_not_go_on_with_it(session, empty_room):
    play(session, empty_room, 0.0, 9.0)
    later = Session(EXERCISE, ScriptedEstimator())
    later.begin("sample:bow", session.progress)
    assert later.finish().repetitions == ()
    assert later.finish().source == "sample:bow"


def test_a_tap_goes_to_whoever_tells_people_apart(empty_room):
    estimator = ScriptedEstimator(people=2)
    session = Session(EXERCISE, estimator)
    assert play(session, empty_room, 0.0, 0.1)[-1]["people"] == 2
    session.choose(0.25, 0.5)
    assert estimator.chosen == (0.25, 0.5)


def test_closing_frees_the_engine():
    estimator = ScriptedEstimator()
    Session(EXERCISE, estimator).close()
    assert estimator.closed


class RollingReader:
    """Reads a pelvis that is still for four seconds and then rolls forward and back, over and over."""

    def read(self, pose, view):
        since_s = max(pose.time_s - 4.0, 0.0)
        return PelvisReading({"pelvis_tilt": 5.0 + 9 * math.sin(2 * math.pi * since_s / 5.0)})


class StandingEstimator(ScriptedEstimator):
    """Sees a stick figure that stands."""

    def estimate(self, frame):
        pose = make_pose(Figure(), View.LEFT, time_s=frame.time_s)
        return Observation(frame.time_s, pose, frame.width_px, frame.height_px)


def test_a_pelvis_is_counted_in_its_own_range(empty_room):
    session = Session(find_exercise("pelvic_tilt"), StandingEstimator(), RollingReader())
    answers = play(session, empty_room, 0.0, 26.0)
    phases = list(dict.fromkeys(answer["phase"] for answer in answers))
    assert phases[:2] == ["getting_ready", "learning"]
    assert answers[-1]["reps"] == 2  # four rolls: the first two showed the range
    positions = [answer["own"]["position"] for answer in answers if answer["phase"] in ("going", "returning")]
    assert max(positions) == pytest.approx(1.0, abs=0.1)
    assert min(positions) == pytest.approx(-1.0, abs=0.1)
    summary = session.finish().content()
    assert [end[0] for end in summary["ends"]] == ["back", "front"]


def test_starting_anew_asks_for_the_range_anew(empty_room):
    session = Session(find_exercise("pelvic_tilt"), StandingEstimator(), RollingReader())
    play(session, empty_room, 0.0, 16.0)
    assert session.progress.state.ranges
    session.restart()
    assert not session.progress.state.ranges


class LungingEstimator(ScriptedEstimator):
    """Sees a stick figure that lunges twice on the left leg, turns round, and lunges once on the right."""

    def estimate(self, frame):
        bend = 0.0
        for begin_s in (5.0, 10.0, 23.0):
            bend += 85 * math.sin(math.pi * min(max((frame.time_s - begin_s) / 4.0, 0.0), 1.0))
        # Feet together first, until it is clear where the person faces: the step is seen.
        view, steps_s = (View.LEFT, 0.3) if frame.time_s < 15.0 else (View.RIGHT, 17.5)
        step = 25 * min(max(frame.time_s - steps_s, 0.0), 1.0)
        pose = lunging_pose(bend, view, frame.time_s, step)
        return Observation(frame.time_s, pose, frame.width_px, frame.height_px)


def test_left_and_right_are_counted_apart(empty_room):
    session = Session(find_exercise("lunge"), LungingEstimator())
    answers = play(session, empty_room, 0.0, 29.0)
    told = list(dict.fromkeys((round(answer["t"]) < 15000, answer["reps"]) for answer in answers))
    assert told == [(True, 0), (True, 1), (True, 2), (False, 2), (False, 0), (False, 1)]
    content = session.finish().content()
    assert (content["reps"], content["sides"]) == (3, {"left": 2, "right": 1})


BEND = find_exercise("trunk_flexion")
OWN = OwnPeak((50.0, 54.0), 52.0, 52.0)


def test_a_set_begins_with_the_range_of_the_one_before(empty_room):
    session = Session(BEND, ScriptedEstimator(), own=OWN)
    session.begin("camera")
    ready = [one for one in play(session, empty_room, 0.0, 9.0) if one["phase"] == "ready"]
    share = BEND.target.own
    assert ready[0]["target"] == pytest.approx([52 * share.from_share, 52 * share.to_share], abs=0.1)
    assert session.finish().own.shown_deg == OWN.shown_deg
    session.restart()
    assert session.progress.state.checker.own.range_deg == 52


def test_a_samples_person_is_another(empty_room):
    session = Session(BEND, ScriptedEstimator(), own=OWN)
    session.begin("sample:bow")
    play(session, empty_room, 0.0, 9.0)
    assert session.progress.state.checker.own.shown_deg != OWN.shown_deg
    assert session.finish().own is None


def test_the_range_is_kept_for_its_page_and_exercise(empty_room):
    service, session = LiveService(), Session(BEND, ScriptedEstimator(), own=OWN)
    session.begin("camera")
    service.keep("page", session.finish())
    assert service.own_of("page", BEND.id) == OWN
    assert service.own_of("page", BEND.id) == OWN
    assert service.own_of("other", BEND.id) is None
    assert service.own_of("page", "squat") is None
