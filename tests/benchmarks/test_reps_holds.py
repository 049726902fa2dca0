"""People on one leg: the body that stands so, its script, what is true of it, and the coach beside it."""

from __future__ import annotations

import math
from dataclasses import replace
from io import StringIO
from itertools import pairwise

import pytest
from rich.console import Console

from benchmarks.accuracy.store import CachedTake, read_takes
from benchmarks.reps.hold_faults import is_on_one_leg, judge_lifts, one_leg_exercises
from benchmarks.reps.holds import LIFTED, ONE_LEG, HoldResult, run_holds, true_lifts
from benchmarks.reps.holds_report import holds_json, show_holds
from benchmarks.reps.scoring import FoundRepetition, TrueRepetition, score
from benchmarks.synthetic.one_leg import FOOT_LIFT, Balance, Lift, OneLeg
from benchmarks.synthetic.one_leg_scenes import (
    DROPS,
    FRAMES_PER_S,
    LIFTS_LEFT,
    LIFTS_RIGHT,
    MARCHES,
    scenes,
)
from benchmarks.synthetic.stance import Habit
from benchmarks.synthetic.truth import absolute_angles
from exercises.definition import OneWayExercise
from exercises.events import FoundFault, Repetition
from exercises.files import find_exercise, load_library
from exercises.parts import AngleCompensation, Cue
from tests.benchmarks.stick import stick_figure

LEFT = find_exercise("one_leg_stance_left")
assert isinstance(LEFT, OneWayExercise)


@pytest.fixture(scope="module")
def person() -> OneLeg:
    return OneLeg(stick_figure(), Habit(), Lift(40, 65), seed=1)


@pytest.fixture(scope="module")
def cached() -> list[CachedTake]:
    return read_takes(ONE_LEG)


@pytest.mark.parametrize(
    ("balance", "sign"),
    [(Balance(), 0), (Balance(shift=-0.9, right=1.0), 1), (Balance(shift=0.9, left=1.0), -1)],
    ids=["both feet", "right foot up", "left foot up"],
)
def test_the_lift_has_the_sign_of_the_measure(person: OneLeg, balance: Balance, sign: int) -> None:
    lift = person.true_lift(person.rotations(balance, 0))
    assert (lift > 10, lift < -10) == (sign > 0, sign < 0)
    if not sign:
        assert lift == pytest.approx(0, abs=0.5)


def test_a_trunk_keeps_the_angle_it_is_asked_for_while_the_pelvis_drops(person: OneLeg) -> None:
    posed = person.skeleton.pose(person.rotations(Balance(-0.9, right=1.0, obliquity=-9, lateral=-8), 0))
    told = absolute_angles(posed)
    assert told["pelvis_obliquity"] == pytest.approx(-9, abs=0.1)
    assert told["trunk_lateral"] == pytest.approx(-8, abs=2)  # and a little sway


def test_the_weight_goes_over_the_foot_that_stays(person: OneLeg) -> None:
    lifted = person.skeleton.pose(person.rotations(Balance(-0.9, right=1.0), 0)).heads
    # From the middle of the hips: the foot that stays comes under it.
    assert abs(lifted["foot.L"][0] - lifted["root"][0]) < abs(person.neutral.heads["foot.L"][0]) / 2


def test_the_script_never_jumps_and_never_lifts_both_feet() -> None:
    for scene in scenes():
        for before, after in pairwise(scene.moments):
            assert abs(after.balance.shift - before.balance.shift) < 0.6
            assert max(abs(after.balance.left - before.balance.left), 0) < 0.6
            assert min(after.balance.left, after.balance.right) == 0
        assert {act for _, act in scene.acts} >= {LIFTS_LEFT, LIFTS_RIGHT, MARCHES}
    assert scenes() == scenes()


def test_the_cache_is_of_these_scenes(cached: list[CachedTake]) -> None:
    assert [one.id for one in cached] == [one.id for one in scenes()]
    for one, scene in zip(cached, scenes(), strict=True):
        assert one.frames == len(scene.moments)
        assert float(one.about["frames_per_s"]) == FRAMES_PER_S
        assert one.found.all()
        assert abs(one.truth(FOOT_LIFT)).max() > 20
    assert ONE_LEG.stat().st_size < 1_000_000


def test_true_lifts_are_those_of_the_other_foot(cached: list[CachedTake]) -> None:
    lifts = true_lifts(cached[0], LEFT)
    assert [one.repetition.expected for one in lifts] == [True] * 3
    assert [10 < one.hold_s < 12 for one in lifts] == [True, False, False]
    assert [sorted(one.repetition.faults) for one in lifts] == [[], ["too_short"], ["too_short"]]
    assert all(one.lift > 20 for one in lifts)
    starts = [start_s for start_s, act in cached[0].about["acts"] if act.startswith(LIFTS_RIGHT)]
    for start_s, one in zip(starts, lifts, strict=True):
        assert 0 <= one.repetition.start_s - start_s < 1  # the weight goes first
    assert any(act.endswith(DROPS) for _, act in cached[0].about["acts"])


def test_every_lift_is_counted_and_its_hold_is_told_in_seconds(cached: list[CachedTake]) -> None:
    for result in run_holds(cached, load_library()):
        assert result.coach.true == 18
        assert result.coach.f1 == 1
        assert result.false_acts == {}
        assert result.hold_error_s <= 0.2
        assert result.furthest_s <= 0.5
        for fault in result.coach.fault_ids:
            assert result.coach.told_wrongly[fault] == result.coach.missed[fault] == 0


WATCHFUL = LEFT.model_copy(
    update={
        "compensations": [
            *LEFT.compensations,
            AngleCompensation(
                kind="angle",
                id="hip_drops",
                measure="pelvis_obliquity",
                below=-5,
                persistence_s=1.0,
                while_above_deg=10,
                severity=2,
                source="P: for this test",
                cue=Cue(say="Grow tall over the standing leg."),
            ),
        ]
    }
)


def test_whether_a_hip_drops_is_judged_lift_by_lift_by_the_true_pelvis(cached: list[CachedTake]) -> None:
    assert one_leg_exercises({LEFT.id: LEFT}) == []
    assert one_leg_exercises({LEFT.id: WATCHFUL}) == [WATCHFUL]
    for scene in cached:
        assert is_on_one_leg(scene)
        lifts = [one.repetition for one in true_lifts(scene, WATCHFUL)]
        drop = FoundFault("hip_drops", 30.0, -9.0)
        told = [
            Repetition(n, one.start_s, one.end_s, {}, on_target=n < 2, faults=(drop,) if n == 2 else ())
            for n, one in enumerate(lifts)
        ]
        verdicts = judge_lifts(scene, WATCHFUL, told, [])
        assert [one.movement for one in verdicts] == ["as meant", "as meant", DROPS]
        assert [one.beyond for one in verdicts] == [False, False, True]
        assert verdicts[2].there is not False
        assert [one.told for one in verdicts] == [False, False, True]
        assert [one.told for one in judge_lifts(scene, WATCHFUL, told[:1], [])] == [False, None, None]
    assert not is_on_one_leg(replace(cached[0], about={"acts": [(0.0, MARCHES)]}))


def test_an_exercise_that_the_library_lacks_is_left_out(cached: list[CachedTake]) -> None:
    assert run_holds(cached[:1], {}) == []
    assert set(LIFTED) <= set(load_library())


def test_the_report_tells_what_was_found() -> None:
    one = score([TrueRepetition(0, 4), TrueRepetition(10, 14)], [FoundRepetition(0.1, 4.1)])
    result = HoldResult("one_leg_stance_left", one, (-0.5, 0.1), (3.0, -1.0), {"walks on the spot": 2})
    told = holds_json([result])["one_leg_stance_left"]
    assert (told["true"], told["found"], told["f1"]) == (2, 1, pytest.approx(2 / 3))
    assert (told["hold_error_s"], told["hold_furthest_s"], told["lift_error_percent"]) == (0.3, 0.5, 2.0)
    out = StringIO()
    show_holds([result], Console(file=out, width=200))
    assert "walks on the spot: 2" in out.getvalue()
    assert "0.667" in out.getvalue()


def test_nothing_found_is_no_number() -> None:
    empty = HoldResult("one_leg_stance_left", score([], []), (), (), {})
    assert math.isnan(empty.hold_error_s)
    assert math.isnan(empty.furthest_s)
    assert math.isnan(empty.lift_error)
