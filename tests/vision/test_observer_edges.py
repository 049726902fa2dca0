"""When the observer looks at the room's edges: seldom, and only while somebody is followed."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.poses import make_pose
from tests.vision.rooms import HEIGHT, WIDTH, draw_room
from vision.bodies import Body
from vision.frames import Frame
from vision.observer import EDGES_AGAIN_S, EDGES_EVERY_S, Observer
from vision.pose import Observation

BARE = np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
RATE_HZ = 5.0


class Alone:
    """An engine that finds one person, always in the same place, from a given time on."""

    def __init__(self, from_s: float = 0.0) -> None:
        self.from_s = from_s

    def estimate(self, frame: Frame) -> Observation:
        pose = replace(make_pose(), time_s=frame.time_s) if frame.time_s >= self.from_s else None
        return Observation(frame.time_s, pose, frame.width_px, frame.height_px)

    def look(self, frame: Frame) -> tuple[Body, ...]:
        return ()

    def close(self) -> None:
        pass

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def looks(image: np.ndarray, until_s: float, from_s: float = 0.0) -> list[tuple[float, float]]:
    """When the room told its lean, and what."""
    engine = Alone(from_s)
    with Observer(engine, engine) as observer:
        seen = [observer.estimate(Frame(image, i / RATE_HZ)) for i in range(round(until_s * RATE_HZ))]
    return [(one.time_s, one.edges_lean_deg) for one in seen if not math.isnan(one.edges_lean_deg)]


def test_the_room_is_looked_at_once_in_a_while() -> None:
    found = looks(draw_room(4.0), 25.0)
    first_s = found[0][0]
    assert first_s <= 1.0
    assert [time_s - first_s for time_s, _ in found] == pytest.approx([0, EDGES_AGAIN_S, 2 * EDGES_AGAIN_S])
    assert [lean for _, lean in found] == pytest.approx([4.0] * 3, abs=0.3)


def test_nobody_there_nothing_told() -> None:
    assert looks(draw_room(4.0), 3.0, from_s=100.0) == []
    assert looks(draw_room(4.0), 6.0, from_s=3.0)[0][0] >= 3.0


def test_a_room_that_tells_nothing_is_looked_at_once_a_second() -> None:
    """Curtains are opened between two looks: found within a second, not before."""
    engine, told = Alone(), []
    with Observer(engine, engine) as observer:
        for i in range(round(6 * RATE_HZ)):
            image = BARE if i <= 2 * RATE_HZ else draw_room(-3.0)
            told.append(observer.estimate(Frame(image, i / RATE_HZ)))
    (found,) = [one for one in told if not math.isnan(one.edges_lean_deg)]
    assert 2.0 < found.time_s <= 2.0 + EDGES_EVERY_S + 1 / RATE_HZ
    assert found.edges_lean_deg == pytest.approx(-3.0, abs=0.3)


def test_between_two_looks_the_picture_is_left_alone() -> None:
    """Edges that are to be seen only between the looks are not found."""
    engine, told = Alone(), []
    looked_at = {round(second * RATE_HZ) for second in range(6)}
    with Observer(engine, engine) as observer:
        for i in range(round(5 * RATE_HZ)):
            image = BARE if i in looked_at else draw_room(-3.0)
            told.append(observer.estimate(Frame(image, i / RATE_HZ)).edges_lean_deg)
    assert all(math.isnan(lean) for lean in told)
