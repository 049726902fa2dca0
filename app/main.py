"""What every page shares: the frame around it and the way between pages."""

from pathlib import Path

import streamlit as st

from app.first_visit import is_stopped, stop_if_advised
from app.look import dress
from app.spoken import _, choose_language

_ICON = Path(__file__).parent / "icon.svg"

st.set_page_config(
    page_title="Backtalk",
    page_icon=str(_ICON),  # a file of ours: a symbol's or emoji's picture would come from another host
    layout="wide",
    initial_sidebar_state="collapsed",
)
dress()
choose_language()
page = st.navigation(
    [
        st.Page("exercise.py", title=_("Exercise"), icon=":material/videocam:", default=True),
        st.Page("session.py", title=_("Today's session"), icon=":material/today:", url_path="session"),
        st.Page("progress.py", title=_("My progress"), icon=":material/show_chart:", url_path="progress"),
        st.Page("show_movement.py", title=_("Show a movement"), icon=":material/gesture:", url_path="show"),
        st.Page("about.py", title=_("About and privacy"), icon=":material/info:", url_path="about"),
    ],
    position="hidden" if is_stopped() else "top",
)
stop_if_advised()
page.run()
