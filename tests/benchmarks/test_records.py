"""Killing a storing program loses nothing: ten kills here, fifty in `python -m benchmarks.records`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.records.__main__ import measure_cost
from benchmarks.records.killing import KillFigures, kill_runs
from benchmarks.records.simulated import simulate_repetition
from records import open_records
from tests.records.conftest import made, place, postgresql, server, stack

__all__ = ["made", "place", "postgresql", "server", "stack"]

KILLS = 10


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
