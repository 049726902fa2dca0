"""Renders a spread: one JPEG per still and one JSON line each with everything that is known about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.synthetic.body import Body, load_model
from benchmarks.synthetic.room import Room
from benchmarks.synthetic.spread import Sitting, sitting
from benchmarks.synthetic.stance import Stance
from benchmarks.synthetic.truth import angles_from_neutral


def render_sitting(number: int, seed: int, out: Path, clothes: Path | None) -> Path:
    """Take every picture of one person into ``out``; returns the file of JSON lines, written last."""
    from PIL import Image

    person = sitting(number, seed)
    body = Body(load_model(), person.look, clothes)
    stance = Stance(body.skeleton, person.habit)
    room = Room(person.decor)
    out.mkdir(parents=True, exist_ok=True)
    lines = []
    for index, still in enumerate(person.stills):
        rotations = stance.rotations(still.posture)
        camera = person.camera.around(still.azimuth_deg)
        name = f"body{number:02d}_{index:02d}_{still.move}_{still.azimuth_deg:+04.0f}.jpg"
        Image.fromarray(room.draw(body.meshes(rotations), camera)).save(out / name, quality=92)
        angles = angles_from_neutral(body.joints(rotations), stance.neutral)
        row = {"file": name, "move": still.move, "azimuth_deg": still.azimuth_deg, **_setting(person)}
        lines.append(json.dumps(row | {angle: round(value, 2) for angle, value in angles.items()}))
    room.close()
    table = out / f"body{number:02d}.jsonl"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return table


def _setting(person: Sitting) -> dict[str, Any]:
    camera, look = person.camera, person.look
    return {
        "body": person.number,
        "camera_distance_m": round(camera.distance_m, 3),
        "camera_height_m": round(camera.height_m, 3),
        "field_of_view_deg": round(camera.field_of_view_deg, 2),
        "clothes": look.garments[0].name,
        **{f"body_{name}": round(value, 3) for name, value in look.shape.items()},
    }
