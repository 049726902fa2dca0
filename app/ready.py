"""What the first page needs: made ready while the server starts and the browser opens; nobody waits."""

from __future__ import annotations

import ast
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st

from errors import BacktalkError

# In the order in which people come to them. A page's script is run by Streamlit, never imported.
_PAGES = ("main", "exercise", "session", "progress")

_log = logging.getLogger(__name__)


@asynccontextmanager
async def make_ready(_app: st.App) -> AsyncIterator[None]:
    """Begin when the server begins; a page that comes earlier waits only for what it needs itself."""
    threading.Thread(target=_import_and_read, name="backtalk-ready", daemon=True).start()
    yield


def _import_and_read() -> None:
    """Import what the pages import, and read what does not belong to anybody: results are not opened."""
    for page in _PAGES:
        for name in _imported_by(Path(__file__).parent / f"{page}.py"):
            import_module(name)
    from exercises.catalogue import load_catalogue
    from exercises.self_guided import load_self_guided
    from programme.change import load_rules

    try:
        load_catalogue()
        load_self_guided()
        load_rules()
    except BacktalkError:
        # The page that needs it says what to do.
        _log.exception("not everything could be made ready")


def _imported_by(page: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
