"""The questions before the first session: what should be looked at by a doctor before anybody exercises."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from wording import say

_FILE = Path(__file__).parent / "safety.toml"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Data):
    """One question that is answered by yes or no.

    Attributes
    ----------
    id, text : str
        Its name, and what is asked.
    urgent : bool
        Whether a yes should be seen to at once.
    """

    id: str
    text: str
    urgent: bool = False


class Safety(_Data):
    """All questions, and what is said to whoever answers yes to one."""

    source: str
    intro: str
    stop: str
    emergency: str
    question: Annotated[tuple[Question, ...], Field(min_length=1)]

    def may_exercise(self, answers: Mapping[str, bool | None]) -> bool | None:
        """Tell whether somebody may begin.

        Parameters
        ----------
        answers : mapping of str to bool or None
            By question; None or absent for one that is not answered.

        Returns
        -------
        bool or None
            False from the first yes on; None while a question is open.
        """
        told = [answers.get(question.id) for question in self.question]
        if any(told):
            return False
        return None if None in told else True

    def say_stop(self, answers: Mapping[str, bool | None]) -> str:
        """Say kindly why not now; with where to turn at once, where that may be needed."""
        urgent = any(question.urgent and answers.get(question.id) for question in self.question)
        if not urgent:
            return self.stop
        return say("{stop} {emergency}", stop=self.stop, emergency=self.emergency)


@cache
def load_safety() -> Safety:
    """Read the questions."""
    return Safety.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))
