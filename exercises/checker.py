"""The exercise checker: a stream of postures in, counted repetitions and their faults out.

`Checker.step(state, posture) -> (state, events)` is pure: no clock, no files, no memory beside the state.
A live session, a recording and a test run the same code and give the same answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from exercises.checker_state import CheckerState, Movement
from exercises.definition import OneWayExercise
from exercises.elsewhere import without_depth
from exercises.events import (
    DropReason,
    Event,
    FaultPersisted,
    FoundFault,
    MovementDropped,
    Repetition,
    RepetitionFinished,
)
from exercises.extent import mean_speeds, peaks_of, ranges_of, spans_of
from exercises.faults import FaultWatch, close_watch, longest_hold_s, watch_before, watch_faults
from exercises.rest import (
    Point,
    follow_landing,
    follow_rest,
    left_rest_s,
    part_at_rest,
    rest_after,
    rest_within_deg,
    turning_deg,
)
from exercises.sparc import smoothness_of_ways
from exercises.tempo import whole_span
from vision.posture import Posture
from vision.quality import Sight, judge_sight

# A movement out of sight for longer than this is not judged (P: shorter than the fastest repetition).
LOST_AFTER_S = 1.0
# A peak that has been left by this much is behind: the person is on the way back.
_RETURNING_DEG = 6.0


@dataclass(frozen=True)
class Checker:
    """Counts and judges the repetitions of one exercise.

    Attributes
    ----------
    exercise : OneWayExercise
        The definition.
    """

    exercise: OneWayExercise

    def step(self, state: CheckerState, posture: Posture) -> tuple[CheckerState, tuple[Event, ...]]:
        """Advance by one posture, told from neutral.

        Parameters
        ----------
        state : CheckerState
            `CheckerState()` at the start.
        posture : Posture
            Later than the one before. A NaN angle is ridden over for up to a second.

        Returns
        -------
        CheckerState, tuple of Event
            The new state, and what happened.
        """
        rule = self.exercise.movement
        angle = rule.read(posture)
        if rule.around is not None and angle < 0:
            angle = 0.0  # a trunk that leans takes the hips along: below its rest the angle rests
        before_s, before_deg = state.seen_s, state.angle_deg
        dropped: tuple[Event, ...] = ()
        if posture.time_s - self._last_seen_s(state) > LOST_AFTER_S:
            state, dropped = self._forget(replace(state, angle_deg=angle), posture.time_s)
        movement, around = state.movement, state.around
        if rule.around is not None:
            around = rule.around.note(around, posture.time_s, rule.around.read(posture))
        if math.isnan(angle):
            fresh: tuple[FoundFault, ...] = ()
            if movement is not None:
                watch = movement.watch
                if rule.around is not None:
                    # What moves around it is seen all the same: a trunk that folds over hidden knees.
                    watch, fresh = watch_faults(watch, posture, angle, self.exercise)
                movement = replace(movement, sight=movement.sight.look(posture, angle), watch=watch)
            state = replace(state, angle_deg=angle, movement=movement, around=around)
            return state, (*dropped, *(FaultPersisted(fault) for fault in fresh))
        another_s = rule.another_since(state.another_s, posture)
        if movement is None:
            state = state.with_frame(posture.time_s, angle, another_s, around, None)
            state, movement = self._wait(state, Sight(before_s, before_s, before_deg))
            if movement is None:
                return state, dropped
        is_back = movement.landed is not None or angle < rule.return_deg
        movement, fresh = self._go_on(movement, posture, angle, is_back=is_back)
        state = state.with_frame(posture.time_s, angle, another_s, around, movement)
        if is_back:
            state, events = self._land(state, movement, posture, angle)
        elif posture.time_s - movement.start_s > rule.most_duration_s:
            state, events = self._drop(state, posture.time_s, DropReason.TOO_LONG)
        elif self._is_another(state):
            state, events = self._drop(state, posture.time_s, DropReason.ANOTHER)
        else:
            events = tuple([FaultPersisted(fault) for fault in fresh])
        return state, (*dropped, *events)

    def is_returning(self, state: CheckerState) -> bool:
        """Whether the movement going on is past its turning point."""
        if state.movement is None or math.isnan(state.angle_deg):
            return False
        return state.angle_deg < state.movement.peak_deg - _RETURNING_DEG

    def _wait(self, state: CheckerState, sight: Sight) -> tuple[CheckerState, Movement | None]:
        """Note where the person is between two movements, and the next one once it has begun."""
        rule, here = self.exercise.movement, (state.seen_s, state.angle_deg)
        if not math.isnan(state.another_s):
            # Rest is in the start posture: whoever rises from a chair did not begin at neutral.
            if self._is_another(state):
                return replace(state, neutral_s=math.nan, run_up=()), None
            return replace(state, run_up=(*state.run_up, here)), None
        rest = (state.neutral_s, state.rest_deg)
        (neutral_s, rest_deg), run_up = follow_rest(rest, state.run_up, here, rule)
        state = state.at_rest(neutral_s, rest_deg, run_up)
        # Only a movement that began at neutral is one: nobody is counted on walking in bent over.
        if state.angle_deg < rule.leave_deg or math.isnan(neutral_s):
            return state, None
        start_s = left_rest_s((neutral_s, rest_deg), run_up, rule)
        watch = FaultWatch()
        if rule.around is not None:
            start_s = rule.around.start_s(state.around, start_s)
            # What the newest frame adds is watched with all that moves in it.
            watch = watch_before(state.around[:-1], start_s, rule.around, self.exercise)
        return state, Movement(start_s, sight, watch=watch, way=run_up[:-1])

    def _last_seen_s(self, state: CheckerState) -> float:
        """Tell when somebody was seen last: who folds over their thighs hides the knees and has not gone."""
        return max(state.seen_s, state.around[-1][0]) if state.around else state.seen_s

    def _go_on(
        self, movement: Movement, posture: Posture, angle: float, *, is_back: bool
    ) -> tuple[Movement, tuple[FoundFault, ...]]:
        """Note a frame of a movement: once it is back below its threshold nothing more is held against it."""
        watch, peak_deg, peak_s = movement.watch, movement.peak_deg, movement.peak_s
        postures = movement.postures
        fresh: tuple[FoundFault, ...] = ()
        if not is_back:
            watch, fresh = watch_faults(watch, posture, angle, self.exercise)
            postures = (*postures, posture)
            if angle > peak_deg:
                peak_deg, peak_s = angle, posture.time_s
        sight, way = movement.sight.look(posture, angle), (*movement.way, (posture.time_s, angle))
        grown = Movement(movement.start_s, sight, peak_deg, watch, peak_s, way, movement.landed, postures)
        return grown, fresh

    def _is_another(self, state: CheckerState) -> bool:
        """Whether a limit that no repetition passes has been passed for long enough."""
        return state.seen_s - state.another_s >= self.exercise.movement.another_persistence_s

    def _land(
        self, state: CheckerState, movement: Movement, posture: Posture, angle: float
    ) -> tuple[CheckerState, tuple[Event, ...]]:
        """Wait for rest in the start posture: who is back below the threshold moves on, or has sat down."""
        if self._is_another(state):
            return self._drop(state, posture.time_s, DropReason.ANOTHER)
        landed, at_rest = follow_landing(movement.landed, (posture.time_s, angle))
        movement = replace(movement, landed=landed)
        if self.exercise.movement.around is not None:
            # What still moves is part of it, and so is how far it goes.
            watch, _ = watch_faults(movement.watch, posture, angle, self.exercise)
            movement = replace(movement, watch=watch)
        if at_rest and math.isnan(state.another_s) and self._is_over(state, landed, angle):
            return self._finish(state, movement, landed)
        return replace(state, movement=movement), ()

    def _is_over(self, state: CheckerState, landed: Point, angle: float) -> bool:
        """Whether what moves around the angle rests as well, or the next repetition begins."""
        around = self.exercise.movement.around
        if around is None or angle > landed[1] + rest_within_deg(self.exercise.movement):
            return True
        return around.is_over(state.around, landed[0])

    def _finish(
        self, state: CheckerState, movement: Movement, landed: Point
    ) -> tuple[CheckerState, tuple[Event, ...]]:
        rule, way = self.exercise.movement, movement.way
        if rule.around is None:
            # Told anew: now the frames after it are known too.
            start_s = left_rest_s((state.neutral_s, state.rest_deg), way, rule)
            movement = replace(movement, start_s=start_s)
        # It ends as it begins: within what counts as rest. What comes after is the way to the next one.
        way, run_up = part_at_rest(way, landed, rule)
        time_s = way[-1][0]
        if rule.around is not None:
            time_s = rule.around.end_s(state.around, time_s)
            rest = tuple(here for here in state.around if here[0] >= time_s)
            state = replace(state, around=rest)
        rest_deg = rest_after(landed, state.rest_deg)
        state = replace(state, neutral_s=landed[0], rest_deg=rest_deg, run_up=run_up, movement=None)
        peak = turning_deg(movement.way)
        if peak < rule.least_excursion_deg:
            return state, (MovementDropped(time_s, DropReason.TOO_SMALL),)
        if time_s - movement.start_s < rule.least_duration_s:
            return state, (MovementDropped(time_s, DropReason.TOO_SHORT),)
        number, seen = state.repetitions + 1, judge_sight(movement.sight, peak)
        fresh: tuple[FoundFault, ...] = ()
        own = state.own
        if seen.measured:
            began_s, over_s = whole_span(movement.way, landed, movement.start_s, time_s)
            faults, fresh = close_watch(
                movement.watch, movement.start_s, time_s, self.exercise, lasted_s=over_s - began_s
            )
            target = self.exercise.target
            least_deg, most_deg = band = own.band(target)
            # While the own range is being found out, every comfortable depth is right.
            on_target = not faults and not (peak < least_deg or peak > most_deg)
            if self.exercise.tells_depth:
                own = own.after(target, peak, on_target=on_target)
            spans = spans_of(movement.postures)
            repetition = Repetition(
                number,
                movement.start_s,
                time_s,
                {**peaks_of(spans), rule.angle: peak},
                on_target,
                faults,
                seen.figure,
                angle=rule.angle,
                peak_s=movement.peak_s,
                smoothness=smoothness_of_ways(*zip(*way, strict=True)),
                target_deg=band,
                hold_s=longest_hold_s(movement.watch, self.exercise),
                ranges=ranges_of(spans),
                speed=mean_speeds(movement.start_s, movement.peak_s, time_s, peak),
            )
        else:
            # It was done, so it counts; what was hardly seen is not told as a number, nor judged.
            repetition = Repetition(
                number, movement.start_s, time_s, {}, False, (), seen.figure, False, seen.reason, rule.angle
            )
        if not self.exercise.tells_depth:
            repetition = without_depth(repetition)
        hits = state.on_target + repetition.on_target
        state = replace(state, repetitions=number, on_target=hits, own=own)
        return state, (*(FaultPersisted(fault) for fault in fresh), RepetitionFinished(repetition))

    def _forget(self, state: CheckerState, time_s: float) -> tuple[CheckerState, tuple[Event, ...]]:
        """Start afresh after a gap: what happened unseen is not judged."""
        movement = state.movement
        if movement is not None and movement.landed is not None:
            if math.isnan(state.another_s):
                return self._finish(state, movement, movement.landed)
            return self._drop(state, time_s, DropReason.ANOTHER)
        if movement is not None:
            return self._drop(state, time_s, DropReason.LOST_SIGHT)
        return replace(state, neutral_s=math.nan), ()

    def _drop(
        self, state: CheckerState, time_s: float, reason: DropReason
    ) -> tuple[CheckerState, tuple[Event, ...]]:
        # Back at neutral the next movement may begin at once; otherwise neutral has to be seen first.
        neutral_s = time_s if state.angle_deg < self.exercise.movement.return_deg else math.nan
        state = replace(state, movement=None, neutral_s=neutral_s, rest_deg=state.angle_deg)
        return state, (MovementDropped(time_s, reason),)
