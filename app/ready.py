"""What the first page needs: made ready while the server starts and the browser opens; nobody waits."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st

from errors import BacktalkError

# What the pages import, the first page first. Results are not opened: that is for the page that shows them.
_MODULES = (
    "app.coaching",
    "app.last_set",
    "app.first_visit",
    "app.guided",
    "app.after",
    "app.progress_views",
    "app.kept_choices",
)

_log = logging.getLogger(__name__)


@asynccontextmanager
async def make_ready(_app: st.App) -> AsyncIterator[None]:
    """Begin when the server begins; a page that comes earlier waits only for what it needs itself."""
    threading.Thread(target=_import_and_read, name="backtalk-ready", daemon=True).start()
    yield


def _import_and_read() -> None:
    try:
        for name in _MODULES:
            import_module(name)
        from exercises.catalogue import load_catalogue
        from exercises.self_guided import load_self_guided
        from programme.change import load_rules

        load_catalogue()
        load_self_guided()
        load_rules()
    except BacktalkError:
        # The page that needs it says what to do.
        _log.exception("not everything could be made ready")
