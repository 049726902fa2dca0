"""The ways of the pictures, on a stick figure: hands where they are meant, feet on one floor, no jumps."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from benchmarks.synthetic.limbs import LEFT, RIGHT, pointing, reach, sided
from benchmarks.synthetic.mover import Mover
from benchmarks.synthetic.moves import Posture
from benchmarks.synthetic.pictures import SCENES, even_shares
from benchmarks.synthetic.positions import lunge, one_leg_left, seated_kick, seated_turn
from benchmarks.synthetic.skeleton import Skeleton, between, pitch
from benchmarks.synthetic.truth import absolute_angles
from tests.benchmarks.stick import stick_figure


def with_hands(plain: Skeleton) -> Skeleton:
    """Give the stick figure what a hand turns by: a second bone of the forearm, and fingers."""
    names, parents, heads = list(plain.names), list(plain.parents), [*plain.heads]

    def add(bone: str, parent: str, at: np.ndarray) -> None:
        if bone not in names:
            names.append(bone)
            parents.append(names.index(parent))
            heads.append(at)

    for side, x in (("L", 1.0), ("R", -1.0)):
        wrist = heads[names.index(f"wrist.{side}")]
        add(f"lowerarm02.{side}", f"lowerarm01.{side}", heads[names.index(f"lowerarm01.{side}")])
        for finger in range(2, 6):
            for joint in range(1, 4):
                parent = f"wrist.{side}" if joint == 1 else f"finger{finger}-{joint - 1}.{side}"
                away = np.array([0.05 * x, 0.02 * (finger - 4), -0.06]) * (0.7 + 0.3 * joint)
                add(f"finger{finger}-{joint}.{side}", parent, wrist + away)
    return Skeleton(tuple(names), tuple(parents), np.array(heads))


SKELETON = with_hands(stick_figure())
SOLE = [[x, y, z] for x in (0.08, 0.12, -0.1) for y in (0.06, -0.16) for z in (0.0, 0.03)]
BACK = [[0.0, 0.12, z] for z in np.linspace(0.9, 1.44, 30)]


@pytest.fixture
def mover() -> Mover:
    return Mover.of(SKELETON, np.array([*SOLE, *BACK]))


@pytest.mark.parametrize("name", SCENES)
def test_every_position_can_be_taken_up(mover: Mover, name: str) -> None:
    scene = SCENES[name]
    start, end = scene.way(mover, 0.0), scene.way(mover, 1.0)
    for rotations in (start, scene.way(mover, 0.37), end):
        for matrix in rotations.values():
            np.testing.assert_allclose(matrix @ matrix.T, np.eye(3), atol=1e-9)
    first, last = (SKELETON.pose(rotations).heads for rotations in (start, end))
    assert max(float(np.linalg.norm(first[bone] - last[bone])) for bone in first) > 0.03


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_a_wrist_comes_to_the_place_it_reaches_for(mover: Mover, side: str) -> None:
    standing = mover.stand(Posture())
    target = SKELETON.pose(standing).heads[f"upperarm01.{side}"] + pointing((-0.1, 0.3, -0.2), side)
    posed = SKELETON.pose(reach(SKELETON, standing, side, target))
    np.testing.assert_allclose(posed.heads[f"wrist.{side}"], target, atol=1e-6)


def test_what_is_too_far_is_reached_for(mover: Mover) -> None:
    standing = mover.stand(Posture())
    shoulder = SKELETON.pose(standing).heads["upperarm01.L"]
    posed = SKELETON.pose(reach(SKELETON, standing, LEFT, shoulder + pointing((0.0, 3.0, 0.0), LEFT)))
    along = posed.heads["wrist.L"] - shoulder
    assert float(np.linalg.norm(along)) < mover.measures.arm
    assert -along[1] > 0.95 * float(np.linalg.norm(along))


def test_joined_sides_keep_their_own_leg(mover: Mover) -> None:
    start, kick = seated_kick(mover, 0.0), seated_kick(mover, 1.0)
    angles = absolute_angles(SKELETON.pose(kick))
    assert angles["knee_flexion_left"] < 20
    assert angles["knee_flexion_right"] == pytest.approx(
        absolute_angles(SKELETON.pose(start))["knee_flexion_right"], abs=0.1
    )
    assert sided(start, start) == dict(start)


def test_a_lunge_bends_both_knees_and_keeps_the_trunk_upright(mover: Mover) -> None:
    standing, low = (
        absolute_angles(SKELETON.pose(rotations)) for rotations in (lunge(mover, 0.0), lunge(mover, 1.0))
    )
    for side in ("left", "right"):
        assert low[f"knee_flexion_{side}"] > standing[f"knee_flexion_{side}"] + 30
    assert abs(low["trunk_flexion"]) < 6


def test_one_foot_leaves_the_floor_by_about_a_hand(mover: Mover) -> None:
    heads = SKELETON.pose(one_leg_left(mover, 1.0)).heads
    assert 0.06 < heads["foot.R"][2] - heads["foot.L"][2] < 0.25


def test_a_seated_turn_leaves_the_knees_where_they_are(mover: Mover) -> None:
    start, end = (SKELETON.pose(seated_turn(mover, share)) for share in (0.0, 1.0))
    assert absolute_angles(end)["trunk_rotation"] == pytest.approx(38, abs=1)
    np.testing.assert_allclose(start.heads["lowerleg01.L"], end.heads["lowerleg01.L"], atol=1e-9)


def test_a_seated_turn_to_the_left_mirrors_the_one_to_the_right(mover: Mover) -> None:
    left, right = (absolute_angles(SKELETON.pose(seated_turn(mover, share))) for share in (-0.5, 0.5))
    assert left["trunk_rotation"] == pytest.approx(-right["trunk_rotation"], abs=1)


@pytest.mark.parametrize("name", ["bird_dog", "sit_to_stand", "trunk_flexion", "trunk_rotation"])
def test_the_way_goes_in_even_steps_without_a_jump(mover: Mover, name: str) -> None:
    """Between pictures the joint that moves most goes about as far as in the mean."""
    scene = SCENES[name]
    shares = even_shares(SKELETON, lambda share: scene.way(mover, share), scene.stays, scene.first, 21)
    assert (shares[0], shares[-1]) == pytest.approx((scene.first, 1.0))
    assert shares == sorted(shares)
    assert shares[10 if scene.both_sides else 0] == 0.0  # the page begins there
    heads = [SKELETON.pose(scene.way(mover, share)).heads for share in shares]
    steps = np.array(
        [
            max(float(np.linalg.norm(b[bone] - b[scene.stays] - a[bone] + a[scene.stays])) for bone in a)
            for a, b in pairwise(heads)
        ]
    )
    assert steps.max() < 1.25 * steps.mean()
    assert steps.min() > 0.75 * steps.mean()


@pytest.mark.parametrize("name", [name for name in SCENES if not SCENES[name].both_sides])
def test_what_stays_keeps_its_turn_all_the_way(mover: Mover, name: str) -> None:
    """The foot that carries does not tip, the knee that kneels does not either."""
    scene = SCENES[name]
    turns = [
        SKELETON.pose(scene.way(mover, share)).turns[scene.stays] for share in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    for turn in turns[1:]:
        np.testing.assert_allclose(turn @ [0.0, -1.0, 0.0], turns[0] @ [0.0, -1.0, 0.0], atol=0.12)


def test_between_turns_a_share_of_the_way() -> None:
    first, second = {"root": pitch(10.0)}, {"root": pitch(50.0), "head": pitch(20.0)}
    half = between(first, second, 0.5)
    np.testing.assert_allclose(half["root"], pitch(30.0), atol=1e-12)
    np.testing.assert_allclose(half["head"], pitch(10.0), atol=1e-12)
    assert between(first, second, 0.0) is first
    assert between(first, second, 1.0) is second
