"""Whether enough of the person is in the picture."""

from __future__ import annotations

from typing import Any

import pytest

from tests.poses import YAW_DEG, Figure, make_pose
from vision.angles import View
from vision.framing import Framing, judge_framing
from vision.pose import Landmark

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
    (Framing.HEAD_CUT, {"px_per_m": 600}),  # much too near: head and feet
    (Framing.SIDE_CUT, {"px_per_m": 50, "hips_px": (-20, 240)}),
]


@pytest.mark.parametrize(("expected", "how"), CASES)
def test_the_framing_of_a_pose(expected: Framing, how: dict[str, Any]) -> None:
    assert judge_framing(make_pose(view=View.LEFT, **how)) is expected


def test_nobody() -> None:
    assert judge_framing(None) is Framing.NOBODY


def test_every_framing_has_a_case() -> None:
    assert {expected for expected, _ in CASES} | {Framing.NOBODY} == set(Framing)


@pytest.mark.parametrize("view", list(YAW_DEG))
def test_a_person_is_whole_from_every_side(view: View) -> None:
    assert judge_framing(make_pose(view=view)) is Framing.WHOLE


BENT = [
    Figure(trunk_flexion=90),
    Figure(40, hip_left=100, hip_right=100, knee_left=95, knee_right=95),
    Figure(-90, hip_left=0, hip_right=0),
]


@pytest.mark.parametrize("figure", BENT)
def test_bending_or_lying_down_is_not_going_away(figure: Figure) -> None:
    """A size at which a standing person is well in view is enough for the same person bent or lying."""
    assert judge_framing(make_pose(Figure(), px_per_m=140)) is Framing.WHOLE
    assert judge_framing(make_pose(figure, px_per_m=140)) is Framing.WHOLE


def test_hands_may_leave_the_picture() -> None:
    pose = make_pose(view=View.LEFT)
    for mark in Landmark:
        if (
            any(part in mark.name for part in ("WRIST", "PINKY", "INDEX", "THUMB"))
            and "FOOT" not in mark.name
        ):
            pose.landmarks_px[mark] = (-50, -50)
    assert judge_framing(pose) is Framing.WHOLE
