"""A person seen from the front in a mirror: left and right trade places, and every angle its sign."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vision.hips import FEATURES, Region

FloatArray = NDArray[np.floating[Any]]

_SWAPPED = [0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(i + 1 if i % 2 else i - 1 for i in range(11, 33))]
_ITSELF = 7
"""The last features tell of the frame itself; the fourth of them is how far aside the hips are."""


def mirror(
    landmarks: FloatArray, world: FloatArray, seen: FloatArray, region: Region, width: int
) -> tuple[FloatArray, FloatArray, FloatArray, Region]:
    """Look in a mirror.

    Parameters
    ----------
    landmarks, world, seen : arrays
        Places in pixels, in metres and visibilities, as in `vision.pose.Pose`.
    region : Region
        Of the same pose.
    width : int
        Of the picture.
    """
    flipped = np.array([width, 0.0]) + landmarks[_SWAPPED] * (-1.0, 1.0)
    other = Region(
        np.ascontiguousarray(region.shares[:, ::-1]),
        width - region.left_px - region.side_px,
        region.top_px,
        region.side_px,
    )
    return flipped, world[_SWAPPED] * (-1.0, 1.0, 1.0), seen[_SWAPPED], other


def mirrored_features() -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Tell how the features of `vision.hips` seen from front or back become those of the mirror image.

    Returns
    -------
    order, signs : arrays, shape (FEATURES,)
        The mirror image's features are ``features[order] * signs``.
    """
    landmarks = (FEATURES - _ITSELF) // 6
    side = (landmarks - 1) // 2
    swapped = np.concatenate([[0], np.arange(side) + 1 + side, np.arange(side) + 1])
    places = (2 * swapped[:, None] + (0, 1)).ravel()
    order = [places, places, swapped, swapped, np.arange(_ITSELF)]
    starts = np.cumsum([0, *(len(part) for part in order[:-1])])
    across = np.tile([-1.0, 1.0], landmarks)
    signs = [across, across, np.ones(2 * landmarks), [1.0, 1.0, 1.0, -1.0, 1.0, 1.0, 1.0]]
    return (
        np.concatenate([part + start for part, start in zip(order, starts, strict=True)]),
        np.concatenate(signs).astype(np.float32),
    )
