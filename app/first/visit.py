"""What is known of a person's first visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from wording import N_

WHO, SAFETY, CONSENT, CAMERA = range(4)
TITLES = (N_("Welcome"), "Before you begin", "Your results", "Your place")


@dataclass(frozen=True)
class Visit:
    """How far somebody is.

    Attributes
    ----------
    step : int
        Which step is shown.
    name : str
        What they want to be called; may be empty.
    answers : mapping of str to bool or None
        To the questions of `programme.safety`, by id.
    keep : bool
        Whether they agreed that results are kept.
    again : bool
        Whether only the questions are asked anew.
    done : bool
        Whether they may begin.
    """

    step: int = WHO
    name: str = ""
    answers: Mapping[str, bool | None] = field(default_factory=dict)
    keep: bool = False
    again: bool = False
    done: bool = False


Go = Callable[[Visit], None]
"""Takes the visit as it is after a step."""
