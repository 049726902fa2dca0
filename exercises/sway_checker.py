"""The checker of movements to both sides: out to one own end, through the middle, out to the other, and back.

It counts in positions of the person's own range (`exercises.own_range`): a small range and a large one are
the same movement. Pure, like `exercises.checker`, whose memory it extends.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from exercises.checker import LOST_AFTER_S
from exercises.checker_state import CheckerState, Movement
from exercises.definition import TwoWayExercise
from exercises.events import (
    DropReason,
    Event,
    FaultPersisted,
    FoundFault,
    MovementDropped,
    Repetition,
    RepetitionFinished,
)
from exercises.faults import close_watch, watch_faults
from exercises.own_range import OwnRange
from exercises.smoothness import halted_share
from vision.posture import Posture
from vision.quality import Sight, judge_sight

# Whoever rests in the middle for longer than this after one side is not on the way to the other (P).
_HALF_WAIT_S = 6.0
# A turning point that has been left by this share of the range is behind (P).
_RETURNING_SHARE = 0.15
# `vision.quality` asks whether the turning point was out of sight within 10 of its units: of a hundred here.
_PER_CENT = 100.0


@dataclass(frozen=True)
class Swing(Movement):
    """A movement to both sides that is going on.

    Attributes
    ----------
    side : int
        On which side the person is: -1, 1, or 0 in the middle, on the way to the other one.
    first : int
        Which side came first.
    reached : tuple of float
        How far the minus and the plus side were visited, in shares of the own range.
    middle_s : float
        When the middle was reached on the way back from the first side; NaN before.
    way : tuple of (float, float)
        Time and position on the way from the first side to the other.
    """

    side: int = 0
    first: int = 0
    reached: tuple[float, float] = (0.0, 0.0)
    middle_s: float = math.nan
    way: tuple[tuple[float, float], ...] = ()

    def reach(self, side: int) -> float:
        """How far a side was visited."""
        return self.reached[side > 0]

    def cross(self, time_s: float, position: float) -> Swing:
        """Leave the middle for the side of `position`: the way there is complete."""
        return replace(self, side=1 if position > 0 else -1, way=(*self.way, (time_s, position)))

    def go(self, time_s: float, position: float, leave_share: float) -> Swing:
        """Note a position: how far its side is visited, and the way from the first side to the other."""
        minus, plus = self.reached
        if self.side < 0:
            minus = max(minus, -position)
        elif self.side > 0:
            plus = max(plus, position)
        way = self.way
        if self.side == self.first and self.first * position >= leave_share:
            way = ((time_s, position),)
        elif self.side != -self.first:
            way = (*way, (time_s, position))
        return replace(self, reached=(minus, plus), way=way)


@dataclass(frozen=True)
class SwayChecker:
    """Counts and judges repetitions to both sides.

    Attributes
    ----------
    exercise : TwoWayExercise
        The definition.
    own : OwnRange
        The person's own range.
    """

    exercise: TwoWayExercise
    own: OwnRange

    def step(self, state: CheckerState, posture: Posture) -> tuple[CheckerState, tuple[Event, ...]]:
        """Advance by one posture, told from neutral.

        Parameters
        ----------
        state : CheckerState
            `CheckerState()` at the start; `neutral_s` is when the middle was last seen.
        posture : Posture
            Later than the one before. A NaN angle is ridden over for up to a second.

        Returns
        -------
        CheckerState, tuple of Event
            The new state, and what happened.
        """
        time_s, angle = posture.time_s, posture.value(self.exercise.angle_in(posture.view))
        position = self.own.position(angle)
        before_s, before = state.seen_s, self.own.position(state.angle_deg)
        state, dropped = self._forget_if_lost(replace(state, angle_deg=angle), time_s)
        swing = state.movement
        if math.isnan(position):
            if swing is not None:
                seen = replace(swing, sight=swing.sight.look(posture, position))
                state = replace(state, movement=seen)
            return state, dropped
        state = replace(state, seen_s=time_s)
        if not isinstance(swing, Swing):
            rule = self.exercise.movement
            if abs(position) < rule.return_share:
                return replace(state, neutral_s=time_s), dropped
            # Only a movement that began in the middle is one.
            if abs(position) < rule.leave_share or math.isnan(state.neutral_s):
                return state, dropped
            swing = _begin(state.neutral_s, before_s, before, position)
        swing, fresh = self._look(swing, posture, position)
        state, events = self._go_on(state, swing, posture, position)
        return state, (*dropped, *(FaultPersisted(fault) for fault in fresh), *events)

    def is_returning(self, state: CheckerState) -> bool:
        """Whether the movement going on has turned round and is on its way to the middle."""
        swing = state.movement
        if not isinstance(swing, Swing) or not swing.side or math.isnan(state.angle_deg):
            return False
        position = self.own.position(state.angle_deg)
        return swing.side * position < swing.reach(swing.side) - _RETURNING_SHARE

    def _look(self, swing: Swing, posture: Posture, position: float) -> tuple[Swing, tuple[FoundFault, ...]]:
        """Note what this posture tells of the movement."""
        angle = posture.value(self.exercise.angle_in(posture.view))
        watch, fresh = watch_faults(swing.watch, posture, abs(angle), self.exercise)
        peaks = dict(swing.peaks)
        for name, value in posture.angles.items():
            if not math.isnan(value):
                peaks[name] = max(value, peaks.get(name, value))
        sight = swing.sight.look(posture, _PER_CENT * abs(position))
        return replace(swing, sight=sight, peaks=peaks, watch=watch), fresh

    def _go_on(
        self, state: CheckerState, swing: Swing, posture: Posture, position: float
    ) -> tuple[CheckerState, tuple[Event, ...]]:
        """Follow from side to side, and end the movement where it ends."""
        time_s, rule = posture.time_s, self.exercise.movement
        in_the_middle = abs(position) < rule.return_share
        if time_s - swing.start_s > rule.most_duration_s:
            return _drop(state, time_s, in_the_middle, DropReason.TOO_LONG)
        if swing.side and swing.side * position < rule.return_share:
            if min(swing.reached) >= rule.least_share:
                return self._finish(state, swing, posture)
            if swing.reach(swing.first) < rule.least_share:
                return _drop(state, time_s, in_the_middle, DropReason.TOO_SMALL)
            swing = replace(swing, side=0, middle_s=time_s)
        events: tuple[Event, ...] = ()
        if not swing.side:
            if abs(position) >= rule.leave_share:
                swing = swing.cross(time_s, position)
            elif time_s - swing.middle_s > _HALF_WAIT_S:
                return _drop(state, time_s, in_the_middle, DropReason.ONE_SIDED)
            if swing.side == swing.first:
                # The same side twice: what was begun is no repetition, and another one begins here.
                events = (MovementDropped(time_s, DropReason.ONE_SIDED),)
                began = _begin(state.neutral_s, swing.middle_s, 0.0, position)
                swing, _ = self._look(began, posture, position)
        if in_the_middle:
            state = replace(state, neutral_s=time_s)
        return replace(state, movement=swing.go(time_s, position, rule.leave_share)), events

    def _finish(
        self, state: CheckerState, swing: Swing, posture: Posture
    ) -> tuple[CheckerState, tuple[Event, ...]]:
        time_s, number = posture.time_s, state.repetitions + 1
        if time_s - swing.start_s < self.exercise.movement.least_duration_s:
            return _drop(state, time_s, True, DropReason.TOO_SHORT)
        seen = judge_sight(swing.sight, _PER_CENT * min(swing.reached))
        faults: tuple[FoundFault, ...] = ()
        fresh: tuple[FoundFault, ...] = ()
        if seen.measured:
            faults, fresh = close_watch(
                swing.watch, swing.start_s, time_s, self.exercise, halted_share=halted_share(swing.way)
            )
        # One that was hardly seen was done, so it counts; it is not told as numbers, nor judged.
        reached_both = seen.measured and min(swing.reached) >= self.exercise.target.from_share
        repetition = Repetition(
            number,
            swing.start_s,
            time_s,
            swing.peaks if seen.measured else {},
            reached_both and not faults,
            faults,
            seen.figure,
            seen.measured,
            seen.reason,
            self.exercise.angle_in(posture.view),
            swing.reached if seen.measured else None,
        )
        state = replace(
            state,
            movement=None,
            neutral_s=time_s,
            repetitions=number,
            on_target=state.on_target + repetition.on_target,
        )
        return state, (*(FaultPersisted(fault) for fault in fresh), RepetitionFinished(repetition))

    def _forget_if_lost(self, state: CheckerState, time_s: float) -> tuple[CheckerState, tuple[Event, ...]]:
        """Start afresh after a gap: what happened unseen is not judged."""
        if not time_s - state.seen_s > LOST_AFTER_S:
            return state, ()
        if state.movement is not None:
            return _drop(state, time_s, False, DropReason.LOST_SIGHT)
        return replace(state, neutral_s=math.nan), ()


def _begin(start_s: float, seen_s: float, seen_at: float, position: float) -> Swing:
    side = 1 if position > 0 else -1
    return Swing(start_s, Sight(seen_s, seen_s, _PER_CENT * abs(seen_at)), side=side, first=side)


def _drop(
    state: CheckerState, time_s: float, in_the_middle: bool, reason: DropReason
) -> tuple[CheckerState, tuple[Event, ...]]:
    # In the middle the next movement may begin at once; otherwise the middle has to be seen first.
    neutral_s = time_s if in_the_middle else math.nan
    return replace(state, movement=None, neutral_s=neutral_s), (MovementDropped(time_s, reason),)
