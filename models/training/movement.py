"""Postures that people really went through: a motion laboratory's markers, where a folder of them is given.

UI-PRMD (Vakanski et al. 2018, public domain): squats and rising from a chair, made well and made badly, with
markers on both front and both back corners of the pelvis, so that its tilt is measured and not guessed.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.synthetic.skeleton import FloatArray

# Columns of the Plug-in-Gait order, checked on the data: heads above shoulders above pelvis above knees, and
# the front of the pelvis before its back.
_SHOULDERS, _PELVIS_FRONT, _PELVIS_BACK, _KNEES, _ANKLES = (9, 16), (23, 24), (25, 26), (28, 34), (30, 36)
EVERY = 6
"""Every so many frames (100 a second) are kept: neighbours look alike."""


@dataclass(frozen=True)
class RealPosture:
    """Change since the first frame of a repetition, degrees: pelvis and trunk forward, knees bent."""

    pelvis_tilt: float
    trunk_flexion: float
    knee: float


def read_real(folder: Path | None) -> tuple[RealPosture, ...]:
    """Read every squat of a folder of UI-PRMD, correct and not; nothing without a folder.

    Rising from a chair begins sitting there, so its first frame is no standing neutral: it is left out.
    """
    if folder is None or not folder.is_dir():
        return ()
    found: list[RealPosture] = []
    for path in sorted(folder.glob("**/m01_*_positions*.txt.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            values = np.loadtxt(file, delimiter=",", ndmin=2)
        found += _postures(values.reshape(len(values), 39, 3))
    return tuple(found)


def _postures(markers: FloatArray) -> list[RealPosture]:
    front, back = markers[:, _PELVIS_FRONT].mean(axis=1), markers[:, _PELVIS_BACK].mean(axis=1)
    ahead = (front - back)[0] * (1, 1, 0)
    ahead /= np.linalg.norm(ahead)
    hips = (front + back) / 2
    lean = {
        "pelvis": np.degrees(np.arctan2(-(front - back)[:, 2], (front - back) @ ahead)),
        "trunk": _lean(markers[:, _SHOULDERS].mean(axis=1) - hips, ahead),
        "thigh": _lean(hips - markers[:, _KNEES].mean(axis=1), ahead),
        "shank": _lean(markers[:, _KNEES].mean(axis=1) - markers[:, _ANKLES].mean(axis=1), ahead),
    }
    change = {name: values - values[0] for name, values in lean.items()}
    rows = np.stack([change["pelvis"], change["trunk"], change["shank"] - change["thigh"]], axis=1)[::EVERY]
    # A marker that was lost is written as zeros and leaps.
    sound = np.isfinite(rows).all(axis=1) & (np.abs(rows) < (60, 100, 150)).all(axis=1)
    return [RealPosture(*row) for row in rows[sound].tolist()]


def _lean(line: FloatArray, ahead: FloatArray) -> FloatArray:
    return np.asarray(np.degrees(np.arctan2(line @ ahead, line[:, 2])))
