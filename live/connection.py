"""The loop of one accepted connection: a frame comes, is measured, the answer goes, then the next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.websockets import WebSocketDisconnect

from live.commands import NOT_UNDERSTOOD, Command, read_command, read_place
from live.guide.asking import read_ask
from live.guide.session import GuidedSession
from live.problems import BadMessage, Idle, PausedTooLong, Replaced
from live.protocol import dump
from live.session import Finished
from live.worker import Worker

_IDLE = "The pictures stopped coming, so the coach stopped too. Start again when you are ready."
_PAUSED = "The pause was long, so the coach stopped. Start again when you are ready."
_REPLACED = "This exercise goes on in a newer connection of the same page."


class Socket(Protocol):
    """The part of a WebSocket that the loop uses."""

    async def receive(self) -> Any:
        """Give the next ASGI message."""
        ...

    async def send_text(self, data: str) -> None:
        """Send one text message."""
        ...


@dataclass(frozen=True)
class Patience:
    """How long a connection is kept without pictures.

    Attributes
    ----------
    idle_s : float
        Without a frame and without a sign of life: the laptop sleeps, the network is gone.
    pause_s : float
        Without a frame, though the page says that it is still there.
    """

    idle_s: float = 8.0
    pause_s: float = 600.0


class Connection:
    """Serves one connection until it is finished or something ends it.

    Parameters
    ----------
    socket : Socket
        An accepted WebSocket.
    worker : Worker
        Open already.
    replaced : asyncio.Event
        Set when a newer connection of the same page takes over.
    patience : Patience
        How long to wait.
    recall : callable
        Gives the interrupted set of this page, if there is one, and forgets it.
    clock : callable
        Gives seconds, for tests.
    """

    def __init__(
        self,
        socket: Socket,
        worker: Worker,
        *,
        replaced: asyncio.Event,
        patience: Patience,
        recall: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._socket, self._worker = socket, worker
        self._replaced, self._patience = replaced, patience
        self._recall, self._clock = recall, clock
        self._last_frame_s = clock()

    async def run(self) -> Finished:
        """Answer frames until the page says that the set is finished.

        Returns
        -------
        Finished
            What was done; the caller sends it.

        Raises
        ------
        LiveProblem
            If a message cannot be used, or the connection fell silent or was replaced.
        WebSocketDisconnect
            If the browser went.
        """
        await self._socket.send_text(dump({"type": "ready"}))
        replaced = asyncio.ensure_future(self._replaced.wait())
        try:
            while True:
                message = await self._receive(replaced)
                if isinstance(message, bytes):
                    answer = await self._worker.measure(message)
                    self._last_frame_s = self._clock()
                    await self._socket.send_text(answer)
                elif self._obey(message):
                    return self._worker.session.finish()
        finally:
            replaced.cancel()

    def _obey(self, text: str) -> bool:
        """Follow a command; tell whether it was the last."""
        command, content = read_command(text)
        session = self._worker.session
        if command is Command.HELLO:
            earlier = self._recall()
            source = content.get("source")
            session.begin(
                source if isinstance(source, str) else "camera",
                earlier if content.get("resume") is True else None,
            )
        elif command is Command.RESTART:
            session.restart()
        elif command is Command.CHOOSE:
            session.choose(*read_place(content))
        elif command is Command.GUIDE:
            if not isinstance(session, GuidedSession):
                raise BadMessage(NOT_UNDERSTOOD)
            session.ask(*read_ask(content))
        elif command is Command.STILL_HERE and self._clock() - self._last_frame_s > self._patience.pause_s:
            raise PausedTooLong(_PAUSED)
        return command is Command.FINISH

    async def _receive(self, replaced: asyncio.Future[Any]) -> bytes | str:
        """Wait for the next message, but not for ever."""
        receiving = asyncio.ensure_future(self._socket.receive())
        try:
            await asyncio.wait(
                {receiving, replaced},
                timeout=self._patience.idle_s,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if self._replaced.is_set():
                raise Replaced(_REPLACED)
            if not receiving.done():
                raise Idle(_IDLE)
            message = receiving.result()
        finally:
            receiving.cancel()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1006))
        data: bytes | str | None = message.get("bytes")
        return data if data is not None else str(message.get("text") or "")
