"""How far off the pelvis is read: people, clothes and rooms that the estimator never saw.

The cache holds what the pose engine found of each picture: landmarks, and the silhouette around the hips.
Both go through the app's own code (`vision.posture`, `vision.neutral`), with the estimator that is shipped.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy.naive import wrapped
from benchmarks.accuracy.pelvis_store import TRUTH, Sitting
from vision.angles import View
from vision.geometry import first_axis, inclination_deg
from vision.neutral import find_neutral
from vision.pelvis import PelvisReader
from vision.pose import FloatArray, Pose
from vision.posture import Posture, measure_posture

ANGLES = ("pelvis_tilt", "lumbar_flexion", "pelvis_obliquity")


@dataclass(frozen=True, eq=False)
class Read:
    """One angle of one sitting, from neutral and without the neutral pictures; NaN where not read."""

    group: str
    moves: tuple[str, ...]
    found: FloatArray
    naive: FloatArray
    true: FloatArray
    spread: FloatArray
    trunk: FloatArray


def read_angle(sitting: Sitting, name: str, reader: PelvisReader) -> Read | None:
    """Read one angle of a sitting as the app does; None in a view that does not show it.

    The camera's roll counts as known, as it is from the room's edges.
    """
    if (name == "pelvis_obliquity") == sitting.view.is_side:
        return None
    postures = [_measure(pose, sitting, reader) for pose in sitting.poses]
    still = np.array([move == "neutral" for move in sitting.moves])
    neutral = find_neutral([posture for posture, yes in zip(postures, still, strict=True) if yes])
    told = [neutral.apply(posture) for posture in postures]
    naive = np.array([_naive(pose, sitting.view, name) for pose in sitting.poses])
    true, trunk = (sitting.truth[:, TRUTH.index(n)] for n in (name, "trunk_lateral"))
    spread = np.array([posture.spread_deg.get(name, math.nan) for posture in postures])
    return Read(
        sitting.group,
        tuple(move for move in sitting.moves if move != "neutral"),
        np.array([posture.angles[name] for posture in told])[~still],
        wrapped(naive - _zero(naive[still]))[~still],
        (true - np.median(true[still]))[~still],
        spread[~still],
        (trunk - np.median(trunk[still]))[~still],
    )


def _zero(still: FloatArray) -> float:
    """Give the middle of what was told of neutral; NaN where nobody was found in any of its pictures."""
    told = still[np.isfinite(still)]
    return float(np.median(told)) if len(told) else math.nan


def _measure(pose: Pose | None, sitting: Sitting, reader: PelvisReader) -> Posture:
    time_s = 0.0 if pose is None else pose.time_s
    return measure_posture(
        pose, sitting.view, time_s, roll_deg=sitting.roll_deg, outline=False, pelvis=reader
    )


def _naive(pose: Pose | None, view: View, name: str) -> float:
    """Give what webcam coaches print: the trunk's line for the pelvis, the line of the hips."""
    if pose is None:
        return math.nan
    xy = pose.xy
    if name == "pelvis_obliquity":
        across, down = xy[23][0] - xy[24][0], xy[23][1] - xy[24][1]
        return math.degrees(math.atan2(down, across))
    if name == "lumbar_flexion":
        return 0.0
    across, down = (
        xy[11][0] + xy[12][0] - xy[23][0] - xy[24][0],
        xy[11][1] + xy[12][1] - xy[23][1] - xy[24][1],
    )
    return inclination_deg((0.0, 0.0), (first_axis(view) * across, -down))


@dataclass(frozen=True)
class PelvisFigures:
    """Figures of one angle over some pictures, degrees.

    Attributes
    ----------
    frames : int
        With a known truth.
    coverage : float
        Share of them with a number.
    mae, p95, bias, slope, r : float
        Of the angle from neutral.
    held : float
        Share of the truths that lie within the stated interval.
    naive_mae, naive_slope : float
        The same of the naive angle.
    """

    frames: int
    coverage: float
    mae: float
    p95: float
    bias: float
    slope: float
    r: float
    held: float
    naive_mae: float
    naive_slope: float


def figures(reads: Sequence[Read]) -> PelvisFigures:
    """Compare over sittings."""
    found, naive, true, spread = (
        np.concatenate([getattr(read, name) for read in reads])
        for name in ("found", "naive", "true", "spread")
    )
    seen = np.isfinite(found)
    error = found[seen] - true[seen]
    raw = np.isfinite(naive)
    return PelvisFigures(
        frames=len(true),
        coverage=float(seen.mean()),
        mae=float(np.abs(error).mean()),
        p95=float(np.percentile(np.abs(error), 95)),
        bias=float(error.mean()),
        slope=_slope(true[seen], found[seen]),
        r=float(np.corrcoef(true[seen], found[seen])[0, 1]),
        held=float((np.abs(error) <= spread[seen]).mean()),
        naive_mae=float(np.abs(naive[raw] - true[raw]).mean()),
        naive_slope=_slope(true[raw], naive[raw]),
    )


def known_range_mae(reads: Sequence[Read]) -> float:
    """Mean error in degrees of the place in the person's own range, once their two ends were shown.

    Each person's ends as read are set to their true ends; what lies between is told from there.
    """
    errors: list[float] = []
    for read in reads:
        places = [read.moves.index(end) for end in ("end_back", "end_front")]
        (low, high), (true_low, true_high) = read.found[places].tolist(), read.true[places].tolist()
        if not math.isfinite(low + high) or high - low < 1:
            continue
        share = (read.found - low) / (high - low)
        between = [
            index for index in range(len(share)) if index not in places and math.isfinite(share[index])
        ]
        told = true_low + share * (true_high - true_low)
        errors += np.abs(told - read.true)[between].tolist()
    return float(np.mean(errors)) if errors else math.nan


def cross_talk(reads: Sequence[Read], naive: bool = False) -> float:
    """Degrees of obliquity told for each degree of side bend over a level pelvis."""
    chosen = [np.array([move == "side_bend" for move in read.moves]) for read in reads]
    off = np.concatenate(
        [
            ((read.naive if naive else read.found) - read.true)[mask]
            for read, mask in zip(reads, chosen, strict=True)
        ]
    )
    bend = np.concatenate([read.trunk[mask] for read, mask in zip(reads, chosen, strict=True)])
    seen = np.isfinite(off)
    return abs(_slope(bend[seen], off[seen]))


def _slope(true: FloatArray, found: FloatArray) -> float:
    around = true - true.mean()
    return float((around * found).sum() / (around * around).sum()) if len(true) > 1 else math.nan
