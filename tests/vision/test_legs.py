"""Legs far apart: named while both feet could be followed there, and not believed after a jump."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from tests.poses import Figure, make_pose, mirror
from vision.angles import View
from vision.legs import Legs, feet_apart_percent, follow_legs, leg_px
from vision.measurable import Why, hide_uncertain, why_not
from vision.neutral import find_neutral
from vision.pose import Landmark, Observation, Pose
from vision.posture import Posture, measure_posture
from vision.sides import Names
from vision.smoothing import OneEuro, Smoothed, smooth
from vision.tracking import Track, follow_posture

KNEES = ("knee_flexion_left", "knee_flexion_right", "hip_flexion_left", "hip_flexion_right")


def stride(deg: float, time_s: float, view: View = View.RIGHT) -> Pose:
    """One thigh forward, the other back by the same angle, knees straight: a stride."""
    figure = Figure(hip_left=deg, hip_right=-deg)
    return make_pose(figure, view, time_s=time_s)


def stepping(rate_hz: float, most_deg: float = 30.0, duration_s: float = 1.0) -> list[Pose]:
    """From standing into a stride."""
    count = round(duration_s * rate_hz)
    return [stride(most_deg * i / count, i / rate_hz) for i in range(count + 1)]


def followed(poses: Iterable[Pose]) -> list[bool]:
    legs, told = Legs(), []
    for pose in poses:
        legs = follow_legs(legs, pose)
        told.append(legs.sure)
    return told


def postures(poses: Sequence[Pose]) -> list[Posture]:
    track, told = Track(), []
    for pose in poses:
        seen = Observation(pose.time_s, pose, pose.width_px, pose.height_px)
        track, posture = follow_posture(track, seen)
        told.append(posture)
    return told


@pytest.mark.parametrize("rate_hz", [10, 15, 30])
def test_a_stride_that_could_be_watched_keeps_its_names(rate_hz: float) -> None:
    assert all(followed(stepping(rate_hz)))


def test_a_stride_between_two_pictures_may_be_either_leg() -> None:
    told = followed([stride(0, 0.0), stride(0, 0.2), stride(30, 0.4), stride(30, 0.6), stride(30, 0.8)])
    assert told == [True, True, False, False, False]


def test_a_leap_of_the_feet_is_not_followed_at_any_rate() -> None:
    poses = [stride(30, i / 30) if i else stride(0, 0.0) for i in range(5)]
    assert followed(poses) == [True, False, False, False, False]


def leaping(pose: Pose, feet: Sequence[Landmark], by_px: float) -> Pose:
    """Show some feet further ahead than they are, as a hidden one is guessed anew."""
    px = pose.landmarks_px.copy()
    px[list(feet), 0] += by_px
    return replace(pose, landmarks_px=px)


@pytest.mark.parametrize(
    ("feet", "sure"),
    [([Landmark.LEFT_ANKLE], True), ([Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE], False)],
)
def test_feet_that_are_apart_trade_names_only_if_both_leap(feet: list[Landmark], sure: bool) -> None:
    apart = stepping(30)
    last = apart[-1]
    between_px = math.dist(
        *(last.landmarks_px[ankle] for ankle in (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE))
    )
    outward = last.landmarks_px[Landmark.LEFT_ANKLE][0] - last.landmarks_px[Landmark.RIGHT_ANKLE][0]
    then = leaping(replace(last, time_s=last.time_s + 1 / 30), feet, math.copysign(2 * between_px, outward))
    assert followed([*apart, then])[-1] is sure


@pytest.mark.parametrize(
    ("left", "right", "sure"),
    [
        (-0.05, 0.35, True),  # the hidden right foot is guessed anew, further away from the left one
        (0.35, -0.05, False),  # each comes nearer to where the other one was
        (-0.2, 0.2, True),  # both step apart
        (0.6, 0.1, False),  # the left foot passes the right one
    ],
)
def test_a_foot_that_is_guessed_anew_beside_one_that_moves_has_not_traded_names(
    left: float, right: float, sure: bool
) -> None:
    """Places along the floor in lengths of a leg; before, the left foot is at 0 and the right one at 0.14."""
    pose = stride(0, 1.0)
    px, length_px = pose.landmarks_px.copy(), leg_px(pose.xy)
    across, down = px[Landmark.LEFT_ANKLE]
    px[Landmark.LEFT_ANKLE, 0] = across + left * length_px
    px[Landmark.RIGHT_ANKLE] = across + right * length_px, down
    before = Legs(0.95, ((across, down), (across + 0.14 * length_px, down)), together=True)
    assert follow_legs(before, replace(pose, landmarks_px=px)).sure is sure


@pytest.mark.parametrize("rate_hz", [8, 10, 15, 30, 60])
def test_feet_that_come_together_are_believed_again_after_the_same_time(rate_hz: float) -> None:
    out = [stride(0, 0.0), stride(30, 0.2)]
    back = [stride(3, 0.4 + i / rate_hz) for i in range(round(rate_hz))]
    told = followed(out + back)
    assert told[:3] == [True, False, False]
    believed_s = back[told[2:].index(True)].time_s
    assert 0.53 <= believed_s < 0.53 + 1 / rate_hz
    assert all(told[2 + told[2:].index(True) :])
    away = [stride(3 + i, back[-1].time_s + i / 30) for i in range(1, 25)]
    assert all(followed(out + back + away)[-24:])


def seeming_together(rate_hz: float, lasts_s: float, after: Pose) -> list[Pose]:
    """Into a stride that is kept for a second; then both feet are on one another, and then it goes on."""
    before = [*stepping(max(rate_hz, 10)), *(stride(30, 1 + i / rate_hz) for i in range(1, round(rate_hz)))]
    from_s = before[-1].time_s
    near = [stride(-2, from_s + i / rate_hz) for i in range(1, 1 + int(lasts_s * rate_hz))]
    then_s = (near or before)[-1].time_s
    return [
        *before,
        *near,
        *(replace(after, time_s=then_s + i / rate_hz) for i in range(1, round(rate_hz))),
    ]


@pytest.mark.parametrize("rate_hz", [8, 10, 15, 20, 30, 60])
def test_feet_that_seem_to_be_on_one_another_for_a_moment_keep_their_names(rate_hz: float) -> None:
    assert all(followed(seeming_together(rate_hz, 0.125, stride(30, 0.0))))


@pytest.mark.parametrize("rate_hz", [8, 10, 15, 20, 30, 60])
def test_feet_that_trade_names_on_one_another_are_not_sure(rate_hz: float) -> None:
    told = followed(seeming_together(rate_hz, 0.125, _traded(stride(30, 0.0))))
    assert told[round(rate_hz)]
    assert not any(told[-round(rate_hz) + 1 :])


@pytest.mark.parametrize("rate_hz", [8, 10, 15, 20, 30, 60])
def test_a_foot_that_was_lost_behind_the_other_as_it_left_is_itself(rate_hz: float) -> None:
    """The left foot leaves; for a moment the engine has the right one there too, and a little further on."""
    length_px = leg_px(stride(0, 0.0).xy)

    def seen(time_s: float) -> Pose:
        share = min(max(time_s - 1, 0.0) / 0.8, 1.0)
        left, right = 0.05 + 0.75 * share, 0.0
        if 1.27 <= time_s < 1.34:
            right = left + 0.15
        pose = stride(0, time_s)
        px = pose.landmarks_px.copy()
        px[Landmark.LEFT_ANKLE, 0] += left * length_px
        px[Landmark.RIGHT_ANKLE, 0] += right * length_px
        return replace(pose, landmarks_px=px)

    assert all(followed(seen(i / rate_hz) for i in range(round(2 * rate_hz))))


def test_feet_that_pass_each_other_in_one_picture_are_not_together() -> None:
    assert followed([stride(deg, i / 5) for i, deg in enumerate([0, 30, 2, -30, -30])])[1:] == [False] * 4


def test_whoever_comes_in_with_the_legs_apart_has_to_bring_them_together_first() -> None:
    assert followed([stride(30, i / 30) for i in range(3)]) == [False] * 3


@pytest.mark.parametrize(
    "figure",
    [
        Figure(),
        Figure(trunk_flexion=60),
        Figure(40, hip_left=100, hip_right=100, knee_left=95, knee_right=95),
        Figure(5, hip_left=95, hip_right=95, knee_left=90, knee_right=90),
        Figure(trunk_flexion=90, hip_left=90, hip_right=90, knee_left=90, knee_right=90),
    ],
    ids=["standing", "bow", "squat", "sitting", "four-point kneeling"],
)
def test_feet_side_by_side_are_sure_from_the_first_picture_however_slow(figure: Figure) -> None:
    for yaw_deg in (-90, -70, -110):
        poses = [make_pose(figure, View.RIGHT, yaw_deg=yaw_deg, time_s=i / 2) for i in range(3)]
        assert all(followed(poses))


def test_legs_that_are_not_sure_have_no_number_and_say_why() -> None:
    told = postures([stride(0, i / 5) for i in range(10)] + [stride(30, 2 + i / 5) for i in range(5)])
    for posture in told[:10]:
        assert posture.names is Names.AS_SEEN
        assert math.isfinite(posture.angles["knee_flexion_right"])
    for posture in told[10:]:
        assert posture.names is Names.LEGS_UNSURE
        assert all(math.isnan(posture.angles[name]) for name in KNEES)
        assert math.isfinite(posture.angles["trunk_flexion"])
        assert {why_not(posture)[name] for name in KNEES} == {Why.LEGS_APART}
        assert posture.quality == pytest.approx(told[0].quality, abs=0.1)


def test_from_the_front_legs_may_stand_apart() -> None:
    wide = [make_pose(Figure(), View.FRONT, time_s=i / 5) for i in range(10)]
    assert all(posture.names is Names.AS_SEEN for posture in postures(wide))


def test_in_a_mirror_and_from_afar_the_same_is_sure() -> None:
    poses = [*stepping(30), stride(30, 1.5), stride(2, 1.8), stride(25, 2.0)]
    told = followed(poses)
    assert False in told
    assert True in told
    assert followed(mirror(pose) for pose in poses) == told
    smaller = [
        Pose(p.time_s, p.landmarks_px * 0.4 + 30, p.visibility, p.world_m, p.width_px, p.height_px)
        for p in poses
    ]
    assert followed(smaller) == told


@pytest.mark.parametrize("deg", [0, 10, 30, 50])
@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_a_stride_is_told_in_shares_of_a_leg(deg: float, view: View) -> None:
    apart = feet_apart_percent(stride(deg, 0.0, view))
    assert apart == pytest.approx(200 * math.sin(math.radians(deg)), abs=0.1)


def test_which_leg_is_ahead_does_not_matter_nor_how_large_it_is_seen() -> None:
    apart = feet_apart_percent(stride(20, 0.0))
    assert feet_apart_percent(stride(-20, 0.0)) == pytest.approx(apart)
    assert feet_apart_percent(mirror(stride(20, 0.0))) == pytest.approx(apart)
    small = make_pose(Figure(hip_left=20, hip_right=-20), View.RIGHT, px_per_m=70, hips_px=(100, 400))
    assert feet_apart_percent(small) == pytest.approx(apart)


def test_whoever_sits_with_their_feet_side_by_side_has_them_together() -> None:
    seated = make_pose(Figure(hip_left=90, hip_right=90, knee_left=90, knee_right=90), View.RIGHT)
    assert feet_apart_percent(seated) == pytest.approx(0, abs=0.1)


def test_one_foot_may_be_hidden_behind_the_other_but_not_both() -> None:
    pose = stride(0, 0.0)
    pose.visibility[Landmark.LEFT_ANKLE] = 0.1
    assert feet_apart_percent(pose) == pytest.approx(0, abs=0.1)
    pose = stride(30, 0.0)
    pose.visibility[[Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]] = 0.1
    assert math.isnan(feet_apart_percent(pose))


def test_feet_are_told_as_they_are_from_any_neutral_and_from_the_side_only() -> None:
    apart = measure_posture(stride(20, 0.0), View.RIGHT, 0.0)
    assert apart.value("feet_apart") > 60
    assert find_neutral([apart]).apply(apart).feet_apart == apart.feet_apart
    assert smooth(Smoothed(), apart, OneEuro())[1].feet_apart == apart.feet_apart
    assert hide_uncertain(apart).feet_apart == apart.feet_apart
    assert math.isnan(measure_posture(stride(20, 0.0, View.FRONT), View.FRONT, 0.0).feet_apart)


def test_feet_have_a_distance_while_nobody_knows_which_is_which() -> None:
    posture = measure_posture(stride(20, 0.0), View.RIGHT, 0.0, names=Names.LEGS_UNSURE)
    assert math.isnan(posture.value("knee_flexion"))
    assert posture.feet_apart > 60


def test_the_mean_of_both_knees_is_told_while_nobody_knows_which_is_which() -> None:
    pose = make_pose(Figure(hip_left=60, hip_right=-20, knee_left=80, knee_right=50), View.RIGHT)
    for seen in (pose, _traded(pose)):
        unsure = measure_posture(seen, View.RIGHT, 0.0, names=Names.LEGS_UNSURE)
        assert math.isnan(unsure.value("knee_flexion"))
        assert unsure.value("knees_mean") == pytest.approx(65, abs=1)


def test_the_mean_of_both_knees_is_told_from_neutral_filtered_and_only_of_two_knees() -> None:
    bent, straight = (make_pose(Figure(knee_left=deg, knee_right=deg), View.RIGHT) for deg in (40, 10))
    zero = find_neutral([measure_posture(straight, View.RIGHT, 0.0)])
    told = zero.apply(measure_posture(bent, View.RIGHT, 0.0))
    assert told.knees_mean == pytest.approx(30, abs=1)
    assert smooth(Smoothed(), told, OneEuro())[1].knees_mean == told.knees_mean
    assert hide_uncertain(told).knees_mean == told.knees_mean
    assert math.isnan(measure_posture(bent, View.FRONT, 0.0).knees_mean)
    hidden = make_pose(Figure(knee_left=40, knee_right=40), View.RIGHT)
    hidden.visibility[Landmark.LEFT_KNEE] = 0.1
    assert math.isnan(measure_posture(hidden, View.RIGHT, 0.0).knees_mean)


def _traded(pose: Pose) -> Pose:
    """The same legs by each other's names."""
    order = list(range(len(pose.visibility)))
    for left in (25, 27, 29, 31):
        order[left], order[left + 1] = left + 1, left
    return replace(
        pose,
        landmarks_px=pose.landmarks_px[order],
        visibility=pose.visibility[order],
        world_m=pose.world_m[order],
    )
