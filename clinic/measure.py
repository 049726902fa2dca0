"""`measure`: one row for each frame of a recording, with every angle the view allows."""

from __future__ import annotations

import csv
import json
import math
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from clinic.calibrating import Recording, measure_observations
from clinic.reading import read_observations
from errors import BacktalkError
from vision.angles import ANGLE_NAMES, View
from vision.pelvis import PelvisReader
from vision.posture import Posture
from vision.quality import frame_quality

COLUMNS = ("time_s", "view", "quality", *ANGLE_NAMES)


class MeasureError(BacktalkError):
    """A recording that cannot be measured as asked."""


def measure_recording(
    video: Path,
    *,
    model: str = "full",
    view: View | None = None,
    pelvis: PelvisReader | None = None,
    markers: bool = False,
) -> Recording:
    """Measure every frame of a recording, unfiltered, from anatomical zero.

    Parameters
    ----------
    video : Path
        A video file.
    model : str
        Pose model.
    view : View, optional
        Which side faces the camera; told from the pose when not given.
    pelvis : PelvisReader, optional
        Reads pelvis and low back; without it their columns stay empty.
    markers : bool
        Whether printed markers are looked for.

    Raises
    ------
    BacktalkError
        As `clinic.reading.read_observations`.
    """
    seen = read_observations(video, model, silhouette=pelvis is not None, markers=markers)
    return measure_observations(seen, view, pelvis)


def provenance_path(out: Path) -> Path:
    """Where the provenance of a table goes: the same name, ending in .json.

    Raises
    ------
    MeasureError
        If the table itself has that name.
    """
    beside = out.with_suffix(".json")
    if beside == out:
        raise MeasureError(f"{out} is where the provenance goes; let the table's name end in .csv.")
    return beside


def write_table(postures: Iterable[Posture], out: Path, provenance: Mapping[str, Any] | None = None) -> None:
    """Write the table as CSV, and its provenance beside it as JSON: both whole, or nothing changes.

    Raises
    ------
    MeasureError
        If a file cannot be written.
    """
    with ExitStack() as parts:
        place = out
        try:
            table = parts.enter_context(part_of(out))
            with table.open("w", newline="", encoding="utf-8") as file:
                rows = csv.writer(file)
                rows.writerow(COLUMNS)
                rows.writerows(_rows(postures))
            if provenance is None:
                table.replace(out)
                return
            place = provenance_path(out)
            notes = parts.enter_context(part_of(place))
            notes.write_text(json.dumps(provenance, indent=2, allow_nan=False) + "\n", encoding="utf-8")
            # Two files cannot be renamed at once: the notes of before come back when the table fails.
            before = place.read_bytes() if place.exists() else None
            notes.replace(place)
            try:
                place = out
                table.replace(out)
            except OSError:
                _put_back(provenance_path(out), before)
                raise
        except OSError as error:
            raise MeasureError(f"{place} cannot be written: {error.strerror}; name another place.") from error


@contextmanager
def part_of(out: Path) -> Iterator[Path]:
    """Give an empty file beside `out` that is gone afterwards, unless it became `out`."""
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=out.name, suffix=".partial")
    os.close(handle)
    part = Path(name)
    try:
        part.chmod(0o644)
        yield part
    finally:
        part.unlink(missing_ok=True)


def _put_back(place: Path, before: bytes | None) -> None:
    if before is None:
        place.unlink()
    else:
        place.write_bytes(before)


def _rows(postures: Iterable[Posture]) -> Iterator[list[str]]:
    before_s = math.nan
    for posture in postures:
        angles = ["" if math.isnan(angle) else f"{angle:.2f}" for angle in posture.angles.values()]
        quality = frame_quality(posture, step_s=posture.time_s - before_s)
        before_s = posture.time_s
        yield [f"{posture.time_s:.3f}", posture.view.value, f"{quality:.2f}", *angles]
