"""What the guide through a session remembers, what it is told of a moment, and what it answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where in the session the person is."""

    WELCOME = "welcome"
    PAIN = "pain"
    SHOW = "show"
    WORK = "work"
    REST = "rest"
    MENU = "menu"
    DONE = "done"


class Command(StrEnum):
    """What a person may ask for, by key, button or sign."""

    GO_ON = "go_on"
    MENU = "menu"
    AGAIN = "again"
    EASIER = "easier"
    NEXT = "next"
    FINISH = "finish"


class Moment(StrEnum):
    """When pain is asked."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Speech(StrEnum):
    """How a sentence is spoken; `live/static/voice.js` follows these."""

    TALK = "talk"
    """In its turn: an instruction is heard to its end."""
    GUIDE = "guide"
    """Before what waits; only a count is heard to its end."""
    SAFETY = "safety"
    """At once, whatever is being said."""


@dataclass(frozen=True)
class Seen:
    """What is new at a moment.

    Attributes
    ----------
    time_s : float
        Now; later than the moment before.
    sign : bool
        Whether the sign (one hand up) was completed at this moment.
    long_sign : bool
        Whether it has just been held for so long that it is meant even while exercising.
    repetitions : int
        Counted so far in the set that is going on.
    busy : bool
        Whether a movement is going on.
    command : Command or None
        From a key or a button.
    answer : int or None
        A number that was tapped, 0 to 10.
    """

    time_s: float
    sign: bool = False
    long_sign: bool = False
    repetitions: int = 0
    busy: bool = False
    command: Command | None = None
    answer: int | None = None


@dataclass(frozen=True)
class GuideState:
    """What is remembered between two moments.

    Attributes
    ----------
    stage : Stage
        Where the person is.
    since_s : float
        Since when; NaN before the first moment.
    item, set_number : int
        Which exercise of the plan, from 0, and which of its sets, from 1.
    ordinal : int
        How many sets have begun in this session: the newest one's number.
    line : int
        How many sentences of this stage have been said.
    said_until_s : float
        When the newest sentence has probably been heard.
    moment : Moment
        What the pain question is for.
    before : int or None
        Pain at the start.
    counting_since_s : float
        While numbers or choices are offered one after another: since when; NaN while they are not.
    choices : tuple of Command
        What the menu offers.
    resumes : Stage
        Where the menu goes back to.
    paused_at_s : float
        When the menu opened: a rest that it interrupted goes on from there.
    repetitions : int
        In the set going on, at the newest moment; while resting, in the set before.
    moved_s : float
        When something last moved in this set.
    easier : frozenset of int
        Exercises of the plan that are done in their smaller version.
    """

    stage: Stage = Stage.WELCOME
    since_s: float = math.nan
    item: int = 0
    set_number: int = 1
    ordinal: int = 0
    line: int = 0
    said_until_s: float = -math.inf
    moment: Moment = Moment.BEFORE
    before: int | None = None
    counting_since_s: float = math.nan
    choices: tuple[Command, ...] = ()
    resumes: Stage = Stage.WORK
    paused_at_s: float = math.nan
    repetitions: int = 0
    moved_s: float = -math.inf
    easier: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Resume:
    """Where a session that was cut off goes on.

    Attributes
    ----------
    guide : GuideState
        What the guide remembers, as far as it is known.
    repetitions : int
        Counted already in the set that goes on.
    """

    guide: GuideState
    repetitions: int = 0


@dataclass(frozen=True)
class Said:
    """A sentence to show and to speak.

    Attributes
    ----------
    text : str
        The sentence.
    kind : Speech
        What it may interrupt.
    """

    text: str
    kind: Speech = Speech.TALK


@dataclass(frozen=True)
class SetBegan:
    """A set begins: from now on repetitions count for it."""

    ordinal: int
    item: int
    set_number: int
    easier: bool


@dataclass(frozen=True)
class SetEnded:
    """The set is over; `complete` tells whether its dose was reached."""

    ordinal: int
    item: int
    repetitions: int
    complete: bool


@dataclass(frozen=True)
class PainTold:
    """The person told their pain, 0 to 10; None for no answer."""

    moment: Moment
    value: int | None
    ordinal: int


@dataclass(frozen=True)
class SessionEnded:
    """The session is over; `complete` tells whether all of the plan was done."""

    complete: bool


GuideEvent = Said | SetBegan | SetEnded | PainTold | SessionEnded
