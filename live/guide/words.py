"""What the guide says: calm, short, heard from three metres."""

from __future__ import annotations

from exercises.dose import Dose
from live.guide.state import Command, Moment
from wording import say, say_count

WELCOME = "Welcome. Today: {title}. {count} exercises, at your own pace."
HOW = "Raise one hand to go on. Hold it up longer to stop and choose."
READY = "Raise one hand when you are ready."
BEGIN = "Your turn."
REST = "Well done. Rest for {seconds} seconds."
SOON = "Ten seconds. Next: {title}."
COUNT = "I count up. Raise one hand at your number."
THANKS = "Thank you."
MENU = "Paused. Raise one hand at what you would like."
ANYONE = "Take your time. Raise one hand at what you would like."
LESS = "Thank you for telling me. Smaller is fine today."
BACK = "Welcome back. We go on with {title}, round {set}."
BACK_AT_END = "Welcome back. You have done it all."
CONTINUED = "Good. We go on."
SKIPPED = "All right. Next: {title}."
DONE = "That is all for today. Well done."
STOPPED = "All right, enough for today. Well done."
ASK = {
    Moment.BEFORE: "How is your pain now, from zero to ten? Tap a number, or raise one hand.",
    Moment.DURING: "How is your pain now? Tap a number, or raise one hand. Otherwise we go on.",
    Moment.AFTER: "How is your pain now, after the session? Tap a number, or raise one hand.",
}
CHOICE = {
    Command.GO_ON: "Go on",
    Command.AGAIN: "This set again",
    Command.EASIER: "A smaller version",
    Command.NEXT: "Next exercise",
    Command.FINISH: "Finish for today",
}
# People take in about two words a second from across a room (P).
_WORD_S, _BREATH_S = 0.42, 0.7


def speaking_s(text: str) -> float:
    """Tell about how long a sentence takes to say, and to take in."""
    return _BREATH_S + _WORD_S * len(text.split())


def lines_of(dose: Dose, *, easier: bool) -> tuple[str, ...]:
    """Give the sentences of an instruction, in order."""
    smaller = (
        (say("Today the smaller version: {easier}", easier=dose.easier),) if easier and dose.easier else ()
    )
    times = say_count("once", "{count} times", dose.repetitions)
    rounds = say(", {count} rounds", count=dose.sets) if dose.sets > 1 else ""
    how_often = say("{title}. {times}{rounds}.", title=dose.title, times=times, rounds=rounds)
    return (how_often, *dose.how_to, *smaller, READY)
