"""Choosing the one thing to say: the most important first, not too often, and praise when it goes well."""

from __future__ import annotations

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
        A message that no longer applies goes after this.
    """

    quiet_s: float = 5.0
    least_shown_s: float = 2.0
    most_shown_s: float = 4.0


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
        Said in turn, so that the same sentence does not come twice in a row.
    holds : bool
        Stays on the screen for as long as it is offered.
    """

    id: str
    rank: int
    kind: MessageKind
    wordings: tuple[str, ...]
    holds: bool = False


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
    """

    shown: Message | None = None
    rank: int = 0
    said: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    number: int = 0


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
    message = Message(
        id=best.id,
        kind=best.kind,
        text=best.wordings[times % len(best.wordings)],
        number=state.number + 1,
        time_s=time_s,
    )
    return CueState(message, best.rank, {**state.said, best.id: (time_s, times + 1)}, message.number)


def _let_go(state: CueState, offered: Mapping[str, Candidate], time_s: float, rules: CueRules) -> CueState:
    """Take the message off the screen when its time is over."""
    if state.shown is None:
        return state
    candidate = offered.get(state.shown.id)
    shown_s = time_s - state.shown.time_s
    if candidate is not None and candidate.holds:
        return state
    # A guide that was answered has done its work; a cue stays long enough to be read.
    answered = state.shown.kind is MessageKind.GUIDE and candidate is None
    if shown_s >= rules.most_shown_s or (answered and shown_s >= rules.least_shown_s):
        return replace(state, shown=None, rank=0)
    return state


def _may_be_said(state: CueState, one: Candidate, time_s: float, rules: CueRules, held: bool) -> bool:
    if one.id in state.said and time_s - state.said[one.id][0] < rules.quiet_s:
        return False
    if state.shown is None:
        return True
    if one.id == state.shown.id:
        return not one.holds
    return one.rank > state.rank or (not held and time_s - state.shown.time_s >= rules.least_shown_s)
