"""Films the takes of `rolls`: numbered JPEG files and ``truth.npz`` for each, in a folder of its name."""

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
from benchmarks.synthetic.rolls import RollTake
from benchmarks.synthetic.shoot import JPEG_QUALITY, chair_under
from benchmarks.synthetic.stage import HEIGHT, WIDTH, Stage
from benchmarks.synthetic.takes import FRAMES_PER_S, ROOMS
from benchmarks.synthetic.truth import ANGLES, angles_from_neutral
from models.training.figure import Figure

_JOINTS = 8

_forked: dict[str, Any] = {}


def film_rolls(
    takes: Sequence[RollTake],
    out: Path,
    clothes: Path | None,
    processes: int = 2,
    only: Sequence[int] | None = None,
) -> int:
    """Film many takes, each in a process of its own; returns how many pictures were drawn.

    Takes that are there already are left alone. ``only`` draws these pictures of each take, to look at (-1 is
    the last); no truth is written.
    """
    os.environ.setdefault("PYOPENGL_PLATFORM", "osmesa")
    import pyrender  # noqa: F401  # loaded once here, not in every fork
    import torch

    torch.set_num_threads(1)
    _forked["model"] = load_model()
    left = [take for take in takes if only is not None or not (out / take.id / "truth.npz").exists()]
    done = 0
    with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        for drawn in [pool.apply_async(_film, (take, out, clothes, only)) for take in left]:
            done += drawn.get()
            print(f"{done} pictures", flush=True)
    return done


def about(take: RollTake) -> dict[str, Any]:
    """Everything that is known about a take, as JSON, in the words of `benchmarks.synthetic.shoot`."""
    facts = {name: value for name, value in asdict(take).items() if name not in ("neutral", "ways")}
    return facts | {
        "light": take.light.name,
        "hold_frames": take.hold_frames,
        "ways": [
            {"name": way.name, "start": start, "frames": way.frames}
            for way, start in zip(take.ways, take.starts, strict=True)
        ],
        "frames_per_s": FRAMES_PER_S,
        "width_px": WIDTH,
        "height_px": HEIGHT,
        "angles": ANGLES,
        "bystander": None,
    }


def _film(take: RollTake, out: Path, clothes: Path | None, only: Sequence[int] | None) -> int:
    """Draw one take; ``truth.npz`` is written last."""
    from PIL import Image

    folder = out / take.id
    folder.mkdir(parents=True, exist_ok=True)
    body = Body(_forked["model"], take.look, clothes)
    figure = Figure(body.skeleton)
    parts, heads, anchor = body.placed(figure.rotations(take.neutral))
    neutral = body.joints(figure.rotations(take.neutral))
    things = chair_under(parts, heads) if take.seated else []
    stage = Stage(ROOMS[take.room], take.light)
    angles, drawn = [], 0
    for number, pose in enumerate(take.poses):
        if only is not None and number not in only and number - len(take.poses) not in only:
            continue
        rotations = figure.rotations(pose)
        shown, _, _ = body.placed(rotations, anchor)
        image = stage.draw([shown], take.camera, things)
        Image.fromarray(image).save(folder / f"{number:03d}.jpg", quality=JPEG_QUALITY)
        now = angles_from_neutral(body.joints(rotations), neutral)
        angles.append([now[name] for name in ANGLES])
        drawn += 1
    stage.close()
    if only is None:
        np.savez_compressed(
            folder / "truth.npz",
            angles=np.array(angles, dtype=np.float32),
            joints=np.full((len(angles), _JOINTS, 2), np.nan, dtype=np.float32),
            timeline=np.array(take.timeline, dtype=np.int16),
            about=json.dumps(about(take)),
        )
    return drawn
