"""The pelvis and the low back: what reads them from a pose, and what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from vision.angles import View
from vision.pose import Pose


@dataclass(frozen=True)
class PelvisReading:
    """What was read of the pelvis in one frame.

    Attributes
    ----------
    angles : mapping of str to float
        Degrees by a name of `vision.angles.PELVIS_ANGLES`, from anatomical zero; what is absent or NaN could
        not be read.
    spread_deg : mapping of str to float
        Half of the interval that holds the true angle nine times in ten, for each angle that was read.
    """

    angles: Mapping[str, float] = field(default_factory=dict)
    spread_deg: Mapping[str, float] = field(default_factory=dict)


class PelvisReader(Protocol):
    """Reads the pelvis from one pose; a pure function of it."""

    def read(self, pose: Pose, view: View) -> PelvisReading:
        """Read the angles that `view` shows; empty when the pose does not allow it."""
        ...
