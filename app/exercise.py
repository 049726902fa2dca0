"""The exercise page: what to do, the camera, and what the last set came to."""

import streamlit as st

from app.coaching import choose_exercise, forget_token, page_data, stop_if_unmeasurable, take_finished_set
from app.first_start import prepare_engine
from app.last_set import show_last_set
from live.component import coach_camera

exercise = choose_exercise()
prepare_engine()
stop_if_unmeasurable(exercise)
coach_camera(page_data(exercise), on_finished=take_finished_set, on_renew=forget_token)
show_last_set(exercise)
st.caption(
    "Pictures stay on this computer; each is measured and dropped. "
    "Backtalk is a coach for exercise, not a medical device."
)
