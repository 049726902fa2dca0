"""Scenes with several people, put together from the sample clips: silhouettes cut them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.bodies import Body, body_of
from vision.frames import Frame
from vision.mediapipe_pose import MediaPipePose
from vision.pose import INSIDE, Pose
from vision.sources import VideoFile

SAMPLES = Path(__file__).parents[2] / "samples"
SIZE_PX = (640, 480)
FPS = 15.0
Image = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class CutOut:
    """A person without their room, and where their body is in it."""

    image: Image
    cover: NDArray[np.float64]
    body: Body


@dataclass(frozen=True, eq=False)
class Figure:
    """Somebody in a scene: which cut-out, how large, and where their feet are."""

    name: str
    cut: CutOut
    scale: float
    feet_px: tuple[float, float]

    @property
    def body(self) -> Body:
        """Where the body truly is."""
        height, width = self.cut.image.shape[:2]
        x, y = self.feet_px
        return Body(
            0.0,
            x + (self.cut.body.x_px - width / 2) * self.scale,
            y + (self.cut.body.y_px - height) * self.scale,
            self.cut.body.length_px * self.scale,
        )


@cache
def cut_outs(clip: str, model: Path, count: int) -> tuple[CutOut, ...]:
    """The person of a sample clip, in `count` frames of it at the scenes' rate."""
    found: list[CutOut] = []
    with VideoFile(SAMPLES / f"{clip}.webm") as video, MediaPipePose(model, silhouette=True) as engine:
        for index, frame in enumerate(video):
            if index % 2:
                continue
            if len(found) == count:
                break
            pose = engine.estimate(frame).pose
            assert pose is not None
            found.append(_cut(frame.image, pose))
    return tuple(found)


def _cut(image: Image, pose: Pose) -> CutOut:
    assert pose.silhouette is not None
    rows, columns = np.nonzero(np.asarray(pose.silhouette) > INSIDE)
    top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
    body = body_of(pose)
    return CutOut(
        image[top:bottom, left:right].copy(),
        np.clip(np.asarray(pose.silhouette)[top:bottom, left:right], 0, 1).astype(np.float64),
        Body(0.0, body.x_px - left, body.y_px - top, body.length_px),
    )


def draw(figures: Iterable[Figure], bar_x: float | None = None) -> Image:
    """An empty room with figures, the last one in front; perhaps with a grey bar before everything."""
    width, height = SIZE_PX
    scene = np.empty((height, width, 3), np.uint8)
    scene[:] = np.linspace(215, 190, height).astype(np.uint8)[:, None, None]
    scene[400:] = (150, 120, 95)
    for figure in figures:
        _paste(scene, figure)
    if bar_x is not None:
        left = max(round(bar_x), 0)
        scene[:, left : max(round(bar_x + 200), 0)] = 90
    return scene


def _paste(scene: Image, figure: Figure) -> None:
    high, wide = (max(1, round(side * figure.scale)) for side in figure.cut.image.shape[:2])
    image = cv2.resize(figure.cut.image, (wide, high), interpolation=cv2.INTER_AREA)
    cover = cv2.resize(figure.cut.cover, (wide, high), interpolation=cv2.INTER_AREA)[..., None]
    left, top = round(figure.feet_px[0] - wide / 2), round(figure.feet_px[1] - high)
    rows = slice(max(top, 0), min(top + high, scene.shape[0]))
    columns = slice(max(left, 0), min(left + wide, scene.shape[1]))
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return
    inside = (slice(rows.start - top, rows.stop - top), slice(columns.start - left, columns.stop - left))
    scene[rows, columns] = scene[rows, columns] * (1 - cover[inside]) + image[inside] * cover[inside]


def whose(pose: Pose | None, figures: Sequence[Figure]) -> str:
    """Name the figure whose pose it is; empty for no pose, "?" for a pose of nobody."""
    if pose is None:
        return ""
    body = body_of(pose)

    def off(figure: Figure) -> float:
        true = figure.body
        gap = np.hypot(true.x_px - body.x_px, true.y_px - body.y_px) + abs(true.length_px - body.length_px)
        return float(gap) / true.length_px

    nearest = min(figures, key=off, default=None)
    return nearest.name if nearest is not None and off(nearest) < 0.3 else "?"


def frames(
    scene: Callable[[int], Sequence[Figure]], count: int, bar: Callable[[int], float] | None = None
) -> Iterable[tuple[Frame, Sequence[Figure]]]:
    """Give each frame of a scene with who is in it."""
    for index in range(count):
        figures = scene(index)
        yield Frame(draw(figures, None if bar is None else bar(index)), index / FPS), figures
