"""What the page shows of the guide at a moment, as JSON content."""

from __future__ import annotations

import math
from typing import Any

from live.guide import words
from live.guide.guide import Guide
from live.guide.pain import LEAST, MOST
from live.guide.state import GuideState, Stage
from live.summary import SetSummary
from live.words import with_error
from wording import Words, in_english, say, say_count


def guide_content(
    guide: Guide,
    state: GuideState,
    time_s: float,
    last: SetSummary | None,
    hand: float,
    told: Words = in_english,
) -> dict[str, Any]:
    """Tell where in the session the person is.

    Parameters
    ----------
    guide, state
        The guide and its memory.
    time_s : float
        Now.
    last : SetSummary or None
        The newest finished set.
    hand : float
        How much of the time that a sign takes a hand has been up, 0 to 1.
    told : callable
        Gives texts in the person's language.
    """
    dose = guide.dose(state)
    remaining_s = guide.remaining_s(state, time_s)
    return {
        "stage": state.stage,
        "exercise": dose.exercise_id,
        "title": told(dose.title),
        "item": min(state.item + 1, len(guide.doses)),
        "items": len(guide.doses),
        "set": state.set_number,
        "sets": dose.sets,
        "dose": dose.repetitions,
        "easier": told(dose.easier) if dose.easier and state.item in state.easier else None,
        "rest_s": None if math.isnan(remaining_s) else math.ceil(remaining_s),
        "offered": guide.offered(state, time_s),
        "choices": [[command, told(words.CHOICE[command])] for command in state.choices]
        if state.stage is Stage.MENU
        else [],
        "scale": [LEAST, MOST] if state.stage is Stage.PAIN else None,
        "hand": round(hand, 2),
        "went_well": told(went_well(last)) if state.stage in (Stage.REST, Stage.PAIN, Stage.DONE) else "",
    }


def went_well(last: SetSummary | None) -> str:
    """Say what went well in the set before: something always did."""
    if last is None or not last.repetitions:
        return ""
    done = say_count("{count} repetition done", "{count} repetitions done", len(last.repetitions))
    good = say(", {count} of them just as meant", count=last.on_target) if last.on_target else ""
    far = ""
    if last.range_deg is not None:
        far = say(". Your furthest: {angle}", angle=with_error(last.range_deg[1], last.error_deg))
    return say("{done}{good}{far}.", done=done, good=good, far=far)
