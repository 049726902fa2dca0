"""What became of a figure in one or two calm sentences, and what its chart is called. Never a grade."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from programme.series import ExerciseProgress, Kind, Series
from wording import N_, Wording, say, say_count

HEADINGS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.RANGE: "How far you go",
        Kind.OWN_RANGE: "Your own range, end to end",
        Kind.ON_TARGET: "On target",
        Kind.STEADINESS: "How alike your repetitions are",
        Kind.REPOSITIONING: "Finding the place again",
        Kind.PAIN_BEFORE: "Pain before a session",
        Kind.PAIN_AFTER: "Pain after a session",
        Kind.CONFIDENCE: "How sure you feel",
    }
)
EXPLAINED: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.RANGE: "The mean turning point of each session. The band is the camera's ±.",
        Kind.OWN_RANGE: "How far apart your own two ends were. The band is the camera's ±.",
        Kind.ON_TARGET: "How many of the measured repetitions reached the target with nothing else to try.",
        Kind.STEADINESS: "How far the turning points of a set lie apart: smaller is more alike. Part of it "
        "is the camera's own ±, and trying things out is welcome.",
        Kind.REPOSITIONING: "How far off you were without looking. A personal trend, never a diagnosis.",
        Kind.PAIN_BEFORE: "0 is none, 10 the most.",
        Kind.PAIN_AFTER: "0 is none, 10 the most.",
        Kind.CONFIDENCE: "0 is not at all, 10 completely.",
    }
)
# More than at first, and less.
_WAYS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.RANGE: ("You go further than at first", "You go less far than at first"),
        Kind.OWN_RANGE: ("Your range is larger than at first", "Your range is smaller than at first"),
        Kind.ON_TARGET: (
            "You are on target more often than at first",
            "You are on target less often than at first",
        ),
        Kind.STEADINESS: (
            "Your repetitions differ more than at first",
            "Your repetitions are more alike than at first",
        ),
        Kind.REPOSITIONING: (
            "You are further from the place than at first",
            "You come nearer to the place than at first",
        ),
        Kind.PAIN_BEFORE: ("It is higher than at first", "It is lower than at first"),
        Kind.PAIN_AFTER: ("It is higher than at first", "It is lower than at first"),
        Kind.CONFIDENCE: ("You feel surer than at first", "You feel less sure than at first"),
    }
)
_SURE_OF = MappingProxyType({"moving": N_("moving your back")})
_MORE_PAIN = (
    "Pain goes up and down for many reasons. Smaller and slower is fine, and it is worth talking over with "
    "your physiotherapist or doctor."
)


def say_series(series: Series) -> str:
    """Say what became of a figure from the first to the last sessions.

    Returns
    -------
    str
        It is called a change only beyond the stated error and the smallest real change; otherwise it is the
        same, as far as can be told.
    """
    change = series.change
    if not change.comparable:
        return say(
            "{counted} so far. With {needed} I can compare the last {half} with the first {half}.",
            counted=_count(series.kind, change.sessions),
            needed=change.needed,
            half=change.needed // 2,
        )
    half = change.needed // 2
    first, last = say_value(series, change.first), say_value(series, change.last)
    then = say("{value} in the first {counted}", value=first, counted=_count(series.kind, half))
    now = say("{value} in the last {half}", value=last, half=half)
    if math.isnan(change.least):
        return say(
            "{then}, {now}. How far off such a number may be is not known, so I call nothing here a change.",
            then=then,
            now=now,
        )
    if change.way == 0:
        return say(
            "The same as at first, as far as can be told: {then}, {now}. I call it a change when they are "
            "more than {least} apart.",
            then=then,
            now=now,
            least=say_value(series, _rounded_up(change.least), of=False),
        )
    more, less = _WAYS[series.kind]
    said = say("{way}: {then}, {now}.", way=more if change.way > 0 else less, then=then, now=now)
    worse = series.kind in (Kind.PAIN_BEFORE, Kind.PAIN_AFTER) and change.way > 0
    return say("{said} {more}", said=said, more=_MORE_PAIN) if worse else said


def say_value(series: Series, value: float, *, of: bool = True) -> str:
    """Write a figure with its unit: "52°", "75 %", "3 of 10"; a number of points where `of` is not wanted."""
    if series.unit == "°":
        return say("{value:.0f}°", value=value)
    if series.unit == "%":
        return say("{value:.0f} %", value=value) if of else say("{value:.0f} percent points", value=value)
    return say("{value:g} of 10", value=value) if of else say("{value:g} points", value=value)


def heading(series: Series) -> str:
    """Name a figure; what somebody was sure of belongs to the name."""
    name = HEADINGS[series.kind]
    if series.kind is Kind.CONFIDENCE and series.about:
        return say("{name}: {about}", name=name, about=_sure_of(series.about))
    return name


def _sure_of(about: str) -> str:
    """Name what somebody was sure of; of a task of their own its id."""
    return _SURE_OF.get(about, about.replace("_", " "))


def describe(series: Series) -> str:
    """Put a chart into words: what it shows, from when to when, and between what. The page says the rest."""
    values = [point.value for point in series.points]
    return say(
        "{heading}: {counted}, from {start:%d %B %Y} to {end:%d %B %Y}, between {least} and {most}.",
        heading=heading(series),
        counted=_count(series.kind, len(values)),
        start=series.points[0].at,
        end=series.points[-1].at,
        least=say_value(series, min(values)),
        most=say_value(series, max(values)),
    )


def say_exercise(exercise: ExerciseProgress) -> str:
    """Say how much of an exercise there is, and what of it has no number."""
    tests = sum(len(one.points) for one in exercise.series if one.kind is Kind.REPOSITIONING)
    if tests and not exercise.repetitions:
        return say("{counted}.", counted=_count(Kind.REPOSITIONING, tests))
    said = say(
        "{sessions}, {repetitions}.",
        sessions=say_count("{count} session", "{count} sessions", exercise.sessions),
        repetitions=say_count("{count} repetition", "{count} repetitions", exercise.repetitions),
    )
    if not exercise.repetitions:
        return said
    unseen = exercise.repetitions - exercise.measured
    if not exercise.measured:
        return say("{said} They count; the camera measured none of them, so there is no number.", said=said)
    if unseen > 0:
        return say(
            "{said} {unseen} of them count without a number: the camera did not see enough.",
            said=said,
            unseen=unseen,
        )
    return said


def _count(kind: Kind, number: int) -> Wording:
    if kind is Kind.REPOSITIONING:
        return say_count("{count} test", "{count} tests", number)
    if kind is Kind.CONFIDENCE:
        return say_count("{count} answer", "{count} answers", number)
    return say_count("{count} session", "{count} sessions", number)


def _rounded_up(least: float) -> float:
    """Round up as it is shown: rounded to a tenth first, so that 15.0000001 is 15."""
    return math.ceil(round(least, 1))
