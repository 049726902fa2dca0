"""What changed between two repetitions, of what was asked for; repetitions to both sides among them."""

from __future__ import annotations

import pytest

from exercises.change import has_changed, newest_told
from exercises.events import DropReason, FoundFault, MovementDropped, Repetition, RepetitionFinished
from exercises.files import find_exercise
from tests.exercises.movements import make_exercise

BOW, CLOCK = make_exercise(), find_exercise("pelvic_clock")
AXIS = CLOCK.axes[0]
BACKWARD, FORWARD = (f"too_little_{end.name}" for end in AXIS.ends)


def bow(number: int, *faults: str, peak: float = 60.0, measured: bool = True) -> Repetition:
    found = tuple(FoundFault(fault, 1.0, 40.0) for fault in faults)
    peaks = {"trunk_flexion": peak} if measured else {}
    return Repetition(
        number,
        0.0,
        4.0,
        peaks,
        not faults,
        found,
        measured=measured,
        angle="trunk_flexion",
        target_deg=(50, 70),
    )


def swing(minus: float, plus: float, angle: str = AXIS.angle) -> Repetition:
    return Repetition(1, 0.0, 4.0, {}, True, (), angle=angle, ends=(minus, plus))


@pytest.mark.parametrize(
    ("asked", "changed"), [({"knees_bend"}, True), ({"knees_bend", "too_fast"}, True), ({"too_fast"}, False)]
)
def test_only_what_was_asked_for_is_a_change(asked: set[str], changed: bool) -> None:
    assert has_changed(BOW, bow(1, "knees_bend"), bow(2), asked) is changed


def test_a_compensation_that_is_still_there_or_another_is_no_change() -> None:
    before = bow(1, "knees_bend", "too_fast")
    assert not has_changed(BOW, before, bow(2, "knees_bend", "too_fast"), {"knees_bend"})
    assert not has_changed(BOW, before, bow(2, "too_fast"), {"knees_bend"})


CLOSEST = BOW.feedback.changed_by_deg


@pytest.mark.parametrize(
    ("before", "now", "asked", "changed"),
    [
        (40, 40 + CLOSEST, "too_little", True),
        (40, 39.9 + CLOSEST, "too_little", False),
        (40, 75, "too_little", False),
        (40, 60, "too_much", False),
        (90, 80, "too_much", True),
        (90, 45, "too_much", False),
        (60, 66, "too_little", False),
    ],
)
def test_the_turning_point_moves_toward_the_target(
    before: float, now: float, asked: str, changed: bool
) -> None:
    assert has_changed(BOW, bow(1, peak=before), bow(2, peak=now), {asked}) is changed


@pytest.mark.parametrize(
    ("before", "now", "asked", "changed"),
    [
        ((0.4, 0.9), (0.6, 0.9), BACKWARD, True),
        ((0.4, 0.9), (0.5, 0.9), BACKWARD, False),
        ((0.4, 0.9), (0.4, 1.1), BACKWARD, False),
        ((0.9, 0.4), (0.9, 0.8), FORWARD, True),
        ((0.9, 0.4), (0.9, 0.8), BACKWARD, False),
        ((0.9, 0.9), (1.1, 1.1), FORWARD, False),  # it was far enough already
    ],
)
def test_an_end_is_reached_further(
    before: tuple[float, float], now: tuple[float, float], asked: str, changed: bool
) -> None:
    assert has_changed(CLOCK, swing(*before), swing(*now), {asked}) is changed


def test_another_angle_is_not_compared() -> None:
    other = CLOCK.axes[1].angle
    assert not has_changed(CLOCK, swing(0.4, 0.4), swing(0.9, 0.9, other), {BACKWARD, FORWARD})


def test_what_is_compared_with_is_the_newest_that_was_spoken_of() -> None:
    def told(before: Repetition | None, one: Repetition) -> Repetition | None:
        return newest_told(BOW, before, (RepetitionFinished(one),))

    first = bow(1)
    assert told(None, first) is first
    assert told(first, bow(2, measured=False)) is first
    assert told(first, bow(6)) is first  # no feedback on the sixth,
    assert told(first, bow(6, "knees_bend")) is first
    severe = bow(6, "back_rounds")
    assert told(first, severe) is severe  # but for what is severe
    assert newest_told(BOW, first, (MovementDropped(1.0, DropReason.TOO_SMALL),)) is first
