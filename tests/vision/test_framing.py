"""Whether enough of the person is in the picture."""

from __future__ import annotations

from typing import Any

import pytest

from tests.poses import YAW_DEG, Figure, make_pose
from vision.angles import View
from vision.bodies import body_length_px
from vision.framing import Framing, judge_framing, judge_pose
from vision.light import Light
from vision.person import PersonState
from vision.pose import Landmark, Observation, Pose

FAR_LEG = [Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX]

CASES: list[tuple[Framing, dict[str, Any]]] = [
    (Framing.WHOLE, {}),
    (Framing.WHOLE, {"hips_px": (120, 240)}),  # anywhere, as long as it is inside
    (Framing.WHOLE, {"hidden": FAR_LEG}),  # the far leg may be behind the near one
    (Framing.WHOLE, {"hidden": [Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP]}),
    (Framing.HEAD_CUT, {"hips_px": (320, 60)}),  # head above the picture
    (Framing.FEET_CUT, {"hips_px": (320, 420)}),  # feet below it
    (Framing.FEET_CUT, {"hidden": [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]}),  # behind a sofa
    (Framing.SIDE_CUT, {"hips_px": (-40, 240)}),
    (Framing.SIDE_CUT, {"hips_px": (680, 240)}),
    (Framing.TOO_FAR, {"px_per_m": 50}),
    (Framing.TRUNK_HIDDEN, {"hidden": [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]}),
    (Framing.TRUNK_HIDDEN, {"hidden": [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]}),
    # Several at once: what is told first is what has to be mended first.
    (Framing.TRUNK_HIDDEN, {"hips_px": (320, 60), "hidden": [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]}),
    (Framing.TOO_CLOSE, {"px_per_m": 600}),  # much too near: head and feet
    (Framing.TOO_CLOSE, {"hips_px": (320, 500)}),  # at the laptop: head and shoulders
    (Framing.TOO_CLOSE, {"hips_px": (320, 500), "hidden": [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]}),
    (Framing.TOO_CLOSE, {"hips_px": (320, 300), "px_per_m": 420}),  # feet below, and no room for the head
    (Framing.SIDE_CUT, {"px_per_m": 50, "hips_px": (-20, 240)}),
]


@pytest.mark.parametrize(("expected", "how"), CASES)
def test_the_framing_of_a_pose(expected: Framing, how: dict[str, Any]) -> None:
    assert judge_pose(make_pose(view=View.LEFT, **how)) is expected


def test_nobody() -> None:
    assert judge_pose(None) is Framing.NOBODY


def test_every_framing_has_a_case() -> None:
    told = {expected for expected, _ in CASES} | {expected for expected, *_ in UNSEEN_CASES}
    assert told == set(Framing)


def see(
    pose: Pose | None, light: Light = Light.FINE, person: PersonState = PersonState.FOLLOWING
) -> Observation:
    return Observation(0.0, pose, 640, 480, light, person)


LOST, SOMEONE, NEW = PersonState.LOST, PersonState.SOMEONE_ELSE, PersonState.NEW_PERSON
UNSEEN_CASES = [
    (Framing.NOBODY, Light.FINE, PersonState.SEARCHING),
    (Framing.NOBODY, Light.FINE, LOST),
    (Framing.SOMEONE_ELSE, Light.FINE, SOMEONE),
    (Framing.NEW_PERSON, Light.FINE, NEW),
    (Framing.TOO_DARK, Light.TOO_DARK, PersonState.SEARCHING),
    (Framing.TOO_BRIGHT, Light.TOO_BRIGHT, LOST),
    (Framing.BACKLIT, Light.BACKLIT, LOST),
    # Somebody is seen, so the light is good enough.
    (Framing.SOMEONE_ELSE, Light.TOO_DARK, SOMEONE),
]


@pytest.mark.parametrize(("expected", "light", "person"), UNSEEN_CASES)
def test_a_frame_without_the_person(expected: Framing, light: Light, person: PersonState) -> None:
    assert judge_framing(see(None, light, person)) is expected


@pytest.mark.parametrize("light", list(Light))
@pytest.mark.parametrize(("expected", "how"), CASES)
def test_light_is_the_reason_only_where_the_trunk_is_not_seen(
    expected: Framing, how: dict[str, Any], light: Light
) -> None:
    told = judge_framing(see(make_pose(view=View.LEFT, **how), light))
    if expected is Framing.TRUNK_HIDDEN and light is not Light.FINE:
        assert told.value == light.value
    else:
        assert told is expected


def test_lying_across_the_picture_is_not_too_close() -> None:
    lying = make_pose(Figure(-90, hip_left=0, hip_right=0), px_per_m=330)
    assert judge_pose(lying) is Framing.WHOLE


def test_standing_from_edge_to_edge_is_not_too_close() -> None:
    assert judge_pose(make_pose(px_per_m=300, hips_px=(320, 220))) is Framing.WHOLE


@pytest.mark.parametrize("view", list(YAW_DEG))
def test_a_person_is_whole_from_every_side(view: View) -> None:
    assert judge_pose(make_pose(view=view)) is Framing.WHOLE


BENT = [
    Figure(trunk_flexion=90),
    Figure(40, hip_left=100, hip_right=100, knee_left=95, knee_right=95),
    Figure(-90, hip_left=0, hip_right=0),
]


@pytest.mark.parametrize("figure", BENT)
def test_bending_or_lying_down_is_not_going_away(figure: Figure) -> None:
    """A size at which a standing person is well in view is enough for the same person bent or lying."""
    assert judge_pose(make_pose(Figure(), px_per_m=140)) is Framing.WHOLE
    assert judge_pose(make_pose(figure, px_per_m=140)) is Framing.WHOLE


@pytest.mark.parametrize(("share", "expected"), [(0.22, Framing.TOO_FAR), (0.28, Framing.WHOLE)])
def test_a_person_a_quarter_of_the_picture_high_is_measured(share: float, expected: Framing) -> None:
    pose = make_pose(view=View.LEFT)
    px_per_m = 200 * share * pose.height_px / body_length_px(make_pose(view=View.LEFT, px_per_m=200))
    assert judge_pose(make_pose(view=View.LEFT, px_per_m=px_per_m)) is expected


def test_hands_may_leave_the_picture() -> None:
    pose = make_pose(view=View.LEFT)
    for mark in Landmark:
        if (
            any(part in mark.name for part in ("WRIST", "PINKY", "INDEX", "THUMB"))
            and "FOOT" not in mark.name
        ):
            pose.landmarks_px[mark] = (-50, -50)
    assert judge_pose(pose) is Framing.WHOLE
