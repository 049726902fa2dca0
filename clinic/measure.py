"""`measure`: one row for each frame of a recording, with every angle the view allows."""

from __future__ import annotations

import csv
import math
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from clinic.reading import read_observations
from errors import BacktalkError
from vision.angles import ANGLE_NAMES, View
from vision.neutral import find_neutral
from vision.posture import Posture
from vision.tracking import Track, follow_posture

COLUMNS = ("time_s", "view", "quality", *ANGLE_NAMES)


class MeasureError(BacktalkError):
    """A recording that cannot be measured as asked."""


def measure_recording(video: Path, *, model: str = "full", view: View | None = None) -> list[Posture]:
    """Measure every frame of a recording, unfiltered, from anatomical zero.

    Parameters
    ----------
    video : Path
        A video file.
    model : str
        Pose model.
    view : View, optional
        Which side faces the camera; told from the pose when not given.

    Raises
    ------
    BacktalkError
        As `clinic.reading.read_observations`.
    """
    track, postures = Track(), []
    for observation in read_observations(video, model, silhouette=False):
        track, posture = follow_posture(track, observation, view)
        postures.append(posture)
    return postures


def tell_from_neutral(postures: Sequence[Posture], from_s: float, to_s: float) -> list[Posture]:
    """Tell every posture from the neutral held between two times.

    Raises
    ------
    MeasureError
        If no measured frame lies between the two.
    """
    held = [posture for posture in postures if from_s <= posture.time_s <= to_s]
    if not any(not math.isnan(angle) for posture in held for angle in posture.angles.values()):
        raise MeasureError(
            f"No measured frame lies between {from_s:g} and {to_s:g} s; "
            "name a moment in which the person stands still in view."
        )
    neutral = find_neutral(held)
    return [neutral.apply(posture) for posture in postures]


def write_table(postures: Iterable[Posture], out: Path) -> None:
    """Write the table as CSV: whole or not at all.

    Raises
    ------
    MeasureError
        If the file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=out.name, suffix=".partial")
        part = Path(name)
        try:
            with os.fdopen(handle, "w", newline="", encoding="utf-8") as file:
                rows = csv.writer(file)
                rows.writerow(COLUMNS)
                rows.writerows(_row(posture) for posture in postures)
            part.chmod(0o644)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise MeasureError(f"{out} cannot be written: {error.strerror}; name another place.") from error


def _row(posture: Posture) -> list[str]:
    angles = ["" if math.isnan(angle) else f"{angle:.2f}" for angle in posture.angles.values()]
    return [f"{posture.time_s:.3f}", posture.view.value, f"{posture.quality:.2f}", *angles]
