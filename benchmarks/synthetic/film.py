"""Turns a clip into the files of ``samples/``: a WebM, its truth as CSV, a poster, a line in the list."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.synthetic.body import Body, load_model
from benchmarks.synthetic.clip import FRAMES_PER_S, Clip
from benchmarks.synthetic.player import Scene
from benchmarks.synthetic.room import Room
from benchmarks.synthetic.truth import ANGLES, angles_from_neutral

TRUNK_STAYS_DEG = 5.0
COLUMNS = ("time_s", *ANGLES, "repetition")


def frame_count(clip: Clip) -> int:
    """Frames of a clip."""
    return round(clip.script.duration_s * FRAMES_PER_S)


def shown_at(clip: Clip, index: int) -> float:
    """Time of the picture that a frame shows, seconds: a picture may be shown for several frames."""
    return index // clip.frames_per_picture * clip.frames_per_picture / FRAMES_PER_S


def render_frames(clip: Clip, first: int, last: int, folder: Path, clothes: Path | None) -> None:
    """Draw the frames from ``first`` up to, not including, ``last`` as numbered PNG files into ``folder``."""
    from PIL import Image

    body = Body(load_model(), clip.look, clothes)
    scene = Scene(body, clip)
    room = Room(clip.decor, oversampling=2)
    drawn: tuple[float, Any] | None = None
    for index in range(first, last):
        time_s = shown_at(clip, index)
        if drawn is None or drawn[0] != time_s:
            drawn = time_s, room.draw(scene.parts(time_s), clip.camera)
        Image.fromarray(drawn[1]).save(folder / f"{index:05d}.png", compress_level=1)
    room.close()


def truth_rows(clip: Clip) -> list[dict[str, Any]]:
    """List, for each frame, its time, the true angles in degrees and the repetition going on, or empty."""
    body = Body(load_model(), clip.look)
    player = Scene(body, clip).player
    rows: list[dict[str, Any]] = []
    told: dict[float, dict[str, str]] = {}
    for index in range(frame_count(clip)):
        time_s, shown_s = index / FRAMES_PER_S, shown_at(clip, index)
        if shown_s not in told:
            angles = angles_from_neutral(body.joints(player.rotations(shown_s)), player.neutral)
            told[shown_s] = {name: f"{value:.2f}" for name, value in angles.items()}
        rows.append({"time_s": f"{time_s:.4f}", **told[shown_s], "repetition": clip.counted_at(time_s) or ""})
    return rows


def write_truth(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Write the rows as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def encode(frames: Path, path: Path) -> None:
    """Encode numbered PNG files as VP9 in WebM, which browsers and OpenCV both play."""
    command = ["ffmpeg", "-loglevel", "error", "-y", "-framerate", FRAMES_PER_S, "-i", frames / "%05d.png"]
    command += ["-c:v", "libvpx-vp9", "-crf", 34, "-b:v", 0, "-pix_fmt", "yuv420p", "-g", 90]
    command += ["-deadline", "good", "-cpu-used", 1, "-row-mt", 1, "-an", path]
    subprocess.run([str(word) for word in command], check=True)


def write_poster(frame: Path, path: Path) -> None:
    """Write a small JPEG of one frame for a list of clips."""
    from PIL import Image

    with Image.open(frame) as image:
        image.resize((320, 240), Image.Resampling.LANCZOS).save(path, quality=82, optimize=True)


def furthest(rows: Sequence[dict[str, Any]]) -> int:
    """Frame in which the person is furthest from the start: of the trunk, or of everything if it stays."""
    trunk = [abs(float(row["trunk_flexion"])) for row in rows]
    if max(trunk) < TRUNK_STAYS_DEG:
        trunk = [sum(abs(float(row[angle])) for angle in ANGLES) for row in rows]
    return trunk.index(max(trunk))


def peaks(clip: Clip, rows: Sequence[dict[str, Any]]) -> list[float]:
    """Largest true trunk flexion of each repetition, degrees."""
    numbers = range(1, len(clip.counted) + 1)
    return [max(float(row["trunk_flexion"]) for row in rows if row["repetition"] == n) for n in numbers]


def write_list(clips: Sequence[tuple[Clip, list[float]]], path: Path) -> None:
    """Write ``samples.toml``: each clip with its view, repetitions and what is expected of a coach."""
    blocks = [LIST_HEADER]
    for clip, peaks_deg in clips:
        repetitions = [
            f"    {{ start_s = {start_s:.2f}, end_s = {end_s:.2f}, trunk_flexion = {peak:.1f} }},"
            for (start_s, end_s), peak in zip(clip.counted, peaks_deg, strict=True)
        ]
        faults = ", ".join(f'"{fault}"' for fault in clip.expected_faults)
        lines = [
            "[[clip]]",
            f'id = "{clip.id}"',
            f'file = "{clip.id}.webm"',
            f'truth = "{clip.id}.csv"',
            f'poster = "{clip.id}.jpg"',
            f'title = "{clip.title}"',
            f'exercise = "{clip.exercise}"',
            f'view = "{clip.view}"',
            f"expected_faults = [{faults}]",
            f"expected_view_prompt = {str(clip.expected_view_prompt).lower()}",
            "repetitions = [",
            *repetitions,
            "]",
        ]
        blocks.append("\n".join(lines))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


LIST_HEADER = """\
# Rendered people with known joint angles, made by `python -m benchmarks.synthetic clips`: nobody real.
# Times in seconds, angles in degrees from the person's own neutral standing. `view` is the side that faces
# the camera; `repetitions` are what the person does (a coach counts none where `expected_view_prompt` asks
# for another view), with the peak of `trunk_flexion`. The CSV has every true angle of every frame.
# Bodies and clothes are CC0; the clips are ours, under the project's licence."""
