"""Bird dogs, kicks, rocking and bridges: the plan, the timeline, and the postures on a stick figure."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from benchmarks.reps.script import Layout
from benchmarks.synthetic.floor_and_seat import PEOPLE, HeldTake, floor_and_seat_takes
from benchmarks.synthetic.floor_postures import BIRD_DOG, ROCKING, SEATED_KICK, Shaped, shape
from benchmarks.synthetic.mover import Mover
from benchmarks.synthetic.moves import Posture
from benchmarks.synthetic.shoot import about
from benchmarks.synthetic.skeleton import PosedSkeleton
from benchmarks.synthetic.takes import FRAMES_PER_S, all_takes
from benchmarks.synthetic.truth import absolute_angles
from tests.benchmarks.test_synthetic_positions import BACK, SKELETON, SOLE

TAKES = floor_and_seat_takes()
CALM = Posture()


@pytest.fixture
def mover() -> Mover:
    return Mover.of(SKELETON, np.array([*SOLE, *BACK]))


def posed(mover: Mover, movement: Shaped, way: float) -> PosedSkeleton:
    return SKELETON.pose(shape(mover, movement, way, CALM))


def test_every_person_makes_every_movement_once_and_is_nobody_of_the_other_set() -> None:
    assert Counter(take.movement.name for take in TAKES) == dict.fromkeys(
        ("bird_dog", "seated_kick", "four_point", "bridge"), PEOPLE
    )
    assert len({take.id for take in TAKES}) == len(TAKES)
    others = {str(take.look.shape) for take in all_takes()}
    assert not others & {str(take.look.shape) for take in TAKES}
    assert floor_and_seat_takes() == TAKES


def test_faulty_and_good_ones_are_dealt_to_many_people() -> None:
    for name, limit in ((BIRD_DOG, 11), (SEATED_KICK, 11), (ROCKING, 11)):
        backs = [abs(take.movement.trunk) for take in TAKES if take.movement.name == name]
        assert sum(deg > limit for deg in backs) == 7
        assert sum(deg <= 2 for deg in backs) == 6
    held = [take.held_s for take in TAKES if take.movement.name in (BIRD_DOG, "bridge")]
    assert sum(held_s >= 3 for held_s in held) == 14
    assert sum(held_s <= 0.4 for held_s in held) == 12


@pytest.mark.parametrize("take", TAKES[::7], ids=lambda take: take.id)
def test_the_turning_point_is_held_for_as_long_as_is_told(take: HeldTake) -> None:
    timeline = take.timeline
    layout = Layout(
        take.hold_frames, round(take.repetition_s / 2 * FRAMES_PER_S), FRAMES_PER_S, take.held_frames
    )
    shares = [take.pictures[number].share for number in timeline]
    assert sum(share == 1 for share in shares) == take.held_frames + 1
    first = shares.index(1.0)
    assert first == layout.place(1.0, back=False)
    assert first + take.held_frames == layout.place(1.0, back=True)
    assert shares[first - 1] == shares[first + take.held_frames + 1]
    assert about(take)["held_s"] == take.held_s


@pytest.mark.parametrize(("near", "far"), [("L", "R"), ("R", "L")])
def test_in_a_bird_dog_the_near_leg_goes_back_and_the_far_hand_forward(
    mover: Mover, near: str, far: str
) -> None:
    movement = Shaped(BIRD_DOG, depth=1.0, near=near, trunk=8.0)
    start, end = posed(mover, movement, 0.0), posed(mover, movement, 1.0)
    knee = f"lowerleg01.{far}"
    ahead = {bone: (start.heads[bone] - end.heads[bone])[1] for bone in (f"wrist.{far}", f"foot.{near}")}
    assert ahead[f"wrist.{far}"] > 0.3
    assert ahead[f"foot.{near}"] < -0.3
    # The other hand and the other knee stay where they are.
    for other in (start, end):
        stays = other.heads[f"wrist.{near}"] - other.heads[knee]
        assert stays == pytest.approx(start.heads[f"wrist.{near}"] - start.heads[knee], abs=0.03)
    moved = absolute_angles(end)["trunk_flexion"] - absolute_angles(start)["trunk_flexion"]
    assert moved == pytest.approx(8.0, abs=0.01)


def test_a_kick_opens_one_knee_and_leans_the_trunk_as_asked(mover: Mover) -> None:
    movement = Shaped(SEATED_KICK, depth=1.0, near="R", trunk=-12.0)
    start, end = (absolute_angles(posed(mover, movement, way)) for way in (0.0, 1.0))
    assert end["knee_flexion_right"] < start["knee_flexion_right"] - 70
    assert end["knee_flexion_left"] == pytest.approx(start["knee_flexion_left"], abs=0.01)
    assert end["trunk_flexion"] - start["trunk_flexion"] == pytest.approx(-12.0, abs=0.01)


@pytest.mark.parametrize("trunk", [-12.0, 0.0, 12.0])
def test_rocking_moves_the_trunks_line_by_what_is_asked(mover: Mover, trunk: float) -> None:
    movement = Shaped(ROCKING, depth=0.9, trunk=trunk)
    start, end = posed(mover, movement, 0.0), posed(mover, movement, 1.0)
    before, after = absolute_angles(start), absolute_angles(end)
    assert after["trunk_flexion"] - before["trunk_flexion"] == pytest.approx(trunk, abs=0.01)
    assert after["hip_flexion_left"] - before["hip_flexion_left"] == pytest.approx(36 + trunk, abs=0.5)
    # The hands stay on the floor, as high over it as they were.
    low = [one.heads["wrist.L"][2] - one.heads["lowerleg01.L"][2] for one in (start, end)]
    assert low[1] == pytest.approx(low[0], abs=0.05)
