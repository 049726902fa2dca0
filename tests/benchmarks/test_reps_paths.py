"""Rendered people who move as meant have nothing said of them, at any of their depths."""

from benchmarks.reps.paths import run_paths
from exercises.files import load_library


def test_of_good_repetitions_no_deviation_is_told() -> None:
    found = [one for one in run_paths(load_library(), every=6) if one.source == "rendered" and one.good]
    assert {one.exercise for one in found} >= {
        "waiters_bow",
        "squat",
        "sit_to_stand",
        "trunk_flexion",
        "bridge",
    }
    assert sum(one.compared for one in found) >= 30
    assert [one.told for one in found] == [0] * len(found)
