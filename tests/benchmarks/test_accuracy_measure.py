"""A hand-made take through the benchmark: a stick figure that stands still, bows, and comes back."""

from __future__ import annotations

import json

import numpy as np
import pytest

from benchmarks.accuracy.figures import count_swaps, rows
from benchmarks.accuracy.measure import measure, near_side
from benchmarks.accuracy.report import report
from benchmarks.accuracy.store import CachedTake, pack, unpack
from tests.poses import Figure, make_pose, partner
from vision.angles import View
from vision.pose import Landmark, Observation, Pose
from vision.smoothing import OneEuro

HOLD, OUT = 80, 20
UNFILTERED = OneEuro(least_cutoff_hz=1e9, speed_gain=0.0, lead_s=0.0)
SLOW = OneEuro(least_cutoff_hz=1.0, speed_gain=0.0, lead_s=0.0)
JOINTS = ("SHOULDER", "HIP", "KNEE", "ANKLE")


def bow(depth: float, lean: float = 0.0) -> tuple[list[float], list[Figure]]:
    """True flexion and figure of every frame: four seconds still, one second out, one back."""
    depths = [0.0] * HOLD + [depth * step / OUT for step in (*range(1, OUT + 1), *range(OUT - 1, -1, -1))]
    return depths, [Figure(trunk_flexion=lean + now) for now in depths]


def take_of(
    figures: list[Figure], true: list[float], view: View = View.LEFT, swap: slice = slice(0, 0)
) -> CachedTake:
    poses = [make_pose(figure, view, time_s=index / 20) for index, figure in enumerate(figures)]
    joints = np.array(
        [
            [pose.landmarks_px[Landmark[f"{side}_{joint}"]] for joint in JOINTS for side in ("LEFT", "RIGHT")]
            for pose in poses
        ],
        np.float32,
    )
    order = [partner(mark) for mark in Landmark]
    seen = list(poses)
    for index in range(*swap.indices(len(poses))):
        pose = poses[index]
        seen[index] = Pose(
            pose.time_s, pose.landmarks_px[order], pose.visibility[order], pose.world_m[order], 640, 480
        )
    angles = np.zeros((len(true), 6), np.float32)
    angles[:, 0] = angles[:, 1] = angles[:, 2] = true
    about = {
        "id": "b00_0_left_bend_hips",
        "body": 0,
        "view": str(view),
        "movement": {"name": "bend_hips"},
        "light": "normal",
        "camera": {"azimuth_deg": 90.0 if view is View.LEFT else -90.0},
        "bystander": None,
        "on_ground": False,
        "hold_frames": HOLD,
        "frames_per_s": 20,
        "width_px": 640,
        "height_px": 480,
        "angles": [
            "trunk_flexion",
            "hip_flexion_left",
            "hip_flexion_right",
            "trunk_lateral",
            "trunk_rotation",
            "knee_flexion_left",
            "knee_flexion_right",
        ],
    }
    angles = np.pad(angles, ((0, 0), (0, 1)))
    observations = [Observation(pose.time_s, pose, 640, 480) for pose in seen]
    timeline = np.arange(len(true), dtype=np.int16)
    return unpack(pack(json.dumps(about), timeline, angles, joints, observations))


def test_a_bow_measured_without_a_filter_has_no_error() -> None:
    true, figures = bow(40)
    found = measure(take_of(figures, true), UNFILTERED)
    assert found.accepted
    assert found.view == "side"
    assert found.moving.sum() == 2 * OUT
    for row in rows([found]):
        if row.angle in ("trunk_flexion", "hip_flexion", "knee_flexion"):
            assert row.shown.coverage == 1
            assert row.shown.mae == pytest.approx(0, abs=0.1)
    assert found.on_person.all()


def test_a_person_who_stands_forward_is_told_from_how_they_stand() -> None:
    true, figures = bow(40, lean=6)
    found = measure(take_of(figures, true), UNFILTERED)
    assert found.shown["trunk_flexion"] == pytest.approx(true, abs=0.2)


def test_the_filters_lag_counts_as_error() -> None:
    true, figures = bow(60)
    found = measure(take_of(figures, true), SLOW)
    (row,) = (row for row in rows([found]) if row.angle == "trunk_flexion")
    assert row.shown.mae > 5
    still = next(row for row in rows([found], "hold") if row.angle == "trunk_flexion")
    assert still.shown.mae == pytest.approx(0, abs=0.1)


def test_who_moves_all_the_time_is_not_accepted_and_nothing_is_shown() -> None:
    wobble = [10 * np.sin(index / 3) for index in range(HOLD + 10)]
    found = measure(take_of([Figure(trunk_flexion=float(now)) for now in wobble], wobble))
    assert not found.accepted
    assert np.isnan(found.shown["trunk_flexion"]).all()


def test_the_side_nearer_the_camera_is_the_one_that_faces_it() -> None:
    true, figures = bow(20)
    assert near_side(take_of(figures, true)) == "left"
    assert near_side(take_of(figures, true, View.RIGHT)) == "right"


def test_sides_exchanged_for_a_moment_are_put_right_before_they_are_shown() -> None:
    true, figures = bow(40)
    found = measure(take_of(figures, true, swap=slice(HOLD + 5, HOLD + 9)), UNFILTERED)
    assert count_swaps([found]).shown == 0
    assert found.shown["trunk_flexion"] == pytest.approx(true, abs=0.2)


def test_the_report_of_one_take_counts_it() -> None:
    true, figures = bow(40)
    told = report([measure(take_of(figures, true))])
    assert (told.takes, told.bodies, told.frames, told.found) == (1, 1, len(true), 1.0)
    assert told.calibration == {"side": 1.0}
    assert told.found_by_light == {"normal": 1.0}
