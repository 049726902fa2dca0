"""The exercise page: what to do, the camera, and what the last set came to."""

import streamlit as st

from app.coaching import (
    choose_exercise,
    forget_token,
    keep_own,
    page_data,
    stop_if_unmeasurable,
    take_finished_set,
)
from app.first_start import prepare_engine
from app.last_set import show_last_set
from app.pain import ask_pain
from app.self_guided import show_self_guided, show_variants
from app.spoken import _
from exercises.definition import RepositionExercise
from exercises.self_guided import SelfGuided
from live.component import coach_camera

exercise = choose_exercise()
if isinstance(exercise, SelfGuided):
    show_self_guided(exercise)
    show_variants(exercise.easier, exercise.harder)
    st.caption(_("Backtalk is a coach for exercise, not a medical device."))
    st.stop()
prepare_engine()
stop_if_unmeasurable(exercise)
ask_pain(exercise, keep_own)
coach_camera(page_data(exercise), on_finished=take_finished_set, on_renew=forget_token)
show_last_set(exercise)
if isinstance(exercise, RepositionExercise):
    # Only this page draws a chart, and what draws charts takes a while to import.
    from app.kept_tests import show_kept_tests

    show_kept_tests(exercise.id)
show_variants(exercise.easier, exercise.harder)
st.caption(
    _(
        "Pictures stay on this computer; each is measured and dropped. "
        "Backtalk is a coach for exercise, not a medical device."
    )
)
