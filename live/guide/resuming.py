"""Where a session that was cut off goes on, worked out from the sets that are kept of it."""

from __future__ import annotations

from collections.abc import Sequence

from exercises.dose import Dose
from live.guide.state import GuideState, Moment, Resume, Stage
from records import SetBegun
from wording import N_, say


def find_resume(doses: Sequence[Dose], sets: Sequence[SetBegun], pain_before: int | None) -> Resume | None:
    """Work out where to go on.

    Parameters
    ----------
    doses : sequence of Dose
        What the session consists of, in order.
    sets : sequence of SetBegun
        What was begun of it, in order.
    pain_before : int or None
        0 to 10, if it was told.

    Returns
    -------
    Resume or None
        In the middle of the newest set with its count, or before the next one. None where nothing was begun,
        or the sets are not of this plan.
    """
    if not sets:
        return None
    item = rounds = 0
    newest = sets[-1]
    for one in sets:
        place = _place(doses, item, one.exercise)
        if place is None:
            return None
        if place != item:  # the one before, once more, or the rest of the one in between was left out
            rounds = doses[place].sets - 1 if place < item else 0
            item = place
        dose = doses[item]
        if one.repetitions >= (one.planned or dose.repetitions):
            rounds += 1
        elif one is newest and not one.ended:
            state = GuideState(
                Stage.WORK,
                item=item,
                set_number=min(rounds + 1, dose.sets),
                ordinal=one.number,
                before=pain_before,
                repetitions=one.repetitions,
            )
            return Resume(state, one.repetitions)
        elif one is newest:  # left out
            rounds = dose.sets
        if rounds >= dose.sets:
            item, rounds = item + 1, 0
    between = GuideState(
        Stage.SHOW, item=item, set_number=rounds + 1, ordinal=newest.number, before=pain_before
    )
    if item >= len(doses):
        between = GuideState(
            Stage.PAIN, item=item, ordinal=newest.number, before=pain_before, moment=Moment.AFTER
        )
    return Resume(between)


def say_where(doses: Sequence[Dose], resume: Resume) -> str:
    """Say where it goes on, to follow "Go on where you were:"."""
    guide = resume.guide
    if guide.item >= len(doses):
        return N_("all done, one last question")
    dose = doses[guide.item]
    where = dose.title
    if dose.sets > 1:
        where = say("round {number} of {title}", number=guide.set_number, title=dose.title)
    if guide.stage is Stage.WORK:
        return say("{where}, {count} done", where=where, count=resume.repetitions)
    return say("next: {where}", where=where)


def _place(doses: Sequence[Dose], item: int, exercise: str) -> int | None:
    """Find a set's exercise in the plan: here, one back (once more), or further on (some were left out)."""
    places = (item, item - 1, *range(item + 1, len(doses)))
    return next((i for i in places if 0 <= i < len(doses) and doses[i].exercise_id == exercise), None)
