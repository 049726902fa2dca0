"""Slow rises whose trunk tips far forward, or surely does not: plan, truth, and what is told of them."""

from __future__ import annotations

import pytest

from benchmarks.accuracy.store import read_takes
from benchmarks.reps.kinds import kinds_for
from benchmarks.reps.run import found
from benchmarks.reps.scoring import score
from benchmarks.reps.script import Layout, repetition, still
from benchmarks.reps.streams import Film
from benchmarks.reps.table import CACHES, SLOW_RISES
from benchmarks.reps.truth import true_repetitions
from benchmarks.synthetic import floor_and_seat, upright
from benchmarks.synthetic.ground import Measures, sit_to_stand
from benchmarks.synthetic.slow_rises import FULL_LEAN_DEG, SlowRise, slow_rises
from clinic.check import check_observations
from exercises.definition import OneWayExercise
from exercises.files import find_exercise

PLAN = slow_rises()
CACHED = {take.id: take for take in read_takes(SLOW_RISES)}
BODY = Measures(trunk=0.5, thigh=0.4, shank=0.4, arm=0.5, ankle=0.08, back=0.1, seat=0.12)
FAULT = "tips_forward"


def rising() -> OneWayExercise:
    exercise = find_exercise("sit_to_stand")
    assert isinstance(exercise, OneWayExercise)
    return exercise


def tips(name: str) -> bool:
    """Whether somebody of the plan leans by more than the limit of 60."""
    (take,) = (take for take in PLAN if take.id == name)
    return FULL_LEAN_DEG * take.movement.depth > 60


def test_a_lean_stays_as_long_as_is_said_and_is_else_what_it_was() -> None:
    kept, plain = sit_to_stand(1.6, 0.3, 0.6), sit_to_stand(1.6)
    assert [kept(share, BODY).trunk for share in (0.3, 0.4, 0.5, 0.6)] == [pytest.approx(72)] * 4
    assert kept(0.2, BODY).trunk < 72 > kept(0.7, BODY).trunk
    assert kept(0.0, BODY).trunk == kept(1.0, BODY).trunk == 0
    assert plain(0.45, BODY).trunk == pytest.approx(72)
    assert plain(0.3, BODY).trunk < 72 > plain(0.6, BODY).trunk
    # The legs rise as they do.
    assert kept(0.5, BODY).thigh == plain(0.5, BODY).thigh


def test_the_plan_is_the_same_every_time_and_shows_people_of_its_own() -> None:
    assert slow_rises() == PLAN
    assert slow_rises(seed=12) != PLAN
    others = {take.body for take in (*upright.upright_takes(), *floor_and_seat.floor_and_seat_takes())}
    assert len({take.body for take in PLAN} - others) == len(PLAN)


def test_all_but_the_lean_is_of_both_kinds() -> None:
    for is_tipping in (True, False):
        some = [take for take in PLAN if tips(take.id) is is_tipping]
        assert len(some) >= 12
        assert {take.view for take in some} == {"left", "right"}
        assert {take.look.shape["gender"] < 0.5 for take in some} == {True, False}
        assert {take.light.name for take in some} == {"weak", "normal", "strong", "backlit"}
        assert {take.room for take in some} == {0, 1, 2}
        assert {take.body % 2 for take in some} == {0, 1}
        assert all(isinstance(take.movement, SlowRise) for take in some)
        assert min(take.repetition_s for take in some) > 5


def test_the_cache_holds_what_was_planned() -> None:
    assert SLOW_RISES in CACHES
    assert set(CACHED) == {take.id for take in PLAN}
    for take in PLAN:
        assert CACHED[take.id].frames == len(take.timeline)
        assert Layout.of(CACHED[take.id]).hold == take.hold_frames


@pytest.mark.parametrize("name", [take.id for take in PLAN])
def test_of_every_rise_it_is_known_whether_it_tips(name: str) -> None:
    layout = Layout.of(CACHED[name])
    script = (still(3.6), repetition(layout.lasts_s), still(1.0))
    (true,) = true_repetitions(CACHED[name], script, rising())
    assert true.expected
    assert FAULT in true.judged
    assert (FAULT in true.faults) is tips(name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        # A folded trunk was read upright: the hips were put back along a thigh that points the wrong way.
        ("r08_right_sit_to_stand", "set of three"),
        # Leans of 53 and 55 were read 62 and 64: the hips were put back, the shoulders were not.
        ("r09_left_sit_to_stand", "half repetitions"),
        ("r02_right_sit_to_stand", "pause on the way back"),
    ],
)
def test_who_tips_hears_of_it_and_who_does_not_hears_nothing(name: str, kind: str) -> None:
    shown = kinds_for(Layout.of(CACHED[name]).lasts_s)[kind]
    told = check_observations(Film(CACHED[name]).play(shown.script, shown.rate), rising()).repetitions
    one = score(true_repetitions(CACHED[name], shown.script, rising()), [found(each) for each in told])
    assert one.f1 == 1
    assert (one.told_wrongly[FAULT], one.missed[FAULT]) == (0, 0)
    assert one.told_rightly[FAULT] == (one.true if tips(name) else 0)
