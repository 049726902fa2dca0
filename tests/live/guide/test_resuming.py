"""Where a session goes on, from the sets that are kept of it: by hand, then whatever may have been kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.dose import Dose
from live.guide.resuming import find_resume, say_where
from live.guide.state import Moment, Resume, Stage
from records import SetBegun


def dose(name: str, repetitions: int, sets: int) -> Dose:
    return Dose(name, name.title(), (), repetitions, sets, 30, None)


PLAN = (dose("bend", 4, 1), dose("bow", 8, 2), dose("squat", 8, 1))


def sets(*done: tuple[str, int, int], open_end: bool = True) -> list[SetBegun]:
    """Sets of (exercise, planned, repetitions); all ended but perhaps the newest."""
    return [
        SetBegun(number, name, planned, count, ended=not (open_end and number == len(done)))
        for number, (name, planned, count) in enumerate(done, start=1)
    ]


def where(resume: Resume | None) -> tuple[Stage, int, int, int, int]:
    assert resume is not None
    guide = resume.guide
    return guide.stage, guide.item, guide.set_number, guide.ordinal, resume.repetitions


BEND, BOW, SQUAT = ("bend", 4, 4), ("bow", 8, 8), ("squat", 8, 8)


@pytest.mark.parametrize(
    ("done", "expected", "said"),
    [
        # In the middle of a set: the same set, its count goes on.
        (sets(("bend", 4, 0)), (Stage.WORK, 0, 1, 1, 0), "Bend, 0 done"),
        (sets(BEND, ("bow", 8, 3)), (Stage.WORK, 1, 1, 2, 3), "round 1 of Bow, 3 done"),
        (sets(BEND, BOW, ("bow", 8, 3)), (Stage.WORK, 1, 2, 3, 3), "round 2 of Bow, 3 done"),
        # Between two sets: the next one. A full set counts as over, whether its end was kept or not.
        (sets(BEND), (Stage.SHOW, 1, 1, 1, 0), "next: round 1 of Bow"),
        (sets(BEND, BOW, open_end=False), (Stage.SHOW, 1, 2, 2, 0), "next: round 2 of Bow"),
        (sets(BEND, BOW, BOW), (Stage.SHOW, 2, 1, 3, 0), "next: Squat"),
        # An exercise that was ended early was left out, and so was one that has no set.
        (sets(BEND, ("bow", 8, 2), open_end=False), (Stage.SHOW, 2, 1, 2, 0), "next: Squat"),
        (sets(BEND, ("squat", 8, 5)), (Stage.WORK, 2, 1, 2, 5), "Squat, 5 done"),
        # A set once more: that of now, and the last one of the exercise before.
        (sets(BEND, ("bow", 8, 2), ("bow", 8, 5)), (Stage.WORK, 1, 1, 3, 5), "round 1 of Bow, 5 done"),
        (sets(BEND, ("bend", 4, 1)), (Stage.WORK, 0, 1, 2, 1), "Bend, 1 done"),
        # All done but the question at the end.
        (sets(BEND, BOW, BOW, SQUAT), (Stage.PAIN, 3, 1, 4, 0), "all done, one last question"),
    ],
)  # fmt: skip
def test_it_goes_on_where_it_was(
    done: list[SetBegun], expected: tuple[Stage, int, int, int, int], said: str
) -> None:
    resume = find_resume(PLAN, done, 3)
    assert where(resume) == expected
    assert resume is not None
    assert resume.guide.before == 3
    assert resume.guide.repetitions == resume.repetitions
    assert say_where(PLAN, resume) == said


def test_the_last_question_is_the_one_after() -> None:
    resume = find_resume(PLAN, sets(BEND, BOW, BOW, SQUAT), None)
    assert resume is not None
    assert resume.guide.moment is Moment.AFTER


def test_nothing_begun_and_another_plan_go_on_nowhere() -> None:
    assert find_resume(PLAN, [], 3) is None
    assert find_resume(PLAN, sets(("lunge", 8, 2)), 3) is None


KEPT = st.lists(st.tuples(st.sampled_from(["bend", "bow", "squat"]), st.integers(1, 9), st.integers(0, 9)))


@given(KEPT, st.booleans())
def test_whatever_was_kept_it_goes_on_within_the_plan(
    done: list[tuple[str, int, int]], open_end: bool
) -> None:
    kept = sets(*done, open_end=open_end)
    resume = find_resume(PLAN, kept, None)
    if resume is None:
        return
    guide = resume.guide
    assert guide.ordinal == len(kept)
    assert say_where(PLAN, resume)
    if guide.stage is Stage.WORK:
        # No repetition twice: the count goes on after those that are kept of this very set.
        assert PLAN[guide.item].exercise_id == kept[-1].exercise
        assert resume.repetitions == kept[-1].repetitions
    if guide.stage is not Stage.PAIN:
        assert 1 <= guide.set_number <= PLAN[guide.item].sets
