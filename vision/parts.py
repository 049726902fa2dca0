"""Square parts of a picture, and what was found in them brought back to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vision.frames import Frame
from vision.pose import FloatArray, Pose, Silhouette

# Side of a part, of the picture's longer side. Measured: docs/measurements.md, "A closer look".
PART = 0.5


@dataclass(frozen=True)
class Part:
    """A square part of a picture, in pixels."""

    left: int
    top: int
    side: int

    def cut(self, frame: Frame) -> Frame:
        """Cut it out of a picture."""
        rows, columns = slice(self.top, self.top + self.side), slice(self.left, self.left + self.side)
        return Frame(frame.image[rows, columns], frame.time_s)

    def place(self, pose: Pose, frame: Frame) -> Pose:
        """Bring a pose that was found in it to its place in the whole picture, silhouette and all."""
        silhouette = pose.silhouette
        if silhouette is not None:
            silhouette = _Placed(silhouette, self, (frame.height_px, frame.width_px))
        return Pose(
            pose.time_s,
            pose.landmarks_px + np.array([self.left, self.top]),
            pose.visibility,
            pose.world_m,
            frame.width_px,
            frame.height_px,
            silhouette,
        )

    def holds(self, points: FloatArray, frame: Frame, margin: float) -> bool:
        """Whether points lie within it, and ``margin`` of its side from its edges.

        An edge that is the picture's own is no edge: nothing more is to be seen beyond it.
        """
        near = margin * self.side
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return bool(
            (self.left == 0 or left >= self.left + near)
            and (self.top == 0 or top >= self.top + near)
            and (self.left + self.side >= frame.width_px or right <= self.left + self.side - near)
            and (self.top + self.side >= frame.height_px or bottom <= self.top + self.side - near)
        )


class _Placed:
    """The silhouette of a part as one of the whole picture; made only when it is read."""

    def __init__(self, silhouette: Silhouette, part: Part, shape: tuple[int, int]) -> None:
        self._silhouette, self._part, self._shape = silhouette, part, shape

    @cached_property
    def _whole(self) -> NDArray[Any]:
        inside = np.asarray(self._silhouette)
        whole = np.zeros(self._shape, inside.dtype)
        rows, columns = inside.shape[:2]
        part = self._part
        whole[part.top : part.top + rows, part.left : part.left + columns] = inside
        return whole

    @property
    def __array_interface__(self) -> dict[str, Any]:
        interface: dict[str, Any] = self._whole.__array_interface__
        return interface


def around(at_px: tuple[float, float], frame: Frame) -> Part:
    """Choose the part with a place as near to its middle as the picture allows."""
    side = part_side(frame)
    left, top = (round(at - side / 2) for at in at_px)
    return Part(min(max(left, 0), frame.width_px - side), min(max(top, 0), frame.height_px - side), side)


def part_side(frame: Frame) -> int:
    """Measure a part of a picture, in pixels."""
    return min(round(PART * max(frame.width_px, frame.height_px)), frame.width_px, frame.height_px)
