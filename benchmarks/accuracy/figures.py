"""Error figures of measured against true angles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy.measure import MEASURES, SIDED, Measured
from vision.pose import FloatArray

LEAST_RANGE_DEG = 5.0
"""No slope is told where the true angle hardly changes."""

_JOINTS_OF = {"hip_flexion": [1, 2], "knee_flexion": [1, 2, 3]}


@dataclass(frozen=True)
class Figures:
    """How far off one angle is. Degrees; NaN where nothing could be compared.

    Attributes
    ----------
    frames : int
        Frames whose truth is known.
    coverage : float
        Share of them with a number.
    mae, p95 : float
        Mean and 95th percentile of the size of the error.
    bias : float
        Mean error, plus when measured is more.
    slope : float
        Of measured against true, by least squares.
    """

    frames: int
    coverage: float
    mae: float
    p95: float
    bias: float
    slope: float


def compare(measured: FloatArray, true: FloatArray) -> Figures:
    """Compare measured with true angles, (frames,) each; NaN where there is none."""
    known = np.isfinite(true)
    frames = int(known.sum())
    seen = np.isfinite(measured) & known
    if not seen.any():
        return Figures(frames, 0.0, math.nan, math.nan, math.nan, math.nan)
    m, t = measured[seen], true[seen]
    error = m - t
    slope = math.nan
    if np.ptp(t) >= LEAST_RANGE_DEG:
        around = t - t.mean()
        slope = float((around * m).sum() / (around * around).sum())
    return Figures(
        frames=frames,
        coverage=float(seen.sum() / frames),
        mae=float(np.abs(error).mean()),
        p95=float(np.percentile(np.abs(error), 95)),
        bias=float(error.mean()),
        slope=slope,
    )


@dataclass(frozen=True)
class Row:
    """One angle in one true view, over one phase and one movement (or "all")."""

    angle: str
    view: str
    move: str
    phase: str
    shown: Figures
    naive: Figures


def rows(measured: Sequence[Measured], phase: str = "movement", by_move: bool = False) -> list[Row]:
    """Compare every angle in every true view.

    Parameters
    ----------
    measured : sequence of Measured
        The takes.
    phase : str
        ``movement``: frames after the stillness; ``hold``: the stillness; ``all``: both.
    by_move : bool
        A row for each movement instead of one for all.
    """
    table = []
    for view in sorted({m.view for m in measured}):
        of_view = [m for m in measured if m.view == view]
        moves = sorted({move_of(m) for m in of_view}) if by_move else ["all"]
        for angle in MEASURES:
            for move in moves:
                chosen = [m for m in of_view if move in ("all", move_of(m))]
                shown, naive, true = (
                    _joined(getattr(m, kind)[angle][phase_mask(m, phase)] for m in chosen)
                    for kind in ("shown", "naive", "true")
                )
                table.append(Row(angle, view, move, phase, compare(shown, true), compare(naive, true)))
    return table


def told_rows(measured: Sequence[Measured]) -> list[Row]:
    """Compare by the view the app told, over frames of movements: what a person sees under that view's +-."""
    table = []
    for view in sorted({told for m in measured for told in m.views}):
        for angle in MEASURES:
            masks = [m.moving & (np.array(m.views) == view) for m in measured]
            shown, naive, true = (
                _joined(getattr(m, kind)[angle][mask] for m, mask in zip(measured, masks, strict=True))
                for kind in ("shown", "naive", "true")
            )
            figures = compare(shown, true)
            if figures.coverage > 0:
                table.append(Row(angle, view, "all", "movement", figures, compare(naive, true)))
    return table


def move_of(measured: Measured) -> str:
    """Name of the movement of a take."""
    return str(measured.take.about["movement"]["name"])


def phase_mask(measured: Measured, phase: str) -> FloatArray:
    """Frames of a phase."""
    if phase == "movement":
        return measured.moving
    return ~measured.moving if phase == "hold" else np.ones(len(measured.moving), dtype=bool)


@dataclass(frozen=True)
class Swaps:
    """Left and right exchanged.

    Attributes
    ----------
    shown : int
        Frames in which an angle of one side was shown although a joint it rests on was exchanged.
    shown_frames : int
        Frames in which such an angle was shown.
    landmarks : int
        Frames in which any judged joint was exchanged, shown or not.
    opposite_views : int
        Frames told as left when right is true, or front when back, and the other way round.
    """

    shown: int
    shown_frames: int
    landmarks: int
    opposite_views: int


def count_swaps(measured: Iterable[Measured]) -> Swaps:
    """Count exchanged sides over takes."""
    shown = shown_frames = landmarks = opposite = 0
    opposites = {"left": "right", "right": "left", "front": "back"}
    for m in measured:
        landmarks += int(m.swapped.any(axis=1).sum())
        told = np.zeros(m.take.frames, dtype=bool)
        wrong = told.copy()
        for angle in SIDED:
            seen = np.isfinite(m.shown[angle])
            told |= seen
            wrong |= seen & m.swapped[:, _JOINTS_OF[angle]].any(axis=1)
        shown, shown_frames = shown + int(wrong.sum()), shown_frames + int(told.sum())
        opposite += m.views.count(opposites.get(str(m.take.about["view"]), ""))
    return Swaps(shown, shown_frames, landmarks, opposite)


def _joined(parts: Iterable[FloatArray]) -> FloatArray:
    return np.concatenate([np.zeros(0), *parts])
