"""The whole engine through the repositioning test, on a stick figure."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from exercises.coach import Coach
from exercises.events import TrialFinished
from exercises.feedback import MessageKind, Phase
from exercises.guidance import FRAMING_SENTENCES
from exercises.repositioning import sum_up_trials
from tests.exercises.places import PLACES, RULE, SIZE, TEST, Script, all_trials, film
from tests.exercises.test_coach import Session
from tests.poses import Figure, lift, make_pose
from vision.angles import View
from vision.framing import Framing
from vision.pose import Observation

SIX = len(RULE.trials)
COACH = Coach(TEST)


def errors_of(result: Session) -> list[float]:
    return [event.trial.error_deg for event in result.events if isinstance(event, TrialFinished)]


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_the_whole_test(view: View) -> None:
    errors = [5.0, -3.0, 0.0, 2.0, 8.0, -6.0]
    result = Session(film(all_trials(errors), view=view), COACH)
    # The live filter settles while the person stays.
    assert errors_of(result) == pytest.approx(errors, abs=0.7)
    assert [event.trial.number for event in result.events if isinstance(event, TrialFinished)] == [
        *range(1, SIX + 1)
    ]
    shown_and_found = [Phase.SHOWN, Phase.HIDDEN]
    assert result.phases == [Phase.GETTING_READY, Phase.LEARNING, *shown_and_found * SIX, Phase.DONE]
    last = result.feedback[-1]
    assert (last.repetitions, last.on_target, last.hidden) == (SIX, 0, False)


def test_five_too_far_is_told_as_just_that() -> None:
    result = Session(film(all_trials([5.0] * SIX)), COACH)
    found = sum_up_trials(result.states[-1].checker.course.trials, RULE.angle)
    assert found.together.constant_deg == pytest.approx(5, abs=0.5)
    assert found.together.variable_deg == pytest.approx(0, abs=0.3)
    assert found.error_deg > 0


def test_every_step_is_said_in_its_turn() -> None:
    result = Session(film(all_trials([0.0] * SIX)), COACH)
    words = RULE.words
    said = [message.text for message in result.messages]
    assert said[0] == TEST.start.say
    trial = [words.show, words.held, words.find, words.found]
    assert said[1:] == [words.bend_fully, words.bend_again, *trial * SIX, *TEST.praise]
    assert {message.kind for message in result.messages[:-1]} == {MessageKind.GUIDE}
    assert [message.number for message in result.messages] == list(range(1, len(said) + 1))


def test_while_hidden_there_is_nothing_to_see_it_by() -> None:
    result = Session(film(all_trials([0.0] * SIX)), COACH)
    hidden = [one for one in result.feedback if one.hidden]
    assert len(hidden) > 200
    for one in hidden:
        told = (one.angle_deg, *one.target_deg, one.progress)
        assert all(map(math.isnan, told))
        assert (one.faults, one.own, one.phase) == ((), None, Phase.HIDDEN)
    shown = [one for one in result.feedback if one.phase is Phase.SHOWN]
    assert all(math.isfinite(one.angle_deg) for one in shown)
    first = shown[0]
    assert first.target_deg[0] < PLACES[0] < first.target_deg[1]
    assert max(one.progress for one in shown) == 1


def test_what_was_not_held_or_not_seen_is_asked_for_once_more() -> None:
    script = Script().show_range().bend(PLACES[0], 3.0).bend(PLACES[0], 0.1).bend(PLACES[0], 0.1)
    script.bend(PLACES[1], 3.0).hide(PLACES[1], 0.0).bend(PLACES[1], 2.0)
    result = Session(film(script), COACH)
    said = [message.text for message in result.messages]
    words = RULE.words
    assert said[3:] == [
        *(words.show, words.held, words.find, words.find_again),
        *(words.passed_over, words.held, words.find),
        *(FRAMING_SENTENCES[Framing.NOBODY], words.not_seen, words.found, words.show),
    ]
    assert [math.isnan(error) for error in errors_of(result)] == [True, False]


def test_a_shown_place_that_was_left_is_asked_for_once_more() -> None:
    result = Session(film(Script().show_range().bend(PLACES[0], 0.5).bend(PLACES[0], 3.0)), COACH)
    assert [message.text for message in result.messages][3:6] == [
        RULE.words.show,
        RULE.words.show_again,
        RULE.words.held,
    ]


def test_whoever_waits_hears_it_once_more() -> None:
    script = Script(start_s=RULE.wait_s + 5)
    result = Session(film(script), COACH)
    assert [message.text for message in result.messages][1:] == [RULE.words.bend_fully] * 2


def test_who_bends_too_little_is_asked_for_more_and_offered_another() -> None:
    script = Script(start_s=3.0).bend(20).bend(20).bend(20).bend(20)
    said = [message.text for message in Session(film(script), COACH).messages]
    assert said[1:] == [RULE.words.bend_fully, RULE.words.further, RULE.words.further, RULE.words.another]


def test_whoever_turns_away_comes_back_to_the_place_that_was_shown() -> None:
    stream = film(Script().show_range().bend(PLACES[0], 3.0))
    away_s = stream[-1].time_s
    for step in range(1, 15 * 5):
        t = away_s + step / 15
        stream.append(Observation(t, make_pose(Figure(), View.FRONT, time_s=t), *SIZE))
    back = film(Script().try_place(PLACES[0], 4.0))
    start_s = stream[-1].time_s + 1 / 15
    stream += [moved(one, one.time_s + start_s) for one in back]
    result = Session(stream, COACH)
    # Being away while the place was to be found counts as a try, and the place is shown anew.
    assert errors_of(result) == pytest.approx([4], abs=0.7)
    assert result.states[-1].checker.course.range_deg == pytest.approx(60, abs=1)


def moved(one: Observation, time_s: float) -> Observation:
    """The same frame at another time."""
    return replace(one, time_s=time_s, pose=replace(one.pose, time_s=time_s))


def test_the_sign_for_a_fresh_calibration_shows_the_place_anew() -> None:
    stream = film(Script().show_range().bend(PLACES[0], 3.0))
    at_s = stream[-1].time_s
    for step in range(1, 15 * 4):
        t = at_s + step / 15
        stream.append(Observation(t, lift(make_pose(Figure(), View.LEFT, time_s=t)), *SIZE))
    result = Session(stream, COACH)
    assert result.feedback[-1].phase is Phase.GETTING_READY
    assert not result.feedback[-1].hidden
    assert result.states[-1].checker.course.stage == "show"


def test_a_test_of_somebody_else_is_another_test() -> None:
    stream = film(Script().show_range().try_place(PLACES[0]))
    other = replace(moved(stream[-1], stream[-1].time_s + 1 / 15), person_number=1)
    result = Session([*stream, other], COACH)
    assert result.states[-2].checker.repetitions == 1
    assert result.states[-1].checker.repetitions == 0
    assert result.states[-1].checker.course.trials == ()
