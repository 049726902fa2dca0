"""The training set in memory, and what is done to it so that learning meets real outlines and landmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.training.figure import TRUTH
from models.training.mirror import mirror
from models.training.observe import SEEN
from models.training.plan import NEUTRALS
from vision.angles import View
from vision.geometry import first_axis, wrap_deg
from vision.hips import CROP_PX, FEATURES, Hips, Region, look

FloatArray = NDArray[np.floating[Any]]

OUTPUTS = {"side": ("pelvis_tilt", "lumbar_flexion"), "front": ("pelvis_obliquity", "pelvis_rotation")}
"""What the estimator of each plane tells."""
LEAST_SHOTS = 4


@dataclass(frozen=True, eq=False)
class Seen:
    """One session as the pose engine saw it; pictures in which it saw nothing are left out.

    Attributes
    ----------
    number : int
        Of the session.
    kind : str
        A name of `models.training.plan.KINDS`.
    view : View
        Which side faced the camera.
    neutral : bool array, shape (n,)
        Which pictures show the neutral posture.
    landmarks, visibility, world : arrays
        As in `vision.pose.Pose`, one row a picture.
    regions : tuple of Region
        Silhouettes.
    truth : array, shape (n, len(TRUTH))
        Degrees.
    roll_deg : float
        Lean of true vertical in the picture, plus to its right.
    size : tuple of int
        Width and height of the pictures.
    """

    number: int
    kind: str
    view: View
    neutral: NDArray[np.bool_]
    landmarks: FloatArray
    visibility: FloatArray
    world: FloatArray
    regions: tuple[Region, ...]
    truth: FloatArray
    roll_deg: float
    size: tuple[int, int]

    @property
    def plane(self) -> str:
        """``side`` or ``front``."""
        return "side" if self.view.is_side else "front"


def read_sessions(out: Path) -> list[Seen]:
    """Read every session that was looked at and has a neutral posture and some others."""
    found = []
    for path in sorted(out.glob(f"*/{SEEN}")):
        one = _read(path)
        if one is not None:
            found.append(one)
    return found


def _read(path: Path) -> Seen | None:
    with np.load(path) as file:
        data = {name: file[name] for name in file.files}
    seen = data["found"]
    neutral = np.arange(len(seen)) < NEUTRALS
    if not (seen & neutral).any() or (seen & ~neutral).sum() < LEAST_SHOTS:
        return None
    width, height = data["size"].tolist()
    return Seen(
        number=int(path.parent.name),
        kind=str(data["kind"]),
        view=view_of(float(data["azimuth"])),
        neutral=neutral[seen],
        landmarks=data["landmarks"][seen].astype(np.float64),
        visibility=data["visibility"][seen].astype(np.float64),
        world=data["world"][seen].astype(np.float64),
        regions=tuple(
            Region(shares, *place)
            for shares, place in zip(data["region"][seen], data["place"][seen].tolist(), strict=True)
        ),
        truth=data["truth"][seen].astype(np.float64),
        roll_deg=-float(data["roll"]),
        size=(width, height),
    )


def view_of(azimuth_deg: float) -> View:
    """Tell which side faces a camera at an azimuth (`benchmarks.synthetic.room.Camera`)."""
    around = (azimuth_deg + 180) % 360 - 180
    if abs(around) < 45:
        return View.FRONT
    if abs(around) > 135:
        return View.BACK
    return View.LEFT if around > 0 else View.RIGHT


@dataclass(frozen=True, eq=False)
class Batch:
    """Some sessions as the estimator sees them.

    Attributes
    ----------
    crops, features, targets : float32 arrays
        Shapes (n, 1, CROP_PX, CROP_PX), (n, FEATURES), (n, outputs); targets in degrees, as the estimator
        tells them: tilt from the frame's axis, obliquity from the picture's vertical.
    frame_deg : array, shape (n,)
        Lean of the frame; the tilt in the room is target + frame_deg, levelled.
    sessions : int array, shape (n,)
        Which session of the batch a row belongs to.
    neutral : bool array, shape (n,)
        Whether it shows the neutral posture.
    """

    crops: FloatArray
    features: FloatArray
    targets: FloatArray
    frame_deg: FloatArray
    sessions: NDArray[np.int64]
    neutral: NDArray[np.bool_]


def batch_of(sessions: Sequence[Seen], rng: np.random.Generator | None = None) -> Batch:
    """Look at sessions; with a random generator, as through a worse engine."""
    rows: list[Hips] = []
    targets, owner, neutral = [], [], []
    for index, one in enumerate(sessions):
        mirrored = rng is not None and one.plane == "front" and rng.random() < 0.5
        view, sign = one.view, -1.0 if mirrored else 1.0
        # What landmarks are off by is partly the person's: it stays for all pictures of the session.
        lasting = None if rng is None else rng.normal(0.0, 0.012, (33, 2))
        thicker = 0 if rng is None else int(rng.integers(-2, 3))
        for row in range(len(one.neutral)):
            landmarks, world, seen, region = (
                one.landmarks[row],
                one.world[row],
                one.visibility[row],
                one.regions[row],
            )
            if rng is not None and lasting is not None:
                trunk = (
                    float(np.linalg.norm(landmarks[11] + landmarks[12] - landmarks[23] - landmarks[24])) / 2
                )
                landmarks = landmarks + trunk * (lasting + rng.normal(0.0, 0.008, (33, 2)))
                world = world + rng.normal(0.0, 0.008, (33, 3))
                region = worn(region, rng, thicker)
            if mirrored:
                landmarks, world, seen, region = mirror(landmarks, world, seen, region, one.size[0])
            hips = look(region, landmarks, seen, world, view, one.size)
            rows.append(hips)
            targets.append(targets_of(one, row, hips.frame_deg, sign))
            owner.append(index)
            neutral.append(bool(one.neutral[row]))
    return Batch(
        crops=np.stack([hips.crop for hips in rows])[:, None].astype(np.float32),
        features=np.stack([hips.features for hips in rows]).astype(np.float32),
        targets=np.array(targets, np.float32),
        frame_deg=np.array([hips.frame_deg for hips in rows]),
        sessions=np.array(owner),
        neutral=np.array(neutral),
    )


def targets_of(one: Seen, row: int, frame_deg: float, sign: float = 1.0) -> list[float]:
    """Give what the estimator should tell of one picture."""
    truth = dict(zip(TRUTH, one.truth[row].tolist(), strict=True))
    lean = first_axis(one.view) * one.roll_deg
    if one.plane == "side":
        return [wrap_deg(truth["pelvis_tilt"] + lean - frame_deg), truth["lumbar_flexion"]]
    # The picture leans the pelvis the other way than it leans the trunk: right side higher is plus.
    return [sign * (truth["pelvis_obliquity"] - lean), sign * truth["pelvis_rotation"]]


def worn(region: Region, rng: np.random.Generator, thicker: int) -> Region:
    """Make a silhouette as ragged as a segmenter may: thinner or thicker, holes, things that stick to it."""
    shares = region.shares
    size = abs(thicker + int(rng.integers(-1, 2)))
    if size:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size + 1, size + 1))
        shares = np.asarray(
            cv2.dilate(shares, kernel) if thicker > 0 else cv2.erode(shares, kernel), np.uint8
        )
    if rng.random() < 0.25:
        shares = shares.copy()
        for _ in range(int(rng.integers(1, 4))):
            middle = tuple(int(v) for v in rng.integers(20, len(shares) - 20, 2))
            axes = tuple(int(v) for v in rng.integers(2, 12, 2))
            value = 0 if rng.random() < 0.5 else int(rng.integers(80, 256))
            cv2.ellipse(shares, middle, axes, float(rng.uniform(0, 180)), 0, 360, value, -1)
    if rng.random() < 0.3:
        shares = np.asarray(cv2.GaussianBlur(shares, (0, 0), float(rng.uniform(0.6, 2.0))), np.uint8)
    return Region(shares, region.left_px, region.top_px, region.side_px)


def batches(sessions: Sequence[Seen], rng: np.random.Generator, size: int) -> Iterator[Batch]:
    """One pass over all sessions in random order."""
    order = rng.permutation(len(sessions))
    for start in range(0, len(order), size):
        yield batch_of([sessions[index] for index in order[start : start + size]], rng)


SHAPES = {"crop": (1, CROP_PX, CROP_PX), "features": (FEATURES,)}
