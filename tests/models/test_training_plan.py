"""What the training set asks for is what its bodies do; and what is judged was never trained on."""

from __future__ import annotations

from dataclasses import replace
from math import isclose

import numpy as np
import pytest

from benchmarks.synthetic.pelvic import GROUPS, JACKET, SUIT, all_judged
from benchmarks.synthetic.skeleton import Skeleton
from benchmarks.synthetic.stance import SEGMENT_MASSES
from benchmarks.synthetic.takes import ROOMS
from models.training.figure import ARMS, TRUTH, BodyPose, Figure, truth
from models.training.frontal import LUMBAR_PER_TRUNK
from models.training.movement import RealPosture, read_real
from models.training.people import SUITS
from models.training.plan import ASIDE, ASIDE_KINDS, KINDS, NEUTRALS, SHOTS, session
from tests.benchmarks.stick import stick_figure


@pytest.fixture(scope="module")
def skeleton() -> Skeleton:
    return stick_figure()


def angles(skeleton: Skeleton, pose: BodyPose) -> dict[str, float]:
    return dict(zip(TRUTH, truth(skeleton.pose(Figure(skeleton).rotations(pose))), strict=True))


@pytest.mark.parametrize(
    ("asked", "deg"),
    [
        ("pelvis_tilt", 14.0),
        ("pelvis_tilt", -20.0),
        ("pelvis_obliquity", 9.0),
        ("pelvis_obliquity", -5.0),
        ("pelvis_rotation", 12.0),
        ("lumbar_flexion", 30.0),
    ],
)
def test_an_angle_that_is_asked_for_alone_is_the_true_one_and_the_others_stay(
    skeleton: Skeleton, asked: str, deg: float
) -> None:
    before, after = angles(skeleton, BodyPose()), angles(skeleton, BodyPose(**{asked: deg}))
    assert after[asked] - before[asked] == pytest.approx(deg, abs=0.01)
    for other in ("pelvis_tilt", "pelvis_obliquity", "pelvis_rotation", "lumbar_flexion"):
        if other != asked:
            assert after[other] == pytest.approx(before[other], abs=0.01)


def test_the_pelvis_rolls_under_a_still_trunk(skeleton: Skeleton) -> None:
    before = angles(skeleton, BodyPose())
    after = angles(skeleton, BodyPose(pelvis_tilt=15, lumbar_flexion=-15))
    assert after["pelvis_tilt"] - before["pelvis_tilt"] == pytest.approx(15, abs=0.01)
    # The trunk's line goes with neither: it leans a part of the way, which is what fools a webcam coach.
    assert 0 < after["trunk_flexion"] - before["trunk_flexion"] < 12


def test_a_bend_to_the_right_is_plus(skeleton: Skeleton) -> None:
    bent = angles(skeleton, BodyPose(lumbar_lateral=20))
    assert bent["trunk_lateral"] > 8


@pytest.mark.parametrize("knee", [5.0, 40.0, 90.0])
def test_a_standing_body_is_in_balance(skeleton: Skeleton, knee: float) -> None:
    heads = skeleton.pose(Figure(skeleton).rotations(BodyPose(pelvis_tilt=0.4 * knee, knee=knee))).heads
    hip = (heads["upperleg01.L"] + heads["upperleg01.R"]) / 2
    foot = (heads["foot.L"] + heads["foot.R"]) / 2
    # Hips go behind the feet as the trunk goes before them: nobody falls over.
    assert -0.05 < hip[1] - foot[1] < 0.45


@pytest.mark.parametrize("arms", ARMS)
def test_arms_are_where_their_name_says(skeleton: Skeleton, arms: str) -> None:
    heads = skeleton.pose(Figure(skeleton).rotations(BodyPose(arms=arms))).heads
    shoulder, wrist = heads["upperarm01.L"], heads["wrist.L"]
    if arms == "overhead":
        assert wrist[2] > shoulder[2]
    elif arms == "forward":
        assert isclose(wrist[2], shoulder[2], abs_tol=0.15)
        assert wrist[1] < shoulder[1] - 0.2
    else:
        assert wrist[2] < shoulder[2]


def test_one_bent_knee_keeps_both_feet_near_the_floor(skeleton: Skeleton) -> None:
    def lift(pose: BodyPose) -> float:
        heads = skeleton.pose(Figure(skeleton).rotations(pose)).heads
        return abs(float(heads["foot.L"][2] - heads["foot.R"][2]))

    raised = BodyPose(pelvis_obliquity=10)
    assert lift(replace(raised, knee_left_more=25)) < lift(raised)


@pytest.mark.parametrize("lifts", [-1, 1])
@pytest.mark.parametrize("lift_deg", [-9.0, 0.0, 9.0])
def test_a_leg_in_the_air_and_a_trunk_aside_leave_the_pelvis_where_it_is_asked_for(
    skeleton: Skeleton, lifts: int, lift_deg: float
) -> None:
    pose = BodyPose(
        pelvis_obliquity=lift_deg,
        lumbar_lateral=30,
        weight=-0.9 * lifts,
        lifts=lifts,
        lifted_thigh=40,
        lifted_knee=70,
    )
    assert angles(skeleton, pose)["pelvis_obliquity"] == pytest.approx(lift_deg, abs=0.01)
    heads = skeleton.pose(Figure(skeleton).rotations(pose)).heads
    up, down = ("L", "R") if lifts < 0 else ("R", "L")
    assert heads[f"foot.{up}"][2] > heads[f"foot.{down}"][2] + 0.1
    assert heads[f"lowerleg01.{up}"][1] < heads[f"upperleg01.{up}"][1] - 0.1  # the knee is before the hip


@pytest.mark.parametrize("weight", [-1.0, 0.0, 0.6])
def test_the_weight_is_where_it_is_asked_for_between_the_feet(skeleton: Skeleton, weight: float) -> None:
    heads = skeleton.pose(Figure(skeleton).rotations(BodyPose(weight=weight, lumbar_lateral=15))).heads
    across = sum(mass * ((1 - at) * heads[a][0] + at * heads[b][0]) for a, b, at, mass in SEGMENT_MASSES)
    centre = across / sum(mass for *_, mass in SEGMENT_MASSES)
    left, right = heads["foot.L"][0], heads["foot.R"][0]
    # Plus is over the right foot, which is at the smaller x.
    assert (left + right - 2 * centre) / (left - right) == pytest.approx(weight, abs=0.05)


def test_people_who_bend_aside_hitch_either_way_or_hardly_and_some_stand_on_one_leg() -> None:
    asked: dict[str, list[BodyPose]] = {kind: [] for kind in ASIDE_KINDS}
    for number in ASIDE[:60]:
        plan = session(number)
        asked[plan.kind] += plan.poses[NEUTRALS:]
    trunk = [(p.lumbar_lateral / LUMBAR_PER_TRUNK - p.pelvis_obliquity, p) for p in asked["front_bending"]]
    bends = [(deg, pose.pelvis_obliquity) for deg, pose in trunk if abs(deg) > 10]
    for sign in (-1, 1):
        assert sum(sign * deg * lift > 0 and abs(lift) > 8 for deg, lift in bends) > 20
    assert sum(abs(lift) < 4 for _, lift in bends) > 0.35 * len(bends)
    alone = [pose for pose in asked["front_balancing"] if pose.lifts]
    assert len(alone) > 0.5 * len(asked["front_balancing"])
    assert all(pose.weight is not None and pose.weight * pose.lifts < 0 for pose in alone)
    dropped = [pose.pelvis_obliquity * pose.lifts for pose in alone]
    assert min(dropped) < -10
    assert max(dropped) > 10


def test_the_same_number_gives_the_same_session_and_another_one_another() -> None:
    assert repr(session(7)) == repr(session(7))
    assert repr(session(7)) != repr(session(8))


def test_real_movement_changes_postures_and_nothing_else() -> None:
    real = (RealPosture(12.0, 30.0, 70.0),)
    for number in range(12):
        plain, with_real = session(number), session(number, real)
        assert (plain.kind, repr(plain.camera), repr(plain.look)) == (
            with_real.kind,
            repr(with_real.camera),
            repr(with_real.look),
        )


def test_every_kind_is_drawn_and_holds_neutral_and_shots() -> None:
    sessions = [session(number) for number in range(150)]
    assert {one.kind for one in sessions} == set(KINDS)
    assert all(len(one.poses) == NEUTRALS + SHOTS for one in sessions)


def test_an_estimator_learns_from_sessions_that_it_sees_only() -> None:
    assert all(session(number).learnt_from for number in ASIDE[:10])
    others = [session(number) for number in range(600, 660)]  # seen from the front only
    assert not any(one.learnt_from for one in others)
    assert all(session(number).learnt_from for number in range(850, 860))  # from the side only


def test_without_a_folder_there_is_no_real_movement() -> None:
    assert read_real(None) == ()


def test_what_is_judged_wears_and_stands_in_what_was_never_trained_on() -> None:
    judged = all_judged()
    assert {one.group for one in judged} == set(GROUPS)
    worn = {wear.name for one in judged for wear in one.session.look.garments}
    assert {SUIT, JACKET} <= worn
    assert worn.isdisjoint(SUITS)
    assert all(one.session.decor in ROOMS for one in judged)
    trained = [session(number) for number in (*range(150), *ASIDE[:60])]
    assert not any(one.decor in ROOMS for one in trained)
    assert {wear.name for one in trained for wear in one.look.garments}.isdisjoint({SUIT, JACKET})


def test_who_is_judged_upright_shows_both_ends_and_what_lies_between() -> None:
    for one in all_judged()[: GROUPS["upright"]]:
        tilts = np.array([pose.pelvis_tilt for pose in one.session.poses])
        ends = tilts[[one.moves.index("end_back"), one.moves.index("end_front")]]
        assert ends[0] == tilts.min()
        assert ends[1] == tilts.max()
