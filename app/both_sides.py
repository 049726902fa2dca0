"""Left and right of an exercise that is done on both sides: the newest set of each, side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping

import streamlit as st

from app.spoken import _
from exercises.asymmetry import SideFigures, by_side, compare_sides
from exercises.asymmetry_words import NO_DIAGNOSIS, say_asymmetry
from exercises.catalogue import load_catalogue
from exercises.definition import Exercise
from exercises.events import Repetition
from exercises.sides import Side
from live.summary import SetSummary
from live.words import with_error
from wording import N_

# Gone when the browser's tab is closed: nothing of it is written down.
_KEPT = "both_sides"
_OTHER = {Side.LEFT: N_("right"), Side.RIGHT: N_("left")}
_Kept = dict[str, dict[Side, tuple[Repetition, ...]]]


def keep_sides(summary: SetSummary) -> None:
    """Keep the repetitions of each side in place of its earlier ones; a sample is nobody's."""
    exercise = load_catalogue().exercises.get(summary.exercise_id)
    if exercise is None or exercise.sides is None or summary.source.startswith("sample:"):
        return
    kept: _Kept = st.session_state.setdefault(_KEPT, {})
    kept.setdefault(_pair(exercise), {}).update(by_side(exercise.sides, summary.repetitions))


def show_sides(exercise: Exercise) -> None:
    """Show both sides; after the first one, say that the other is welcome."""
    kept: Mapping[Side, tuple[Repetition, ...]] = st.session_state.get(_KEPT, {}).get(_pair(exercise), {})
    if exercise.sides is None or not kept:
        return
    found = compare_sides(kept)
    if found is None:
        (done,) = kept
        st.markdown(
            _(
                "That was your {done}. After a set on the {other} I can tell you how both compare.",
                done=done.value,
                other=_OTHER[done],
            )
        )
        return
    st.subheader(_("Left and right"))
    st.markdown(" ".join(map(_, say_asymmetry(found))))
    st.table([_row(figures, held=not math.isnan(found.held.left)) for figures in (found.left, found.right)])
    st.caption(f"{_('The middle of the newest set of each side.')} {_(NO_DIAGNOSIS)}")


def _row(figures: SideFigures, *, held: bool) -> dict[str, str]:
    row = {
        _("Side"): _(N_("Left") if figures.side is Side.LEFT else N_("Right")),
        _("Repetitions"): str(figures.repetitions),
        _("Measured"): str(figures.measured),
        _("Reached"): _(with_error(figures.reached, figures.mae_deg)) if figures.measured else "-",
        _("Took"): f"{figures.took:.1f} s" if figures.measured else "-",
    }
    return {**row, _("Held"): f"{figures.held:.1f} s" if figures.held_s else "-"} if held else row


def _pair(exercise: Exercise) -> str:
    """Name both sides together, whichever of them was done."""
    other = exercise.sides.other if exercise.sides else None
    return " ".join(sorted((exercise.id, other or exercise.id)))
