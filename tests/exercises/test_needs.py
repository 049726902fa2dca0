"""What a frame is read for beside the angles of the landmarks."""

from __future__ import annotations

import pytest

from exercises.files import find_exercise
from exercises.needs import find_needs
from tests.exercises.movements import make_exercise


@pytest.mark.parametrize(
    ("exercise", "over_feet"),
    [
        ("waiters_bow", True),
        ("sit_to_stand", True),
        ("sitting_knee_extension", True),
        ("pelvic_tilt", True),
        ("bridge", False),
        ("bird_dog", False),
        ("quadruped_rocking", False),
    ],
)
def test_who_kneels_or_lies_is_not_over_their_feet(exercise: str, over_feet: bool) -> None:
    assert find_needs(find_exercise(exercise)).over_feet is over_feet


def test_what_an_exercise_judges_is_read_wherever_it_starts() -> None:
    fault = {
        "kind": "angle",
        "id": "sinks",
        "measure": "hip_height",
        "below": -20,
        "persistence_s": 0.3,
        "severity": 2,
        "source": "P",
        "cue": {"say": "Hips up a little."},
    }
    level = {"start": {"trunk_at_deg": 90}}
    assert not find_needs(make_exercise(**level)).over_feet
    assert find_needs(make_exercise(**level, compensations=[fault])).over_feet
