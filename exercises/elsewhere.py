"""Repetitions in views that do not show the movement's own angle: what may be told of them."""

from __future__ import annotations

import math
from dataclasses import replace

from exercises.events import Repetition
from vision.over_feet import OVER_FEET

COUNTED_ELSEWHERE = "it was counted by how far the hips went; turned side-on, its angles can be seen"


def without_depth(repetition: Repetition) -> Repetition:
    """Leave out what only the movement's own angle tells: how far it went, whether that was on target."""
    return replace(
        repetition,
        peaks={name: deg for name, deg in repetition.peaks.items() if name not in OVER_FEET},
        on_target=False,
        measured=False,
        reason=COUNTED_ELSEWHERE,
        target_deg=(math.nan, math.nan),
    )


def is_counted_elsewhere(repetition: Repetition) -> bool:
    """Whether a repetition was counted by something other than its own angle."""
    return repetition.angle in OVER_FEET
