"""My progress: what changed beyond what can be told apart, and what is kept, to take along or erase."""

from __future__ import annotations

from datetime import datetime, tzinfo

import streamlit as st

from app.clock import time_zone
from app.kept import open_kept
from app.kept_choices import say_what_was_done, show_choices
from app.progress_views import show_calendar, show_exercises, show_feelings
from app.spoken import _
from exercises.catalogue import load_catalogue
from exercises.self_guided import load_self_guided
from programme.adherence import follow_plan
from programme.progress import follow_progress
from records import NotKeptError, PersonProgress, Records, RecordsError
from wording import sentence_of


def read_kept(records: Records | None) -> PersonProgress | None:
    """Read what is kept; None where nothing is."""
    if records is None:
        return None
    try:
        return records.progress()
    except NotKeptError:
        return None


def show_nothing_yet() -> None:
    """Say what will stand here, and the way to it."""
    st.markdown(
        _(
            "Nothing is kept here yet. When you have agreed that your results are kept and have done a "
            "session, this page shows how far you go, how sure you feel, and on which days you exercised."
        )
    )
    st.page_link("session.py", label=_("Go to today's session"), icon=":material/today:")


def show_progress(kept: PersonProgress, zone: tzinfo) -> None:
    """Show all of it."""
    progress = follow_progress(kept, {**load_self_guided(), **load_catalogue().exercises})
    st.markdown(
        _(
            "How it went over time. I call something a change only when it is larger than what the camera "
            "may be off and than what varies in everybody; anything less is the same, as far as can be told."
        )
    )
    show_calendar(follow_plan(kept.sessions, datetime.now(zone).date(), zone))
    show_exercises(progress.exercises, zone)
    show_feelings(progress, zone)


st.title(_("My progress"), anchor=False)
try:
    records = open_kept()
    kept = read_kept(records)
except RecordsError as problem:
    st.info(_(sentence_of(problem)), icon=":material/folder_off:")
    st.stop()
say_what_was_done()
if kept is None or not (kept.sessions or kept.confidence or kept.assessments):
    show_nothing_yet()
else:
    show_progress(kept, time_zone())
if records is not None and kept is not None:
    show_choices(records)
st.caption(_("All of this stays on this computer. Backtalk is a coach for exercise, not a medical device."))
