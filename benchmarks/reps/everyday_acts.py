"""What goes on when in a scene of everyday life, and what of the counted was none of the exercise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.reps.in_fact import in_fact
from benchmarks.reps.scoring import FoundRepetition, Span, TrueRepetition, match


@dataclass(frozen=True)
class ActSpan(Span):
    """A stretch of one act."""

    act: str


@dataclass(frozen=True)
class FalseRepetition:
    """What was counted and should not have been.

    Attributes
    ----------
    scene, act : str
        Where, and what took most of its time.
    start_s, end_s : float
        When.
    faults : tuple of str
        Those that were told of it.
    true_deg : float
        How far the exercise's own angle truly went, in the direction of the movement; NaN when not known.
    """

    scene: str
    act: str
    start_s: float
    end_s: float
    faults: tuple[str, ...] = ()
    true_deg: float = math.nan


def acts_of(acts: Sequence[tuple[float, str]], ends_s: float) -> list[ActSpan]:
    """Give each act's stretch from when it begins to when the next one does."""
    ends = [*(start_s for start_s, _ in acts[1:]), ends_s]
    return [ActSpan(start_s, end_s, act) for (start_s, act), end_s in zip(acts, ends, strict=True)]


def stretches(spans: Sequence[ActSpan], exercise: str) -> list[TrueRepetition]:
    """Find every stretch that is a repetition in fact: neither asked for nor forbidden."""
    found = []
    for kind in in_fact(exercise):
        start_s = math.nan
        for span in spans:
            fits = span.act in kind.acts
            if fits and math.isnan(start_s):
                start_s = span.start_s
            elif not fits and not math.isnan(start_s):
                found.append(TrueRepetition(start_s, span.start_s, expected=False))
                start_s = math.nan
        if not math.isnan(start_s):
            found.append(TrueRepetition(start_s, spans[-1].end_s, expected=False))
    return found


def forbidden(
    scene: str, found: Sequence[FoundRepetition], allowed: Sequence[TrueRepetition], spans: Sequence[ActSpan]
) -> list[FalseRepetition]:
    """Tell what was counted outside of what is allowed, each with the act that took most of its time."""
    free = {column for _, column in match(allowed, found)}
    return [
        FalseRepetition(scene, _act_of(one, spans), one.start_s, one.end_s, tuple(sorted(one.faults)))
        for number, one in enumerate(found)
        if number not in free
    ]


def shared_s(one: Span, other: Span) -> float:
    """How long two stretches share, in seconds."""
    return max(0.0, min(one.end_s, other.end_s) - max(one.start_s, other.start_s))


def _act_of(found: Span, spans: Sequence[ActSpan]) -> str:
    return max(spans, key=lambda span: shared_s(span, found)).act
