"""How the repositioning test goes, as a file says it: the places, what counts as staying, the words."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from exercises.parts import Degrees, Part, Seconds, Sentence, Share, known_measure


class RepositionWords(Part):
    """What is said at each step of the test.

    Attributes
    ----------
    bend_fully, bend_again, further, another : str
        Ask for the own range, for another bend, and for a larger one; where it stays too small for the
        test, offer another exercise.
    show, show_again, held : str
        Ask for the shown place; once more; and say that it was held.
    find, find_again, not_seen, found : str
        Ask for the same place without the display; once more, after one that was not held or not seen; and
        say that it was taken.
    passed_over : str
        Said with `show` after a trial that is left unmeasured.
    """

    bend_fully: Sentence
    bend_again: Sentence
    further: Sentence
    another: Sentence
    show: Sentence
    show_again: Sentence
    held: Sentence
    find: Sentence
    find_again: Sentence
    not_seen: Sentence
    found: Sentence
    passed_over: Sentence


class RepositionRule(Part):
    """The trials, and the thresholds that tell bending, staying and coming up apart.

    Attributes
    ----------
    angle : str
        The measure that moves, to its plus side.
    trials : list of float
        The places, in shares of the own range, in their order.
    range_bends : int
        So many bends, as far as is comfortable, set the own range.
    least_range_deg : float
        A smaller bend does not: its places could not be told from standing.
    leave_deg, return_deg : float
        A bend goes on from passing `leave_deg` until falling below `return_deg`.
    show_within_deg : float
        How near to the place the shown position has to be held. What is found again is compared with what
        was held, so this need not be narrow.
    still_within_deg : float
        Whoever stays within a span of this is still.
    hold_s, found_s : float
        How long, at the shown place, and at the place that is found again.
    tries : int
        A trial that was not held or not seen is asked for until it was tried this often.
    wait_s : float
        What is asked for is said once more after this.
    """

    angle: str
    trials: Annotated[list[Share], Field(min_length=2, max_length=20)]
    range_bends: Annotated[int, Field(ge=1, le=5)]
    least_range_deg: Annotated[float, Field(gt=0, le=90)]
    leave_deg: Annotated[float, Field(gt=0, le=45)]
    return_deg: Annotated[float, Field(gt=0, le=45)]
    show_within_deg: Annotated[float, Field(gt=0, le=20)]
    still_within_deg: Degrees
    hold_s: Seconds
    found_s: Seconds
    tries: Annotated[int, Field(ge=1, le=5)]
    wait_s: Annotated[float, Field(gt=0, le=120)]
    source: str
    words: RepositionWords

    _angle = field_validator("angle")(known_measure)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.return_deg < self.leave_deg:
            raise ValueError("expected return_deg < leave_deg")
        if not self.leave_deg < min(self.trials) * self.least_range_deg:
            raise ValueError("expected leave_deg below the nearest of trials in least_range_deg")
        return self
