"""`check`: a recording through the same engine as a live session."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from clinic.comparing import comparison_content, set_content, sides_content
from clinic.provenance import describe_check
from clinic.reading import read_observations
from clinic.repositioning import missing_trials, trials_content
from exercises.asymmetry import Asymmetry, by_side, compare_sides
from exercises.coach import Coach
from exercises.comparer import Comparer
from exercises.comparison import Comparison
from exercises.definition import Exercise, RepositionExercise, TwoWayExercise
from exercises.events import (
    Armed,
    DropReason,
    MovementDropped,
    RangeLearned,
    Repetition,
    RepetitionFinished,
)
from exercises.guidance import NO_PELVIS, find_obstacle
from exercises.repositioning import Repositioning, sum_up_trials
from exercises.set_comparison import SetComparison, sum_up_comparisons
from vision.angles import View
from vision.calibration import Calibration
from vision.pelvis import PelvisReader
from vision.pose import Observation

# A clip that was cut short begins in the start position for this long at least (P: 8 frames at 30 a second)
SHORT_STILL_S = 0.25
_SHORT_START = (
    "Nobody kept still for {:g} seconds; angles are told from the first short moment in the start position."
)
# An obstacle in fewer of the frames than this is not worth a warning.
_WORTH_A_WARNING = 0.2

_DROPPED = {
    DropReason.TOO_SMALL: "{n} movement(s) were too small to count.",
    DropReason.TOO_SHORT: "{n} movement(s) were too short to count.",
    DropReason.TOO_LONG: "{n} movement(s) took too long to count.",
    DropReason.ONE_SIDED: "{n} movement(s) went to one side only and were not counted.",
    DropReason.ANOTHER: "{n} movement(s) were another movement, such as sitting down, and were not counted.",
    DropReason.LEFT_PLACE: "{n} movement(s) ended in walking away and were not counted.",
    DropReason.LOST_SIGHT: "{n} movement(s) left the picture and were not counted.",
}


@dataclass(frozen=True)
class CheckResult:
    """What the engine found in a recording.

    Attributes
    ----------
    exercise : str
        Which exercise it was checked against.
    view : View
        The view of most frames.
    repetitions : tuple of Repetition
        In order.
    warnings : tuple of str
        Sentences about what stood in the way.
    provenance : mapping
        What it was made with (`clinic.provenance`).
    ranges : tuple of RangeLearned
        The own ranges that repetitions to both sides are told in.
    calibrated : bool
        Whether the start position was seen.
    comparisons : mapping of int to Comparison or None
        By the repetition's number, where the exercise has a target path.
    together : SetComparison or None
        All of them summed up; None where nothing was compared.
    test : Repositioning or None
        The result of a repositioning test.
    sides : Asymmetry or None
        Left against right, where the recording shows an exercise on both sides.
    """

    exercise: str
    view: View
    repetitions: tuple[Repetition, ...]
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any]
    ranges: tuple[RangeLearned, ...] = ()
    calibrated: bool = True
    comparisons: Mapping[int, Comparison | None] = field(default_factory=dict)
    together: SetComparison | None = None
    test: Repositioning | None = None
    sides: Asymmetry | None = None

    def to_json(self) -> dict[str, Any]:
        """Shape the result as the stable JSON of the command line."""
        return {
            "exercise": self.exercise,
            "view": self.view.value,
            "reps": [
                {
                    "number": repetition.number,
                    "start_s": round(repetition.start_s, 3),
                    "end_s": round(repetition.end_s, 3),
                    "peaks": {name: round(deg, 1) for name, deg in repetition.peaks.items()},
                    "on_target": repetition.on_target,
                    "faults": [fault.id for fault in repetition.faults],
                    "quality": round(repetition.quality, 2),
                    "measured": repetition.measured,
                    **_tempo_content(repetition),
                    **_hold_content(repetition),
                    **_ends_content(repetition),
                    **self._comparison_content(repetition.number),
                }
                for repetition in self.repetitions
            ],
            **self._ranges_content(),
            **({} if self.together is None else {"comparison": set_content(self.together)}),
            **({} if self.sides is None else {"sides": sides_content(self.sides)}),
            **({} if self.test is None else trials_content(self.test)),
            "warnings": list(self.warnings),
            "provenance": dict(self.provenance),
        }

    def _comparison_content(self, number: int) -> dict[str, Any]:
        """Give how a repetition compares with its path; nothing for an exercise that has none."""
        if number not in self.comparisons:
            return {}
        return {"comparison": comparison_content(self.comparisons[number])}

    def _ranges_content(self) -> dict[str, Any]:
        """Give the own ranges; nothing for an exercise that needs none."""
        if not self.ranges:
            return {}
        found = [
            {
                "view": learned.view.value,
                "from_deg": round(learned.range.low_deg, 1),
                "to_deg": round(learned.range.high_deg, 1),
                "assumed": list(learned.range.assumed),
            }
            for learned in self.ranges
        ]
        return {"ranges": found}


def _tempo_content(repetition: Repetition) -> dict[str, Any]:
    """Give tempo and smoothness of the way out and the way back; nothing where no turning point was told."""
    if math.isnan(repetition.peak_s):
        return {}
    return {
        "peak_s": round(repetition.peak_s, 3),
        "tempo_s": [round(lasted_s, 2) for lasted_s in repetition.tempo_s],
        "smoothness": [None if math.isnan(one) else round(one, 2) for one in repetition.smoothness],
    }


def _hold_content(repetition: Repetition) -> dict[str, Any]:
    """Give how long the turning point was held; nothing for an exercise that asks for no hold."""
    return {} if math.isnan(repetition.hold_s) else {"hold_s": round(repetition.hold_s, 2)}


def _ends_content(repetition: Repetition) -> dict[str, Any]:
    """Give how much of the way to each own end a repetition went; nothing for one that goes one way."""
    if repetition.ends is None:
        return {}
    return {"ends": [round(share, 2) for share in repetition.ends]}


def check_recording(
    video: Path,
    exercise: Exercise,
    *,
    model: str = "full",
    view: View | None = None,
    pelvis: PelvisReader | None = None,
) -> CheckResult:
    """Check a recording of one exercise; `pelvis` reads what an exercise of the pelvis is made of.

    A clip that was cut short holds no three seconds of stillness. Where none were found it is checked once
    more from the first short moment in the start position, and a warning says so.

    Raises
    ------
    BacktalkError
        As `clinic.reading.read_observations`.
    """

    def check(asked: Exercise) -> CheckResult:
        observations = read_observations(video, model, silhouette=asked.needs_silhouette)
        return check_observations(observations, asked, model=model, view=view, pelvis=pelvis)

    result = check(exercise)
    if result.calibrated:
        return result
    start = exercise.start.model_copy(update={"still_s": SHORT_STILL_S})
    short = check(exercise.model_copy(update={"start": start}))
    if not short.calibrated:
        return result
    return replace(short, warnings=(_SHORT_START.format(exercise.start.still_s), *short.warnings))


def check_observations(
    observations: Iterable[Observation],
    exercise: Exercise,
    *,
    model: str = "full",
    view: View | None = None,
    pelvis: PelvisReader | None = None,
) -> CheckResult:
    """Check a stream of observations, as `check_recording` does with a file's."""
    coach = Coach(exercise, view=view, pelvis=pelvis)
    state = coach.start()
    views: Counter[View] = Counter()
    obstacles: Counter[str] = Counter()
    dropped: Counter[DropReason] = Counter()
    repetitions: list[Repetition] = []
    calibrations: list[Calibration] = []
    ranges: list[RangeLearned] = []
    comparer = Comparer(exercise)
    comparisons: dict[int, Comparison | None] = {}
    for observation in observations:
        state, events = coach.step(state, observation)
        views[state.posture.view] += 1
        obstacle = find_obstacle(state.posture, exercise)
        if obstacle is not None:
            obstacles[obstacle[1]] += 1
        ended = [event.repetition for event in events if isinstance(event, RepetitionFinished)]
        comparisons.update(comparer.see(state.posture, ended))
        repetitions += ended
        for event in events:
            if isinstance(event, MovementDropped):
                dropped[event.reason] += 1
            elif isinstance(event, Armed):
                calibrations.append(event.calibration)
            elif isinstance(event, RangeLearned):
                ranges.append(event)
    frames = views.total()
    warnings = [
        f"In {count / frames:.0%} of the recording: {sentence}"
        for sentence, count in obstacles.most_common()
        if count >= _WORTH_A_WARNING * frames
    ]
    if exercise.moves_pelvis and pelvis is None:
        warnings.append(NO_PELVIS)
    elif not calibrations:
        warnings.append(f"The start position was never seen, so nothing was counted: {exercise.start.say}")
    elif isinstance(exercise, TwoWayExercise) and not ranges:
        warnings.append(f"The own range was never shown, so nothing was counted: {exercise.axes[0].say}")
    test: Repositioning | None = None
    if isinstance(exercise, RepositionExercise):
        course = state.checker.course
        test = sum_up_trials(course.trials, exercise.reposition.angle)
        warnings += missing_trials(exercise, course) if calibrations else []
    if state.checker.movement is not None:
        warnings.append("The recording ends in the middle of a movement, which was not counted.")
    warnings += [_DROPPED[reason].format(n=count) for reason, count in dropped.items()]
    warnings += [
        f"Repetition {one.number} was not measured: {one.reason}." for one in repetitions if not one.measured
    ]
    main_view = views.most_common(1)[0][0] if views else View.UNKNOWN
    provenance = describe_check(
        model=model, live_filter=coach.filter, calibrations=calibrations, sides=state.track.sides
    )
    return CheckResult(
        exercise.id,
        main_view,
        tuple(repetitions),
        tuple(warnings),
        provenance,
        tuple(ranges),
        bool(calibrations),
        comparisons,
        sum_up_comparisons(comparisons.values(), exercise.path) if exercise.path else None,
        test,
        compare_sides(by_side(exercise.sides, repetitions)) if exercise.sides else None,
    )
