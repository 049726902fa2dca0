"""The first visit: who you are, a few questions, what may be kept, where to stand. Then the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app import keeping
from app.first import camera, consent, safety, who
from app.first.visit import CAMERA, CONSENT, SAFETY, TITLES, WHO, Go, Visit
from app.spoken import _
from programme.safety import load_safety
from records import NoConsentError, RecordsError
from wording import say, sentence_of

_VISIT, _TROUBLE = "first_visit", "first_visit_trouble"
_KEEP, _SAID = "keep_results", "consent_said"
_STEPS: dict[int, Callable[[Visit, Go], None]] = {
    WHO: who.show,
    SAFETY: safety.show,
    CONSENT: consent.show,
    CAMERA: camera.show,
}
_WITHOUT = "You can go on without; only your results are not kept then."


def welcome() -> None:
    """Lead through the first visit, and stop the page here until it is done."""
    visit = _visit()
    if visit.done and not safety.is_stopped(visit):
        return
    if safety.is_stopped(visit):
        safety.show_stop(visit, _go)
        st.stop()
    name = f", {visit.name}" if visit.name and visit.step == SAFETY else ""
    st.title(f"{_(TITLES[visit.step])}{name}", anchor=False)
    if not visit.again:
        st.caption(_("Step {step} of {steps}", step=visit.step + 1, steps=len(_STEPS)))
    if trouble := st.session_state.pop(_TROUBLE, ""):
        st.info(_(trouble), icon=":material/save:")
    _STEPS[visit.step](visit, _go)
    st.stop()


def stop_if_advised() -> None:
    """On any page: after a yes nothing is offered but to see somebody first."""
    visit = st.session_state.get(_VISIT)
    if isinstance(visit, Visit) and safety.is_stopped(visit):
        safety.show_stop(visit, _go)
        st.stop()


def is_stopped() -> bool:
    """Whether exercising is advised against now, as far as this page knows."""
    visit = st.session_state.get(_VISIT)
    return isinstance(visit, Visit) and safety.is_stopped(visit)


def show_settings() -> None:
    """Below the session: what is kept, and the way back to the questions."""
    visit = _visit()
    with st.expander(_("Your answers and your results")):
        st.button(_("Something changed: ask me again"), on_click=safety.ask_again, args=(visit, _go))
        if _KEEP not in st.session_state:
            st.session_state[_KEEP] = keeping.may_keep()
        st.toggle(_(consent.KEEP), key=_KEEP, on_change=_change_consent, args=(visit,))
        if said := st.session_state.pop(_SAID, ""):
            st.markdown(_(said))
        st.caption(
            _(
                "Results lie in {place}. `python -m records export` gives you all of it, "
                "`python -m records erase` removes all of it.",
                place=keeping.where_kept(),
            )
        )


def _visit() -> Visit:
    """Give what is known: from this page, else from what is kept."""
    known = st.session_state.get(_VISIT)
    if isinstance(known, Visit):
        return known
    visit = Visit()
    answers = keeping.safety_answers()
    if answers is not None:
        visit = Visit(SAFETY, answers=answers, keep=True, again=True)
        visit = replace(visit, done=load_safety().may_exercise(answers) is True)
    st.session_state[_VISIT] = visit
    return visit


def _go(visit: Visit) -> None:
    """Go on; what somebody agreed to keep is kept at the step that they agree in."""
    before = st.session_state.get(_VISIT)
    try:
        if visit.keep and visit.step == CAMERA and isinstance(before, Visit) and before.step == CONSENT:
            keeping.agree(visit.name, visit.answers)
        elif visit.keep and visit.again and visit.answers:
            keeping.keep_answers(visit.answers)
    except NoConsentError:
        pass  # taken back meanwhile: then it is not kept
    except RecordsError as error:
        st.session_state[_TROUBLE] = say("{trouble} {without}", trouble=sentence_of(error), without=_WITHOUT)
        if visit.step == CAMERA:
            visit = replace(visit, step=CONSENT)
    st.session_state[_VISIT] = visit


def _change_consent(visit: Visit) -> None:
    keep = bool(st.session_state[_KEEP])
    try:
        if keep:
            keeping.agree(visit.name, visit.answers)
            said = "Thank you. From now on your results are kept."
        else:
            said = keeping.take_back()
    except RecordsError as error:
        said, keep = sentence_of(error), not keep
        st.session_state[_KEEP] = keep
    st.session_state[_VISIT] = replace(visit, keep=keep)
    st.session_state[_SAID] = said
