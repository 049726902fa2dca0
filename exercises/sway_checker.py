"""The checker of movements to both sides: out to one own end, through the middle, out to the other, and back.

It counts in positions of the person's own range (`exercises.own_range`): a small range and a large one are
the same movement. Pure, like `exercises.checker`, whose memory it extends.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from exercises.checker import LOST_AFTER_S
from exercises.checker_state import CheckerState
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
from exercises.extent import peaks_of, spans_of
from exercises.faults import close_watch, watch_faults
from exercises.own_range import OwnRange
from exercises.rest import Point, Way, follow_landing
from exercises.smoothness import halted_share
from exercises.swing import LANDING, Swing, come_to_rest, follow_run_up, lasted_s, leave_rest, makes_one
from vision.angles import View
from vision.posture import Posture
from vision.quality import Sight, judge_sight

# Whoever rests in the middle for longer than this after one side is not on the way to the other (P).
_HALF_WAIT_S = 6.0
# A turning point that has been left by this share of the range is behind (P).
_RETURNING_SHARE = 0.15
# `vision.quality` asks whether the turning point was out of sight within 10 of its units: of a hundred here.
_PER_CENT = 100.0


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
        events: tuple[Event, ...] = ()
        if time_s - before_s > LOST_AFTER_S:
            state, events = self._forget(state, time_s, posture.view)
        swing = state.movement
        if math.isnan(position):
            if swing is not None:
                swing = replace(swing, sight=swing.sight.look(posture, position))
            return replace(state, angle_deg=angle, movement=swing), events
        state = state.with_frame(time_s, angle, state.another_s, state.around, swing)
        if isinstance(swing, Swing):
            state, told = self._follow(state, swing, posture, position)
            events = (*events, *told)
        # Whoever went on to the other side without a rest has begun the next one with the same frame.
        if state.movement is None:
            state = self._wait(state, time_s, position)
            if abs(position) >= self.exercise.movement.leave_share and not math.isnan(state.neutral_s):
                side = 1 if position > 0 else -1
                begun = _begin(state.run_up, side, Sight(before_s, before_s, _PER_CENT * abs(before)))
                state, told = self._follow(state, begun, posture, position)
                events = (*events, *told)
        return state, events

    def is_returning(self, state: CheckerState) -> bool:
        """Whether the movement going on has turned round and is on its way to the middle."""
        swing = state.movement
        if not isinstance(swing, Swing) or not swing.side or math.isnan(state.angle_deg):
            return False
        position = self.own.position(state.angle_deg)
        return swing.side * position < swing.reach(swing.side) - _RETURNING_SHARE

    def _wait(self, state: CheckerState, time_s: float, position: float) -> CheckerState:
        """Note where the person is between two movements."""
        if math.isnan(state.neutral_s) and abs(position) >= self.exercise.movement.return_share:
            return state  # only a movement that began in the middle is one
        run_up = follow_run_up(state.run_up, (time_s, position))
        in_the_middle = abs(position) < self.exercise.movement.return_share
        return state.at_rest(time_s if in_the_middle else state.neutral_s, state.rest_deg, run_up)

    def _follow(
        self, state: CheckerState, swing: Swing, posture: Posture, position: float
    ) -> tuple[CheckerState, tuple[Event, ...]]:
        swing, fresh = self._look(swing, posture, position)
        state, events = self._go_on(state, swing, posture, position)
        return state, (*(FaultPersisted(fault) for fault in fresh), *events)

    def _look(self, swing: Swing, posture: Posture, position: float) -> tuple[Swing, tuple[FoundFault, ...]]:
        """Note what this posture tells of the movement."""
        angle = posture.value(self.exercise.angle_in(posture.view))
        watch, fresh = watch_faults(swing.watch, posture, abs(angle), self.exercise)
        sight = swing.sight.look(posture, _PER_CENT * abs(position))
        way = swing.way
        if not way or way[-1][0] < posture.time_s:  # one that begins has this frame in its run-up
            way = (*way, (posture.time_s, position))
        postures = (*swing.postures, posture)
        return replace(swing, sight=sight, watch=watch, way=way, postures=postures), fresh

    def _go_on(
        self, state: CheckerState, swing: Swing, posture: Posture, position: float
    ) -> tuple[CheckerState, tuple[Event, ...]]:
        """Follow from side to side, and end the movement where it ends."""
        time_s, rule = posture.time_s, self.exercise.movement
        in_the_middle = abs(position) < rule.return_share
        if time_s - swing.start_s > rule.most_duration_s:
            return _drop(state, swing, in_the_middle, DropReason.TOO_LONG)
        depth = swing.side * position
        if swing.landed is not None or (
            swing.side and depth < rule.return_share and min(swing.reached) >= rule.least_share
        ):
            landed, at_rest = follow_landing(swing.landed, (time_s, depth), LANDING)
            if at_rest:
                return self._finish(state, swing, posture.view, landed)
            return replace(state, movement=replace(swing, landed=landed)), ()
        if swing.side and depth < rule.return_share:
            if swing.reach(swing.first) < rule.least_share:
                return _drop(state, swing, in_the_middle, DropReason.TOO_SMALL)
            swing = replace(swing, side=0, middle_s=time_s)
        events: tuple[Event, ...] = ()
        if not swing.side:
            if abs(position) >= rule.leave_share:
                swing = swing.cross(position)
            elif time_s - swing.middle_s > _HALF_WAIT_S:
                return _drop(state, swing, in_the_middle, DropReason.ONE_SIDED)
            if swing.side == swing.first:
                # The same side twice: what was begun is no repetition, and another one begins here.
                events = (MovementDropped(time_s, DropReason.ONE_SIDED),)
                since = tuple(one for one in swing.way if one[0] >= swing.middle_s)
                begun = _begin(since, swing.side, Sight(swing.middle_s, swing.middle_s, 0.0))
                swing, _ = self._look(begun, posture, position)
        return replace(state, movement=swing.go(position)), events

    def _finish(
        self, state: CheckerState, swing: Swing, view: View, landed: Point
    ) -> tuple[CheckerState, tuple[Event, ...]]:
        time_s, run_up = come_to_rest(swing.way, landed, swing.side)
        number, rule = state.repetitions + 1, self.exercise.movement
        not_before_s, state = state.ended_s, replace(state, ended_s=time_s)
        if time_s - swing.start_s < rule.least_duration_s:
            return _drop(state, swing, True, DropReason.TOO_SHORT)
        seen = judge_sight(swing.sight, _PER_CENT * min(swing.reached))
        faults: tuple[FoundFault, ...] = ()
        fresh: tuple[FoundFault, ...] = ()
        if seen.measured:
            faults, fresh = close_watch(
                swing.watch,
                swing.start_s,
                time_s,
                self.exercise,
                halted_share=halted_share(swing.across(rule.leave_share))
                if makes_one(swing, landed, not_before_s)
                else math.nan,
                lasted_s=lasted_s(swing, landed, time_s, not_before_s, rule.leave_share),
            )
        # One that was hardly seen was done, so it counts; it is not told as numbers, nor judged.
        reached_both = seen.measured and min(swing.reached) >= self.exercise.target.from_share
        repetition = Repetition(
            number,
            swing.start_s,
            time_s,
            peaks_of(spans_of(swing.postures)) if seen.measured else {},
            reached_both and not faults,
            faults,
            seen.figure,
            seen.measured,
            seen.reason,
            self.exercise.angle_in(view),
            swing.reached if seen.measured else None,
        )
        state = replace(
            state,
            movement=None,
            neutral_s=landed[0],
            run_up=run_up,
            repetitions=number,
            on_target=state.on_target + repetition.on_target,
        )
        return state, (*(FaultPersisted(fault) for fault in fresh), RepetitionFinished(repetition))

    def _forget(
        self, state: CheckerState, time_s: float, view: View
    ) -> tuple[CheckerState, tuple[Event, ...]]:
        """Start afresh after a gap: what happened unseen is not judged."""
        swing = state.movement
        events: tuple[Event, ...] = ()
        if isinstance(swing, Swing) and swing.landed is not None:
            state, events = self._finish(state, swing, view, swing.landed)
        elif isinstance(swing, Swing):
            state, events = _drop(replace(state, seen_s=time_s), swing, False, DropReason.LOST_SIGHT)
        return replace(state, neutral_s=math.nan, run_up=()), events


def _begin(run_up: Way, side: int, sight: Sight) -> Swing:
    start_s, way = leave_rest(run_up, side)
    return Swing(start_s, sight, way=way, side=side, first=side)


def _drop(
    state: CheckerState, swing: Swing, in_the_middle: bool, reason: DropReason
) -> tuple[CheckerState, tuple[Event, ...]]:
    time_s = state.seen_s
    # In the middle the next movement may begin at once; otherwise the middle has to be seen first.
    neutral_s, run_up = (time_s, swing.way[-1:]) if in_the_middle else (math.nan, ())
    state = replace(state, movement=None, neutral_s=neutral_s, run_up=run_up)
    return state, (MovementDropped(time_s, reason),)
