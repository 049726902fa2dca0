"""On which days somebody exercised, against the plan: weeks from Monday to Sunday, never a streak to lose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from programme.change import load_rules
from records import SessionDone

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
            return "No session yet."
        this, whole = self.weeks[-1].days, self.weeks[:-1][-_LATELY_WEEKS:]
        if not (this or any(week.days for week in whole)):
            return (
                "It has been a while since your last session. Begin again whenever you like, small and easy."
            )
        said = f"This week you exercised on {_days(this)}; the plan is {self.planned}."
        if whole:
            mean = sum(week.days for week in whole) / len(whole)
            before = "The week before" if len(whole) == 1 else f"In the {len(whole)} weeks before"
            each = "" if len(whole) == 1 else " a week"
            told = "1 day" if mean == 1 else f"{round(mean, 1):g} days"
            said += f" {before} it was {told}{each}."
        return f"{said} Every session counts, and a break is no step back."


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


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
