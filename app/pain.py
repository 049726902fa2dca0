"""Pain before and after a set, by one tap: it decides how far the next set goes, and is not kept."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.look import leave_room
from app.spoken import _
from exercises.definition import Exercise, OneWayExercise
from exercises.own_target import OwnPeak
from exercises.pain import MOST_PAIN, NextSet, Pain
from live.summary import SetSummary

_SETS = "sets_done"
_BEFORE = "Your pain right now, 0 (none) to {most} (the most)? You may skip this."
_AFTER = "And your pain after that set, 0 to {most}? You may skip this."
_SMALLER = "Thank you. The next set asks for a little less; stopping for today is fine too."
_NO_FURTHER = "Thank you. The next set goes as far as this one began, and no further."
_AS_IT_GREW = "Thank you."


def count_set(summary: SetSummary) -> None:
    """Note that a set is done: what is told from now on is pain after it."""
    if summary.own is not None and summary.repetitions:
        st.session_state[_SETS] = st.session_state.get(_SETS, 0) + 1


def ask_pain(exercise: Exercise, keep_own: Callable[[str, OwnPeak], None]) -> None:
    """Ask for pain where the own range depends on it; after a set, let it decide on the next.

    Parameters
    ----------
    exercise : Exercise
        What is done; nothing is asked where no range grows.
    keep_own : callable
        Takes the exercise's id and the range for the next set.
    """
    if not (isinstance(exercise, OneWayExercise) and exercise.target.own):
        return
    leave_room(84)
    sets = st.session_state.get(_SETS, 0)
    told = st.pills(
        _(_AFTER if sets else _BEFORE, most=MOST_PAIN), list(range(MOST_PAIN + 1)), key=f"pain_{sets}"
    )
    # The tap of before goes with its widget: its number is kept beside it.
    st.session_state[f"told_pain_{sets}"] = told
    last = st.session_state.get("last_set")
    if not (sets and isinstance(last, SetSummary) and last.exercise_id == exercise.id and last.own):
        return
    pain = Pain(st.session_state.get(f"told_pain_{sets - 1}"), told)
    keep_own(exercise.id, last.own.after_set(exercise, pain))
    if told is not None:
        verdict = exercise.target.own.pain.judge(pain)
        say = {NextSet.SMALLER: _SMALLER, NextSet.NO_FURTHER: _NO_FURTHER}.get(verdict, _AS_IT_GREW)
        smaller = exercise.easier if verdict is NextSet.SMALLER else None
        st.caption(f"{_(say)} {_(smaller)}" if smaller else _(say))
