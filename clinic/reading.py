"""Reading a recording: every frame through the pose engine, with a progress bar."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from clinic.console import console
from errors import BacktalkError
from models import ensure_model
from vision.observer import open_observer
from vision.pose import Observation
from vision.sources import VideoFile


class NobodyError(BacktalkError):
    """A recording without a person in it."""


def read_observations(
    video: Path, model: str, *, silhouette: bool, markers: bool = False
) -> Iterator[Observation]:
    """Yield what the pose engine sees in each frame of a recording.

    Parameters
    ----------
    video : Path
        A video file.
    model : str
        `full`, `heavy` or `lite`.
    silhouette : bool
        Whether each pose carries the person's silhouette.
    markers : bool
        Whether printed markers are looked for.

    Raises
    ------
    BacktalkError
        If the file cannot be read, the model cannot be had, or nobody is in any frame.
    """
    somebody = False
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with (
        VideoFile(video) as frames,
        open_observer(ensure_model(model), silhouette=silhouette, markers=markers) as estimator,
        Progress(*columns, console=console, transient=True) as progress,
    ):
        known = not math.isnan(frames.duration_s)
        task = progress.add_task(video.name, total=frames.duration_s if known else None)
        for frame in frames:
            observation = estimator.estimate(frame)
            somebody = somebody or observation.pose is not None
            progress.update(task, completed=frame.time_s)
            yield observation
    if not somebody:
        raise NobodyError(
            f"Nobody was found in {video}; film one person, whole body, in good light, 2 to 3 m away."
        )
