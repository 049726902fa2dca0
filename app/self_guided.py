"""An exercise without the camera: what to do, how much, and why nothing is measured."""

from __future__ import annotations

import streamlit as st

from app.moving import show_moving
from app.spoken import _
from exercises.pictures import find_pictures
from exercises.self_guided import SelfGuided


def show_self_guided(exercise: SelfGuided) -> None:
    """Show the whole exercise: nothing is counted, and nothing is kept."""
    st.info(_(exercise.why), icon=":material/self_improvement:")
    pictures = find_pictures(exercise.id, exercise.title)
    if pictures:
        # In three columns: on a large screen each picture would be higher than the page.
        first, *columns = st.columns(3)
        with first:
            show_moving(exercise)
        for column, picture in zip(columns, pictures, strict=True):
            column.image(picture.path, caption=_(picture.caption), alt=_(picture.told), width="stretch")
    with st.container(key="self_guided"):
        st.markdown("\n".join(f"{number}. {_(step)}" for number, step in enumerate(exercise.how_to, start=1)))
        st.markdown(_(exercise.dose))


def show_variants(easier: str | None, harder: str | None) -> None:
    """Offer the smaller and the larger version, where there are any."""
    told = [
        f"**{name}:** {_(text)}"
        for name, text in ((_("Easier"), easier), (_("When you are ready for more"), harder))
        if text
    ]
    if told:
        st.markdown("  \n".join(told))
