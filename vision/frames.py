"""One picture and when it was taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a stream.

    Attributes
    ----------
    image : array of uint8, shape (height, width, 3)
        RGB, upright, never mirrored.
    time_s : float
        When it was taken, in seconds from any fixed start.
    """

    image: NDArray[np.uint8]
    time_s: float

    @property
    def width_px(self) -> int:
        """Width of the picture."""
        return int(self.image.shape[1])

    @property
    def height_px(self) -> int:
        """Height of the picture."""
        return int(self.image.shape[0])
