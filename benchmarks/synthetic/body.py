"""A person's mesh: the `anny` body (Apache-2.0, CC0 data), dressed when a folder of clothes is given."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.synthetic.garments import Garment, IntArray, loose_field, read_obj, stand_off
from benchmarks.synthetic.skeleton import FloatArray, PosedSkeleton, Rotations, Skeleton

Colour = tuple[int, int, int]

BODY_VERTICES = 13380
"""The base mesh holds the body first, then helpers (hulls for clothes); of those only the eyes are drawn."""

EYES = (slice(14598, 14670), slice(14670, 14742))
EYE_WHITE: Colour = (236, 232, 226)
IRIS: Colour = (62, 46, 36)

ANKLES = ("foot.L", "foot.R")
CLOTHES_VARIABLE = "BACKTALK_CLOTHES"


@dataclass(frozen=True)
class Wear:
    """One garment of a look.

    Attributes
    ----------
    name : str
        Folder of the garment.
    colour, lower : Colour
        Of its upper pieces (shirt, socks) and of its lower pieces (trousers, shoes); ``lower`` None is one
        colour for all.
    """

    name: str
    colour: Colour
    lower: Colour | None = None


@dataclass(frozen=True)
class Look:
    """What a person looks like.

    Attributes
    ----------
    shape : mapping of phenotype to 0..1
        ``gender`` 0 male, 1 female; ``age`` 0.67 young adult, 1 old; ``weight``, ``muscle``, ``height``,
        ``proportions``.
    skin : Colour
        RGB, 0-255.
    garments : tuple of Wear
        Folders of clothes, shoes and hair; left out where there is no clothes folder.
    loose_m : float
        How far the shirt of the first garment stands off the body at most, on top of its own cut.
    loose_seed : int
        Where it does.
    """

    shape: dict[str, float] = field(default_factory=dict)
    skin: Colour = (214, 165, 130)
    garments: tuple[Wear, ...] = ()
    loose_m: float = 0.0
    loose_seed: int = 0


@dataclass(frozen=True)
class Anchor:
    """Where the room's origin lies from the middle of what stays in its place, (3,) metres."""

    shift: FloatArray
    stays: tuple[str, ...] = ANKLES


@dataclass(frozen=True)
class MeshPart:
    """Vertices (n, 3) in metres, triangles (m, 3), and a colour (n, 3) for each vertex."""

    vertices: FloatArray
    triangles: IntArray
    colours: IntArray


def clothes_folder(option: Path | None) -> Path | None:
    """Find the folder of clothes: the option, else the variable ``BACKTALK_CLOTHES``, else none."""
    named = os.environ.get(CLOTHES_VARIABLE)
    return option or (Path(named) if named else None)


def load_model() -> Any:
    """Load the body model; the first time on a machine it prepares its data, which takes minutes."""
    import anny

    return anny.Anny(rig="anny", topology="makehuman-full")


class Body:
    """One person.

    Parameters
    ----------
    model
        What ``load_model`` gave.
    look : Look
        Shape, skin and garments.
    clothes : Path, optional
        Folder with one subfolder per garment; without it the body is drawn in one colour.
    """

    def __init__(self, model: Any, look: Look, clothes: Path | None = None) -> None:
        import anny

        self._model = model
        self._shape = {label: 0.5 for label in model.phenotype_labels} | look.shape
        rest = model(phenotype_kwargs=self._shape)
        mesh = _array(rest["rest_vertices"])
        self.skin: FloatArray = _array(rest["vertices"])[:BODY_VERTICES]
        # Not `rest_bone_heads`: rotations start from a pose that all bodies share, a little off their own.
        heads = _array(rest["bone_poses"])[:, :3, 3]
        self.skeleton = Skeleton(tuple(model.bone_labels), tuple(int(p) for p in model.bone_parents), heads)
        base, _ = read_obj(Path(anny.__file__).parent / "data/mpfb2/3dobjs/base.obj")
        unit_m = float(np.ptp(mesh[:, 2]) / np.ptp(base[:BODY_VERTICES, 1]))
        self._garments: list[tuple[Garment, IntArray]] = []
        if clothes is not None:
            for wear in look.garments:
                garment = Garment(_garment_folder(clothes, wear.name), base, mesh, unit_m)
                colours = np.where(garment.upper[:, None], wear.colour, wear.lower or wear.colour)
                self._garments.append((garment, colours))
        self._loose = np.zeros(0)
        if self._garments and look.loose_m:
            suit, _ = self._garments[0]
            self._loose = loose_field(suit.on(mesh), suit.upper, look.loose_m, look.loose_seed)
        self._triangles = self._visible(_triangles(np.asarray(model.faces)))
        self._colours = _body_colours(mesh, look.skin)

    def _visible(self, triangles: IntArray) -> IntArray:
        hidden = np.zeros(int(triangles.max()) + 1, dtype=bool)
        hidden[BODY_VERTICES:] = True
        for eye in EYES:
            hidden[eye] = False
        for garment, _ in self._garments:
            hidden[[vertex for vertex in garment.hidden if vertex < len(hidden)]] = True
        return triangles[~hidden[triangles].any(axis=1)]

    def meshes(self, rotations: Rotations) -> list[MeshPart]:
        """Pose the person, lowest point on the floor, ankles around the origin."""
        parts, _, _ = self.placed(rotations)
        return parts

    def placed(
        self, rotations: Rotations, anchor: Anchor | None = None, stays: tuple[str, ...] = ANKLES
    ) -> tuple[list[MeshPart], dict[str, FloatArray], Anchor]:
        """Pose the person in the room: meshes, where each bone begins, and what was taken from both.

        Without an anchor the lowest point comes onto the floor and the middle of what stays, by default of
        the ankles, around the origin; with the anchor of another posture it stays where it was in that one.
        """
        import torch

        parameters = torch.eye(4, dtype=torch.float64).repeat(1, self._model.bone_count, 1, 1)
        for bone, rotation in rotations.items():
            parameters[0, self.skeleton.names.index(bone), :3, :3] = torch.from_numpy(rotation)
        posed = self._model(pose_parameters=parameters, phenotype_kwargs=self._shape)
        mesh, bones = _array(posed["vertices"]), _array(posed["bone_poses"])
        parts = [(mesh, self._triangles, self._colours)]
        for number, (garment, colours) in enumerate(self._garments):
            cloth = garment.on(mesh)
            if number == 0 and len(self._loose):
                cloth = stand_off(cloth, garment.triangles, self._loose)
            parts.append((cloth, garment.triangles, colours))
        heads = {name: bones[index, :3, 3] for index, name in enumerate(self.skeleton.names)}
        middle = np.mean([heads[bone] for bone in (anchor.stays if anchor else stays)], axis=0)
        if anchor is None:
            floor = min(float(vertices[np.unique(triangles), 2].min()) for vertices, triangles, _ in parts)
            anchor = Anchor(np.array([0.0, 0.0, floor - middle[2]]), stays)
        shift = middle + anchor.shift
        meshes = [MeshPart(vertices - shift, triangles, colours) for vertices, triangles, colours in parts]
        return meshes, {name: head - shift for name, head in heads.items()}, anchor

    def joints(self, rotations: Rotations) -> PosedSkeleton:
        """Pose the skeleton alone, by our own forward kinematics."""
        return self.skeleton.pose(rotations)


def _garment_folder(clothes: Path, name: str) -> Path:
    folder = clothes / name
    if not folder.is_dir():
        raise FileNotFoundError(
            f"No clothes called {name} in {clothes}. Give the folder that holds them, or none."
        )
    return folder


def _body_colours(mesh: FloatArray, skin: Colour) -> IntArray:
    """Skin, and eyes with a dark iris at the front of each."""
    colours = np.tile(np.array(skin), (len(mesh), 1))
    for eye in EYES:
        depth = mesh[eye, 1]
        front = depth < depth.min() + 0.25 * np.ptp(depth)
        colours[eye] = np.where(front[:, None], IRIS, EYE_WHITE)
    return colours


def _array(tensor: Any) -> FloatArray:
    """Take the first of a batch as float64."""
    return np.asarray(tensor[0].detach().cpu().numpy(), dtype=np.float64)


def _triangles(faces: IntArray) -> IntArray:
    if faces.shape[1] == 3:
        return faces
    return np.concatenate([faces[:, [0, 1, 2]], faces[:, [0, 2, 3]]])
