"""The zero of a recording's angles: a moment that was named, or one of standing still that was noticed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from clinic.provenance import describe_calibration
from clinic.readings import Readings
from errors import BacktalkError
from exercises.arming import watch_start
from exercises.shown_start import STAND_TALL
from vision.angles import View
from vision.calibration import Calibration, Stillness
from vision.neutral import Neutral, find_neutral
from vision.pelvis import PelvisReader
from vision.pose import Observation
from vision.posture import Posture
from vision.tracking import Track, follow_person, follow_posture, measure_person, mind_markers

# A zero holds for the side it was taken from; a recording with more of other sides keeps anatomical zero (P).
_LEAST_IN_VIEW = 0.9


class NeutralError(BacktalkError):
    """A moment that gives no neutral."""


@dataclass(frozen=True)
class Recording:
    """A measured recording.

    Attributes
    ----------
    postures : list of Posture
        Of every frame, unfiltered, from anatomical zero.
    calibration : Calibration or None
        From the first moment of standing still, where it holds for the recording.
    """

    postures: list[Posture]
    calibration: Calibration | None


def measure_observations(
    observations: Iterable[Observation], view: View | None = None, pelvis: PelvisReader | None = None
) -> Recording:
    """Measure every frame, and notice the first moment of standing tall and still in each view.

    Parameters
    ----------
    observations : iterable of Observation
        In time order.
    view : View, optional
        Which side faces the camera; told from the pose when not given.
    pelvis : PelvisReader, optional
        Reads pelvis and low back from silhouettes, which are dropped frame by frame: a recording of them
        would fill the memory.
    """
    readings = Readings()
    seen = [readings.keep(observation, view, pelvis) for observation in observations]
    found, plain = _find_calibrations(seen, view, readings)
    calibration = _that_holds(plain, found)
    # One roll for all frames: one that became known on the way would make the angles jump.
    leans_deg = [one.edges_lean_deg for one in seen if not math.isnan(one.edges_lean_deg)]
    roll_deg = median(leans_deg) if leans_deg else math.nan
    if calibration is not None:
        roll_deg = calibration.level_deg
    track = Track()
    postures = []
    for observation in seen:
        track, posture = follow_posture(track, observation, view, roll_deg, pelvis=readings)
        postures.append(posture)
    return Recording(postures, calibration)


def _find_calibrations(
    seen: Sequence[Observation], view: View | None, readings: PelvisReader
) -> tuple[dict[View, Calibration], list[Posture]]:
    """Find the first moment of standing still in each view; and the postures, not levelled."""
    track, stillness = Track(), Stillness()
    postures: list[Posture] = []
    found: dict[View, Calibration] = {}
    for observation in seen:
        track, pose, names = follow_person(track, observation)
        posture = measure_person(track, observation, pose, names, view, pelvis=readings)
        track, posture = mind_markers(track, observation, posture)
        postures.append(posture)
        if posture.view in found:
            continue
        stillness, calibration = watch_start(
            stillness,
            posture,
            pose,
            STAND_TALL,
            view_fits=True,
            edges_lean_deg=observation.edges_lean_deg,
        )
        if calibration is not None:
            found[calibration.view] = calibration
    return found, postures


def _that_holds(postures: Sequence[Posture], found: dict[View, Calibration]) -> Calibration | None:
    """Choose the calibration of the view that nearly all measured frames are in, if there is one."""
    views = Counter(posture.view for posture in postures if posture.view.is_side or posture.view.is_frontal)
    if not views:
        return None
    view, frames = views.most_common(1)[0]
    return found.get(view) if frames >= _LEAST_IN_VIEW * views.total() else None


def tell_from_zero(
    recording: Recording, neutral_s: tuple[float, float] | None
) -> tuple[list[Posture], dict[str, Any] | None]:
    """Tell every posture from the person's own neutral. The one place where a recording is calibrated.

    Parameters
    ----------
    recording : Recording
        Its postures may have been filtered.
    neutral_s : (float, float) or None
        A named moment of standing still, from and to; None takes the one that was noticed, if any.

    Returns
    -------
    list of Posture, dict or None
        The postures, and what they are told from, for the provenance; None for anatomical zero.

    Raises
    ------
    NeutralError
        If no measured frame lies in the named moment.
    """
    postures = recording.postures
    if neutral_s is not None:
        neutral = _find_held(postures, *neutral_s)
        content: dict[str, Any] = {
            "kind": "named moment",
            "from_s": neutral_s[0],
            "to_s": neutral_s[1],
            "neutral_deg": {name: round(deg, 2) for name, deg in neutral.angles.items()},
        }
    elif recording.calibration is not None:
        neutral, content = recording.calibration.neutral, describe_calibration(recording.calibration)
    else:
        return postures, None
    return [neutral.apply(posture) for posture in postures], content


def _find_held(postures: Sequence[Posture], from_s: float, to_s: float) -> Neutral:
    held = [posture for posture in postures if from_s <= posture.time_s <= to_s]
    if not any(not math.isnan(angle) for posture in held for angle in posture.angles.values()):
        raise NeutralError(
            f"No measured frame lies between {from_s:g} and {to_s:g} s; "
            "name a moment in which the person stands still in view."
        )
    return find_neutral(held)
