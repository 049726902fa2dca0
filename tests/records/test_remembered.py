"""What is remembered of sessions is never told when it is old, and spares the database its sums."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from exercises.own_range import OwnRange
from records import NotKeptError, PainMoment, open_records
from tests.records.test_storing import BOW
from vision.angles import View
from vision.calibration import Calibration
from vision.neutral import Neutral

ZERO = Calibration(Neutral({"pelvis_tilt": 0.0}), View.LEFT, 0.0, "room")


def read_by_another(records):
    """Read by a program that remembers nothing."""
    with open_records(records.engine.url.render_as_string(hide_password=False)) as other:
        return other.progress()


@contextmanager
def summed(records):
    """Gather the statements that sum repetitions up."""
    found = []

    def hear(_connection, _cursor, statement, *_more):
        if "peak_deg" in statement and statement.startswith("SELECT"):
            found.append(statement)

    event.listen(records.engine, "before_cursor_execute", hear)
    yield found
    event.remove(records.engine, "before_cursor_execute", hear)


def test_each_thing_that_is_stored_is_told_at_once(records):
    first, second = records.begin_session(), records.begin_session()
    steps = [
        lambda: records.begin_set(first, 1, "waiters_bow"),
        lambda: records.store_repetition(first, 1, BOW),
        lambda: records.store_repetition(first, 1, replace(BOW, number=2, peaks={"trunk_flexion": 20.0})),
        lambda: records.begin_set(second, 1, "seated_turn"),
        lambda: records.end_set(second, 1, reported=10),
        lambda: records.begin_set(second, 2, "pelvic_clock"),
        lambda: records.store_calibration(second, 2, 1, ZERO, OwnRange(-8.0, 12.0)),
        lambda: records.store_pain(second, PainMoment.AFTER, 2),
        lambda: records.end_session(second),
        lambda: records.begin_session(),
    ]
    for step in steps:
        before = records.progress()
        step()
        assert records.progress() == read_by_another(records) != before


def test_a_session_that_has_not_changed_is_not_summed_up_again(records):
    for _ in range(3):
        session = records.begin_session()
        records.begin_set(session, 1, "waiters_bow")
        records.store_repetition(session, 1, BOW)
    with summed(records) as statements:
        first = records.progress()
        assert len(statements) == 1
        assert records.progress() == first
        assert len(statements) == 1
        records.store_repetition(session, 1, replace(BOW, number=2))
        assert records.progress() != first
        assert len(statements) == 2


def test_people_are_remembered_apart(records):
    records.give_consent("1", "other")
    for person in ("home", "other"):
        session = records.begin_session(person)
        records.begin_set(session, 1, "waiters_bow")
    theirs = records.progress("other")
    assert records.progress().sessions != theirs.sessions
    assert records.progress("other") == theirs


def test_nobody_who_was_erased_is_remembered(records):
    session = records.begin_session()
    records.begin_set(session, 1, "waiters_bow")
    records.progress()
    records.erase()
    assert not records._sums._known
    with pytest.raises(NotKeptError):
        records.progress()
