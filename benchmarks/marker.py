"""How well printed markers are read: `python -m benchmarks.marker [--json]`.

Pictures of a marker as a webcam of 1280x720 gives them: printed with its white margin, 80 to 100 mm, 2 to
3 m away, turned up to 15 degrees out of the plane about both axes and up to 40 in it, drawn at four times the
size and averaged; blur of lens and movement, weak light, sensor noise, JPEG.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import cv2
import numpy as np
import typer
from numpy.typing import NDArray

from vision.angles import View
from vision.marker import DICTIONARY, find_markers
from vision.marker_angles import marker_angles
from vision.marks import PELVIS_ID
from vision.pose import LANDMARK_COUNT, Pose

WIDTH, HEIGHT = 1280, 720
OVER = 4
SEED = 5
TRUNK_M = 0.5


@dataclass(frozen=True)
class MarkerFigures:
    """Figures over all pictures, degrees.

    Attributes
    ----------
    pictures : int
        How many were looked at.
    found : float
        Share of them in which the marker was found.
    mae, p90, p95, worst : float
        Size of the error of the turn in the plane.
    smallest_px : float
        Side of the smallest marker that was found.
    """

    pictures: int
    found: float
    mae: float
    p90: float
    p95: float
    worst: float
    smallest_px: float


def measure_markers(pictures: int, seed: int = SEED) -> MarkerFigures:
    """Draw pictures and read the marker in each."""
    rng = np.random.default_rng(seed)
    errors, sides = [], []
    for _ in range(pictures):
        true_deg = float(rng.uniform(-40, 40))
        image, pose = picture(rng, true_deg)
        found = find_markers(image, pose)
        told = marker_angles(found, View.RIGHT)
        if "pelvis_tilt" in told:
            errors.append(told["pelvis_tilt"] - true_deg)
            sides.append(found[0].side_px)
    off = np.abs(errors)
    return MarkerFigures(
        pictures,
        len(errors) / pictures,
        float(off.mean()),
        float(np.percentile(off, 90)),
        float(np.percentile(off, 95)),
        float(off.max()),
        float(min(sides)),
    )


def picture(rng: np.random.Generator, lean_deg: float) -> tuple[NDArray[np.uint8], Pose]:
    """Draw one picture of a marker that leans by an angle, plus to the right; and a pose around it."""
    field_deg, distance_m = float(rng.uniform(45, 58)), float(rng.uniform(2.0, 3.0))
    focal = HEIGHT / 2 / math.tan(math.radians(field_deg) / 2)
    size_m = float(rng.uniform(0.08, 0.1))
    sheet = _sheet()
    half = size_m / 2 * sheet.shape[0] / _BLACK
    square = np.array([(-half, -half, 0), (half, -half, 0), (half, half, 0), (-half, half, 0)])
    turn = _turn(lean_deg, float(rng.uniform(-15, 15)), float(rng.uniform(-15, 15)))
    place = np.array([float(rng.uniform(-0.5, 0.5)), float(rng.uniform(-0.3, 0.3)), distance_m])
    corners = square @ turn.T + place
    at = corners[:, :2] / corners[:, 2:] * focal + (WIDTH / 2, HEIGHT / 2)
    image = _compose(rng, sheet, at)
    hip = place[:2] / place[2] * focal + (WIDTH / 2, HEIGHT / 2)
    trunk = TRUNK_M / distance_m * focal
    landmarks = np.tile(hip, (LANDMARK_COUNT, 1))
    landmarks[[11, 12], 1] -= 0.85 * trunk
    landmarks[[23, 24], 1] += 0.15 * trunk
    pose = Pose(0.0, landmarks, np.ones(LANDMARK_COUNT), np.zeros((LANDMARK_COUNT, 3)), WIDTH, HEIGHT)
    return image, pose


_BLACK = 200


def _sheet() -> NDArray[np.uint8]:
    """Draw a marker of `_BLACK` pixels with a white margin of one of its cells."""
    dictionary = cv2.aruco.getPredefinedDictionary(DICTIONARY)
    marker = cv2.aruco.generateImageMarker(dictionary, PELVIS_ID, _BLACK)
    return np.asarray(np.pad(marker, _BLACK // 6, constant_values=255), np.uint8)


def _turn(lean_deg: float, about_x_deg: float, about_y_deg: float) -> NDArray[np.float64]:
    """Turn in the plane first, then out of it."""
    z, x, y = np.radians((lean_deg, about_x_deg, about_y_deg))
    in_plane = np.array([[np.cos(z), -np.sin(z), 0], [np.sin(z), np.cos(z), 0], [0, 0, 1]])
    out_x = np.array([[1, 0, 0], [0, np.cos(x), -np.sin(x)], [0, np.sin(x), np.cos(x)]])
    out_y = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    return np.asarray(out_y @ out_x @ in_plane)


def _compose(
    rng: np.random.Generator, sheet: NDArray[np.uint8], at: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """Put the sheet onto cloth, and film it."""
    low, high = np.floor(at.min(axis=0)).astype(int) - 40, np.ceil(at.max(axis=0)).astype(int) + 40
    size = (high - low) * OVER
    source = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32) * sheet.shape[0]
    target = ((at - low) * OVER).astype(np.float32)
    cloth = rng.integers(30, 190, 3)
    patch = np.full((size[1], size[0], 3), cloth, np.float32)
    warp = cv2.getPerspectiveTransform(source, target)
    paper = cv2.warpPerspective(sheet, warp, (int(size[0]), int(size[1])), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full_like(sheet, 255), warp, (int(size[0]), int(size[1])))[..., None] / 255
    printed = 25 + paper[..., None].astype(np.float32) * (215 / 255)  # toner is not black, paper not white
    patch = patch * (1 - mask) + printed * mask
    small = cv2.resize(patch, (int(high[0] - low[0]), int(high[1] - low[1])), interpolation=cv2.INTER_AREA)
    image = np.full((HEIGHT, WIDTH, 3), rng.integers(60, 220, 3), np.float32)
    x0, y0 = np.maximum(low, 0)
    x1, y1 = min(high[0], WIDTH), min(high[1], HEIGHT)
    image[y0:y1, x0:x1] = small[y0 - low[1] : y1 - low[1], x0 - low[0] : x1 - low[0]]
    return _filmed(rng, image)


def _filmed(rng: np.random.Generator, image: NDArray[np.float32]) -> NDArray[np.uint8]:
    image = cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.5, 1.1)))
    length = int(rng.integers(1, 5))
    if length > 1:
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1 / length
        image = cv2.filter2D(image, -1, kernel if rng.random() < 0.7 else kernel.T)
    gain = float(rng.uniform(0.25, 1.0))
    noisy = image * gain + rng.normal(0, rng.uniform(1.5, 5.0), image.shape)
    _, packed = cv2.imencode(".jpg", np.clip(noisy, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 80])
    decoded: Any = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return np.asarray(decoded, np.uint8)


def main(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    pictures: Annotated[int, typer.Option(help="How many pictures.")] = 400,
) -> None:
    """Tell how far off a printed marker is read."""
    found = measure_markers(pictures)
    if as_json:
        typer.echo(json.dumps(asdict(found), indent=2))
        return
    for name, value in asdict(found).items():
        typer.echo(f"{name:<12} {value:.2f}" if isinstance(value, float) else f"{name:<12} {value}")


if __name__ == "__main__":
    typer.run(main)
