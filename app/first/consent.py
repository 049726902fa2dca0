"""Third step: what may be kept, in plain words; whoever wants nothing kept goes on without."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.first.visit import CAMERA, Go, Visit
from app.keeping import where_kept
from app.spoken import _
from wording import N_

KEEP = "Keep my results"
_KEEP, _MEANT = "visit_keep", "visit_kept_meant"
_WORDS = N_("""\
If you like, I write down what you did, so that you can go on where you were and see how it changes.

- **What:** for each repetition when it was, how far and how steady, and its angles as numbers; what the test
  of finding a place again came to; what you tell of pain, effort and how sure you feel; your answers to the
  questions before; the name that you chose. **Never a picture.**
- **Where:** {place}. Nothing is sent anywhere.
- **Yours:** on the page **My progress** you can download all of it, stop it, or erase it, at any time.
""")


def show(visit: Visit, go: Go) -> None:
    """Offer to keep results: off until somebody turns it on."""
    st.markdown(_(_WORDS, place=where_kept()))
    # A widget of a step that is gone is forgotten: what was chosen is kept beside it.
    keep = st.toggle(_(KEEP), value=visit.keep, key=_KEEP)
    label = "Go on, and keep my results" if keep else "Go on without keeping anything"
    st.button(_(label), type="primary", on_click=_take, args=(visit, go))


def _take(visit: Visit, go: Go) -> None:
    go(replace(visit, keep=bool(st.session_state.get(_KEEP)), step=CAMERA))
