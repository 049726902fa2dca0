"""How a picture is lit, from a coarse sample of its pixels.

Measured (docs/measurements.md): darkness and a washed-out picture keep the pose engine from finding anybody,
but a person against the light is found down to a black shape. So the light is given as the reason only where
nobody is seen or the trunk is not, and otherwise as a remark.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # an observation names the light
    from vision.pose import Pose

# Every so many pixels of every so many rows.
STEP_PX = 16
# Brightness is 0 to 255. Measured: people were missed where nine tenths of a picture were below the first;
# all were found with up to the second share of it washed out, none with all of it.
DARK, DARK_SHARE = 75, 0.9
BRIGHT, BRIGHT_SHARE = 245, 0.6
# Against the light (P): the lightest fifth of the upper body, skin for the most part, is darker than the
# first, and a quarter of the picture lighter than the second.
SHADED, SKIN_SHARE = 50, 0.2
GLARING, GLARE_SHARE = 150, 0.25

_UPPER_BODY = 25


class Light(StrEnum):
    """How a picture is lit."""

    FINE = "fine"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    BACKLIT = "backlit"


def judge_light(image: NDArray[np.uint8], pose: Pose | None) -> Light:
    """Judge the light of one picture.

    Parameters
    ----------
    image : array of uint8, shape (height, width, 3)
        RGB.
    pose : Pose or None
        Somebody in it, if anybody was found; light from behind is told from how dark they are. Without
        anybody it is told from a picture that is part black and part washed out.

    Returns
    -------
    Light
        Of this picture alone: whoever speaks of it waits until it has been so for a while.
    """
    # Green is most of what brightness is, and a third of the work.
    sample = np.sort(image[STEP_PX // 2 :: STEP_PX, STEP_PX // 2 :: STEP_PX, 1], axis=None)
    if sample.size == 0:
        return Light.FINE
    darkest_first = sample.tolist()
    count = len(darkest_first)

    def at(share: float) -> int:
        return int(darkest_first[min(int(share * count), count - 1)])

    if at(DARK_SHARE) < DARK:
        return Light.TOO_DARK
    if at(1 - BRIGHT_SHARE) >= BRIGHT:
        return Light.TOO_BRIGHT
    if at(1 - GLARE_SHARE) >= GLARING:
        shaded = (
            at(GLARE_SHARE) < SHADED and at(1 - GLARE_SHARE) >= BRIGHT
            if pose is None
            else _is_shaded(image, pose)
        )
        if shaded:
            return Light.BACKLIT
    return Light.FINE


def _is_shaded(image: NDArray[np.uint8], pose: Pose) -> bool:
    """Whether even the lightest parts of a person are dark. Dark clothes leave face or hands light."""
    rows, columns = image.shape[:2]
    places = [(int(y), int(x)) for x, y in pose.xy[:_UPPER_BODY] if 0 <= x < columns and 0 <= y < rows]
    if not places:
        return False
    lights = sorted(int(image[y, x, 1]) for y, x in places)
    return lights[int((1 - SKIN_SHARE) * len(lights))] < SHADED
