"""The trend of the tests of finding a place again that are kept; or that none is, once, and the way to it."""

from __future__ import annotations

import streamlit as st

from app import keeping
from app.agreeing import offer_more
from app.clock import time_zone
from app.progress_views import show_figure, titled
from app.repositioning import tests_waiting
from app.spoken import _
from programme.progress import follow_tests
from wording import N_

_WAITS = N_("This test could not be written down yet. It is tried again while this page is open.")
_NOT_KEPT = N_(
    "Tests are not written down: they are gone with this page. To see your trend over weeks, turn on "
    "“Keep my results” on the page of today's session."
)


def show_kept_tests(exercise_id: str) -> None:
    """Show them below the camera."""
    if keeping.agreement() is keeping.Agreement.NONE:
        st.caption(_(_NOT_KEPT))
        return
    offer_more()
    if tests_waiting():
        st.info(_(_WAITS), icon=":material/save:")
    series = follow_tests(keeping.kept_tests(exercise_id))
    if series.points:
        st.subheader(_("Your tests so far"), anchor=False)
        show_figure([series], titled(series), f"tests_{exercise_id}", time_zone())
