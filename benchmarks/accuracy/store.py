"""The cached poses: what MediaPipe found in every frame of every take, with the truth beside it.

One compressed file. Pixels are kept in sixteenths, world points in millimetres, visibility in 255ths; truth
is kept once for each picture, because frames repeat pictures. World points are kept of the landmarks in
`WORLD_LANDMARKS` only and read back as NaN for the others: nothing uses them, and they would be a third of
the file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vision.light import Light
from vision.person import PersonState
from vision.pose import LANDMARK_COUNT, FloatArray, Landmark, Observation, Pose

CACHE = Path(__file__).parent / "poses.npz"
FIRST_TEST_BODY = 30
PIXEL_STEPS = 16
MILLIMETRES = 1000
WORLD_LANDMARKS = (
    Landmark.NOSE,
    Landmark.LEFT_EAR,
    Landmark.RIGHT_EAR,
    *range(Landmark.LEFT_SHOULDER, Landmark.RIGHT_WRIST + 1),
    *range(Landmark.LEFT_HIP, Landmark.RIGHT_FOOT_INDEX + 1),
)
LEAN_STEPS = 100
NO_LEAN = -32768
LIGHTS, STATES = tuple(Light), tuple(PersonState)
SIDED_JOINTS = ("shoulder", "hip", "knee", "ankle")


@dataclass(frozen=True, eq=False)
class CachedTake:
    """One take: what is known about it, what is true, and what was found.

    Attributes
    ----------
    about : mapping
        As `benchmarks.synthetic.shoot.about` wrote it.
    angles : array, shape (frames, angles)
        True angles in degrees from the posture of the stillness, in the order of ``about["angles"]``.
    joints_px : array, shape (frames, 4, 2, 2)
        True pixels of shoulder, hip, knee, ankle; left, right; x, y.
    found : bool array, shape (frames,)
        Whether a person was found.
    landmarks_px, visibility, world_m : arrays, shapes (frames, 33, 2), (frames, 33), (frames, 33, 3)
        As in `vision.pose.Pose`.
    scene : int array, shape (frames, 5)
        The rest of each `Observation`: light, lean of the room's edges, state and number of the person,
        people.
    """

    about: dict[str, Any]
    angles: FloatArray
    joints_px: FloatArray
    found: NDArray[np.bool_]
    landmarks_px: FloatArray
    visibility: FloatArray
    world_m: FloatArray
    scene: NDArray[np.int16]

    @property
    def id(self) -> str:
        """Name of the take."""
        return str(self.about["id"])

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return len(self.found)

    @property
    def times_s(self) -> FloatArray:
        """When each frame was taken."""
        return np.arange(self.frames) / float(self.about["frames_per_s"])

    @property
    def part(self) -> str:
        """``fit`` or ``test``: constants are fitted on one part of the bodies and reported on the other."""
        return "fit" if int(self.about["body"]) < FIRST_TEST_BODY else "test"

    def truth(self, angle: str) -> FloatArray:
        """One true angle over all frames, degrees."""
        return self.angles[:, list(self.about["angles"]).index(angle)]

    def observations(self) -> Iterator[Observation]:
        """Give what the pose engine told, frame by frame."""
        for index, time_s in enumerate(self.times_s.tolist()):
            body = (self.landmarks_px[index], self.visibility[index], self.world_m[index])
            yield self.observe(index, time_s, body if self.found[index] else None)

    def observe(
        self, index: int, time_s: float, body: tuple[FloatArray, FloatArray, FloatArray] | None
    ) -> Observation:
        """Shape what was told of one frame.

        Parameters
        ----------
        index : int
            The frame whose light, edges and people it has.
        time_s : float
            When it was taken.
        body : tuple of array or None
            Landmarks, visibility and world points as in `vision.pose.Pose`; None where nobody is seen.
        """
        width, height = int(self.about["width_px"]), int(self.about["height_px"])
        light, lean, state, number, people = self.scene[index].tolist()
        return Observation(
            time_s,
            None if body is None else Pose(time_s, *body, width, height),
            width,
            height,
            LIGHTS[light],
            STATES[state],
            number,
            people,
            edges_lean_deg=math.nan if lean == NO_LEAN else lean / LEAN_STEPS,
        )

    def first(self, frames: int) -> CachedTake:
        """Keep only the first frames."""
        return CachedTake(
            self.about,
            self.angles[:frames],
            self.joints_px[:frames],
            self.found[:frames],
            self.landmarks_px[:frames],
            self.visibility[:frames],
            self.world_m[:frames],
            self.scene[:frames],
        )


@dataclass(frozen=True, eq=False)
class Played:
    """One take as it is stored: integers, and truth by picture. Made by `pack`."""

    about: str
    timeline: NDArray[np.int16]
    angles: NDArray[np.float32]
    joints: NDArray[np.float32]
    found: NDArray[np.uint8]
    pixels: NDArray[np.int16]
    visibility: NDArray[np.uint8]
    world: NDArray[np.int16]
    scene: NDArray[np.int16]


def pack(
    about: str,
    timeline: NDArray[np.int16],
    angles: NDArray[np.float32],
    joints: NDArray[np.float32],
    observations: Sequence[Observation],
) -> Played:
    """Turn what was found into integers; what was not found is zero."""
    frames = len(observations)
    pixels = np.zeros((frames, LANDMARK_COUNT, 2), np.int16)
    visibility = np.zeros((frames, LANDMARK_COUNT), np.uint8)
    world = np.zeros((frames, len(WORLD_LANDMARKS), 3), np.int16)
    for index, observation in enumerate(observations):
        pose = observation.pose
        if pose is None:
            continue
        pixels[index] = _to_int16(pose.landmarks_px * PIXEL_STEPS)
        visibility[index] = np.clip(np.round(pose.visibility * 255), 0, 255).astype(np.uint8)
        world[index] = _to_int16(pose.world_m[list(WORLD_LANDMARKS)] * MILLIMETRES)
    found = np.array([observation.pose is not None for observation in observations], np.uint8)
    scene = np.array([_scene(observation) for observation in observations], np.int16)
    return Played(about, timeline, angles, joints, found, pixels, visibility, world, scene)


def unpack(played: Played) -> CachedTake:
    """Turn integers back into numbers."""
    frames = len(played.found)
    world = np.full((frames, LANDMARK_COUNT, 3), np.nan)
    world[:, list(WORLD_LANDMARKS)] = played.world / MILLIMETRES
    joints = played.joints.reshape(-1, len(SIDED_JOINTS), 2, 2)
    return CachedTake(
        about=json.loads(played.about),
        angles=played.angles[played.timeline].astype(np.float64),
        joints_px=joints[played.timeline].astype(np.float64),
        found=played.found.astype(bool),
        landmarks_px=played.pixels / PIXEL_STEPS,
        visibility=played.visibility / 255,
        world_m=world,
        scene=played.scene,
    )


def write_takes(path: Path, takes: Sequence[Played], **beside: NDArray[Any]) -> None:
    """Write many takes into one file; pixels and world points as steps between frames, which pack better.

    What is kept ``beside`` them goes into the file under its own name; `read_played` passes it over.
    """
    arrays: dict[str, Any] = {
        **beside,
        "about": json.dumps([json.loads(take.about) for take in takes]),
        "frames": np.array([len(take.found) for take in takes], np.int32),
        "pictures": np.array([len(take.angles) for take in takes], np.int32),
    }
    for name in ("timeline", "angles", "joints", "found", "visibility", "scene"):
        arrays[name] = np.concatenate([getattr(take, name) for take in takes])
    for name in ("pixels", "world"):
        arrays[name] = np.concatenate([_steps(getattr(take, name)) for take in takes])
    np.savez_compressed(path, **arrays)


def read_played(path: Path) -> list[Played]:
    """Read takes as they are stored."""
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    about = json.loads(str(arrays["about"]))
    of_frames = np.split(np.arange(arrays["frames"].sum()), np.cumsum(arrays["frames"])[:-1])
    of_pictures = np.split(np.arange(arrays["pictures"].sum()), np.cumsum(arrays["pictures"])[:-1])
    return [
        Played(
            json.dumps(facts),
            arrays["timeline"][frames],
            arrays["angles"][pictures],
            arrays["joints"][pictures],
            arrays["found"][frames],
            np.cumsum(arrays["pixels"][frames], axis=0, dtype=np.int16),
            arrays["visibility"][frames],
            np.cumsum(arrays["world"][frames], axis=0, dtype=np.int16),
            arrays["scene"][frames],
        )
        for facts, frames, pictures in zip(about, of_frames, of_pictures, strict=True)
    ]


def read_takes(path: Path = CACHE) -> list[CachedTake]:
    """Read every take of a cache."""
    return [unpack(played) for played in read_played(path)]


def merge(kept: Iterable[Played], fresh: Iterable[Played]) -> list[Played]:
    """Replace takes by fresh ones of the same name, in order of name."""
    by_id = {json.loads(take.about)["id"]: take for take in (*kept, *fresh)}
    return [by_id[name] for name in sorted(by_id)]


def _scene(observation: Observation) -> tuple[int, int, int, int, int]:
    lean = observation.edges_lean_deg
    return (
        LIGHTS.index(observation.light),
        NO_LEAN if math.isnan(lean) else round(lean * LEAN_STEPS),
        STATES.index(observation.person),
        observation.person_number,
        observation.people,
    )


def _steps(values: NDArray[np.int16]) -> NDArray[np.int16]:
    """Differences along the first axis, wrapping as 16-bit numbers do, so that `cumsum` brings all back."""
    return np.diff(values, axis=0, prepend=np.zeros((1, *values.shape[1:]), np.int16)).astype(np.int16)


def _to_int16(values: FloatArray) -> NDArray[np.int16]:
    return np.clip(np.round(values), -32768, 32767).astype(np.int16)
