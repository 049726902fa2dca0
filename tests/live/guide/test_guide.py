"""A session led by the guide: by signs, by keys, and by nobody at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest

from exercises.dose import Dose
from live.guide import words
from live.guide.guide import QUIET_S, Guide
from live.guide.state import (
    Command,
    GuideEvent,
    GuideState,
    Moment,
    PainTold,
    Said,
    Seen,
    SessionEnded,
    SetBegan,
    SetEnded,
    Speech,
    Stage,
)

STEP_S = 0.1


def dose(name: str, *, sets: int = 1, repetitions: int = 3, rest_s: int = 20) -> Dose:
    return Dose(name, name.title(), ("Do this.", "Then that."), repetitions, sets, rest_s, "Only half.")


PLAN = (dose("bow", sets=2), dose("squat"))


@dataclass
class Person:
    """Drives a guide: every tenth of a second, with what is asked for."""

    guide: Guide
    state: GuideState = field(default_factory=GuideState)
    time_s: float = 0.0
    repetitions: int = 0
    events: list[tuple[float, GuideEvent]] = field(default_factory=list)

    def moment(self, **seen: object) -> tuple[GuideEvent, ...]:
        self.time_s += STEP_S
        moment = replace(Seen(self.time_s, repetitions=self.repetitions), **seen)  # type: ignore[arg-type]
        self.state, events = self.guide.step(self.state, moment)
        if any(isinstance(event, SetBegan) for event in events):
            self.repetitions = 0
        self.events += [(self.time_s, event) for event in events]
        return events

    def until(self, done: Callable[[GuideState], bool], most_s: float = 600, **seen: object) -> None:
        begun_s = self.time_s
        while not done(self.state):
            assert self.time_s - begun_s < most_s, self.state
            self.moment(**seen)

    def at(self, stage: Stage) -> Callable[[GuideState], bool]:
        return lambda state: state.stage is stage

    def repeat(self, times: int) -> None:
        for _ in range(times):
            for _ in range(20):
                self.moment(busy=True)
            self.repetitions += 1
            self.moment()

    def of(self, kind: type) -> list[GuideEvent]:
        return [event for _, event in self.events if isinstance(event, kind)]


def begun(plan: Iterable[Dose] = PLAN) -> Person:
    person = Person(Guide("Test", tuple(plan)))
    person.until(person.at(Stage.WORK))
    return person


def test_a_session_without_one_sign_goes_through_to_its_end() -> None:
    person = begun()
    for _ in range(3):
        person.until(person.at(Stage.WORK))
        person.repeat(3)
    person.until(person.at(Stage.DONE))
    assert [(one.item, one.set_number, one.ordinal) for one in person.of(SetBegan)] == [
        (0, 1, 1),
        (0, 2, 2),
        (1, 1, 3),
    ]
    assert [one.repetitions for one in person.of(SetEnded)] == [3, 3, 3]
    assert all(one.complete for one in person.of(SetEnded))
    assert person.of(SessionEnded) == [SessionEnded(complete=True)]
    assert [one.moment for one in person.of(PainTold)] == [Moment.BEFORE, Moment.DURING, Moment.AFTER]
    assert {one.value for one in person.of(PainTold)} == {None}


def test_a_hand_goes_on_at_once_wherever_something_is_waited_for() -> None:
    person = Person(Guide("Test", PLAN))
    person.moment(sign=True)
    assert person.state.stage is Stage.PAIN
    person.moment(command=Command.GO_ON)
    assert person.state.stage is Stage.SHOW
    person.moment(sign=True)
    assert person.state.stage is Stage.WORK


def test_a_hand_during_a_set_is_no_sign_but_a_long_one_is() -> None:
    person = begun()
    person.moment(sign=True)
    assert person.state.stage is Stage.WORK
    person.moment(long_sign=True, busy=True)
    assert person.state.stage is Stage.WORK
    person.moment(long_sign=True)
    assert person.state.stage is Stage.MENU


def test_numbers_are_counted_up_until_a_hand_is_raised() -> None:
    person = Person(Guide("Test", PLAN))
    person.moment(sign=True)
    person.moment()
    person.moment(sign=True)
    person.until(lambda state: person.guide.offered(state, person.time_s) == 4)
    person.moment(sign=True)
    assert person.of(PainTold) == [PainTold(Moment.BEFORE, 4, 0)]
    assert [said.text for said in person.of(Said)][-5:] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("value", [0, 10])
def test_a_tapped_number_is_taken(value: int) -> None:
    person = Person(Guide("Test", PLAN))
    person.moment(sign=True)
    person.moment(answer=value)
    assert person.of(PainTold) == [PainTold(Moment.BEFORE, value, 0)]
    assert person.state.before == value


def test_what_is_no_number_of_the_scale_is_no_answer() -> None:
    person = Person(Guide("Test", PLAN))
    person.moment(sign=True)
    person.moment(answer=11)
    assert person.of(PainTold) == []


def test_pain_that_rose_by_more_than_two_offers_less() -> None:
    person = Person(Guide("Test", (dose("bow"), dose("squat"))))
    person.moment(sign=True)
    person.moment(answer=3)
    person.until(person.at(Stage.WORK))
    person.repeat(3)
    person.until(person.at(Stage.PAIN))
    person.moment(answer=6)
    assert person.state.stage is Stage.MENU
    assert person.of(Said)[-1] == Said(words.LESS, Speech.SAFETY)
    assert person.state.choices == (Command.EASIER, Command.FINISH, Command.GO_ON)
    person.until(lambda state: person.guide.offered(state, person.time_s) == 0)
    person.moment(sign=True)
    assert person.state.stage is Stage.REST
    assert person.state.easier == {1}
    person.until(person.at(Stage.WORK))
    assert person.of(SetBegan)[-1].easier


def test_pain_that_rose_by_two_goes_on() -> None:
    person = Person(Guide("Test", (dose("bow"), dose("squat"))))
    person.moment(sign=True)
    person.moment(answer=3)
    person.until(person.at(Stage.WORK))
    person.repeat(3)
    person.until(person.at(Stage.PAIN))
    person.moment(answer=5)
    assert person.state.stage is Stage.REST
    assert all(one.kind is not Speech.SAFETY for one in person.of(Said))


def test_a_pause_keeps_the_set_and_its_count() -> None:
    person = begun()
    person.repeat(2)
    person.moment(command=Command.MENU)
    for _ in range(600):
        person.moment()
    assert person.state.stage is Stage.MENU
    person.moment(command=Command.GO_ON)
    assert person.state.stage is Stage.WORK
    assert person.state.ordinal == 1
    person.repeat(1)
    assert person.of(SetEnded) == [SetEnded(1, 0, 3, complete=True)]


def test_a_pause_keeps_what_is_left_of_a_rest() -> None:
    person = begun()
    person.repeat(3)
    person.until(
        lambda state: state.stage is Stage.REST and person.guide.remaining_s(state, person.time_s) <= 15
    )
    person.moment(command=Command.MENU)
    for _ in range(300):
        person.moment()
    person.moment(command=Command.GO_ON)
    assert 14 <= person.guide.remaining_s(person.state, person.time_s) <= 15


def test_choices_are_offered_one_after_another_and_then_it_is_quiet() -> None:
    person = begun()
    person.moment(long_sign=True)
    offered = []
    for _ in range(600):
        person.moment()
        now = person.guide.offered(person.state, person.time_s)
        if not offered or offered[-1] != now:
            offered.append(now)
    assert offered == [None, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, None]
    person.moment(sign=True)
    person.moment()
    assert person.guide.offered(person.state, person.time_s) == 0


def test_the_same_set_once_more_has_a_number_of_its_own() -> None:
    person = begun()
    person.repeat(1)
    person.moment(command=Command.AGAIN)
    assert person.of(SetEnded) == [SetEnded(1, 0, 1, complete=False)]
    assert person.of(SetBegan)[-1] == SetBegan(2, 0, 1, easier=False)


def test_next_leaves_the_exercise() -> None:
    person = begun()
    person.moment(command=Command.NEXT)
    assert (person.state.stage, person.state.item, person.state.set_number) == (Stage.SHOW, 1, 1)
    person.until(person.at(Stage.WORK))
    person.moment(command=Command.NEXT)
    assert (person.state.stage, person.state.moment) == (Stage.PAIN, Moment.AFTER)


def test_whoever_does_nothing_is_asked_and_nothing_else() -> None:
    person = begun()
    person.until(person.at(Stage.MENU), most_s=QUIET_S + 1)
    assert len(person.of(SetBegan)) == 1


def test_finish_ends_a_set_and_the_session_once() -> None:
    person = begun()
    person.repeat(1)
    person.moment(command=Command.FINISH)
    person.moment(command=Command.FINISH)
    assert person.of(SetEnded) == [SetEnded(1, 0, 1, complete=False)]
    assert person.of(SessionEnded) == [SessionEnded(complete=False)]


def test_no_sentence_begins_before_the_one_before_was_heard() -> None:
    person = begun()
    told = [
        (time_s, event)
        for time_s, event in person.events
        if isinstance(event, Said) and event.kind is Speech.TALK
    ]
    assert len(told) > 6
    for (one_s, one), (other_s, _) in pairwise(told):
        assert other_s - one_s >= 0.42 * len(one.text.split())
