"""What a finished set is told in: numbers that stand on their own, and one thing to try next time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exercises.asymmetry import by_side
from exercises.comparison import Comparison
from exercises.definition import Exercise, OneWayExercise, RepositionExercise, TwoWayExercise
from exercises.events import Repetition
from exercises.own_target import OwnPeak
from exercises.parts import Cue
from exercises.repositioning import Repositioning, Trial, sum_up_trials
from exercises.set_comparison import SetComparison, sum_up_comparisons
from exercises.sides import Side
from exercises.ways import End
from live.protocol import repetition_content
from live.repositioning import result_content, say_next
from live.words import stated_error_deg
from vision.posture import PERCENT_MEASURES
from wording import Words, in_english, inside, say

_NOTHING_YET = "Whenever you like, begin again: step back until all of you is in the picture."
_HARDLY_SEEN = "Next time: a little more light, and all of you in the picture, so that I can see more of it."
_ALL_WELL = "Next time, do it just like that."


@dataclass(frozen=True)
class EndReached:
    """How far one end of the own range was reached in a set.

    Attributes
    ----------
    name : str
        What the page calls the end.
    least, most : float
        Smallest and largest share of the way there, 1 for all of it.
    """

    name: str
    least: float
    most: float


@dataclass(frozen=True)
class SetSummary:
    """A finished set.

    Attributes
    ----------
    exercise_id : str
        What was done.
    source : str
        "camera", or "sample:" and the clip's id.
    repetitions : tuple of Repetition
        All that counted.
    range_deg : (float, float) or None
        Smallest and largest turning point; None without a measured repetition, and in an exercise that is
        told in the own range.
    next_time : str
        One sentence.
    error_deg : float
        Stated mean error of the turning points, the largest of the exercise's views; NaN when not stated.
    ends : tuple of EndReached
        Of an exercise that is told in the own range: each end that was gone to.
    repositioning : Repositioning or None
        The result of a repositioning test; None of any other exercise.
    comparison : SetComparison or None
        How the repetitions compare with the target path; None where there is none, or nothing was compared.
    sides : mapping of Side to int
        How many repetitions each side had, in a set that was done on both; empty for any other.
    held_s : (float, float) or None
        Shortest and longest hold; None where no hold is asked for, or none was measured.
    own : OwnPeak or None
        How far the person went, for the next set; None of a sample.
    """

    exercise_id: str
    source: str
    repetitions: tuple[Repetition, ...]
    range_deg: tuple[float, float] | None
    next_time: str
    error_deg: float = math.nan
    ends: tuple[EndReached, ...] = ()
    repositioning: Repositioning | None = None
    comparison: SetComparison | None = None
    sides: Mapping[Side, int] = field(default_factory=dict)
    held_s: tuple[float, float] | None = None
    own: OwnPeak | None = None

    @property
    def on_target(self) -> int:
        """How many repetitions were on target."""
        return sum(repetition.on_target for repetition in self.repetitions)

    @property
    def not_measured(self) -> int:
        """How many repetitions count but were not seen well enough to be judged."""
        return sum(not repetition.measured for repetition in self.repetitions)

    def content(self, words: Words = in_english) -> dict[str, Any]:
        """Give the summary as JSON content, in some language."""
        found = self.repositioning
        test = {} if found is None else {"test": result_content(found, words)}
        sides = {"sides": {side.value: count for side, count in self.sides.items()}} if self.sides else {}
        return {
            "exercise": self.exercise_id,
            "source": self.source,
            "reps": len(self.repetitions),
            "on_target": self.on_target,
            "not_measured": self.not_measured,
            "range": None if self.range_deg is None else [round(bound, 1) for bound in self.range_deg],
            "error": None if math.isnan(self.error_deg) else round(self.error_deg, 1),
            "held": None if self.held_s is None else [round(one, 1) for one in self.held_s],
            "ends": [[words(end.name), round(end.least, 2), round(end.most, 2)] for end in self.ends],
            "next_time": words(self.next_time),
            "repetitions": [repetition_content(repetition) for repetition in self.repetitions],
            **test,
            **sides,
        }


def summarise(
    exercise: Exercise,
    source: str,
    repetitions: Sequence[Repetition],
    trials: Sequence[Trial] = (),
    compared: Sequence[Comparison] = (),
) -> SetSummary:
    """Sum a set up.

    Parameters
    ----------
    exercise : Exercise
        What was done.
    source : str
        Where the pictures came from.
    repetitions : sequence of Repetition
        All that counted.
    trials : sequence of Trial
        Those of a repositioning test that are over.
    compared : sequence of Comparison
        How repetitions compare with the exercise's target path.
    """
    if isinstance(exercise, RepositionExercise):
        result = sum_up_trials(trials, exercise.reposition.angle)
        return SetSummary(
            exercise.id, source, (), None, say_next(result), result.error_deg, repositioning=result
        )
    measured = [repetition for repetition in repetitions if repetition.measured]
    holds = [one.hold_s for one in measured if not math.isnan(one.hold_s)]
    peaks: list[float] = []
    in_degrees = True
    lacking: list[Cue] = []
    reached: list[tuple[End, float]] = []
    error_deg = math.nan
    if isinstance(exercise, OneWayExercise):
        in_degrees = exercise.movement.angle not in PERCENT_MEASURES
        peaks = [repetition.peaks[exercise.movement.angle] for repetition in measured]
        lacking = _lacking_depth(exercise, measured)
        error_deg = stated_error_deg(exercise.movement.angle, *exercise.views)
    elif isinstance(exercise, TwoWayExercise):
        reached = ends_reached(exercise, measured)
        lacking = [end.too_little for end, share in reached if share < exercise.target.from_share]
    return SetSummary(
        exercise_id=exercise.id,
        source=source,
        repetitions=tuple(repetitions),
        range_deg=(min(peaks), max(peaks)) if peaks and in_degrees else None,
        next_time=_next_time(exercise, repetitions, measured, lacking),
        error_deg=error_deg,
        ends=_sum_up_ends(reached),
        comparison=sum_up_comparisons(compared, exercise.path) if exercise.path else None,
        sides=_count_sides(exercise, repetitions),
        held_s=(min(holds), max(holds)) if holds else None,
    )


def _count_sides(exercise: Exercise, repetitions: Sequence[Repetition]) -> dict[Side, int]:
    done = by_side(exercise.sides, repetitions) if exercise.sides else {}
    return {side: len(done[side]) for side in Side} if len(done) == len(Side) else {}


def ends_reached(exercise: TwoWayExercise, measured: Sequence[Repetition]) -> list[tuple[End, float]]:
    """List every end that was gone to, with how much of the way."""
    axes = {axis.angle: axis for axis in exercise.axes}
    return [
        pair
        for repetition in measured
        if repetition.ends is not None and repetition.angle in axes
        for pair in zip(axes[repetition.angle].ends, repetition.ends, strict=True)
    ]


def _sum_up_ends(reached: Sequence[tuple[End, float]]) -> tuple[EndReached, ...]:
    names = dict.fromkeys(end.name for end, _ in reached)
    shares = {name: [share for end, share in reached if end.name == name] for name in names}
    return tuple(EndReached(name, min(found), max(found)) for name, found in shares.items())


def _lacking_depth(exercise: OneWayExercise, measured: Sequence[Repetition]) -> list[Cue]:
    """List what would have brought a turning point to its target, once for each that missed it."""
    target, cues = exercise.target, []
    for one in measured:
        peak_deg, (from_deg, to_deg) = one.peaks[exercise.movement.angle], one.target_deg
        if peak_deg < from_deg:
            cues.append(target.too_little)
        elif peak_deg > to_deg:
            cues.append(target.too_much)
    return cues


def _next_time(
    exercise: Exercise,
    repetitions: Sequence[Repetition],
    measured: Sequence[Repetition],
    lacking: Sequence[Cue],
) -> str:
    """Choose the one thing: the most severe compensation of most repetitions, then the range.

    Whoever was seen badly most of the time is asked for a better picture first.
    """
    if not repetitions:
        return _NOTHING_YET
    if 2 * len(measured) < len(repetitions):
        return _HARDLY_SEEN
    found = Counter(fault.id for repetition in repetitions for fault in repetition.faults)
    known = [part for part in exercise.compensations if part.id in found]
    if known:
        worst = max(known, key=lambda part: (found[part.id], part.severity))
        return say("Next time: {cue}", cue=inside(worst.cue.say))
    if not lacking:
        return _ALL_WELL
    said = Counter(cue.say for cue in lacking).most_common(1)[0][0]
    return say("Next time: {cue}", cue=inside(said))
