"""Today's session: which plan, and what the camera component needs to lead through it."""

from __future__ import annotations

import secrets
from typing import Any

import streamlit as st

from app.language import _, component_words, key_of, language
from exercises.catalogue import load_catalogue
from exercises.definition import Exercise
from exercises.dose import Dose
from exercises.pictures import find_pictures
from live.guide.order import Order
from live.service import SERVICE
from live.tokens import WHOLE_SESSION, Ticket
from programme.plan import Plan, PlanError, doses_of, load_plans

_SESSION, _TOKEN, _PLAN = "guided_session", "guided_token", "chosen_plan"


def choose_plan() -> Plan:
    """Let the person choose today's session; say what it is for."""
    plans = load_plans()
    ids = list(plans)
    before = st.session_state.get(_PLAN)
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
        st.info(str(error), icon=":material/draft:")
        st.stop()
    return Order(plan.id, plan.title, doses, exercises)


def session_data(order: Order) -> dict[str, Any]:
    """Give what the camera component needs: the plan in words, pictures, and a token for its connection."""
    return {
        "exercise": f"{WHOLE_SESSION}{order.plan_id}",
        "how_to": [_in_words(dose, order.exercises[dose.exercise_id]) for dose in order.doses],
        "dose": order.doses[0].repetitions,
        "pictures": [],
        "upright": True,
        "samples": [],
        "guided": {
            "title": _(order.title),
            "pictures": {dose.exercise_id: _pictures(dose) for dose in order.doses},
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
