"""What the browser may ask for beside sending frames: short JSON texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from live.problems import BadMessage

MOST_TEXT = 2000
NOT_UNDERSTOOD = "The page and the coach do not understand each other. Reload the page and start again."


class Command(StrEnum):
    """What the browser may ask for, beside sending frames."""

    HELLO = "hello"
    STILL_HERE = "still_here"
    RESTART = "restart"
    FINISH = "finish"
    CHOOSE = "choose"
    GUIDE = "guide"


def read_command(text: str) -> tuple[Command, Mapping[str, Any]]:
    """Read a text message.

    Raises
    ------
    BadMessage
        If it is not one of the commands.
    """
    try:
        content: Any = json.loads(text) if len(text) <= MOST_TEXT else None
    except (ValueError, RecursionError):
        content = None
    kind = content.get("type") if isinstance(content, dict) else None
    if not isinstance(content, dict) or kind not in tuple(Command):
        raise BadMessage(NOT_UNDERSTOOD)
    return Command(kind), content


def read_place(content: Mapping[str, Any]) -> tuple[float, float]:
    """Read where in the picture somebody was tapped, as shares of its width and height.

    Raises
    ------
    BadMessage
        If it is not a place in the picture.
    """
    return _read_share(content.get("x")), _read_share(content.get("y"))


def _read_share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadMessage(NOT_UNDERSTOOD)
    return float(value)
