"""What the exercise page remembers of its person, and what it hands to the camera component."""

from __future__ import annotations

import secrets
from typing import Any

import streamlit as st

from app.both_sides import keep_sides
from app.moving import moving_data
from app.pain import count_set
from app.repositioning import have_tests_kept, remember_test
from app.spoken import _, component_words, key_of, language
from exercises.catalogue import Catalogue, load_catalogue
from exercises.definition import Exercise, RepositionExercise
from exercises.guidance import NO_PELVIS
from exercises.own_target import OwnPeak
from exercises.pictures import find_pictures
from exercises.self_guided import SelfGuided, load_self_guided
from live.samples import read_samples
from live.service import SERVICE
from live.show_session import ShownToCamera
from live.tokens import Ticket
from wording import N_, say

# The movement that a webcam measures best.
_FIRST = "waiters_bow"
# A trunk that starts within this of vertical stands or sits: its pictures can be shown higher than wide.
_UPRIGHT_BELOW_DEG = 45.0
CHOSEN = "chosen_exercise"
_SESSION, _TOKEN, _LAST_SET = "live_session", "live_token", "last_set"
_HOW_TO_SHOW = [
    "Step back until all of you is in the picture, {facing}.",
    "Take the start position, standing, seated or on the floor, and keep still for three seconds.",
    "When you hear Ready, do it two or three times, then come to rest where you began.",
]
_HOW_TO_FACE = {"show:side": N_("your side to the camera"), "show:front": N_("facing the camera")}


def choose_exercise() -> Exercise | SelfGuided:
    """Let the person choose an exercise; say which it is and what for."""
    catalogue = load_catalogue()
    library: dict[str, Exercise | SelfGuided] = {**load_self_guided(), **catalogue.exercises}
    # What the camera measures comes first, each part in the order of its titles.
    ids = sorted(
        library,
        key=lambda name: (name != _FIRST, isinstance(library[name], SelfGuided), library[name].title),
    )
    before = st.session_state.get(CHOSEN)
    words, choice = st.columns([3, 1], vertical_alignment="center")
    spoken = language()
    chosen = choice.selectbox(
        _("Exercise"),
        ids,
        index=ids.index(before) if before in ids else 0,
        format_func=lambda name: spoken(_label(library[name])),
        key=key_of("exercise"),
        label_visibility="collapsed",
        disabled=len(ids) == 1,
    )
    # The choice itself is forgotten when another page is shown.
    st.session_state[CHOSEN] = chosen
    exercise = library[chosen]
    with words:
        st.title(_(exercise.title), anchor=False)
        with st.container(key="purpose"):
            st.markdown(_(exercise.purpose))
    _say_left_out(catalogue)
    return exercise


def _label(exercise: Exercise | SelfGuided) -> str:
    self_guided = isinstance(exercise, SelfGuided)
    return say("{title} (self-guided)", title=exercise.title) if self_guided else exercise.title


def _say_left_out(catalogue: Catalogue) -> None:
    """Tell whoever writes exercises which of their files are not offered, and how to check them."""
    for file in catalogue.left_out:
        st.info(file.sentence, icon=":material/draft:")


def stop_if_unmeasurable(exercise: Exercise) -> None:
    """Say in place of the camera what this computer cannot measure."""
    if exercise.moves_pelvis and SERVICE.engine.pelvis is None:
        st.info(_(NO_PELVIS), icon=":material/accessibility_new:")
        st.stop()


def page_data(exercise: Exercise) -> dict[str, Any]:
    """Give what the camera component needs: words, pictures, clips, and a token for its connection."""
    if isinstance(exercise, RepositionExercise):
        have_tests_kept(_session_id())
    return {
        "exercise": exercise.id,
        "how_to": [_(step) for step in exercise.how_to],
        "dose": exercise.dose_repetitions,
        "pictures": [
            {"url": f"/pictures/{picture.path.name}", "caption": _(picture.caption), "told": _(picture.told)}
            for picture in find_pictures(exercise.id, exercise.title)
        ],
        "moving": moving_data(exercise),
        "upright": abs(exercise.start.trunk_at_deg) < _UPRIGHT_BELOW_DEG,
        "samples": [
            sample.content(language()) for sample in read_samples() if sample.exercise == exercise.id
        ],
        "token": _token(exercise.id),
        **component_words(),
    }


def show_data(ticket_id: str) -> dict[str, Any]:
    """Give what the camera component needs for a movement that is shown (`live.show_session.SHOW_VIEWS`)."""
    return {
        "exercise": ticket_id,
        "kind": "show",
        "how_to": [_(step, facing=_HOW_TO_FACE[ticket_id]) for step in _HOW_TO_SHOW],
        "dose": 0,
        "pictures": [],
        "moving": None,
        "upright": False,
        "samples": [],
        "token": _token(ticket_id),
        **component_words(),
    }


def forget_token() -> None:
    """Make a new token with the next run: the component found the old one too old."""
    st.session_state.pop(_TOKEN, None)


def take_finished_set() -> None:
    """Fetch the summary of the set that has just been finished, as the server knows it."""
    summary = SERVICE.finished.take(_session_id())
    if summary is not None:
        st.session_state[_LAST_SET] = summary
        remember_test(summary)
        keep_sides(summary)
        count_set(summary)


def keep_own(exercise_id: str, own: OwnPeak) -> None:
    """Let the next set of an exercise begin with this range."""
    SERVICE.keep_own(_session_id(), exercise_id, own)


def take_shown_movement() -> ShownToCamera | None:
    """Fetch what has just been shown, as the server knows it."""
    return SERVICE.shown.take(_session_id())


def _session_id() -> str:
    return str(st.session_state.setdefault(_SESSION, secrets.token_urlsafe(12)))


def _token(exercise_id: str) -> str:
    """Keep the same token until it is forgotten: new data at every rerun only makes work for the browser."""
    kept_for, token = st.session_state.get(_TOKEN, ("", ""))
    wanted = (exercise_id, language().code)
    if kept_for != wanted:
        token = SERVICE.tokens.make(Ticket(_session_id(), *wanted))
        st.session_state[_TOKEN] = (wanted, token)
    return str(token)
