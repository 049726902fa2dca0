"""On which days somebody exercised, against the plan: weeks from Monday to Sunday, never a streak to lose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from programme.change import load_rules
from records import SessionDone
from wording import N_, Wording, say, say_count

_DAYS = 7
_LATELY_WEEKS = 4


@dataclass(frozen=True)
class Week:
    """A week.

    Attributes
    ----------
    monday : date
        Its first day.
    sessions : tuple of int
        How many sessions on each of its seven days.
    """

    monday: date
    sessions: tuple[int, ...]

    @property
    def days(self) -> int:
        """On how many days there was a session."""
        return sum(count > 0 for count in self.sessions)


@dataclass(frozen=True)
class Adherence:
    """The weeks from the first session to today.

    Attributes
    ----------
    weeks : tuple of Week
        The oldest first; weeks without a session are among them. Empty before the first session.
    today : date
    planned : int
        Days a week.
    """

    weeks: tuple[Week, ...]
    today: date
    planned: int

    @property
    def sentence(self) -> str:
        """Tell this week and the last whole ones."""
        if not self.weeks:
            return N_("No session yet.")
        this, whole = self.weeks[-1].days, self.weeks[:-1][-_LATELY_WEEKS:]
        if not (this or any(week.days for week in whole)):
            return (
                "It has been a while since your last session. Begin again whenever you like, small and easy."
            )
        said = say(
            "This week you exercised on {days}; the plan is {planned}.",
            days=_days(this),
            planned=self.planned,
        )
        if whole:
            said = say("{this} {before}", this=said, before=_say_before(whole))
        return say("{weeks} Every session counts, and a break is no step back.", weeks=said)


def follow_plan(sessions: Iterable[SessionDone], today: date, zone: tzinfo) -> Adherence:
    """Count the days with a session in which something was done.

    Parameters
    ----------
    sessions : iterable of SessionDone
    today : date
        Where the person is.
    zone : tzinfo
        Likewise: a session late in the evening belongs to that day.
    """
    done = Counter(local_day(one.started_at, zone) for one in sessions if one.exercises)
    weeks = []
    if done:
        monday, last = _monday(min(done)), _monday(max(today, *done))
        while monday <= last:
            days = (monday + timedelta(days=day) for day in range(_DAYS))
            weeks.append(Week(monday, tuple(done[day] for day in days)))
            monday += timedelta(days=_DAYS)
    return Adherence(tuple(weeks), today, load_rules().plan.days_a_week)


def local_day(at: datetime, zone: tzinfo) -> date:
    """Give the day on which a moment was, where the person is."""
    return at.astimezone(zone).date()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _say_before(weeks: tuple[Week, ...]) -> Wording:
    mean = sum(week.days for week in weeks) / len(weeks)
    # A mean of one and a half has no form of its own: it is told as many are.
    days = _days(round(mean)) if mean == round(mean) else say("{days:g} days", days=round(mean, 1))
    if len(weeks) == 1:
        return say("The week before it was {days}.", days=days)
    return say("In the {weeks} weeks before it was {days} a week.", weeks=len(weeks), days=days)


def _days(count: int) -> Wording:
    return say_count("{count} day", "{count} days", count)
