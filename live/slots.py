"""How many sessions may run at once: each one keeps a core busy, and a slow coach helps nobody."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from live.problems import Busy

ENVIRONMENT_NAME = "BACKTALK_MAX_SESSIONS"
_BUSY = "The coach is busy with another session. Try again in a minute, or close other pages that use it."
# How long a page's new connection waits for its own old one to make room.
_HANDOVER_S = 3.0


def default_limit() -> int:
    """As many as there are cores, at least two; the environment may say otherwise."""
    chosen = os.environ.get(ENVIRONMENT_NAME, "")
    if chosen.isdigit() and int(chosen) > 0:
        return int(chosen)
    return max(2, os.cpu_count() or 2)


@dataclass(eq=False)
class Slot:
    """One running session.

    Attributes
    ----------
    session_id : str
        The page it belongs to.
    replaced : asyncio.Event
        Set when a newer connection of the same page wants its place.
    """

    session_id: str
    replaced: asyncio.Event = field(default_factory=asyncio.Event)


class Slots:
    """The slots of one server. Used on one event loop only."""

    def __init__(self, limit: int | None = None) -> None:
        self.limit = default_limit() if limit is None else limit
        self._taken: list[Slot] = []
        self._freed = asyncio.Condition()

    @property
    def taken(self) -> int:
        """How many sessions run now."""
        return len(self._taken)

    @asynccontextmanager
    async def take(self, session_id: str) -> AsyncIterator[Slot]:
        """Hold a slot for as long as the `async with` block runs.

        A page that lost its connection and comes back takes over from its own old one.

        Raises
        ------
        Busy
            If all are taken.
        """
        await self._make_room(session_id)
        slot = Slot(session_id)
        self._taken.append(slot)
        try:
            yield slot
        finally:
            self._taken.remove(slot)
            async with self._freed:
                self._freed.notify_all()

    async def _make_room(self, session_id: str) -> None:
        """Ask older connections of this page to go, and wait for a moment until they have."""
        for slot in self._of(session_id):
            slot.replaced.set()
        try:
            async with asyncio.timeout(_HANDOVER_S), self._freed:
                await self._freed.wait_for(lambda: not self._of(session_id))
        except TimeoutError:
            raise Busy(_BUSY) from None
        if len(self._taken) >= self.limit:
            raise Busy(_BUSY)

    def _of(self, session_id: str) -> list[Slot]:
        return [slot for slot in self._taken if slot.session_id == session_id]
