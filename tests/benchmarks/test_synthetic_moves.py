"""True angles of hand-made poses with obvious answers, then movements of a whole stick figure."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from benchmarks.synthetic.clip import Clip
from benchmarks.synthetic.clips import CLIPS
from benchmarks.synthetic.moves import (
    Posture,
    Repetition,
    Script,
    Sway,
    Tempo,
    alternate,
    minimum_jerk,
    repeat,
)
from benchmarks.synthetic.skeleton import PosedSkeleton, pitch, roll, turn_onto
from benchmarks.synthetic.stance import Stance
from benchmarks.synthetic.truth import ANGLES, absolute_angles, angles_from_neutral
from tests.benchmarks.stick import stick_figure


def angles_of(rotations: dict[str, np.ndarray]) -> dict[str, float]:
    return absolute_angles(stick_figure().pose(rotations))


def test_standing_at_rest_is_zero_everywhere() -> None:
    assert angles_of({}) == pytest.approx(dict.fromkeys(ANGLES, 0.0), abs=1e-9)


@pytest.mark.parametrize(
    ("rotations", "expected"),
    [
        # The whole body above the hips tips forward: trunk, pelvis and hips, and nothing in the low back.
        (
            {"root": pitch(30), "upperleg01.L": pitch(-30), "upperleg01.R": pitch(-30)},
            {"trunk_flexion": 30, "pelvis_tilt": 30, "hip_flexion_left": 30, "hip_flexion_right": 30},
        ),
        # Bending in the lowest joint of the spine with the pelvis still: trunk and low back.
        (
            {"spine05": pitch(20)},
            {"trunk_flexion": 20, "lumbar_flexion": 20, "hip_flexion_left": 20, "hip_flexion_right": 20},
        ),
        # The same joint to the person's right.
        ({"spine05": roll(15)}, {"trunk_lateral": 15}),
        # The left heel comes up behind.
        ({"lowerleg01.L": pitch(40)}, {"knee_flexion_left": 40}),
        # The right thigh comes up in front, the shank with it.
        ({"upperleg01.R": pitch(-50)}, {"hip_flexion_right": 50}),
    ],
)
def test_obvious_poses(rotations: dict[str, np.ndarray], expected: dict[str, float]) -> None:
    assert angles_of(rotations) == pytest.approx(dict.fromkeys(ANGLES, 0.0) | expected, abs=1e-6)


def test_a_pelvis_whose_right_side_is_higher_has_positive_obliquity() -> None:
    tipped_left = angles_of({"root": roll(-10)})
    assert tipped_left["pelvis_obliquity"] == pytest.approx(10)
    assert tipped_left["trunk_lateral"] == pytest.approx(-10)


def test_angles_are_zero_in_the_persons_own_neutral() -> None:
    slouched = stick_figure().pose({"spine03": pitch(12), "lowerleg01.L": pitch(8)})
    assert angles_from_neutral(slouched, slouched) == pytest.approx(dict.fromkeys(ANGLES, 0.0))


def test_children_follow_their_parents() -> None:
    posed = stick_figure().pose({"root": pitch(90)})
    assert posed.heads["neck01"] == pytest.approx([0, -0.48, 1.0])
    assert posed.turns["head"] == pytest.approx(pitch(90))


def test_an_unknown_bone_is_refused() -> None:
    with pytest.raises(KeyError, match="tail"):
        stick_figure().pose({"tail": pitch(10)})


def test_turn_onto_turns_one_direction_onto_the_other() -> None:
    source, target = np.array([1.0, 2.0, -0.5]), np.array([0.0, -3.0, 1.0])
    turned = turn_onto(source, target) @ source
    assert turned / np.linalg.norm(turned) == pytest.approx(target / np.linalg.norm(target))
    assert turn_onto(source, 2 * source) == pytest.approx(np.eye(3))


POSTURES = [
    Posture(trunk_flexion=60, lumbar_flexion=3, knee_flexion=7),
    Posture(trunk_flexion=60, lumbar_flexion=38, knee_flexion=5, head_flexion=14),
    Posture(trunk_flexion=45, knee_flexion=40),
    Posture(trunk_flexion=-10, lumbar_flexion=-8),
]


@pytest.mark.parametrize("posture", POSTURES)
def test_a_body_takes_the_posture_it_is_asked_for(posture: Posture) -> None:
    stance = Stance(stick_figure())
    angles = angles_from_neutral(stance.pose(posture), stance.neutral)
    assert angles["trunk_flexion"] == pytest.approx(posture.trunk_flexion, abs=1e-6)
    assert angles["lumbar_flexion"] == pytest.approx(posture.lumbar_flexion, abs=1e-6)
    assert angles["knee_flexion_left"] == pytest.approx(posture.knee_flexion, abs=1e-6)
    assert angles["knee_flexion_right"] == pytest.approx(posture.knee_flexion, abs=1e-6)
    assert angles["trunk_lateral"] == pytest.approx(0, abs=1e-6)


def test_a_side_bend_goes_to_the_side_it_is_asked_for() -> None:
    stance = Stance(stick_figure())
    right, left = (
        angles_from_neutral(stance.pose(Posture(trunk_lateral=lateral)), stance.neutral)
        for lateral in (20, -20)
    )
    assert right["trunk_lateral"] == pytest.approx(20, abs=0.5)
    assert left["trunk_lateral"] == pytest.approx(-right["trunk_lateral"], abs=1e-6)


def forward_of_ankles(posed: PosedSkeleton, bone: str) -> float:
    return float(posed.heads["foot.L"][1] - posed.heads[bone][1])


def test_in_a_bow_the_hips_travel_back_and_the_feet_stay_flat() -> None:
    stance = Stance(stick_figure())
    bow = stance.pose(Posture(trunk_flexion=60))
    assert forward_of_ankles(bow, "upperleg01.L") < -0.08
    for side in "LR":
        assert bow.turns[f"foot.{side}"] == pytest.approx(np.eye(3), abs=1e-9)


def test_hands_hang_below_the_shoulders_in_a_bow() -> None:
    bow = Stance(stick_figure()).pose(Posture(trunk_flexion=60))
    arm = bow.heads["wrist.L"] - bow.heads["upperarm01.L"]
    assert arm[2] < -0.9 * np.linalg.norm(arm)


def test_minimum_jerk_starts_and_ends_at_rest() -> None:
    assert [minimum_jerk(u) for u in (-1, 0, 0.5, 1, 2)] == pytest.approx([0, 0, 0.5, 1, 1])
    assert minimum_jerk(0.01) < 1e-5
    assert 1 - minimum_jerk(0.99) < 1e-5


def test_a_repetition_goes_down_holds_and_comes_back() -> None:
    repetition = Repetition(Posture(trunk_flexion=60), start_s=1, down_s=2, hold_s=0.5, up_s=1.5)
    assert repetition.end_s == 5
    assert [repetition.share(t) for t in (0, 1, 2, 3, 3.5, 4.25, 5, 9)] == pytest.approx(
        [0, 0, 0.5, 1, 1, 0.5, 0, 0]
    )


def test_a_script_numbers_its_repetitions_from_one() -> None:
    still = Sway(amplitude_deg=0)
    repetition = Repetition(Posture(trunk_flexion=50), 1, 1, 0, 1)
    script = Script((repetition, Repetition(Posture(trunk_flexion=40), 4, 1, 0, 1)), 7, still)
    assert [script.repetition_at(t) for t in (0.5, 2, 3.5, 5, 6.5)] == [None, 1, None, 2, None]
    assert [script.posture_at(t).trunk_flexion for t in (0.5, 2, 3.5, 5, 6.5)] == pytest.approx(
        [0, 50, 0, 40, 0]
    )


def test_a_set_varies_a_little_and_is_the_same_every_time() -> None:
    script = repeat(Posture(trunk_flexion=60), 3, Tempo(), seed=7)
    assert script == repeat(Posture(trunk_flexion=60), 3, Tempo(), seed=7)
    depths = [repetition.peak.trunk_flexion for repetition in script.repetitions]
    assert len(set(depths)) == 3
    assert all(58 <= depth <= 62 for depth in depths)
    assert script.duration_s == script.repetitions[-1].end_s + Tempo().after_s


def test_sway_is_below_a_degree_and_never_still() -> None:
    postures = [Sway(seed=3).at(t) for t in np.arange(0, 20, 0.1)]
    lean = np.array([posture.lean for posture in postures])
    assert np.abs(lean).max() < 1
    assert np.ptp(lean) > 0.1


def test_a_set_to_both_sides_goes_to_each_by_turns_and_rests_between() -> None:
    script = alternate(Posture(trunk_flexion=8), Posture(trunk_flexion=-6), 3, Tempo(pause_s=0.5), seed=1)
    peaks = [repetition.peak.trunk_flexion for repetition in script.repetitions]
    assert [peak > 0 for peak in peaks] == [True, False] * 3
    for before, after in pairwise(script.repetitions):
        assert after.start_s - before.end_s >= 0.5 - 1e-9
    assert script.duration_s > script.repetitions[-1].end_s


def test_what_shows_the_range_is_not_counted_and_both_sides_are_one() -> None:
    (clip,) = [clip for clip in CLIPS if clip.sides == 2]
    parts = clip.script.repetitions
    assert len(clip.counted) == len(parts) // 2 - clip.range_repetitions
    assert clip.counted_at(parts[0].start_s + 0.1) is None
    first = parts[2 * clip.range_repetitions]
    assert clip.counted_at(first.start_s + 0.1) == 1
    assert clip.counted_at(parts[-1].end_s) == len(clip.counted)


TOLD_FROM_STANDING = [clip for clip in CLIPS if clip.exercise in ("waiters_bow", "pelvic_tilt")]


@pytest.mark.parametrize("clip", TOLD_FROM_STANDING, ids=lambda clip: clip.id)
def test_every_clip_is_scripted_as_its_faults_say(clip: Clip) -> None:
    if clip.exercise == "pelvic_tilt":
        leans = [
            repetition.peak.trunk_flexion + repetition.peak.lumbar_flexion / 2
            for repetition in clip.script.repetitions
        ]
        assert max(map(abs, leans)) < 2  # the chest stays where it is
        return
    for repetition in clip.script.repetitions:
        peak, seconds = repetition.peak, repetition.end_s - repetition.start_s
        assert 50 <= peak.trunk_flexion <= 70
        assert (peak.lumbar_flexion > 30) == ("back_rounds" in clip.expected_faults)
        assert (peak.knee_flexion > 25) == ("knees_bend" in clip.expected_faults)
        assert (seconds < 2) == ("too_fast" in clip.expected_faults)
    assert clip.expected_view_prompt == (clip.view == "front")
