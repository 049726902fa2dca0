"""How the last set compares with the target movement, below the camera: criterion by criterion, no grade."""

from __future__ import annotations

import streamlit as st

from app.spoken import _
from exercises.set_comparison import AsMeant, SetComparison

_PHASES = ("On the way out", "At the turn", "On the way back")


def show_comparison(found: SetComparison) -> None:
    """Say what stood out, and show in how many repetitions each criterion was as meant."""
    st.subheader(_("Beside the target movement"))
    st.markdown(" ".join(map(_, found.sentences)))
    rows = [
        {_("As meant"): _(name), **dict(zip(map(_, _PHASES), map(_count, counts), strict=True))}
        for name, counts in found.rows
    ]
    if rows:
        st.table(rows)
        st.caption(
            _(
                "In how many repetitions each was as meant. The target is as deep as you went, and leaves "
                "room for your own way of moving."
            )
        )


def _count(found: AsMeant | None) -> str:
    return "" if found is None else _("{some} of {all}", some=found.as_meant, all=found.repetitions)
