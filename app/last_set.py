"""The last set, repetition by repetition, below the camera."""

from __future__ import annotations

import math

import streamlit as st

from app.both_sides import show_sides
from app.comparison import show_comparison
from app.repositioning import show_test
from app.spoken import _
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
    sample = summary.source.startswith("sample:")
    st.subheader(_("The last set (the sample)") if sample else _("The last set"))
    cues = {part.id: _(part.cue.say) for part in exercise.compensations}
    rows = [
        {
            _("Repetition"): str(repetition.number),
            **_side(exercise, repetition),
            _("Reached"): _reached(exercise, repetition, summary)
            if repetition.measured
            else _("not measured"),
            **({_("Held"): _held(repetition)} if exercise.hold else {}),
            _("Took"): f"{repetition.duration_s:.1f} s",
            _("On target"): (_("yes") if repetition.on_target else _("not yet"))
            if repetition.measured
            else "-",
            _("To try"): " ".join(cues[fault.id] for fault in repetition.faults if fault.id in cues),
        }
        for repetition in summary.repetitions
    ]
    st.table(rows)
    if any(repetition.measured for repetition in summary.repetitions):
        if isinstance(exercise, TwoWayExercise):
            st.caption(_("100 % is your own end, as you showed it before the set."))
        elif not math.isnan(summary.error_deg):
            st.caption(_("± is how far off a number typically is."))
    if summary.comparison is not None:
        show_comparison(summary.comparison)
    show_sides(exercise)


def _side(exercise: Exercise, repetition: Repetition) -> dict[str, str]:
    """Name the side where turning round changes it within a set."""
    if exercise.sides is None or exercise.sides.trains != "near":
        return {}
    side = exercise.sides.side_in(repetition.view)
    return {_("Side"): _(side.value) if side else "-"}


def _reached(exercise: Exercise, repetition: Repetition, summary: SetSummary) -> str:
    if isinstance(exercise, TwoWayExercise):
        return ", ".join(f"{_(end.name)} {share:.0%}" for end, share in ends_reached(exercise, [repetition]))
    if isinstance(exercise, OneWayExercise):
        peak = repetition.peaks[exercise.movement.angle]
        if exercise.movement.angle in PERCENT_MEASURES:
            return _("{percent:.0f} % of your shin", percent=peak)
        return with_error(peak, summary.error_deg)
    return ""


def _held(repetition: Repetition) -> str:
    return f"{repetition.hold_s:.1f} s" if repetition.measured else "-"
