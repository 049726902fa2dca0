"""What a person may do with what is kept of them: take it along, stop keeping it, erase it in two steps."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from app.spoken import _
from errors import BacktalkError
from records import Kept, Records
from records.erasing import Erased
from wording import Wording, say, say_count, sentence_of

_ASKED, _DONE = "kept_asked", "kept_done"
_STOP, _ERASE = "stop", "erase"


def say_what_was_done() -> None:
    """Say once what the last choice came to."""
    said = st.session_state.pop(_DONE, "")
    if said:
        st.success(_(said), icon=":material/check:")


def show_choices(records: Records) -> None:
    """Offer all three; what cannot be taken back is asked for twice."""
    st.subheader(_("Your results are yours"), anchor=False)
    may_keep = records.may_keep()
    if not may_keep:
        st.markdown(_("Nothing more is kept since you said so. What is here stays until you erase it."))
    take, stop, erase = st.columns(3)
    with take:
        st.download_button(
            _("Download everything"),
            # Made when it is asked for; of many sessions that takes a while.
            data=lambda: make_export(records),
            file_name=f"backtalk-{date.today():%Y-%m-%d}.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )
    with stop:
        if may_keep:
            st.button(
                _("Stop keeping my results"),
                on_click=_ask,
                args=(_STOP,),
                icon=":material/pause_circle:",
                width="stretch",
            )
    with erase:
        st.button(
            _("Erase my results"),
            on_click=_ask,
            args=(_ERASE,),
            icon=":material/delete:",
            width="stretch",
        )
    st.caption(
        _(
            "The download is a zip of JSON and CSV: numbers and answers, no pictures, as none are kept. "
            "After a year of sessions it takes about half a minute."
        )
    )
    _ask_again(records)


def make_export(records: Records) -> bytes:
    """Give everything of the person as a zip file.

    Raises
    ------
    RecordsError
        If nothing is kept of them any more, or the disk has no room.
    """
    # A folder that only this account can read, gone when the file is in the browser's hands.
    with tempfile.TemporaryDirectory(prefix="backtalk-") as folder:
        out = Path(folder) / "export.zip"
        records.export(out)
        return out.read_bytes()


def _ask_again(records: Records) -> None:
    asked = st.session_state.get(_ASKED)
    if asked is None:
        return
    kept = records.kept()
    much = _much(kept)
    if asked == _STOP:
        st.info(
            _(
                "From then on nothing more is kept; {much} stay here until you erase them. You can go on "
                "exercising just as before.",
                much=much,
            ),
            icon=":material/pause_circle:",
        )
        yes, no = "Yes, stop keeping", "Go on keeping"
    else:
        st.info(
            _(
                "{much}, your answers and your tests would be gone, and nothing more is kept. They cannot be "
                "brought back. Downloads that you made stay yours.",
                much=much,
            ),
            icon=":material/delete:",
        )
        yes, no = "Yes, erase everything", "Keep my results"
    sure, rather_not = st.columns(2)
    if sure.button(_(yes), key=f"sure_{asked}", width="stretch"):
        _do(records, asked)
    rather_not.button(
        _(no), key=f"rather_not_{asked}", type="primary", on_click=_ask, args=(None,), width="stretch"
    )


def _do(records: Records, asked: str) -> None:
    try:
        if asked == _STOP:
            records.withdraw_consent()
            said: str = "From now on nothing more is kept."
        else:
            erased = records.erase()
            said = say("Everything is erased: {much}.", much=_much(erased))
    except BacktalkError as problem:
        st.info(_(sentence_of(problem)), icon=":material/info:")
        return
    st.session_state[_DONE] = said
    _ask(None)
    st.rerun()


def _ask(what: str | None) -> None:
    st.session_state[_ASKED] = what


def _much(what: Kept | Erased) -> Wording:
    return say(
        "{sessions} with {repetitions}",
        sessions=say_count("{count} session", "{count} sessions", what.sessions),
        repetitions=say_count("{count} repetition", "{count} repetitions", what.repetitions),
    )
