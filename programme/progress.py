"""Progress over time: of each exercise how far, how often on target, how alike; of each session how it felt.

Pure: from what is kept to series and what became of them (`programme.change`), without a grade. A session in
which something was not measured or not asked has no point there, never a zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from exercises.definition import Exercise
from exercises.self_guided import SelfGuided
from programme.change import (
    Change,
    compare,
    largest_error,
    least_of_angle,
    least_of_range,
    least_of_shares,
    load_rules,
)
from programme.series import ExerciseProgress, Kind, Point, Progress, Series
from records import ExerciseDone, PersonProgress, SessionDone, Turns
from records.repositioning import KeptTest, read_tests
from vision.angles import View
from vision.posture import PERCENT_MEASURES

Done = tuple[SessionDone, ExerciseDone]


def follow_progress(kept: PersonProgress, exercises: Mapping[str, Exercise | SelfGuided]) -> Progress:
    """Make the series of what is kept.

    Parameters
    ----------
    kept : PersonProgress
        As `records.Records.progress` reads it, the oldest first.
    exercises : mapping of str to Exercise or SelfGuided
        Those there are. Of one that is gone, its id is shown.
    """
    done: dict[str, list[Done]] = {}
    for session in kept.sessions:
        for one in session.exercises:
            done.setdefault(one.exercise, []).append((session, one))
    tests = read_tests(kept.assessments)
    for name in tests:
        done.setdefault(name, [])
    found = []
    for name, entries in done.items():
        exercise = exercises.get(name)
        series = [
            *_ranges(entries),
            *_own_ranges(entries, exercise),
            _on_target(entries),
            *_steadiness(entries),
            follow_tests(tests.get(name, ())),
        ]
        found.append(
            ExerciseProgress(
                name,
                exercise.title if exercise else name.replace("_", " ").capitalize(),
                len(entries),
                sum(one.repetitions for _, one in entries),
                sum(one.measured for _, one in entries),
                tuple(one for one in series if one.points),
            )
        )
    return Progress(
        tuple(sorted(found, key=lambda one: -one.sessions)),
        tuple(one for one in (*_pain(kept.sessions), *_confidence(kept)) if one.points),
    )


def _ranges(entries: Sequence[Done]) -> list[Series]:
    """How far: the mean turning point of each session, by angle; a share of the own range is no range."""
    return [
        _of_angle(Kind.RANGE, angle, points, least_of_range(angle))
        for angle, points in _by_angle(entries, in_own_range=False, figure=lambda turns: turns.mean)
    ]


def _own_ranges(entries: Sequence[Done], exercise: Exercise | SelfGuided | None) -> list[Series]:
    """How far apart the own two ends were, by angle. Each end is read once, so the error is that of two."""
    if not isinstance(exercise, Exercise):
        return []
    found: dict[str, list[Point]] = {}
    for session, one in entries:
        for view, degrees in one.own_range_deg.items():
            if view in set(View):
                found.setdefault(exercise.angle_in(View(view)), []).append(Point(session.started_at, degrees))
    return [
        _of_angle(Kind.OWN_RANGE, angle, points, least_of_range(angle, ends=2), ends=2)
        for angle, points in found.items()
    ]


def _steadiness(entries: Sequence[Done]) -> list[Series]:
    """How alike: the spread of the turning points within a set.

    Rather than smoothness: it is in degrees that somebody can see, what the camera is off by in the same way
    each time falls out of it, and it is what the exercises of precise movement are for.
    """
    real = load_rules().spread_deg
    # The stated error is that of a reading, not of a spread: no band.
    return [
        replace(_of_angle(Kind.STEADINESS, angle, points, least_of_angle(angle, real)), error=math.nan)
        for angle, points in _by_angle(entries, in_own_range=False, figure=lambda turns: turns.spread)
    ] + [
        # How far off shares of the own range are is not stated: no change is called one.
        Series(Kind.STEADINESS, angle, "%", points, math.nan, _changed(points, math.nan))
        for angle, points in _by_angle(entries, in_own_range=True, figure=lambda turns: turns.spread)
    ]


def _by_angle(
    entries: Sequence[Done], *, in_own_range: bool, figure: Callable[[Turns], float]
) -> list[tuple[str, tuple[Point, ...]]]:
    found: dict[str, list[Point]] = {}
    for session, one in entries:
        for turns in one.turns:
            value = figure(turns)
            if turns.in_own_range is in_own_range and not math.isnan(value):
                found.setdefault(turns.angle, []).append(Point(session.started_at, value, turns.repetitions))
    return [(angle, tuple(points)) for angle, points in found.items()]


def _of_angle(kind: Kind, angle: str, points: Iterable[Point], least: float, ends: int = 1) -> Series:
    error = largest_error(angle)
    told = tuple(points)
    return Series(
        kind,
        angle,
        "%" if angle in PERCENT_MEASURES else "°",
        told,
        math.nan if error is None else math.sqrt(ends) * error.mae_deg,
        _changed(told, least),
    )


def _on_target(entries: Sequence[Done]) -> Series:
    """How often on target, of the repetitions that were seen well enough to be judged."""
    judged = [(session, one) for session, one in entries if one.measured]
    each = load_rules().sessions
    first, last = (
        (sum(one.on_target for _, one in some), sum(one.measured for _, one in some))
        for some in (judged[:each], judged[-each:])
    )
    points = tuple(
        Point(session.started_at, 100.0 * one.on_target / one.measured, one.measured)
        for session, one in judged
    )
    return Series(Kind.ON_TARGET, "", "%", points, math.nan, _changed(points, least_of_shares(first, last)))


def follow_tests(tests: Sequence[KeptTest]) -> Series:
    """Tell how far off a place was found, on average of each test; the tests bring their error with them."""
    points = tuple(Point(test.at, test.absolute_deg, test.trials) for test in tests)
    error = _largest(test.error_deg for test in tests)
    camera = _largest(test.least_change_deg for test in tests)
    least = math.nan if math.isnan(camera) else max(camera, load_rules().repositioning_deg.least)
    return Series(Kind.REPOSITIONING, "", "°", points, error, _changed(points, least))


def _pain(sessions: Sequence[SessionDone]) -> list[Series]:
    told: dict[Kind, list[tuple[SessionDone, int | None]]] = {
        Kind.PAIN_BEFORE: [(one, one.pain_before) for one in sessions],
        Kind.PAIN_AFTER: [(one, one.pain_after) for one in sessions],
    }
    return [
        _answers(
            kind,
            "",
            [Point(one.started_at, score) for one, score in answers if score is not None],
            load_rules().pain_points.least,
        )
        for kind, answers in told.items()
    ]


def _confidence(kept: PersonProgress) -> list[Series]:
    found: dict[str, list[Point]] = {}
    for one in kept.confidence:
        found.setdefault(one.about, []).append(Point(one.answered_at, one.score))
    least = load_rules().confidence_points.least
    return [_answers(Kind.CONFIDENCE, about, points, least) for about, points in found.items()]


def _answers(kind: Kind, about: str, points: Iterable[Point], least: float) -> Series:
    told = tuple(points)
    return Series(kind, about, "", told, math.nan, _changed(told, least))


def _changed(points: Iterable[Point], least: float) -> Change:
    return compare([point.value for point in points], least)


def _largest(values: Iterable[float]) -> float:
    """Give the largest; NaN of none, and where one is not known."""
    told = list(values)
    return math.nan if not told or any(map(math.isnan, told)) else max(told)
