"""How much of an exercise is done, with what a person is told before."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dose:
    """How much of one exercise is done in this session.

    Attributes
    ----------
    exercise_id, title : str
        What is done.
    how_to : tuple of str
        The instruction, a sentence each.
    repetitions, sets : int
        In each set, and how many of those.
    rest_s : int
        After each set, seconds.
    easier : str or None
        The smaller version, in words.
    """

    exercise_id: str
    title: str
    how_to: tuple[str, ...]
    repetitions: int
    sets: int
    rest_s: int
    easier: str | None
