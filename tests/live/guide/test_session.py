"""A whole session through one connection: a stick figure that raises a hand, stands still and bows."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from exercises.definition import RepositionExercise
from exercises.dose import Dose
from exercises.events import Repetition
from exercises.files import find_exercise
from live.guide.asking import read_ask
from live.guide.guide import Guide
from live.guide.order import Order
from live.guide.session import GuidedSession
from live.guide.state import (
    Command,
    GuideState,
    Moment,
    PainTold,
    Resume,
    SessionEnded,
    SetBegan,
    SetEnded,
    Stage,
)
from live.problems import BadMessage, TimeWentBack
from tests.live.serving import to_message
from tests.poses import Figure, lift, make_pose
from vision.angles import View
from vision.pose import Landmark, Observation
from vision.posture import Posture

STEP_S = 0.1
BOW, BEND = find_exercise("waiters_bow"), find_exercise("trunk_flexion")
PLACE = find_exercise("reposition_flexion")
assert isinstance(PLACE, RepositionExercise)


@dataclass
class Actor:
    """Does what it is told, picture by picture."""

    bend: float = 0.0
    hand: bool = False
    closed: bool = False

    def estimate(self, frame: Any) -> Observation:
        pose = make_pose(Figure(trunk_flexion=self.bend), View.LEFT, time_s=frame.time_s)
        if self.hand:
            pose = lift(pose, wrists=[Landmark.LEFT_WRIST])
        return Observation(frame.time_s, pose, frame.width_px, frame.height_px, people=1)

    def choose(self, x: float, y: float) -> None:
        pass

    def close(self) -> None:
        self.closed = True


@dataclass
class Notebook:
    """Keeps what it is told, in order."""

    told: list[tuple[str, Any]] = field(default_factory=list)
    postures: list[tuple[Posture, ...]] = field(default_factory=list)
    cannot: str = ""
    settled: int = 0

    def begin(self, source: str) -> None:
        self.told.append(("begin", source))

    def set_began(self, event: SetBegan, exercise: Any, dose: Dose) -> None:
        self.told.append(("set", (event.ordinal, exercise.id)))

    def calibrated(self, ordinal: int, number: int, calibration: Any, own_range: Any) -> None:
        self.told.append(("zero", (ordinal, number, calibration.view)))

    def repetition(self, ordinal: int, repetition: Repetition, postures: Sequence[Posture]) -> None:
        self.told.append(("repetition", (ordinal, repetition.number)))
        self.postures.append(tuple(postures))

    def set_ended(self, event: SetEnded, summary: Any) -> None:
        if summary.repositioning is not None:
            self.told.append(("test", summary.repositioning))
        self.told.append(("ended", (event.ordinal, event.repetitions, event.complete)))

    def pain(self, event: PainTold) -> None:
        self.told.append(("pain", event.value))

    def ended(self, event: SessionEnded) -> None:
        self.told.append(("over", event.complete))

    def settle(self) -> None:
        self.settled = len(self.told)

    def trouble(self) -> str:
        said, self.cannot = self.cannot, ""
        return said

    def of(self, kind: str) -> list[Any]:
        return [told for name, told in self.told if name == kind]


class Room:
    """A session with somebody in front of the camera."""

    def __init__(self, picture: Any, resume: Resume | None = None) -> None:
        self.picture, self.actor, self.notebook = picture, Actor(), Notebook()
        doses = tuple(
            Dose(exercise.id, exercise.title, ("Do it.",), 2, sets, 5, None)
            for exercise, sets in ((BOW, 2), (BEND, 1))
        )
        self.play("test", doses, [BOW, BEND], resume)

    def play(
        self, plan: str, doses: Sequence[Dose], exercises: Sequence[Any], resume: Resume | None = None
    ) -> None:
        self.session = GuidedSession(
            plan, Guide("Test", doses), exercises, self.actor, keeper=self.notebook, resume=resume
        )
        self.session.begin("camera")
        self.frames = 0
        self.answers: list[dict[str, Any]] = []

    @property
    def stage(self) -> str:
        return str(self.answers[-1]["guide"]["stage"])

    def frame(self) -> dict[str, Any]:
        self.frames += 1
        answer = json.loads(self.session.measure(to_message(self.frames * STEP_S * 1000, self.picture)))
        assert self.notebook.settled == len(self.notebook.told), "answered before it was kept"
        self.answers.append(answer)
        return answer

    def wait(self, lasts_s: float) -> None:
        for _ in range(round(lasts_s / STEP_S)):
            self.frame()

    def until(self, stage: Stage, most_s: float = 120) -> None:
        begun = self.frames
        while not self.answers or self.stage != stage:
            assert (self.frames - begun) * STEP_S < most_s, self.answers[-1]
            self.frame()

    def hand_up(self) -> None:
        self.actor.hand = True
        self.wait(1.3)
        self.actor.hand = False
        self.wait(0.5)

    def bow(self) -> None:
        for index in range(41):
            self.actor.bend = 60 * math.sin(math.pi * index / 40)
            self.frame()
        self.wait(1.0)

    def set_of_two(self) -> None:
        self.until(Stage.WORK)
        self.wait(4.0)
        self.bow()
        self.bow()

    def to(self, bend: float, way_s: float = 1.5) -> None:
        steps, start = round(way_s / STEP_S), self.actor.bend
        for step in range(1, steps + 1):
            self.actor.bend = start + (bend - start) * step / steps
            self.frame()

    def bend_to(self, bend: float, stay_s: float) -> None:
        self.to(bend)
        self.wait(stay_s)
        self.to(0.0)
        self.wait(1.0)


@pytest.fixture
def room(empty_room: Any) -> Room:
    return Room(empty_room)


def test_a_whole_session_by_one_hand(room: Room) -> None:
    for ordinal in (1, 2, 3):
        if ordinal != 2:
            room.until(Stage.SHOW)
            room.hand_up()
        room.set_of_two()
        assert room.notebook.of("repetition")[-2:] == [(ordinal, 1), (ordinal, 2)]
    room.until(Stage.DONE)
    assert room.notebook.of("set") == [(1, BOW.id), (2, BOW.id), (3, BEND.id)]
    assert room.notebook.of("ended") == [(1, 2, True), (2, 2, True), (3, 2, True)]
    assert room.notebook.of("pain") == [None, None, None]
    assert room.notebook.of("over") == [True]
    summary = room.session.finish()
    assert len(summary.repetitions) == 6
    assert [one.exercise_id for one in summary.sets] == [BOW.id, BOW.id, BEND.id]


def test_what_the_angles_of_a_set_are_told_from_is_kept_before_its_first_repetition(room: Room) -> None:
    room.set_of_two()
    room.set_of_two()
    room.until(Stage.SHOW)
    assert room.notebook.of("zero") == [(1, 0, View.LEFT), (2, 0, View.LEFT)]
    told = [name for name, _ in room.notebook.told]
    assert told.index("zero") < told.index("repetition")


def test_a_plan_may_hold_the_test_of_finding_a_place_again(room: Room) -> None:
    """Six trials are its dose; while a place is found nothing of the body leaves."""
    rule = PLACE.reposition
    doses = (
        Dose(PLACE.id, PLACE.title, ("Do it.",), len(rule.trials), 1, 5, None),
        Dose(BOW.id, BOW.title, ("Do it.",), 2, 1, 5, None),
    )
    room.play("test", doses, [PLACE, BOW])
    room.until(Stage.WORK)
    room.wait(4.0)
    for _ in range(rule.range_bends):
        room.bend_to(60.0, 0.3)
    for number, share in enumerate(rule.trials, start=1):
        room.bend_to(60.0 * share, 3.0)
        hidden = len(room.answers)
        room.to(60.0 * share + 5.0)
        room.wait(2.0)
        assert room.answers[-1]["hidden"] or number == len(rule.trials)
        assert all(one["trunk"] is None for one in room.answers[hidden + 5 :] if one["hidden"])
        assert room.answers[-1]["guide"]["stage"] == ("work" if number < len(rule.trials) else "pain")
        room.to(0.0)
        room.wait(1.0)
    (test,) = room.notebook.of("test")
    assert test.together.trials == len(rule.trials)
    assert test.together.absolute_deg == pytest.approx(5.0, abs=0.7)
    assert room.notebook.of("ended") == [(1, len(rule.trials), True)]
    room.set_of_two()
    room.until(Stage.DONE)
    first, second = room.session.finish().sets
    assert first.repositioning == test
    assert (len(second.repetitions), second.repositioning) == (2, None)


def test_the_postures_of_a_repetition_go_with_it(room: Room) -> None:
    room.set_of_two()
    for postures in room.notebook.postures:
        times = [posture.time_s for posture in postures]
        assert times == sorted(times)
        assert max(posture.angles["trunk_flexion"] for posture in postures) == pytest.approx(60, abs=3)


def test_what_cannot_be_kept_is_said_once_where_the_page_has_room_for_it(room: Room) -> None:
    room.until(Stage.WORK)
    room.notebook.cannot = "Not now."
    room.set_of_two()
    room.until(Stage.REST)
    room.wait(2.0)
    told = [answer["guide"] for answer in room.answers]
    assert [one["stage"] for one in told for said in one["say"] if said["text"] == "Not now."] == ["rest"]


def test_pain_is_summed_up(room: Room) -> None:
    room.until(Stage.PAIN)
    room.session.ask(None, 4)
    room.set_of_two()
    room.session.ask(Command.FINISH)
    room.wait(0.2)
    summary = room.session.finish()
    assert (summary.pain_before, summary.pain_after) == (4, None)


def test_between_sets_nothing_is_counted_and_nothing_of_the_coach_is_said(room: Room) -> None:
    room.until(Stage.SHOW)
    room.bow()
    assert room.notebook.of("repetition") == []
    assert all(answer["message"] is None for answer in room.answers if answer["guide"]["stage"] != "work")


def test_every_sentence_comes_once(room: Room) -> None:
    room.until(Stage.SHOW)
    room.hand_up()
    room.set_of_two()
    room.until(Stage.REST)
    said = [one["text"] for answer in room.answers for one in answer["guide"]["say"]]
    assert room.answers[-1]["guide"]["said"] == len(said)
    assert len(said) == len(set(said))


def test_the_count_is_of_the_set(room: Room) -> None:
    room.set_of_two()
    room.set_of_two()
    working = [answer["reps"] for answer in room.answers if answer["guide"]["stage"] == "work"]
    assert max(working) <= 2


def test_what_is_pressed_is_followed(room: Room) -> None:
    room.until(Stage.PAIN)
    room.session.ask(*read_ask({"answer": 3}))
    room.until(Stage.SHOW)
    assert room.notebook.of("pain") == [3]
    room.session.ask(*read_ask({"ask": "go_on"}))
    room.until(Stage.WORK)
    room.session.ask(*read_ask({"ask": "menu"}))
    room.until(Stage.MENU)
    assert [choice for choice, _ in room.answers[-1]["guide"]["choices"]] == [
        "go_on",
        "again",
        "next",
        "finish",
    ]


@pytest.mark.parametrize(
    "content",
    [{}, {"ask": "dance"}, {"answer": 11}, {"answer": -1}, {"answer": True}, {"ask": 3}, {"answer": "3"}],
)
def test_what_nobody_could_press_is_refused(content: dict[str, Any]) -> None:
    with pytest.raises(BadMessage):
        read_ask(content)


def test_commands_have_the_names_that_the_page_uses() -> None:
    assert [str(command) for command in Command] == ["go_on", "menu", "again", "easier", "next", "finish"]


def test_a_session_that_was_cut_off_goes_on_in_the_same_set(empty_room: Any) -> None:
    cut_off = Resume(GuideState(stage=Stage.WORK, item=0, set_number=2, ordinal=2, before=1), 1)
    room = Room(empty_room, cut_off)
    answer = room.frame()
    assert answer["guide"]["say"][0]["text"] == "Welcome back. We go on with Waiter's bow, round 2."
    assert answer["reps"] == 1
    room.wait(4.0)
    room.bow()
    assert room.notebook.of("repetition") == [(2, 2)]
    assert room.notebook.of("ended") == [(2, 2, True)]
    assert room.notebook.of("set") == []


def test_a_session_cut_off_before_the_first_repetition_of_a_set_waits_for_it(empty_room: Any) -> None:
    room = Room(empty_room, Resume(GuideState(stage=Stage.WORK, ordinal=1)))
    room.wait(2.0)
    assert room.stage == Stage.WORK


def test_a_session_cut_off_at_its_end_asks_the_last_question(empty_room: Any) -> None:
    end = GuideState(stage=Stage.PAIN, item=2, ordinal=3, before=2, moment=Moment.AFTER)
    room = Room(empty_room, Resume(end))
    assert room.frame()["guide"]["say"][0]["text"] == "Welcome back. You have done it all."
    room.session.ask(None, 1)
    room.until(Stage.DONE)
    summary = room.session.finish()
    assert (summary.pain_before, summary.pain_after, summary.sets) == (2, 1, ())


def test_a_broken_connection_goes_on_where_it_was(room: Room, empty_room: Any) -> None:
    room.until(Stage.WORK)
    room.wait(4.0)
    room.bow()
    earlier = room.session.interrupted
    assert earlier is not None
    room.session.close()
    later = Room(empty_room)
    later.session.begin("camera", earlier)
    later.frames = room.frames + 20
    later.wait(1.0)
    later.bow()
    assert later.notebook.of("repetition") == [(1, 2)]
    assert later.notebook.of("ended") == [(1, 2, True)]


def test_time_that_goes_back_is_refused(room: Room) -> None:
    room.wait(1.0)
    room.frames -= 5
    with pytest.raises(TimeWentBack):
        room.frame()


def test_finishing_in_the_middle_keeps_what_was_done(room: Room) -> None:
    room.until(Stage.WORK)
    room.wait(4.0)
    room.bow()
    summary = room.session.finish()
    assert len(summary.repetitions) == 1
    assert room.notebook.of("ended") == [(1, 1, False)]
    assert room.notebook.of("over") == [False]
    room.session.finish()
    assert room.notebook.of("over") == [False]


def test_an_order_opens_what_the_page_asked_for(empty_room: Any) -> None:
    actor = Actor()
    dose = Dose(BOW.id, BOW.title, ("Do it.",), 2, 1, 5, None)
    session = Order("one", "One", (dose,), {BOW.id: BOW}).open(actor, None)
    answer = json.loads(session.measure(to_message(100.0, empty_room)))
    assert answer["guide"]["items"] == 1
    session.close()
    assert actor.closed
