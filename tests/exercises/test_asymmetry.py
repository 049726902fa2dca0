"""Left against right: obvious answers, mirrors, and nothing told that the camera cannot tell."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from exercises.asymmetry import Asymmetry, by_side, compare_sides
from exercises.asymmetry_words import NO_DIAGNOSIS, say_asymmetry
from exercises.events import Repetition
from exercises.files import load_library
from exercises.lint import _calmer
from exercises.sides import Side, Sides
from vision.accuracy import stated_error
from vision.angles import View

NEAR = Sides(trains="near")


def rep(deg: float, took_s: float = 4.0, hold_s: float = math.nan, view: View = View.FRONT,
        angle: str = "trunk_lateral") -> Repetition:  # fmt: skip
    return Repetition(1, 0.0, took_s, {angle: deg}, True, (), angle=angle, hold_s=hold_s, view=view)


def both(left: list[Repetition], right: list[Repetition]) -> Asymmetry:
    found = compare_sides({Side.LEFT: left, Side.RIGHT: right})
    assert found is not None
    return found


def bends(left_deg: float, right_deg: float, times: int = 3) -> Asymmetry:
    return both([rep(left_deg)] * times, [rep(right_deg)] * times)


def test_more_to_the_left_is_said_so() -> None:
    found = bends(28, 22)
    assert found.reached.more is Side.LEFT
    assert say_asymmetry(found) == ("Left 28°, right 22°: a little more to the left.",)
    assert say_asymmetry(bends(20, 32)) == ("Left 20°, right 32°: more to the right.",)


def test_what_is_no_real_change_is_the_same() -> None:
    found = bends(28, 24)
    assert found.reached.more is None
    assert found.reached.least == 5.0  # the least real change, above what the camera adds to both readings
    assert say_asymmetry(found)[0].startswith("Left 28°, right 24°: the same on both sides")


def test_a_joint_that_is_read_worse_has_to_differ_by_more() -> None:
    stated = stated_error("knee_flexion", View.LEFT)
    assert stated is not None
    least = math.sqrt(2) * stated.p95_deg
    for apart, more in ((0.95 * least, None), (1.05 * least, Side.RIGHT)):
        left = [rep(40, view=View.LEFT, angle="knee_flexion")] * 3
        right = [rep(40 + apart, view=View.RIGHT, angle="knee_flexion")] * 3
        assert both(left, right).reached.more is more


@given(left=st.floats(5, 60), right=st.floats(5, 60), slow=st.floats(1, 8))
def test_in_a_mirror_the_other_side_is_told(left: float, right: float, slow: float) -> None:
    one, other = [rep(left, slow)] * 3, [rep(right)] * 3
    seen, mirrored = both(one, other), both(other, one)
    for name in ("reached", "took"):
        here, there = getattr(seen, name), getattr(mirrored, name)
        assert (here.left, here.right, here.least) == (there.right, there.left, there.least)
        assert (here.more is None) == (there.more is None)
        assert here.more is None or here.more is not there.more


def test_somebody_who_varies_more_than_the_sides_differ_has_no_difference() -> None:
    left, right = [rep(18), rep(28), rep(38)], [rep(12), rep(22), rep(32)]
    assert bends(28, 22).reached.more is Side.LEFT
    assert both(left, right).reached.more is None


def test_slower_and_held_longer_are_told_one_at_a_time() -> None:
    found = both([rep(25, 6.0, 3.0)] * 3, [rep(25, 4.0, 2.9)] * 3)
    assert (
        say_asymmetry(found)[1] == "6.0 seconds on the left, 4.0 on the right: a little slower on the left."
    )
    found = both([rep(25, 6.0, 6.0)] * 3, [rep(25, 4.0, 2.0)] * 3)
    assert (
        say_asymmetry(found)[1] == "Held for 6.0 seconds on the left, 2.0 on the right: longer on the left."
    )
    assert both([rep(25, 4.4)] * 3, [rep(25, 4.0)] * 3).took.more is None  # within half a second


def test_another_count_is_told_where_nothing_else_is() -> None:
    found = both([rep(25)] * 6, [rep(25)] * 4)
    assert say_asymmetry(found)[1] == "6 times on the left, 4 on the right."


def test_what_was_not_measured_counts_and_has_no_number() -> None:
    unseen = Repetition(1, 0.0, 4.0, {}, False, (), measured=False, angle="trunk_lateral", view=View.FRONT)
    found = both([rep(28), rep(28), unseen], [rep(22), rep(22)])
    assert (found.left.repetitions, found.left.measured) == (3, 2)
    assert found.reached.left == 28


def test_one_repetition_each_is_too_few_to_tell() -> None:
    found = bends(35, 15, times=1)
    assert found.reached.more is None
    assert say_asymmetry(found) == ("Two measured repetitions on each side, and I can tell them apart.",)


def test_without_a_stated_error_no_side_has_more() -> None:
    found = both([rep(60, view=View.OBLIQUE)] * 3, [rep(20, view=View.OBLIQUE)] * 3)
    assert not found.reached.told
    assert found.reached.more is None


@pytest.mark.parametrize("missing", [{}, {Side.LEFT: [rep(20)]}, {Side.LEFT: [rep(20)], Side.RIGHT: []}])
def test_one_side_alone_is_held_against_nothing(missing: dict[Side, list[Repetition]]) -> None:
    assert compare_sides(missing) is None


def test_turning_round_changes_the_side() -> None:
    done = [
        rep(40, view=View.LEFT),
        rep(41, view=View.RIGHT),
        rep(42, view=View.LEFT),
        rep(43, view=View.UNKNOWN),
    ]
    found = by_side(NEAR, done)
    assert {side: [one.peaks["trunk_lateral"] for one in reps] for side, reps in found.items()} == {
        Side.LEFT: [40, 42],
        Side.RIGHT: [41],
    }
    assert by_side(Sides(trains="left", other="x"), done)[Side.LEFT] == tuple(done)


@pytest.mark.parametrize("wrong", [{"trains": "left"}, {"trains": "near", "other": "x"}, {"trains": "both"}])
def test_sides_that_do_not_fit_are_told(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Sides.model_validate(wrong)


def test_both_sides_of_the_library_name_each_other() -> None:
    library = load_library()
    sided = {name: one.sides for name, one in library.items() if one.sides}
    assert {name for name, sides in sided.items() if sides.trains == "near"} == {
        "lunge", "bird_dog", "sitting_knee_extension"
    }  # fmt: skip
    for name, sides in sided.items():
        if sides.other:
            other = library[sides.other].sides
            assert other is not None
            assert other.other == name
            assert {other.trains, sides.trains} == {"left", "right"}


def test_all_that_can_be_said_is_calm() -> None:
    said = [NO_DIAGNOSIS]
    for right, took_s, hold_s in ((25, 4, 2), (40, 8, 9), (10, 2, 0.2)):
        said += say_asymmetry(both([rep(25, 4, 2)] * 3, [rep(right, took_s, hold_s)] * 2))
    said += say_asymmetry(both([replace(rep(25), measured=False)], [rep(25)]))
    assert all(not _calmer(sentence) and len(sentence) <= 120 for sentence in said)
