"""Compensations: each with its own limit, persistence and part of the movement."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from exercises.events import FaultPersisted
from exercises.files import find_exercise
from exercises.parts import AngleCompensation
from tests.exercises.movements import Curve, Result, bows, definition, make_exercise, posture, sample

BOW = make_exercise()
ROUNDS, KNEES = (part for part in BOW.compensations if isinstance(part, AngleCompensation))
CURVE, UNTIL_S = bows([60], down_s=2.0, hold_s=1.0, up_s=2.0)  # leaves at 1 s, at the bottom from 3 to 4 s


def pulse(height: float, from_s: float, for_s: float, otherwise: float = 0.0) -> Curve:
    return lambda t: height if from_s <= t < from_s + for_s else otherwise


def faults(**measures: float | Curve) -> list[str]:
    (found,) = Result(BOW, sample(CURVE, UNTIL_S, **measures)).faults
    return found


CASES: list[tuple[dict[str, float | Curve], list[str]]] = [
    ({}, []),  # a clean one
    ({"knees": 40.0}, ["knees_bend"]),
    ({"outline": 30.0}, ["back_rounds"]),
    ({"knees": KNEES.above - 1}, []),  # just below the limit
    ({"knees": KNEES.above + 1}, ["knees_bend"]),  # just above it
    ({"knees": -40.0}, []),  # the other way is not this fault
    ({"knees": pulse(60, 3.0, 0.1)}, []),  # a spike is not a fault
    ({"knees": pulse(60, 3.0, 2 * KNEES.persistence_s)}, ["knees_bend"]),
    ({"outline": pulse(60, 3.0, 0.1)}, []),
    ({"outline": pulse(60, 3.0, 2 * ROUNDS.persistence_s)}, ["back_rounds"]),
    ({"outline": pulse(60, 0.0, 1.3)}, []),  # rounded only while near upright, where it does not count
    ({"knees": math.nan, "outline": math.nan}, []),  # what is not seen is not found
    ({"knees": pulse(40, 3.0, 3.0), "outline": pulse(30, 2.2, 3.0)}, ["back_rounds", "knees_bend"]),
]


@pytest.mark.parametrize(("measures", "expected"), CASES)
def test_the_faults_of_a_repetition(measures: dict[str, float | Curve], expected: list[str]) -> None:
    assert faults(**measures) == expected


def test_spikes_do_not_add_up() -> None:
    """Ten short spikes with calm between them: never above the limit for long enough."""
    assert faults(knees=lambda t: 60.0 if (t % 0.4) < 0.1 else 0.0) == []


@pytest.mark.parametrize("rate_hz", [8, 15, 30, 60])
def test_persistence_is_time_not_frames(rate_hz: float) -> None:
    short, long = 0.5 * KNEES.persistence_s, 2.5 * KNEES.persistence_s
    for for_s, expected in ((short, []), (long, ["knees_bend"])):
        stream = sample(CURVE, UNTIL_S, rate_hz, knees=pulse(60, 3.0, for_s))
        assert Result(BOW, stream).faults == [expected]


def test_a_fault_is_judged_only_above_its_angle() -> None:
    assert ROUNDS.while_above_deg > 0
    # Above it for a fifth of a second only, at the turning point.
    low = bows([ROUNDS.while_above_deg + 1], down_s=0.8, hold_s=0.0, up_s=1.5)
    assert "back_rounds" not in Result(BOW, sample(*low, outline=60.0)).faults[0]
    assert Result(BOW, sample(*bows([ROUNDS.while_above_deg + 20]), outline=60.0)).faults == [["back_rounds"]]


def test_a_fault_outside_a_repetition_is_nobodys() -> None:
    """Knees bent while standing before and after: not part of the bow."""
    standing = lambda t: 40.0 if t < 0.8 or t > 6.2 else 0.0  # noqa: E731
    assert faults(knees=standing) == []


def test_a_fault_belongs_to_its_own_repetition() -> None:
    curve, until_s = bows([60, 60, 60])
    stream = sample(curve, until_s, knees=pulse(40, 6.0, 1.5))
    assert Result(BOW, stream).faults == [[], ["knees_bend"], []]


def test_the_worst_value_is_told() -> None:
    stream = sample(CURVE, UNTIL_S, knees=lambda t: CURVE(t) * 50 / 60)
    (one,) = Result(BOW, stream).repetitions
    (fault,) = one.faults
    assert fault.worst == pytest.approx(50, abs=0.1)
    assert one.start_s < fault.time_s < one.end_s


def test_a_fault_is_spoken_of_while_it_happens_and_once() -> None:
    stream = sample(CURVE, UNTIL_S, knees=40.0)
    result = Result(BOW, stream)
    assert result.spoken_faults == ["knees_bend"]
    (spoken,) = (event.fault for event in result.events if isinstance(event, FaultPersisted))
    (one,) = result.repetitions
    assert spoken.time_s - one.start_s == pytest.approx(KNEES.persistence_s, abs=0.6)
    assert spoken.time_s < one.end_s - 1


def test_a_fault_goes_on_across_a_frame_that_was_not_measured() -> None:
    """Bent all along, and the knee is lost now and then: neither forgotten nor started anew each time."""
    lost = lambda t: math.nan if (t % 0.25) < 0.05 else 40.0  # noqa: E731
    assert faults(knees=lost) == ["knees_bend"]


TEMPO = [
    # down, hold, up in seconds; too fast
    (0.6, 0.0, 0.6, True),
    (1.5, 0.0, 1.5, False),
    (0.6, 2.0, 0.6, False),  # quick, but with a rest at the bottom: the whole repetition counts
]


@pytest.mark.parametrize(("down_s", "hold_s", "up_s", "too_fast"), TEMPO)
def test_tempo_is_the_whole_repetitions(down_s: float, hold_s: float, up_s: float, too_fast: bool) -> None:
    result = Result(BOW, sample(*bows([60], down_s=down_s, hold_s=hold_s, up_s=up_s)))
    assert result.faults == [["too_fast"] if too_fast else []]
    if too_fast:
        (one,) = result.repetitions
        # All of it, with the slow ends that lie within rest.
        assert one.faults[0].worst == pytest.approx(down_s + hold_s + up_s, abs=0.05)
        assert one.faults[0].worst > one.duration_s
        assert result.spoken_faults == ["too_fast"]


def test_the_near_leg_is_the_one_that_is_watched() -> None:
    """Seen from the left only the left knee counts: the right one is guessed behind it."""
    stream = sample(CURVE, UNTIL_S)
    for one in stream:
        one.angles["knee_flexion_right"] = 80.0  # type: ignore[index]
    assert Result(BOW, stream).faults == [[]]


def test_an_exercise_without_compensations_finds_none() -> None:
    plain = make_exercise(compensations=[])
    assert Result(plain, sample(CURVE, UNTIL_S, knees=60.0, outline=60.0)).faults == [[]]


def test_a_limit_may_be_set_on_the_movement_itself() -> None:
    part = {**definition()["compensations"][1], "id": "deep", "measure": "trunk_flexion", "above": 55}
    deep = make_exercise(compensations=[part])
    assert Result(deep, sample(CURVE, UNTIL_S)).faults == [["deep"]]
    assert Result(deep, sample(*bows([50]))).faults == [[]]


def test_postures_without_a_movement_are_not_watched() -> None:
    assert Result(BOW, [posture(i / 30, 0.0, knees=60.0, outline=60.0) for i in range(90)]).events == []


def low_back(**changes: object) -> dict[str, object]:
    """The compensation of a rounding back: the low back's own angle, its outline while that has no number."""
    return {
        **definition()["compensations"][0],
        "measure": "lumbar_flexion",
        "above": 10,
        "otherwise": {"measure": "back_outline", "above": 15},
        **changes,
    }


def deep(lumbar: Curve, outline: float) -> Result:
    stream = [
        replace(one, angles={**one.angles, "lumbar_flexion": lumbar(one.time_s)})
        for one in sample(CURVE, UNTIL_S, outline=outline)
    ]
    return Result(make_exercise(compensations=[low_back()]), stream)


EVIDENCE: list[tuple[str, Curve, float, list[str]]] = [
    # what is read, low back, outline, what is found
    ("both say long", lambda t: 5.0, 5.0, []),
    ("the low back rounds", lambda t: 14.0, 5.0, ["back_rounds"]),
    ("only the outline bends, the low back is known", lambda t: 5.0, 25.0, []),
    ("the low back has no number", lambda t: math.nan, 25.0, ["back_rounds"]),
    ("neither has one", lambda t: math.nan, math.nan, []),
    ("both round, told once", lambda t: 14.0, 25.0, ["back_rounds"]),
    ("it drops out half-way, told once", lambda t: 14.0 if t < 3.4 else math.nan, 25.0, ["back_rounds"]),
]


@pytest.mark.parametrize(
    ("lumbar", "outline", "found"), [c[1:] for c in EVIDENCE], ids=[c[0] for c in EVIDENCE]
)
def test_a_measure_stands_in_for_one_without_a_number(
    lumbar: Curve, outline: float, found: list[str]
) -> None:
    result = deep(lumbar, outline)
    assert result.faults == [found]
    assert result.spoken_faults == found


def test_the_waiters_bow_looks_at_the_low_back_first() -> None:
    part = next(part for part in find_exercise("waiters_bow").compensations if part.id == "back_rounds")
    assert isinstance(part, AngleCompensation)
    assert [limit.measure for limit in part.limits] == ["lumbar_flexion", "back_outline"]


@pytest.mark.parametrize(("knees", "found"), [(-6.0, True), (-4.0, False), (30.0, False)])
def test_a_limit_may_hold_downward(knees: float, found: bool) -> None:
    part = {**definition()["compensations"][1], "below": -5}
    part.pop("above")
    result = Result(make_exercise(compensations=[part]), sample(CURVE, UNTIL_S, knees=knees))
    assert result.faults == [["knees_bend"] if found else []]
    for repetition in result.repetitions:
        assert [fault.worst for fault in repetition.faults] == ([knees] if found else [])


def test_the_worst_below_a_limit_is_the_lowest() -> None:
    part = {**definition()["compensations"][1], "below": -5}
    part.pop("above")
    stream = sample(CURVE, UNTIL_S, knees=lambda t: -6.0 - t)
    (repetition,) = Result(make_exercise(compensations=[part]), stream).repetitions
    assert repetition.faults[0].worst == pytest.approx(-6.0 - repetition.end_s, abs=0.5)


@pytest.mark.parametrize(("knees", "found"), [(26.0, True), (-26.0, True), (24.0, False), (-24.0, False)])
def test_a_limit_may_hold_either_way(knees: float, found: bool) -> None:
    part = {**definition()["compensations"][1], "beyond": 25}
    part.pop("above")
    result = Result(make_exercise(compensations=[part]), sample(CURVE, UNTIL_S, knees=knees))
    assert result.faults == [["knees_bend"] if found else []]
    for repetition in result.repetitions:
        assert [fault.worst for fault in repetition.faults] == ([26.0] if found else [])
