"""Feedback that fades: much at first, then on every second repetition, then only the summary after the set.

What is said all the time is leaned on; whoever is told less learns to feel it. So the plan is data, and says
for each repetition whether it gets feedback. What keeps the camera from measuring, and the count, never fade.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from exercises.parts import Cue, Part, Share

# A compensation of this severity is told of in every repetition.
NEVER_FADES = 3


class FeedbackPlan(Part):
    """Which repetitions get feedback, and what counts as a change that is worth a word.

    Attributes
    ----------
    every_repetition : int
        So many repetitions get feedback, each of them;
    every_second : int
        of so many more every second one does, and then none.
    changed_by_deg, changed_by_share : float
        A turning point that came nearer to its target by this much has changed: degrees, and in an exercise
        that is told in the own range, shares of the way to an end.
    changed : Cue
        Said when what was asked for came about.
    source : str
        Where the numbers come from.
    """

    every_repetition: Annotated[int, Field(ge=0, le=1000)]
    every_second: Annotated[int, Field(ge=0, le=1000)]
    changed_by_deg: Annotated[float, Field(gt=0, le=90)] = 5.0
    changed_by_share: Share = 0.15
    changed: Cue = Cue(say="Yes, that changed.", or_say="That is it. You changed something.")
    source: str

    def gives(self, number: int) -> bool:
        """Whether a repetition gets feedback; 1 is the first of the set."""
        beyond = number - self.every_repetition
        return beyond <= 0 or (beyond <= self.every_second and beyond % 2 == 0)


DEFAULT_PLAN = FeedbackPlan(
    every_repetition=5,
    every_second=6,
    source="P: much at first, less as skill grows (R: motor learning); "
    "a change in degrees from the lower end of the smallest real change (R: 5-15), in shares a proposal",
)
