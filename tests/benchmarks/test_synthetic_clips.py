"""The clips of other exercises, on a stick figure: what the person does is what the exercise asks for."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.synthetic.clip import FRAMES_PER_S, Clip
from benchmarks.synthetic.film import furthest, shown_at
from benchmarks.synthetic.mover import Mover
from benchmarks.synthetic.moves import Posture, Tempo, repeat, with_arms
from benchmarks.synthetic.other_clips import OTHER_CLIPS
from benchmarks.synthetic.player import PathPlayer, Player
from benchmarks.synthetic.truth import ANGLES, angles_from_neutral
from exercises.files import find_exercise
from tests.benchmarks.test_synthetic_positions import BACK, SKELETON, SOLE

every_clip = pytest.mark.parametrize("clip", OTHER_CLIPS, ids=lambda clip: clip.id)


def play(clip: Clip) -> Player | PathPlayer:
    if clip.path:
        return PathPlayer(Mover.of(SKELETON, np.array([*SOLE, *BACK])), clip)
    return Player(SKELETON, clip)


def angle_at(clip: Clip, time_s: float) -> float:
    """The exercise's own angle on the side that is nearer to the camera, plus the way it goes."""
    player, movement = play(clip), find_exercise(clip.exercise).movement
    angles = angles_from_neutral(SKELETON.pose(player.rotations(time_s)), player.neutral)
    name = movement.angle if movement.angle in angles else f"{movement.angle}_{clip.view}"
    return (-1 if movement.direction == "minus" else 1) * angles[name]


@every_clip
def test_three_repetitions_reach_the_target_at_an_easy_pace(clip: Clip) -> None:
    target = find_exercise(clip.exercise).target
    assert len(clip.counted) == 3
    for repetition in clip.script.repetitions:
        top_s = repetition.start_s + repetition.down_s + repetition.hold_s / 2
        assert target.from_deg <= angle_at(clip, top_s) <= target.to_deg
        assert repetition.end_s - repetition.start_s > 2


@every_clip
def test_the_person_keeps_still_long_enough_to_be_calibrated(clip: Clip) -> None:
    still_s = find_exercise(clip.exercise).start.still_s
    begins_s = clip.script.repetitions[0].start_s
    assert begins_s >= still_s + 0.5
    assert max(abs(angle_at(clip, time_s)) for time_s in np.arange(0, begins_s, 0.25)) < 1.5


def test_arms_go_out_with_every_repetition() -> None:
    script = repeat(Posture(knee_flexion=70), 2, Tempo(), seed=1)
    armed = with_arms(script, {"L": ((90.0, 0.0), (90.0, 0.0))})
    assert armed.repetitions == script.repetitions
    for reach, one in zip(armed.reaches, script.repetitions, strict=True):
        assert [reach.share(t) for t in (one.start_s, one.start_s + one.down_s, one.end_s)] == [0, 1, 0]


def test_a_picture_may_be_shown_for_two_frames() -> None:
    (clip,) = (clip for clip in OTHER_CLIPS if clip.exercise == "squat")
    assert clip.frames_per_picture == 2
    assert [shown_at(clip, index) * FRAMES_PER_S for index in range(5)] == pytest.approx([0, 0, 2, 2, 4])


def test_the_poster_shows_where_the_trunk_is_furthest_or_else_everything() -> None:
    still = dict.fromkeys(ANGLES, "0.00")
    bow = [still, still | {"trunk_flexion": "40.00"}, still | {"knee_flexion_left": "90.00"}]
    lying = [still, still | {"trunk_flexion": "-26.00"}, still]
    bend = [still, still, still | {"trunk_lateral": "-20.00"}]
    assert [furthest(rows) for rows in (bow, lying, bend)] == [1, 1, 2]
