"""The moving figure: its tempo is the exercise's own, and it ends where it begins."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.synthetic.pictures import SCENES
from exercises.definition import Exercise
from exercises.files import find_exercise, load_library
from exercises.moving import REST_S, STEPS, TURN_S, WAY_S, Stretch, find_moving, stretches_of
from exercises.parts import TempoCompensation
from exercises.self_guided import SelfGuided, load_self_guided

LAST, MIDDLE = STEPS - 1, (STEPS - 1) // 2
ALL: dict[str, Exercise | SelfGuided] = {**load_library(), **load_self_guided()}


@pytest.mark.parametrize("name", ALL)
def test_every_exercise_of_the_library_moves_and_ends_where_it_begins(name: str) -> None:
    stretches = stretches_of(ALL[name])
    for before, after in pairwise([*stretches, stretches[0]]):
        assert before.end == after.start
    assert {place for one in stretches for place in (one.start, one.end)} <= {0, MIDDLE, LAST}
    assert all(one.seconds > 0 for one in stretches)
    # It begins in the position that the start picture shows.
    assert stretches[0].start == (MIDDLE if SCENES[name].both_sides else 0)


def test_a_bow_goes_two_seconds_each_way_with_a_moment_at_the_turn() -> None:
    assert stretches_of(find_exercise("waiters_bow")) == (
        Stretch(0, LAST, WAY_S),
        Stretch(LAST, LAST, TURN_S),
        Stretch(LAST, 0, WAY_S),
        Stretch(0, 0, REST_S),
    )


@pytest.mark.parametrize(
    ("name", "seconds"),
    [("bridge", 2.0), ("bird_dog", 3.0), ("one_leg_stance_left", 10.0), ("reposition_flexion", 2.0)],
)
def test_what_is_held_is_held_as_long_as_the_exercise_asks(name: str, seconds: float) -> None:
    assert stretches_of(find_exercise(name))[1] == Stretch(LAST, LAST, seconds, held=True)


def test_between_the_own_ends_nobody_rests() -> None:
    assert [one.seconds for one in stretches_of(find_exercise("pelvic_tilt"))] == [
        WAY_S,
        TURN_S,
        WAY_S,
        TURN_S,
    ]


def test_a_turn_goes_to_both_sides_by_turns() -> None:
    stretches = stretches_of(load_self_guided()["trunk_rotation"])
    assert [(one.start, one.end) for one in stretches] == [
        (MIDDLE, LAST), (LAST, LAST), (LAST, MIDDLE), (MIDDLE, MIDDLE),
        (MIDDLE, 0), (0, 0), (0, MIDDLE), (MIDDLE, MIDDLE),
    ]  # fmt: skip


def test_no_figure_is_faster_than_its_exercise_asks() -> None:
    for exercise in load_library().values():
        least_s = max(
            (part.least_duration_s for part in exercise.compensations if isinstance(part, TempoCompensation)),
            default=0.0,
        )
        moving_s = sum(one.seconds for one in stretches_of(exercise) if one.start != one.end)
        assert moving_s >= least_s, exercise.id


def test_a_slow_exercise_has_a_slow_figure() -> None:
    bow = find_exercise("waiters_bow")
    slow = [
        part.model_copy(update={"least_duration_s": 6.0}) if isinstance(part, TempoCompensation) else part
        for part in bow.compensations
    ]
    assert stretches_of(bow.model_copy(update={"compensations": slow}))[0].seconds == 3.0


def test_a_sheet_is_found_by_the_id_and_told_in_words() -> None:
    turn = load_self_guided()["trunk_rotation"]
    figure = find_moving(turn)
    assert figure is not None
    assert figure.path.name == "trunk_rotation_moving.webp"
    assert figure.told == "Seated turn: the movement, from the start to the end and back"
    assert figure.stretches == stretches_of(turn)


def test_without_a_sheet_there_is_no_figure(tmp_path: Path) -> None:
    assert find_moving(find_exercise("squat"), tmp_path) is None
