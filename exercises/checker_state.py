"""What the checker remembers between two postures: the movement going on, and what was counted."""

from __future__ import annotations

import math
from dataclasses import dataclass

from exercises.faults import FaultWatch
from exercises.own_target import OwnPeak
from exercises.reposition_course import Course
from exercises.rest import Point, Way
from vision.posture import Posture
from vision.quality import Sight


@dataclass(frozen=True)
class Movement:
    """The movement going on.

    Attributes
    ----------
    start_s : float
        When it left neutral.
    sight : Sight
        How well it has been seen.
    peak_deg : float
        Largest value of the movement's own angle so far, degrees from neutral in its direction.
    peak_s : float
        When that was.
    way : tuple of (float, float)
        Time and angle of every frame so far in which it was measured.
    watch : FaultWatch
        Its compensations.
    landed : (float, float) or None
        Time and angle of the lowest frame since it came back below `return_deg`; None before.
    postures : tuple of Posture
        Every frame until it was back below `return_deg`: how far each measure went is told when it ends.
    """

    start_s: float
    sight: Sight
    peak_deg: float = -math.inf
    watch: FaultWatch = FaultWatch()
    peak_s: float = math.nan
    way: Way = ()
    landed: Point | None = None
    postures: tuple[Posture, ...] = ()


@dataclass(frozen=True)
class CheckerState:
    """What the checker remembers between two postures.

    Attributes
    ----------
    neutral_s : float
        When the angle was last at rest near neutral: a movement starts there. NaN before it was.
    rest_deg : float
        The angle at that moment.
    seen_s : float
        When the angle was last measured.
    run_up : tuple of (float, float)
        Time and angle of every frame since that moment, until a movement begins.
    angle_deg : float
        How far the movement has gone in the newest posture, in its direction; NaN when not measurable.
    movement : Movement or None
        The movement going on.
    another_s : float
        Since when it has looked like another movement, or like its start or end; NaN while it does not.
    around : tuple of (float, float)
        Time and value of what moves around the angle (`exercises.around`), in the newest frames.
    ended_s : float
        When the last repetition to both sides ended: the next one began no sooner.
    repetitions, on_target : int
        Counted so far.
    own : OwnPeak
        How far this person goes, where the target is told in that.
    course : Course
        Where in the repositioning test the person is; of no other exercise.
    """

    neutral_s: float = math.nan
    rest_deg: float = math.nan
    run_up: Way = ()
    seen_s: float = math.nan
    angle_deg: float = math.nan
    movement: Movement | None = None
    another_s: float = math.nan
    around: Way = ()
    ended_s: float = -math.inf
    repetitions: int = 0
    on_target: int = 0
    own: OwnPeak = OwnPeak()
    course: Course = Course()

    def with_frame(
        self, seen_s: float, angle_deg: float, another_s: float, around: Way, movement: Movement | None
    ) -> CheckerState:
        """Note a frame in which the angle was measured (`dataclasses.replace` costs twice as much)."""
        return CheckerState(
            self.neutral_s,
            self.rest_deg,
            self.run_up,
            seen_s,
            angle_deg,
            movement,
            another_s,
            around,
            self.ended_s,
            self.repetitions,
            self.on_target,
            self.own,
            self.course,
        )

    def at_rest(self, neutral_s: float, rest_deg: float, run_up: Way) -> CheckerState:
        """Note where the person is between two movements."""
        return CheckerState(
            neutral_s,
            rest_deg,
            run_up,
            self.seen_s,
            self.angle_deg,
            self.movement,
            self.another_s,
            self.around,
            self.ended_s,
            self.repetitions,
            self.on_target,
            self.own,
            self.course,
        )

    def counts_only(self) -> CheckerState:
        """Forget all but what was counted, and how far the person goes."""
        return CheckerState(
            repetitions=self.repetitions,
            on_target=self.on_target,
            own=self.own,
            course=self.course.interrupted(),
        )
