"""Which printed markers there are, and what is known of one that was found (`vision.marker` finds them)."""

from __future__ import annotations

from dataclasses import dataclass

PELVIS_ID, RIBS_ID = 7, 21
MARKER_IDS = (PELVIS_ID, RIBS_ID)
SPREAD_DEG = 1.5
"""Half of the interval that holds the true lean nine times in ten (docs/measurements.md, "Marker")."""


@dataclass(frozen=True)
class Marker:
    """One marker in one picture.

    Attributes
    ----------
    id : int
        `PELVIS_ID` or `RIBS_ID`.
    up : tuple of float
        Where its top edge points in the picture (x right, y down), length 1.
    centre_px : tuple of float
        Its middle.
    side_px : float
        Mean length of its sides.
    """

    id: int
    up: tuple[float, float]
    centre_px: tuple[float, float]
    side_px: float
