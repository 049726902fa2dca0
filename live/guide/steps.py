"""The small steps that every stage of the guide takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from live.guide.state import Command, GuideEvent, GuideState, Said, Seen, Stage
from live.guide.words import speaking_s

Step = tuple[GuideState, tuple[GuideEvent, ...]]
"""The new state, and what follows from it."""


def goes_on(seen: Seen) -> bool:
    """Whether the person wants to go on: by the sign, a key or a button."""
    return seen.sign or seen.command is Command.GO_ON


def enter(state: GuideState, stage: Stage, time_s: float, **changes: object) -> Step:
    """Go to a stage: nothing of it has been said yet."""
    fresh = {"stage": stage, "since_s": time_s, "line": 0, "counting_since_s": math.nan, **changes}
    return replace(state, **fresh), ()  # type: ignore[arg-type]


def say_next(state: GuideState, lines: Sequence[str], time_s: float) -> Step:
    """Say the next sentence of a stage, once the one before has been heard."""
    if state.line >= len(lines) or (state.line and time_s < state.said_until_s):
        return state, ()
    text = lines[state.line]
    until_s = time_s + speaking_s(text)
    return replace(state, line=state.line + 1, said_until_s=until_s), (Said(text),)
