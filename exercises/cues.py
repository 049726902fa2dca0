"""Choosing the one thing to say: the most important first, not too often, and praise when it goes well."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from exercises.feedback import Message, MessageKind


@dataclass(frozen=True)
class CueRules:
    """When something may be said.

    Attributes
    ----------
    quiet_s : float
        The same thing is not said again sooner than this.
    least_shown_s : float
        A message stays this long before one of equal or lower rank may follow.
    most_shown_s : float
        A message that does not hold goes after this.
    persistent_s : float
        A compensation that goes on is spoken of when it has done so for this long.
    reword_after : int
        A cue has another wording after so many times.
    """

    quiet_s: float = 5.0
    least_shown_s: float = 2.0
    most_shown_s: float = 4.0
    persistent_s: float = 0.5
    reword_after: int = 3


@dataclass(frozen=True)
class Candidate:
    """Something that could be said now.

    Attributes
    ----------
    id : str
        What it answers.
    rank : int
        The highest is said.
    kind : MessageKind
        What it is for.
    wordings : tuple of str
        Said in turn: a cue keeps its words for a while, so that they are learned; anything else varies.
    holds : bool
        Stays on the screen for as long as it is offered.
    ongoing : bool
        Is about what goes on now, and off the screen soon after that is better. Anything else is about what
        was, and stays to be read.
    """

    id: str
    rank: int
    kind: MessageKind
    wordings: tuple[str, ...]
    holds: bool = False
    ongoing: bool = False


@dataclass(frozen=True)
class CueState:
    """What was said.

    Attributes
    ----------
    shown : Message or None
        On the screen now.
    rank : int
        Its rank.
    said : mapping of str to (float, int)
        For each id, when it was said last and how often.
    number : int
        How many messages there were.
    ongoing : bool
        Whether what is shown is about something that goes on.
    gone_s : float
        Since when what is shown was no longer offered; NaN while it is.
    """

    shown: Message | None = None
    rank: int = 0
    said: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    number: int = 0
    ongoing: bool = False
    gone_s: float = math.nan

    def said_since(self, time_s: float) -> frozenset[str]:
        """Give the ids of all that was said after a moment."""
        return frozenset(one for one, (last_s, _) in self.said.items() if last_s > time_s)


def choose_cue(state: CueState, candidates: Sequence[Candidate], time_s: float, rules: CueRules) -> CueState:
    """Advance by one moment.

    Parameters
    ----------
    state : CueState
        What was said so far.
    candidates : sequence of Candidate
        What could be said now; may be empty.
    time_s : float
        Now.
    rules : CueRules
        When something may be said.

    Returns
    -------
    CueState
        With at most one message shown.
    """
    if not candidates and state.shown is None:
        return state
    offered = {candidate.id: candidate for candidate in candidates}
    state = _let_go(state, offered, time_s, rules)
    held = state.shown is not None and state.shown.id in offered and offered[state.shown.id].holds
    best = max(
        (one for one in candidates if _may_be_said(state, one, time_s, rules, held)),
        key=lambda one: one.rank,
        default=None,
    )
    if best is None:
        return state
    times = state.said.get(best.id, (0.0, 0))[1]
    turn = times // rules.reword_after if best.kind is MessageKind.CUE else times
    message = Message(
        id=best.id,
        kind=best.kind,
        text=best.wordings[turn % len(best.wordings)],
        number=state.number + 1,
        time_s=time_s,
    )
    said = {**state.said, best.id: (time_s, times + 1)}
    return CueState(message, best.rank, said, message.number, best.ongoing)


def _let_go(state: CueState, offered: Mapping[str, Candidate], time_s: float, rules: CueRules) -> CueState:
    """Take the message off the screen when its time is over."""
    shown = state.shown
    if shown is None:
        return state
    candidate = offered.get(shown.id)
    shown_s = time_s - shown.time_s
    if candidate is not None and candidate.holds:
        return state
    if (candidate is None) is math.isnan(state.gone_s):
        state = replace(state, gone_s=time_s if candidate is None else math.nan)
    # A guide that was answered has done its work; a cue once what it is about has been better for a while.
    answered = shown.kind is MessageKind.GUIDE and candidate is None and shown_s >= rules.least_shown_s
    improved = state.ongoing and time_s - state.gone_s >= rules.least_shown_s
    if shown_s >= rules.most_shown_s or answered or improved:
        return replace(state, shown=None, rank=0, ongoing=False, gone_s=math.nan)
    return state


def _may_be_said(state: CueState, one: Candidate, time_s: float, rules: CueRules, held: bool) -> bool:
    if one.id in state.said and time_s - state.said[one.id][0] < rules.quiet_s:
        return False
    if state.shown is None:
        return True
    if one.id == state.shown.id:
        return not one.holds
    return one.rank > state.rank or (not held and time_s - state.shown.time_s >= rules.least_shown_s)
