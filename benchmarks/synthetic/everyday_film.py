"""Films the `everyday` scenes: numbered JPEG files and ``truth.npz`` for each, in a folder of its name."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.synthetic.body import Body, MeshPart, load_model
from benchmarks.synthetic.everyday import FRAMES_PER_S, Moment, Scene
from benchmarks.synthetic.everyday_body import Everyday
from benchmarks.synthetic.everyday_scenes import SEED, scenes
from benchmarks.synthetic.shoot import JPEG_QUALITY, chair_under
from benchmarks.synthetic.skeleton import FloatArray
from benchmarks.synthetic.stage import HEIGHT, WIDTH, Stage, block, placed
from benchmarks.synthetic.takes import ROOMS
from benchmarks.synthetic.truth import ANGLES, angles_from_neutral

PICTURES_PER_PROCESS = 60
"""The renderer keeps about 12 MB of every picture it draws."""
WOOD, WICKER = (148, 118, 84), (176, 142, 92)
_JOINTS = 8

_forked: dict[str, Any] = {}


def film_everyday(
    out: Path,
    clothes: Path | None,
    processes: int = 2,
    only: Sequence[int] | None = None,
    seed: int = SEED,
) -> int:
    """Film every scene; returns how many pictures were drawn. Those that are there already are left alone.

    ``only`` draws these pictures of each scene, to look at; no truth is written.
    """
    os.environ.setdefault("PYOPENGL_PLATFORM", "osmesa")
    import pyrender  # noqa: F401  # loaded once here, not in every fork
    import torch

    torch.set_num_threads(1)
    _forked["model"] = load_model()
    done = 0
    jobs = []
    with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        for scene in scenes(seed):
            folder = out / scene.id
            folder.mkdir(parents=True, exist_ok=True)
            asked = range(len(scene.pictures)) if only is None else only
            left = [number for number in asked if not _file(folder, number).exists()]
            parts = [
                left[first : first + PICTURES_PER_PROCESS]
                for first in range(0, len(left), PICTURES_PER_PROCESS)
            ]
            jobs += [(part, pool.apply_async(_draw, (scene, folder, clothes, part))) for part in parts]
            if only is None:
                jobs.append(([], pool.apply_async(_tell, (scene, folder))))
        for part, job in jobs:
            job.get()
            done += len(part)
            print(f"{done} pictures", flush=True)
    return done


def about(scene: Scene) -> dict[str, Any]:
    """Everything that is known about a scene, as JSON, in the words of a take's."""
    facts = {name: value for name, value in asdict(scene).items() if name != "steps"}
    return facts | {
        "light": scene.light.name,
        "acts": scene.acts,
        "frames_per_s": FRAMES_PER_S,
        "width_px": WIDTH,
        "height_px": HEIGHT,
        "angles": ANGLES,
    }


def direction(heading_deg: float) -> FloatArray:
    """Where somebody faces, along the floor."""
    heading = np.radians(heading_deg)
    return np.array([np.sin(heading), -np.cos(heading), 0.0])


def _file(folder: Path, number: int) -> Path:
    return folder / f"{number:03d}.jpg"


def _draw(scene: Scene, folder: Path, clothes: Path | None, numbers: Sequence[int]) -> None:
    from PIL import Image

    body = Body(_forked["model"], scene.look, clothes)
    person = Everyday(body, scene)
    things = _things(person, scene)
    stage = Stage(ROOMS[scene.room], scene.light)
    pictures = scene.pictures
    for number in numbers:
        moment = pictures[number]
        parts, _, _ = body.placed(person.rotations(moment))
        at = np.array([moment.x_m, moment.y_m, 0.0])
        image = stage.draw([placed(parts, at, direction(moment.heading_deg))], scene.camera, things)
        Image.fromarray(image).save(_file(folder, number), quality=JPEG_QUALITY)
    stage.close()


def _tell(scene: Scene, folder: Path) -> None:
    """Write what is true; pixels of joints are left out, as nothing compares them here."""
    person = Everyday(Body(_forked["model"], scene.look), scene)
    angles = [_angles(person, moment) for moment in scene.pictures]
    np.savez_compressed(
        folder / "truth.npz",
        angles=np.array(angles, dtype=np.float32),
        joints=np.full((len(angles), _JOINTS, 2), np.nan, dtype=np.float32),
        timeline=np.array(scene.timeline, dtype=np.int16),
        about=json.dumps(about(scene)),
    )


def _angles(person: Everyday, moment: Moment) -> list[float]:
    now = angles_from_neutral(person.body.joints(person.rotations(moment)), person.neutral)
    return [now[name] for name in ANGLES]


def _things(person: Everyday, scene: Scene) -> list[MeshPart]:
    """Chair, table and basket."""
    x_m, y_m, heading_deg = scene.chair
    sitting = Moment("", "sit", "sit", 1.0, x_m, y_m, heading_deg, 0.0, 0.0, 0)
    parts, heads, _ = person.body.placed(person.rotations(sitting))
    seat = placed(chair_under(parts, heads), np.array([x_m, y_m, 0.0]), direction(heading_deg))
    x_m, y_m = scene.table
    top = block((0.6, 0.9, 0.04), (x_m, y_m, 0.74), WOOD)
    legs = [
        block((0.05, 0.05, 0.72), (x_m + 0.26 * across, y_m + 0.4 * along, 0.36), WOOD)
        for across in (-1, 1)
        for along in (-1, 1)
    ]
    x_m, y_m = scene.basket
    return [*seat, top, *legs, block((0.24, 0.24, 0.18), (x_m, y_m, 0.09), WICKER)]
