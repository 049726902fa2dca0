"""The postures of the latest frames: what the curves of a repetition that has just ended are made of."""

from __future__ import annotations

from collections import deque

from exercises.events import Repetition
from vision.posture import Posture

# A minute at 30 pictures a second: longer than any repetition may take.
_MOST_FRAMES = 1800


class Trace:
    """Keeps them as long as a repetition may last, and no longer."""

    def __init__(self) -> None:
        self._postures: deque[Posture] = deque(maxlen=_MOST_FRAMES)

    def see(self, posture: Posture) -> None:
        """Take the newest one, told from neutral."""
        self._postures.append(posture)

    def of(self, repetition: Repetition) -> tuple[Posture, ...]:
        """Give those of a repetition."""
        start_s, end_s = repetition.start_s, repetition.end_s
        return tuple(one for one in self._postures if start_s <= one.time_s <= end_s)
