"""The shape of progress: figures over time, of each exercise and of how somebody felt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from programme.change import Change

MOST_JOINED = 60
"""P: about a programme of 12 weeks, five days a week; of more sessions a chart joins the weeks."""


class Kind(StrEnum):
    """What a series tells."""

    RANGE = "range"
    OWN_RANGE = "own_range"
    ON_TARGET = "on_target"
    STEADINESS = "steadiness"
    REPOSITIONING = "repositioning"
    PAIN_BEFORE = "pain_before"
    PAIN_AFTER = "pain_after"
    CONFIDENCE = "confidence"


@dataclass(frozen=True)
class Point:
    """One session's figure.

    Attributes
    ----------
    at : datetime
        When the session began, or the answer was given; in UTC.
    value : float
        Never NaN.
    of : int
        From how many repetitions or trials; 0 for an answer.
    """

    at: datetime
    value: float
    of: int = 0


@dataclass(frozen=True)
class Series:
    """A figure over time.

    Attributes
    ----------
    kind : Kind
    about : str
        The angle, or what somebody was sure of; empty for pain and shares.
    unit : str
        ``°``, ``%``, or empty for points of ten.
    points : tuple of Point
        The oldest first; may be empty.
    error : float
        Stated mean error: the +- band around the points; NaN where none is stated.
    change : Change
        What became of it.
    """

    kind: Kind
    about: str
    unit: str
    points: tuple[Point, ...]
    error: float
    change: Change


def calm_line(points: Sequence[Point]) -> tuple[Point, ...]:
    """Give what a chart shows: the points themselves, of many the median of each week.

    Five hundred sessions joined point by point are a grey block, and the eye takes each bad day for news.
    """
    if len(points) <= MOST_JOINED:
        return tuple(points)
    weeks: dict[tuple[int, int], list[Point]] = {}
    for point in points:
        year, week, _ = point.at.isocalendar()
        weeks.setdefault((year, week), []).append(point)
    return tuple(
        Point(of[len(of) // 2].at, median(point.value for point in of), sum(point.of for point in of))
        for of in weeks.values()
    )


@dataclass(frozen=True)
class ExerciseProgress:
    """One exercise over time.

    Attributes
    ----------
    exercise : str
        Its id.
    title : str
    sessions, repetitions, measured : int
        How many; of an exercise without a camera repetitions are those reported.
    series : tuple of Series
        Only those with a point.
    """

    exercise: str
    title: str
    sessions: int
    repetitions: int
    measured: int
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Progress:
    """All of it; exercises in the order of how many sessions they have, the most first."""

    exercises: tuple[ExerciseProgress, ...]
    feelings: tuple[Series, ...]
