"""Charts of progress: calm, told apart by shape as well as by colour, drawn by the browser alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta, tzinfo
from functools import cache
from typing import Any

import altair as alt

from app.spoken import _
from programme.adherence import Adherence
from programme.progress_words import heading
from programme.series import Kind, Point, Series, calm_line
from wording import N_

# Okabe and Ito's colours, told apart by nearly everybody; each series has a shape and a dash of its own too.
_COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"]
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
_DASHES = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3]]
_INK, _DONE, _NOT_DONE = "#40525e", "#0072b2", "#dfe6ea"
_AXIS: dict[str, Any] = {"labelFontSize": 13, "titleFontSize": 13, "labelColor": _INK, "labelOverlap": True}
# A day of some months; of a longer time the month and its year.
_DAY, _MONTH, _DATE, _LONG = N_("%-d %b"), N_("%b %Y"), N_("%d %B %Y"), timedelta(days=200)
# A chart is made without its rows.
_NO_DATA = alt.NamedData("rows")
_UNITS = {"°": N_("Degrees"), "%": N_("Percent"), "": N_("0 to 10")}
_HEIGHT_PX, _DAY_PX = 210, 30
_WEEKS = 12
_DAY_NAMES = [N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")]
_FULL_SCALES = {
    Kind.ON_TARGET: (0, 100),
    Kind.PAIN_BEFORE: (0, 10),
    Kind.PAIN_AFTER: (0, 10),
    Kind.CONFIDENCE: (0, 10),
}
_FROM_ZERO = (Kind.STEADINESS, Kind.REPOSITIONING)


def draw_series(series: Sequence[Series], zone: tzinfo) -> dict[str, Any]:
    """Draw one or several figures of one unit over time, as a Vega-Lite chart.

    Parameters
    ----------
    series : sequence of Series
        With a point each; a band is drawn around those whose error is stated.
    zone : tzinfo
        Where the person is.
    """
    banded = any(not math.isnan(one.error) for one in series)
    lasts = max(one.points[-1].at for one in series) - min(one.points[0].at for one in series)
    dated = _DAY if lasts < _LONG else _MONTH
    names = tuple(_(heading(one)) for one in series)
    chart = _chart_of(
        names, series[0].kind, _(_UNITS[series[0].unit]), banded, _(dated), (_("When"), _(_DATE))
    )
    return _with_data(chart, [row for one in series for row in _rows(one, calm_line(one.points), zone)])


@cache
def _chart_of(
    names: tuple[str, ...], kind: Kind, unit: str, banded: bool, dated: str, when: tuple[str, str]
) -> dict[str, Any]:
    """Make the chart without its data: the same for everybody, and Altair takes a while over each."""
    ways = len(_COLOURS)
    legend = alt.Legend(title=None, orient="top", labelLimit=320) if len(names) > 1 else None
    encodings = {
        "x": alt.X("at:T", title=None, axis=alt.Axis(format=dated, tickCount=5, grid=False, **_AXIS)),
        "y": alt.Y("value:Q", title=unit, scale=_scale(kind), axis=alt.Axis(tickCount=5, **_AXIS)),
        "color": alt.Color("name:N", scale=alt.Scale(domain=names, range=_COLOURS[:ways]), legend=legend),
    }
    dash = alt.StrokeDash("name:N", scale=alt.Scale(domain=names, range=_DASHES[:ways]), legend=legend)
    marks = alt.Shape("name:N", scale=alt.Scale(domain=names, range=_SHAPES[:ways]), legend=legend)
    tooltip = [
        alt.Tooltip("at:T", title=when[0], format=when[1]),
        alt.Tooltip("value:Q", title=unit, format=".1f"),
    ]
    base = alt.Chart(_NO_DATA)
    layers = [
        base.mark_line(strokeWidth=2).encode(strokeDash=dash, **encodings),
        base.mark_point(filled=True, size=40, opacity=1.0).encode(shape=marks, tooltip=tooltip, **encodings),
    ]
    if banded:
        low = alt.Y("low:Q", title=unit, scale=_scale(kind), axis=alt.Axis(tickCount=5, **_AXIS))
        layers.insert(0, base.mark_area(opacity=0.22).encode(**(encodings | {"y": low}), y2="high:Q"))
    return dict(alt.layer(*layers).properties(height=_HEIGHT_PX).to_dict())


def draw_calendar(adherence: Adherence) -> dict[str, Any]:
    """Draw the last weeks, a column each: a day with a session is dark and has a tick."""
    names, done = tuple(map(_, _DAY_NAMES)), (_("yes"), _("no"))
    days = [
        {
            "week": f"{week.monday:%Y-%m-%d}",
            "day": names[number],
            "date": _("{day:%d %B %Y}", day=week.monday + timedelta(days=number)),
            "done": done[0 if count else 1],
            "tick": "✓" if count else "",
        }
        for week in adherence.weeks[-_WEEKS:]
        for number, count in enumerate(week.sessions)
        if week.monday + timedelta(days=number) <= adherence.today
    ]
    return _with_data(_calendar(names, done, _(_DAY), (_("Day"), _("Session"))), days)


@cache
def _calendar(
    names: tuple[str, ...], done: tuple[str, str], dated: str, titles: tuple[str, str]
) -> dict[str, Any]:
    label = f"timeFormat(toDate(datum.value), '{dated}')"
    bare = {"domain": False, "ticks": False, "labelFontSize": 13, "labelColor": _INK}
    axis = alt.Axis(labelExpr=label, labelAngle=0, labelOverlap=True, orient="top", **bare)
    base = alt.Chart(_NO_DATA).encode(
        x=alt.X("week:O", title=None, axis=axis),
        y=alt.Y("day:O", title=None, sort=list(names), axis=alt.Axis(labelOverlap=False, **bare)),
    )
    scale = alt.Scale(domain=list(done), range=[_DONE, _NOT_DONE])
    days = base.mark_rect(cornerRadius=4, stroke="white", strokeWidth=3).encode(
        color=alt.Color("done:N", scale=scale, legend=None),
        tooltip=[alt.Tooltip("date:N", title=titles[0]), alt.Tooltip("done:N", title=titles[1])],
    )
    ticks = base.mark_text(color="white", fontSize=13, fontWeight="bold").encode(text="tick:N")
    return dict(alt.layer(days, ticks).properties(height=len(_DAY_NAMES) * _DAY_PX).to_dict())


def _with_data(chart: dict[str, Any], rows: list[dict[str, object]]) -> dict[str, Any]:
    """Give a copy of a chart that shows the rows in all of its layers.

    They lie one layer down: rows of the whole chart Streamlit would take through pandas and Arrow, for which
    the first page after a start would wait.
    """
    layers = [{name: part for name, part in layer.items() if name != "data"} for layer in chart["layer"]]
    return chart | {"layer": [{"data": {"values": rows}, "layer": layers}]}


def _rows(one: Series, points: Sequence[Point], zone: tzinfo) -> list[dict[str, object]]:
    name = _(heading(one))
    rows: list[dict[str, object]] = []
    for point in points:
        # Without its zone: the chart shows the person's own clock whatever the browser takes for it.
        at = point.at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds")
        row: dict[str, object] = {"at": at, "name": name, "value": round(point.value, 2)}
        if not math.isnan(one.error):
            row |= {"low": round(point.value - one.error, 2), "high": round(point.value + one.error, 2)}
        rows.append(row)
    return rows


def _scale(kind: Kind) -> alt.Scale:
    if kind in _FULL_SCALES:
        return alt.Scale(domain=list(_FULL_SCALES[kind]))
    return alt.Scale(zero=kind in _FROM_ZERO, nice=True)
