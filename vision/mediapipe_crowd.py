"""Everybody in one picture, found by a second MediaPipe landmarker that is used rarely.

To follow several people would run the detector on every frame. This one looks at single pictures, when it has
to be told who is who.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import numpy as np

from vision.bodies import Body, body_of
from vision.frames import Frame
from vision.mediapipe_pose import PoseEngineError, engine_sentence, load_mediapipe, to_pose

MOST_PEOPLE = 4
# With MediaPipe's own 0.5 a second person of 0.6 the size is missed, with 0.3 found (docs/measurements.md).
LEAST_CONFIDENCE = 0.3


class Crowd(Protocol):
    """Finds everybody in a picture."""

    def look(self, frame: Frame) -> tuple[Body, ...]:
        """Find everybody, with boxes, in any order."""
        ...

    def close(self) -> None:
        """Free the engine. Closing twice is fine."""
        ...


class MediaPipeCrowd:
    """MediaPipe's pose landmarker in IMAGE mode, opened at the first look.

    Opening takes 0.2 s and a look 40 to 130 ms, so neither belongs into every frame.

    Parameters
    ----------
    model_path : Path
        A `.task` file, from `models.ensure_model`.
    """

    def __init__(self, model_path: Path) -> None:
        self._model_path = model_path
        self._landmarker: Any = None

    def look(self, frame: Frame) -> tuple[Body, ...]:
        """Find everybody in `frame`.

        Raises
        ------
        PoseEngineError
            If the model file cannot be read.
        """
        mp, tasks = load_mediapipe()
        if self._landmarker is None:
            self._landmarker = self._open(tasks)
        image = mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(frame.image))
        result = self._landmarker.detect(image)
        return tuple(
            body_of(to_pose(result, frame, index), box=True) for index in range(len(result.pose_landmarks))
        )

    def close(self) -> None:
        """Free the engine. Closing twice is fine; another look opens it again."""
        landmarker, self._landmarker = self._landmarker, None
        if landmarker is not None:
            landmarker.close()

    def _open(self, tasks: Any) -> Any:
        options = tasks.vision.PoseLandmarkerOptions(
            base_options=tasks.BaseOptions(
                model_asset_path=str(self._model_path), delegate=tasks.BaseOptions.Delegate.CPU
            ),
            running_mode=tasks.vision.RunningMode.IMAGE,
            num_poses=MOST_PEOPLE,
            min_pose_detection_confidence=LEAST_CONFIDENCE,
        )
        try:
            return tasks.vision.PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError, OSError) as error:
            raise PoseEngineError(engine_sentence(error)) from error
