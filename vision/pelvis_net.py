"""The trained pelvis estimator behind the `PelvisReader` plug (`models/pelvis`, card in its README)."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from errors import BacktalkError
from vision.angles import View
from vision.geometry import wrap_deg
from vision.hips import CROP_PX, CROP_TRUNKS, Hips, look_at
from vision.pelvis import PelvisReading
from vision.pose import INSIDE, FloatArray, Pose

# A line through the trunk that leaves the silhouette more often than this: the outline is torn (P).
LEAST_INSIDE = 0.85
# Share of the crop that a person covers; less or more is a piece of one, or the room as well (P).
LEAST_COVER, MOST_COVER = 0.1, 0.8
# What may be off by more than the clinical limit of the low back (10) cannot tell on which side of it one
# is; what that hides is counted in docs/measurements.md, "Pelvis" (P).
MOST_SPREAD_DEG = 10.0

# Rows of the crop along the trunk, from above the hips to the ribs; the crop's middle is 0.15 above them.
_ROWS = [int(CROP_PX * (0.5 + (0.15 - up) / CROP_TRUNKS)) for up in np.linspace(0.05, 0.75, 15).tolist()]


class PelvisNetError(BacktalkError):
    """The pelvis estimator cannot be opened."""


class PelvisNet:
    """Reads pelvis tilt and lumbar flexion from the side, obliquity from front and back.

    Parameters
    ----------
    folder : Path
        Holds ``side.onnx`` and ``front.onnx``, `models.PELVIS`.

    Raises
    ------
    PelvisNetError
        If a file is missing or cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self._side = _open(folder / "side.onnx")
        self._front = _open(folder / "front.onnx")

    def read(self, pose: Pose, view: View) -> PelvisReading:
        """Read the angles that `view` shows.

        Returns
        -------
        PelvisReading
            NaN where the outline is torn or the estimator itself is too unsure; empty without a silhouette,
            for a small or far person, and in a view that shows neither plane.
        """
        if not (view.is_side or view.is_frontal):
            return PelvisReading()
        hips = look_at(pose, view)
        if hips is None:
            return PelvisReading()
        names = _SIDE if view.is_side else _FRONT
        if not is_whole(hips.crop, view):
            return PelvisReading(_nothing(names), _nothing(names))
        told, spread = (self._side if view.is_side else self._front).run(
            None, {"crop": hips.crop[None, None], "features": hips.features[None]}
        )
        return _reading(hips, view, told[0].tolist(), spread[0].tolist())


_SIDE, _FRONT = ("pelvis_tilt", "lumbar_flexion"), ("pelvis_obliquity",)


def is_whole(crop: FloatArray, view: View) -> bool:
    """Whether a silhouette is that of a whole trunk: solid along its middle, no scrap, not everything."""
    # From the side the middle is a column of the crop, from the front the border of two (`vision.hips`).
    first = CROP_PX // 2 - (1 if view.is_frontal else 0)
    middle = crop[_ROWS, first : CROP_PX // 2 + 1].mean(axis=1)
    cover = float((crop > INSIDE).mean())
    return float((middle > INSIDE).mean()) >= LEAST_INSIDE and LEAST_COVER <= cover <= MOST_COVER


def _reading(hips: Hips, view: View, told: list[float], spread: list[float]) -> PelvisReading:
    if view.is_side:
        told[0] = wrap_deg(told[0] + hips.frame_deg)
    angles, widths = {}, {}
    for name, deg, width in zip(_SIDE if view.is_side else _FRONT, told, spread, strict=False):
        sure = math.isfinite(deg) and width <= MOST_SPREAD_DEG
        angles[name], widths[name] = (deg, width) if sure else (math.nan, math.nan)
    return PelvisReading(angles, widths)


def _nothing(names: tuple[str, ...]) -> dict[str, float]:
    return dict.fromkeys(names, math.nan)


def _open(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # So small that threads would cost more than they save, and the pose engine wants the cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no base class of their own
        raise PelvisNetError(
            f"The pelvis estimator {path.name} cannot be used. Install Backtalk again, or train it: "
            "python -m models.training --work FOLDER"
        ) from error
