"""The physio's page: a movement is shown to the camera, and is an exercise a moment later."""

from __future__ import annotations

import streamlit as st

from app.coaching import CHOSEN, forget_token, show_data, take_shown_movement
from app.first_start import prepare_engine
from app.look import leave_room
from app.showing import LONGEST_NAME, check_name, keep_shown, tell_shown
from app.spoken import _, key_of, language
from clinic.exercise_file import own_folder
from clinic.shown import Shown, ShownError, understand
from errors import BacktalkError
from live.component import show_camera
from live.show_session import ShownToCamera
from wording import N_, sentence_of

_SHOWN, _KEPT = "shown_movement", "kept_movement"
_SIDES = {N_("Side-on"): "show:side", "From the front": "show:front"}


def _begin_anew() -> None:
    for name in (_SHOWN, _KEPT, "shown_name"):
        st.session_state.pop(name, None)


def _again() -> None:
    st.session_state.pop(_SHOWN, None)


def _take() -> None:
    st.session_state[_SHOWN] = take_shown_movement()


def _ask_name() -> str:
    return st.text_input(
        _("What is it called?"),
        key="shown_name",
        max_chars=LONGEST_NAME,
        placeholder=_("Reach to the shelf"),
    )


def _show_camera() -> None:
    prepare_engine()
    try:
        own_folder()
    except BacktalkError as problem:
        # Said before anybody shows something that could not be kept.
        st.info(_(sentence_of(problem)), icon=":material/folder_off:")
        st.stop()
    leave_room(92)
    name_place, side_place = st.columns([3, 2])
    with name_place:
        name = _ask_name()
    side = side_place.radio(
        _("Seen from"), list(_SIDES), horizontal=True, key="shown_side", format_func=language()
    )
    if name:
        _say_if_taken(name)
    show_camera(show_data(_SIDES[side]), on_finished=_take, on_renew=forget_token)


def _say_if_taken(name: str) -> None:
    try:
        check_name(name)
    except BacktalkError as problem:
        st.info(_(sentence_of(problem)), icon=":material/badge:")


def _show_understood(shown: Shown) -> None:
    told = tell_shown(shown)
    st.subheader(_("This is what I understood"))
    # Two spaces end a line of Markdown.
    st.markdown("  \n".join(f"**{_(name)}:** {_(value)}" for name, value in told.rows))
    if told.remark:
        st.caption(_(told.remark))
    name = _ask_name()
    keep, again = st.columns(2)
    if keep.button(_("Keep it"), type="primary", width="stretch"):
        try:
            exercise_id = keep_shown(shown, name)
        except BacktalkError as problem:
            st.info(_(sentence_of(problem)), icon=":material/badge:")
        else:
            st.session_state[_KEPT] = (exercise_id, name.strip())
            st.rerun()
    again.button(_("Show it again"), on_click=_again, width="stretch")


def _show_kept(exercise_id: str, title: str) -> None:
    st.success(_("**{title}** is in the list of exercises now.", title=title), icon=":material/check:")
    if st.button(_("Try it now"), type="primary"):
        st.session_state[CHOSEN] = exercise_id
        st.session_state.pop(key_of("exercise"), None)
        _begin_anew()
        st.switch_page("exercise.py")
    st.button(_("Show another movement"), on_click=_begin_anew)


def _show_result(seen: ShownToCamera) -> None:
    try:
        shown = understand(seen.showing)
    except ShownError as problem:
        st.info(_(sentence_of(problem)), icon=":material/replay:")
        st.button(_("Show it again"), type="primary", on_click=_again)
        return
    _show_understood(shown)


st.title(_("Show a movement"), anchor=False)
with st.container(key="purpose"):
    st.markdown(_("For physios: show a movement once, and it becomes an exercise."))
kept, seen = st.session_state.get(_KEPT), st.session_state.get(_SHOWN)
if kept is not None:
    _show_kept(*kept)
elif isinstance(seen, ShownToCamera):
    _show_result(seen)
else:
    _show_camera()
st.caption(
    _(
        "Pictures stay on this computer; each is measured and dropped, and only angles are kept. "
        "Backtalk is a coach for exercise, not a medical device."
    )
)
