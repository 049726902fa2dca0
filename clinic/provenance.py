"""What a result was made with, so that it can be made again: written beside every table."""

from __future__ import annotations

import itertools
import math
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from statistics import fmean, median
from typing import Any

from vision.calibration import Calibration
from vision.posture import Posture
from vision.quality import frame_quality
from vision.recorded import FilterReport
from vision.sides import Names, Sides
from vision.smoothing import OneEuro

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"
_UNCALIBRATED = (
    "Angles are told from anatomical zero: nobody stood still for three seconds, "
    "upright and whole, in the view of the recording."
)
_UNFILTERED = "Angles are as measured in each frame: no filter."


@cache
def app_version() -> str | None:
    """Read the version of Backtalk; None where its project file is missing."""
    try:
        project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))
    except OSError:
        return None
    return str(project["project"]["version"])


def describe_measurement(
    postures: Sequence[Posture],
    *,
    model: str,
    filtered: FilterReport | None,
    calibration: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Say how a table of angles came about.

    Parameters
    ----------
    postures : sequence of Posture
        Every frame of the recording, at least one.
    model : str
        Pose model.
    filtered : FilterReport or None
        What the filter did; None when it was not used.
    calibration : mapping or None
        What the angles are told from (`clinic.measure.calibrate`); None for anatomical zero.
    """
    names = Counter(posture.names for posture in postures)
    return {
        "version": app_version(),
        "model": model,
        "video": _describe_video(postures),
        "filter": {"kind": "none", "note": _UNFILTERED} if filtered is None else describe_filter(filtered),
        "calibration": None if calibration is None else dict(calibration),
        "calibration_note": _UNCALIBRATED if calibration is None else "",
        "quality": _describe_quality(postures),
        "swaps": _describe_swaps(names[Names.TRADED_BACK], names[Names.TORN]),
    }


def describe_check(
    *, model: str, live_filter: OneEuro, calibrations: Sequence[Calibration], sides: Sides
) -> dict[str, Any]:
    """Say how a check came about: the engine, the filter and the calibration of a live session.

    Parameters
    ----------
    model : str
        Pose model.
    live_filter : OneEuro
        The filter's parameters.
    calibrations : sequence of Calibration
        What the angles were told from, in order: one for each time the person stood ready.
    sides : Sides
        The left and right guard at the end of the recording.
    """
    return {
        "version": app_version(),
        "model": model,
        "filter": {"kind": "one_euro", **asdict(live_filter)},
        "calibrations": [describe_calibration(one) for one in calibrations],
        "swaps": _describe_swaps(sides.traded_back, sides.torn),
    }


def describe_calibration(calibration: Calibration) -> dict[str, Any]:
    """Give what an automatic calibration told; null where it was not told."""
    return {
        "kind": "stood still",
        "view": calibration.view.value,
        "time_s": _number(calibration.time_s),
        "lasted_s": _number(calibration.lasted_s),
        "frames": calibration.frames,
        "roll_deg": _number(calibration.roll_deg),
        "roll_source": calibration.roll_source,
        "neutral_deg": {name: _number(deg) for name, deg in calibration.neutral.angles.items()},
        "lengths_px": {name: _number(length) for name, length in calibration.lengths_px.items()},
    }


def describe_filter(report: FilterReport) -> dict[str, Any]:
    """Give the filter's parameters, and what it did to each measure."""
    return {
        "kind": "hampel, gap filling, zero-phase butterworth",
        "parameters": asdict(report.parameters),
        "rate_hz": _number(report.rate_hz),
        "cutoff_used_hz": _number(report.cutoff_hz),
        "measures": {name: asdict(measure) for name, measure in report.measures.items()},
    }


def _describe_video(postures: Sequence[Posture]) -> dict[str, Any]:
    times_s = [posture.time_s for posture in postures]
    steps_s = [after - before for before, after in itertools.pairwise(times_s)]
    return {
        "frames": len(postures),
        "duration_s": _number(times_s[-1] - times_s[0]),
        "rate_hz": _number(1 / median(steps_s)) if steps_s else None,
        "longest_step_s": _number(max(steps_s)) if steps_s else None,
    }


def _describe_quality(postures: Sequence[Posture]) -> dict[str, Any]:
    measured = [
        posture for posture in postures if not all(math.isnan(deg) for deg in posture.angles.values())
    ]
    return {
        "mean": _number(fmean(frame_quality(posture) for posture in postures)),
        "measured_share": _number(len(measured) / len(postures)),
        "views": Counter(posture.view.value for posture in postures),
        "framing": Counter(posture.framing.value for posture in postures),
    }


def _describe_swaps(undone: int, not_measured: int) -> dict[str, int]:
    return {"undone_frames": undone, "not_measured_frames": not_measured}


def _number(value: float) -> float | None:
    return round(value, 3) if math.isfinite(value) else None
