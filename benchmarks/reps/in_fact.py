"""What of everyday life is a repetition in fact: decided by what exercises say, before anything was counted.

An act of the table is neither asked for nor forbidden. Every other act is forbidden: what is counted in it is
false, whatever angle was reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.synthetic.acts import (
    PICKS_LOW,
    RISES,
    SIT_PHONE,
    SITS,
    SITS_DOWN,
    SITS_STILL,
    STOOPS,
)

ON_THE_CHAIR = (SITS_DOWN, SITS_STILL, SITS, SIT_PHONE, RISES)


@dataclass(frozen=True)
class InFact:
    """Acts that are one repetition of an exercise in fact.

    Attributes
    ----------
    acts : tuple of str
        They are one stretch where they follow each other.
    why : str
        The reason.
    """

    acts: tuple[str, ...]
    why: str


IN_FACT: Mapping[str, tuple[InFact, ...]] = {
    "squat": (
        InFact(ON_THE_CHAIR, "sitting down and rising is a squat to a chair, however long it lasts"),
        InFact((PICKS_LOW,), "knees bend by 75 degrees or more and straighten, feet side by side"),
    ),
    "sit_to_stand": (
        InFact((RISES,), "rising from a chair is the first half of it"),
        InFact((SITS_DOWN,), "sitting down is the second half, whatever was done between"),
    ),
    "trunk_flexion": (
        InFact(
            (STOOPS,), "the trunk bends by 65 degrees or more with long legs and a round back, and comes up"
        ),
    ),
    "waiters_bow": (
        InFact(
            (STOOPS,), "a bow with long legs; its round back is what the exercise calls a fault, not less"
        ),
    ),
}
"""By exercise. What is left out, with reasons: picking up with bent knees and at knee height, leaning on a
table, sitting down and reaching on a chair are no bow and no forward bend, because both ask for long legs and
feet that stay; a squat with feet side by side and a chair are no lunge; rising is no seated kick; a shelf, a
phone, a turn and a walk are no exercise."""


def in_fact(exercise: str) -> tuple[InFact, ...]:
    """Give the acts that are an exercise in fact; none for most."""
    return IN_FACT.get(exercise, ())
