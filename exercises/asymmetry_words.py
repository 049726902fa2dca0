"""What is said of left and right: one or two plain sentences, and never a diagnosis."""

from __future__ import annotations

from exercises.asymmetry import Asymmetry, Difference
from wording import N_, Wording, say

NO_DIAGNOSIS = "Sides differ a little in everybody: something to play with, never a diagnosis."
_SAME = N_("the same on both sides, as far as this camera can tell.")
# A little, and more than that; `{side}` is left or right.
_MORE = (N_("a little more to the {side}."), N_("more to the {side}."))
_SLOWER = (N_("a little slower on the {side}."), N_("slower on the {side}."))
_LONGER = (N_("a little longer on the {side}."), N_("longer on the {side}."))
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
    reached = found.reached
    how = _SAME if reached.more is None else _how(_MORE, reached)
    said: list[str] = [
        say("Left {left:.0f}°, right {right:.0f}°: {how}", left=reached.left, right=reached.right, how=how)
    ]
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
    took = found.took
    if not took.told or took.more is None:
        return ""
    told = {"left": took.left, "right": took.right, "how": _how(_SLOWER, took)}
    return say("{left:.1f} seconds on the left, {right:.1f} on the right: {how}", **told)


def _say_hold(found: Asymmetry) -> str:
    held = found.held
    if not held.told or held.more is None:
        return ""
    told = {"left": held.left, "right": held.right, "how": _how(_LONGER, held)}
    return say("Held for {left:.1f} seconds on the left, {right:.1f} on the right: {how}", **told)


def _how(words: tuple[str, str], difference: Difference) -> Wording:
    little, much = words
    return say(little if _times(difference) <= _MUCH else much, side=difference.more)


def _times(difference: Difference) -> float:
    """Tell a difference in units of the least that can be told."""
    return abs(difference.left - difference.right) / difference.least
