"""Films the one-leg scenes: numbered JPEG files and ``truth.npz`` for each, in a folder of its name."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.synthetic.body import Body, load_model
from benchmarks.synthetic.everyday_film import PICTURES_PER_PROCESS, direction
from benchmarks.synthetic.one_leg import FOOT_LIFT, OneLeg
from benchmarks.synthetic.one_leg_scenes import FRAMES_PER_S, Moment, Scene, scenes
from benchmarks.synthetic.shoot import JPEG_QUALITY
from benchmarks.synthetic.skeleton import FloatArray
from benchmarks.synthetic.stage import HEIGHT, WIDTH, Stage, placed
from benchmarks.synthetic.takes import ROOMS
from benchmarks.synthetic.truth import ANGLES, angles_from_neutral

ANGLE_COLUMNS = (*ANGLES, FOOT_LIFT)
_JOINTS = 8

_forked: dict[str, Any] = {}


def film_one_leg(
    out: Path, clothes: Path | None, processes: int = 2, only: Sequence[int] | None = None
) -> int:
    """Film every scene; returns how many pictures were drawn. Those that are there already are left alone.

    ``only`` draws these pictures of each scene, to look at; no truth is written.
    """
    os.environ.setdefault("PYOPENGL_PLATFORM", "osmesa")
    import pyrender  # noqa: F401  # loaded once here, not in every fork
    import torch

    torch.set_num_threads(1)
    _forked["model"] = load_model()
    done, jobs = 0, []
    with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        for scene in scenes():
            folder = out / scene.id
            folder.mkdir(parents=True, exist_ok=True)
            asked = range(len(scene.pictures)) if only is None else only
            left = [number for number in asked if not _file(folder, number).exists()]
            for first in range(0, len(left), PICTURES_PER_PROCESS):
                part = left[first : first + PICTURES_PER_PROCESS]
                jobs.append((len(part), pool.apply_async(_draw, (scene, folder, clothes, part))))
            if only is None:
                jobs.append((0, pool.apply_async(_tell, (scene, folder))))
        for drawn, job in jobs:
            job.get()
            done += drawn
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
        "angles": ANGLE_COLUMNS,
    }


def _file(folder: Path, number: int) -> Path:
    return folder / f"{number:03d}.jpg"


def _draw(scene: Scene, folder: Path, clothes: Path | None, numbers: Sequence[int]) -> None:
    from PIL import Image

    body = Body(_forked["model"], scene.look, clothes)
    person = _person(body, scene)
    stage = Stage(ROOMS[scene.room], scene.light)
    pictures = scene.pictures
    for number in numbers:
        moment = pictures[number]
        parts, heads, _ = body.placed(person.rotations(moment.balance, moment.sway))
        figure = placed(parts, -_stays(person, moment, heads), np.array([0.0, -1.0, 0.0]))
        figure = placed(figure, np.zeros(3), direction(scene.heading_deg))
        Image.fromarray(stage.draw([figure], scene.camera)).save(_file(folder, number), quality=JPEG_QUALITY)
    stage.close()


def _stays(person: OneLeg, moment: Moment, heads: dict[str, FloatArray]) -> FloatArray:
    """How far the foot that bears the weight is from where it is when standing, along the floor."""
    foot = "foot.L" if moment.balance.right > moment.balance.left else "foot.R"
    if not (moment.balance.left or moment.balance.right):
        return np.zeros(3)
    rest = person.neutral.heads
    middle = (rest["foot.L"] + rest["foot.R"]) / 2
    off = heads[foot] - (rest[foot] - middle)
    return np.array([off[0], off[1], 0.0])


def _tell(scene: Scene, folder: Path) -> None:
    """Write what is true; pixels of joints are left out, as nothing compares them here."""
    person = _person(Body(_forked["model"], scene.look), scene)
    angles = [_truth(person, moment) for moment in scene.pictures]
    np.savez_compressed(
        folder / "truth.npz",
        angles=np.array(angles, dtype=np.float32),
        joints=np.full((len(angles), _JOINTS, 2), np.nan, dtype=np.float32),
        timeline=np.array(scene.timeline, dtype=np.int16),
        about=json.dumps(about(scene)),
    )


def _person(body: Body, scene: Scene) -> OneLeg:
    return OneLeg(body.skeleton, scene.habit, scene.lift, scene.seed)


def _truth(person: OneLeg, moment: Moment) -> list[float]:
    rotations = person.rotations(moment.balance, moment.sway)
    now = angles_from_neutral(person.skeleton.pose(rotations), person.neutral)
    return [*(now[name] for name in ANGLES), person.true_lift(rotations)]
