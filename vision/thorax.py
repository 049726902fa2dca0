"""Lean of the chest, by the line of the trunk and the pelvis below it, in the plane that is seen.

The line from hips to shoulders lies between the two: a pelvis that rolls moves that line under a still chest.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

THORAX_MEASURES: Mapping[str, tuple[str, str, float]] = MappingProxyType(
    {
        "thorax_flexion": ("trunk_flexion", "pelvis_tilt", 1.0),
        "thorax_lateral": ("trunk_lateral", "pelvis_obliquity", -1.0),
    }
)
"""By name: the line, the pelvis, and 1 where both have the same sign."""
# A degree of the pelvis moves the line by this, the chest by the rest (rendered bodies: 0.34 to 0.39).
PELVIS_IN_LINE = 0.37


def thorax_deg(measure: str, angles: Mapping[str, float]) -> float:
    """Tell the lean of the chest in degrees, signed as its line; NaN where line or pelvis has no number."""
    line, pelvis, sign = THORAX_MEASURES[measure]
    return (angles[line] - PELVIS_IN_LINE * sign * angles[pelvis]) / (1 - PELVIS_IN_LINE)
