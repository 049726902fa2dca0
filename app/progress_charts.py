"""Charts of progress: calm, told apart by shape as well as by colour, drawn by the browser alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta, tzinfo

import altair as alt

from programme.adherence import Adherence
from programme.progress_words import heading
from programme.series import Kind, Point, Series, calm_line

# Okabe and Ito's colours, told apart by nearly everybody; each series has a shape and a dash of its own too.
_COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"]
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
_DASHES = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3]]
_INK, _DONE, _NOT_DONE = "#0d1b26", "#0072b2", "#dfe6ea"
_HEIGHT_PX, _DAY_PX = 210, 26
_WEEKS = 12
_DAY_NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_FULL_SCALES = {
    Kind.ON_TARGET: (0, 100),
    Kind.PAIN_BEFORE: (0, 10),
    Kind.PAIN_AFTER: (0, 10),
    Kind.CONFIDENCE: (0, 10),
}
_FROM_ZERO = (Kind.STEADINESS, Kind.REPOSITIONING)


def draw_series(series: Sequence[Series], zone: tzinfo) -> alt.LayerChart:
    """Draw one or several figures of one unit over time.

    Parameters
    ----------
    series : sequence of Series
        With a point each; a band is drawn around those whose error is stated.
    zone : tzinfo
        Where the person is.
    """
    names = [heading(one) for one in series]
    several = len(series) > 1
    points = [row for one in series for row in _rows(one, one.points, zone)]
    line = [row for one in series for row in _rows(one, calm_line(one.points), zone)]
    x = alt.X("at:T", title=None, axis=alt.Axis(labelOverlap=True, tickCount=6, grid=False))
    y = alt.Y("value:Q", title=_title(series[0]), scale=_scale(series[0]))
    order = names[: len(_COLOURS)]
    legend = alt.Legend(title=None, orient="top", labelLimit=320) if several else None
    colour = alt.Color("name:N", scale=alt.Scale(domain=order, range=_COLOURS[: len(order)]), legend=legend)
    shape = alt.Shape("name:N", scale=alt.Scale(domain=order, range=_SHAPES[: len(order)]), legend=legend)
    dash = alt.StrokeDash("name:N", scale=alt.Scale(domain=order, range=_DASHES[: len(order)]), legend=legend)
    tooltip = [
        alt.Tooltip("at:T", title="When", format="%d %B %Y"),
        alt.Tooltip("value:Q", title=_title(series[0]), format=".1f"),
    ]
    calm = len(points) > len(line)
    layers = []
    if any("low" in row for row in line):
        band = alt.Chart(alt.Data(values=line)).mark_area(opacity=0.22)
        layers.append(band.encode(x=x, y=alt.Y("low:Q", title=_title(series[0])), y2="high:Q", color=colour))
    layers.append(
        alt.Chart(alt.Data(values=points))
        .mark_point(filled=True, size=14 if calm else 55, opacity=0.3 if calm else 1.0)
        .encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip)
    )
    layers.append(
        alt.Chart(alt.Data(values=line))
        .mark_line(strokeWidth=2.5, clip=True)
        .encode(x=x, y=y, color=colour, strokeDash=dash)
    )
    return alt.layer(*layers).properties(height=_HEIGHT_PX)


def draw_calendar(adherence: Adherence) -> alt.LayerChart:
    """Draw the last weeks, a column each: a day with a session is dark and has a tick."""
    rows = [
        {
            "week": f"{week.monday:%Y-%m-%d}",
            "starts": f"{week.monday.day} {week.monday:%b}",
            "day": _DAY_NAMES[number],
            "date": f"{week.monday + timedelta(days=number):%d %B %Y}",
            "done": "yes" if count else "no",
            "tick": "✓" if count else "",
        }
        for week in adherence.weeks[-_WEEKS:]
        for number, count in enumerate(week.sessions)
        if week.monday + timedelta(days=number) <= adherence.today
    ]
    label = "timeFormat(toDate(datum.value), '%-d %b')"
    x = alt.X(
        "week:O",
        title=None,
        axis=alt.Axis(
            labelExpr=label, labelAngle=0, labelOverlap=True, orient="top", domain=False, ticks=False
        ),
    )
    y = alt.Y("day:O", title=None, sort=_DAY_NAMES, axis=alt.Axis(domain=False, ticks=False))
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)
    days = base.mark_rect(cornerRadius=4, stroke="white", strokeWidth=3).encode(
        color=alt.Color(
            "done:N", scale=alt.Scale(domain=["yes", "no"], range=[_DONE, _NOT_DONE]), legend=None
        ),
        tooltip=[alt.Tooltip("date:N", title="Day"), alt.Tooltip("done:N", title="Session")],
    )
    ticks = base.mark_text(color="white", fontSize=13, fontWeight="bold").encode(text="tick:N")
    return alt.layer(days, ticks).properties(height=alt.Step(_DAY_PX), width=alt.Step(_DAY_PX + 14))


def _rows(one: Series, points: Sequence[Point], zone: tzinfo) -> list[dict[str, object]]:
    name = heading(one)
    rows: list[dict[str, object]] = []
    for point in points:
        # Without its zone: the chart shows the person's own clock whatever the browser takes for it.
        at = point.at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds")
        row: dict[str, object] = {"at": at, "name": name, "value": round(point.value, 2)}
        if not math.isnan(one.error):
            row |= {"low": round(point.value - one.error, 2), "high": round(point.value + one.error, 2)}
        rows.append(row)
    return rows


def _scale(one: Series) -> alt.Scale:
    if one.kind in _FULL_SCALES:
        return alt.Scale(domain=list(_FULL_SCALES[one.kind]))
    return alt.Scale(zero=one.kind in _FROM_ZERO, nice=True)


def _title(one: Series) -> str:
    return {"°": "Degrees", "%": "Percent"}.get(one.unit, "0 to 10")
