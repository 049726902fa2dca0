"""Last step: where to put the laptop. The rest happens by itself once the camera is on."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.first.visit import Go, Visit
from app.spoken import _
from wording import N_

_WORDS = N_("""\
1. Put the laptop on a table, about as high as your hips, its screen upright.
2. Clear two to three metres in front of it, with light from the front or the side.
3. Turn the sound up: I speak, so you need not read from over there.
4. On the next page press **Start with my camera**, then step back until all of you is in the picture.
""")


def show(visit: Visit, go: Go) -> None:
    """Say it, and let them begin."""
    st.markdown(_(_WORDS))
    st.button(_("I am ready"), type="primary", on_click=go, args=(replace(visit, done=True),))
