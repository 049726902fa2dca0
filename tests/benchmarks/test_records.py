"""Killing loses nothing of what is stored: a few kills here, fifty in `python -m benchmarks.records`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.records.__main__ import measure_cost
from benchmarks.records.kept_sessions import Done
from benchmarks.records.killing import KillFigures, kill_runs
from benchmarks.records.session_killing import (
    REPETITIONS,
    WHOLE,
    Heard,
    SessionKillFigures,
    judge,
    kill_sessions,
)
from benchmarks.records.simulated import simulate_repetition
from records import open_records
from tests.records.conftest import made, place, postgresql, server, stack

__all__ = ["made", "place", "postgresql", "server", "stack"]

KILLS, SESSION_KILLS = 10, 5


def test_what_was_acknowledged_survives_kill_9(place: str) -> None:
    found = kill_runs(place, KILLS, seed=1)
    assert found.kills == KILLS
    assert found.acknowledged >= KILLS
    assert found.as_it_should_be, found
    with open_records(place) as records:
        assert records.kept().repetitions == found.acknowledged + found.ahead


def test_the_figures_tell_when_something_is_amiss() -> None:
    fine = KillFigures(3, 30, 0, 0, 2, 0, sound=True)
    assert fine.as_it_should_be
    for amiss in ({"lost": 1}, {"double": 1}, {"halves": 1}, {"sound": False}, {"ahead": 4}):
        assert not replace(fine, **amiss).as_it_should_be


def test_a_guided_session_survives_kill_9_of_its_server(place: str) -> None:
    found = kill_sessions(place, SESSION_KILLS, seed=1)
    assert found.kills == SESSION_KILLS
    assert found.sessions >= 2
    assert found.resumed >= 1
    whole = REPETITIONS * len(WHOLE)
    assert found.acknowledged >= whole
    assert found.acknowledged + found.ahead >= found.sessions * whole
    assert found.as_it_should_be, found
    with open_records(place) as records:
        assert records.kept().repetitions == found.acknowledged + found.ahead


def test_the_figures_of_sessions_tell_when_something_is_amiss() -> None:
    fine = SessionKillFigures(3, 2, 2, 18, 0, 0, 1, 1, 0, sound=True)
    assert fine.as_it_should_be
    for amiss in ({"lost": 1}, {"double": 1}, {"odd": 1}, {"sound": False}):
        assert not replace(fine, **amiss).as_it_should_be


@pytest.mark.parametrize(
    ("sets", "ended", "expected"),
    [
        (WHOLE, True, {}),
        (WHOLE, False, {"odd": 1}),
        (WHOLE | {1: [1, 2]}, True, {"odd": 1, "lost": 1}),
        (WHOLE | {1: [1, 2, 3, 4]}, True, {"odd": 1, "ahead": 1}),
        ({1: [1, 2, 3], 2: [1, 2, 3]}, True, {"odd": 1, "lost": 3}),
    ],
)
def test_sessions_are_held_against_the_plan(
    tmp_path: Path, sets: dict[int, list[int]], ended: bool, expected: dict[str, int]
) -> None:
    with open_records(tmp_path / "records.db") as records:
        records.give_consent("1")
        session, other = records.begin_session(), records.begin_session()
        for number, repetitions in sets.items():
            records.begin_set(session, number, "waiters_bow")
            for one in repetitions:
                records.store_repetition(session, number, *simulate_repetition(one, seed=number))
        if ended:
            records.end_session(session)
        told = {
            Done(session, number, one, simulate_repetition(one, seed=number)[0].start_s)
            for number, repetitions in WHOLE.items()
            for one in repetitions
        }
        found = judge(records, Heard(counted=told, stored=told, over={session}), 0, sound=True)
    fine = SessionKillFigures(0, 0, 1, 9, 0, 0, 0, 0, 0, sound=True)
    assert found == replace(fine, **expected)
    assert other != session


def test_a_repetition_that_was_stored_under_two_numbers_is_there_twice(tmp_path: Path) -> None:
    with open_records(tmp_path / "records.db") as records:
        records.give_consent("1")
        session = records.begin_session()
        records.begin_set(session, 1, "waiters_bow")
        repetition, curves = simulate_repetition(1)
        records.store_repetition(session, 1, repetition, curves)
        records.store_repetition(session, 1, replace(repetition, number=2), curves)
        found = judge(records, Heard(), 0, sound=True)
    assert (found.double, found.odd) == (1, 0)


def test_the_cost_is_measured_on_what_was_stored(tmp_path: Path) -> None:
    place = f"sqlite:///{tmp_path / 'records.db'}"
    found = measure_cost(place, repetitions=20, sessions=3)
    assert (found.stored, found.sessions) == (20, 4)
    assert 0 < found.store_ms <= found.store_p95_ms
    with open_records(place) as records:
        assert records.kept().repetitions == found.repetitions >= 20 + 3 * 2 * 3 * 8
        with records.engine.connect() as connection:
            curves = connection.scalar(text("SELECT count(*) FROM repetition_curves"))
    assert curves == found.repetitions


def test_a_simulated_repetition_is_the_same_each_time() -> None:
    one, other = simulate_repetition(4, seed=2), simulate_repetition(4, seed=2)
    assert one[0].peaks == other[0].peaks
    assert one[0].peaks != simulate_repetition(5, seed=2)[0].peaks
    assert one[0].peaks["trunk_flexion"] == pytest.approx(one[1].angles["trunk_flexion"].max(), abs=3)
