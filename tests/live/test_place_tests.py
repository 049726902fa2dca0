"""A finished test of finding a place again is kept once, and only where its person agreed."""

import json
import sqlite3
from uuid import uuid4

import pytest

from exercises.repositioning import Trial, sum_up_trials
from live.place_tests import PlaceTestRecorder
from live.session import Session
from records import open_records
from records.repositioning import read_tests
from tests.exercises.places import PLACES, STILL_S, TEST
from tests.live.serving import to_message
from tests.live.test_repositioning import Bender
from vision.angles import View

STEP_S = 1 / 15


@pytest.fixture
def file(tmp_path):
    return tmp_path / "records.db"


@pytest.fixture
def records(file):
    with open_records(file) as opened:
        opened.give_consent("2")
        yield opened


def result(*errors):
    trials = [
        Trial(number, share, 9.0 * number, 20.0, 20.0 + error, View.LEFT)
        for number, (share, error) in enumerate(zip(TEST.reposition.trials, errors, strict=False), start=1)
    ]
    return sum_up_trials(trials, "trunk_flexion")


def kept(records):
    return read_tests(records.assessments()).get(TEST.id, ())


def play(session, picture, until_s=None):
    """Show the session somebody who does the whole test, or its beginning."""
    session.begin("camera")
    end_s = Bender().script.time_s + STILL_S if until_s is None else until_s
    for index in range(round(end_s / STEP_S)):
        answer = json.loads(session.measure(to_message(index * STEP_S * 1000, picture)))
    return answer


def test_a_test_told_of_twice_is_there_once(records):
    recorder, test = PlaceTestRecorder(records), uuid4()
    for errors in ((5, 5), (5, 5, 5, 5, 5, 5)):
        recorder.keep(test, TEST.id, result(*errors))
    recorder.keep(uuid4(), TEST.id, result(3, 3))
    recorder.try_again()
    assert sorted((one.absolute_deg, one.trials) for one in kept(records)) == [(3, 2), (5, 6)]
    first = kept(records)[0]
    assert first.error_deg > 0
    assert first.least_change_deg > first.error_deg


def test_what_cannot_be_stored_now_is_stored_later_under_its_own_moment(records, file):
    recorder, test = PlaceTestRecorder(records), uuid4()
    with sqlite3.connect(file) as other:
        other.execute("PRAGMA busy_timeout = 0")
        other.execute("ALTER TABLE assessment RENAME TO gone")
    recorder.keep(test, TEST.id, result(5, 5))
    recorder.try_again()
    assert recorder.waiting == 1
    with sqlite3.connect(file) as other:
        other.execute("ALTER TABLE gone RENAME TO assessment")
    recorder.keep(test, TEST.id, result(5, 5))
    recorder.try_again()
    assert recorder.waiting == 0
    assert len(kept(records)) == 1


def test_whoever_took_their_agreement_back_is_obeyed(records):
    recorder = PlaceTestRecorder(records)
    records.withdraw_consent()
    recorder.keep(uuid4(), TEST.id, result(5, 5))
    recorder.try_again()
    assert (recorder.waiting, kept(records)) == (0, ())


def test_a_test_is_kept_when_it_is_over_and_not_again_when_it_is_finished(records, empty_room):
    recorder = PlaceTestRecorder(records)
    session = Session(TEST, Bender(), keeper=recorder)
    play(session, empty_room)
    recorder.try_again()
    (test,) = kept(records)  # nobody has pressed anything yet
    assert (test.absolute_deg, test.trials) == (pytest.approx(5.0, abs=0.7), len(PLACES))
    session.finish()
    recorder.try_again()
    assert kept(records) == (test,)
    # The connection breaks, and the page connects again: another test, of which nothing is there yet.
    play(Session(TEST, Bender(), keeper=recorder), empty_room, until_s=STILL_S + 2)
    recorder.try_again()
    assert kept(records) == (test,)


def test_one_that_is_finished_early_is_kept_with_what_it_has(records, empty_room):
    recorder = PlaceTestRecorder(records)
    session = Session(TEST, Bender(), keeper=recorder)
    play(session, empty_room, until_s=Bender().script.time_s / 2)
    recorder.try_again()
    assert kept(records) == ()
    summary = session.finish()
    recorder.try_again()
    (test,) = kept(records)
    assert 0 < test.trials == summary.repositioning.together.trials < len(PLACES)


def test_a_sample_is_nobodys(records, empty_room):
    recorder = PlaceTestRecorder(records)
    session = Session(TEST, Bender(), keeper=recorder)
    session.begin("sample:somebody")
    for index in range(round((Bender().script.time_s + STILL_S) / STEP_S)):
        session.measure(to_message(index * STEP_S * 1000, empty_room))
    assert session.finish().repositioning.together.trials == len(PLACES)
    recorder.try_again()
    assert kept(records) == ()
