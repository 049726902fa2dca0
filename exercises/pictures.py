"""The pictures of an exercise: one of its start, one of its end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exercises.files import LIBRARY

FOLDER = LIBRARY / "pictures"


@dataclass(frozen=True)
class Picture:
    """One picture.

    Attributes
    ----------
    path : Path
        Its file.
    caption : str
        What stands below it.
    told : str
        The picture in words, for those who cannot see it.
    """

    path: Path
    caption: str
    told: str


def find_pictures(exercise_id: str, title: str, folder: Path = FOLDER) -> tuple[Picture, ...]:
    """Give start and end, in this order; none where there are not both."""
    found = tuple(
        Picture(folder / f"{exercise_id}_{when}.jpg", when.capitalize(), f"{title}: the {when} position")
        for when in ("start", "end")
    )
    return found if all(picture.path.is_file() for picture in found) else ()
