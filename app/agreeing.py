"""Whoever agreed before more was kept than now is asked whether that may be kept too."""

from __future__ import annotations

import streamlit as st

from app import keeping
from app.spoken import _
from records import RecordsError
from wording import N_, sentence_of

_MORE = N_(
    "Since you agreed that your results are kept, two things more can be: what the test of finding a place "
    "again came to, and how sure you feel. Numbers only, in the same place."
)


def offer_more() -> None:
    """Ask, where there is something to ask."""
    if keeping.agreement() is not keeping.Agreement.OLDER:
        return
    st.markdown(_(_MORE))
    st.button(_("Keep these too"), on_click=_agree, icon=":material/save:")


def _agree() -> None:
    try:
        keeping.agree_again()
    except RecordsError as error:
        st.info(_(sentence_of(error)), icon=":material/save:")
