"""Second step: the questions that come before anybody exercises, and the kind stop after a yes."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.first.visit import CONSENT, SAFETY, Go, Visit
from app.spoken import _, key_of, language
from programme.safety import load_safety
from wording import N_

_OPEN = "Please answer each of them; there is no hurry."
_ASKED, _SAY_OPEN = "safety_", "safety_open"
_NO, _YES = N_("No"), N_("Yes")


def show(visit: Visit, go: Go) -> None:
    """Ask every question, by yes or no."""
    safety = load_safety()
    st.markdown(_(safety.intro))
    left, right = st.columns(2, gap="large")
    half = (len(safety.question) + 1) // 2
    for index, question in enumerate(safety.question):
        (left if index < half else right).radio(
            _(question.text),
            [_NO, _YES],
            index=None,
            format_func=language(),
            horizontal=True,
            key=key_of(f"{_ASKED}{question.id}"),
        )
    if st.session_state.pop(_SAY_OPEN, False):
        st.info(_(_OPEN))
    st.button(_("Go on"), type="primary", on_click=_take, args=(visit, go))


def show_stop(visit: Visit, go: Go) -> None:
    """Say kindly why not now. Nothing is offered but to be asked again."""
    st.title(_("Please see somebody first"), anchor=False)
    st.markdown(_(load_safety().say_stop(visit.answers)))
    st.button(_("Something changed: ask me again"), on_click=ask_again, args=(visit, go))
    st.caption(_("Backtalk is a coach for exercise, not a medical device."))


def is_stopped(visit: Visit) -> bool:
    """Whether an answer says that somebody should look at it first."""
    return load_safety().may_exercise(visit.answers) is False


def ask_again(visit: Visit, go: Go) -> None:
    """Begin the questions anew; what else is known stays."""
    for question in load_safety().question:
        st.session_state.pop(key_of(f"{_ASKED}{question.id}"), None)
    go(replace(visit, step=SAFETY, answers={}, again=visit.again or visit.done or visit.keep, done=False))


def _take(visit: Visit, go: Go) -> None:
    safety = load_safety()
    told = {one.id: st.session_state.get(key_of(f"{_ASKED}{one.id}")) for one in safety.question}
    answers = {name: None if answer is None else answer == _YES for name, answer in told.items()}
    allowed = safety.may_exercise(answers)
    if allowed is None:
        st.session_state[_SAY_OPEN] = True
        return
    if not allowed:
        go(replace(visit, answers=answers))
    elif visit.again:
        go(replace(visit, answers=answers, done=True))
    else:
        go(replace(visit, answers=answers, step=CONSENT))
