"""Today's session: which plan, and what the camera component needs to lead through it."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from app import keeping
from app.look import leave_room
from app.moving import moving_data
from app.spoken import _, component_words, key_of, language
from exercises.catalogue import load_catalogue
from exercises.definition import Exercise
from exercises.dose import Dose
from exercises.pictures import find_pictures
from live.guide.order import Order
from live.guide.outcome import SessionSummary
from live.guide.resuming import say_where
from live.service import SERVICE
from live.tokens import WHOLE_SESSION, Ticket
from programme.plan import Plan, PlanError, doses_of, offered_plans
from records import RecordsError
from wording import sentence_of

_SESSION, _TOKEN, _PLAN = "guided_session", "guided_token", "chosen_plan"
_KEPT, _DONE = "session_kept", "session_done"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DoneToday:
    """A session that was finished on this page, and when."""

    summary: SessionSummary
    at: datetime


def choose_plan() -> Plan:
    """Let the person choose today's session; say what it is for."""
    plans, left_out = offered_plans()
    for sentence in left_out:
        st.info(_(sentence), icon=":material/draft:")
    ids = list(plans)
    if _PLAN not in st.session_state:
        unfinished = keeping.unfinished_session()
        st.session_state[_PLAN] = None if unfinished is None else unfinished.plan
    before = st.session_state[_PLAN]
    words, choice = st.columns([3, 1], vertical_alignment="center")
    spoken = language()
    chosen = choice.selectbox(
        _("Session"),
        ids,
        index=ids.index(before) if before in ids else 0,
        format_func=lambda name: spoken(plans[name].title),
        key=key_of("plan"),
        label_visibility="collapsed",
    )
    st.session_state[_PLAN] = chosen
    with words:
        st.title(_(plans[chosen].title), anchor=False)
        with st.container(key="purpose"):
            st.markdown(_(plans[chosen].purpose))
    return plans[chosen]


def open_order(plan: Plan) -> Order:
    """Work out what the session consists of; say it where a plan cannot be used, and stop the page here."""
    exercises = load_catalogue().exercises
    try:
        doses = doses_of(plan, exercises)
    except PlanError as error:
        st.info(_(sentence_of(error)), icon=":material/draft:")
        st.stop()
    if not keeping.may_keep():
        return Order(plan.id, plan.title, doses, exercises)
    kept = st.session_state.get(_KEPT)
    if not isinstance(kept, keeping.SessionKept) or kept.plan_id != plan.id:
        unfinished = keeping.unfinished_session()
        mine = unfinished if unfinished is not None and unfinished.plan == plan.id else None
        kept = st.session_state[_KEPT] = keeping.SessionKept(plan.id, doses, mine)
    return Order(plan.id, plan.title, doses, exercises, kept.make_keeper, kept.find_resume)


def offer_to_go_on(order: Order) -> None:
    """Say where a session that was cut off goes on, until it does; offer to begin anew."""
    kept = st.session_state.get(_KEPT)
    if not isinstance(kept, keeping.SessionKept) or kept.resume is None or kept.used:
        return
    leave_room(60)
    on, anew = st.columns([3, 1], vertical_alignment="center")
    where = say_where(order.doses, kept.resume)
    on.button(
        _("Go on where you were: {where}", where=where),
        type="primary",
        on_click=_go_on,
        args=(kept,),
        width="stretch",
    )
    anew.button(_("Begin anew"), on_click=_begin_anew, args=(kept,), width="stretch")


def take_finished_session() -> None:
    """Fetch what the session that has just been finished came to, as the server knows it."""
    summary = SERVICE.sessions.take(page_session_id())
    if summary is not None:
        st.session_state[_DONE] = DoneToday(summary, datetime.now(UTC))


def done_today() -> DoneToday | None:
    """Give the session that was finished on this page last."""
    done = st.session_state.get(_DONE)
    return done if isinstance(done, DoneToday) else None


def still_to_be_stored() -> int:
    """Try once more to store what could not be stored; tell how much still waits."""
    kept = st.session_state.get(_KEPT)
    if not isinstance(kept, keeping.SessionKept):
        return 0
    if kept.recorder.waiting:
        kept.recorder.try_again()
    return kept.recorder.waiting


def session_data(order: Order) -> dict[str, Any]:
    """Give what the camera component needs: the plan in words, pictures, and a token for its connection."""
    return {
        "exercise": f"{WHOLE_SESSION}{order.plan_id}",
        "how_to": [_in_words(dose, order.exercises[dose.exercise_id]) for dose in order.doses],
        "dose": order.doses[0].repetitions,
        "pictures": [],
        "moving": None,
        "upright": True,
        "samples": [],
        "guided": {
            "title": _(order.title),
            "pictures": {dose.exercise_id: _pictures(dose) for dose in order.doses},
            "moving": {
                dose.exercise_id: moving_data(order.exercises[dose.exercise_id]) for dose in order.doses
            },
        },
        "token": _token(order),
        **component_words(),
    }


def forget_token() -> None:
    """Make a new token with the next run: the component found the old one too old."""
    st.session_state.pop(_TOKEN, None)


def page_session_id() -> str:
    """Name this open page; its newer connections take the place of its older ones."""
    return str(st.session_state.setdefault(_SESSION, secrets.token_urlsafe(12)))


def _go_on(kept: keeping.SessionKept) -> None:
    """Take the offer away: it goes on by itself when the camera starts."""
    kept.used = True


def _begin_anew(kept: keeping.SessionKept) -> None:
    SERVICE.interrupted.take(page_session_id())
    try:
        kept.begin_anew()
    except RecordsError:
        _log.exception("the session that was cut off could not be ended")


def _in_words(dose: Dose, exercise: Exercise) -> str:
    told = {"title": exercise.title, "times": dose.repetitions, "sets": dose.sets}
    if dose.sets > 1:
        return _("{title}: {sets} rounds of {times}", **told)
    return _("{title}: {times}", **told)


def _pictures(dose: Dose) -> list[dict[str, str]]:
    return [
        {"url": f"/pictures/{picture.path.name}", "told": _(picture.told)}
        for picture in find_pictures(dose.exercise_id, dose.title)
    ]


def _token(order: Order) -> str:
    """Order the session at the service, and keep the same token until it is forgotten."""
    kept_for, token = st.session_state.get(_TOKEN, ("", ""))
    SERVICE.orders.put(page_session_id(), order)
    spoken = language().code
    if kept_for != (order.plan_id, spoken):
        token = SERVICE.tokens.make(Ticket(page_session_id(), WHOLE_SESSION, spoken))
        st.session_state[_TOKEN] = ((order.plan_id, spoken), token)
    return str(token)
