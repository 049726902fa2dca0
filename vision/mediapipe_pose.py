"""The MediaPipe pose engine behind the `PoseEstimator` plug.

MediaPipe reports x and y as shares of the image's width and height; they become pixels here, before any
angle is taken, because an angle in a non-square unit is not an angle.
"""

from __future__ import annotations

import math
import os
import re
from pathlib import Path
from typing import Any

import numpy as np

from errors import BacktalkError
from vision.estimator import PoseEstimator
from vision.frames import Frame
from vision.pose import Observation, Pose

# How sure the detector has to be that a person is there; landmarks have a threshold of their own after it.
# At MediaPipe's 0.5 people in weak light, or a quarter of the picture high, are not found from the side
# (docs/measurements.md, "Finding the person").
LEAST_DETECTION = 0.2

LINUX_LIBRARIES = "libegl1 libgles2 libgl1 libglib2.0-0 libxcb1"


class PoseEngineError(BacktalkError):
    """The pose engine could not be started."""


class MediaPipePose(PoseEstimator):
    """MediaPipe's pose landmarker in VIDEO mode: one person, tracked from frame to frame.

    Parameters
    ----------
    model_path : Path
        A `.task` file, from `models.ensure_model`.
    silhouette : bool
        Whether each pose carries the person's silhouette (costs about 1.7 ms a frame).

    Raises
    ------
    PoseEngineError
        If a system library is missing or the model file cannot be read.
    """

    def __init__(self, model_path: Path, *, silhouette: bool = False) -> None:
        mp, tasks = load_mediapipe()
        self._image_class = mp.Image
        self._srgb = mp.ImageFormat.SRGB
        options = tasks.vision.PoseLandmarkerOptions(
            base_options=tasks.BaseOptions(
                model_asset_path=str(model_path), delegate=tasks.BaseOptions.Delegate.CPU
            ),
            running_mode=tasks.vision.RunningMode.VIDEO,
            num_poses=1,
            min_pose_detection_confidence=LEAST_DETECTION,
            output_segmentation_masks=silhouette,
        )
        try:
            self._landmarker: Any = tasks.vision.PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError, OSError) as error:
            raise PoseEngineError(engine_sentence(error)) from error
        self._last_s = -math.inf
        self._last_ms = -1

    def estimate(self, frame: Frame) -> Observation:
        """Find the person in `frame` (see `PoseEstimator.estimate`)."""
        if self._landmarker is None:
            raise ValueError("the pose engine is closed")
        if not frame.time_s > self._last_s:
            raise ValueError(f"frames must come in time order: {frame.time_s} s after {self._last_s} s")
        self._last_s = frame.time_s
        # MediaPipe counts whole milliseconds, and two of the same are an error to it.
        time_ms = self._last_ms = max(round(frame.time_s * 1000), self._last_ms + 1)
        image = self._image_class(image_format=self._srgb, data=np.ascontiguousarray(frame.image))
        result = self._landmarker.detect_for_video(image, time_ms)
        pose = to_pose(result, frame) if result.pose_landmarks else None
        return Observation(frame.time_s, pose, frame.width_px, frame.height_px)

    def close(self) -> None:
        """Free the engine's memory and threads. Closing twice is fine."""
        landmarker, self._landmarker = self._landmarker, None
        if landmarker is not None:
            landmarker.close()


def load_mediapipe() -> tuple[Any, Any]:
    """Import MediaPipe late: it takes a second, and its C library's remarks have to be turned off before."""
    os.environ.setdefault("GLOG_minloglevel", "2")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    try:
        import mediapipe as mp
        from mediapipe.tasks import python as tasks
    except (ImportError, OSError) as error:
        raise PoseEngineError(engine_sentence(error)) from error
    return mp, tasks


def engine_sentence(error: Exception) -> str:
    """Turn the loader's error into a sentence with the way on."""
    text = str(error)
    if re.search(r"\blib[\w.+-]*\.so\b", text):
        return (
            "A system library for the pose engine is missing; on Debian or Ubuntu run: "
            f"apt-get install {LINUX_LIBRARIES}"
        )
    first_line = text.splitlines()[0] if text else "no reason given"
    return f"The pose model could not be opened; run: python -m models ({first_line})"


class _HeldImage:
    """A MediaPipe image as an array that is read only when asked for, and alive for as long as it is read.

    The array that MediaPipe gives out does not keep its memory alive, copying a picture costs more than all
    that is read of it, and in most frames nobody reads it.
    """

    def __init__(self, image: Any, shape: tuple[int, int]) -> None:
        self._image, self._shape = image, shape

    @property
    def __array_interface__(self) -> dict[str, Any]:
        return dict(self._image.numpy_view().__array_interface__, shape=self._shape)


def to_pose(result: Any, frame: Frame, index: int = 0) -> Pose:
    """Take one person of a landmarker's result."""
    flat = np.array([(p.x, p.y, p.visibility) for p in result.pose_landmarks[index]], np.float64)
    world = np.array([(p.x, p.y, p.z) for p in result.pose_world_landmarks[index]], np.float64)
    silhouette = None
    if result.segmentation_masks:
        silhouette = _HeldImage(result.segmentation_masks[index], (frame.height_px, frame.width_px))
    return Pose(
        time_s=frame.time_s,
        landmarks_px=flat[:, :2] * (frame.width_px, frame.height_px),
        visibility=flat[:, 2],
        world_m=world,
        width_px=frame.width_px,
        height_px=frame.height_px,
        silhouette=silhouette,
    )
