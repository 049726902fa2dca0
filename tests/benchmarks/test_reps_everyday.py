"""Everyday life: its script and pictures, and what is told of what is counted in it, by hand-made data."""

from __future__ import annotations

from io import StringIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from benchmarks.accuracy.store import CachedTake, pack, read_takes, write_takes
from benchmarks.reps.everyday import EVERYDAY, HELD_OUT, EverydayResult, run_everyday, true_excursion, watch
from benchmarks.reps.everyday_acts import ActSpan, FalseRepetition, acts_of, forbidden, stretches
from benchmarks.reps.everyday_report import everyday_json, show_everyday
from benchmarks.reps.in_fact import IN_FACT, ON_THE_CHAIR, in_fact
from benchmarks.reps.scoring import FoundRepetition
from benchmarks.synthetic.acts import (
    ACTS,
    PHONE,
    PICKS_LOW,
    PICKS_MIDDLE,
    RISES,
    SHELF,
    SIDE_ON,
    SITS,
    SITS_DOWN,
    SITS_STILL,
    STOOPS,
    WALKS,
)
from benchmarks.synthetic.everyday import FRAMES_PER_S, Script, moments
from benchmarks.synthetic.everyday_body import SEATED, STANDING, blend
from benchmarks.synthetic.everyday_scenes import HELD_OUT_SEED, SEED, scenes
from benchmarks.synthetic.skeleton import pitch
from exercises.definition import OneWayExercise
from exercises.files import find_exercise, load_library
from vision.pose import Observation

SPANS = acts_of(
    [(0.0, SIDE_ON), (5.0, SITS_DOWN), (7.0, SITS_STILL), (12.0, RISES), (14.0, STOOPS), (18.0, PHONE)], 30.0
)


def found(start_s: float, end_s: float, *faults: str) -> FoundRepetition:
    return FoundRepetition(start_s, end_s, frozenset(faults))


def test_a_script_leads_from_place_to_place_without_jumps() -> None:
    script = Script(0.0, 0.0, 80.0)
    script.act = WALKS
    script.walk(1.0, 0.0)
    script.take("phone", 1.0, 0.5)
    script.walk(-1.0, 0.5)
    told = list(moments(script.start, script.steps))
    for before, after in pairwise(told):
        assert abs(after.x_m - before.x_m) < 0.16
        assert abs((after.heading_deg - before.heading_deg + 180) % 360 - 180) < 45
    assert (told[-1].x_m, told[-1].y_m, told[-1].gait) == (-1.0, 0.5, 0.0)
    assert len(told) == pytest.approx(script.lasts_s * FRAMES_PER_S, abs=len(script.steps))
    assert {moment.act for moment in told} == {WALKS}


def test_a_moment_that_looks_the_same_is_drawn_once() -> None:
    script = Script(0.0, 0.0, 90.0)
    script.keep(10.0)
    still = list(moments(script.start, script.steps))
    assert len(still) == 80
    assert len(set(still)) == 6


BOTH = pytest.mark.parametrize("seed", [SEED, HELD_OUT_SEED])


@BOTH
def test_the_plan_is_ten_minutes_the_same_every_time(seed: int) -> None:
    plan = scenes(seed)
    assert plan == scenes(seed)
    assert plan != scenes(seed=24)
    assert sum(len(scene.moments) for scene in plan) == 600 * FRAMES_PER_S
    assert len({scene.id for scene in plan}) == len(plan) == 5
    for scene in plan:
        pictures = scene.pictures
        shown = [pictures[number] for number in scene.timeline]
        assert shown == list(scene.moments)


def test_other_people_do_other_things() -> None:
    first, second = scenes(), scenes(HELD_OUT_SEED)
    assert {scene.id for scene in first}.isdisjoint(scene.id for scene in second)
    assert all(one.look != other.look for one in first for other in second)
    assert all(one.acts != other.acts for one in first for other in second)


@BOTH
def test_every_act_and_every_posture_comes_up(seed: int) -> None:
    told = [moment for scene in scenes(seed) for moment in scene.moments]
    assert {moment.act for moment in told} == set(ACTS)
    assert {moment.pose for moment in told} == {*STANDING, *SEATED}


def test_people_keep_still_long_enough_for_the_coach_to_become_ready() -> None:
    for scene in scenes():
        spans = acts_of(scene.acts, scene.lasts_s)
        still = [span for span in spans if span.act == SIDE_ON and span.end_s < scene.lasts_s]
        assert still
        assert all(span.end_s - span.start_s >= 4.0 for span in still)


def test_a_blend_is_half_way_at_half() -> None:
    half = blend({"root": pitch(10.0)}, {"root": pitch(50.0), "head": pitch(20.0)}, 0.5)
    assert half["root"] == pytest.approx(pitch(30.0))
    assert half["head"] == pytest.approx(pitch(10.0))


def test_acts_end_where_the_next_begins() -> None:
    assert SPANS[0] == ActSpan(0.0, 5.0, SIDE_ON)
    assert SPANS[-1] == ActSpan(18.0, 30.0, PHONE)


def test_acts_in_fact_are_known_acts_each_with_a_reason_of_a_known_exercise() -> None:
    assert set(IN_FACT) <= set(load_library())
    for kinds in IN_FACT.values():
        for kind in kinds:
            assert set(kind.acts) <= set(ACTS)
            assert kind.why
    assert in_fact("bridge") == ()


def test_sitting_down_and_rising_is_one_stretch_for_a_squat_and_two_for_sit_to_stand() -> None:
    assert set(ON_THE_CHAIR) >= {SITS_DOWN, RISES}
    assert [(one.start_s, one.end_s, one.expected) for one in stretches(SPANS, "squat")] == [(5, 14, False)]
    assert sorted((one.start_s, one.end_s) for one in stretches(SPANS, "sit_to_stand")) == [(5, 7), (12, 14)]
    assert [(one.start_s, one.end_s) for one in stretches(SPANS, "waiters_bow")] == [(14, 18)]


def test_what_is_the_movement_in_fact_is_not_false_and_everything_else_is() -> None:
    counted = [found(5.5, 13.0), found(14.5, 17.5, "too_fast"), found(20.0, 22.0)]
    wrong = forbidden("one", counted, stretches(SPANS, "squat"), SPANS)
    assert [(one.act, one.faults) for one in wrong] == [(STOOPS, ("too_fast",)), (PHONE, ())]
    assert len(forbidden("one", counted, stretches(SPANS, "bridge"), SPANS)) == 3


def test_two_counts_of_one_movement_in_fact_are_one_too_many() -> None:
    wrong = forbidden("one", [found(5.0, 8.0), found(11.0, 14.0)], stretches(SPANS, "squat"), SPANS)
    assert len(wrong) == 1


def test_false_repetitions_are_told_by_act_and_those_without_a_fault_apart() -> None:
    wrong = (
        FalseRepetition("one", PHONE, 18.0, 20.0),
        FalseRepetition("one", STOOPS, 14.0, 18.0, ("too_fast",)),
        FalseRepetition("two", PHONE, 1.0, 3.0, ("too_fast",)),
    )
    told = EverydayResult("squat", 2.0, {PHONE: 0.75, STOOPS: 0.25}, 3, 2, 1, wrong, 2.0, ())
    assert told.by_act == {PHONE: 2, STOOPS: 1}
    assert told.flawless == 1
    assert told.ready_minutes == 1.0
    figures = everyday_json([told])["squat"]
    assert (figures["false"], figures["false_without_fault"], figures["plain_false"]) == (3, 1, 0)
    shown = Console(width=150, file=StringIO())
    show_everyday([told], shown)
    assert isinstance(shown.file, StringIO)
    assert "1 of 2" in shown.file.getvalue()


def test_an_empty_room_makes_nobody_ready() -> None:
    empty = [Observation(number / 8, None, 640, 480) for number in range(80)]
    watched = watch(empty, find_exercise("waiters_bow"))
    assert (watched.repetitions, watched.ready) == ((), ())


def a_scene_without_anybody(path: Path) -> CachedTake:
    facts = '{"id": "everyday0", "body": 200, "width_px": 640, "height_px": 480, "frames_per_s": 8,'
    facts += (
        f' "angles": ["trunk_flexion"], "chair": [0, 0, 90], "acts": [[0, "{SIDE_ON}"], [5, "{WALKS}"]]}}'
    )
    count = 80
    empty = [Observation(number / 8, None, 640, 480) for number in range(count)]
    played = pack(
        facts,
        np.arange(count, dtype=np.int16),
        np.linspace(0, 79, count, dtype=np.float32)[:, None],
        np.full((count, 8, 2), np.nan, np.float32),
        empty,
    )
    write_takes(path, [played])
    (scene,) = read_takes(path)
    return scene


def test_how_far_somebody_truly_went_is_told_in_the_direction_of_the_exercise(tmp_path: Path) -> None:
    scene = a_scene_without_anybody(tmp_path / "cache.npz")
    counted = FalseRepetition(scene.id, WALKS, 1.0, 3.0)
    for name, gone_deg in (("waiters_bow", 24.0), ("trunk_extension", -8.0)):
        exercise = find_exercise(name)
        assert isinstance(exercise, OneWayExercise)
        assert true_excursion(scene, exercise, counted) == pytest.approx(gone_deg)


def test_figures_of_a_cached_scene_are_told(tmp_path: Path) -> None:
    told = run_everyday([a_scene_without_anybody(tmp_path / "cache.npz")], {"squat": find_exercise("squat")})
    figures = everyday_json(told)["squat"]
    assert figures["minutes"] == pytest.approx(79 / 8 / 60)
    assert (figures["false"], figures["ready_minutes"], figures["in_fact"]) == (0, 0, 0)
    assert figures["plain_minutes"] > 0
    assert figures["plain_false"] == 0


@pytest.mark.parametrize(("cache", "seed", "people"), [(EVERYDAY, SEED, 5), (HELD_OUT, HELD_OUT_SEED, 4)])
def test_the_cache_holds_the_plan(cache: Path, seed: int, people: int) -> None:
    cached = read_takes(cache)
    plan = scenes(seed)[:people]
    assert [scene.id for scene in cached] == [scene.id for scene in plan]
    for scene, planned in zip(cached, plan, strict=True):
        assert scene.frames == len(planned.moments)
        assert [tuple(act) for act in scene.about["acts"]] == list(planned.acts)
        assert float(scene.about["frames_per_s"]) == FRAMES_PER_S
    assert cache.stat().st_size < 4_000_000


def test_a_hand_at_the_ear_a_shelf_a_walk_a_turn_and_sitting_still_are_no_bow() -> None:
    """Nor is a table or a chair; what still counts: docs/measurements.md, "Everyday"."""
    (told,) = run_everyday(read_takes(EVERYDAY), {"waiters_bow": find_exercise("waiters_bow")})
    assert told.minutes == pytest.approx(10, abs=0.1)
    assert told.ready_minutes > 4
    assert min(told.ready_by_act[act] for act in (WALKS, PHONE, SITS, SHELF)) > 0.1
    assert set(told.by_act) <= {PICKS_LOW, PICKS_MIDDLE}
    assert told.flawless <= 3
