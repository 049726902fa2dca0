"""`record`: a movement that a physio shows in a clip becomes an exercise.

The clip goes the way of `measure`: every frame through the pose engine, filtered without delay, told from the
first moment of standing still. What moves, how far and how fast is read from that (`clinic.shown`), the
numbers of the exercise follow by rule (`clinic.derived`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from clinic.calibrating import Recording, measure_observations, tell_from_zero
from clinic.derived import RULES, derive_exercise
from clinic.exercise_file import check_free, write_exercise
from clinic.reading import read_observations
from clinic.shown import Shown, ShownError, find_shown, main_view
from exercises.definition import load_library, make_exercise
from vision.angles import View
from vision.pelvis import PelvisReader
from vision.pose import Observation
from vision.posture import Posture
from vision.recorded import filter_recording


def record_exercise(
    clip: Path,
    out: Path,
    title: str,
    *,
    model: str = "full",
    view: View | None = None,
    pelvis: PelvisReader | None = None,
) -> Shown:
    """Make an exercise from a clip.

    Parameters
    ----------
    clip : Path
        A video file: standing still for three seconds, then one to five repetitions.
    out : Path
        The file to write; its name without the ending is the exercise's id.
    title : str
        As the page will show it.
    model : str
        Pose model.
    view : View, optional
        Which side faces the camera; told from the pose when not given.
    pelvis : PelvisReader, optional
        Reads pelvis and low back, so that the path tells them too.

    Returns
    -------
    Shown
        What was seen.

    Raises
    ------
    BacktalkError
        As `clinic.reading.read_observations`; `ShownError` where no exercise can be made of it; and where the
        place is taken or cannot be written. Nothing is written then.
    """
    check_free(out)
    check_id(out.stem)
    return record_observations(
        read_observations(clip, model, silhouette=pelvis is not None),
        out,
        title,
        clip=clip.name,
        view=view,
        pelvis=pelvis,
    )


def record_observations(
    observations: Iterable[Observation],
    out: Path,
    title: str,
    *,
    clip: str,
    view: View | None = None,
    pelvis: PelvisReader | None = None,
) -> Shown:
    """Make an exercise from a stream of observations, as `record_exercise` does from a file's."""
    shown = find_shown(_from_neutral(measure_observations(observations, view, pelvis)))
    write_exercise(_content(shown, out.stem, title, clip), out, RULES)
    return shown


def check_id(exercise_id: str) -> None:
    """Refuse an id that cannot be one, or that the library has, before anything long is begun.

    Raises
    ------
    ShownError
    """
    if exercise_id in load_library():
        raise ShownError(f"The library has an exercise {exercise_id} already; choose another --id.")
    data = derive_exercise("trunk_flexion", View.LEFT, 60.0, 4.0, exercise_id=exercise_id, title="", clip="")
    try:
        make_exercise(data)
    except ValueError as error:
        raise ShownError(
            f"{exercise_id!r} cannot be an id; use small letters, digits and _, a letter first, at most 40."
        ) from error


def _from_neutral(recording: Recording) -> list[Posture]:
    """Filter the postures and tell them from neutral, from the moment on at which it was known."""
    main_view(recording.postures)
    if recording.calibration is None:
        raise ShownError(
            "Nobody stands still before the movement; begin the clip with three seconds of standing tall and "
            "still, and stay in one view."
        )
    postures, _ = filter_recording(recording.postures)
    postures, _ = tell_from_zero(replace(recording, postures=postures), None)
    return [posture for posture in postures if posture.time_s >= recording.calibration.time_s]


def _content(shown: Shown, exercise_id: str, title: str, clip: str) -> dict[str, Any]:
    return derive_exercise(
        shown.angle,
        shown.view,
        shown.peak_deg,
        shown.pace_s,
        direction=shown.direction,
        exercise_id=exercise_id,
        title=title,
        clip=clip,
        curves=shown.curves,
    )
