"""The statistics of the accuracy benchmark, on hand-made arrays with obvious answers."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from benchmarks.accuracy.__main__ import cli
from benchmarks.accuracy.figures import Figures, Swaps, compare
from benchmarks.accuracy.measure import lies_on_person, swapped_joints
from benchmarks.accuracy.moving import MovingTrials
from benchmarks.accuracy.naive import naive_angles
from benchmarks.accuracy.report import Report, Row, accuracy_toml, as_json, bars
from benchmarks.accuracy.store import merge, pack, read_takes, unpack, write_takes
from vision.accuracy import read_accuracy
from vision.pose import LANDMARK_COUNT, Landmark, Observation, Pose

NAN = math.nan


def test_measured_as_true_has_no_error() -> None:
    true = np.linspace(0, 60, 20)
    assert compare(true, true) == Figures(20, 1.0, 0.0, 0.0, 0.0, pytest.approx(1.0))


def test_an_offset_is_a_bias_and_no_slope() -> None:
    true = np.linspace(0, 60, 20)
    found = compare(true - 3, true)
    assert (found.mae, found.p95, found.bias, found.slope) == pytest.approx((3, 3, -3, 1))


def test_reading_short_is_a_slope() -> None:
    true = np.linspace(-30, 30, 21)
    found = compare(0.8 * true, true)
    assert (found.bias, found.slope) == pytest.approx((0, 0.8), abs=1e-9)


def test_gaps_lower_coverage_and_nothing_else() -> None:
    true = np.array([0.0, 10, 20, 30])
    found = compare(np.array([1.0, NAN, 21, NAN]), true)
    assert (found.frames, found.coverage, found.mae) == (4, 0.5, 1)
    nothing = compare(np.full(4, NAN), true)
    assert (nothing.frames, nothing.coverage) == (4, 0)
    assert math.isnan(nothing.mae)


def test_frames_without_truth_do_not_count() -> None:
    assert compare(np.array([1.0, 5.0]), np.array([0.0, NAN])).frames == 1


def test_the_95th_percentile_is_of_the_size_of_the_error() -> None:
    true = np.zeros(101)
    assert compare(np.arange(-100, 1.0), true).p95 == pytest.approx(95)


def test_a_slope_of_a_still_angle_is_not_told() -> None:
    assert math.isnan(compare(np.array([0.0, 4]), np.array([0.0, 4])).slope)


def true_joints(apart_px: float) -> np.ndarray:
    """One frame: shoulder, hip, knee, ankle below each other, the right one to the left in the picture."""
    joints = np.zeros((1, 4, 2, 2))
    joints[0, :, :, 1] = np.array([100, 200, 300, 400])[:, None]
    joints[0, :, 0, 0] = 300 + apart_px / 2
    joints[0, :, 1, 0] = 300 - apart_px / 2
    return joints


def landmarks(joints: np.ndarray) -> np.ndarray:
    found = np.zeros((len(joints), LANDMARK_COUNT, 2))
    lefts = (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE)
    for row, left in enumerate(lefts):
        found[:, left], found[:, left + 1] = joints[:, row, 0], joints[:, row, 1]
    return found


def test_exchanged_sides_are_told_joint_by_joint() -> None:
    joints = true_joints(40)
    assert not swapped_joints(landmarks(joints), joints).any()
    # An offset that both sides share, larger than their distance, is no swap.
    assert not swapped_joints(landmarks(joints + np.array([60.0, 0.0])), joints).any()
    knees = joints.copy()
    knees[:, 2] = knees[:, 2, ::-1]
    assert swapped_joints(landmarks(knees), joints).tolist() == [[False, False, True, False]]


def test_sides_that_lie_too_near_are_not_judged() -> None:
    joints = true_joints(7)
    assert not swapped_joints(landmarks(joints[:, :, ::-1]), joints).any()


def test_landmarks_on_somebody_else_are_told() -> None:
    joints = true_joints(40)
    assert lies_on_person(landmarks(joints + np.array([20.0, 0.0])), joints).tolist() == [True]
    # The trunk is 100 long.
    assert lies_on_person(landmarks(joints + np.array([30.0, 0.0])), joints).tolist() == [False]


def world(**points: tuple[float, float, float]) -> np.ndarray:
    frame = np.full((1, LANDMARK_COUNT, 3), NAN)
    for name, point in points.items():
        for side, x in (("LEFT", 0.1), ("RIGHT", -0.1)):
            frame[0, Landmark[f"{side}_{name.upper()}"]] = np.array(point) + np.array([x, 0, 0])
    return frame


def test_naive_angles_of_a_person_who_stands_sits_and_leans() -> None:
    stand = naive_angles(
        world(shoulder=(0, -0.5, 0), hip=(0, 0, 0), knee=(0, 0.4, 0), ankle=(0, 0.8, 0)), "left"
    )
    assert [
        float(stand[name][0]) for name in ("trunk_flexion", "hip_flexion", "knee_flexion")
    ] == pytest.approx([0, 0, 0])
    sit = naive_angles(
        world(shoulder=(0, -0.5, 0), hip=(0, 0, 0), knee=(0, 0, -0.4), ankle=(0, 0.4, -0.4)), "right"
    )
    assert [
        float(sit[name][0]) for name in ("trunk_flexion", "hip_flexion", "knee_flexion")
    ] == pytest.approx([0, 90, 90])
    # The person's right is the left of a picture from the front.
    lean = naive_angles(
        world(shoulder=(-0.5, -0.5, 0), hip=(0, 0, 0), knee=(0, 1, 0), ankle=(0, 2, 0)), "left"
    )
    assert float(lean["trunk_lateral"][0]) == pytest.approx(45)


def test_a_naive_rotation_to_the_right_is_plus() -> None:
    frame = world(shoulder=(0, -0.5, 0), hip=(0, 0, 0), knee=(0, 0.4, 0), ankle=(0, 0.8, 0))
    # Turned to their right, the left shoulder comes nearer to a camera in front (-z).
    frame[0, Landmark.LEFT_SHOULDER, 2], frame[0, Landmark.RIGHT_SHOULDER, 2] = -0.1, 0.1
    assert float(naive_angles(frame, "left")["trunk_rotation"][0]) == pytest.approx(45)


def played(name: str, frames: int = 5) -> object:
    rng = np.random.default_rng(len(name))
    observations = []
    for index in range(frames):
        pose = Pose(
            index / 20,
            rng.uniform(-50, 700, (LANDMARK_COUNT, 2)),
            rng.uniform(0, 1, LANDMARK_COUNT),
            rng.uniform(-1, 1, (LANDMARK_COUNT, 3)),
            640,
            480,
        )
        observations.append(Observation(index / 20, pose if index != 1 else None, 640, 480))
    about = json.dumps(
        {"id": name, "angles": ["trunk_flexion"], "frames_per_s": 20, "width_px": 640, "height_px": 480}
    )
    timeline = np.array([0, 1, 2, 1, 0], np.int16)
    angles = np.array([[0.0], [10], [20]], np.float32)
    joints = rng.uniform(0, 480, (3, 8, 2)).astype(np.float32)
    return pack(about, timeline, angles, joints, observations), observations, joints


def test_the_cache_gives_back_what_was_found(tmp_path: Path) -> None:
    first, observations, joints = played("b01")
    second, *_ = played("b0002")
    write_takes(tmp_path / "poses.npz", [first, second])
    take, other = read_takes(tmp_path / "poses.npz")
    assert (take.id, other.id, take.frames) == ("b01", "b0002", 5)
    assert take.truth("trunk_flexion").tolist() == [0, 10, 20, 10, 0]
    assert take.joints_px[3] == pytest.approx(joints[1].reshape(4, 2, 2))
    back = list(take.observations())
    assert [observation.pose is None for observation in back] == [False, True, False, False, False]
    for found, original in zip(back, observations, strict=True):
        assert found.time_s == original.time_s
        if original.pose is None:
            continue
        assert found.pose.landmarks_px == pytest.approx(original.pose.landmarks_px, abs=1 / 32)
        assert found.pose.visibility == pytest.approx(original.pose.visibility, abs=1 / 510)
        assert found.pose.world_m[Landmark.LEFT_HIP] == pytest.approx(
            original.pose.world_m[Landmark.LEFT_HIP], abs=0.0006
        )
        assert np.isnan(found.pose.world_m[Landmark.LEFT_EYE]).all()


def test_fresh_takes_replace_those_of_the_same_name() -> None:
    kept, fresh = played("b01")[0], played("b01")[0]
    other = played("x1")[0]
    merged = merge([other, kept], [fresh])
    assert [unpack(take).id for take in merged] == ["b01", "x1"]
    assert merged[0] is fresh


def test_a_take_that_is_not_there_is_named_and_the_cache_left_alone(tmp_path: Path) -> None:
    cache = tmp_path / "poses.npz"
    write_takes(cache, [played("b01")[0]])
    before = cache.read_bytes()
    told = CliRunner().invoke(cli, ["poses", "--frames", str(tmp_path), "--cache", str(cache), "--id", "b02"])
    assert told.exit_code == 2
    assert "lacks b02" in told.output
    assert cache.read_bytes() == before


def report_with(*table: Row) -> Report:
    return Report(
        takes=2,
        bodies=1,
        frames=10,
        found=1.0,
        found_by_light={},
        movement=list(table),
        all=[],
        by_move=[],
        by_told_view=[],
        swaps=Swaps(0, 0, 0, 0),
        bystander={},
        bystander_share=1.0,
        bystander_of_found=1.0,
        calibration={},
        moving=MovingTrials(0, ()),
    )


def row(angle: str, view: str, mae: float, p95: float, coverage: float = 1.0, slope: float = 1.0) -> Row:
    figures = Figures(10, coverage, mae, p95, 0.1, slope)
    return Row(angle, view, "all", "movement", figures, figures)


def test_the_table_for_the_app_lists_what_was_measured_and_reads_back() -> None:
    found = report_with(
        row("trunk_flexion", "side", 1.234, 3.5, slope=NAN),
        row("hip_flexion", "oblique", 9.9, 20, coverage=0.1),
    )
    ((key, stated),) = read_accuracy(accuracy_toml(found)).items()
    assert key == ("trunk_flexion", "side")
    assert (stated.mae_deg, stated.p95_deg, stated.slope, stated.frames) == (1.23, 3.5, None, 10)


def test_a_bar_is_missed_by_mean_or_by_percentile() -> None:
    kept = bars(report_with(row("trunk_flexion", "side", 1.5, 4.0)))
    by_mean = bars(report_with(row("trunk_flexion", "side", 1.6, 3.0)))
    by_percentile = bars(report_with(row("trunk_flexion", "side", 1.0, 4.1)))
    assert [told[0]["kept"] for told in (kept, by_mean, by_percentile)] == [True, False, False]


def test_json_has_null_for_what_is_not_a_number() -> None:
    told = as_json(report_with(row("trunk_flexion", "side", 1.0, 3.0, slope=NAN)))
    assert told["movement"][0]["shown"]["slope"] is None
    assert json.loads(json.dumps(told, allow_nan=False)) == told
