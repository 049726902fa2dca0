"""The results of the person at this computer: opened once for the whole program, if there are any."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from records import Records, open_records
from records.engine import find_url


def open_kept() -> Records | None:
    """Open the results; None where nothing was ever kept, so that looking makes no file.

    Raises
    ------
    RecordsError
        In one sentence, where they cannot be read.
    """
    url = find_url()
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        return None
    return _open(url.render_as_string(hide_password=False))


# The migrations are looked at once, not with every click. A password stays in this program's memory.
@st.cache_resource(show_spinner=False)
def _open(place: str) -> Records:
    return open_records(place)
