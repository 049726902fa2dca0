"""A set against its path: what was typical is said, what happened once is only counted."""

from __future__ import annotations

import pytest

from exercises.comparison import Comparison, Deviation, Lead, Stretch
from exercises.files import find_exercise
from exercises.set_comparison import AsMeant, sum_up_comparisons

PATH = find_exercise("waiters_bow").path
assert PATH is not None
AS_MEANT = ("As in the target movement, as far as this camera can tell.",)


def one(knees_deg: float = 0.0, first: float = 0.0) -> Comparison:
    """A bow whose knees are off at the turning point, and whose back may be first by a share of the bow."""
    off = {("knee_flexion", Stretch.TURNING): knees_deg}
    deviations = tuple(
        Deviation(angle, stretch, off.get((angle, stretch), 0.0), 5.0, 15.0)
        for angle in ("trunk_flexion", "knee_flexion")
        for stretch in Stretch
    )  # fmt: skip
    lead = Lead("lumbar_flexion", "hip_flexion", first, 0.0, 0.05, 0.1)
    return Comparison(1.0, deviations, (lead,) if first else ())


def summed(*comparisons: Comparison | None):
    found = sum_up_comparisons(comparisons, PATH)
    assert found is not None
    return found


def test_all_as_meant_is_one_sentence() -> None:
    found = summed(one(), one(19), one(-19))
    assert found.sentences == AS_MEANT
    assert found.angles == {"knee_flexion": dict.fromkeys(Stretch, AsMeant(3, 3))}
    assert found.rows == [("Knees", (AsMeant(3, 3),) * 3)]


def test_what_most_did_is_said_and_in_how_many_it_was_so() -> None:
    found = summed(one(30), one(), one(34), one(38))
    assert found.sentences == (
        "Your knees bent more than in the target movement at the turning point, by about 32 degrees.",
        "It was so in 3 of 4 repetitions.",
    )
    assert found.angles["knee_flexion"][Stretch.TURNING] == AsMeant(4, 1)
    assert found.angles["knee_flexion"][Stretch.GOING] == AsMeant(4, 4)


def test_a_single_repetition_never_speaks_for_a_set() -> None:
    found = summed(one(80), one(), one())
    assert found.sentences == AS_MEANT
    assert found.angles["knee_flexion"][Stretch.TURNING] == AsMeant(3, 2)


def test_once_this_way_and_once_that_way_is_nothing_typical() -> None:
    assert summed(one(40), one(-40)).sentences == AS_MEANT


def test_the_order_is_a_criterion_of_its_own() -> None:
    found = summed(one(first=0.3), one(first=0.28), one())
    assert found.sentences == ("Your back bent before your hips did.", "It was so in 2 of 3 repetitions.")
    assert found.order == AsMeant(3, 1)
    assert found.rows[-1] == ("What comes first", (AsMeant(3, 1), None, None))


def test_one_repetition_is_told_without_a_count() -> None:
    assert len(summed(one(40)).sentences) == 1


@pytest.mark.parametrize("nothing", [(), (None,), (None, None)])
def test_nothing_compared_is_nothing(nothing: tuple[None, ...]) -> None:
    assert sum_up_comparisons(nothing, PATH) is None


def test_what_was_measured_too_little_is_left_out() -> None:
    assert summed(None, one(), None).repetitions == 1
