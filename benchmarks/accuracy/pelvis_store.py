"""The cache of the pelvis benchmark: what the pose engine found of each picture, silhouettes included."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.angles import View
from vision.pose import FloatArray, Pose

CACHE = Path(__file__).parent / "pelvis.npz"
GREYS = 16
"""Steps that a silhouette is kept in; edges need no more."""
TRUTH = (
    "pelvis_tilt",
    "pelvis_obliquity",
    "pelvis_rotation",
    "lumbar_flexion",
    "trunk_flexion",
    "trunk_lateral",
)


@dataclass(frozen=True, eq=False)
class Sitting:
    """One person before one camera.

    Attributes
    ----------
    group : str
        A name of `benchmarks.synthetic.pelvic.GROUPS`.
    moves : tuple of str
        What each picture shows; ``neutral`` first.
    view : View
        Which side faced the camera.
    roll_deg : float
        Lean of true vertical in the picture.
    poses : tuple of Pose or None
        With their silhouettes; None where nobody was found.
    truth : array, shape (pictures, len(TRUTH))
        Degrees.
    """

    group: str
    moves: tuple[str, ...]
    view: View
    roll_deg: float
    poses: tuple[Pose | None, ...]
    truth: FloatArray


def read_sittings(path: Path = CACHE) -> list[Sitting]:
    """Read the cache."""
    with np.load(path) as file:
        data = {name: file[name] for name in file.files}
    found, row = [], 0
    for about in json.loads(str(data["about"])):
        rows = slice(row, row + len(about["moves"]))
        row = rows.stop
        poses = [
            _pose(index, data, number, about["size"]) if data["found"][number] else None
            for index, number in enumerate(range(rows.start, rows.stop))
        ]
        found.append(
            Sitting(
                about["group"],
                tuple(about["moves"]),
                View(about["view"]),
                about["roll_deg"],
                tuple(poses),
                data["truth"][rows].astype(np.float64),
            )
        )
    return found


def _pose(index: int, data: Mapping[str, NDArray[Any]], row: int, size: Sequence[int]) -> Pose:
    width, height = size
    return Pose(
        float(index),
        data["landmarks"][row].astype(np.float64),
        data["visibility"][row].astype(np.float64) / 255,
        data["world"][row].astype(np.float64),
        width,
        height,
        put_back(data["regions"][row], data["places"][row].tolist(), width, height),
    )


def put_back(
    steps: NDArray[np.uint8], place: Sequence[float], width: int, height: int
) -> NDArray[np.float32]:
    """Put the square around the hips back where it was cut from; around it nobody is."""
    left, top, side = (round(value) for value in place)
    picture = np.zeros((height, width), np.float32)
    shares = cv2.resize(steps.astype(np.float32) / (GREYS - 1), (side, side), interpolation=cv2.INTER_LINEAR)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + side, width), min(top + side, height)
    picture[y0:y1, x0:x1] = shares[y0 - top : y1 - top, x0 - left : x1 - left]
    return picture


def write_sittings(folder: Path, path: Path = CACHE) -> int:
    """Gather what was seen of the test set (`python -m benchmarks.synthetic pelvic`) into the cache."""
    from benchmarks.synthetic.pelvic import all_judged
    from models.training.data import view_of
    from models.training.observe import SEEN

    about, columns = (
        [],
        {name: [] for name in ("found", "landmarks", "visibility", "world", "region", "place", "truth")},
    )
    for one in all_judged():
        with np.load(folder / f"{one.session.number:05d}" / SEEN) as file:
            for name, rows in columns.items():
                rows.append(file[name])
            about.append(
                {
                    "group": one.group,
                    "moves": one.moves,
                    "view": view_of(float(file["azimuth"])),
                    "roll_deg": -float(file["roll"]),
                    "size": file["size"].tolist(),
                }
            )
    joined: dict[str, NDArray[Any]] = {name: np.concatenate(rows) for name, rows in columns.items()}
    np.savez_compressed(
        path,
        about=json.dumps(about),
        found=joined["found"],
        landmarks=np.round(joined["landmarks"], 1).astype(np.float32),
        visibility=np.round(joined["visibility"] * 255).astype(np.uint8),
        world=joined["world"].astype(np.float16),
        regions=np.round(joined["region"] / 255 * (GREYS - 1)).astype(np.uint8),
        places=joined["place"],
        truth=joined["truth"],
    )
    return len(about)
