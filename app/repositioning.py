"""The repositioning test below the camera: the last one in plain words, and the trend of what is known."""

from __future__ import annotations

import math

import streamlit as st

from app import keeping
from app.spoken import _
from exercises.repositioning import Repositioning
from live.place_tests import PlaceTestRecorder
from live.repositioning import (
    place_name,
    result_rows,
    say_absolute,
    say_constant,
    say_least_change,
    say_trend,
    say_variable,
)
from live.service import SERVICE
from live.summary import SetSummary

# Of whoever did not agree to keep anything: gone when the browser's tab is closed.
_PAST = "past_tests"
_KEEPER = "place_test_keeper"


def have_tests_kept(session_id: str) -> None:
    """Tell the service what keeps the tests of this page: nothing, unless somebody agreed."""
    keeper = st.session_state.get(_KEEPER)
    if keeping.agreement() is not keeping.Agreement.ALL:
        st.session_state.pop(_KEEPER, None)
        SERVICE.test_keepers.take(session_id)
        return
    if keeper is None:
        keeper = st.session_state[_KEEPER] = keeping.place_test_keeper()
    SERVICE.test_keepers.put(session_id, keeper)


def tests_waiting() -> int:
    """Try once more to store what could not be stored; tell how much still waits."""
    keeper = st.session_state.get(_KEEPER)
    if not isinstance(keeper, PlaceTestRecorder):
        return 0
    if keeper.waiting:
        keeper.try_again()
    return keeper.waiting


def remember_test(summary: SetSummary) -> None:
    """Remember the result of a test that measured something, for the trend; a sample is nobody's."""
    result = summary.repositioning
    if result is not None and result.together.trials and not summary.source.startswith("sample:"):
        st.session_state.setdefault(_PAST, []).append((summary.exercise_id, result))


def show_test(result: Repositioning, exercise_id: str) -> None:
    """Show a test, and how it compares with those before."""
    if not result.trials:
        return
    error_deg = result.error_deg
    st.subheader(_("The last test"))
    st.table(
        [
            {
                _("Place"): _(name),
                _("Measured"): str(errors.trials),
                _("Off by"): _(say_absolute(errors, error_deg)),
                _("Mostly"): _(say_constant(errors, error_deg)),
                _("Varied by"): _(say_variable(errors, error_deg)),
            }
            for name, errors in result_rows(result)
        ]
    )
    if not math.isnan(error_deg):
        st.caption(_("± is how far off a number typically is."))
    st.caption(
        _(
            "How far off you were is told from where you held the place yourself, by the same camera. "
            "It is a personal trend, never a diagnosis: studies do not agree on what is usual."
        )
    )
    if keeping.agreement() is keeping.Agreement.NONE:
        _show_trend([past for name, past in st.session_state.get(_PAST, []) if name == exercise_id])


def _show_trend(results: list[Repositioning]) -> None:
    sentence = say_trend(results)
    if not sentence:
        return
    st.subheader(_("Your trend since you opened this page"))
    st.table(
        [
            {
                _("Test"): str(number),
                **{
                    _(place_name(share)): _(say_absolute(one, past.error_deg)) for share, one in past.by_share
                },
                _("Together"): _(say_absolute(past.together, past.error_deg)),
            }
            for number, past in enumerate(results, start=1)
        ]
    )
    st.markdown(_(sentence))
    st.caption(_(say_least_change(results[-1])))
