"""Films takes: numbered JPEG files and ``truth.npz`` for each, in a folder of the take's name."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.synthetic.body import ANKLES, Anchor, Body, MeshPart, load_model
from benchmarks.synthetic.floor_postures import Shaped, shape
from benchmarks.synthetic.ground import Ground, Lines, bridge, measure, rock_back, sit_to_stand
from benchmarks.synthetic.mover import Mover
from benchmarks.synthetic.moves import Posture, Sway, minimum_jerk
from benchmarks.synthetic.skeleton import FloatArray, Rotations, pitch
from benchmarks.synthetic.slow_rises import SlowRise
from benchmarks.synthetic.stage import HEIGHT, WIDTH, Stage, chair, directions, flattened, paper, placed
from benchmarks.synthetic.stance import Stance
from benchmarks.synthetic.takes import FRAMES_PER_S, ROOMS, Bystander, Picture, Take
from benchmarks.synthetic.truth import ANGLES, angles_from_neutral
from benchmarks.synthetic.upright import UprightTake

JOINTS = ("upperarm01", "upperleg01", "lowerleg01", "foot")
"""Shoulder, hip, knee, ankle; truth holds left then right of each."""

JPEG_QUALITY = 92
SEATED_MOVES = ("sit_to_stand", "seated_kick")
PATHS = {"sit_to_stand": sit_to_stand, "bridge": bridge, "four_point": rock_back}


class Performer:
    """One person who makes one movement; ``columns`` names what is true of each picture."""

    columns: tuple[str, ...] = ANGLES

    def __init__(self, model: Any, take: Take, clothes: Path | None) -> None:
        self.body = Body(model, take.look, clothes)
        self._take, self._sway = take, Sway(take.seed)
        self._stance = Stance(self.body.skeleton, take.habit)
        self._ground = Ground(self.body.skeleton, take.habit)
        self._measures = measure(self.body.skeleton, self.body.skin)
        self._mover = Mover.of(self.body.skeleton, self.body.skin, take.habit)
        self.neutral = self.body.joints(self._rotations(0.0, None))
        self.rest = self.rotations(Picture(0.0, 0.0, 0.0))

    def rotations(self, picture: Picture) -> dict[str, FloatArray]:
        """Bone rotations of one picture, sway included."""
        return self._rotations(picture.share, picture.sway_s)

    def stand_on_floor(self) -> Anchor:
        """Give the anchor that keeps in its place what stays there in the movement."""
        movement = self._take.movement
        stays = movement.stays if isinstance(movement, Shaped) else ANKLES
        return self.body.placed(self.rest, stays=stays)[2]

    def shown(
        self, picture: Picture, anchor: Anchor
    ) -> tuple[Rotations, list[MeshPart], dict[str, FloatArray]]:
        """Bone rotations, meshes and joints of one picture."""
        rotations = self.rotations(picture)
        parts, heads, _ = self.body.placed(rotations, anchor)
        return rotations, parts, heads

    def true(self, rotations: Rotations) -> dict[str, float]:
        """Tell what is true of bone rotations, by the names of ``columns``."""
        return angles_from_neutral(self.body.joints(rotations), self.neutral)

    def _rotations(self, share: float, sway_s: float | None) -> dict[str, FloatArray]:
        movement = self._take.movement
        way = minimum_jerk(share)
        sway = None if sway_s is None else self._sway.at(sway_s)
        if isinstance(movement, Shaped):
            return dict(shape(self._mover, movement, way, sway or Posture()))
        if not movement.on_ground:
            posture = movement.peak.scaled(way)
            return self._stance.rotations(posture if sway is None else posture.plus(sway))
        path = movement.path if isinstance(movement, SlowRise) else PATHS[movement.name](movement.depth)
        lines = path(way, self._measures)
        if sway is not None:
            lines = Lines(**{**asdict(lines), "lumbar": lines.lumbar + sway.lumbar_flexion})
        return self._ground.rotations(lines)


def film(model: Any, take: Take, out: Path, clothes: Path | None, only: Sequence[int] | None = None) -> Path:
    """Film one take into a folder of its name; ``truth.npz`` is written last.

    Parameters
    ----------
    only : sequence of int, optional
        Draw only these pictures, to look at (-1 is the last); no truth is written.
    """
    from PIL import Image

    folder = out / take.id
    folder.mkdir(parents=True, exist_ok=True)
    performer = perform(model, take, clothes)
    anchor = performer.stand_on_floor()
    centre = _centre(performer, take, anchor)
    things = _things(performer, take, anchor, centre)
    company = _Company(model, take, clothes) if take.bystander else None
    stage = Stage(ROOMS[take.room], take.light)
    angles, joints = [], []
    for number, picture in enumerate(take.pictures):
        if only is not None and number not in only and number - len(take.pictures) not in only:
            continue
        rotations, parts, heads = performer.shown(picture, anchor)
        figures, hung = [_moved(parts, -centre)], list(things)
        if company:
            other, pieces = company.at(picture.time_s)
            figures += [other] if take.bystander and take.bystander.kind != "poster" else []
            hung += pieces
        image = stage.draw(figures, take.camera, hung)
        Image.fromarray(image).save(folder / f"{number:03d}.jpg", quality=JPEG_QUALITY)
        now = performer.true(rotations)
        angles.append([now[name] for name in performer.columns])
        points = np.array([heads[f"{bone}.{side}"] for bone in JOINTS for side in "LR"]) - centre
        joints.append(take.camera.project(points, WIDTH, HEIGHT))
    stage.close()
    path = folder / "truth.npz"
    if only is None:
        np.savez_compressed(
            path,
            angles=np.array(angles, dtype=np.float32),
            joints=np.array(joints, dtype=np.float32),
            timeline=np.array(take.timeline, dtype=np.int16),
            about=json.dumps(about(take) | {"angles": performer.columns}),
        )
    return path


def perform(model: Any, take: Take, clothes: Path | None) -> Performer:
    """Find who makes the movement of a take."""
    if isinstance(take, UprightTake):
        from benchmarks.synthetic.upright_body import UprightPerformer  # it is a Performer itself

        return UprightPerformer(model, take, clothes)
    return Performer(model, take, clothes)


def about(take: Take) -> dict[str, Any]:
    """Everything that is known about a take, as JSON."""
    return asdict(take) | {
        "light": take.light.name,
        "hold_frames": take.hold_frames,
        "frames_per_s": take.rate,
        "width_px": WIDTH,
        "height_px": HEIGHT,
        "angles": ANGLES,
        "sex": "male" if take.look.shape["gender"] < 0.5 else "female",
        "on_ground": take.movement.on_ground,
    }


def film_all(
    takes: Sequence[Take],
    out: Path,
    clothes: Path | None,
    processes: int = 2,
    only: Sequence[int] | None = None,
) -> int:
    """Film many takes, each in a process of its own; returns how many pictures were drawn.

    The renderer keeps about 12 MB of every picture it draws. The processes are forks of one that has loaded
    the body model, which takes eight seconds, and has not drawn anything yet. Takes that are there already
    are left alone, so a run that was broken off goes on.
    """
    os.environ.setdefault("PYOPENGL_PLATFORM", "osmesa")
    import pyrender  # noqa: F401  # loaded once here, not in every fork
    import torch

    torch.set_num_threads(1)
    _forked["model"] = load_model()
    left = [take for take in takes if only is not None or not (out / take.id / "truth.npz").exists()]
    done = 0
    with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        jobs = [(take, pool.apply_async(_film_forked, (take, out, clothes, only))) for take in left]
        for number, (take, job) in enumerate(jobs, start=1):
            job.get()
            done += len(take.pictures) if only is None else len(only)
            if number % 10 == 0 or number == len(left):
                print(f"{number} of {len(left)} takes, {done} pictures", flush=True)
    return done


_forked: dict[str, Any] = {}


def _film_forked(take: Take, out: Path, clothes: Path | None, only: Sequence[int] | None) -> None:
    film(_forked["model"], take, out, clothes, only)


class _Company:
    """Somebody else in the room, and what hangs with them."""

    def __init__(self, model: Any, take: Take, clothes: Path | None) -> None:
        assert take.bystander is not None
        self._other: Bystander = take.bystander
        self._camera = take.camera
        self._body = Body(model, self._other.look, clothes)
        self._stance = Stance(self._body.skeleton)
        self._neutral = self._stance.rotations(Sway(take.seed).at(0.0))
        self._duration_s = len(take.timeline) / FRAMES_PER_S

    def at(self, time_s: float) -> tuple[list[MeshPart], list[MeshPart]]:
        """Their meshes at a time, as a figure, and what is only hung up."""
        away, right = directions(self._camera)
        other = self._other
        if other.kind == "walks":
            aside_m = other.speed_m_s * (time_s - self._duration_s / 2)
            parts, _, _ = self._body.placed(walking(self._neutral, time_s))
            at = other.behind_m * away + aside_m * right
            return placed(parts, at, float(np.sign(other.speed_m_s)) * right, other.scale), []
        parts, _, _ = self._body.placed(self._neutral)
        at = other.behind_m * away + other.aside_m * right
        if other.kind == "stands":
            return placed(parts, at, -away, other.scale), []
        at = at + np.array([0.0, 0.0, 0.75])
        sheet = paper(self._camera, at + 0.04 * away + np.array([0.0, 0.0, 0.5]), 0.75, 1.2)
        # Flattened about its own middle: the poster hangs where the person would stand.
        flat = flattened(placed(parts, np.zeros(3), -away, other.scale), self._camera)
        return [], [sheet, *_moved(flat, at)]


def walking(neutral: Rotations, time_s: float) -> dict[str, FloatArray]:
    """Walk at 0.9 cycles a second: legs and arms in opposition."""
    rotations = dict(neutral)
    phase = 2 * np.pi * 0.9 * time_s
    for side, sign in (("L", 1.0), ("R", -1.0)):
        swing = sign * np.sin(phase)
        rotations[f"upperleg01.{side}"] = pitch(-24 * swing - 4)
        rotations[f"lowerleg01.{side}"] = pitch(10 + 22 * max(0.0, sign * np.cos(phase)))
        rotations[f"upperarm01.{side}"] = pitch(20 * swing) @ neutral[f"upperarm01.{side}"]
    return rotations


def _centre(performer: Performer, take: Take, anchor: Anchor) -> FloatArray:
    """Where the middle of the person lies along the floor: a lying person is filmed at their middle."""
    if not take.movement.on_ground:
        return np.zeros(3)
    ends = [performer.rest, performer.rotations(Picture(0.0, 1.0, 0.0))]
    everything = np.concatenate(
        [
            part.vertices[np.unique(part.triangles)]
            for end in ends
            for part in performer.body.placed(end, anchor)[0]
        ]
    )
    middle = (everything.min(axis=0) + everything.max(axis=0)) / 2
    return np.array([middle[0], middle[1], 0.0])


def _things(performer: Performer, take: Take, anchor: Anchor, centre: FloatArray) -> list[MeshPart]:
    """Put the chair under the person who sits."""
    if take.movement.name not in SEATED_MOVES:
        return []
    parts, heads, _ = performer.body.placed(performer.rest, anchor)
    return _moved(chair_under(parts, heads), -centre)


def chair_under(parts: Sequence[MeshPart], heads: Mapping[str, FloatArray]) -> list[MeshPart]:
    """Build a chair for somebody who sits and faces -y: its seat at the lowest point around the hips."""
    hip = (heads["upperleg01.L"] + heads["upperleg01.R"]) / 2
    skin = np.concatenate([part.vertices[np.unique(part.triangles)] for part in parts])
    over = skin[(np.abs(skin[:, 1] - hip[1]) < 0.15) & (skin[:, 2] > 0.2)]
    knee = (heads["lowerleg01.L"] + heads["lowerleg01.R"]) / 2
    front = hip[1] + 0.55 * (knee[1] - hip[1])
    width = float(np.clip(np.ptp(over[:, 0]) / 2 + 0.02, 0.2, 0.26))
    return chair(float(over[:, 2].min()) + 0.01, float(front + 0.21), width)


def _moved(parts: Sequence[MeshPart], by: FloatArray) -> list[MeshPart]:
    return [MeshPart(part.vertices + by, part.triangles, part.colours) for part in parts]
