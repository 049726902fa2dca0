"""A movement that was shown: what was understood, told to the physio, and kept when they say so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clinic.exercise_file import check_free, own_folder
from clinic.record import exercise_of, write_shown
from clinic.shown import Shown
from errors import BacktalkError
from exercises.catalogue import load_catalogue
from exercises.self_guided import load_self_guided
from live.words import JOINT_WORDS, MOVEMENT_WORDS, stated_error_deg, with_error
from wording import N_, capitalised, say, say_count

LONGEST_NAME = 60
_LONGEST_ID = 40
# What stands as the origin of each number in the file.
_FROM = "the camera"
_NO_NAME = "Give the movement a name first; at least one letter."
_TAKEN = "There is an exercise called {name} already; choose another name."


class UnusableName(BacktalkError):  # noqa: N818 - told to a person, calmly
    """A name that an exercise cannot have."""


@dataclass(frozen=True)
class Understood:
    """What the page tells of a movement.

    Attributes
    ----------
    rows : tuple of (str, str)
        Name and value.
    remark : str
        Where another angle moved alike; empty otherwise.
    """

    rows: tuple[tuple[str, str], ...]
    remark: str


def tell_shown(shown: Shown) -> Understood:
    """Tell a movement in plain words: what moves, from where, how far, how often, and what is asked for."""
    error_deg = stated_error_deg(shown.angle, shown.view)
    asked = exercise_of(shown, "shown", "", _FROM)
    count = len(shown.repetitions)
    times = say_count("{count} repetition", "{count} repetitions", count)
    more = say("; {count} more too badly to measure", count=shown.unmeasured)
    badly = more if shown.unmeasured else ""
    words = MOVEMENT_WORDS[shown.angle][shown.direction == "minus"]
    begins = shown.start.how_to if shown.start else ""
    target, least_s = asked["target"], asked["compensations"][0]["least_duration_s"]
    band = say("{from_deg:.0f}° to {to_deg:.0f}°", from_deg=target["from_deg"], to_deg=target["to_deg"])
    rows = (
        (N_("Begins"), begins),
        ("What moves", words),
        ("How far", say("{angle} from there", angle=with_error(shown.peak_deg, error_deg))),
        (
            N_("Seen"),
            say("{times}, {seconds:.1f} s each{badly}", times=times, seconds=shown.pace_s, badly=badly),
        ),
        (
            "Will ask for",
            say(
                "{times} repetitions of {band}, none in less than {seconds:.1f} s",
                times=asked["dose_repetitions"],
                band=band,
                seconds=least_s,
            ),
        ),
    )
    return Understood(rows, _tell_alike(shown))


def _tell_alike(shown: Shown) -> str:
    others = [JOINT_WORDS[name] for name in shown.alike if JOINT_WORDS[name] != JOINT_WORDS[shown.angle]]
    if not others:
        return ""
    taken = JOINT_WORDS[shown.angle]
    also, *more = dict.fromkeys(others)
    both = say("{one} and {other}", one=capitalised(also), other=more[0]) if more else capitalised(also)
    return say(
        "{also} moved about as far; I count by the {taken}, which the camera tells best from here.",
        also=both,
        taken=taken,
    )


def keep_shown(shown: Shown, name: str) -> str:
    """Write the exercise into the person's own folder, whole or not at all; it is in the list from then on.

    Returns
    -------
    str
        Its id.

    Raises
    ------
    BacktalkError
        With one sentence: where the name cannot be used, or the folder not be written to.
    """
    exercise_id = check_name(name)
    place = own_folder() / f"{exercise_id}.toml"
    check_free(place)
    write_shown(shown, place, name.strip(), clip=_FROM)
    return exercise_id


def check_name(name: str) -> str:
    """Make an id of a name.

    Raises
    ------
    UnusableName
        If it has no letter, or an exercise is called that already.
    """
    exercise_id = make_id(name)
    there: Mapping[str, Any] = {**load_self_guided(), **load_catalogue().exercises}
    titles = {exercise.title.casefold() for exercise in there.values()}
    if exercise_id in there or name.strip().casefold() in titles:
        raise UnusableName(say(_TAKEN, name=name.strip()))
    return exercise_id


def make_id(name: str) -> str:
    """Write a name in small plain letters, digits and _; "shown" where its letters are of another script.

    Raises
    ------
    UnusableName
        If it has no letter.
    """
    if not any(letter.isalpha() for letter in name):
        raise UnusableName(_NO_NAME)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    exercise_id = re.sub(r"[^a-z0-9]+", "_", plain).lstrip("_0123456789")[:_LONGEST_ID].rstrip("_")
    return exercise_id or "shown"
