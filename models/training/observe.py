"""Shows the drawn pictures to the pose engine, as a webcam would, and keeps what it says beside the truth."""

from __future__ import annotations

from collections.abc import Iterable
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from models import ensure_model
from models.training.plan import Session
from vision.frames import Frame
from vision.hips import REGION_PX, region_around
from vision.mediapipe_pose import MediaPipePose
from vision.pose import Pose

TIMES_SHOWN = 2
"""Each picture is shown this often: the engine follows a person from frame to frame and has to settle."""
STEP_S = 0.2
SEEN = "seen.npz"
# Landmarks this far off the truth, in trunk lengths, are not on the person (P).
OFF_PERSON = 0.35


def observe(plan: Session, folder: Path) -> Path:
    """Look at one session; writes ``seen.npz`` into its folder, last."""
    rng = np.random.default_rng([plan.seed, 1])
    with np.load(folder / "truth.npz") as file:
        truth, joints = file["angles"], file["joints"]
    rows = []
    # What blurs and compresses is the camera: the same for the whole session.
    quality, noise, blur = int(rng.integers(45, 95)), float(rng.uniform(0, 5)), float(rng.uniform(0, 1.2))
    with MediaPipePose(ensure_model(), silhouette=True) as engine:
        time_s = 0.0
        for number in range(len(plan.poses)):
            read = cv2.imread(str(folder / f"{number:02d}.jpg"))
            if read is None:
                raise FileNotFoundError(f"{folder} lacks picture {number}: draw the session again")
            pose = None
            for _ in range(TIMES_SHOWN):
                time_s += STEP_S
                image = _as_filmed(np.asarray(read, np.uint8), rng, quality, noise, blur)
                pose = engine.estimate(Frame(image, time_s)).pose
            rows.append(_row(pose, joints[number]))
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    path = folder / SEEN
    np.savez_compressed(
        path,
        truth=truth,
        kind=np.array(plan.kind),
        azimuth=np.array(plan.camera.azimuth_deg),
        roll=np.array(plan.camera.roll_deg),
        size=np.array([read.shape[1], read.shape[0]]),
        **columns,
    )
    return path


def observe_all(plans: Iterable[Session], out: Path, processes: int = 2) -> int:
    """Look at every session that is drawn and not yet looked at."""
    left = [
        (plan, out / f"{plan.number:05d}")
        for plan in plans
        if (out / f"{plan.number:05d}" / "truth.npz").exists()
        and not (out / f"{plan.number:05d}" / SEEN).exists()
    ]
    with get_context("spawn").Pool(processes) as pool:
        for done, _ in enumerate(pool.imap_unordered(_observe_one, left), start=1):
            if done % 50 == 0 or done == len(left):
                print(f"{done} of {len(left)} sessions looked at", flush=True)
    return len(left)


def _observe_one(job: tuple[Session, Path]) -> None:
    observe(*job)


def _row(pose: Pose | None, joints: NDArray[np.float32]) -> dict[str, NDArray[np.generic]]:
    region = None
    if pose is not None and pose.silhouette is not None and _is_on_person(pose, joints):
        region = region_around(pose.silhouette, pose.landmarks_px)
    if pose is None or region is None:
        return {
            "found": np.array(False),
            "landmarks": np.zeros((33, 2), np.float32),
            "visibility": np.zeros(33, np.float32),
            "world": np.zeros((33, 3), np.float32),
            "region": np.zeros((REGION_PX, REGION_PX), np.uint8),
            "place": np.zeros(3, np.float32),
        }
    return {
        "found": np.array(True),
        "landmarks": pose.landmarks_px.astype(np.float32),
        "visibility": pose.visibility.astype(np.float32),
        "world": pose.world_m.astype(np.float32),
        "region": region.shares,
        "place": np.array([region.left_px, region.top_px, region.side_px], np.float32),
    }


def _is_on_person(pose: Pose, joints: NDArray[np.float32]) -> bool:
    found = pose.landmarks_px[[11, 12, 23, 24]]
    off = np.linalg.norm(found[::2] + found[1::2] - joints[::2] - joints[1::2], axis=1) / 2
    trunk = float(np.linalg.norm(joints[:2].mean(axis=0) - joints[2:].mean(axis=0)))
    return bool(off.max() < OFF_PERSON * trunk)


def _as_filmed(
    image: NDArray[np.uint8], rng: np.random.Generator, quality: int, noise: float, blur: float
) -> NDArray[np.uint8]:
    """Blur of lens and movement, noise, JPEG; RGB."""
    if blur > 0.3:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), blur), np.uint8)
    if rng.random() < 0.3:
        length = int(rng.integers(3, 9))
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1 / length
        turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), float(rng.uniform(0, 180)), 1)
        kernel = cv2.warpAffine(kernel, turn, (length, length))
        image = np.asarray(cv2.filter2D(image, -1, kernel / max(float(kernel.sum()), 1e-6)), np.uint8)
    grain = rng.normal(0.0, noise, (*image.shape[:2], 1)).astype(np.float32)
    noisy = np.clip(image + grain, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.cvtColor(cv2.imdecode(packed, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB), np.uint8)
