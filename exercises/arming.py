"""Getting ready: the exercise begins when the person stands in its start position and is still.

The same moment gives the neutral posture, so nobody has to be told about calibration.
"""

from __future__ import annotations

import math

from exercises.definition import StartPosition
from vision.framing import Framing
from vision.neutral import Neutral, find_neutral
from vision.posture import Posture

# Fewer frames than this say nothing about stillness, however long they took.
_LEAST_FRAMES = 4

Window = tuple[Posture, ...]


def watch_start(
    window: Window, posture: Posture, start: StartPosition, view_fits: bool
) -> tuple[Window, Neutral | None]:
    """Advance by one posture.

    Parameters
    ----------
    window : tuple of Posture
        The still moment so far; empty at the start.
    posture : Posture
        The newest posture, unfiltered, from anatomical zero.
    start : StartPosition
        What ready looks like.
    view_fits : bool
        Whether the exercise can be measured from here.

    Returns
    -------
    tuple of Posture, Neutral or None
        The new window, and neutral once the person has been still for long enough.
    """
    if not view_fits or not is_in_start_position(posture, start):
        return (), None
    # A pause in the stream was not watched: what came before it does not count.
    if window and posture.time_s - window[-1].time_s > start.still_s / 2:
        window = ()
    earliest_s = posture.time_s - start.still_s
    # One frame from before the moment is kept, so that the window can span all of it.
    kept = [index for index, held in enumerate(window) if held.time_s <= earliest_s]
    window = (*window[kept[-1] if kept else 0 :], posture)
    trunk = [_trunk_deg(held) for held in window]
    if max(trunk) - min(trunk) > start.still_within_deg:
        return (posture,), None
    if len(window) >= _LEAST_FRAMES and window[0].time_s <= earliest_s:
        return (), find_neutral(window)
    return window, None


def is_in_start_position(posture: Posture, start: StartPosition) -> bool:
    """Whether a posture from anatomical zero is the exercise's start position."""
    trunk, knee = _trunk_deg(posture), posture.value("knee_flexion")
    if posture.framing is not Framing.WHOLE or math.isnan(trunk):
        return False
    # Knees are not measured from the front; there the trunk alone has to do.
    return abs(trunk) <= start.upright_within_deg and not abs(knee) > start.knees_within_deg


def _trunk_deg(posture: Posture) -> float:
    """Lean of the trunk in the plane that this view shows."""
    return posture.angles["trunk_lateral" if posture.view.is_frontal else "trunk_flexion"]
