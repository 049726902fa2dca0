"""Plays rendered takes through the pose engine, as a webcam would send them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.store import Played, merge, pack, read_played, write_takes
from models import ensure_model
from vision.closer import Closer
from vision.estimator import PoseEstimator
from vision.frames import Frame
from vision.light import Light, judge_light
from vision.mediapipe_pose import MediaPipePose
from vision.observer import open_observer
from vision.pose import Observation
from vision.roll import edges_lean_deg

TRUTH, FOUND = "truth.npz", "poses.npz"
NOISE = {"weak": 4.0, "normal": 3.0, "strong": 2.0, "backlit": 4.0}
"""Spread of the sensor's noise, of 255, by light (P). At 7 in weak light, most people seen from the side were
not found at all: docs/measurements.md, "Accuracy"."""
GAIN = {"weak": 1.4}
"""What a webcam makes of a dark room by itself (P); noise comes on top."""
LOOK_EVERY = 10
"""Frames from one look at light and edges to the next: half a second."""
NOISE_PICTURES = 6
NOISE_MARGIN = 64
"""Each frame takes another cut-out of a larger noise picture, so that no two frames carry the same noise."""


def play_all(
    folder: Path, cache: Path, only: str | None = None, processes: int = 2, ids: Sequence[str] = ()
) -> int:
    """Play every take below ``folder`` and write them into ``cache``; returns how many takes it holds now.

    What was found is also kept beside each take, so that a run that was broken off goes on. With ``only``
    ("alone" or "bystander") or ``ids`` (names of takes) those takes are played anew and the others are kept
    as they are in the cache.

    Raises
    ------
    FileNotFoundError
        If one of ``ids`` is not below ``folder``.
    """
    takes = sorted(path.parent for path in folder.glob(f"*/{TRUTH}"))
    missing = set(ids) - {take.name for take in takes}
    if missing:
        raise FileNotFoundError(f"{folder} lacks {', '.join(sorted(missing))}: render these takes first")
    takes = [take for take in takes if only is None or (only == "bystander") == is_bystander(take.name)]
    takes = [take for take in takes if not ids or take.name in ids]
    anew = only is not None or bool(ids)
    if anew:
        for take in takes:
            (take / FOUND).unlink(missing_ok=True)
    left = [take for take in takes if not (take / FOUND).exists()]
    with get_context("spawn").Pool(processes) as pool:
        for number, _ in enumerate(pool.imap_unordered(_play_and_keep, left), start=1):
            if number % 10 == 0 or number == len(left):
                print(f"{number} of {len(left)} takes", flush=True)
    fresh = [played for take in takes for played in read_played(take / FOUND)]
    kept = read_played(cache) if anew and cache.exists() else []
    every = merge(kept, fresh)
    write_takes(cache, every)
    return len(every)


def is_bystander(name: str) -> bool:
    """Whether a take, by its name, has somebody else in the room."""
    return name.startswith("x")


@dataclass(frozen=True, eq=False)
class Filmed:
    """One rendered take: what is known of it, what is true of each picture, and its frames, noise and all."""

    about: str
    timeline: NDArray[np.int16]
    angles: NDArray[np.float32]
    joints: NDArray[np.float32]
    frames: Iterator[Frame]

    @property
    def facts(self) -> dict[str, Any]:
        """What is known of it."""
        facts: dict[str, Any] = json.loads(self.about)
        return facts

    def pack(self, observations: Sequence[Observation]) -> Played:
        """Put what was found beside what is true."""
        return pack(self.about, self.timeline, self.angles, self.joints, observations)


def read_film(folder: Path) -> Filmed:
    """Read one take as a webcam would send it."""
    with np.load(folder / TRUTH) as truth:
        about, timeline = str(truth["about"]), truth["timeline"]
        angles, joints = truth["angles"], truth["joints"]
    facts = json.loads(about)
    light = facts["light"]
    frames = _frames(
        folder, timeline, facts["seed"], GAIN.get(light, 1.0), NOISE[light], facts["frames_per_s"]
    )
    return Filmed(about, timeline, angles, joints.reshape(len(joints), -1, 2), frames)


def play(folder: Path) -> Played:
    """Play one take."""
    film = read_film(folder)
    # Whoever walks about is followed as in the app, lock and all.
    alone = film.facts.get("bystander") is None and "acts" not in film.facts
    with _estimator(alone=alone) as estimator:
        observations = list(look(estimator, film.frames))
    return film.pack(observations)


def look(estimator: PoseEstimator, frames: Iterator[Frame]) -> Iterator[Observation]:
    """Find the person; now and then judge the light, which holds until the next look, and read the edges."""
    light = Light.FINE
    for number, frame in enumerate(frames):
        observation = estimator.estimate(frame)
        lean_deg = math.nan
        if number % LOOK_EVERY == 0:
            light = judge_light(frame.image, observation.pose)
            lean_deg = edges_lean_deg(frame.image, observation.pose)
        yield replace(observation, light=light, edges_lean_deg=lean_deg)


def _play_and_keep(folder: Path) -> None:
    write_takes(folder / FOUND, [play(folder)])


def _frames(
    folder: Path, timeline: NDArray[np.int16], seed: int, gain: float, noise: float, frames_per_s: float
) -> Iterator[Frame]:
    bank, rng = _noise_bank(noise), np.random.default_rng(seed)
    pictures: dict[int, NDArray[np.uint8]] = {}
    for index, number in enumerate(timeline.tolist()):
        if number not in pictures:
            read = cv2.imread(str(folder / f"{number:03d}.jpg"))
            if read is None:
                raise FileNotFoundError(f"{folder} lacks picture {number}: render the take again")
            bright = cv2.convertScaleAbs(cv2.cvtColor(read, cv2.COLOR_BGR2RGB), alpha=gain)
            pictures[number] = np.asarray(bright, dtype=np.uint8)
        clean = pictures[number]
        down, right = rng.integers(0, NOISE_MARGIN, 2)
        grain = bank[int(rng.integers(len(bank)))]
        cut = np.ascontiguousarray(grain[down : down + clean.shape[0], right : right + clean.shape[1]])
        noisy = cv2.add(clean, cut, dtype=cv2.CV_8U)
        yield Frame(np.asarray(noisy, dtype=np.uint8), index / frames_per_s)


def _noise_bank(spread: float) -> Sequence[NDArray[np.int16]]:
    """Pictures of noise: half of it fine grain, half blotches of some pixels, as cameras leave them."""
    rng = np.random.default_rng(5)
    bank = []
    for _ in range(NOISE_PICTURES):
        shape = (480 + NOISE_MARGIN, 640 + NOISE_MARGIN, 3)
        blotches = cv2.GaussianBlur(rng.normal(size=shape), (0, 0), 1.5)
        mixed = rng.normal(size=shape) + blotches / blotches.std()
        bank.append(np.round(mixed / np.sqrt(2) * spread).astype(np.int16))
    return bank


def _estimator(*, alone: bool) -> AbstractContextManager[PoseEstimator]:
    """Make the engine as the app does: with the lock on the person, which matters where others are in view.

    Alone, the engine without that gives the same poses and takes less time.
    """
    return Closer(MediaPipePose(ensure_model())) if alone else open_observer(ensure_model())
