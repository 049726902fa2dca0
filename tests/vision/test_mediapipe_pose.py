"""The real engine behind the plug."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from errors import BacktalkError
from vision.frames import Frame
from vision.mediapipe_pose import MediaPipePose, PoseEngineError
from vision.pose import INSIDE, Landmark, Observation
from vision.sources import VideoFile

SAMPLES = Path(__file__).parents[2] / "samples"


def blank(time_s: float, size_px: tuple[int, int] = (160, 120)) -> Frame:
    return Frame(np.full((size_px[1], size_px[0], 3), 128, np.uint8), time_s)


@pytest.fixture
def engine(pose_model: Path) -> Iterator[MediaPipePose]:
    with MediaPipePose(pose_model) as engine:
        yield engine


def test_an_empty_room_has_nobody_in_it(engine: MediaPipePose) -> None:
    seen = engine.estimate(blank(0.5))
    assert (seen.pose, seen.time_s, seen.width_px, seen.height_px) == (None, 0.5, 160, 120)


@pytest.mark.parametrize("again_s", [1.0, 0.9])
def test_frames_out_of_order_are_refused(engine: MediaPipePose, again_s: float) -> None:
    engine.estimate(blank(1.0))
    with pytest.raises(ValueError, match="order"):
        engine.estimate(blank(again_s))
    assert engine.estimate(blank(1.1)).pose is None  # and the stream goes on


@pytest.mark.parametrize(("first_s", "then_s"), [(0.0635, 0.0645), (1.0, 1.0004)])
def test_a_frame_that_is_later_is_taken_however_little(
    engine: MediaPipePose, first_s: float, then_s: float
) -> None:
    """Files with repeated stamps come a millisecond apart."""
    engine.estimate(blank(first_s))
    assert engine.estimate(blank(then_s)).time_s == then_s
    assert engine.estimate(blank(then_s + 0.0004)).pose is None


def test_closing_twice_is_fine_and_then_it_refuses(pose_model: Path) -> None:
    engine = MediaPipePose(pose_model)
    engine.close()
    engine.close()
    with pytest.raises(ValueError, match="closed"):
        engine.estimate(blank(0.0))


def test_leaving_the_block_closes_it(pose_model: Path) -> None:
    with MediaPipePose(pose_model) as engine:
        pass
    with pytest.raises(ValueError, match="closed"):
        engine.estimate(blank(0.0))


@pytest.mark.parametrize("folder", ["plain", "my.songs"])
def test_a_model_file_that_is_garbage_gets_one_sentence(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "pose.task"
    path.parent.mkdir()
    path.write_bytes(b"not a model" * 1000)
    with pytest.raises(PoseEngineError, match="python -m models") as told:
        MediaPipePose(path)
    assert isinstance(told.value, BacktalkError)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("folder", ["plain", "my.songs"])
def test_a_model_file_that_is_missing_gets_one_sentence(tmp_path: Path, folder: str) -> None:
    with pytest.raises(PoseEngineError, match="python -m models") as told:
        MediaPipePose(tmp_path / folder / "pose.task")
    assert "\n" not in str(told.value)


@pytest.fixture(scope="module")
def photo() -> np.ndarray:
    """A person who stands, from the front (the first picture of a sample clip, 640x480)."""
    clip = SAMPLES / "waiters_bow_front.webm"
    if not clip.exists():
        pytest.skip("the sample clips are not made yet")
    with VideoFile(clip) as video:
        return next(iter(video)).image


def look(model: Path, image: np.ndarray, *, silhouette: bool = False) -> Observation:
    with MediaPipePose(model, silhouette=silhouette) as engine:
        return engine.estimate(Frame(image, 0.0))


def test_a_person_is_found_with_left_and_right_their_own(pose_model: Path, photo: np.ndarray) -> None:
    pose = look(pose_model, photo).pose
    assert pose is not None
    xy = pose.landmarks_px
    # From the front the person's left is on the right of the picture; up is a smaller y.
    assert xy[Landmark.LEFT_SHOULDER, 0] > xy[Landmark.RIGHT_SHOULDER, 0]
    assert xy[Landmark.NOSE, 1] < xy[Landmark.LEFT_HIP, 1] < xy[Landmark.LEFT_ANKLE, 1]
    assert np.all((pose.visibility >= 0) & (pose.visibility <= 1))
    # World landmarks: metres about the hips, y down, the nose nearer to the camera than the ears.
    assert np.abs(pose.world_m[[23, 24]].mean(axis=0)).max() < 0.03
    assert pose.world_m[Landmark.NOSE, 1] < -0.3
    assert pose.world_m[Landmark.NOSE, 2] < pose.world_m[[7, 8], 2].mean()
    assert pose.silhouette is None


def test_pixels_are_pixels_in_a_picture_that_is_not_square(pose_model: Path, photo: np.ndarray) -> None:
    """The same person with grey to the right: the same pixels, and no share of another width."""
    height, width = photo.shape[:2]
    wide = cv2.copyMakeBorder(photo, 0, 0, 0, width, cv2.BORDER_CONSTANT, value=(128, 128, 128))
    narrow, broad = look(pose_model, photo).pose, look(pose_model, wide).pose
    assert narrow is not None
    assert broad is not None
    assert (broad.width_px, broad.height_px) == (2 * width, height)
    body = [
        Landmark.NOSE,
        Landmark.LEFT_SHOULDER,
        Landmark.RIGHT_HIP,
        Landmark.LEFT_KNEE,
        Landmark.LEFT_ANKLE,
    ]
    assert np.abs(broad.landmarks_px[body] - narrow.landmarks_px[body]).max() < 0.03 * height


def test_the_silhouette_covers_the_person_in_the_pictures_own_pixels(
    pose_model: Path, photo: np.ndarray
) -> None:
    narrow = np.ascontiguousarray(photo[:, 120:-120])
    pose = look(pose_model, narrow, silhouette=True).pose
    assert pose is not None
    assert pose.silhouette is not None
    silhouette = np.asarray(pose.silhouette)
    assert silhouette.shape == narrow.shape[:2]
    columns, rows = np.rint(pose.landmarks_px[[11, 12, 23, 24]]).astype(int).T
    assert np.all(silhouette[rows, columns] > INSIDE)
    assert not np.any(silhouette[:10, :10] > INSIDE)
    assert 0.02 < (silhouette > INSIDE).mean() < 0.6
