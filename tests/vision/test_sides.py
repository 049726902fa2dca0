"""Left and right: traded names are traded back, real turns are not, and half a trade is not measured."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.poses import PARTNERS, YAW_DEG, Figure, make_pose, mirror
from vision.angles import View
from vision.pose import Landmark, Observation, Pose
from vision.posture import Posture
from vision.sides import Names, Sides, keep_sides
from vision.tracking import Track, follow_posture

UPRIGHT = Figure()
RATE_HZ = 15.0
EVERYTHING = tuple(Landmark)
LEGS = tuple(mark for mark in Landmark if mark >= Landmark.LEFT_KNEE)
UPPER = tuple(mark for mark in Landmark if mark < Landmark.LEFT_KNEE)
HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
FEET_TOGETHER_M = 0.06
UPRIGHT = Figure()

POSTURES = [
    Figure(),
    Figure(trunk_flexion=60),  # a bow
    Figure(trunk_flexion=90, hip_left=90, hip_right=90),
    Figure(trunk_flexion=110),  # hands to the floor
    Figure(trunk_lateral=30),
    Figure(40, hip_left=100, hip_right=100, knee_left=95, knee_right=95),  # squat
    Figure(5, hip_left=95, hip_right=95, knee_left=90, knee_right=90),  # sitting
    Figure(trunk_flexion=-90, hip_left=45, hip_right=45, knee_left=90, knee_right=90),  # crook lying
    Figure(trunk_flexion=-70, hip_left=0, hip_right=0, knee_left=90, knee_right=90),  # bridge
    Figure(trunk_flexion=90, hip_left=90, hip_right=90, knee_left=90, knee_right=90),  # four-point kneeling
    Figure(trunk_flexion=90, hip_left=0, hip_right=0),  # prone
]
ALL_ROUND = range(-180, 180, 30)


def traded(pose: Pose, marks: Collection[Landmark] = EVERYTHING) -> Pose:
    """The same pose, some of whose joints go by their partner's name."""
    order = [PARTNERS[mark] if mark in marks else mark for mark in Landmark]
    return Pose(
        pose.time_s,
        pose.landmarks_px[order],
        pose.visibility[order],
        pose.world_m[order],
        pose.width_px,
        pose.height_px,
    )


def narrowed(pose: Pose, width_m: float) -> Pose:
    """The same pose with knees and feet closer together."""
    world, xy = pose.world_m.copy(), pose.landmarks_px.copy()
    for left, right in ((25, 26), (27, 28), (29, 30), (31, 32)):
        middle, half = (world[left] + world[right]) / 2, (world[left] - world[right]) / 2
        half *= width_m / 2 / np.hypot(*half[[0, 2]])
        world[left], world[right] = middle + half, middle - half
        spot = (xy[left] + xy[right]) / 2
        share = width_m / 0.2
        xy[left], xy[right] = spot + share * (xy[left] - spot), spot + share * (xy[right] - spot)
    return Pose(pose.time_s, xy, pose.visibility, world, pose.width_px, pose.height_px)


def headless(pose: Pose) -> Pose:
    """The same pose with a face and feet that point nowhere: only the frames before can tell."""
    world = pose.world_m.copy()
    world[[0, 7, 8]] = world[[7, 8]].mean(axis=0)
    world[[29, 30, 31, 32]] = world[[27, 28, 27, 28]]
    return Pose(pose.time_s, pose.landmarks_px, pose.visibility, world, pose.width_px, pose.height_px)


def standing(
    seconds: float = 2.0,
    *,
    figure: Figure = UPRIGHT,
    yaw_deg: float = 90.0,
    rate_hz: float = RATE_HZ,
    from_s: float = 0.0,
) -> list[Pose]:
    return [
        make_pose(figure, yaw_deg=yaw_deg, time_s=from_s + frame / rate_hz)
        for frame in range(round(seconds * rate_hz))
    ]


@dataclass(frozen=True)
class Kept:
    """What became of a stream."""

    poses: list[Pose]
    names: list[Names]
    memory: Sides


def keep(stream: Iterable[Pose], memory: Sides = Sides()) -> Kept:
    poses, names = [], []
    for pose in stream:
        memory, found, name = keep_sides(memory, pose)
        poses.append(found)
        names.append(name)
    return Kept(poses, names, memory)


def assert_same_poses(found: Iterable[Pose], expected: Iterable[Pose]) -> None:
    for one, other in zip(found, expected, strict=True):
        assert one.time_s == other.time_s
        np.testing.assert_array_equal(one.landmarks_px, other.landmarks_px)
        np.testing.assert_array_equal(one.world_m, other.world_m)
        np.testing.assert_array_equal(one.visibility, other.visibility)


@pytest.mark.parametrize("marks", [EVERYTHING, LEGS, UPPER], ids=["body", "legs", "upper"])
@pytest.mark.parametrize("yaw_deg", ALL_ROUND)
@pytest.mark.parametrize("frames", [1, 8])
def test_a_trade_in_the_middle_is_undone_and_counted(
    marks: Collection[Landmark], yaw_deg: float, frames: int
) -> None:
    truth = standing(yaw_deg=yaw_deg)
    seen = [traded(pose, marks) if 10 <= i < 10 + frames else pose for i, pose in enumerate(truth)]
    kept = keep(seen)
    assert_same_poses(kept.poses, truth)
    assert [i for i, name in enumerate(kept.names) if name is Names.TRADED_BACK] == [*range(10, 10 + frames)]
    assert set(kept.names) == {Names.AS_SEEN, Names.TRADED_BACK}
    assert (kept.memory.traded_back, kept.memory.torn) == (frames, 0)


@pytest.mark.parametrize("figure", POSTURES)
@pytest.mark.parametrize("yaw_deg", YAW_DEG.values())
def test_a_trade_is_undone_in_every_position(figure: Figure, yaw_deg: float) -> None:
    truth = standing(figure=figure, yaw_deg=yaw_deg)
    kept = keep(traded(pose) if i in (3, 7, 8, 20) else pose for i, pose in enumerate(truth))
    assert_same_poses(kept.poses, truth)
    assert (kept.memory.traded_back, kept.memory.torn) == (4, 0)


@pytest.mark.parametrize("yaw_deg", ALL_ROUND)
def test_legs_that_cannot_tell_trade_with_the_body(yaw_deg: float) -> None:
    """Feet together: only shoulders and hips show that the whole body traded its names."""
    truth = [narrowed(pose, FEET_TOGETHER_M) for pose in standing(yaw_deg=yaw_deg)]
    kept = keep(traded(pose) if i == 10 else pose for i, pose in enumerate(truth))
    assert_same_poses(kept.poses, truth)


def glided(pose: Pose) -> Pose:
    """The same pose, each leg where the other one is but as near to the camera as it was: an engine's slip.

    It is no trade of names: nobody's left hip and left foot are on different sides.
    """
    px, world = pose.landmarks_px.copy(), pose.world_m.copy()
    for left, right in ((25, 26), (27, 28), (29, 30), (31, 32)):
        px[[left, right]] = px[[right, left]]
        world[[left, right], :2] = world[[right, left], :2]
    return Pose(pose.time_s, px, pose.visibility, world, pose.width_px, pose.height_px)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
@pytest.mark.parametrize("rate_hz", [8, 10, 15, 30, 60])
def test_legs_that_are_found_again_have_not_traded_names(view: View, rate_hz: float) -> None:
    """The engine slips while one foot passes the other, and finds both again: its last word is right."""
    apart = Figure(hip_left=25, hip_right=-25)
    poses = [make_pose(apart, view, time_s=frame / rate_hz) for frame in range(round(2 * rate_hz))]
    kept = keep(glided(pose) if 0.5 <= pose.time_s < 0.6 else pose for pose in poses)
    assert set(kept.names) == {Names.AS_SEEN}
    assert_same_poses(kept.poses[-5:], poses[-5:])


@pytest.mark.parametrize("marks", [HIPS, SHOULDERS], ids=["hips", "shoulders"])
@pytest.mark.parametrize("yaw_deg", ALL_ROUND)
def test_half_a_trade_is_torn_and_leaves_no_trace(marks: Collection[Landmark], yaw_deg: float) -> None:
    truth = standing(yaw_deg=yaw_deg)
    seen = [traded(pose, marks) if i in (10, 11, 20) else pose for i, pose in enumerate(truth)]
    kept = keep(seen)
    assert [i for i, name in enumerate(kept.names) if name is Names.TORN] == [10, 11, 20]
    assert set(kept.names) == {Names.AS_SEEN, Names.TORN}
    assert_same_poses(kept.poses, seen)  # given back as it was
    assert (kept.memory.traded_back, kept.memory.torn) == (0, 3)


def test_after_a_torn_frame_a_trade_is_still_found() -> None:
    truth = standing()
    seen = [*truth[:5], traded(truth[5], HIPS), traded(truth[6]), *truth[7:]]
    kept = keep(seen)
    assert kept.names[5:8] == [Names.TORN, Names.TRADED_BACK, Names.AS_SEEN]
    assert_same_poses(kept.poses[6:], truth[6:])


def test_a_torn_frame_is_not_measured_and_does_not_turn_the_view() -> None:
    track, postures = Track(), list[Posture]()
    for i, pose in enumerate(standing(figure=Figure(20))):
        seen = traded(pose, HIPS) if 10 <= i < 14 else pose
        track, posture = follow_posture(track, Observation(pose.time_s, seen, 640, 480))
        postures.append(posture)
    assert all(math.isnan(value) for value in postures[12].angles.values())
    assert math.isnan(postures[12].back_outline)
    assert [one.names for one in postures[9:15]] == [Names.AS_SEEN, *[Names.TORN] * 4, Names.AS_SEEN]
    assert {one.view for one in postures} == {View.LEFT}
    assert postures[14].angles["trunk_flexion"] == pytest.approx(20)


@pytest.mark.parametrize("speed_deg_s", [90, -90, 180, -180])
@pytest.mark.parametrize("rate_hz", [10, 15, 30])
@pytest.mark.parametrize("figure", [Figure(), POSTURES[5]], ids=["upright", "squat"])
def test_a_person_who_turns_keeps_their_names(speed_deg_s: float, rate_hz: float, figure: Figure) -> None:
    turning = [
        make_pose(figure, yaw_deg=-180 + speed_deg_s * frame / rate_hz, time_s=frame / rate_hz)
        for frame in range(round(2 * 360 / abs(speed_deg_s) * rate_hz))
    ]
    kept = keep(turning)
    assert set(kept.names) == {Names.AS_SEEN}
    assert_same_poses(kept.poses, turning)


@pytest.mark.parametrize("yaw_deg", YAW_DEG.values())
@pytest.mark.parametrize("rate_hz", [10, 12, 15, 30])
@pytest.mark.parametrize("width_m", [0.2, 0.1])
@pytest.mark.parametrize("phase", [0.0, 0.9])
def test_walking_is_no_trade(yaw_deg: float, rate_hz: float, width_m: float, phase: float) -> None:
    """Ankles pass each other twice a second, half a metre either way."""
    stream = []
    for frame in range(round(3 * rate_hz)):
        swing = math.sin(2 * math.pi * frame / rate_hz + phase)
        figure = Figure(
            hip_left=25 * swing,
            hip_right=-25 * swing,
            knee_left=10 + 20 * max(0.0, -swing),
            knee_right=10 + 20 * max(0.0, swing),
        )
        stream.append(narrowed(make_pose(figure, yaw_deg=yaw_deg, time_s=frame / rate_hz), width_m))
    kept = keep(stream)
    assert kept.memory.traded_back == 0


def test_crossed_ankles_are_no_trade() -> None:
    """Someone stands with the feet crossed: the ankles' line turns round, the knees' does not."""
    stream = []
    for frame in range(60):
        pose = make_pose(yaw_deg=0, time_s=frame / 15)
        apart = 0.1 * math.cos(min(frame / 15, math.pi))  # 0.1 to -0.1 m from the middle, slowly
        world = pose.world_m.copy()
        world[[27, 29, 31], 0], world[[28, 30, 32], 0] = apart, -apart
        stream.append(Pose(pose.time_s, pose.landmarks_px, pose.visibility, world, 640, 480))
    kept = keep(stream)
    assert set(kept.names) == {Names.AS_SEEN}


def test_what_the_engine_insists_on_is_believed_after_a_second() -> None:
    """Nothing but the frames before speaks against it."""
    truth = [headless(pose) for pose in standing(4.0)]
    kept = keep(traded(pose) if pose.time_s >= 1.0 else pose for pose in truth)
    undone_s = [p.time_s for p, name in zip(truth, kept.names, strict=True) if name is Names.TRADED_BACK]
    assert undone_s[0] == 1.0
    assert undone_s[-1] == pytest.approx(2.0, abs=1.5 / RATE_HZ)
    assert len(undone_s) == kept.memory.traded_back == pytest.approx(RATE_HZ, abs=2)
    assert kept.names[-1] is Names.AS_SEEN
    assert Names.TORN not in kept.names


def test_a_film_that_is_cut_is_believed_after_a_second() -> None:
    """From one frame to the next somebody stands the other way round, feet, face and all."""
    kept = keep([*standing(1.0, yaw_deg=90), *standing(3.0, yaw_deg=-90, from_s=1.0)])
    assert kept.memory.traded_back == pytest.approx(RATE_HZ, abs=2)
    assert kept.names[-1] is Names.AS_SEEN


@pytest.mark.parametrize("yaw_deg", ALL_ROUND)
@pytest.mark.parametrize("marks", [EVERYTHING, LEGS], ids=["body", "legs"])
def test_feet_and_face_outvote_an_engine_that_insists(yaw_deg: float, marks: Collection[Landmark]) -> None:
    truth = standing(6.0, yaw_deg=yaw_deg)
    kept = keep(traded(pose, marks) if pose.time_s >= 1.0 else pose for pose in truth)
    assert_same_poses(kept.poses, truth)
    assert kept.memory.traded_back == round(5 * RATE_HZ)


@pytest.mark.parametrize("figure", [Figure(), Figure(trunk_flexion=45), Figure(trunk_lateral=20)])
@pytest.mark.parametrize("yaw_deg", ALL_ROUND)
def test_a_stream_that_starts_traded_is_undone_from_its_first_frame(figure: Figure, yaw_deg: float) -> None:
    truth = standing(figure=figure, yaw_deg=yaw_deg)
    kept = keep(traded(pose) for pose in truth)
    assert_same_poses(kept.poses, truth)
    assert kept.memory.traded_back == len(truth)


@pytest.mark.parametrize("figure", POSTURES)
@pytest.mark.parametrize("yaw_deg", ALL_ROUND)
def test_a_stream_that_starts_right_is_left_alone(figure: Figure, yaw_deg: float) -> None:
    assert set(keep(standing(3.0, figure=figure, yaw_deg=yaw_deg)).names) == {Names.AS_SEEN}


@pytest.mark.parametrize("seed", range(20))
def test_toes_along_the_trunk_tell_nothing(seed: int) -> None:
    """In a deep bow with the head up, toes and nose point where the trunk points: noise must not decide."""
    noise = np.random.default_rng(seed)
    for yaw_deg in ALL_ROUND:
        pose = make_pose(Figure(90, hip_left=90, hip_right=90), yaw_deg=yaw_deg)
        forward = pose.world_m[11] - pose.world_m[23]
        world = pose.world_m.copy()
        world[0] = (world[7] + world[8]) / 2 + 0.2 * forward
        world += noise.normal(0, 0.01, world.shape)
        seen = Pose(0.0, pose.landmarks_px, pose.visibility, world, 640, 480)
        assert keep([seen]).names == [Names.AS_SEEN]


def test_after_a_gap_nothing_is_compared() -> None:
    gone_s = 3.0
    kept = keep([*standing(1.0, yaw_deg=90), *standing(1.0, yaw_deg=-90, from_s=gone_s)])
    assert set(kept.names) == {Names.AS_SEEN}


def test_after_a_gap_a_trade_is_seen_by_feet_and_face() -> None:
    kept = keep([*standing(1.0), *map(traded, standing(1.0, from_s=3.0))])
    assert_same_poses(kept.poses, [*standing(1.0), *standing(1.0, from_s=3.0)])


def test_someone_who_is_never_whole_does_not_stay_unmeasured() -> None:
    """What was half traded for good is what the engine sees now."""
    stream = [traded(pose, HIPS) if pose.time_s >= 1 else pose for pose in standing(5.0)]
    kept = keep(stream)
    assert kept.names[-1] is not Names.TORN
    assert kept.memory.torn <= RATE_HZ


def test_memory_does_not_grow() -> None:
    long = keep(traded(pose) if i % 7 == 0 else pose for i, pose in enumerate(standing(20.0)))
    assert len(long.memory.lines) == len(keep(standing(0.2)).memory.lines)


what_happened = st.lists(st.sampled_from(["right", "right", "body", "legs", "hips"]), min_size=2, max_size=40)
HOW: dict[str, Callable[[Pose], Pose]] = {
    "right": lambda pose: pose,
    "body": traded,
    "legs": lambda pose: traded(pose, LEGS),
    "hips": lambda pose: traded(pose, HIPS),
}
bending = st.builds(Figure, trunk_flexion=st.floats(-20, 70), knee_left=st.floats(0, 40))
leaning = st.builds(Figure, trunk_lateral=st.floats(-40, 40))
seen_from = st.tuples(bending, st.sampled_from([View.LEFT, View.RIGHT])) | st.tuples(
    leaning, st.sampled_from([View.FRONT, View.BACK])
)


def measure(stream: Iterable[Pose]) -> list[Posture]:
    track, postures = Track(), []
    for pose in stream:
        track, posture = follow_posture(track, Observation(pose.time_s, pose, pose.width_px, pose.height_px))
        postures.append(posture)
    return postures


@given(seen_from, what_happened)
def test_whatever_is_traded_no_angle_changes(seen: tuple[Figure, View], happened: list[str]) -> None:
    """Every angle that is given at all is the true one, on its own side."""
    figure, view = seen
    happened = ["right", *happened]
    truth = standing(len(happened) / RATE_HZ, figure=figure, yaw_deg=YAW_DEG[view])
    found = measure(HOW[how](pose) for how, pose in zip(happened, truth, strict=True))
    expected = measure(truth)
    for how, one, other in zip(happened, found, expected, strict=True):
        assert one.names is {"right": Names.AS_SEEN, "hips": Names.TORN}.get(how, Names.TRADED_BACK)
        if how == "hips":
            assert all(math.isnan(value) for value in one.angles.values())
        else:
            assert one.angles == pytest.approx(dict(other.angles), nan_ok=True)
            assert one.view is other.view is view


@given(seen_from, what_happened)
def test_in_the_mirror_the_sides_trade_places(seen: tuple[Figure, View], happened: list[str]) -> None:
    figure, view = seen
    if figure.trunk_flexion > 45:
        # Toes and trunk nearly in line tell nothing of the sides: a stream that begins traded stays so.
        happened = ["right", *happened]
    truth = standing(len(happened) / RATE_HZ, figure=figure, yaw_deg=YAW_DEG[view])
    stream = [HOW[how](pose) for how, pose in zip(happened, truth, strict=True)]
    mirrored_view = {View.LEFT: View.RIGHT, View.RIGHT: View.LEFT}.get(view, view)
    for one, other in zip(measure(stream), measure(map(mirror, stream)), strict=True):
        assert other.names is one.names
        if happened[0] != "hips":
            assert (one.view, other.view) == (view, mirrored_view)
        flipped = {name: other.angles[_other_side(name)] for name in one.angles}
        flipped["trunk_lateral"] *= -1
        assert flipped == pytest.approx(dict(one.angles), abs=1e-6, nan_ok=True)


def _other_side(name: str) -> str:
    return name.replace("left", "*").replace("right", "left").replace("*", "right")


@given(
    seen_from, what_happened, st.floats(0.4, 2.5), st.floats(-200, 200), st.sampled_from([15.0, 24.0, 30.0])
)
def test_size_place_and_frame_rate_do_not_matter(
    seen: tuple[Figure, View], happened: list[str], scale: float, aside_px: float, rate_hz: float
) -> None:
    figure, view = seen
    happened = happened[:8]  # shorter than a gap after which nothing is remembered, at any of the rates
    yaw_deg, frames = YAW_DEG[view], range(len(happened))
    here = [make_pose(figure, yaw_deg=yaw_deg, time_s=i / RATE_HZ) for i in frames]
    there = [
        make_pose(
            figure,
            yaw_deg=yaw_deg,
            time_s=i / rate_hz,
            px_per_m=200 * scale,
            hips_px=(1000 + aside_px, 1000 + aside_px / 2),
            size_px=(2000, 2000),
        )
        for i in frames
    ]
    one = measure(HOW[what](pose) for what, pose in zip(happened, here, strict=True))
    other = measure(HOW[what](pose) for what, pose in zip(happened, there, strict=True))
    assert [posture.names for posture in other] == [posture.names for posture in one]
    for before, after in zip(one, other, strict=True):
        assert after.angles == pytest.approx(dict(before.angles), abs=1e-6, nan_ok=True)
