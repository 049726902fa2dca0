"""Today's session: led from beginning to end, hands free."""

import streamlit as st

from app.after import show_after
from app.first_start import prepare_engine
from app.first_visit import show_settings, welcome
from app.guided import (
    choose_plan,
    forget_token,
    offer_to_go_on,
    open_order,
    session_data,
    take_finished_session,
)
from app.spoken import _
from live.component import coach_camera

welcome()
plan = choose_plan()
prepare_engine()
order = open_order(plan)
offer_to_go_on(order)
coach_camera(session_data(order), on_finished=take_finished_session, on_renew=forget_token)
show_after()
show_settings()
st.caption(
    _(
        "Pictures stay on this computer; each is measured and dropped. "
        "Backtalk is a coach for exercise, not a medical device."
    )
)
