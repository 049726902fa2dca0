"""The shipped pelvis estimator: what it reads of painted people, and when it keeps silent."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from models import PELVIS
from models.training.mirror import mirrored_features
from tests.poses import Figure, make_pose
from tests.vision.painted import moved, painted
from vision.angles import View
from vision.hips import CROP_PX, FEATURES
from vision.pelvis_net import MOST_SPREAD_DEG, PelvisNet, PelvisNetError
from vision.pose import Pose
from vision.posture import measure_posture

MOST_BYTES = 2_000_000


@pytest.fixture(scope="module")
def net() -> PelvisNet:
    return PelvisNet(PELVIS)


def person(view: View = View.LEFT, figure: Figure = Figure()) -> Pose:  # noqa: B008
    return painted(make_pose(figure, view))


def with_silhouette(pose: Pose, silhouette: np.ndarray) -> Pose:
    return Pose(
        pose.time_s,
        pose.landmarks_px,
        pose.visibility,
        pose.world_m,
        pose.width_px,
        pose.height_px,
        silhouette,
    )


@pytest.mark.parametrize(
    ("view", "names"),
    [
        (View.LEFT, {"pelvis_tilt", "lumbar_flexion"}),
        (View.RIGHT, {"pelvis_tilt", "lumbar_flexion"}),
        (View.FRONT, {"pelvis_obliquity"}),
        (View.BACK, {"pelvis_obliquity"}),
        (View.OBLIQUE, set()),
        (View.UNKNOWN, set()),
    ],
)
def test_a_view_tells_what_it_shows(net: PelvisNet, view: View, names: set[str]) -> None:
    seen_from = view if view not in (View.OBLIQUE, View.UNKNOWN) else View.LEFT
    reading = net.read(person(seen_from), view)
    assert set(reading.angles) == set(reading.spread_deg) == names


def test_left_and_right_read_the_same(net: PelvisNet) -> None:
    left, right = (net.read(person(view), view) for view in (View.LEFT, View.RIGHT))
    # The two engines' pixels differ by rounding, and the net knows which side it looks at.
    assert left.angles["pelvis_tilt"] == pytest.approx(right.angles["pelvis_tilt"], abs=4)


def test_from_the_front_the_network_itself_is_the_same_in_a_mirror() -> None:
    network = onnxruntime.InferenceSession(str(PELVIS / "front.onnx"), providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(1)
    crop = rng.uniform(0, 1, (20, 1, CROP_PX, CROP_PX)).astype(np.float32)
    features = rng.normal(0, 1, (20, FEATURES)).astype(np.float32)
    order, signs = mirrored_features()
    told, spread = network.run(None, {"crop": crop, "features": features})
    other, wide = network.run(
        None, {"crop": np.ascontiguousarray(crop[..., ::-1]), "features": features[:, order] * signs}
    )
    assert np.abs(told).max() > 1
    assert np.allclose(told, -other, atol=1e-4)
    assert np.allclose(spread, wide, atol=1e-4)


def test_a_person_elsewhere_in_the_picture_reads_nearly_the_same(net: PelvisNet) -> None:
    here = net.read(person(), View.LEFT).angles["pelvis_tilt"]
    there = net.read(painted(moved(make_pose(Figure(), View.LEFT), 0.9, 60, 20)), View.LEFT)
    assert there.angles["pelvis_tilt"] == pytest.approx(here, abs=4)


def test_the_same_picture_reads_the_same_twice(net: PelvisNet) -> None:
    assert net.read(person(), View.LEFT).angles == net.read(person(), View.LEFT).angles


def test_a_torn_silhouette_is_hidden(net: PelvisNet) -> None:
    whole = person()
    torn = np.array(whole.silhouette)
    hip_y = int(whole.landmarks_px[[23, 24], 1].mean())
    shoulder_y = int(whole.landmarks_px[[11, 12], 1].mean())
    torn[shoulder_y + (hip_y - shoulder_y) // 3 : hip_y] = 0
    reading = net.read(with_silhouette(whole, torn), View.LEFT)
    assert all(math.isnan(deg) for deg in reading.angles.values())
    assert set(reading.angles) == {"pelvis_tilt", "lumbar_flexion"}


def test_a_silhouette_that_is_everything_is_hidden(net: PelvisNet) -> None:
    whole = person()
    everything = np.ones((whole.height_px, whole.width_px), np.float32)
    reading = net.read(with_silhouette(whole, everything), View.LEFT)
    assert all(math.isnan(deg) for deg in reading.angles.values())


def test_what_is_told_is_sure_enough(net: PelvisNet) -> None:
    reading = net.read(person(), View.LEFT)
    for name, deg in reading.angles.items():
        assert math.isnan(deg) == math.isnan(reading.spread_deg[name])
        assert math.isnan(deg) or 0 < reading.spread_deg[name] <= MOST_SPREAD_DEG


def test_without_a_silhouette_nothing_is_read(net: PelvisNet) -> None:
    assert net.read(make_pose(Figure(), View.LEFT), View.LEFT).angles == {}


def test_a_tilted_camera_leans_the_picture_and_not_the_pelvis(net: PelvisNet) -> None:
    pose = person()
    level = measure_posture(pose, View.LEFT, 0.0, pelvis=net).angles["pelvis_tilt"]
    leaning = measure_posture(pose, View.LEFT, 0.0, roll_deg=5.0, pelvis=net).angles["pelvis_tilt"]
    trunk = [
        measure_posture(pose, View.LEFT, 0.0, roll_deg=roll).angles["trunk_flexion"] for roll in (0.0, 5.0)
    ]
    assert leaning - level == pytest.approx(trunk[1] - trunk[0], abs=0.01)


def test_the_estimators_are_small() -> None:
    assert sum(path.stat().st_size for path in PELVIS.glob("*.onnx")) < MOST_BYTES


@pytest.mark.parametrize("harm", ["missing", "cut short", "no network"])
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "pelvis"
    shutil.copytree(PELVIS, folder)
    file = folder / "side.onnx"
    if harm == "missing":
        file.unlink()
    elif harm == "cut short":
        file.write_bytes(file.read_bytes()[:1000])
    else:
        file.write_text("not a network", encoding="utf-8")
    with pytest.raises(PelvisNetError, match=r"side\.onnx cannot be used\. Install Backtalk again"):
        PelvisNet(folder)
