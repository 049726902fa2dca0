"""Angles and views in plain words, and an error as it stands beside a number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from vision.accuracy import stated_error
from vision.angles import View
from wording import N_, say

# The one table of what a page calls an angle.
ANGLE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "trunk_flexion": "Trunk, bend forward",
        "trunk_lateral": "Trunk, bend to the side",
        "trunk_rotation": "Trunk, turn",
        "pelvis_tilt": "Pelvis, tilt forward or back",
        "pelvis_obliquity": "Pelvis, one side higher",
        "pelvis_rotation": "Pelvis, turn",
        "lumbar_flexion": "Low back, rounding",
        "hip_flexion_left": "Left hip, bend",
        "hip_flexion_right": "Right hip, bend",
        "knee_flexion_left": "Left knee, bend",
        "knee_flexion_right": "Right knee, bend",
    }
)
# What a movement of an angle is called, to its plus and its minus side; a joint is the one near the camera.
MOVEMENT_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "trunk_flexion": ("The trunk bends forward", "The trunk bends back"),
        "trunk_lateral": ("The trunk bends to the right", "The trunk bends to the left"),
        "hip_flexion": ("The hip bends", "The hip straightens"),
        "knee_flexion": ("The knee bends", "The knee straightens"),
        "pelvis_tilt": ("The pelvis rolls forward", "The pelvis rolls back"),
        "pelvis_obliquity": ("The right side of the pelvis rises", "The left side of the pelvis rises"),
        "lumbar_flexion": ("The low back rounds", "The low back hollows"),
    }
)
JOINT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "trunk_flexion": N_("trunk"),
        "trunk_lateral": N_("trunk"),
        "hip_flexion": N_("hip"),
        "knee_flexion": N_("knee"),
        "pelvis_tilt": N_("pelvis"),
        "pelvis_obliquity": N_("pelvis"),
        "lumbar_flexion": N_("low back"),
    }
)
VIEW_WORDS: Mapping[View, str] = MappingProxyType(
    {
        View.FRONT: N_("you from the front"),
        View.BACK: N_("you from behind"),
        View.LEFT: N_("your left side"),
        View.RIGHT: N_("your right side"),
        View.OBLIQUE: N_("you half turned"),
        View.UNKNOWN: N_("nobody yet"),
    }
)


def whole_error_deg(mae_deg: float) -> int | None:
    """Round a mean error up to the whole degree that is shown beside a number.

    Parameters
    ----------
    mae_deg : float
        NaN where none is stated.

    Returns
    -------
    int or None
        At least 1; None for NaN. Rounded to a tenth first, as the page gets it: 2.04 is 2.
    """
    return None if math.isnan(mae_deg) else max(1, math.ceil(round(mae_deg, 1)))


def stated_error_deg(angle: str, *views: View) -> float:
    """Tell the mean error of an angle seen in one of some views: the largest; NaN if one has none."""
    errors = [stated_error(angle, view) for view in views]
    told = [error.mae_deg for error in errors if error is not None]
    return max(told) if told and len(told) == len(errors) else math.nan


def with_error(degrees: float, mae_deg: float) -> str:
    """Write an angle with its typical error: "58° ± 2°"."""
    error = whole_error_deg(mae_deg)
    if error is None:
        return say("{degrees:.0f}°", degrees=degrees)
    return say("{degrees:.0f}° ± {error}°", degrees=degrees, error=error)
