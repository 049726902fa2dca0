"""`record`: a movement that a physio shows, in a clip or to the camera, becomes an exercise.

Angles and still moments are kept of every frame (`exercises.showing`), and filtered without delay. Where it
begins, what moves, how far and how fast is read from that (`clinic.shown`), the numbers of the exercise
follow by rule (`clinic.derived`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clinic.derived import RULES, derive_exercise
from clinic.exercise_file import check_free, write_exercise
from clinic.reading import read_observations
from clinic.shown import Shown, ShownError, understand
from exercises.files import load_library, make_exercise
from exercises.showing import Showing, follow_showing
from vision.angles import View
from vision.pelvis import PelvisReader
from vision.pose import Observation


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
        A video file: three seconds of keeping still in the start position, whichever it is, then one to five
        repetitions.
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
    showing = Showing()
    for observation in observations:
        showing = follow_showing(showing, observation, view, pelvis=pelvis)
    shown = understand(showing)
    write_shown(shown, out, title, clip=clip)
    return shown


def write_shown(shown: Shown, out: Path, title: str, *, clip: str) -> None:
    """Write the exercise of a movement that was understood, whole or not at all.

    Raises
    ------
    ExerciseFileError
    """
    write_exercise(exercise_of(shown, out.stem, title, clip), out, RULES)


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


def exercise_of(shown: Shown, exercise_id: str, title: str, clip: str) -> dict[str, Any]:
    """Give the content of the exercise file of a movement that was understood."""
    return derive_exercise(
        shown.angle,
        shown.view,
        shown.peak_deg,
        shown.pace_s,
        direction=shown.direction,
        exercise_id=exercise_id,
        title=title,
        clip=clip,
        start=shown.start,
        curves=shown.curves,
    )
