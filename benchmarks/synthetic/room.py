"""A plain room with a camera, drawn in software so that no screen and no graphics card is needed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.synthetic.body import Colour, MeshPart
from benchmarks.synthetic.skeleton import FloatArray

Image = NDArray[np.uint8]


@dataclass(frozen=True)
class Camera:
    """Where the camera stands, looking at the middle of the person.

    Attributes
    ----------
    azimuth_deg : float
        0 in front of the person, +90 sees their left side, -90 their right side, 180 their back.
    distance_m, height_m : float
        From the person's ankles along the floor, and above the floor.
    field_of_view_deg : float
        Vertical.
    target_height_m : float
        The height it looks at.
    roll_deg : float
        The camera about its own line of sight; plus tips its top to its own right, so the picture turns left.
    """

    azimuth_deg: float = 90.0
    distance_m: float = 2.8
    height_m: float = 1.0
    field_of_view_deg: float = 44.0
    target_height_m: float = 0.85
    roll_deg: float = 0.0

    def around(self, azimuth_deg: float) -> Camera:
        """Move the camera around the person to another side."""
        return replace(self, azimuth_deg=azimuth_deg)

    def pose(self) -> FloatArray:
        """Camera-to-world matrix (4, 4), looking along its own -z."""
        azimuth = np.radians(self.azimuth_deg)
        eye = np.array([np.sin(azimuth) * self.distance_m, -np.cos(azimuth) * self.distance_m, self.height_m])
        ahead = np.array([0.0, 0.0, self.target_height_m]) - eye
        ahead /= np.linalg.norm(ahead)
        right = np.cross(ahead, [0.0, 0.0, 1.0])
        right /= np.linalg.norm(right)
        up = np.cross(right, ahead)
        cosine, sine = np.cos(np.radians(self.roll_deg)), np.sin(np.radians(self.roll_deg))
        matrix = np.eye(4)
        matrix[:3, 0] = cosine * right - sine * up
        matrix[:3, 1] = cosine * up + sine * right
        matrix[:3, 2], matrix[:3, 3] = -ahead, eye
        return matrix

    def project(self, points: FloatArray, width: int, height: int) -> FloatArray:
        """Where points (n, 3) in metres lie in a picture: (n, 2) pixels, x right, y down."""
        pose = self.pose()
        seen = (points - pose[:3, 3]) @ pose[:3, :3]
        focal_px = height / 2 / np.tan(np.radians(self.field_of_view_deg) / 2)
        across, down = seen[:, 0] / -seen[:, 2], seen[:, 1] / seen[:, 2]
        return np.stack([width / 2 + focal_px * across, height / 2 + focal_px * down], axis=1)


@dataclass(frozen=True)
class Furniture:
    """A box against the wall: its middle to the right in the picture, its bottom and top above the floor."""

    middle_m: float
    width_m: float
    bottom_m: float
    top_m: float
    colour: Colour


@dataclass(frozen=True)
class Decor:
    """What a room looks like; ``light`` is the strength of the light from the camera's side."""

    wall: Colour = (216, 210, 198)
    floor: Colour = (160, 132, 104)
    furniture: tuple[Furniture, ...] = ()
    light: float = 2.0


class Room:
    """Draws people; keep one per process, because each holds a drawing surface.

    ``oversampling`` 2 draws at twice the size and averages, for smooth edges. The empty room is drawn once
    for each camera and kept, which saves half the time of a clip.
    """

    def __init__(self, decor: Decor, width: int = 640, height: int = 480, oversampling: int = 1) -> None:
        os.environ.setdefault("PYOPENGL_PLATFORM", "osmesa")
        import pyrender

        self._decor = decor
        self._size = (width, height)
        self._oversampling = oversampling
        self._renderer = pyrender.OffscreenRenderer(width * oversampling, height * oversampling)
        self._empty: dict[Camera, Image] = {}

    def draw(self, person: Sequence[MeshPart], camera: Camera) -> Image:
        """One picture, (height, width, 3) RGB."""
        import pyrender

        if camera not in self._empty:
            room = pyrender.Mesh.from_trimesh(room_mesh(self._decor, camera.azimuth_deg), smooth=False)
            self._empty[camera], _ = self._render([room], camera)
        shadow = pyrender.Mesh.from_trimesh(shadow_mesh(person, self._decor.floor), smooth=False)
        figure, depth = self._render([person_mesh(person), shadow], camera)
        full = np.where(depth[..., None] > 0, figure, self._empty[camera]).astype(np.uint16)
        step = self._oversampling
        tiles = [full[row::step, column::step] for row in range(step) for column in range(step)]
        return np.asarray(sum(tiles) // len(tiles), dtype=np.uint8)

    def _render(self, meshes: Sequence[Any], camera: Camera) -> tuple[Image, FloatArray]:
        """Colours (h, w, 3) and distances (h, w), 0 where there is nothing, at the oversampled size."""
        import pyrender

        pose = camera.pose()
        scene = pyrender.Scene(ambient_light=[0.3] * 3, bg_color=[0.75, 0.74, 0.72])
        for mesh in meshes:
            scene.add(mesh)
        aspect = self._size[0] / self._size[1]
        lens = pyrender.PerspectiveCamera(np.radians(camera.field_of_view_deg), 0.5, 20.0, aspect)
        scene.add(lens, pose=pose)
        scene.add(pyrender.DirectionalLight(intensity=self._decor.light), pose=pose)
        lamp = pose.copy()
        lamp[:3, 3] += 0.8 * pose[:3, 0] + np.array([0.0, 0.0, 1.5])
        scene.add(pyrender.PointLight(intensity=9.0), pose=lamp)
        image, depth = self._renderer.render(scene)
        return np.asarray(image), np.asarray(depth)

    def close(self) -> None:
        """Give the drawing surface back."""
        self._renderer.delete()


def room_mesh(decor: Decor, azimuth_deg: float) -> Any:
    """Floor, the wall behind the person and what stands against it; the wall always faces the camera."""
    import trimesh

    boxes = [
        box((12, 12, 0.01), (0, 0, -0.005), decor.floor),
        box((12, 0.02, 4), (0, 2.2, 2), decor.wall),
        box((12, 0.03, 0.09), (0, 2.17, 0.045), shaded(decor.wall, 0.92)),
    ]
    for layer, item in enumerate(decor.furniture, start=1):
        height = item.top_m - item.bottom_m
        depth = 0.3 if item.bottom_m == 0 else 0.02 * layer  # what hangs on top of another is drawn in front
        at = (item.middle_m, 2.19 - depth / 2, item.bottom_m + height / 2)
        boxes.append(box((item.width_m, depth, height), at, item.colour))
    room = trimesh.util.concatenate(boxes)
    room.apply_transform(trimesh.transformations.rotation_matrix(np.radians(azimuth_deg), [0, 0, 1]))
    return room


def person_mesh(person: Sequence[MeshPart]) -> Any:
    """One mesh for everything the person is made of: each mesh more costs a shader for each picture."""
    import pyrender
    import trimesh

    firsts = np.cumsum([0, *(len(part.vertices) for part in person)])
    mesh = trimesh.Trimesh(
        np.concatenate([part.vertices for part in person]),
        np.concatenate([part.triangles + first for part, first in zip(person, firsts, strict=False)]),
        process=False,
    )
    mesh.visual.vertex_colors = np.concatenate([part.colours for part in person]).astype(np.uint8)
    return pyrender.Mesh.from_trimesh(mesh, smooth=True)


def shaded(colour: Colour, shade: float) -> Colour:
    """Darken a colour to a share of itself."""
    red, green, blue = (int(shade * channel) for channel in colour)
    return red, green, blue


def box(size: tuple[float, ...], middle: tuple[float, ...], colour: Colour) -> Any:
    """Make a box of one colour; sizes and middle in metres."""
    import trimesh

    mesh = trimesh.creation.box(size)
    mesh.apply_translation(middle)
    mesh.visual.vertex_colors = [*colour, 255]
    return mesh


def shadow_mesh(person: Sequence[MeshPart], floor: Colour) -> Any:
    """Lay a soft dark patch on the floor below the person: thin discs, darker inwards."""
    import trimesh

    everything = np.concatenate([part.vertices[np.unique(part.triangles), :2] for part in person])
    low, high = np.percentile(everything, [1, 99], axis=0)
    middle, half = (low + high) / 2, (high - low) / 2
    around = np.linspace(0, 2 * np.pi, 49)[:-1]
    rim = np.stack([np.cos(around), np.sin(around)], axis=1)
    fan = [[0, 1 + k, 1 + (k + 1) % len(rim)] for k in range(len(rim))]
    discs = []
    for layer, (spread_m, shade) in enumerate(
        ((0.17, 0.97), (0.13, 0.94), (0.09, 0.91), (0.05, 0.87), (0.01, 0.83))
    ):
        flat = np.concatenate([[middle], middle + rim * (half + spread_m)])
        disc = trimesh.Trimesh(
            np.column_stack([flat, np.full(len(flat), 0.0015 * (layer + 1))]), fan, process=False
        )
        disc.visual.vertex_colors = [*shaded(floor, shade), 255]
        discs.append(disc)
    return trimesh.util.concatenate(discs)
