"""Staying at a place: the newest moments that keep within a span, however many frames a second there are."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from vision.quality import LONGEST_GAP_S

# Times of frames are a few milliseconds off a grid.
_SLACK_S = 1e-6


@dataclass(frozen=True)
class Stay:
    """A still moment that is going on.

    Attributes
    ----------
    moments : tuple of (float, float)
        Time in seconds and angle in degrees, oldest first.
    """

    moments: tuple[tuple[float, float], ...] = ()

    @property
    def middle_deg(self) -> float:
        """The place: the median of the newer half, so that the end of the way there does not move it."""
        return median(angle_deg for _, angle_deg in self.moments[len(self.moments) // 2 :])

    def go_on(self, time_s: float, angle_deg: float, within_deg: float) -> Stay:
        """Add a moment; whatever is further off than the span, or before a gap, is no longer part of it."""
        moments = self.moments
        if moments and time_s - moments[-1][0] > LONGEST_GAP_S:
            moments = ()
        low = high = angle_deg
        first = len(moments)
        while first > 0:
            low, high = min(low, moments[first - 1][1]), max(high, moments[first - 1][1])
            if high - low > within_deg:
                break
            first -= 1
        return Stay((*moments[first:], (time_s, angle_deg)))

    def lasted(self, least_s: float) -> bool:
        """Whether it has gone on for as long as this."""
        return bool(self.moments) and self.moments[-1][0] - self.moments[0][0] >= least_s - _SLACK_S
