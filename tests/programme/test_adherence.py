from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from programme.adherence import follow_plan
from records import ExerciseDone, SessionDone

DONE = (ExerciseDone("waiters_bow", 1, 8, 8, 8, 0),)
SUNDAY = date(2026, 3, 8)


def session(*when, done=DONE):
    return SessionDone(UUID(int=1), datetime(*when, tzinfo=UTC), None, done, None, None, None)


def test_days_of_each_week_are_counted_once():
    """Two on Monday, one on Thursday; a week of none; one on Sunday of the third."""
    found = follow_plan(
        [
            session(2026, 2, 16, 8),
            session(2026, 2, 16, 18),
            session(2026, 2, 19, 18),
            session(2026, 3, 8, 18),
        ],
        SUNDAY,
        UTC,
    )
    assert [(week.monday, week.days) for week in found.weeks] == [
        (date(2026, 2, 16), 2),
        (date(2026, 2, 23), 0),
        (date(2026, 3, 2), 1),
    ]
    assert found.weeks[0].sessions == (2, 0, 0, 1, 0, 0, 0)
    assert found.planned == 5
    assert found.sentence.startswith(
        "This week you exercised on 1 day; the plan is 5. In the 2 weeks before it was 1 day a week."
    )


def test_a_late_evening_belongs_to_the_day_where_the_person_is():
    late = session(2026, 3, 8, 23, 30)
    assert follow_plan([late], SUNDAY, UTC).weeks[-1].monday == date(2026, 3, 2)
    assert follow_plan([late], date(2026, 3, 9), ZoneInfo("Europe/Berlin")).weeks[-1].monday == date(
        2026, 3, 9
    )


def test_a_session_in_which_nothing_was_done_is_no_day():
    assert follow_plan([session(2026, 3, 8, done=())], SUNDAY, UTC).weeks == ()


def test_nothing_yet():
    assert follow_plan([], SUNDAY, UTC).sentence == "No session yet."


@pytest.mark.parametrize("today", [date(2026, 6, 1), date(2027, 6, 1)])
def test_after_a_long_break_nobody_is_reproached(today):
    said = follow_plan([session(2026, 3, 8)], today, UTC).sentence
    assert "Begin again whenever you like" in said
    assert "0 days" not in said
