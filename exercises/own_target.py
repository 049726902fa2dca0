"""The target in the person's own range: the first repetitions show what is comfortable, the rest aim at that.

It grows by rule, in small steps, when it is reached with good form; never past the clinical default's end.
Where pain rose in a set, what grew is taken back, or the range becomes a little smaller (`exercises.pain`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from statistics import median

from exercises.definition import OneWayExercise
from exercises.pain import NextSet, Pain
from exercises.ways import Target


@dataclass(frozen=True)
class OwnPeak:
    """How far this person goes.

    Attributes
    ----------
    shown_deg : tuple of float
        Turning points of the repetitions that set the range, so far.
    range_deg : float
        The range: their median, and what it has grown by; NaN while it is not known.
    began_deg : float
        The range at the beginning of the set, or when it became known in it; NaN before.
    in_a_row : int
        Repetitions on target since it was set, grew or was missed.
    """

    shown_deg: tuple[float, ...] = ()
    range_deg: float = math.nan
    began_deg: float = math.nan
    in_a_row: int = 0

    def band(self, target: Target) -> tuple[float, float]:
        """Give the band for the next turning point, degrees; NaN while it is being found out."""
        if target.own is None:
            return target.from_deg, target.to_deg
        return target.own.from_share * self.range_deg, target.own.to_share * self.range_deg

    def after(self, target: Target, peak_deg: float, *, on_target: bool) -> OwnPeak:
        """Take one measured repetition into account.

        Parameters
        ----------
        target : Target
            Of the exercise.
        peak_deg : float
            Its turning point.
        on_target : bool
            Whether it was on target and nothing else was found.
        """
        rule = target.own
        if rule is None:
            return self
        if math.isnan(self.range_deg):
            shown = (*self.shown_deg, peak_deg)
            known = len(shown) >= rule.repetitions
            range_deg = median(shown) if known else math.nan
            return OwnPeak(shown, range_deg, range_deg)
        if not on_target:
            return replace(self, in_a_row=0)
        if self.in_a_row + 1 < rule.grow_after:
            return replace(self, in_a_row=self.in_a_row + 1)
        grown_deg = min(self.range_deg * (1 + rule.grow_share), target.to_deg)
        return replace(self, range_deg=max(self.range_deg, grown_deg), in_a_row=0)

    def begin_set(self) -> OwnPeak:
        """Begin another set with the range as it is."""
        return OwnPeak(self.shown_deg, self.range_deg, self.range_deg)

    def after_set(self, exercise: OneWayExercise, pain: Pain) -> OwnPeak:
        """Give what the next set begins with.

        Parameters
        ----------
        exercise : OneWayExercise
            What was done.
        pain : Pain
            As it was told; what was not told changes nothing.
        """
        rule = exercise.target.own
        if rule is None or math.isnan(self.range_deg):
            return self
        next_deg, verdict = self.range_deg, rule.pain.judge(pain)
        if verdict is not NextSet.AS_IT_GREW:
            next_deg = min(next_deg, self.began_deg)
        if verdict is NextSet.SMALLER:
            # A smaller movement than this would not be counted, whatever is asked for.
            least_deg = min(exercise.movement.least_excursion_deg / rule.from_share, next_deg)
            next_deg = max(next_deg * (1 - rule.pain.smaller_by_share), least_deg)
        return replace(self, range_deg=next_deg).begin_set()
