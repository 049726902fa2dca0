"""The language of the pages: chosen once, kept for the browser session and remembered by the browser."""

from __future__ import annotations

from typing import Any

import streamlit as st

from language.catalogue import ENGLISH, Language, LanguageError, find_language, list_languages
from wording import say

_CHOSEN, _CHOICE = "language", "language_choice"
# Written by the camera component (live/static/memory.js), as a page cannot write one itself.
_COOKIE = "backtalk_language"


def language() -> Language:
    """Give the language that was chosen; English before, and where its catalogue cannot be used."""
    code = st.session_state.get(_CHOSEN) or st.context.cookies.get(_COOKIE) or ENGLISH.code
    try:
        return find_language(code)
    except LanguageError:
        return ENGLISH


def _(text: str, /, **values: object) -> str:
    """Give a text in the language of the page; names in braces stand for values."""
    return language()(say(text, **values) if values else text)


def choose_language() -> None:
    """Let the person choose, where there is a choice; say it where a catalogue cannot be used."""
    names = list_languages()
    chosen = st.session_state.get(_CHOSEN) or language().code
    with st.container(key="language"):
        st.selectbox(
            _("Language"),
            list(names),
            index=list(names).index(chosen) if chosen in names else 0,
            format_func=lambda code: names[code],
            key=_CHOICE,
            on_change=_keep,
            label_visibility="collapsed",
        )
    try:
        find_language(chosen)
    except LanguageError as error:
        st.info(str(error), icon=":material/translate:")


def key_of(name: str) -> str:
    """Name a list of choices: in another language it is another one, or it would show the words of before."""
    code = language().code
    return name if code == ENGLISH.code else f"{name}_{code}"


def component_words() -> dict[str, Any]:
    """Give what the camera component needs to speak the language."""
    spoken = language()
    return {"language": spoken.code, "words": dict(spoken.component)}


def _keep() -> None:
    # The choice itself is forgotten when another page is shown.
    st.session_state[_CHOSEN] = st.session_state[_CHOICE]
