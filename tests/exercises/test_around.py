"""A repetition begins with what moves before its angle does, and is over when that rests again."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from exercises.around import Around
from exercises.files import find_exercise
from tests.exercises.movements import Curve, Result, make_exercise, path, posture, times
from vision.angles import View
from vision.posture import Posture

LEAN = {"measure": "trunk_flexion", "rest_deg": 3, "longest_s": 2.5, "source": "test"}
KNEES = make_exercise(
    movement={"angle": "knee_flexion", "least_duration_s": 0.6},
    target={"from_deg": 50, "to_deg": 100},
    compensations=[
        {
            "kind": "tempo",
            "id": "too_fast",
            "least_duration_s": 2.0,
            "severity": 1,
            "source": "test",
            "cue": {"say": "Try it slower."},
        }
    ],
)
RISE = KNEES.model_copy(update={"movement": KNEES.movement.model_copy(update={"around": Around(**LEAN)})})


def rising(knees: Curve, lean: Curve, until_s: float, rate_hz: float = 30.0) -> list[Posture]:
    return [posture(t, lean(t), knees=knees(t)) for t in times(until_s, rate_hz)]


OPENS = path((0, 0), (2, 0), (2.6, 80), (3.0, 80), (3.6, 0), (6, 0))
LEANS = path((0, 0), (1.4, 0), (2.1, 40), (2.6, 0), (3.0, 0), (3.5, 40), (4.2, 0), (6, 0))


@pytest.mark.parametrize("rate_hz", [10, 20, 60])
def test_who_leans_first_has_begun_and_who_comes_upright_last_is_not_over(rate_hz: float) -> None:
    alone, whole = (Result(one, rising(OPENS, LEANS, 6, rate_hz)).repetitions[0] for one in (KNEES, RISE))
    assert alone.start_s == pytest.approx(2.0, abs=0.15)
    assert alone.end_s == pytest.approx(3.6, abs=0.15)
    assert whole.start_s == pytest.approx(1.5, abs=0.1)  # three degrees of the lean
    assert whole.end_s == pytest.approx(4.1, abs=0.1)


def test_a_rise_is_not_called_too_fast_for_its_knees_alone() -> None:
    stream = rising(OPENS, LEANS, 6)
    assert Result(KNEES, stream).faults == [["too_fast"]]
    assert Result(RISE, stream).faults == [[]]
    hasty = [replace(one, time_s=0.6 * one.time_s) for one in stream]
    assert Result(RISE, hasty).faults == [["too_fast"]]


def test_a_lean_that_stays_moves_no_end() -> None:
    """Whoever sits bent over rises from there, and has sat down without coming upright."""
    bent = path((0, 30), (6, 30))
    (told,) = Result(RISE, rising(OPENS, bent, 6)).repetitions
    (alone,) = Result(KNEES, rising(OPENS, bent, 6)).repetitions
    assert (told.start_s, told.end_s) == (alone.start_s, alone.end_s)


def test_the_next_one_may_begin_before_the_trunk_is_upright() -> None:
    knees = path((0, 0), (2, 0), (2.6, 80), (3.2, 0), (3.5, 0), (4.1, 80), (4.7, 0), (8, 0))
    lean = path(
        (0, 0), (1.4, 0), (2.1, 40), (2.6, 0), (3.1, 40), (3.4, 35), (3.6, 40), (4.1, 0), (4.7, 40), (5.4, 0)
    )
    first, second = Result(RISE, rising(knees, lean, 8)).repetitions
    assert first.end_s <= second.start_s
    assert second.end_s == pytest.approx(5.3, abs=0.1)


def test_a_lean_long_before_does_not_belong_to_it() -> None:
    """Somebody reaches for their shoes, sits up, and rises half a minute later."""
    lean = path((0, 0), (1, 40), (2, 0), (30, 0), (30.7, 40), (31.2, 0))
    knees = path((0, 0), (30.5, 0), (31.1, 80), (32.0, 0))
    (told,) = Result(RISE, rising(knees, lean, 34)).repetitions
    assert 29.9 < told.start_s < 30.4


def test_without_a_number_for_the_lean_the_knees_decide() -> None:
    stream = rising(OPENS, lambda _: math.nan, 6)
    (told,), (alone,) = (Result(one, stream).repetitions for one in (RISE, KNEES))
    assert (told.start_s, told.end_s) == (alone.start_s, alone.end_s)


def test_rising_is_timed_with_its_lean_from_every_side() -> None:
    rise = find_exercise("sit_to_stand")
    around, elsewhere = rise.movement.around, rise.seen_from(View.FRONT).movement.around
    assert around is not None
    assert elsewhere is not None
    assert (around.measure, around.sign) == ("trunk_flexion", 1)
    # From the front a trunk that leans takes the shoulders down with it.
    assert (elsewhere.measure, elsewhere.sign) == ("shoulder_height", -1)


@pytest.mark.parametrize("rate_hz", [10, 20, 60])
def test_what_goes_down_at_first_may_be_what_moves_around(rate_hz: float) -> None:
    down = Around(**LEAN | {"direction": "minus"})
    sinks = RISE.model_copy(update={"movement": RISE.movement.model_copy(update={"around": down})})
    (told,) = Result(RISE, rising(OPENS, LEANS, 6, rate_hz)).repetitions
    (same,) = Result(sinks, rising(OPENS, lambda t: -LEANS(t), 6, rate_hz)).repetitions
    assert (same.start_s, same.end_s) == (told.start_s, told.end_s)


@pytest.mark.parametrize("rate_hz", [10, 20, 60])
def test_a_swing_below_rest_is_none(rate_hz: float) -> None:
    """A filter swings below where a false start ended: the next one does not begin there."""
    lean = path(
        (0, 0),
        (0.4, 0),
        (0.8, 30),
        (1.1, -5),
        (1.3, 0),
        (2.4, 0),
        (3.1, 40),
        (3.6, 0),
        (4.0, 0),
        (4.5, 40),
        (5.2, 0),
    )
    knees = path((0, 0), (3, 0), (3.6, 80), (4.0, 80), (4.6, 0), (7, 0))
    (told,) = Result(RISE, rising(knees, lean, 7, rate_hz)).repetitions
    assert told.start_s == pytest.approx(2.5, abs=0.1)


def test_knees_that_close_further_than_before_are_at_rest() -> None:
    """Hips, too, read lower while the trunk leans over them: that is no way out, and no way back."""
    dips = path((0, 0), (1.6, 0), (2, -20), (2.6, 80), (3.0, 80), (3.6, -20), (4.0, 0), (6, 0))
    (told,) = Result(RISE, rising(dips, LEANS, 6)).repetitions
    assert told.start_s == pytest.approx(1.5, abs=0.1)
    assert told.end_s == pytest.approx(4.1, abs=0.1)


@pytest.mark.parametrize(("trunk_seen", "counted"), [(True, 1), (False, 0)])
def test_who_stays_folded_over_the_thighs_has_not_gone(trunk_seen: bool, counted: int) -> None:
    """Three seconds without knees: as long as the trunk is seen, somebody is there."""
    knees = path((0, 0), (2, 0), (2.6, 50), (5.6, 50), (6.2, 80), (6.8, 0), (9, 0))
    lean = path((0, 0), (1.4, 0), (2.1, 70), (5.6, 70), (6.2, 0), (6.8, 40), (7.5, 0), (9, 0))
    stream = [
        posture(
            t,
            math.nan if 2.6 < t < 5.6 and not trunk_seen else lean(t),
            knees=math.nan if 2.6 < t < 5.6 else knees(t),
        )
        for t in times(9, 20)
    ]
    assert len(Result(RISE, stream).repetitions) == counted


def test_who_tips_far_before_the_seat_is_left_hears_of_it() -> None:
    """The knees have hardly moved by then: what is watched begins with the lean."""
    tips = RISE.model_copy(
        update={
            "compensations": [
                make_exercise()
                .compensations[1]
                .model_copy(
                    update={"id": "tips", "measure": "trunk_flexion", "above": 60, "persistence_s": 0.4}
                )
            ]
        }
    )
    deep = path((0, 0), (1.0, 0), (1.5, 75), (2.1, 75), (2.5, 0), (3.0, 0), (3.5, 40), (4.2, 0), (6, 0))
    assert Result(tips, rising(OPENS, deep, 6)).faults == [["tips"]]
    late = path((0, 0), (1.4, 0), (2.1, 40), (2.6, 0), (3.0, 0), (3.5, 75), (4.2, 75), (4.8, 0), (6, 0))
    assert Result(tips, rising(OPENS, late, 6)).faults == [["tips"]]
    assert Result(tips, rising(OPENS, LEANS, 6)).faults == [[]]
    # Folded over the thighs, and so for as long as it lasts, the knees are hidden from the camera.
    stays = path((0, 0), (1.4, 0), (2.1, 40), (2.6, 0), (3.0, 0), (3.3, 75), (3.9, 75), (4.2, 0), (6, 0))
    hidden = [posture(t, stays(t), knees=math.nan if 3.3 < t < 4.1 else OPENS(t)) for t in times(6, 20)]
    assert Result(tips, hidden).faults == [["tips"]]
