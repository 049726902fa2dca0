"""The sample clips that the coach can be tried with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wording import Words, in_english

SAMPLES = Path(__file__).parent.parent / "samples"


@dataclass(frozen=True)
class Sample:
    """One clip.

    Attributes
    ----------
    id : str
        Its name in `samples.toml`.
    file : str
        The video's file name.
    title : str
        What a person reads.
    exercise : str
        The exercise that is done in it.
    """

    id: str
    file: str
    title: str
    exercise: str

    def content(self, words: Words = in_english) -> dict[str, Any]:
        """Give what the component needs, in some language."""
        return {"id": self.id, "title": words(self.title), "url": f"/samples/{self.file}"}


def read_samples(folder: Path = SAMPLES) -> tuple[Sample, ...]:
    """Read the list of clips; clips whose file is missing are left out."""
    listing = folder / "samples.toml"
    if not listing.is_file():
        return ()
    clips = tomllib.loads(listing.read_text(encoding="utf-8")).get("clip", [])
    found = (Sample(clip["id"], clip["file"], clip["title"], clip["exercise"]) for clip in clips)
    return tuple(sample for sample in found if (folder / sample.file).is_file())
