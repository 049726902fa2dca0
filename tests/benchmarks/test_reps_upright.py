"""Upright exercises as they are meant and otherwise: the plan, and what the coach makes of the takes."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.accuracy.store import CachedTake, read_takes
from benchmarks.reps.kinds import kinds_for
from benchmarks.reps.run import found
from benchmarks.reps.scoring import score, total
from benchmarks.reps.script import Layout, lead, movements_of, repetition, still
from benchmarks.reps.streams import Film
from benchmarks.reps.table import CACHES, CHECKS, UPRIGHT, Check, takes_for
from benchmarks.reps.truth import passes, true_repetitions
from benchmarks.synthetic.takes import BODIES, SWAY_PICTURES
from benchmarks.synthetic.upright import FIRST_BODY, Lunge, Stepping, upright_takes
from clinic.check import check_observations
from exercises.definition import OneWayExercise
from exercises.files import find_exercise
from exercises.parts import AngleCompensation

PLAN = upright_takes()
TAKES = {take.id: take for take in read_takes(UPRIGHT)}


def check_of(exercise: str, *, elsewhere: bool = False) -> Check:
    return next(one for one in CHECKS if one.exercise == exercise and one.elsewhere is elsewhere)


def one_way(name: str) -> OneWayExercise:
    exercise = find_exercise(name)
    assert isinstance(exercise, OneWayExercise)
    return exercise


def test_the_plan_is_the_same_every_time_and_shows_people_of_its_own() -> None:
    assert upright_takes() == PLAN
    assert upright_takes(seed=12) != PLAN
    assert len({take.id for take in PLAN}) == len({take.body for take in PLAN}) == len(PLAN)
    assert min(take.body for take in PLAN) >= FIRST_BODY > BODIES


def test_every_movement_comes_fast_and_calm_as_meant_and_otherwise() -> None:
    for name in {take.movement.name for take in PLAN}:
        lasting = [take.repetition_s for take in PLAN if take.movement.name == name]
        assert min(lasting) < 1.5 < max(lasting)
    tipped = [take.movement.trunk for take in PLAN if isinstance(take.movement, Lunge)]
    assert min(tipped) < 8
    assert max(tipped) > 25


def test_lunges_step_from_feet_together_or_come_in_their_long_step() -> None:
    lunges = [take for take in PLAN if isinstance(take.movement, Lunge)]
    steps = [take for take in lunges if take.lead_s]
    assert 0 < len(lunges) - len(steps) < len(steps)
    for take in steps:
        first, *_ = (take.pictures[number] for number in take.timeline)
        assert isinstance(first, Stepping)
        assert first.step == 0
        frames = round(take.lead_s * take.rate)
        assert take.timeline[frames] < SWAY_PICTURES
    assert all(max(take.timeline) == len(take.pictures) - 1 for take in lunges)


def test_the_cache_holds_what_was_planned() -> None:
    assert UPRIGHT in CACHES
    plan = {take.id: take for take in PLAN}
    assert set(TAKES) <= set(plan)
    for name, cached in TAKES.items():
        take = plan[name]
        assert cached.frames == len(take.timeline)
        assert Layout.of(cached).hold == take.hold_frames


def test_what_is_true_of_a_lunge_is_told_from_the_long_step() -> None:
    plan = next(take for take in PLAN if isinstance(take.movement, Lunge) and take.lead_s)
    take, layout = TAKES[plan.id], Layout.of(TAKES[plan.id])
    still_part = slice(layout.lead, layout.lead + layout.hold)
    assert np.abs(take.truth("trunk_flexion")[still_part]).max() < 1
    turn = int(layout.place(1.0, back=False))
    assert take.truth("trunk_flexion")[turn] == pytest.approx(plan.movement.trunk, abs=1)
    # Feet together, both knees are straighter than in the step.
    assert take.truth("knee_flexion_left")[0] + take.truth("knee_flexion_right")[0] < -15


def test_a_stream_of_a_lunge_begins_with_the_step() -> None:
    plan = next(take for take in PLAN if isinstance(take.movement, Lunge) and take.lead_s)
    take, layout = TAKES[plan.id], Layout.of(TAKES[plan.id])
    shown = Film(take).play((*lead(layout.lead_s), still(1.0)), layout.rate)
    filmed = list(take.observations())
    for one, other in zip(shown[: layout.lead], filmed, strict=False):
        assert one.pose is not None
        assert other.pose is not None
        np.testing.assert_allclose(one.pose.landmarks_px, other.pose.landmarks_px, atol=0.05)
    away = kinds_for(layout.lasts_s, lead_s=layout.lead_s)["away between"].script
    assert sum(act.kind == "lead" for act in away if hasattr(act, "kind")) == 2
    assert lead(0.0) == ()


def test_who_goes_aside_is_known_from_the_true_joints() -> None:
    check, exercise = check_of("sit_to_stand", elsewhere=True), one_way("sit_to_stand")
    # The library's own does not judge it: an exercise of somebody else may.
    (tips,) = [part for part in exercise.compensations if isinstance(part, AngleCompensation)]
    shifts = {"measure": "body_shift", "above": None, "beyond": 12.0, "persistence_s": 0.02}
    aside = tips.model_copy(update=shifts)
    told = {}
    for take in takes_for(check, list(TAKES.values())):
        script = (still(3.6), repetition(Layout.of(take).lasts_s), still(1.0))
        (true,) = true_repetitions(take, script, exercise)
        assert "too_fast" not in true.judged  # no tempo is told from the front
        ((_, movement),) = movements_of(script)
        told[take.id] = passes(take, movement, exercise, aside, error_deg=0.0)
        assert told[take.id] is bool(np.abs(take.truth("body_shift")).max() > 12)
    assert set(told.values()) == {True, False}


@pytest.mark.parametrize("name", ["lunge", "trunk_extension"])
def test_some_takes_through_the_coach(name: str) -> None:
    """Also of a lunge whose person came into the picture already in the long step."""
    exercise, scores = one_way(name), []
    for take in takes_for(check_of(name), list(TAKES.values()))[:3]:
        layout = Layout.of(take)
        kinds = kinds_for(layout.lasts_s, lead_s=layout.lead_s)
        for kind in (kinds["clean"], kinds["unseen for a moment"], kinds["8_per_s"]):
            told = check_observations(Film(take).play(kind.script, kind.rate), exercise).repetitions
            true = true_repetitions(take, kind.script, exercise)
            scores.append(score(true, [found(one) for one in told]))
    assert total(scores).f1 == 1
    assert total(scores).visible_start_error_ms < 150


@pytest.mark.parametrize("take", ["u50_front_sit_to_stand", "u53_front_sit_to_stand"])
def test_who_sits_before_a_high_camera_is_ready_and_counted(take: str) -> None:
    """Hips over near feet look high from there, and knees that point at the camera jump."""
    check, exercise = check_of("sit_to_stand", elsewhere=True), one_way("sit_to_stand")
    assert TAKES[take] in takes_for(check, [TAKES[take]])
    kind = kinds_for(Layout.of(TAKES[take]).lasts_s)["half repetitions"]
    told = check_observations(Film(TAKES[take]).play(kind.script, kind.rate), exercise).repetitions
    true = true_repetitions(TAKES[take], kind.script, exercise)
    one = score(true, [found(repetition) for repetition in told])
    assert one.f1 == 1
    assert max(one.visible_start_error_ms, one.visible_end_error_ms) < 150


def test_a_trunk_folded_over_the_thighs_makes_no_half_a_rise_a_whole_one() -> None:
    """The pose engine lets the hips slide to the knees there, and read the knees 80 degrees too straight."""
    take, exercise = TAKES["u35_left_sit_to_stand"], one_way("sit_to_stand")
    kind = kinds_for(Layout.of(take).lasts_s)["half repetitions"]
    told = check_observations(Film(take).play(kind.script, kind.rate), exercise).repetitions
    one = score(true_repetitions(take, kind.script, exercise), [found(repetition) for repetition in told])
    assert one.f1 == 1


def test_legs_taken_for_each_other_for_a_frame_keep_nobody_from_being_ready() -> None:
    take, exercise = TAKES["u17_left_lunge"], one_way("lunge")
    layout = Layout.of(take)
    kind = kinds_for(layout.lasts_s, lead_s=layout.lead_s)["clean"]
    assert len(check_observations(Film(take).play(kind.script, kind.rate), exercise).repetitions) == 1


def test_lunges_on_the_other_leg_are_no_takes_of_the_exercise() -> None:
    lunges: list[CachedTake] = [one for one in TAKES.values() if one.about["movement"]["name"] == "lunge"]
    chosen = takes_for(check_of("lunge"), lunges)
    assert 0 < len(chosen) < len(lunges)
