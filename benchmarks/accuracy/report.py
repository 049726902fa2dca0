"""The figures as a table for people, as JSON, and as the table that the app reads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.accuracy.figures import Figures, Row, Swaps, count_swaps, rows, told_rows
from benchmarks.accuracy.measure import FAR, Measured
from benchmarks.accuracy.moving import MovingTrials, try_moving
from benchmarks.accuracy.pelvis_figures import PelvisFigures
from vision.accuracy import HIDDEN_ABOVE_DEG

ACCURACY_TABLE = Path(__file__).parents[2] / "vision" / "accuracy.toml"
LEAST_COVERAGE = 0.5
"""An angle counts as measured in a view when half of the frames have a number (P)."""

BARS = (
    # angle, view, largest mean error, largest 95th percentile
    ("trunk_flexion", "side", 1.5, 4.0),
    ("trunk_lateral", "front", 1.0, None),
    ("knee_flexion", "side", 5.0, None),
    ("hip_flexion", "side", 5.0, None),
)


@dataclass(frozen=True)
class Report:
    """Everything the benchmark tells.

    Attributes
    ----------
    takes, bodies, frames : int
        How much was measured, bystander takes left out.
    found : float
        Share of those frames in which a person was found.
    found_by_light : mapping of light to share
        The same under each light.
    movement, all, by_move, by_told_view : list of Row
        Errors over frames of movements, over all frames, over movements apart, and by the view that the app
        told instead of the true one (frames of movements).
    swaps : Swaps
        Left and right exchanged.
    bystander : mapping of take to share
        Share of frames with landmarks on the right person.
    bystander_share : float
        The same over all frames of those takes.
    bystander_of_found : float
        The same over those of them in which a person was measured at all.
    calibration : mapping of view to share
        Upright takes whose stillness was accepted (none should be in an oblique view).
    moving : MovingTrials
        People who move all the time, and who of them was taken for still.
    """

    takes: int
    bodies: int
    frames: int
    found: float
    found_by_light: dict[str, float]
    movement: list[Row]
    all: list[Row]
    by_move: list[Row]
    by_told_view: list[Row]
    swaps: Swaps
    bystander: dict[str, float]
    bystander_share: float
    bystander_of_found: float
    calibration: dict[str, float]
    moving: MovingTrials


def report(measured: Sequence[Measured]) -> Report:
    """Work out every figure."""
    alone = [m for m in measured if m.take.about["bystander"] is None]
    company = [m for m in measured if m.take.about["bystander"] is not None]
    frames = sum(m.take.frames for m in alone)
    return Report(
        takes=len(alone),
        bodies=len({m.take.about["body"] for m in alone}),
        frames=frames,
        found=sum(int(m.take.found.sum()) for m in alone) / max(frames, 1),
        found_by_light=_found_by_light(alone),
        movement=rows(alone, "movement"),
        all=rows(alone, "all"),
        by_move=[row for row in rows(alone, "movement", by_move=True) if row.shown.coverage > 0],
        by_told_view=told_rows(alone),
        swaps=count_swaps(alone),
        bystander={m.take.id: float(m.on_person.mean()) for m in company},
        bystander_share=sum(int(m.on_person.sum()) for m in company)
        / max(sum(m.take.frames for m in company), 1),
        bystander_of_found=sum(int(m.on_person.sum()) for m in company)
        / max(sum(int(m.take.found.sum()) for m in company), 1),
        calibration=_calibration(alone),
        moving=try_moving([m.take for m in alone]),
    )


def _found_by_light(measured: Sequence[Measured]) -> dict[str, float]:
    lights = sorted({str(m.take.about["light"]) for m in measured})
    found = {light: [m.take.found for m in measured if m.take.about["light"] == light] for light in lights}
    return {light: float(np.concatenate(parts).mean()) for light, parts in found.items()}


def _calibration(measured: Sequence[Measured]) -> dict[str, float]:
    """Share of upright takes, by true view, whose stillness was accepted."""
    upright = [m for m in measured if not m.take.about["on_ground"]]
    views = sorted({m.view for m in upright})
    return {view: float(np.mean([m.accepted for m in upright if m.view == view])) for view in views}


def as_json(found: Report) -> dict[str, Any]:
    """Everything as JSON values; what is not a number is null."""
    return plain_json(asdict(found) | {"bars": bars(found)})


def bars(found: Report) -> list[dict[str, Any]]:
    """Hold the figures over movements against what was asked for."""
    told = []
    for angle, view, mae, p95 in BARS:
        row = next((r for r in found.movement if (r.angle, r.view) == (angle, view)), None)
        if row is None:
            continue
        kept = row.shown.mae <= mae and (p95 is None or row.shown.p95 <= p95)
        told.append({"angle": angle, "view": view, "mae": mae, "p95": p95, "kept": kept})
    return told


def accuracy_toml(found: Report) -> str:
    """Text of ``vision/accuracy.toml``."""
    lines = [TABLE_HEADER.format(takes=found.takes, bodies=found.bodies)]
    for row in found.movement:
        is_far = row.angle.endswith(FAR)
        # Without an entry of its own the leg away from the camera would be told with the error of the nearer.
        if row.shown.coverage < LEAST_COVERAGE and not (is_far and row.shown.coverage > 0):
            continue
        joint = row.angle.removesuffix(FAR)
        places = [(f"{joint}_left", "right"), (f"{joint}_right", "left")] if is_far else [(joint, row.view)]
        for angle, view in places:
            lines += stated_entry(angle, view, row.shown)
    return "\n".join(lines)


def stated_entry(angle: str, view: str, shown: Figures | PelvisFigures) -> list[str]:
    """Write one entry of the table."""
    return [
        "[[error]]",
        f'angle = "{angle}"',
        f'view = "{view}"',
        f"mae_deg = {shown.mae:.2f}",
        f"p95_deg = {shown.p95:.2f}",
        f"bias_deg = {shown.bias:.2f}",
        *([] if math.isnan(shown.slope) else [f"slope = {shown.slope:.3f}"]),
        f"coverage = {shown.coverage:.3f}",
        f"frames = {shown.frames}",
        "",
    ]


def show(found: Report, console: Console) -> None:
    """Print the tables."""
    console.print(
        f"{found.takes} takes of {found.bodies} rendered bodies, {found.frames} frames, "
        f"a person found in {found.found:.1%}. Degrees, from each person's own neutral."
    )
    by_light = ", ".join(f"{light} {share:.1%}" for light, share in found.found_by_light.items())
    console.print(f"Found by light: {by_light}.")
    for title, table in (
        ("Frames of movements, by true view", found.movement),
        ("All frames (stillness too), by true view", found.all),
        ("Frames of movements, by the view the app told", found.by_told_view),
    ):
        console.print(_table(title, table))
    console.print(_table("Frames of movements, by movement", found.by_move, moves=True))
    for bar in bars(found):
        asked = f"MAE <= {bar['mae']}" + (f", p95 <= {bar['p95']}" if bar["p95"] else "")
        console.print(f"{'kept  ' if bar['kept'] else 'missed'} {bar['angle']} {bar['view']}: {asked}")
    swaps = found.swaps
    console.print(
        f"Left and right exchanged: {swaps.shown} of {swaps.shown_frames} frames that show an angle of "
        f"one side; in the landmarks, shown or not, {swaps.landmarks}; "
        f"opposite view told in {swaps.opposite_views}."
    )
    if found.bystander:
        console.print(
            f"With a bystander, on the right person: {found.bystander_share:.1%} of frames, "
            f"{found.bystander_of_found:.1%} of those with a person measured"
        )
        for name, share in found.bystander.items():
            console.print(f"  {name}: {share:.1%}")
    for view, share in found.calibration.items():
        console.print(f"Calibration accepted, upright, {view}: {share:.1%}")
    moving = found.moving
    console.print(f"Calibration accepted while moving: {len(moving.accepted)} of {moving.trials}")


def _table(title: str, listed: Sequence[Row], moves: bool = False) -> Table:
    table = Table(title=title)
    for heading in ("view", "angle", *(["movement"] if moves else []), "frames", "coverage"):
        table.add_column(heading)
    for heading in ("MAE", "p95", "bias", "slope", "naive MAE", "naive p95", "naive slope"):
        table.add_column(heading, justify="right")
    for row in listed:
        cells = [row.view, row.angle, *([row.move] if moves else [])]
        table.add_row(
            *cells, str(row.shown.frames), f"{row.shown.coverage:.2f}", *_cells(row.shown), *_naive(row.naive)
        )
    return table


def _cells(figures: Figures) -> list[str]:
    return [
        _number(v, n) for v, n in ((figures.mae, 2), (figures.p95, 1), (figures.bias, 2), (figures.slope, 3))
    ]


def _naive(figures: Figures) -> list[str]:
    return [_number(v, n) for v, n in ((figures.mae, 1), (figures.p95, 1), (figures.slope, 2))]


def _number(value: float, digits: int) -> str:
    return "-" if math.isnan(value) else f"{value:.{digits}f}"


def plain_json(value: Any) -> Any:
    """Turn what is not a number into null and round the others."""
    if isinstance(value, dict):
        return {key: plain_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(inner) for inner in value]
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 4)
    return value


TABLE_HEADER = f"""\
# How far off each angle is, in degrees. Made by `python -m benchmarks.accuracy --write`; not edited by hand.
# {{takes}} takes of {{bodies}} rendered, dressed people with known joint angles, MediaPipe full, the app's
# own code with its live filter; repetitions of 1 to 5 s at 20 frames/s; frames of movements only, since a
# still person is easier. From each person's own neutral. `view` is the true one; left and right are "side",
# and "front" holds for the back. Rendered people are not patients: docs/measurements.md, "Accuracy", says
# what the set leaves out. The app hides an angle whose mae_deg is above {HIDDEN_ABOVE_DEG:g}, and every angle
# that is not listed.
"""
