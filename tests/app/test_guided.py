"""Today's session without a browser: going on where it was, beginning anew, and what it came to."""

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from app.guided import DoneToday
from app.keeping import SessionKept
from exercises.catalogue import load_catalogue
from exercises.files import find_exercise
from exercises.repositioning import Trial
from live.guide.outcome import SessionSummary
from live.guide.state import SessionEnded, Stage
from live.service import SERVICE
from live.summary import summarise
from programme.plan import doses_of, load_plans
from programme.safety import load_safety
from records import open_records
from tests.live.guide.test_outcome import BEND, BOW, done
from tests.records.test_storing import BOW as A_BOW
from vision.angles import View

PLAN = load_plans()["strong_legs"]


@pytest.fixture
def records(results_file):
    """Results of somebody who was here before."""
    with open_records(results_file) as opened:
        opened.give_consent("1", name="Ada")
        opened.store_answers("safety", "1", {question.id: 0.0 for question in load_safety().question})
        yield opened


def cut_off(records, plan=PLAN.id):
    """Broke off in the second exercise, after one repetition."""
    first, second = doses_of(PLAN, load_catalogue().exercises)[:2]
    session = records.begin_session(plan=plan)
    records.begin_set(session, 1, first.exercise_id, planned=first.repetitions)
    records.end_set(session, 1)
    records.begin_set(session, 2, second.exercise_id, planned=second.repetitions)
    records.store_repetition(session, 2, A_BOW)
    return session


@pytest.fixture
def page(ready, records):
    return AppTest.from_file("../../app/session.py", default_timeout=60)


def labels(page):
    assert not page.exception
    return [button.label for button in page.button]


def order(page):
    return SERVICE.orders.look_up(page.session_state["guided_session"])


def test_a_session_that_was_cut_off_is_offered(page, records):
    session = cut_off(records)
    page.run()
    assert "Go on where you were: round 1 of Sit to stand, 1 done" in labels(page)
    assert "Begin anew" in labels(page)
    assert page.selectbox[0].value == PLAN.id
    made = order(page).make_keeper()
    assert made.session == session
    resume = order(page).find_resume()
    assert (resume.guide.stage, resume.guide.item, resume.guide.ordinal) == (Stage.WORK, 1, 2)
    assert resume.repetitions == 1
    page.run()  # it goes on now: nothing is offered any more
    assert "Begin anew" not in labels(page)


def test_the_offer_is_taken(page, records):
    session = cut_off(records)
    page.run()
    page.button[0].click().run()
    assert "Begin anew" not in labels(page)
    assert order(page).make_keeper().session == session
    assert order(page).find_resume().repetitions == 1


def test_beginning_anew_ends_the_old_session(page, records):
    session = cut_off(records)
    page.run()
    next(button for button in page.button if button.label == "Begin anew").click().run()
    assert "Begin anew" not in labels(page)
    (old,) = records.progress().sessions
    assert old.id == session
    assert old.ended_at is not None
    assert order(page).make_keeper().session != session
    assert order(page).find_resume() is None


def test_one_of_a_plan_that_is_gone_offers_nothing(page, records):
    cut_off(records, plan="a_plan_that_was_taken_away")
    page.run()
    assert "Begin anew" not in labels(page)
    assert order(page).find_resume() is None


def test_without_an_agreement_nothing_is_kept_and_nothing_goes_on(page, records):
    cut_off(records)
    page.run()
    records.withdraw_consent()
    page.run()
    keeper = order(page).make_keeper()
    assert type(keeper).__name__ == "KeepNothing"
    assert order(page).find_resume() is None


def test_after_the_end_the_next_connection_begins_another_session(records):
    kept = SessionKept(PLAN.id, doses_of(PLAN, load_catalogue().exercises), None)
    first = kept.make_keeper()
    assert kept.make_keeper() is first  # a connection that came back
    first.ended(SessionEnded(complete=True))
    assert kept.make_keeper() is not first


def finish(page, summary):
    page.session_state["session_done"] = DoneToday(summary, datetime(2026, 3, 1, 12, tzinfo=UTC))
    return page.run()


def test_what_the_session_came_to(page, records):
    summary = SessionSummary("p", "camera", (done(BEND, 60, 62), done(BOW, 55, 60, 66, knees=2)), 4, 3)
    finish(page, summary)
    assert not page.exception
    figures = {metric.label: metric.value for metric in page.metric}
    assert figures == {"On target": "3 of 5", "Repetitions": "5", "Pain before and after": "4 → 3"}
    table = page.table[0].value
    assert list(table["Exercise"]) == [BEND.title, BOW.title]
    assert list(table["Done"]) == ["2", "3"]
    assert list(table["On target"]) == ["2", "1"]
    assert table["Furthest"].iloc[1].startswith("66° ± ")
    assert table["Steady"].iloc[1].startswith("within 11° ± ")
    assert any(one.value == f"**{BOW.title}.** {summary.next_time}" for one in page.markdown)


def test_effort_is_one_tap_and_can_be_put_right(page, records):
    finish(page, SessionSummary("p", "camera", (done(BOW, 60),)))
    assert "Pain before and after" not in {metric.label for metric in page.metric}
    for told in (7, 4):
        page.button_group[0].set_value(told).run()
        assert not page.exception
        assert records.answers("effort") == {"effort": told}


def test_how_sure_somebody_feels_is_one_tap_and_can_be_put_right(page, records):
    records.give_consent("2")
    finish(page, SessionSummary("p", "camera", (done(BOW, 60),)))
    for told in (7, 8):
        page.button_group[1].set_value(told).run()
        assert not page.exception
        assert [(one.about, one.score) for one in records.progress().confidence] == [("moving", told)]
    assert "Keep these too" not in labels(page)


def test_whoever_agreed_to_older_words_is_asked_before_that_is_kept(page, records):
    finish(page, SessionSummary("p", "camera", (done(BOW, 60),)))
    page.button_group[1].set_value(7).run()
    assert records.progress().confidence == ()
    (more,) = [one for one in page.button if one.label == "Keep these too"]
    more.click().run()
    assert not page.exception
    assert [one.score for one in records.progress().confidence] == [7]


def test_a_test_within_the_session_is_shown(page):
    trials = [Trial(number, 0.3, 9.0 * number, 20.0, 25.0, View.LEFT) for number in (1, 2)]
    test = summarise(find_exercise("reposition_flexion"), "camera", (), trials)
    finish(page, SessionSummary("p", "camera", (test,)))
    assert not page.exception
    assert list(page.table[0].value["Off by"]) == ["5° ± 2°"] * 2
    assert not page.metric


def test_a_session_of_nothing_shows_nothing(page):
    finish(page, SessionSummary("p", "camera", ()))
    assert not page.metric
    assert not page.table
