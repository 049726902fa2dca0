"""The person's own neutral posture: the zero that every angle is told from.

Clothes, build and a tilted camera add constants to the angles of a standing person. Medians over a moment of
standing still take them out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from vision.angles import ANGLE_NAMES
from vision.posture import PERCENT_MEASURES, Posture


@dataclass(frozen=True)
class Neutral:
    """What each measure read while the person stood still.

    Attributes
    ----------
    angles : mapping of str to float
        Degrees; absent where it could not be measured.
    back_outline : float
        Degrees; NaN where it could not be measured.
    percent : mapping of str to float
        Measures told in percent; absent where they could not be measured.
    knees_mean : float
        Degrees; NaN where it could not be measured.
    """

    angles: Mapping[str, float]
    back_outline: float = math.nan
    percent: Mapping[str, float] = field(default_factory=dict)
    knees_mean: float = math.nan

    def apply(self, posture: Posture) -> Posture:
        """Tell a posture from this neutral. A measure without a neutral of its own becomes NaN.

        An angle that could not be calibrated is hidden rather than shown with an unknown constant in it.
        """
        angles = dict.fromkeys(posture.angles, math.nan)
        for name, zero in self.angles.items():
            angles[name] = posture.angles[name] - zero
        percent = {name: value - self.percent.get(name, math.nan) for name, value in posture.percent.items()}
        return posture.with_measures(
            angles,
            posture.back_outline - self.back_outline,
            percent,
            knees_mean=posture.knees_mean - self.knees_mean,
        )


def find_neutral(postures: Sequence[Posture]) -> Neutral:
    """Take the median of each measure over a moment of standing still.

    Parameters
    ----------
    postures : sequence of Posture
        At least one; frames in which a measure is NaN are left out for that measure.
    """
    columns = {name: _seen(posture.angles[name] for posture in postures) for name in ANGLE_NAMES}
    outline = _seen(posture.back_outline for posture in postures)
    knees = _seen(posture.knees_mean for posture in postures)
    percent = {name: _seen(posture.value(name) for posture in postures) for name in PERCENT_MEASURES}
    return Neutral(
        angles={name: median(values) for name, values in columns.items() if values},
        back_outline=median(outline) if outline else math.nan,
        percent={name: median(values) for name, values in percent.items() if values},
        knees_mean=median(knees) if knees else math.nan,
    )


def _seen(values: Iterable[float]) -> list[float]:
    return [value for value in values if not math.isnan(value)]
