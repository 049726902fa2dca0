"""Stores one thing after another in a thread of its own: what the database does never holds a picture up."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from records import NoConsentError, RecordsError

NOT_NOW = "I cannot write your results down right now. Just go on, I will try again."
# How long the answer to a picture waits for what happened in it (P): what is shown as done is on the disk.
# Storing takes some milliseconds; a tenth of a second, once in a repetition, is not seen as a halt.
SETTLED_WITHIN_S = 0.1
# How long the end of something waits for what is still to be stored, so that a page can read it.
_LAST_WAIT_S = 2.0

_log = logging.getLogger(__name__)


class InOrder:
    """Stores steps in the order in which they were added; what cannot be stored now waits for the next.

    Parameters
    ----------
    refused : callable
        Called when there is no consent any more: nothing waits from then on.
    """

    def __init__(self, refused: Callable[[], None]) -> None:
        self._refused = refused
        self._waiting: deque[Callable[[], object]] = deque()
        self._lock = threading.Lock()
        self._told, self._trouble = False, ""
        self._newest: Future[None] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backtalk-keep")

    @property
    def waiting(self) -> int:
        """How many steps are still to be stored."""
        return len(self._waiting)

    def add(self, *steps: Callable[[], object]) -> None:
        """Store these after all that waits; returns at once."""
        self._waiting.extend(steps)
        self._newest = self._thread.submit(self._store)

    def settle(self) -> None:
        """Wait until what was added since the last time is stored, `SETTLED_WITHIN_S` at most."""
        newest, self._newest = self._newest, None
        if newest is not None:
            wait([newest], SETTLED_WITHIN_S)

    def try_again(self) -> None:
        """Store what waits, and wait a moment for it."""
        try:
            self._thread.submit(self._store).result(_LAST_WAIT_S)
        except TimeoutError:
            _log.warning("results are still being stored")

    def trouble(self) -> str:
        """Give a sentence for the person when something could not be stored: once, else nothing."""
        said, self._trouble = self._trouble, ""
        return said

    def _store(self) -> None:
        """Store what waits, in order, until something cannot be stored now."""
        with self._lock:
            while self._waiting:
                try:
                    self._waiting[0]()
                except NoConsentError:
                    self._refused()
                    self._waiting.clear()
                    return
                except (RecordsError, OperationalError, InterfaceError):
                    _log.exception("results cannot be stored now; %d wait", len(self._waiting))
                    self._tell()
                    return
                except (SQLAlchemyError, ValueError):  # a defect of ours: it would fail each time
                    _log.exception("a result could not be stored, and is left out")
                    self._tell()
                self._waiting.popleft()

    def _tell(self) -> None:
        if not self._told:
            self._told, self._trouble = True, NOT_NOW
