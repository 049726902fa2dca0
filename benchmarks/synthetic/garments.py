"""Clothes, shoes and hair in MakeHuman's format, fitted to a body that shares its base mesh.

A garment is a folder with an ``.obj`` mesh and an ``.mhclo`` file: each garment vertex is tied to three body
vertices by weights and an offset, so that it follows every body shape and every posture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from benchmarks.synthetic.skeleton import FloatArray

IntArray = NDArray[np.int64]


@cache
def read_obj(path: Path) -> tuple[FloatArray, IntArray]:
    """Vertices (n, 3) and triangles (m, 3) of a Wavefront file; larger faces are cut into fans.

    Every person that is drawn shares them, so they cannot be written to.
    """
    vertices: list[list[float]] = []
    triangles: list[list[int]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, *words = line.split() or [""]
        if kind == "v":
            vertices.append([float(word) for word in words[:3]])
        elif kind == "f":
            corners = [int(word.split("/")[0]) - 1 for word in words]
            triangles += [[corners[0], b, c] for b, c in pairwise(corners[1:])]
    found = np.array(vertices), np.array(triangles, dtype=np.int64)
    for array in found:
        array.flags.writeable = False
    return found


@dataclass(frozen=True)
class Binding:
    """How a garment hangs on the base mesh.

    Attributes
    ----------
    anchors : (n, 3) int array
        Three body vertices for each garment vertex.
    weights, offsets : (n, 3) array
        Weights of the three, and the rest offset from their weighted mean in file axes.
    extents : mapping of axis ("x", "y", "z") to (vertex, vertex, distance)
        Two body vertices and their distance on the body that the offsets were made for.
    hidden : frozenset of int
        Body vertices that the garment covers and that must not be drawn.
    """

    anchors: IntArray
    weights: FloatArray
    offsets: FloatArray
    extents: dict[str, tuple[int, int, float]]
    hidden: frozenset[int]


@cache
def read_binding(path: Path) -> Binding:
    """Read an ``.mhclo`` file."""
    anchors: list[list[int]] = []
    weights: list[list[float]] = []
    offsets: list[list[float]] = []
    extents: dict[str, tuple[int, int, float]] = {}
    hidden: set[int] = set()
    section = "head"
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] in ("x_scale", "y_scale", "z_scale"):
            extents[words[0][0]] = (int(words[1]), int(words[2]), float(words[3]))
        elif words[0] in ("verts", "delete_verts"):
            section = words[0]
        elif section == "verts" and words[0].isdigit():
            if len(words) == 1:  # tied to a single body vertex
                anchors.append([int(words[0])] * 3)
                weights.append([1.0, 0.0, 0.0])
                offsets.append([0.0, 0.0, 0.0])
            else:
                anchors.append([int(word) for word in words[:3]])
                weights.append([float(word) for word in words[3:6]])
                offsets.append([float(word) for word in words[6:9]] or [0.0, 0.0, 0.0])
        elif section == "delete_verts":
            hidden.update(_vertex_ranges(line))
    return Binding(np.array(anchors), np.array(weights), np.array(offsets), extents, frozenset(hidden))


def _vertex_ranges(line: str) -> Iterator[int]:
    """Vertex numbers of a line such as ``3 7 - 9``."""
    words = line.replace("-", " - ").split()
    position = 0
    while position < len(words):
        if words[position].isdigit():
            first = last = int(words[position])
            if words[position + 1 : position + 2] == ["-"]:
                last = int(words[position + 2])
                position += 2
            yield from range(first, last + 1)
        position += 1


class Garment:
    """One garment, fitted to the rest mesh of one body.

    Parameters
    ----------
    folder : Path
        Holds one ``.obj`` and one ``.mhclo`` file.
    base : (v, 3) array
        The base mesh in file axes and units (y up, facing +z).
    rest : (v, 3) array
        The body's rest mesh in metres (z up, facing -y), same vertices.
    unit_m : float
        Metres for one file unit on this body.

    Attributes
    ----------
    upper : (n,) bool array
        Vertices of pieces that sit higher than the garment's middle piece: the shirt of a suit, the socks of
        shoes.
    """

    def __init__(self, folder: Path, base: FloatArray, rest: FloatArray, unit_m: float) -> None:
        vertices, self.triangles = read_obj(next(folder.glob("*.obj")))
        self._binding = read_binding(next(folder.glob("*.mhclo")))
        self.hidden = self._binding.hidden
        if len(self._binding.anchors) != len(vertices):
            raise ValueError(f"{folder.name}: the .mhclo file does not belong to the .obj file")
        self.upper = _upper_pieces(vertices, self.triangles)
        scale = [self._stretch(base, index, axis) for index, axis in enumerate("xyz")]
        x, y, z = (self._binding.offsets * scale * unit_m).T
        self._offsets = np.stack([x, -z, y], axis=1)
        self._rest_frames = _frames(rest, self._binding.anchors)

    def _stretch(self, base: FloatArray, index: int, axis: str) -> float:
        if axis not in self._binding.extents:
            return 1.0
        a, b, distance = self._binding.extents[axis]
        return float(abs(base[a][index] - base[b][index]) / distance)

    def on(self, body: FloatArray) -> FloatArray:
        """Vertices (n, 3) of the garment on a posed body mesh (v, 3), in metres."""
        anchors, weights = self._binding.anchors, self._binding.weights
        turns = _frames(body, anchors) @ self._rest_frames.transpose(0, 2, 1)
        turns[anchors[:, 0] == anchors[:, 1]] = np.eye(3)
        surface = (weights[:, :, None] * body[anchors]).sum(axis=1)
        return np.asarray(surface + np.einsum("nij,nj->ni", turns, self._offsets))


def _upper_pieces(vertices: FloatArray, triangles: IntArray) -> NDArray[np.bool_]:
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]]])
    links = coo_array((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(len(vertices),) * 2)
    count, piece = connected_components(links, directed=False)
    height = np.bincount(piece, vertices[:, 1], count) / np.bincount(piece, minlength=count)
    return np.asarray(height[piece] >= height.mean())


def _frames(mesh: FloatArray, anchors: IntArray) -> FloatArray:
    """Put a right-handed frame (n, 3, 3) on each anchor triangle."""
    a, b, c = (mesh[anchors[:, k]] for k in range(3))
    edge = b - a
    normal = np.cross(edge, c - a)
    edge = edge / (np.linalg.norm(edge, axis=1, keepdims=True) + 1e-9)
    normal = normal / (np.linalg.norm(normal, axis=1, keepdims=True) + 1e-9)
    return np.stack([edge, normal, np.cross(edge, normal)], axis=2)


def loose_field(vertices: FloatArray, upper: NDArray[np.bool_], most_m: float, seed: int) -> FloatArray:
    """How far each vertex of a loose shirt stands off, in metres: smooth, 0 to ``most_m``, 0 below the shirt.

    Three slow waves over the resting garment, as folds that bulge here and cling there.
    """
    rng = np.random.default_rng(seed)
    waves = rng.normal(0.0, 6.0, (3, 3))
    phases = rng.uniform(0.0, 2 * np.pi, 3)
    field = 0.5 + 0.5 * np.sin(vertices @ waves.T + phases).mean(axis=1) / 0.6
    return np.where(upper, np.clip(field, 0.0, 1.0) * most_m, 0.0)


def stand_off(vertices: FloatArray, triangles: IntArray, by_m: FloatArray) -> FloatArray:
    """Move vertices (n, 3) outward along the surface's normals by (n,) metres."""
    corners = vertices[triangles]
    facing = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.zeros_like(vertices)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], facing)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12
    return np.asarray(vertices + normals * by_m[:, None])
