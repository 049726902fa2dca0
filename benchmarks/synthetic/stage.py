"""A room with people and things in it under a given light: what the accuracy benchmark films."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.synthetic.body import Colour, MeshPart
from benchmarks.synthetic.room import Camera, Decor, Image, box, person_mesh, room_mesh, shadow_mesh
from benchmarks.synthetic.skeleton import FloatArray
from benchmarks.synthetic.takes import LIGHTS, Light

WIDTH, HEIGHT = 640, 480
CHAIR_COLOUR: Colour = (122, 88, 58)
PAPER: Colour = (238, 236, 228)
_ROOM_OF_THE_BACKLIT = LIGHTS[1]


class Stage:
    """Draws figures in one room under one light; keep one per process, because it holds a drawing surface."""

    def __init__(self, decor: Decor, light: Light) -> None:
        os.environ.setdefault("PYOPENGL_PLATFORM", "osmesa")
        import pyrender

        self._decor, self._light = decor, light
        self._renderer = pyrender.OffscreenRenderer(WIDTH, HEIGHT)
        self._empty: dict[Camera, Image] = {}

    def draw(
        self,
        figures: Sequence[Sequence[MeshPart]],
        camera: Camera,
        things: Sequence[MeshPart] = (),
    ) -> Image:
        """One picture, (480, 640, 3) RGB. Every figure throws a shadow; things do not."""
        import pyrender

        if camera not in self._empty:
            mesh = room_mesh(self._decor, camera.azimuth_deg)
            light = _ROOM_OF_THE_BACKLIT if self._light.behind else self._light
            room = pyrender.Mesh.from_trimesh(mesh, smooth=False)
            self._empty[camera], _ = self._render([room], camera, light)
        meshes = [person_mesh([part for figure in figures for part in figure])]
        meshes += [
            pyrender.Mesh.from_trimesh(shadow_mesh(figure, self._decor.floor), smooth=False)
            for figure in figures
        ]
        meshes += [pyrender.Mesh.from_trimesh(_plain(part), smooth=False) for part in things]
        drawn, depth = self._render(meshes, camera, self._light)
        empty = self._empty[camera] * self._light.room
        picture = np.where(depth[..., None] > 0, drawn, empty) * self._light.gain
        return np.asarray(np.clip(picture, 0, 255), dtype=np.uint8)

    def _render(self, meshes: Sequence[Any], camera: Camera, light: Light) -> tuple[Image, FloatArray]:
        import pyrender

        pose = camera.pose()
        scene = pyrender.Scene(ambient_light=[light.ambient] * 3, bg_color=[0.75, 0.74, 0.72])
        for mesh in meshes:
            scene.add(mesh)
        lens = pyrender.PerspectiveCamera(np.radians(camera.field_of_view_deg), 0.3, 20.0, WIDTH / HEIGHT)
        scene.add(lens, pose=pose)
        scene.add(pyrender.DirectionalLight(intensity=light.front), pose=pose)
        lamp = pose.copy()
        lamp[:3, 3] += 0.8 * pose[:3, 0] + np.array([0.0, 0.0, 1.5])
        scene.add(pyrender.PointLight(intensity=light.lamp), pose=lamp)
        if light.behind:
            facing = Camera(camera.azimuth_deg + 165.0, camera.distance_m, 2.2).pose()
            scene.add(pyrender.DirectionalLight(intensity=light.behind), pose=facing)
        image, depth = self._renderer.render(scene)
        return np.asarray(image), np.asarray(depth)

    def close(self) -> None:
        """Give the drawing surface back."""
        self._renderer.delete()


def chair(seat_m: float, middle_y_m: float, half_width_m: float) -> list[MeshPart]:
    """Build a chair that faces -y: the seat's top at ``seat_m``, its middle at ``middle_y_m``."""
    width, depth = 2 * half_width_m, 0.42
    boxes = [((width, depth, 0.04), (0.0, middle_y_m, seat_m - 0.02))]
    for x in (-1, 1):
        for y in (-1, 1):
            leg = (x * (half_width_m - 0.02), middle_y_m + y * (depth / 2 - 0.02), seat_m / 2 - 0.02)
            boxes.append(((0.035, 0.035, seat_m - 0.04), leg))
        post = (x * (half_width_m - 0.02), middle_y_m + depth / 2 - 0.02, seat_m + 0.2)
        boxes.append(((0.035, 0.035, 0.4), post))
    boxes.append(((width, 0.025, 0.16), (0.0, middle_y_m + depth / 2 - 0.02, seat_m + 0.34)))
    return [block(size, middle, CHAIR_COLOUR) for size, middle in boxes]


def placed(
    parts: Sequence[MeshPart], at: FloatArray, facing: FloatArray, scale: float = 1.0
) -> list[MeshPart]:
    """Put a figure somewhere else: (3,) metres, facing a direction along the floor, at another size."""
    turn = _facing(facing)
    return [MeshPart(scale * part.vertices @ turn.T + at, part.triangles, part.colours) for part in parts]


def flattened(parts: Sequence[MeshPart], camera: Camera, share: float = 0.02) -> list[MeshPart]:
    """Press a figure flat across the line of sight, as a picture of it would be."""
    away, _ = directions(camera)
    squeeze = np.eye(3) - (1 - share) * np.outer(away, away)
    return [MeshPart(part.vertices @ squeeze.T, part.triangles, part.colours) for part in parts]


def paper(camera: Camera, at: FloatArray, width_m: float, height_m: float) -> MeshPart:
    """Hang a sheet across the line of sight, its middle at a point."""
    away, _ = directions(camera)
    flat = block((width_m, 0.005, height_m), (0.0, 0.0, 0.0), PAPER)
    return MeshPart(flat.vertices @ _facing(-away).T + at, flat.triangles, flat.colours)


def directions(camera: Camera) -> tuple[FloatArray, FloatArray]:
    """Along the floor: away from the camera, and to the right in its picture (without roll)."""
    azimuth = np.radians(camera.azimuth_deg)
    away = np.array([-np.sin(azimuth), np.cos(azimuth), 0.0])
    return away, np.array([np.cos(azimuth), np.sin(azimuth), 0.0])


def _facing(direction: FloatArray) -> FloatArray:
    """Turn about the vertical that brings -y onto a direction along the floor."""
    x, y = float(direction[0]), float(direction[1])
    return np.array([[-y, -x, 0.0], [x, -y, 0.0], [0.0, 0.0, 1.0]])


def block(size: tuple[float, ...], middle: tuple[float, ...], colour: Colour) -> MeshPart:
    """Make a box of one colour; sizes and middle in metres."""
    mesh = box(size, middle, colour)
    vertices, triangles = np.asarray(mesh.vertices), np.asarray(mesh.faces)
    return MeshPart(vertices, triangles, np.tile(np.array(colour), (len(vertices), 1)))


def _plain(part: MeshPart) -> Any:
    import trimesh

    mesh = trimesh.Trimesh(part.vertices, part.triangles, process=False)
    mesh.visual.vertex_colors = part.colours.astype(np.uint8)
    return mesh
