"""What outlives a connection for a while: a set that was interrupted, and one that was finished.

Nothing of it is written down. A dropped network would otherwise set the count back to zero, and the page
learns of a finished set from here, so that it need not believe what a browser says.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Content = TypeVar("Content")

KEEP_S = 600.0
MOST_KEPT = 32


class ShortMemory(Generic[Content]):
    """Keeps a few things by session id, each for a limited time. Pages and connections are different threads.

    Parameters
    ----------
    keep_s : float
        How long a thing is kept.
    most : int
        How many; the oldest goes first.
    clock : callable
        Gives seconds, for tests.
    """

    def __init__(
        self, *, keep_s: float = KEEP_S, most: int = MOST_KEPT, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._keep_s, self._most, self._clock = keep_s, most, clock
        self._kept: OrderedDict[str, tuple[float, Content]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, session_id: str, content: Content) -> None:
        """Remember `content`, in place of what was there."""
        with self._lock:
            self._forget_old()
            self._kept.pop(session_id, None)
            self._kept[session_id] = (self._clock(), content)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def look(self, session_id: str) -> Content | None:
        """Give what is remembered, and go on remembering it."""
        with self._lock:
            self._forget_old()
            found = self._kept.get(session_id)
            return None if found is None else found[1]

    def take(self, session_id: str) -> Content | None:
        """Give what is remembered and forget it."""
        with self._lock:
            self._forget_old()
            found = self._kept.pop(session_id, None)
            return None if found is None else found[1]

    def _forget_old(self) -> None:
        limit = self._clock() - self._keep_s
        for session_id in [key for key, (since, _) in self._kept.items() if since < limit]:
            del self._kept[session_id]
