"""What follows from the pain that a person tells, 0 (none) to 10 (the most they can think of)."""

from __future__ import annotations

from dataclasses import dataclass

LEAST, MOST = 0, 10


@dataclass(frozen=True)
class PainRule:
    """When a smaller version is offered, or to stop for today.

    Attributes
    ----------
    most_rise : int
        Pain may rise by this above what it was at the start of the session.
    most : int
        And be at most this.
    source : str
        Where the numbers come from.
    """

    most_rise: int = 2
    most: int = 7
    source: str = "clinical table, Safety: a rise of more than 2 above the start, or above 7"

    def asks_for_less(self, before: int | None, now: int) -> bool:
        """Whether to offer the smaller version, or to stop.

        Parameters
        ----------
        before : int or None
            At the start of the session; None when it was not told.
        now : int
            At this moment.
        """
        return now > self.most or (before is not None and now - before > self.most_rise)
