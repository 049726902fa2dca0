"""Angles from markers that lean by a stated amount; taking over, letting go, and nothing that jumps."""

from __future__ import annotations

import math

import pytest

from tests.poses import Figure, make_pose
from vision.angles import View
from vision.marker_angles import MarkerMemory, marker_angles, take_markers
from vision.marks import PELVIS_ID, RIBS_ID, SPREAD_DEG, Marker
from vision.pelvis import PelvisReading
from vision.pose import Observation, Pose
from vision.posture import Posture, measure_posture
from vision.tracking import Track, follow_posture


def leaning(number: int, deg: float) -> Marker:
    """A marker whose top leans to the right of the picture."""
    return Marker(number, (math.sin(math.radians(deg)), -math.cos(math.radians(deg))), (320, 240), 40)


@pytest.mark.parametrize(
    ("view", "sign"), [(View.RIGHT, 1), (View.LEFT, -1)], ids=["faces right", "faces left"]
)
def test_from_the_side_a_marker_that_leans_forward_is_anterior_tilt(view: View, sign: int) -> None:
    told = marker_angles([leaning(PELVIS_ID, sign * 12)], view)
    assert told == {"pelvis_tilt": pytest.approx(12)}


@pytest.mark.parametrize(("view", "sign"), [(View.RIGHT, 1), (View.LEFT, -1)])
def test_the_low_back_bends_by_what_the_ribs_lean_more_than_the_pelvis(view: View, sign: int) -> None:
    told = marker_angles([leaning(PELVIS_ID, sign * 5), leaning(RIBS_ID, sign * 25)], view)
    assert told["lumbar_flexion"] == pytest.approx(20)


@pytest.mark.parametrize(
    ("view", "sign"), [(View.FRONT, 1), (View.BACK, -1)], ids=["seen in front", "seen behind"]
)
def test_from_the_front_a_pelvis_that_leans_to_its_left_has_its_right_side_higher(
    view: View, sign: int
) -> None:
    """Facing us, the person's left is on the picture's right."""
    told = marker_angles([leaning(PELVIS_ID, sign * 6), leaning(RIBS_ID, 0)], view)
    assert told == {"pelvis_obliquity": pytest.approx(6)}


def test_a_camera_that_leans_is_taken_out() -> None:
    for view in (View.RIGHT, View.LEFT, View.FRONT, View.BACK):
        (upright,) = marker_angles([leaning(PELVIS_ID, 4)], view, roll_deg=4).values()
        assert upright == pytest.approx(0, abs=1e-9)


def test_the_ribs_alone_and_other_views_tell_nothing() -> None:
    assert marker_angles([leaning(RIBS_ID, 3)], View.RIGHT) == {}
    for view in (View.OBLIQUE, View.UNKNOWN):
        assert marker_angles([leaning(PELVIS_ID, 3)], view) == {}


class Reads:
    """A reader that always tells the same."""

    def __init__(self, tilt_deg: float) -> None:
        self.tilt_deg = tilt_deg

    def read(self, pose: Pose, view: View) -> PelvisReading:
        return PelvisReading({"pelvis_tilt": self.tilt_deg}, {"pelvis_tilt": 6.0})


def posture(tilt_deg: float) -> Posture:
    return measure_posture(make_pose(Figure(), View.RIGHT), View.RIGHT, 0.0, pelvis=Reads(tilt_deg))


def test_a_marker_takes_over_with_its_own_interval() -> None:
    before = posture(3.0)
    _, told = take_markers(MarkerMemory(), [leaning(PELVIS_ID, 10)], before)
    assert told.angles["pelvis_tilt"] == pytest.approx(10)
    assert told.spread_deg["pelvis_tilt"] == SPREAD_DEG
    others = before.angles.keys() - {"pelvis_tilt"}
    assert all(told.angles[name] == before.angles[name] or math.isnan(before.angles[name]) for name in others)


def test_where_it_is_hidden_the_reading_goes_on_from_it() -> None:
    memory = MarkerMemory()
    for _ in range(30):
        memory, told = take_markers(memory, [leaning(PELVIS_ID, 10)], posture(3.0))
    memory, told = take_markers(memory, [], posture(3.0))
    assert told.angles["pelvis_tilt"] == pytest.approx(10)
    assert told.spread_deg["pelvis_tilt"] == 6.0  # as unsure as without a marker
    _, moved = take_markers(memory, [], posture(8.0))
    assert moved.angles["pelvis_tilt"] == pytest.approx(15)


def test_a_marker_seen_for_a_moment_teaches_nothing_yet() -> None:
    """A number from another zero would jump, so there is none."""
    memory, _ = take_markers(MarkerMemory(), [leaning(PELVIS_ID, 10)], posture(3.0))
    _, told = take_markers(memory, [], posture(3.0))
    assert math.isnan(told.angles["pelvis_tilt"])


def test_a_marker_works_where_nothing_else_reads_the_pelvis() -> None:
    _, told = take_markers(MarkerMemory(), [leaning(PELVIS_ID, 10)], posture(math.nan))
    assert told.angles["pelvis_tilt"] == pytest.approx(10)


def test_without_markers_nothing_changes() -> None:
    before, memory = posture(3.0), MarkerMemory()
    assert take_markers(memory, [], before) == (memory, before)


def test_the_whole_way_from_an_observation_to_a_posture() -> None:
    track = Track()
    for index in range(40):
        pose = make_pose(Figure(), View.RIGHT, time_s=index / 30)
        markers = (leaning(PELVIS_ID, 10),) if index < 30 else ()
        seen = Observation(pose.time_s, pose, pose.width_px, pose.height_px, markers=markers)
        track, told = follow_posture(track, seen, View.RIGHT, pelvis=Reads(3.0))
        assert told.angles["pelvis_tilt"] == pytest.approx(10)
