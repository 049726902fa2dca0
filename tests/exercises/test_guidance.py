"""What a person is told whom the camera cannot measure."""

from __future__ import annotations

import pytest

from exercises.guidance import FRAMING_SENTENCES, TURN_TO_FRONT, TURN_TO_SIDE, find_obstacle
from tests.exercises.movements import make_exercise, posture
from vision.angles import View
from vision.framing import Framing

SIDE, FRONT = make_exercise(), make_exercise(views=["front"], movement={"angle": "trunk_lateral"})


@pytest.mark.parametrize("framing", [framing for framing in Framing if framing is not Framing.WHOLE])
def test_every_framing_has_its_sentence(framing: Framing) -> None:
    found = find_obstacle(posture(0, 0, framing=framing), SIDE)
    assert found is not None
    assert found[1].endswith(".")
    assert len(found[1]) < 70  # read from three metres away


def test_no_two_framings_say_the_same() -> None:
    assert len(set(FRAMING_SENTENCES.values())) == len(Framing) - 1


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_nothing_stands_in_the_way(view: View) -> None:
    assert find_obstacle(posture(0, 0, view=view), SIDE) is None


@pytest.mark.parametrize("view", [View.FRONT, View.BACK, View.OBLIQUE, View.UNKNOWN])
def test_the_wrong_side_is_asked_to_turn(view: View) -> None:
    assert find_obstacle(posture(0, 0, view=view), SIDE) == ("turn_side", TURN_TO_SIDE)


def test_an_exercise_seen_from_the_front_asks_to_face_the_camera() -> None:
    assert find_obstacle(posture(0, 0, view=View.LEFT), FRONT) == ("turn_front", TURN_TO_FRONT)


def test_being_in_the_picture_comes_before_turning() -> None:
    found = find_obstacle(posture(0, 0, view=View.FRONT, framing=Framing.FEET_CUT), SIDE)
    assert found is not None
    assert found[0] == "feet_cut"
