"""The parts of the progress page: each a chart with its sentence, a text for screen readers and a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, tzinfo

import streamlit as st

from app.progress_charts import draw_calendar, draw_series
from app.spoken import _, key_of, language
from live.words import ANGLE_WORDS, whole_error_deg, with_error
from programme.adherence import Adherence
from programme.progress_words import (
    EXPLAINED,
    HEADINGS,
    describe,
    heading,
    say_exercise,
    say_series,
    say_value,
)
from programme.series import MOST_JOINED, ExerciseProgress, Kind, Point, Progress, Series
from wording import inside, say_count

_CALENDAR_NOTE = "A dark square with a tick is a day with a session."
_WEEKLY = "After many sessions each point is the middle of a week."
_MOST_HIGH_PX, _ROW_PX, _CALENDAR_PX = 420, 40, 560


@st.fragment
def show_calendar(adherence: Adherence) -> None:
    """Show on which days there was a session."""
    st.subheader(_("Your days"), anchor=False)
    st.markdown(_(adherence.sentence))
    # Not wider, so that a day stays about a square.
    with st.container(width=_CALENDAR_PX):
        st.vega_lite_chart(
            spec=draw_calendar(adherence),
            alt=_("Days with a session in the last weeks: a column for each week, a row for each day."),
            key="chart_days",
        )
    st.caption(_(_CALENDAR_NOTE))
    _offer_table(
        "days",
        _("The weeks as a table"),
        lambda: [
            {
                _("Week from"): _in_words(week.monday),
                _("Days with a session"): str(week.days),
                _("Sessions"): str(sum(week.sessions)),
            }
            for week in reversed(adherence.weeks)
        ],
    )


def show_feelings(progress: Progress, zone: tzinfo) -> None:
    """Show pain before and after in one chart, and how sure somebody felt in another."""
    pain = [one for one in progress.feelings if one.kind in (Kind.PAIN_BEFORE, Kind.PAIN_AFTER)]
    sure = [one for one in progress.feelings if one.kind is Kind.CONFIDENCE]
    places = st.columns(2) if pain and sure else [st.container()] * 2
    if pain:
        with places[0]:
            show_figure(pain, _("Pain"), "pain", zone)
    if sure:
        with places[1]:
            title = _(HEADINGS[Kind.CONFIDENCE] if len(sure) > 1 else heading(sure[0]))
            show_figure(sure, title, "confidence", zone)


@st.fragment
def show_exercises(exercises: Sequence[ExerciseProgress], zone: tzinfo) -> None:
    """Let one exercise be chosen, and show its figures two beside each other."""
    if not exercises:
        return
    st.subheader(_("Your exercises"), anchor=False)
    by_id = {one.exercise: one for one in exercises}
    spoken = language()
    chosen = by_id[
        st.selectbox(
            _("Exercise"),
            list(by_id),
            format_func=lambda name: spoken(by_id[name].title),
            key=key_of("progress_exercise"),
            label_visibility="collapsed",
        )
    ]
    st.markdown(_(say_exercise(chosen)))
    for start in range(0, len(chosen.series), 2):
        pair = chosen.series[start : start + 2]
        for place, series in zip(st.columns(2) if len(pair) > 1 else [st.container()], pair, strict=True):
            with place:
                show_figure([series], titled(series), f"{chosen.exercise}_{series.kind}_{series.about}", zone)


@st.fragment
def show_figure(series: Sequence[Series], title: str, key: str, zone: tzinfo) -> None:
    """Show figures of one unit in one chart.

    Parameters
    ----------
    series : sequence of Series
        With a point each.
    title, key : str
        What it is called, and its name among the page's parts.
    zone : tzinfo
        Where the person is.
    """
    names = [f"**{_(heading(one))}.** " if len(series) > 1 else "" for one in series]
    said = [name + _(say_series(one)) for name, one in zip(names, series, strict=True)]
    st.markdown("\n\n".join([f"##### {title}", *said]))
    st.vega_lite_chart(
        spec=draw_series(series, zone),
        alt=" ".join(_(describe(one)) for one in series),
        key=f"chart_{key}",
    )
    weekly = f" {_(_WEEKLY)}" if any(len(one.points) > MOST_JOINED for one in series) else ""
    st.caption(_(EXPLAINED[series[0].kind]) + weekly)
    _offer_table(key, _("The numbers as a table"), lambda: _rows(series, zone))


def _offer_table(key: str, label: str, rows: Callable[[], list[dict[str, str]]]) -> None:
    """Offer the numbers in words; they are made when somebody opens it, and only this part runs anew."""
    opened = st.expander(label, key=f"table_{key}", on_change="rerun", icon=":material/table_rows:")
    if opened.open:
        with opened:
            made = rows()
            high = _MOST_HIGH_PX if len(made) * _ROW_PX > _MOST_HIGH_PX else "content"
            st.table(made, height=high, hide_index=True, alt=label)


def _rows(series: Sequence[Series], zone: tzinfo) -> list[dict[str, str]]:
    """Give a row for each session, the newest first; what was not told then is "-"."""
    found: dict[object, dict[str, str]] = {}
    for one in series:
        for point in one.points:
            row = found.setdefault(point.at, {_("When"): _in_words(point.at.astimezone(zone).date())})
            row[_(heading(one))] = _(_shown(one, point))
            if point.of:
                row[_("From")] = _(_looked_at(one, point.of))
    columns = list(dict.fromkeys(name for row in found.values() for name in row))
    return [{name: found[at].get(name, "-") for name in columns} for at in sorted(found, reverse=True)]  # type: ignore[type-var]


def _shown(one: Series, point: Point) -> str:
    if one.unit == "°":
        return with_error(point.value, one.error)
    return say_value(one, point.value)


def _looked_at(one: Series, of: int) -> str:
    if one.kind is Kind.REPOSITIONING:
        return say_count("{count} trial", "{count} trials", of)
    return say_count("{count} repetition", "{count} repetitions", of)


def titled(series: Series) -> str:
    """Name a figure of an exercise; which angle, where it is one, and its ± where that is stated."""
    name = _(heading(series))
    if series.about:
        angle = inside(ANGLE_WORDS.get(series.about, series.about.replace("_", " ")))
        name += f": {_(angle)}"
    error = whole_error_deg(series.error)
    # Spaces that do not break: the ± stays with its number.
    return name if error is None else f"{name} (±\u00a0{error}°)"


def _in_words(day: date) -> str:
    return _("{day} {date:%B %Y}", day=day.day, date=day)
