"""The guide through one session: says what comes, waits for a sign, rests, asks, and goes on by itself.

`Guide.step(state, seen) -> (state, events)` is pure, as the coach is: no clock, no camera, no page. Nothing
but a menu waits for a hand for ever: whoever does not answer is led on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from exercises.dose import Dose
from live.guide import words
from live.guide.pain import LEAST, MOST, PainRule
from live.guide.state import (
    Command,
    GuideEvent,
    GuideState,
    Moment,
    PainTold,
    Said,
    Seen,
    SessionEnded,
    SetBegan,
    SetEnded,
    Speech,
    Stage,
)
from live.guide.steps import Step, enter, goes_on, say_next
from wording import say

# All P: how long a number or a choice stands before the next one is offered, how long an answer is waited
# for, and after how long without any movement somebody is asked what they would like.
NUMBER_S, CHOICE_S = 1.6, 3.5
ANSWER_WITHIN_S, SIGN_WITHIN_S, QUIET_S = 8.0, 20.0, 90.0
ROUNDS = 2
_SOON_S = 10.0


@dataclass(frozen=True)
class Guide:
    """Leads through one session.

    Attributes
    ----------
    title : str
        Of the session.
    doses : sequence of Dose
        What is done, in order.
    pain : PainRule
        When less is offered.
    """

    title: str
    doses: Sequence[Dose]
    pain: PainRule = PainRule()

    def start(self) -> GuideState:
        """Return the state before the first moment."""
        return GuideState()

    def step(self, state: GuideState, seen: Seen) -> Step:
        """Advance by one moment."""
        if math.isnan(state.since_s):
            state = replace(state, since_s=seen.time_s, moved_s=seen.time_s)
        if state.stage is Stage.DONE:
            return state, ()
        if seen.command is Command.FINISH:
            return self._finish(state, seen.time_s, complete=False)
        if seen.command in (Command.AGAIN, Command.EASIER, Command.NEXT) and state.stage is not Stage.WELCOME:
            return self._obey(state, seen.command, seen.time_s)
        if seen.command is Command.MENU and state.stage not in (Stage.MENU, Stage.WELCOME):
            return self._open_menu(state, seen.time_s, words.MENU)
        follow: dict[Stage, Callable[[GuideState, Seen], Step]] = {
            Stage.WELCOME: self._welcome,
            Stage.PAIN: self._ask_pain,
            Stage.SHOW: self._show,
            Stage.WORK: self._work,
            Stage.REST: self._rest,
            Stage.MENU: self._menu,
        }
        return follow[state.stage](state, seen)

    def dose(self, state: GuideState) -> Dose:
        """Give what is done now, or next while resting."""
        return self.doses[min(state.item, len(self.doses) - 1)]

    def remaining_s(self, state: GuideState, time_s: float) -> float:
        """Tell how long the rest still is; NaN while not resting."""
        if state.stage is not Stage.REST:
            return math.nan
        return max(0.0, state.since_s + self._rest_s(state) - time_s)

    def offered(self, state: GuideState, time_s: float) -> int | None:
        """Tell which number or choice is offered at this moment; None while none is."""
        if math.isnan(state.counting_since_s) or time_s < state.counting_since_s:
            return None
        each_s, count = (CHOICE_S, len(state.choices)) if state.stage is Stage.MENU else (NUMBER_S, MOST + 1)
        turn = int((time_s - state.counting_since_s) / each_s)
        last = ROUNDS * count if state.stage is Stage.MENU else count
        return turn % count if turn < last else None

    def _welcome(self, state: GuideState, seen: Seen) -> Step:
        lines = (say(words.WELCOME, title=self.title, count=len(self.doses)), words.HOW)
        if goes_on(seen):
            return enter(state, Stage.PAIN, seen.time_s, moment=Moment.BEFORE)
        state, said = say_next(state, lines, seen.time_s)
        if said or seen.time_s < state.said_until_s:
            return state, said
        return enter(state, Stage.PAIN, seen.time_s, moment=Moment.BEFORE)

    def _ask_pain(self, state: GuideState, seen: Seen) -> Step:
        time_s, offered = seen.time_s, self.offered(state, seen.time_s)
        if seen.answer is not None and LEAST <= seen.answer <= MOST:
            return self._take_pain(state, seen.answer, time_s)
        if seen.command is Command.GO_ON:
            return self._take_pain(state, None, time_s)
        if math.isnan(state.counting_since_s):
            if seen.sign:
                begins_s = time_s + words.speaking_s(words.COUNT)
                return replace(state, counting_since_s=begins_s, line=0), (Said(words.COUNT, Speech.GUIDE),)
            state, said = say_next(state, (words.ASK[state.moment],), time_s)
            if said or time_s < state.said_until_s + ANSWER_WITHIN_S:
                return state, said
            return self._take_pain(state, None, time_s)
        if time_s < state.counting_since_s:
            return state, ()
        if offered is None:
            return self._take_pain(state, None, time_s)
        if seen.sign:
            return self._take_pain(state, offered, time_s)
        if offered >= state.line:
            return replace(state, line=offered + 1), (Said(str(offered), Speech.GUIDE),)
        return state, ()

    def _take_pain(self, state: GuideState, value: int | None, time_s: float) -> Step:
        told = PainTold(state.moment, value, state.ordinal)
        if state.moment is Moment.BEFORE:
            state, events = enter(replace(state, before=value), Stage.SHOW, time_s)
            return state, (told, *events)
        less = value is not None and self.pain.asks_for_less(state.before, value)
        if state.moment is Moment.AFTER:
            state, events = self._finish(state, time_s, complete=True)
            return state, (told, *events)
        resting, events = enter(state, Stage.REST, time_s)
        if not less:
            return resting, (told, *events)
        easier = (Command.EASIER,) if self.dose(state).easier else ()
        choices = (*easier, Command.FINISH, Command.GO_ON)
        state, events = self._open_menu(resting, time_s, words.LESS, choices, Speech.SAFETY)
        return state, (told, *events)

    def _show(self, state: GuideState, seen: Seen) -> Step:
        lines = words.lines_of(self.dose(state), easier=state.item in state.easier)
        if goes_on(seen):
            return self._begin_set(state, seen.time_s)
        state, said = say_next(state, lines, seen.time_s)
        if said or seen.time_s < state.said_until_s + SIGN_WITHIN_S:
            return state, said
        return self._begin_set(state, seen.time_s)

    def _begin_set(self, state: GuideState, time_s: float) -> Step:
        ordinal, easier = state.ordinal + 1, state.item in state.easier
        state, _ = enter(state, Stage.WORK, time_s, ordinal=ordinal, repetitions=0, moved_s=time_s)
        begin = Said(words.BEGIN, Speech.GUIDE)
        return state, (SetBegan(ordinal, state.item, state.set_number, easier), begin)

    def _work(self, state: GuideState, seen: Seen) -> Step:
        moved = seen.busy or seen.repetitions != state.repetitions
        state = replace(state, repetitions=seen.repetitions, moved_s=seen.time_s if moved else state.moved_s)
        if seen.repetitions >= self.dose(state).repetitions:
            return self._end_set(state, seen.time_s)
        if seen.long_sign and not seen.busy:
            return self._open_menu(state, seen.time_s, words.MENU)
        if seen.time_s - state.moved_s >= QUIET_S:
            return self._open_menu(state, seen.time_s, words.ANYONE)
        return state, ()

    def _end_set(self, state: GuideState, time_s: float) -> Step:
        """Go on to the next set, or ask for the pain after the last one of an exercise."""
        dose = self.dose(state)
        ended = SetEnded(state.ordinal, state.item, state.repetitions, state.repetitions >= dose.repetitions)
        if state.set_number < dose.sets:
            state, events = enter(state, Stage.REST, time_s, set_number=state.set_number + 1)
            return state, (ended, *events)
        last = state.item + 1 >= len(self.doses)
        moment = Moment.AFTER if last else Moment.DURING
        state, events = enter(state, Stage.PAIN, time_s, item=state.item + 1, set_number=1, moment=moment)
        return state, (ended, *events)

    def _rest(self, state: GuideState, seen: Seen) -> Step:
        rest_s, remaining_s = self._rest_s(state), self.remaining_s(state, seen.time_s)
        if goes_on(seen) or remaining_s <= 0:
            return self._after_rest(state, seen.time_s)
        if state.line == 0:
            state, said = say_next(state, (say(words.REST, seconds=round(rest_s)),), seen.time_s)
            return state, said
        if state.line == 1 and remaining_s <= _SOON_S < rest_s:
            soon = say(words.SOON, title=self.dose(state).title)
            return replace(state, line=2), (Said(soon),)
        return state, ()

    def _rest_s(self, state: GuideState) -> float:
        before = state.item if state.set_number > 1 else max(0, state.item - 1)
        return float(self.doses[before].rest_s)

    def _after_rest(self, state: GuideState, time_s: float) -> Step:
        if state.set_number > 1:
            return self._begin_set(state, time_s)
        return enter(state, Stage.SHOW, time_s)

    def _open_menu(
        self,
        state: GuideState,
        time_s: float,
        said: str,
        choices: tuple[Command, ...] | None = None,
        kind: Speech = Speech.GUIDE,
    ) -> Step:
        if choices is None:
            easier = (Command.EASIER,) if self.dose(state).easier and state.item not in state.easier else ()
            choices = (Command.GO_ON, Command.AGAIN, *easier, Command.NEXT, Command.FINISH)
        opened, _ = enter(
            state,
            Stage.MENU,
            time_s,
            choices=choices,
            resumes=state.stage,
            paused_at_s=time_s - state.since_s,
            counting_since_s=time_s + words.speaking_s(said),
        )
        return opened, (Said(said, kind),)

    def _menu(self, state: GuideState, seen: Seen) -> Step:
        offered = self.offered(state, seen.time_s)
        if seen.command is Command.GO_ON:
            return self._obey(state, Command.GO_ON, seen.time_s)
        if offered is None:
            if (seen.sign or seen.command is Command.MENU) and seen.time_s >= state.counting_since_s:
                return replace(state, counting_since_s=seen.time_s, line=0), ()
            return state, ()
        if seen.sign:
            return self._obey(state, state.choices[offered], seen.time_s)
        turn = int((seen.time_s - state.counting_since_s) / CHOICE_S)
        if turn >= state.line:
            return replace(state, line=turn + 1), (Said(words.CHOICE[state.choices[offered]], Speech.GUIDE),)
        return state, ()

    def _obey(self, state: GuideState, command: Command, time_s: float) -> Step:
        working = Stage.WORK in (state.stage, state.resumes if state.stage is Stage.MENU else state.stage)
        ended: tuple[GuideEvent, ...] = ()
        if working and command is not Command.GO_ON:
            ended = (SetEnded(state.ordinal, state.item, state.repetitions, complete=False),)
        if command is Command.FINISH:
            return self._finish(state, time_s, complete=False)
        if command is Command.GO_ON:
            resumed = replace(
                state,
                stage=state.resumes,
                since_s=time_s - state.paused_at_s,
                line=1 if state.resumes is Stage.REST else 0,
                counting_since_s=math.nan,
                moved_s=time_s,
            )
            return resumed, (Said(words.CONTINUED, Speech.GUIDE),)
        if command is Command.NEXT:
            skips = working or state.stage is Stage.SHOW or state.resumes is Stage.SHOW
            item = state.item + 1 if skips or state.set_number > 1 else state.item
            if item >= len(self.doses):
                state, events = enter(state, Stage.PAIN, time_s, item=item, moment=Moment.AFTER)
                return state, (*ended, *events)
            state, _ = enter(state, Stage.SHOW, time_s, item=item, set_number=1)
            return state, (*ended, Said(say(words.SKIPPED, title=self.dose(state).title), Speech.GUIDE))
        if command is Command.EASIER:
            state = replace(state, easier=state.easier | {state.item})
            if Stage.REST in (state.stage, state.resumes):  # what comes next will be smaller; rest first
                return self._obey(state, Command.GO_ON, time_s) if state.stage is Stage.MENU else (state, ())
        elif not working:  # the set before, once more
            first = state.set_number == 1
            item = max(0, state.item - 1) if first else state.item
            state = replace(
                state, item=item, set_number=self.doses[item].sets if first else state.set_number - 1
            )
        if command is Command.AGAIN:
            state, events = self._begin_set(state, time_s)
        else:
            state, events = enter(state, Stage.SHOW, time_s)
        return state, (*ended, *events)

    def _finish(self, state: GuideState, time_s: float, *, complete: bool) -> Step:
        working = Stage.WORK in (state.stage, state.resumes if state.stage is Stage.MENU else state.stage)
        ended: tuple[GuideEvent, ...] = ()
        if working and not complete:
            ended = (SetEnded(state.ordinal, state.item, state.repetitions, complete=False),)
        last = Said(words.DONE if complete else words.STOPPED, Speech.GUIDE)
        return replace(state, stage=Stage.DONE, since_s=time_s), (*ended, last, SessionEnded(complete))
