"""The first visit, step by step, and what is kept of it."""

import pytest
from streamlit.testing.v1 import AppTest

from programme.safety import load_safety
from records import open_records

QUESTIONS = load_safety().question
ASK_AGAIN = "Something changed: ask me again"


@pytest.fixture
def page(ready):
    return AppTest.from_file("../../app/session.py", default_timeout=60).run()


def title(page):
    assert not page.exception
    return page.title[0].value


def press(page, label):
    found = [button for button in page.button if button.label == label]
    assert found, [button.label for button in page.button]
    return found[0].click().run()


def answer(page, *yes):
    for radio, question in zip(page.radio, QUESTIONS, strict=True):
        assert radio.label == question.text
        radio.set_value("Yes" if question.id in yes else "No")
    return press(page, "Go on")


def begin(page, *, keep, name="Ada"):
    page.text_input[0].input(name)
    press(page, "Go on")
    answer(page)
    if keep:
        page.toggle[0].set_value(True).run()
        press(page, "Go on, and keep my results")
    else:
        press(page, "Go on without keeping anything")
    return press(page, "I am ready")


def test_whoever_agrees_is_known_the_next_time(page, results_file, ready):
    assert title(page) == "Welcome"
    assert not page.selectbox  # no session is offered yet
    begin(page, keep=True)
    assert page.selectbox
    with open_records(results_file) as records:
        assert records.may_keep()
        assert records.answers("safety") == {question.id: 0.0 for question in QUESTIONS}
        with records.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT name FROM person").scalar_one() == "Ada"
    later = AppTest.from_file("../../app/session.py", default_timeout=60).run()
    assert later.selectbox
    assert not later.exception


def test_whoever_wants_nothing_kept_goes_on_without(page, results_file):
    begin(page, keep=False)
    assert page.selectbox
    assert not results_file.exists()
    page.run()
    assert page.selectbox


def test_each_step_says_where_one_is(page):
    assert page.caption[0].value == "Step 1 of 4"
    page.text_input[0].input("Ada")
    press(page, "Go on")
    assert title(page) == "Before you begin, Ada"
    answer(page)
    assert title(page) == "Your results"
    assert page.toggle[0].value is False
    words = " ".join(one.value for one in page.markdown)
    assert "Never a picture" in words
    assert "My progress" in words
    assert "erase" in words
    assert "records.db" in words
    press(page, "Go on without keeping anything")
    assert title(page) == "Your place"
    assert "Start with my camera" in page.markdown[-1].value


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_yes_stops_kindly_and_offers_nothing_else(page, results_file, question):
    press(page, "Go on")
    answer(page, question.id)
    assert title(page) == "Please see somebody first"
    assert [button.label for button in page.button] == [ASK_AGAIN]
    assert [*page.selectbox, *page.toggle, *page.radio] == []
    assert ("emergency" in page.markdown[-1].value) is question.urgent
    assert not results_file.exists()
    page.run()
    assert title(page) == "Please see somebody first"


def test_after_a_stop_the_questions_can_be_asked_again(page):
    press(page, "Go on")
    answer(page, "fever_weight")
    press(page, ASK_AGAIN)
    assert title(page) == "Before you begin"
    assert all(radio.value is None for radio in page.radio)
    answer(page)
    assert title(page) == "Your results"


def test_a_question_left_open_is_asked_for(page):
    press(page, "Go on")
    page.radio[0].set_value("No")
    press(page, "Go on")
    assert title(page) == "Before you begin"
    assert page.info[0].value == "Please answer each of them; there is no hurry."
    assert page.radio[0].value == "No"


def test_something_that_changed_later_stops_and_is_remembered(page, results_file):
    begin(page, keep=True)
    press(page, ASK_AGAIN)
    answer(page, "night_pain")
    assert title(page) == "Please see somebody first"
    later = AppTest.from_file("../../app/session.py", default_timeout=60).run()
    assert title(later) == "Please see somebody first"
    press(later, ASK_AGAIN)
    answer(later)
    assert later.selectbox  # the rest is known
    with open_records(results_file) as records:
        assert records.answers("safety")["night_pain"] == 0.0


def test_an_agreement_can_be_taken_back_and_given_again(page, results_file):
    begin(page, keep=True)
    assert page.toggle[0].value is True
    page.toggle[0].set_value(False).run()
    assert any("nothing more is kept" in one.value for one in page.markdown)
    with open_records(results_file) as records:
        assert not records.may_keep()
        page.toggle[0].set_value(True).run()
        assert not page.exception
        assert records.may_keep()


def test_results_that_cannot_be_opened_keep_nobody_from_beginning(page, results_file):
    results_file.parent.mkdir(parents=True)
    results_file.write_text("this is a letter, and no database")
    press(page, "Go on")
    answer(page)
    page.toggle[0].set_value(True).run()
    press(page, "Go on, and keep my results")
    assert title(page) == "Your results"
    assert "is no database of results" in page.info[0].value
    assert "go on without" in page.info[0].value
    page.toggle[0].set_value(False).run()
    press(page, "Go on without keeping anything")
    press(page, "I am ready")
    assert not page.exception
    assert page.selectbox
    assert results_file.read_text() == "this is a letter, and no database"


def test_after_a_yes_the_other_pages_offer_nothing_either(page):
    """The frame around every page asks this first."""

    def frame():
        import streamlit as st

        from app.first_visit import is_stopped, stop_if_advised

        st.session_state["seen_stopped"] = is_stopped()
        stop_if_advised()
        st.title("Another page")

    press(page, "Go on")
    answer(page, "cancer")
    other = AppTest.from_function(frame)
    other.session_state["first_visit"] = page.session_state["first_visit"]
    other.run()
    assert title(other) == "Please see somebody first"
    assert other.session_state["seen_stopped"]
    fresh = AppTest.from_function(frame).run()
    assert title(fresh) == "Another page"
