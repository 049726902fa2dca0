"""Pictures of every exercise for its page: the start, the end, and a sheet of the way between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.synthetic.body import Body, Look, MeshPart, load_model
from benchmarks.synthetic.cast import AMIR, GRACE, MEI, PAUL, SAMUEL
from benchmarks.synthetic.mover import Mover
from benchmarks.synthetic.positions import (
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
from benchmarks.synthetic.skeleton import FloatArray, Rotations, Skeleton
from benchmarks.synthetic.stage import chair
from exercises.moving import COLUMNS, HEIGHT, ROWS, STEPS, WIDTH

STILL_WIDTH, STILL_HEIGHT = 480, 360
QUALITY, SHEET_QUALITY = 82, 72
OVERSAMPLING = 2
FINE = 41
STANDING_SIDE = Camera(azimuth_deg=90, distance_m=2.6, height_m=1.0, target_height_m=0.85)
STANDING_FRONT = Camera(azimuth_deg=0, distance_m=2.6, height_m=1.0, target_height_m=0.85)
SITTING_SIDE = Camera(azimuth_deg=90, distance_m=2.5, height_m=0.9, target_height_m=0.7)
SITTING_FRONT = Camera(azimuth_deg=0, distance_m=2.3, height_m=0.9, target_height_m=0.65)
FLOOR_NEAR = Camera(azimuth_deg=90, distance_m=2.0, height_m=0.7, target_height_m=0.36)
FLOOR = Camera(azimuth_deg=90, distance_m=2.45, height_m=0.7, target_height_m=0.34)
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
    """What the pictures of an exercise show.

    Attributes
    ----------
    way : callable
        Gives the position of a body at a share of the way from start to end.
    who : Look
        Who is seen.
    camera : Camera
        Looks at the middle of the person.
    stays : str
        The bone that stays where it is.
    chair : bool
        Whether the person sits at the start; the chair stays.
    both_sides : bool
        Whether the way goes to the other side of the start too, as far as -1.
    """

    way: Callable[[Mover, float], Rotations]
    who: Look
    camera: Camera = STANDING_SIDE
    stays: str = "foot.L"
    chair: bool = False
    both_sides: bool = False

    @property
    def first(self) -> float:
        """The share at which the sheet begins."""
        return -1.0 if self.both_sides else 0.0


SCENES = {
    "bird_dog": Scene(bird_dog, GRACE, FLOOR, "lowerleg01.R"),
    "bridge": Scene(lift, AMIR, FLOOR_NEAR),
    "lunge": Scene(lunge, SAMUEL),
    "one_leg_stance_left": Scene(one_leg_left, MEI, STANDING_FRONT, "foot.L"),
    "one_leg_stance_right": Scene(one_leg_right, MEI, STANDING_FRONT, "foot.R"),
    "pelvic_clock": Scene(pelvic_clock, GRACE),
    "pelvic_tilt": Scene(pelvic_tilt, GRACE),
    "quadruped_rocking": Scene(rocking, MEI, FLOOR_NEAR, "lowerleg01.R"),
    "reposition_flexion": Scene(reposition_flexion, PAUL),
    "side_bend_left": Scene(side_bend_left, SAMUEL, STANDING_FRONT),
    "side_bend_right": Scene(side_bend_right, SAMUEL, STANDING_FRONT),
    "sit_to_stand": Scene(rise, PAUL, STANDING_SIDE, "foot.L", chair=True),
    "sitting_knee_extension": Scene(seated_kick, GRACE, SITTING_SIDE, "foot.R", chair=True),
    "squat": Scene(squat, MEI),
    "trunk_extension": Scene(trunk_extension, PAUL),
    "trunk_flexion": Scene(trunk_flexion, GRACE),
    "trunk_rotation": Scene(seated_turn, AMIR, SITTING_FRONT, "foot.L", chair=True, both_sides=True),
    "waiters_bow": Scene(waiters_bow, AMIR),
}
"""By the id of the exercise."""


def draw_pictures(ids: Sequence[str], out: Path, clothes: Path | None) -> None:
    """Draw some exercises: ``ID_start.jpg`` and ``ID_end.jpg``, and the way as ``ID_moving.webp``."""
    from PIL import Image

    out.mkdir(parents=True, exist_ok=True)
    model = load_model()
    room = Room(ROOM, WIDTH, HEIGHT, OVERSAMPLING)
    for name in ids:
        scene = SCENES[name]
        body = Body(model, scene.who, clothes)
        mover = Mover.of(body.skeleton, body.skin)
        way = partial(scene.way, mover)
        shares = even_shares(body.skeleton, way, scene.stays, scene.first, STEPS)
        figures = _figures(body, [way(share) for share in shares], shares.index(0.0), scene)
        pictures = [Image.fromarray(room.draw(parts, scene.camera)) for parts in figures]
        for when, number in (("start", shares.index(0.0)), ("end", -1)):
            still = pictures[number].resize((STILL_WIDTH, STILL_HEIGHT), Image.Resampling.LANCZOS)
            still.save(out / f"{name}_{when}.jpg", quality=QUALITY, optimize=True)
        sheet = Image.new("RGB", (COLUMNS * WIDTH, ROWS * HEIGHT))
        for number, picture in enumerate(pictures):
            sheet.paste(picture, (number % COLUMNS * WIDTH, number // COLUMNS * HEIGHT))
        sheet.save(out / f"{name}_moving.webp", quality=SHEET_QUALITY, method=6)
    room.close()


def even_shares(
    skeleton: Skeleton, way: Callable[[float], Rotations], stays: str, first: float, count: int
) -> list[float]:
    """Find shares of a way, ``first`` to 1, between which the body moves equally far.

    How far it moves is told by the joint that moves most, seen from the one that stays. So no picture of a
    sheet differs from its neighbour more than another, and the tempo is the page's own.
    """
    fine = np.linspace(first, 1.0, FINE)
    heads = []
    for share in fine:
        posed = skeleton.pose(way(float(share))).heads
        heads.append(np.stack(list(posed.values())) - posed[stays])
    steps = np.linalg.norm(np.diff(np.array(heads), axis=0), axis=2).max(axis=1)
    gone = np.concatenate([[0.0], np.cumsum(steps)])
    shares = np.interp(np.linspace(0.0, gone[-1], count), gone, fine)
    shares[np.abs(shares).argmin()] = 0.0  # the start is one of them
    return [float(share) for share in shares]


def _figures(body: Body, postures: Sequence[Rotations], start: int, scene: Scene) -> list[list[MeshPart]]:
    """Place them all on one floor, with the chair, the middle of start and end before the camera."""
    _, heads = _placed(body, postures[start], scene.stays)
    _, ended = _placed(body, postures[-1], scene.stays)
    # What stays keeps its height: a shoe that is put down elsewhere would lift the whole person.
    height_m = min(float(heads[scene.stays][2]), float(ended[scene.stays][2]))
    places = [_placed(body, one, scene.stays, height_m)[0] for one in postures]
    things = _chair_under(places[start], heads) if scene.chair else []
    everything = np.concatenate([_drawn(part) for parts in (places[start], places[-1]) for part in parts])
    middle = (everything.min(axis=0) + everything.max(axis=0)) / 2
    shift = np.array([middle[0], middle[1], 0.0])
    return [_moved([*parts, *things], -shift) for parts in places]


def _placed(
    body: Body, rotations: Rotations, stays: str, height_m: float | None = None
) -> tuple[list[MeshPart], dict[str, FloatArray]]:
    """Pose the body, one bone over the origin: at a height or, without one, the lowest point on the floor."""
    parts, heads, _ = body.placed(rotations)
    x, y, z = heads[stays]
    by = np.array([-x, -y, 0.0 if height_m is None else height_m - z])
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
