"""What the benchmark tells of the pelvis: tables, bars, and the entries of the table that the app reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.accuracy.pelvis_figures import (
    ANGLES,
    PelvisFigures,
    Read,
    cross_talk,
    figures,
    known_range_mae,
    read_angle,
)
from benchmarks.accuracy.pelvis_store import Sitting
from benchmarks.accuracy.report import plain_json, stated_entry
from vision.pelvis import PelvisReader


def pelvis_report(sittings: Sequence[Sitting], reader: PelvisReader) -> PelvisReport:
    """Work out every figure of the pelvis."""
    groups: dict[str, dict[str, PelvisFigures]] = {}
    of_angle: dict[str, list[Read]] = {}
    for name in ANGLES:
        reads = [read for sitting in sittings if (read := read_angle(sitting, name, reader)) is not None]
        of_angle[name] = reads
        names = sorted({read.group for read in reads})
        groups[name] = {group: figures([read for read in reads if read.group == group]) for group in names}
        groups[name][PLAIN] = figures([read for read in reads if read.group != "jacket"])
    front = of_angle["pelvis_obliquity"]
    return PelvisReport(
        groups,
        known_range_mae([read for read in of_angle["pelvis_tilt"] if read.group == "upright"]),
        cross_talk(front),
        cross_talk(front, naive=True),
    )


PLAIN = "all but the jacket"


@dataclass(frozen=True)
class PelvisReport:
    """Every figure of the pelvis.

    Attributes
    ----------
    groups : mapping of angle to mapping of group to PelvisFigures
        Groups of `benchmarks.synthetic.pelvic.GROUPS`, and `PLAIN`.
    known_range_mae : float
        Of the tilt, once the person's own two ends are known, degrees.
    cross_talk, naive_cross_talk : float
        Degrees of obliquity for each degree of side bend.
    """

    groups: Mapping[str, Mapping[str, PelvisFigures]]
    known_range_mae: float
    cross_talk: float
    naive_cross_talk: float

    def bars(self) -> list[dict[str, Any]]:
        """Hold the figures against what was asked for."""
        tilt, back = self.groups["pelvis_tilt"], self.groups["lumbar_flexion"]
        lift = self.groups["pelvis_obliquity"][PLAIN]
        asked = [
            ("pelvis_tilt upright MAE", tilt["upright"].mae, "<=", 2.5),
            ("pelvis_tilt standing and seated MAE", tilt[PLAIN].mae, "<=", 3.5),
            ("pelvis_tilt under a loose jacket MAE", tilt["jacket"].mae, "<=", 4.5),
            ("pelvis_tilt r", tilt[PLAIN].r, ">=", 0.95),
            ("pelvis_tilt slope", tilt[PLAIN].slope, ">=", 0.85),
            ("pelvis_tilt slope", tilt[PLAIN].slope, "<=", 1.15),
            ("pelvis_tilt MAE, own range known", self.known_range_mae, "<=", 2.0),
            ("lumbar_flexion MAE", back[PLAIN].mae, "<=", 3.5),
            ("pelvis_obliquity MAE", lift.mae, "<=", 2.0),
            ("pelvis_obliquity for a degree of side bend", self.cross_talk, "<=", 0.1),
            *(
                (f"{name} truths within the interval", groups[PLAIN].held, sign, share)
                for name, groups in self.groups.items()
                for sign, share in ((">=", 0.85), ("<=", 0.95))
            ),
        ]
        return [
            {"what": what, "found": found, "asked": f"{sign} {bar}", "kept": _holds(found, sign, bar)}
            for what, found, sign, bar in asked
        ]

    def as_json(self) -> dict[str, Any]:
        """Everything as JSON values; what is not a number is null."""
        return plain_json(asdict(self) | {"bars": self.bars()})


def show_pelvis(found: PelvisReport, console: Console) -> None:
    """Print the tables."""
    table = Table(title="Pelvis: people, clothes and rooms never trained on; from each person's own neutral")
    for heading in ("angle", "group", "pictures", "coverage"):
        table.add_column(heading)
    for heading in ("MAE", "p95", "bias", "slope", "r", "in interval", "naive MAE", "naive slope"):
        table.add_column(heading, justify="right")
    for angle, groups in found.groups.items():
        for group, told in groups.items():
            numbers = (told.mae, told.p95, told.bias, told.slope, told.r, told.held, told.naive_mae)
            cells = [f"{number:.2f}" for number in (*numbers, told.naive_slope)]
            table.add_row(angle, group, str(told.frames), f"{told.coverage:.2f}", *cells)
    console.print(table)
    for bar in found.bars():
        console.print(
            f"{'kept  ' if bar['kept'] else 'missed'} {bar['what']}: {bar['found']:.2f} {bar['asked']}"
        )


def pelvis_toml(found: PelvisReport) -> list[str]:
    """Give the pelvis's entries of ``vision/accuracy.toml``."""
    lines = []
    for angle, groups in found.groups.items():
        lines += stated_entry(angle, "front" if angle == "pelvis_obliquity" else "side", groups[PLAIN])
    return lines


def _holds(found: float, sign: str, bar: float) -> bool:
    return found <= bar if sign == "<=" else found >= bar
