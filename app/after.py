"""After the session: what it came to, one thing to try, how hard it was, and how sure somebody feels."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime

import streamlit as st

from app import keeping
from app.agreeing import offer_more
from app.guided import DoneToday, done_today, still_to_be_stored
from app.repositioning import show_test
from app.spoken import _, key_of
from exercises.catalogue import load_catalogue
from live.guide.outcome import SessionSummary, steadiness
from live.summary import SetSummary
from live.words import with_error
from records import RecordsError
from wording import N_, say, sentence_of

MOST = 10
_EFFORT = "How hard was that, 0 (no effort) to {most} (the most you can think of)? You may skip this."
_CONFIDENCE = (
    "How sure do you feel about moving your back, 0 (not at all) to {most} (completely)? You may skip this."
)
_UNSEEN = N_("{count} of them could not be seen well enough to be judged. They count all the same.")
_WAITS = (
    "Some of today's results could not be written down yet. They are tried again while this page is open."
)


def show_after() -> None:
    """Show what the newest session of this page came to, if there was one."""
    done = done_today()
    if done is None:
        return
    tests = [one for one in done.summary.sets if one.repositioning is not None and one.repositioning.trials]
    if not (done.summary.repetitions or tests):
        return
    st.subheader(_("Well done. This was today"), anchor=False)
    if done.summary.repetitions:
        _show_exercises(done.summary)
    for one in tests:
        if one.repositioning is not None:
            show_test(one.repositioning, one.exercise_id)
    _ask_two_things(done)
    if still_to_be_stored():
        st.info(_(_WAITS), icon=":material/save:")


def _show_exercises(summary: SessionSummary) -> None:
    figures = st.columns(3)
    figures[0].metric(_("On target"), _("{some} of {all}", some=summary.on_target, all=summary.measured))
    figures[1].metric(_("Repetitions"), str(len(summary.repetitions)))
    if summary.pain_before is not None or summary.pain_after is not None:
        before, after = (_told(one) for one in (summary.pain_before, summary.pain_after))
        figures[2].metric(_("Pain before and after"), f"{before} → {after}")
    st.table(_rows(summary))
    if unseen := len(summary.repetitions) - summary.measured:
        st.markdown(_(_UNSEEN, count=unseen))
    st.caption(_("± is how far off a number typically is. Steady: how far apart your turning points were."))
    _say_one_thing(summary)


def _told(score: int | None) -> str:
    return _("not told") if score is None else str(score)


def _rows(summary: SessionSummary) -> list[dict[str, str]]:
    """One row for each exercise: its sets together, its furthest and steadiest."""
    titles = {name: one.title for name, one in load_catalogue().exercises.items()}
    by_exercise: dict[str, list[SetSummary]] = {}
    for one in summary.sets:
        if one.repetitions:
            by_exercise.setdefault(one.exercise_id, []).append(one)
    return [
        {
            _("Exercise"): _(titles.get(name, name)),
            _("Done"): str(sum(len(one.repetitions) for one in sets)),
            _("On target"): str(sum(one.on_target for one in sets)),
            _("Furthest"): _(_furthest(sets)),
            _("Steady"): _(_steady(sets)),
        }
        for name, sets in by_exercise.items()
    ]


def _furthest(sets: list[SetSummary]) -> str:
    best = max(
        (one for one in sets if one.range_deg), key=lambda one: (one.range_deg or (0, 0))[1], default=None
    )
    if best is None or best.range_deg is None or math.isnan(best.error_deg):
        return N_("not told")
    return with_error(best.range_deg[1], best.error_deg)


def _steady(sets: list[SetSummary]) -> str:
    found = [told for told in map(steadiness, sets) if told is not None]
    if not found:
        return N_("not told")
    best = min(found, key=lambda one: one.spread_deg)
    return say("within {angle}", angle=with_error(best.spread_deg, best.error_deg))


def _say_one_thing(summary: SessionSummary) -> None:
    to_try = summary.to_try
    exercise = None if to_try is None else load_catalogue().exercises.get(to_try.exercise_id)
    title = "" if exercise is None else f"**{_(exercise.title)}.** "
    st.markdown(f"{title}{_(summary.next_time)}")


def _ask_two_things(done: DoneToday) -> None:
    """Ask how hard it was, and how sure the person feels now: one tap each, both can be left out."""
    agreed = keeping.agreement()
    _ask("effort", _EFFORT, done, keeping.keep_effort, kept=agreed is not keeping.Agreement.NONE)
    _ask("confidence", _CONFIDENCE, done, keeping.keep_confidence, kept=agreed is keeping.Agreement.ALL)
    offer_more()


def _ask(
    name: str, question: str, done: DoneToday, keep: Callable[[int, datetime], None], *, kept: bool
) -> None:
    told = st.pills(
        _(question, most=MOST), list(range(MOST + 1)), key=key_of(f"{name}_{done.at.timestamp()}")
    )
    if told is None:
        return
    if not kept:
        st.caption(_("Thank you."))
        return
    try:
        keep(told, done.at)
        st.caption(_("Thank you. It is written down."))
    except RecordsError as error:
        st.info(_(sentence_of(error)), icon=":material/save:")
