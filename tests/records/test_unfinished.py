from dataclasses import replace
from datetime import timedelta

import pytest

from records import PainMoment, SetBegun, open_records
from records.models import RepetitionRow
from tests.records.conftest import NOON
from tests.records.test_storing import BOW, rows
from vision.angles import View


def cut_off(records):
    """A session that broke off in its second set."""
    session = records.begin_session(plan="find_the_hips")
    records.store_pain(session, PainMoment.BEFORE, 3)
    records.begin_set(session, 1, "waiters_bow", planned=2)
    for number in (1, 2):
        records.store_repetition(session, 1, replace(BOW, number=number))
    records.end_set(session, 1)
    records.begin_set(session, 2, "squat", planned=8)
    records.store_repetition(session, 2, BOW)
    return session


def test_a_session_that_was_cut_off_is_read_as_it_was(records):
    session = cut_off(records)
    found = records.unfinished()
    assert (found.id, found.plan, found.pain_before) == (session, "find_the_hips", 3)
    assert found.sets == (
        SetBegun(1, "waiters_bow", 2, 2, ended=True),
        SetBegun(2, "squat", 8, 1, ended=False),
    )


def test_without_sets_and_without_pain(records):
    session = records.begin_session()
    found = records.unfinished()
    assert (found.id, found.plan, found.sets, found.pain_before) == (session, "", (), None)


def test_one_that_was_ended_is_not_unfinished(records):
    records.end_session(cut_off(records))
    assert records.unfinished() is None


def test_only_the_newest_counts(records):
    cut_off(records)
    records.end_session(records.begin_session())
    assert records.unfinished() is None


def test_nobody_sees_the_session_of_another(records):
    records.give_consent("1", "other")
    cut_off(records)
    assert records.unfinished("other") is None
    assert records.unfinished("ghost") is None


@pytest.mark.parametrize(("hours", "there"), [(11.9, True), (12.1, False)])
def test_after_half_a_day_it_is_over(place, hours, there):
    now = [NOON]
    with open_records(place, clock=lambda: now[0]) as records:
        records.give_consent("1")
        records.begin_session()
        now[0] += timedelta(hours=hours)
        assert (records.unfinished() is not None) is there


def test_a_hold_and_the_view_of_a_repetition_are_kept(records):

    session = records.begin_session()
    records.begin_set(session, 1, "bridge")
    records.store_repetition(session, 1, replace(BOW, hold_s=2.5, view=View.LEFT))
    (row,) = rows(records, RepetitionRow)
    assert (row.hold_s, row.view) == (2.5, "left")


def test_the_newest_answers_are_read(records):
    assert records.answers("safety") == {}
    records.store_answers("safety", "1", {"fever": 0, "note": "none"}, at=NOON)
    records.store_answers("safety", "1", {"fever": 1}, at=NOON + timedelta(days=1))
    records.store_answers("effort", "1", {"effort": 4}, at=NOON + timedelta(days=2))
    assert records.answers("safety") == {"fever": 1.0}
    assert records.answers("safety", "ghost") == {}
