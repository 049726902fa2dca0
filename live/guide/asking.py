"""What a person presses while they are guided, as it comes from the browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from live.commands import NOT_UNDERSTOOD
from live.guide.pain import LEAST, MOST
from live.guide.state import Command
from live.problems import BadMessage


def read_ask(content: Mapping[str, Any]) -> tuple[Command | None, int | None]:
    """Read a command, or a number of the pain scale.

    Raises
    ------
    BadMessage
        If it is neither.
    """
    command, answer = content.get("ask"), content.get("answer")
    if command is not None and command in tuple(Command):
        return Command(command), None
    if isinstance(answer, int) and not isinstance(answer, bool) and LEAST <= answer <= MOST:
        return None, answer
    raise BadMessage(NOT_UNDERSTOOD)
