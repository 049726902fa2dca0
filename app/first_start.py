"""The first start: the pose model is fetched once, with a bar that moves and a way on when it cannot be."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.spoken import _
from live.service import SERVICE
from models import ModelError
from wording import sentence_of

_ONCE = "Getting ready for the first time. This happens once and takes about a minute."


def prepare_engine() -> None:
    """Make sure that the pose model is there; otherwise say what to do and stop the page here."""
    if SERVICE.engine.ready:
        return
    place = st.empty()
    bar = place.progress(0.0, text=_(_ONCE))
    try:
        SERVICE.engine.prepare(lambda stage, share: _move(bar, stage, share))
    except ModelError as error:
        place.empty()
        st.info(_(sentence_of(error)), icon=":material/cloud_download:")
        st.button(_("Try again"), type="primary")
        st.stop()
    place.empty()


def _move(bar: Any, stage: str, share: float) -> None:
    bar.progress(min(max(share, 0.0), 1.0), f"{_(_ONCE)} {_(stage)}.")
