"""The last set, repetition by repetition, below the camera."""

from __future__ import annotations

import math

import streamlit as st

from app.both_sides import show_sides
from app.comparison import show_comparison
from app.repositioning import show_test
from exercises.definition import Exercise, OneWayExercise, TwoWayExercise
from exercises.events import Repetition
from live.summary import SetSummary, ends_reached
from live.words import with_error
from vision.posture import PERCENT_MEASURES


def show_last_set(exercise: Exercise) -> None:
    """List the repetitions of the last set of this exercise, if there was one."""
    summary = st.session_state.get("last_set")
    if not isinstance(summary, SetSummary) or summary.exercise_id != exercise.id:
        return
    if summary.repositioning is not None:
        show_test(summary.repositioning, exercise.id)
    if not summary.repetitions:
        return
    sample = " (the sample)" if summary.source.startswith("sample:") else ""
    st.subheader(f"The last set{sample}")
    cues = {part.id: part.cue.say for part in exercise.compensations}
    rows = [
        {
            "Repetition": str(repetition.number),
            **_side(exercise, repetition),
            "Reached": _reached(exercise, repetition, summary) if repetition.measured else "not measured",
            **({"Held": _held(repetition)} if exercise.hold else {}),
            "Took": f"{repetition.duration_s:.1f} s",
            "On target": ("yes" if repetition.on_target else "not yet") if repetition.measured else "-",
            "To try": " ".join(cues[fault.id] for fault in repetition.faults if fault.id in cues),
        }
        for repetition in summary.repetitions
    ]
    st.table(rows)
    if any(repetition.measured for repetition in summary.repetitions):
        if isinstance(exercise, TwoWayExercise):
            st.caption("100 % is your own end, as you showed it before the set.")
        elif not math.isnan(summary.error_deg):
            st.caption("± is how far off a number typically is.")
    if summary.comparison is not None:
        show_comparison(summary.comparison)
    show_sides(exercise)


def _side(exercise: Exercise, repetition: Repetition) -> dict[str, str]:
    """Name the side where turning round changes it within a set."""
    if exercise.sides is None or exercise.sides.trains != "near":
        return {}
    return {"Side": exercise.sides.side_in(repetition.view) or "-"}


def _reached(exercise: Exercise, repetition: Repetition, summary: SetSummary) -> str:
    if isinstance(exercise, TwoWayExercise):
        return ", ".join(f"{end.name} {share:.0%}" for end, share in ends_reached(exercise, [repetition]))
    if isinstance(exercise, OneWayExercise):
        peak = repetition.peaks[exercise.movement.angle]
        if exercise.movement.angle in PERCENT_MEASURES:
            return f"{peak:.0f} % of your shin"
        return with_error(peak, summary.error_deg)
    return ""


def _held(repetition: Repetition) -> str:
    return f"{repetition.hold_s:.1f} s" if repetition.measured else "-"
