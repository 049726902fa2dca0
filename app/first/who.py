"""First step: what to call the person. No account, no password."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.first.visit import SAFETY, Go, Visit
from app.spoken import _

_NAME = "visit_name"
MOST_LETTERS = 40


def show(visit: Visit, go: Go) -> None:
    """Ask for a name."""
    st.markdown(
        _(
            "Backtalk watches you move through your camera and says one helpful thing at a time. "
            "Backs are strong, and they like to move: we begin small, at your pace."
        )
    )
    st.text_input(
        _("What may I call you? A first name or a nickname is enough. You may leave it empty."),
        value=visit.name,
        max_chars=MOST_LETTERS,
        key=_NAME,
    )
    st.button(_("Go on"), type="primary", on_click=_take, args=(visit, go))
    st.caption(_("There is no account and no password. Everything stays on this computer."))


def _take(visit: Visit, go: Go) -> None:
    go(replace(visit, name=str(st.session_state.get(_NAME, "")).strip(), step=SAFETY))
