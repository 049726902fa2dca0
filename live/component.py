"""The camera component as Streamlit mounts it, and the moving figure alone: scripts joined from modules.

`static/` holds plain JavaScript modules, as a browser would load them. Streamlit takes a component's script
as one text, so `join_modules` puts them into one module in the order in which they need one another: imports
between them are left out, and only the entry, `coach.js`, exports. No bundler, nothing from another host.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

STATIC = Path(__file__).parent / "static"
MODULES = (
    "memory.js",
    "words.js",
    "notes.js",
    "ending.js",
    "measurements.js",
    "camera.js",
    "pump.js",
    "link.js",
    "voice.js",
    "speaking.js",
    "drawing.js",
    "dial.js",
    "sees.js",
    "figures.js",
    "moving.js",
    "view.js",
    "screen.js",
    "pausing.js",
    "guided.js",
    "pointing.js",
    "answers.js",
    "session.js",
    "coach.js",
)
FIGURE_MODULES = ("words.js", "moving.js", "alone.js")
"""Of the moving figure by itself."""
_KEY, _SHOW_KEY = "coach_camera", "show_camera"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./[a-z]+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default )", re.MULTILINE)


def join_modules(folder: Path = STATIC, names: Sequence[str] = MODULES) -> str:
    """Put the script's modules into one."""
    parts = []
    for name in names:
        text = (folder / name).read_text(encoding="utf-8")
        parts.append(f"// {name}\n" + _EXPORT.sub("", _IMPORT.sub("", text)))
    return "\n".join(parts)


@cache
def _component() -> Callable[..., Any]:
    import streamlit as st

    mount: Callable[..., Any] = st.components.v2.component(
        "backtalk.coach",
        html=_read("coach.html"),
        css=_read("coach.css") + _read("moving.css"),
        js=join_modules(),
    )
    return mount


@cache
def _figure_component() -> Callable[..., Any]:
    import streamlit as st

    mount: Callable[..., Any] = st.components.v2.component(
        "backtalk.figure",
        html=_read("alone.html"),
        css=_read("moving.css"),
        js=join_modules(names=FIGURE_MODULES),
    )
    return mount


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def coach_camera(
    data: Mapping[str, Any], *, on_finished: Callable[[], None], on_renew: Callable[[], None]
) -> None:
    """Mount the camera in a page.

    Parameters
    ----------
    data : mapping
        See `app.coaching.page_data`.
    on_finished : callable
        Called when a set was finished; its summary waits in `LiveService.finished`.
    on_renew : callable
        Called when the component needs a new token; the page puts it into `data`.
    """
    _mount(_KEY, data, on_finished, on_renew)


def show_camera(
    data: Mapping[str, Any], *, on_finished: Callable[[], None], on_renew: Callable[[], None]
) -> None:
    """Mount the camera for a movement that is shown (see `coach_camera` and `app.coaching.show_data`).

    What was shown waits in `LiveService.shown`.
    """
    _mount(_SHOW_KEY, data, on_finished, on_renew)


def moving_figure(data: Mapping[str, Any], key: str) -> None:
    """Mount the moving figure of an exercise alone (see `app.moving.moving_data`)."""
    _figure_component()(key=key, data=dict(data))


def _mount(
    key: str, data: Mapping[str, Any], on_finished: Callable[[], None], on_renew: Callable[[], None]
) -> None:
    # The key never changes: with another one Streamlit would make a new element, and the camera start anew.
    _component()(key=key, data=dict(data), on_finished_change=on_finished, on_renew_change=on_renew)
