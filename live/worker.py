"""The one thread in which a connection measures, so that the server goes on answering others meanwhile."""

from __future__ import annotations

import asyncio
import ctypes
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from live.session import LiveSession


class Worker:
    """Opens, runs and closes one session in one thread.

    Parameters
    ----------
    open_session : callable
        Makes the session, with its pose engine; runs in the thread.
    """

    def __init__(self, open_session: Callable[[], LiveSession]) -> None:
        self._open_session = open_session
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backtalk-live")
        self._session: LiveSession | None = None

    @property
    def session(self) -> LiveSession:
        """The session; touch it only while nothing is being measured."""
        if self._session is None:
            raise ValueError("the session is not open")
        return self._session

    @property
    def is_open(self) -> bool:
        """Whether the session was opened."""
        return self._session is not None

    async def open(self) -> None:
        """Start the pose engine. What it raises comes through."""
        await asyncio.get_running_loop().run_in_executor(self._executor, self._open)

    async def measure(self, message: bytes) -> str:
        """Measure one frame message (see `LiveSession.measure`)."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self.session.measure, message)

    async def close(self) -> None:
        """Free the engine and end the thread, also when opening was cut short."""
        # The same thread, so it comes after an opening or measuring that is still under way.
        closing = asyncio.get_running_loop().run_in_executor(self._executor, self._close)
        self._executor.shutdown(wait=False)
        await asyncio.shield(closing)

    def _open(self) -> None:
        self._session = self._open_session()

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
            _give_memory_back()


def _give_memory_back() -> None:
    """Return the engine's freed memory to the system.

    glibc keeps it in the arenas of threads that have ended: some megabytes for every connection ever made.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
