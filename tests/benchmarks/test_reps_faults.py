"""Faults from silhouettes: what is true of a take, what was told, and the figures of both."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from typer.testing import CliRunner

from benchmarks.accuracy.store import CachedTake
from benchmarks.reps.__main__ import app
from benchmarks.reps.faults import checks_for, judge
from benchmarks.reps.faults_report import faults_json, figures, show_faults
from benchmarks.reps.verdict import Verdict, faults_from_silhouettes
from benchmarks.synthetic.hitched import BEND_DEG, LIFT_DEG, TAKES, hitched_takes
from benchmarks.synthetic.moves import Posture as Asked
from benchmarks.synthetic.moves import minimum_jerk
from benchmarks.synthetic.stance import Stance
from benchmarks.synthetic.takes import all_takes
from benchmarks.synthetic.truth import angles_from_neutral
from exercises.definition import OneWayExercise
from exercises.events import FoundFault, Repetition
from exercises.files import find_exercise, load_library
from tests.benchmarks.stick import stick_figure
from vision.accuracy import stated_error
from vision.angles import ANGLE_NAMES, View
from vision.framing import Framing
from vision.posture import Posture

BOW = find_exercise("waiters_bow")
assert isinstance(BOW, OneWayExercise)
ERROR = stated_error("lumbar_flexion", View.LEFT)
assert ERROR is not None
P95_DEG = ERROR.p95_deg
HOLD, OUT, AFTER = 100, 40, 8


def bow_take(back_deg: float, trunk_deg: float = 60.0) -> CachedTake:
    """Make a bow of four seconds whose low back bends by so much all the way; nobody is seen in it."""
    way = [minimum_jerk(step / OUT) for step in range(1, OUT + 1)]
    share = np.array([*[0.0] * HOLD, *way, *way[-2::-1], 0.0, *[0.0] * AFTER])
    angles = np.column_stack((trunk_deg * share, back_deg * (share > 0)))
    frames = len(share)
    about = {
        "id": f"bow_{back_deg:.0f}",
        "view": "left",
        "angles": ["trunk_flexion", "lumbar_flexion"],
        "movement": {"name": "bend_mixed"},
        "hold_frames": HOLD,
        "frames_per_s": 20,
        "repetition_s": 2 * OUT / 20,
    }
    return CachedTake(
        about,
        angles,
        np.zeros((frames, 4, 2, 2)),
        np.ones(frames, bool),
        np.zeros((frames, 33, 2)),
        np.zeros((frames, 33)),
        np.zeros((frames, 33, 3)),
        np.zeros((frames, 5), np.int16),
    )


def told(*faults: str, measured: bool = True) -> Repetition:
    found = tuple(FoundFault(fault, 7.0, 20.0) for fault in faults)
    return Repetition(1, 5.0, 9.0, {}, on_target=not faults, faults=found, measured=measured)


def posture(trunk_deg: float, back_deg: float) -> Posture:
    angles = {**dict.fromkeys(ANGLE_NAMES, math.nan), "trunk_flexion": trunk_deg, "lumbar_flexion": back_deg}
    return Posture(7.0, View.LEFT, Framing.WHOLE, 1.0, angles)


def verdict(take: CachedTake, repetitions: Sequence[Repetition], *postures: Posture) -> Verdict:
    assert isinstance(BOW, OneWayExercise)
    (one,) = judge(take, BOW, repetitions, postures)
    return one


@pytest.mark.parametrize(
    ("back_deg", "there", "beyond"),
    [
        (10 + P95_DEG + 1, True, True),
        (10 + P95_DEG - 1, None, True),
        (10 - P95_DEG + 1, None, False),
        (10 - P95_DEG - 1, False, False),
    ],
    ids=["surely", "just beyond", "just within", "surely not"],
)
def test_a_fault_is_sure_beyond_the_stated_error_only(
    back_deg: float, there: bool | None, beyond: bool
) -> None:
    one = verdict(bow_take(back_deg), [told()])
    assert (one.there, one.beyond, one.told) == (there, beyond, False)


def test_a_back_that_rounds_while_the_person_is_nearly_upright_is_no_fault() -> None:
    take = bow_take(40)
    upright = np.abs(take.truth("trunk_flexion")) < BOW.compensations[0].while_above_deg  # type: ignore[union-attr]
    angles = take.angles.copy()
    angles[:, 1] = np.where(upright, 40, 0)
    assert verdict(replace(take, angles=angles), [told()]).beyond is False


def test_what_the_coach_told_is_that_of_the_repetition_that_was_made() -> None:
    elsewhere = replace(told("back_rounds"), start_s=0.5, end_s=2.0)
    assert verdict(bow_take(30), [told("back_rounds")]).told is True
    assert verdict(bow_take(30), [told("knees_bend")]).told is False
    assert verdict(bow_take(30), [elsewhere]).told is None
    assert verdict(bow_take(30), [told("back_rounds", measured=False)]).told is None


def test_frames_in_which_the_low_back_has_a_number_are_told_of_the_deep_part_only() -> None:
    deep, lost, upright = posture(50, 12), posture(50, math.nan), posture(10, math.nan)
    assert verdict(bow_take(30), [told()], deep, deep, deep, lost, upright).read == 0.75
    assert math.isnan(verdict(bow_take(30), [told()], upright).read)


def test_a_movement_too_small_to_count_gives_no_verdict() -> None:
    assert isinstance(BOW, OneWayExercise)
    assert judge(bow_take(30, trunk_deg=20), BOW, [told("back_rounds")], []) == []


SURE = Verdict("waiters_bow", "back_rounds", "a", "bend_back", True, True, True, 1.0)
VERDICTS = (
    SURE,
    replace(SURE, take="b", read=0.2),
    replace(SURE, take="c", told=False, read=math.nan),
    replace(SURE, take="d", told=None),
    replace(SURE, take="e", movement="bend_hips", there=False, beyond=False),
    replace(SURE, take="f", movement="bend_hips", there=None, beyond=False, told=False),
)


def test_figures_by_hand() -> None:
    summed = figures(VERDICTS)
    assert (summed.takes, summed.uncounted, summed.there, summed.absent, summed.near) == (6, 1, 3, 1, 1)
    assert summed.precision == summed.recall == pytest.approx(2 / 3)
    assert (summed.beyond_told, summed.beyond, summed.within_told, summed.within) == (2, 3, 1, 2)
    assert (summed.unread_told_rightly, summed.unread) == (1, 2)


def test_the_report_names_what_was_told_wrongly_and_missed() -> None:
    content = faults_json(VERDICTS)["waiters_bow back_rounds"]
    assert (content["missed"], content["told_wrongly"], content["uncounted"]) == (["c"], ["e"], ["d"])
    assert content["by_movement"]["bend_hips"]["recall"] is None
    out = StringIO()
    show_faults(VERDICTS, Console(file=out, width=150))
    assert "bend_back" in out.getvalue()
    assert "0.667" in out.getvalue()


def test_both_sides_of_a_side_bend_are_one_fault() -> None:
    left = replace(SURE, exercise="side_bend_left", fault="hips_hitch")
    assert list(faults_json([left, replace(left, exercise="side_bend_right")])) == ["side_bend hips_hitch"]


def test_every_fault_of_the_library_that_needs_a_silhouette_is_judged() -> None:
    library = load_library()
    judged = {exercise.id for _, exercise in checks_for(library)}
    needing = {
        one.id for one in library.values() if isinstance(one, OneWayExercise) and faults_from_silhouettes(one)
    }
    assert judged == needing == {"waiters_bow"}


def test_a_folder_without_takes_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["faults", "--frames", str(tmp_path)])
    assert result.exit_code == 2
    assert "no rendered take" in result.output


def test_hitched_side_bends_keep_to_what_is_stated_and_to_the_people_of_the_takes() -> None:
    plain = {take.body: take for take in all_takes() if take.view == "front"}
    takes = hitched_takes()
    assert len({take.id for take in takes}) == len(takes) == TAKES
    for take in takes:
        peak = take.movement.peak
        assert BEND_DEG[0] <= abs(peak.trunk_lateral) <= BEND_DEG[1]
        assert LIFT_DEG[0] <= abs(peak.pelvis_obliquity) <= LIFT_DEG[1]
        assert (take.camera, take.look) == (plain[take.body].camera, plain[take.body].look)
    assert hitched_takes() == takes
    for peaks in (
        [take.movement.peak.trunk_lateral for take in takes],
        [take.movement.peak.pelvis_obliquity for take in takes],
    ):
        assert min(peaks) < 0 < max(peaks)


@pytest.mark.parametrize("lift_deg", [12.0, -12.0])
def test_a_hip_hitches_with_both_feet_down_and_the_trunk_where_it_is_asked(lift_deg: float) -> None:
    stance = Stance(stick_figure())
    posed = stance.pose(Asked(trunk_lateral=20, pelvis_obliquity=lift_deg))
    angles: Mapping[str, float] = angles_from_neutral(posed, stance.neutral)
    assert angles["trunk_lateral"] == pytest.approx(20, abs=0.5)
    assert angles["pelvis_obliquity"] == pytest.approx(lift_deg, abs=0.1)
    lower, upper = ("left", "right") if lift_deg > 0 else ("right", "left")
    assert angles[f"knee_flexion_{lower}"] > 20 > 1 > abs(angles[f"knee_flexion_{upper}"])
    assert posed.heads["foot.L"][2] == pytest.approx(posed.heads["foot.R"][2], abs=0.003)
