"""The cache of the pelvis exercises: poses, and beside each what was read of the pelvis in that very picture.

A silhouette of plain bits gives another reading than the picture, and one of greys is larger than all poses.
So the readings are kept: those of the frame as it is, and those of the frame in a mirror, silhouette and all.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.accuracy.poses import TRUTH, look, read_film
from benchmarks.accuracy.store import CachedTake, Played, read_played, unpack, write_takes
from benchmarks.reps.streams import mirrored
from models import PELVIS, ensure_model
from vision.angles import View
from vision.mediapipe_pose import MediaPipePose
from vision.pelvis import PelvisReader, PelvisReading
from vision.pelvis_net import PelvisNet
from vision.pose import FloatArray, Observation, Pose
from vision.tracking import Track, follow_person

PELVIC = Path(__file__).parent / "pelvic.npz"
OTHER_SIDE = {View.LEFT: View.RIGHT, View.RIGHT: View.LEFT, View.FRONT: View.FRONT}
STEPS = 100
"""Readings are kept in hundredths of a degree."""
_NOTHING = -32768
_FOUND, _READ = "poses.npz", "readings"
_NAMES = {True: ("pelvis_tilt", "lumbar_flexion"), False: ("pelvis_obliquity",)}


@dataclass(frozen=True, eq=False)
class RollCache:
    """One take.

    Attributes
    ----------
    take : CachedTake
        Poses and truth.
    readings : array, shape (frames, 2, 2, 2)
        What was read of the pelvis in degrees: as it is and in a mirror; value and spread; tilt and low back
        from the side, obliquity first from the front. NaN where nothing was.
    """

    take: CachedTake
    readings: FloatArray

    @property
    def view(self) -> View:
        """Which side of the person faces the camera."""
        return View(str(self.take.about["view"]))


def reading_of(values: FloatArray, view: View) -> PelvisReading:
    """Shape one reading, (2, 2): value and spread of each angle that a view shows."""
    names = _NAMES[view.is_side]
    told, spread = ({name: float(one[at]) for at, name in enumerate(names)} for one in values)
    return PelvisReading(told, spread)


def in_degrees(stored: NDArray[np.int16]) -> FloatArray:
    """Turn stored readings back into numbers."""
    return np.where(stored == _NOTHING, np.nan, stored / STEPS)


class Noted:
    """A reader that tells what was noted of each moment: `vision.pelvis.PelvisReader`."""

    def __init__(self, view: View, readings: dict[float, PelvisReading]) -> None:
        self._view, self._readings = view, readings

    def read(self, pose: Pose, view: View) -> PelvisReading:
        """Read the moment of a pose, in the view in which it was noted."""
        return self._readings.get(pose.time_s, PelvisReading()) if view is self._view else PelvisReading()


def read_rolls(path: Path = PELVIC) -> list[RollCache]:
    """Read every take of a cache."""
    takes = [unpack(played) for played in read_played(path)]
    with np.load(path) as file:
        readings = in_degrees(file[_READ])
    parts = np.split(readings, np.cumsum([take.frames for take in takes])[:-1])
    return [RollCache(take, part) for take, part in zip(takes, parts, strict=True)]


def write_rolls(path: Path, takes: Sequence[tuple[Played, NDArray[np.int16]]]) -> None:
    """Write takes with their readings."""
    write_takes(path, [played for played, _ in takes], readings=np.concatenate([read for _, read in takes]))


def note(
    observations: Iterator[Observation], reader: PelvisReader, view: View
) -> Iterator[tuple[Observation, NDArray[np.int16]]]:
    """Read the pelvis in every observation, as the coach would, and in a mirror; the silhouette is let go."""
    track, other = Track(), Track()
    for observation in observations:
        track, pose, _ = follow_person(track, observation)
        (reflected,) = mirrored([observation])
        other, reflection, _ = follow_person(other, reflected)
        told = [_read(reader, pose, view), _read(reader, reflection, OTHER_SIDE[view])]
        kept = None if observation.pose is None else replace(observation.pose, silhouette=None)
        yield replace(observation, pose=kept), np.array(told, np.int16)


def _read(reader: PelvisReader, pose: Pose | None, view: View) -> NDArray[np.int16]:
    out = np.full((2, 2), _NOTHING, np.int16)
    if pose is None:
        return out
    reading = reader.read(pose, view)
    for at, name in enumerate(_NAMES[view.is_side]):
        for row, values in enumerate((reading.angles, reading.spread_deg)):
            deg = values.get(name, math.nan)
            out[row, at] = _NOTHING if math.isnan(deg) else round(deg * STEPS)
    return out


def play(folder: Path) -> tuple[Played, NDArray[np.int16]]:
    """Play one rendered take through the pose engine and the pelvis estimator."""
    film = read_film(folder)
    view = View(str(film.facts["view"]))
    with MediaPipePose(ensure_model(), silhouette=True) as estimator:
        noted = list(note(look(estimator, film.frames), PelvisNet(PELVIS), view))
    return film.pack([one for one, _ in noted]), np.array([told for _, told in noted])


def _play_and_keep(folder: Path) -> None:
    write_rolls(folder / _FOUND, [play(folder)])


def _kept(path: Path) -> tuple[Played, NDArray[np.int16]]:
    (played,) = read_played(path)
    with np.load(path) as file:
        return played, file[_READ]


def main(
    frames: Annotated[Path, typer.Option(help="Folder of rendered takes (`--only pelvis`).")],
    cache: Annotated[Path, typer.Option(help="The file to write.")] = PELVIC,
    processes: Annotated[int, typer.Option(min=1, help="How many takes at a time.")] = 2,
) -> None:
    """Play rendered takes and write the cache; what was found is kept beside each, so that it can go on."""
    folders = sorted(path.parent for path in frames.glob(f"*/{TRUTH}"))
    left = [folder for folder in folders if not (folder / _FOUND).exists()]
    with get_context("spawn").Pool(processes) as pool:
        for number, _ in enumerate(pool.imap_unordered(_play_and_keep, left), start=1):
            typer.echo(f"{number} of {len(left)} takes")
    takes = [_kept(folder / _FOUND) for folder in folders]
    takes.sort(key=lambda one: str(json.loads(one[0].about)["id"]))
    write_rolls(cache, takes)


if __name__ == "__main__":
    typer.run(main)
