"""The pelvis from printed markers: they take over while they are seen, and teach the reading without them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from vision.angles import View
from vision.geometry import first_axis, inclination_deg, wrap_deg
from vision.marks import PELVIS_ID, RIBS_ID, SPREAD_DEG, Marker
from vision.posture import Posture

# So many of the newest differences are kept: two seconds, enough for a steady median (P).
_KEPT = 60
# A difference is believed from so many frames on (P).
_LEAST = 10


@dataclass(frozen=True)
class MarkerMemory:
    """How far the reading without markers is off what they tell: for each angle, newest last, degrees."""

    off_deg: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def correction_deg(self, name: str) -> float:
        """Tell what to add to a reading without markers; NaN before enough was seen of both."""
        off = self.off_deg.get(name, ())
        return median(off) if len(off) >= _LEAST else math.nan


def marker_angles(markers: Sequence[Marker], view: View, roll_deg: float = 0.0) -> dict[str, float]:
    """Tell the angles that markers show in a view.

    Parameters
    ----------
    markers : sequence of Marker
        Of one picture.
    view : View
        Which side faces the camera.
    roll_deg : float
        Lean of true vertical in the picture, plus to its right.

    Returns
    -------
    dict of str to float
        From the side pelvis_tilt and, with both markers, lumbar_flexion; from the front or back
        pelvis_obliquity. From the marker's own zero.
    """
    if not (view.is_side or view.is_frontal):
        return {}
    lean = {marker.id: _lean_deg(marker, view) for marker in markers}
    if PELVIS_ID not in lean:
        return {}
    upright = wrap_deg(lean[PELVIS_ID] - first_axis(view) * roll_deg)
    if view.is_frontal:
        # A pelvis that leans to the right has its right side lower.
        return {"pelvis_obliquity": -upright}
    angles = {"pelvis_tilt": upright}
    if RIBS_ID in lean:
        angles["lumbar_flexion"] = wrap_deg(lean[RIBS_ID] - lean[PELVIS_ID])
    return angles


def take_markers(
    memory: MarkerMemory, markers: Sequence[Marker], posture: Posture, roll_deg: float = 0.0
) -> tuple[MarkerMemory, Posture]:
    """Let markers take over the angles that they show, and carry on from them where they are hidden.

    Parameters
    ----------
    memory : MarkerMemory
        What was learnt; `MarkerMemory()` at the start.
    markers : sequence of Marker
        Of this frame.
    posture : Posture
        Unfiltered, from anatomical zero, as read without markers.
    roll_deg : float
        As `posture` was levelled by; NaN counts as none.

    Returns
    -------
    MarkerMemory, Posture
        What is known now, and the posture with the markers' angles. Where a marker is hidden, the reading
        without it is moved by what the two differed by, so that nothing jumps.
    """
    if not markers and not memory.off_deg:
        return memory, posture
    told = marker_angles(markers, posture.view, 0.0 if math.isnan(roll_deg) else roll_deg)
    angles, spread, off = dict(posture.angles), dict(posture.spread_deg), dict(memory.off_deg)
    for name, deg in told.items():
        without = angles[name]
        if not math.isnan(without):
            off[name] = (*off.get(name, ()), wrap_deg(deg - without))[-_KEPT:]
        angles[name], spread[name] = deg, SPREAD_DEG
    learnt = MarkerMemory(off)
    for name in off.keys() - told.keys():
        correction = learnt.correction_deg(name)
        # Before the two are known to each other, a number would jump: none is told.
        angles[name] = wrap_deg(angles[name] + correction)
    return learnt, Posture(
        posture.time_s,
        posture.view,
        posture.framing,
        posture.quality,
        angles,
        posture.back_outline,
        posture.names,
        spread,
        posture.percent,
        posture.over_feet,
        posture.feet_apart,
        posture.knees_mean,
    )


def _lean_deg(marker: Marker, view: View) -> float:
    x, y = marker.up
    return inclination_deg((0.0, 0.0), (first_axis(view) * x, -y))
