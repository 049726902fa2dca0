"""Small video files written by the tests themselves, and the ways in which files go bad.

OpenCV writes an MP4 with the index (`moov`) at the end and one entry of time steps. What a phone does beyond
that (variable frame rate, a rotation note, the index first) is patched into the bytes, so no other program
is needed.
"""

from __future__ import annotations

import struct
import wave
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

SIZE_PX = (160, 120)
_PARENTS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts")


def picture(frame: int, size_px: tuple[int, int] = SIZE_PX) -> NDArray[np.uint8]:
    """A red quarter at the top left of a picture that gets lighter from frame to frame (BGR)."""
    width, height = size_px
    image = np.full((height, width, 3), min(40 + 5 * frame, 200), np.uint8)
    image[: height // 2, : width // 2] = (0, 0, 255)
    return image


def write_clip(path: Path, *, frames: int = 20, fps: float = 10, size_px: tuple[int, int] = SIZE_PX,
               noisy: bool = False) -> Path:  # fmt: skip
    """A clip that plays; the suffix says which container. `noisy` makes it hard to compress, so large."""
    codec = {".mp4": "mp4v", ".avi": "MJPG", ".mov": "mp4v"}[path.suffix]
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter_fourcc(*codec), fps, size_px)
    assert writer.isOpened()
    rng = np.random.default_rng(0)
    for frame in range(frames):
        image = picture(frame, size_px)
        if noisy:
            image = rng.integers(0, 255, image.shape, np.uint8)
        writer.write(image)
    writer.release()
    return path


def write_sound(path: Path, seconds: float = 1.0) -> Path:
    """A file with sound only."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(int(16000 * seconds)))
    return path


def set_frame_times(path: Path, steps_s: Sequence[float]) -> None:
    """Give each frame of an MP4 its own duration, as phones record them."""
    data = path.read_bytes()
    timescale = struct.unpack(">I", _content(data, b"mdhd")[12:16])[0]
    entries = b"".join(struct.pack(">II", 1, round(step * timescale)) for step in steps_s)
    table = struct.pack(">II", 0, len(steps_s)) + entries
    whole_s = sum(steps_s)
    changed = _replaced(data, b"stts", table)
    for box, at, ticks in (
        (b"mvhd", 16, 1000),
        (b"tkhd", 20, 1000),
        (b"mdhd", 16, timescale),
        (b"elst", 8, 1000),
    ):
        old = _content(changed, box)
        new = old[:at] + struct.pack(">I", round(whole_s * ticks)) + old[at + 4 :]
        changed = _replaced(changed, box, new)
    path.write_bytes(changed)


def set_rotation(path: Path, clockwise_deg: int) -> None:
    """Note in an MP4 that its pictures are to be turned clockwise when shown."""
    a, b, c, d = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[clockwise_deg]
    matrix = struct.pack(">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30)
    data = path.read_bytes()
    old = _content(data, b"tkhd")
    path.write_bytes(_replaced(data, b"tkhd", old[:40] + matrix + old[76:]))


def put_index_first(path: Path) -> None:
    """Move an MP4's index before its pictures, as files made for the web have it."""
    data = path.read_bytes()
    boxes = dict(_boxes(data, 0, len(data)))
    moov = data[boxes[b"moov"][0] : boxes[b"moov"][1]]
    places = _content(moov, b"stco")
    count = struct.unpack(">I", places[4:8])[0]
    moved = [place + len(moov) for place in struct.unpack(f">{count}I", places[8:])]
    moov = _replaced(moov, b"stco", places[:8] + struct.pack(f">{count}I", *moved))
    rest = b"".join(data[a:b] for kind, (a, b) in boxes.items() if kind not in (b"ftyp", b"moov"))
    path.write_bytes(data[: boxes[b"ftyp"][1]] + moov + rest)


def cut(path: Path, share: float) -> None:
    """Keep only the first part of a file."""
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])


def _boxes(data: bytes, start: int, end: int) -> list[tuple[bytes, tuple[int, int]]]:
    found = []
    while start < end:
        size, kind = struct.unpack(">I4s", data[start : start + 8])
        found.append((kind, (start, start + size)))
        start += size
    return found


def _path_to(data: bytes, kind: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """The boxes that lead to the first one of a kind, outermost first; empty when there is none."""
    for found, (a, b) in _boxes(data, start, end):
        if found == kind:
            return [(a, b)]
        if found in _PARENTS and (inner := _path_to(data, kind, a + 8, b)):
            return [(a, b), *inner]
    return []


def _content(data: bytes, kind: bytes) -> bytes:
    a, b = _path_to(data, kind, 0, len(data))[-1]
    return data[a + 8 : b]


def _replaced(data: bytes, kind: bytes, content: bytes) -> bytes:
    """The file with another content in one box; the boxes around it learn their new size."""
    way = _path_to(data, kind, 0, len(data))
    a, b = way[-1]
    grown = len(content) + 8 - (b - a)
    changed = bytearray(data)
    for outer, end in way:
        changed[outer : outer + 4] = struct.pack(">I", end - outer + grown)
    return bytes(changed[: a + 8]) + content + bytes(changed[b:])
