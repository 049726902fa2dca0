"""Where frames come from on this machine: a video file or a camera.

Times come from the stream, never from counting frames: phones record with a variable frame rate. A file's
rotation note is obeyed, so that a clip filmed upright arrives upright.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import cv2

from errors import BacktalkError
from vision.frames import Frame

# A file that ends this much before the duration its header states was cut off on its way here.
_TRUNCATED_SHARE = 0.9
_TRUNCATED_SLACK_S = 0.5
_SMALLEST_STEP_S = 0.001


class SourceError(BacktalkError):
    """A video or camera that cannot be read."""


class _Capture(AbstractContextManager["_Capture"]):
    """An OpenCV capture that is let go of when its `with` block ends."""

    _capture: Any

    def close(self) -> None:
        """Let go of the file or camera. Closing twice is fine."""
        self._capture.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class VideoFile(_Capture):
    """Frames of a video file with their own times.

    Parameters
    ----------
    path : Path
        Any container and codec that OpenCV's FFmpeg reads (mp4, mov, webm, gif, ...).

    Attributes
    ----------
    duration_s : float
        As stated by the file; NaN when it does not say.

    Raises
    ------
    SourceError
        If the file is missing, empty, holds no video, or (while iterating) ends too early.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            raise SourceError(f"There is no file {path}; check the name and the folder.")
        if path.is_dir():
            raise SourceError(f"{path} is a folder; name one video file in it.")
        if path.stat().st_size == 0:
            raise SourceError(f"{path} is empty; copy or record it again.")
        self._capture = _open_quietly(str(path))
        if not self._capture.isOpened():
            raise SourceError(
                f"{path} holds no video that can be read: it is cut short, sound only, or no video file; "
                "try playing it, then export it again as MP4."
            )
        fps, count = self._capture.get(cv2.CAP_PROP_FPS), self._capture.get(cv2.CAP_PROP_FRAME_COUNT)
        self.duration_s = count / fps if fps > 0 and count > 0 else float("nan")

    def __iter__(self) -> Iterator[Frame]:
        last_s = -1.0
        while True:
            found, image = self._capture.read()
            if not found:
                break
            time_s = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            last_s = max(time_s, last_s + _SMALLEST_STEP_S) if last_s >= 0 else time_s
            yield Frame(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), last_s)
        if last_s < 0:
            raise SourceError(f"{self.path} holds no picture that can be read; export it again as MP4.")
        if last_s < self.duration_s * _TRUNCATED_SHARE - _TRUNCATED_SLACK_S:
            raise SourceError(
                f"{self.path} breaks off after {last_s:.1f} of {self.duration_s:.1f} s: "
                "it was cut short; copy it again from where it was recorded."
            )


class Camera(_Capture):
    """Frames of a camera of this machine, for work without a browser. Always the newest frame.

    Parameters
    ----------
    index : int
        Which camera, from 0.
    width_px, height_px : int
        Size asked for; the camera may give another.

    Raises
    ------
    SourceError
        If there is no such camera, it is in use, or it stops sending.
    """

    def __init__(self, index: int = 0, *, width_px: int = 640, height_px: int = 480) -> None:
        self.index = index
        self._capture = _open_quietly(index)
        if not self._capture.isOpened():
            raise SourceError(
                f"Camera {index} cannot be opened; plug it in, close other programs that use it, "
                "and try again."
            )
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, width_px)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height_px)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        self._start = time.monotonic()

    def __iter__(self) -> Iterator[Frame]:
        while True:
            found, image = self._capture.read()
            if not found:
                raise SourceError(f"Camera {self.index} stopped sending; plug it in again and start anew.")
            yield Frame(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), time.monotonic() - self._start)


def _open_quietly(source: str | int) -> Any:
    """Open a capture without the C library's own remarks: our sentence says it better."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        if isinstance(source, int):
            return cv2.VideoCapture(source)
        return cv2.VideoCapture(source, cv2.CAP_FFMPEG)
    finally:
        cv2.utils.logging.setLogLevel(level)
