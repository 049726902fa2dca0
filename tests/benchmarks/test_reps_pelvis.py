"""People who roll the pelvis: plan, script, cache, what is true and what is told."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from io import StringIO
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from benchmarks.reps.kinds import MIRRORED, RATES
from benchmarks.reps.pelvis import (
    RollOutcome,
    faults_of,
    kinds_of,
    play_rolls,
    run_rolls,
    true_chest,
    true_halted_share,
)
from benchmarks.reps.pelvis_report import by_group, pelvis_json, show_pelvis
from benchmarks.reps.pelvis_script import MIXED, Roll, halting, legs, roll_kinds, round_of
from benchmarks.reps.pelvis_store import PELVIC, Noted, RollCache, in_degrees, note, read_rolls, reading_of
from benchmarks.reps.pelvis_streams import RollFilm, rolls_of
from benchmarks.reps.scoring import total
from benchmarks.reps.script import still
from benchmarks.reps.streams import mirrored
from benchmarks.synthetic.rolls import GROUPS, LEANING, MINUS, PLUS, TRUNK, RollTake, between, roll_takes
from clinic.reading import read_observations
from exercises.files import find_exercise, load_library
from models import PELVIS
from models.training.people import SUITS
from vision.angles import View
from vision.pelvis_net import PelvisNet
from vision.tracking import Track, follow_posture

TILT, CLOCK = find_exercise("pelvic_tilt"), find_exercise("pelvic_clock")
CLIP = Path(__file__).parents[2] / "samples" / "pelvic_tilt_as_meant.webm"
TAKES = roll_takes()


@pytest.fixture(scope="module")
def cached() -> list[RollCache]:
    return read_rolls()


@pytest.fixture(scope="module")
def film(cached: list[RollCache]) -> RollFilm:
    return RollFilm(next(one for one in cached if one.view.is_side))


def test_the_plan_is_the_same_every_time_and_wears_what_nothing_was_trained_on() -> None:
    assert roll_takes() == TAKES
    assert len({take.id for take in TAKES}) == sum(GROUPS.values())
    worn = {wear.name for take in TAKES for wear in take.look.garments}
    assert worn.isdisjoint(SUITS)


@pytest.mark.parametrize("take", TAKES[:: len(TAKES) // 5], ids=lambda take: take.id)
def test_every_way_is_filmed_out_and_back(take: RollTake) -> None:
    shown = take.timeline
    assert set(shown) == set(range(len(take.poses)))
    for way, start in zip(take.ways, take.starts, strict=True):
        end = shown[start + way.frames]
        assert take.poses[end] == between(take.neutral, way.end, 1.0)
        assert shown[start : start + way.frames][-1] in (end, end - 1)
        assert shown[start + 2 * way.frames] == 0
        out, back = (
            shown[start + 1 : start + way.frames],
            shown[start + way.frames + 1 : start + 2 * way.frames],
        )
        assert back == out[::-1]


def test_a_round_goes_to_both_ends_and_a_smaller_one_keeps_its_speed() -> None:
    whole, smaller = round_of(1.0, 1), round_of(1.0, -1, 0.75)
    assert (whole.ends, whole.lasts_s, whole.whole) == ((1.0, 1.0), 4.0, True)
    assert (smaller.ends, smaller.lasts_s, smaller.whole) == ((0.75, 0.75), 3.0, True)
    assert not round_of(1.0, 1, 0.3).whole
    enters_s, leaves_s = whole.visible
    assert enters_s == pytest.approx(4.0 - leaves_s, abs=0.03)
    assert 0.1 < enters_s < 0.25


@pytest.mark.parametrize("place", [0.6, 0, 1, 1.5])
@pytest.mark.parametrize("side", [-1, 1])
def test_a_round_with_a_halt_goes_on_from_where_it_stopped(place: float, side: int) -> None:
    roll = halting(1.0, side, place, 3.0)
    assert roll.lasts_s == pytest.approx(7.0)
    assert roll.ends == (1.0, 1.0)
    for one, other in pairwise(roll.legs):
        assert one.end == pytest.approx(other.start)


def test_rounds_in_one_go_meet_in_the_middle_at_full_speed() -> None:
    script = roll_kinds(1.0, 1.0, 1)["three in one go"].script
    rounds = [roll for _, roll in rolls_of(script) if roll.whole]
    assert [roll.ends for roll in rounds] == [(1.0, 1.0)] * 3
    for one, other in pairwise(rounds):
        assert one.places()[1][-1] == pytest.approx(other.places()[1][0], abs=0.05)
        assert abs(one.places()[1][-1]) < 0.05


def test_every_stream_begins_with_stillness_and_the_own_range() -> None:
    for name, kind in roll_kinds(1.0, 1.0, -1).items():
        learning = [roll for _, roll in rolls_of(kind.script) if roll.learns]
        assert len(learning) == 1, name
        assert learning[0].ends == (1.0, 1.0)


@pytest.mark.skipif(not CLIP.exists(), reason="needs the sample clips")
def test_what_is_cached_reads_as_the_pictures_do() -> None:
    """Pictures of a clip through pose engine and estimator, and the same poses with the readings noted."""
    net = PelvisNet(PELVIS)
    seen = list(islice(read_observations(CLIP, "full", silhouette=True), 90))
    told = list(note(iter(seen), net, View.LEFT))
    readings = {one.time_s: reading_of(in_degrees(values)[0], View.LEFT) for one, values in told}
    noted, fresh, kept, read = Noted(View.LEFT, readings), Track(), Track(), 0
    for one, (without, _) in zip(seen, told, strict=True):
        assert without.pose is None or without.pose.silhouette is None
        fresh, true = follow_posture(fresh, one, View.LEFT, pelvis=net)
        kept, again = follow_posture(kept, without, View.LEFT, pelvis=noted)
        for name in ("pelvis_tilt", "lumbar_flexion"):
            if math.isnan(true.angles[name]):
                assert math.isnan(again.angles[name])
                continue
            read += 1
            assert again.angles[name] == pytest.approx(true.angles[name], abs=0.006)
    assert read > 100


def test_a_mirror_turns_the_silhouette_as_well() -> None:
    seen = next(one for one in read_observations(CLIP, "full", silhouette=True) if one.pose is not None)
    assert seen.pose is not None
    assert seen.pose.silhouette is not None
    (turned,) = mirrored([seen])
    assert turned.pose is not None
    np.testing.assert_array_equal(
        np.asarray(turned.pose.silhouette), np.asarray(seen.pose.silhouette)[:, ::-1]
    )
    (back,) = mirrored([turned])
    np.testing.assert_allclose(back.pose.landmarks_px, seen.pose.landmarks_px, atol=1e-9)


def test_what_was_filmed_has_both_ends_and_a_reading(cached: list[RollCache]) -> None:
    for cache in cached:
        film = RollFilm(cache)
        name = "pelvis_tilt" if cache.view.is_side else "pelvis_obliquity"
        ends = [film.truth(Roll(legs((side,), 1.0)), name) for side in (-1, 1)]
        assert ends[0].min() < -5 < 5 < ends[1].max()
        assert {MINUS, PLUS, TRUNK} <= film.ways.keys()
        leaning = [one for one in film.ways if one.endswith(LEANING)]
        assert leaning
        assert len(cache.readings) == cache.take.frames


def test_a_chest_is_still_under_a_roll_and_leans_where_it_does(film: RollFilm) -> None:
    plain, leaning = round_of(1.0, 1), round_of(1.0, 1, way=LEANING)
    assert np.abs(true_chest(film, plain)).max() < 4 < np.abs(true_chest(film, leaning)).max()
    assert faults_of(film, leaning, TILT)["trunk_leans"] is True
    assert faults_of(film, plain, TILT) | {"trunk_leans": False} == faults_of(film, plain, TILT)


def test_who_halts_and_who_is_hasty_is_true_of_the_script(film: RollFilm) -> None:
    even, halts = round_of(1.5, 1), halting(1.5, 1, 0, 4.0)
    assert true_halted_share(even, CLOCK) < 0.2 < 0.5 < true_halted_share(halts, CLOCK)
    assert faults_of(film, round_of(0.5, 1), CLOCK)["too_fast"] is True
    assert faults_of(film, even, CLOCK)["too_fast"] is False


def test_a_stream_shows_what_its_script_says(film: RollFilm) -> None:
    observations, reader = film.play((still(3.6), Roll(legs((-1, 1), 1.5))), 10.0)
    tilt = [reader.read(one.pose, film.cache.view).angles["pelvis_tilt"] for one in observations if one.pose]
    assert len(tilt) == len(observations)
    still_deg, minus, plus = np.median(tilt[:36]), np.nanmin(tilt[36:]), np.nanmax(tilt[36:])
    assert minus < still_deg - 4 < still_deg + 4 < plus
    assert reader.read(observations[0].pose, View.FRONT).angles == {}


def test_a_take_is_counted_in_every_messy_way(film: RollFilm) -> None:
    outcomes = run_rolls([film.cache], TILT)
    assert [one.kind for one in outcomes] == list(kinds_of(film))
    assert {MIXED, MIRRORED, *(f"{rate:.0f}_per_s" for rate in RATES)} <= {one.kind for one in outcomes}
    score = total(one.coach for one in outcomes)
    assert score.f1 >= 0.97
    assert max(score.visible_start_error_ms, score.visible_end_error_ms) < 150
    (half,) = [one for one in outcomes if one.kind == "one side only"]
    assert half.coach.exact


def test_the_report_tells_both_halves_of_the_people(film: RollFilm) -> None:
    clean = kinds_of(film)["clean"]
    assert clean.rate == 20
    none = total([])
    one = RollOutcome(
        "pelvic_tilt", "a", "clean", none, none, (), group="standing", fit=True, covered=((0.9, 1.0),)
    )
    other = replace(one, take="b", fit=False)
    assert [key[2] for key in by_group([one, other])] == ["chosen on", "held out"] * 2
    told = pelvis_json([one, other])
    assert told["pelvic_tilt, standing, held out"]["coverage_error"] == pytest.approx(0.1)
    json.dumps(told)
    console = Console(file=StringIO(), width=150)
    show_pelvis([one, other], console)
    assert "held out" in console.file.getvalue()
    show_pelvis([], console)


def test_without_the_cache_it_says_so(tmp_path: Path) -> None:
    left_out: list[str] = []
    assert play_rolls(tmp_path / "none.npz", load_library(), {}, left_out) == []
    assert "pelvis" in left_out[0]
    assert play_rolls(PELVIC, {}, {}, left_out) == []
