"""Draws the training set: for each session a folder of numbered pictures, and ``truth.npz`` written last."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.synthetic.body import Body, MeshPart, load_model
from benchmarks.synthetic.skeleton import FloatArray
from benchmarks.synthetic.stage import HEIGHT, WIDTH, Stage, chair
from benchmarks.synthetic.truth import midpoint
from models.training.figure import Figure, truth
from models.training.plan import Session
from models.training.wear import Tailor

JPEG_QUALITY = 95
TRUTH_FILE = "truth.npz"
JOINTS = ("upperarm01", "upperleg01")
"""Shoulder and hip; the truth holds left then right of each."""


def draw_session(model: Any, plan: Session, out: Path, clothes: Path | None) -> Path:
    """Draw one session; returns the file of its truth."""
    from PIL import Image

    folder = out / f"{plan.number:05d}"
    folder.mkdir(parents=True, exist_ok=True)
    body = Body(model, plan.look, clothes)
    figure = Figure(body.skeleton)
    tailor = None
    stage = Stage(plan.decor, plan.light)
    centre = np.zeros(3)
    things: list[MeshPart] = []
    angles, joints = [], []
    for number, pose in enumerate(plan.poses):
        rotations = figure.rotations(pose)
        parts, heads, _ = body.placed(rotations)
        if plan.cloth is not None:
            if tailor is None:
                hip, knee = (midpoint(body.joints({}).heads, b)[2] for b in ("upperleg01", "lowerleg01"))
                tailor = Tailor(body.skin, parts[0].triangles, plan.cloth, float(hip), float(knee))
            parts = [tailor.dress(parts[0]), *parts[1:]]
        if number == 0:
            centre = _centre(parts) if plan.on_floor else centre
            things = _seat(parts, heads) if plan.seated else []
        shown = [MeshPart(part.vertices - centre, part.triangles, part.colours) for part in parts]
        image = stage.draw([shown], plan.camera, things)
        Image.fromarray(image).save(folder / f"{number:02d}.jpg", quality=JPEG_QUALITY)
        angles.append(truth(body.joints(rotations)))
        points = np.array([heads[f"{bone}.{side}"] for bone in JOINTS for side in "LR"]) - centre
        joints.append(plan.camera.project(points, WIDTH, HEIGHT))
    stage.close()
    path = folder / TRUTH_FILE
    np.savez(path, angles=np.array(angles, np.float32), joints=np.array(joints, np.float32))
    return path


def draw_all(plans: Iterable[Session], out: Path, clothes: Path | None, processes: int = 2) -> int:
    """Draw many sessions, each in a process of its own; those that are there already are left alone.

    The renderer keeps about 12 MB of every picture it draws; the processes are forks of one that has loaded
    the body model and drawn nothing.
    """
    os.environ.setdefault("PYOPENGL_PLATFORM", "osmesa")
    import pyrender  # noqa: F401  # loaded once here, not in every fork
    import torch

    torch.set_num_threads(1)
    _forked["model"] = load_model()
    plans = list(plans)
    # What every person wears is read here, once, not in every fork, and none has to look through it again.
    worn = {wear.name: wear for plan in plans for wear in plan.look.garments}
    Body(_forked["model"], replace(plans[0].look, garments=tuple(worn.values())), clothes)
    gc.freeze()
    left = [plan for plan in plans if not (out / f"{plan.number:05d}" / TRUTH_FILE).exists()]
    with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        jobs = [pool.apply_async(_draw_forked, (plan, out, clothes)) for plan in left]
        for done, job in enumerate(jobs, start=1):
            job.get()
            if done % 50 == 0 or done == len(left):
                print(f"{done} of {len(left)} sessions drawn", flush=True)
    return len(left)


_forked: dict[str, Any] = {}


def _draw_forked(plan: Session, out: Path, clothes: Path | None) -> None:
    draw_session(_forked["model"], plan, out, clothes)


def _centre(parts: Sequence[MeshPart]) -> FloatArray:
    """Middle of a person along the floor."""
    everything = np.concatenate([part.vertices[np.unique(part.triangles)] for part in parts])
    middle = (everything.min(axis=0) + everything.max(axis=0)) / 2
    return np.array([middle[0], middle[1], 0.0])


def _seat(parts: Sequence[MeshPart], heads: dict[str, FloatArray]) -> list[MeshPart]:
    """Put a chair under a person who sits: its seat at the lowest point around the hips."""
    hip, knee = midpoint(heads, "upperleg01"), midpoint(heads, "lowerleg01")
    skin = np.concatenate([part.vertices[np.unique(part.triangles)] for part in parts])
    over = skin[(np.abs(skin[:, 1] - hip[1]) < 0.15) & (skin[:, 2] > 0.2)]
    front = hip[1] + 0.55 * (knee[1] - hip[1])
    width = float(np.clip(np.ptp(over[:, 0]) / 2 + 0.02, 0.2, 0.26))
    return chair(float(over[:, 2].min()) + 0.01, float(front + 0.21), width)
