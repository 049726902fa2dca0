"""Today's session: led from beginning to end, hands free."""

import streamlit as st

from app.first_start import prepare_engine
from app.guided import choose_plan, forget_token, open_order, page_session_id, session_data
from app.language import _
from live.component import coach_camera
from live.service import SERVICE

plan = choose_plan()
prepare_engine()
order = open_order(plan)
coach_camera(
    session_data(order), on_finished=lambda: SERVICE.finished.take(page_session_id()), on_renew=forget_token
)
st.caption(
    _(
        "Pictures stay on this computer; each is measured and dropped. "
        "Backtalk is a coach for exercise, not a medical device."
    )
)
