"""When the observer looks for printed markers: where it was asked to, in every frame while one is worn."""

from __future__ import annotations

import numpy as np

from tests.poses import make_pose
from tests.vision.test_marker import HIP, put, room
from tests.vision.test_observer_edges import Alone
from vision.frames import Frame
from vision.marks import PELVIS_ID
from vision.observer import MARKERS_EVERY_S, Observer

RATE_HZ = 10.0
BARE = room()
WORN = room()
put(WORN, PELVIS_ID, HIP)


def seen(pictures: list[np.ndarray], markers: bool = True, from_s: float = 0.0) -> list[bool]:
    """In which frames a marker was told."""
    engine = Alone(from_s)
    with Observer(engine, engine, markers=markers) as observer:
        told = [observer.estimate(Frame(image, i / RATE_HZ)).markers for i, image in enumerate(pictures)]
    return [bool(markers) for markers in told]


def test_the_hand_made_person_is_where_the_marker_is() -> None:
    assert np.allclose(make_pose().landmarks_px[[23, 24]].mean(axis=0), HIP)


def test_a_marker_that_is_worn_is_told_in_every_frame() -> None:
    assert all(seen([WORN] * 12))


def test_nobody_is_searched_who_was_not_asked_to_wear_one() -> None:
    assert not any(seen([WORN] * 12, markers=False))


def test_where_there_is_none_it_is_looked_for_now_and_then() -> None:
    """Put on later, a marker is found within half a second, and then in every frame."""
    told = seen([BARE] * 7 + [WORN] * 12)
    first = told.index(True)
    assert 7 <= first <= 7 + MARKERS_EVERY_S * RATE_HZ
    assert all(told[first:])


def test_without_a_person_nothing_is_looked_for() -> None:
    told = seen([WORN] * 12, from_s=0.5)
    assert told == [False] * 5 + [True] * 7
