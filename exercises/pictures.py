"""The pictures of an exercise: one of its start, one of its end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exercises.files import LIBRARY
from wording import N_, say

FOLDER = LIBRARY / "pictures"
_POSITIONS = {
    "start": (N_("Start"), N_("{title}: the start position")),
    "end": (N_("End"), N_("{title}: the end position")),
}


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
        Picture(folder / f"{exercise_id}_{when}.jpg", caption, say(told, title=title))
        for when, (caption, told) in _POSITIONS.items()
    )
    return found if all(picture.path.is_file() for picture in found) else ()
