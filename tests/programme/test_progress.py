"""Series of hand-made sessions with obvious answers."""

import math
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from exercises.files import load_library
from programme.progress import follow_progress
from programme.progress_words import describe, heading, say_exercise, say_series
from programme.series import MOST_JOINED, Kind, Point, Series, calm_line
from records import Assessment, Confidence, ExerciseDone, PersonProgress, SessionDone, Turns
from records.repositioning import KIND

FIRST = datetime(2026, 3, 2, 18, tzinfo=UTC)
LIBRARY = load_library()
FORBIDDEN = ("wrong", "danger", "damage", "protect", "fail", "bad", "poor", "score", "grade")


def bow(mean=math.nan, spread=math.nan, on_target=0, measured=8, angle="trunk_flexion"):
    turns = () if math.isnan(mean) else (Turns(angle, False, measured, mean, spread),)
    return ExerciseDone("waiters_bow", 2, 8, measured, on_target, 0, mean, turns=turns)


def session(day, *done, before=None, after=None):
    at = FIRST + timedelta(days=day)
    return SessionDone(UUID(int=day), at, at + timedelta(minutes=20), done, before, None, after)


def follow(*sessions, confidence=(), assessments=()):
    return follow_progress(PersonProgress(sessions, tuple(confidence), tuple(assessments)), LIBRARY)


def the(progress, kind):
    (found,) = [
        one
        for series in (progress.feelings, *(each.series for each in progress.exercises))
        for one in series
        if one.kind is kind
    ]
    return found


def values(series):
    return [point.value for point in series.points]


def test_nothing_yet():
    progress = follow()
    assert progress.exercises == progress.feelings == ()


def test_one_session_is_told_and_compared_with_nothing():
    progress = follow(session(0, bow(52.0, 3.0, on_target=4), before=4))
    (one,) = progress.exercises
    assert (one.title, one.sessions, one.repetitions) == ("Waiter's bow", 1, 8)
    assert values(the(progress, Kind.RANGE)) == [52.0]
    assert values(the(progress, Kind.ON_TARGET)) == [50.0]
    assert values(the(progress, Kind.STEADINESS)) == [3.0]
    assert values(the(progress, Kind.PAIN_BEFORE)) == [4]
    said = say_series(the(progress, Kind.RANGE))
    assert said == "1 session so far. With 6 I can compare the last 3 with the first 3."


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (
            54.0,
            "The same as at first, as far as can be told: 50° in the first 3 sessions, 54° in the last 3.",
        ),
        (70.0, "You go further than at first: 50° in the first 3 sessions, 70° in the last 3."),
        (30.0, "You go less far than at first: 50° in the first 3 sessions, 30° in the last 3."),
    ],
)
def test_a_change_of_four_degrees_is_none_and_of_twenty_is_one(last, said):
    progress = follow(*(session(day, bow(50.0 if day < 3 else last)) for day in range(6)))
    assert say_series(the(progress, Kind.RANGE)).startswith(said)


def test_the_band_is_the_stated_error_and_only_an_angle_has_one():
    progress = follow(session(0, bow(52.0, 3.0, on_target=4), before=4))
    assert the(progress, Kind.RANGE).error == pytest.approx(1.35, abs=0.3)
    for kind in (Kind.ON_TARGET, Kind.STEADINESS, Kind.PAIN_BEFORE):
        assert math.isnan(the(progress, kind).error)


def test_gaps_have_no_point_and_never_a_zero():
    """Not measured, no repetition, not asked: three sessions of six have no number."""
    sessions = [
        session(0, bow(50.0, 2.0, on_target=8)),
        session(1, bow(measured=0)),
        session(2),
        session(9, bow(51.0), before=0),
        session(40, ExerciseDone("waiters_bow", 1, 10, 0, 0, 0)),
    ]
    progress = follow(*sessions)
    assert values(the(progress, Kind.RANGE)) == [50.0, 51.0]
    assert values(the(progress, Kind.ON_TARGET)) == [100.0, 0.0]
    assert values(the(progress, Kind.STEADINESS)) == [2.0]
    assert values(the(progress, Kind.PAIN_BEFORE)) == [0]  # no pain is an answer
    assert progress.exercises[0].sessions == 4
    assert "18 of them count without a number" in say_exercise(progress.exercises[0])


def test_what_no_camera_saw_counts_without_a_number():
    progress = follow(session(0, ExerciseDone("seated_turn", 1, 10, 0, 0, 0)))
    (one,) = progress.exercises
    assert (one.title, one.series) == ("Seated turn", ())
    assert say_exercise(one).startswith("1 session, 10 repetitions. They count;")


def test_angles_of_one_exercise_are_kept_apart():
    turned = ExerciseDone(
        "pelvic_clock", 2, 8, 8, 8, 0, own_range_deg={"left": 20.0, "front": 9.0, "nowhere": 3.0}
    )
    progress = follow(session(0, turned))
    ranges = [one for one in progress.exercises[0].series if one.kind is Kind.OWN_RANGE]
    assert [(one.about, values(one)) for one in ranges] == [
        ("pelvis_tilt", [20.0]),
        ("pelvis_obliquity", [9.0]),
    ]


def test_shares_of_the_own_range_are_no_degrees_and_no_change():
    def tilt(spread):
        return ExerciseDone(
            "pelvic_tilt", 2, 8, 8, 8, 0, turns=(Turns("pelvis_tilt", True, 8, 98.0, spread),)
        )

    progress = follow(*(session(day, tilt(40.0 if day < 3 else 5.0)) for day in range(6)))
    steadiness = the(progress, Kind.STEADINESS)
    assert steadiness.unit == "%"
    assert "is not known, so I call nothing here a change" in say_series(steadiness)
    assert not any(one.kind is Kind.RANGE for one in progress.exercises[0].series)


@pytest.mark.parametrize(
    ("last", "begins"),
    [
        (7, "The same as at first"),
        (3, "The same as at first"),
        (2, "It is lower than at first"),
        (8, "It is higher"),
    ],
)
def test_pain_changes_beyond_two_points(last, begins):
    progress = follow(*(session(day, before=5 if day < 3 else last) for day in range(6)))
    said = say_series(the(progress, Kind.PAIN_BEFORE))
    assert said.startswith(begins)
    assert ("talking over" in said) == (last == 8)


def test_confidence_of_each_topic():
    told = [
        Confidence(about, FIRST + timedelta(days=day), 3 + day)
        for day in range(6)
        for about in ("bending", "my_lift")
    ]
    progress = follow(confidence=told)
    assert [heading(one) for one in progress.feelings] == [
        "How sure you feel: bending",
        "How sure you feel: my lift",
    ]
    assert say_series(progress.feelings[0]).startswith(
        "You feel surer than at first: 4 of 10 in the first 3 answers"
    )


def a_test(day, absolute, **more):
    result = {"exercise": "reposition_flexion", "absolute_deg": absolute, "error_deg": 1.4, "trials": 6}
    return Assessment(KIND, FIRST + timedelta(days=day), "1", {**result, "least_change_deg": 5.6, **more})


def test_repositioning_is_read_from_the_tests_that_are_kept():
    tests = [a_test(day, 12.0 if day < 3 else 4.0) for day in range(6)]
    another = Assessment("else", FIRST, "1", {"absolute_deg": 1.0})
    empty = Assessment(KIND, FIRST, "1", {"exercise": "reposition_flexion", "trials": 0})
    progress = follow(assessments=[*tests, another, empty])
    series = the(progress, Kind.REPOSITIONING)
    assert say_exercise(progress.exercises[0]) == "6 tests."
    assert (values(series), series.error) == ([12.0] * 3 + [4.0] * 3, 1.4)
    assert say_series(series).startswith(
        "You come nearer to the place than at first: 12° in the first 3 tests"
    )
    unknown = follow(assessments=[*tests[:5], a_test(5, 4.0, least_change_deg=math.nan)])
    assert the(unknown, Kind.REPOSITIONING).change.way == 0


def test_an_exercise_that_is_gone_keeps_its_results():
    gone = ExerciseDone("my_own_bow", 1, 8, 8, 8, 0, turns=(Turns("trunk_flexion", False, 8, 40.0, 2.0),))
    assert follow(session(0, gone)).exercises[0].title == "My own bow"


def test_many_sessions_are_drawn_by_the_week():
    points = [Point(FIRST + timedelta(days=day), float(day % 7), 8) for day in range(MOST_JOINED + 10)]
    weeks = calm_line(points)
    assert len(weeks) == 10
    assert {week.value for week in weeks} == {3.0}
    assert calm_line(points[:MOST_JOINED]) == tuple(points[:MOST_JOINED])


def test_the_words_for_a_chart_are_calm_and_tell_all_of_it():
    sessions = [
        session(day, bow(80.0 - 10 * day, 2.0 + 3 * day, on_target=8 - day), before=day, after=10 - day)
        for day in range(8)
    ]
    progress = follow(*sessions)
    for series in (*progress.exercises[0].series, *progress.feelings):
        said = describe(series)
        assert "8 sessions, from 02 March 2026 to 09 March 2026" in said
        assert not [word for word in FORBIDDEN if word in f"{said} {say_series(series)}".lower()]


def test_a_series_is_the_same_as_told_whichever_exercise_comes_first():
    one, two = session(0, bow(50.0)), session(1, bow(60.0), ExerciseDone("squat", 1, 8, 8, 8, 0))
    assert [each.exercise for each in follow(one, two).exercises] == ["waiters_bow", "squat"]
    assert isinstance(the(follow(one), Kind.RANGE), Series)
