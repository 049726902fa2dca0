"""Pictures of the start and the end position of every exercise, for its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.synthetic.body import Body, Look, MeshPart, Wear, load_model
from benchmarks.synthetic.mover import Mover
from benchmarks.synthetic.positions import (
    Pair,
    bird_dog,
    lift,
    lunge,
    one_leg_left,
    one_leg_right,
    pelvic_clock,
    pelvic_tilt,
    reposition_flexion,
    rise,
    rocking,
    seated_kick,
    seated_turn,
    side_bend_left,
    side_bend_right,
    squat,
    trunk_extension,
    trunk_flexion,
    waiters_bow,
)
from benchmarks.synthetic.room import Camera, Decor, Furniture, Room
from benchmarks.synthetic.skeleton import FloatArray, Rotations
from benchmarks.synthetic.stage import chair

WIDTH, HEIGHT, QUALITY = 480, 360, 82
OVERSAMPLING = 3
STANDING_SIDE = Camera(azimuth_deg=90, distance_m=2.6, height_m=1.0, target_height_m=0.85)
STANDING_FRONT = Camera(azimuth_deg=0, distance_m=2.6, height_m=1.0, target_height_m=0.85)
SITTING_SIDE = Camera(azimuth_deg=90, distance_m=2.5, height_m=0.9, target_height_m=0.7)
SITTING_FRONT = Camera(azimuth_deg=0, distance_m=2.3, height_m=0.9, target_height_m=0.65)
FLOOR_NEAR = Camera(azimuth_deg=90, distance_m=2.0, height_m=0.7, target_height_m=0.36)
FLOOR = Camera(azimuth_deg=90, distance_m=2.45, height_m=0.7, target_height_m=0.34)
WHO = Look(
    {"gender": 0.0, "age": 0.78, "weight": 0.56, "muscle": 0.5, "height": 0.36},
    (220, 174, 142),
    (
        Wear("male_casualsuit04", (92, 132, 166), (58, 62, 80)),
        Wear("shoes01", (58, 62, 80), (232, 228, 220)),
        Wear("short02", (66, 46, 30)),
    ),
)
ROOM = Decor(
    wall=(224, 218, 206),
    floor=(176, 150, 122),
    furniture=(
        Furniture(-1.6, 0.42, 1.22, 1.78, (186, 168, 140)),
        Furniture(1.6, 0.62, 1.25, 1.7, (120, 142, 150)),
    ),
    light=1.8,
)


@dataclass(frozen=True)
class Scene:
    """What two pictures show.

    Attributes
    ----------
    pair : callable
        Gives the start and the end position of a body.
    camera : Camera
        Looks at the middle of the person.
    stays : str
        The bone that stays where it is between the two.
    chair : bool
        Whether the person sits at the start; the chair stays.
    """

    pair: Callable[[Mover], Pair]
    camera: Camera = STANDING_SIDE
    stays: str = "foot.L"
    chair: bool = False


SCENES = {
    "bird_dog": Scene(bird_dog, FLOOR, "lowerleg01.R"),
    "bridge": Scene(lift, FLOOR_NEAR),
    "lunge": Scene(lunge),
    "one_leg_stance_left": Scene(one_leg_left, STANDING_FRONT, "foot.L"),
    "one_leg_stance_right": Scene(one_leg_right, STANDING_FRONT, "foot.R"),
    "pelvic_clock": Scene(pelvic_clock),
    "pelvic_tilt": Scene(pelvic_tilt),
    "quadruped_rocking": Scene(rocking, FLOOR_NEAR, "lowerleg01.R"),
    "reposition_flexion": Scene(reposition_flexion),
    "side_bend_left": Scene(side_bend_left, STANDING_FRONT),
    "side_bend_right": Scene(side_bend_right, STANDING_FRONT),
    "sit_to_stand": Scene(rise, STANDING_SIDE, "foot.L", chair=True),
    "sitting_knee_extension": Scene(seated_kick, SITTING_SIDE, "foot.R", chair=True),
    "squat": Scene(squat),
    "trunk_extension": Scene(trunk_extension),
    "trunk_flexion": Scene(trunk_flexion),
    "trunk_rotation": Scene(seated_turn, SITTING_FRONT, "foot.L", chair=True),
    "waiters_bow": Scene(waiters_bow),
}
"""By the id of the exercise."""


def draw_pictures(ids: Sequence[str], out: Path, clothes: Path | None) -> None:
    """Draw start and end of some exercises as ``ID_start.jpg`` and ``ID_end.jpg``."""
    from PIL import Image

    out.mkdir(parents=True, exist_ok=True)
    body = Body(load_model(), WHO, clothes)
    mover = Mover.of(body.skeleton, body.skin)
    room = Room(ROOM, WIDTH, HEIGHT, OVERSAMPLING)
    for name in ids:
        scene = SCENES[name]
        for when, parts in zip(("start", "end"), _figures(body, mover, scene), strict=True):
            picture = Image.fromarray(room.draw(parts, scene.camera))
            picture.save(out / f"{name}_{when}.jpg", quality=QUALITY, optimize=True)
    room.close()


def _figures(body: Body, mover: Mover, scene: Scene) -> list[list[MeshPart]]:
    """Place both positions on the same floor, their common middle before the camera, with the chair."""
    places = [_placed(body, rotations, scene.stays) for rotations in scene.pair(mover)]
    things = _chair_under(*places[0]) if scene.chair else []
    everything = np.concatenate([_drawn(part) for parts, _ in places for part in parts])
    middle = (everything.min(axis=0) + everything.max(axis=0)) / 2
    shift = np.array([middle[0], middle[1], 0.0])
    return [_moved([*parts, *things], -shift) for parts, _ in places]


def _placed(body: Body, rotations: Rotations, stays: str) -> tuple[list[MeshPart], dict[str, FloatArray]]:
    """Pose the body, its lowest point on the floor and one bone at the origin."""
    parts, heads, _ = body.placed(rotations)
    x, y, _ = heads[stays]
    by = np.array([-x, -y, 0.0])
    return _moved(parts, by), {name: head + by for name, head in heads.items()}


def _chair_under(parts: Sequence[MeshPart], heads: dict[str, FloatArray]) -> list[MeshPart]:
    """Build the chair under a person who sits: its seat at the lowest point around the hips."""
    hip = (heads["upperleg01.L"] + heads["upperleg01.R"]) / 2
    knee = (heads["lowerleg01.L"] + heads["lowerleg01.R"]) / 2
    skin = np.concatenate([_drawn(part) for part in parts])
    over = skin[(np.abs(skin[:, 1] - hip[1]) < 0.12) & (skin[:, 2] > 0.25)]
    front = hip[1] + 0.55 * (knee[1] - hip[1])
    seat = chair(float(over[:, 2].min()) + 0.012, float(front + 0.21), 0.23)
    return _moved([flat(part) for part in seat], np.array([hip[0], 0.0, 0.0]))


def flat(part: MeshPart) -> MeshPart:
    """Give every triangle corners of its own, so that edges are not shaded round."""
    corners = part.triangles.reshape(-1)
    return MeshPart(part.vertices[corners], np.arange(len(corners)).reshape(-1, 3), part.colours[corners])


def _drawn(part: MeshPart) -> FloatArray:
    return np.asarray(part.vertices[np.unique(part.triangles)])


def _moved(parts: Sequence[MeshPart], by: FloatArray) -> list[MeshPart]:
    return [MeshPart(part.vertices + by, part.triangles, part.colours) for part in parts]
