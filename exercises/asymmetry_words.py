"""What is said of left and right: one or two plain sentences, and never a diagnosis."""

from __future__ import annotations

from exercises.asymmetry import Asymmetry, Difference
from wording import say

NO_DIAGNOSIS = "Sides differ a little in everybody: something to play with, never a diagnosis."
_SAME = "the same on both sides, as far as this camera can tell."
_TOO_FEW = "Two measured repetitions on each side, and I can tell them apart."
# Beyond twice what can be told it is more than a little (P).
_MUCH = 2.0


def say_asymmetry(found: Asymmetry) -> tuple[str, ...]:
    """Say how far each side went, and the one thing beside it that differs most.

    Returns
    -------
    tuple of str
        One or two sentences, for example "Left 28°, right 22°: a little more to the left."
    """
    if not found.reached.told:
        return (_TOO_FEW,)
    side = found.reached.more
    how = _SAME if side is None else f"{_little(found.reached)}more to the {side}."
    said = [f"Left {found.reached.left:.0f}°, right {found.reached.right:.0f}°: {how}"]
    beside = [
        (_times(difference), sentence)
        for difference, sentence in ((found.took, _say_tempo(found)), (found.held, _say_hold(found)))
        if sentence
    ]
    if not beside and found.left.repetitions != found.right.repetitions:
        times = {"left": found.left.repetitions, "right": found.right.repetitions}
        said.append(say("{left} times on the left, {right} on the right.", **times))
    said += [sentence for _, sentence in sorted(beside, reverse=True)[:1]]
    return tuple(said)


def _say_tempo(found: Asymmetry) -> str:
    side = found.took.more
    if not found.took.told or side is None:
        return ""
    seconds = f"{found.took.left:.1f} seconds on the left, {found.took.right:.1f} on the right"
    return f"{seconds}: {_little(found.took)}slower on the {side}."


def _say_hold(found: Asymmetry) -> str:
    side = found.held.more
    if not found.held.told or side is None:
        return ""
    seconds = f"Held for {found.held.left:.1f} seconds on the left, {found.held.right:.1f} on the right"
    return f"{seconds}: {_little(found.held)}longer on the {side}."


def _little(difference: Difference) -> str:
    return "a little " if _times(difference) <= _MUCH else ""


def _times(difference: Difference) -> float:
    """Tell a difference in units of the least that can be told."""
    return abs(difference.left - difference.right) / difference.least
