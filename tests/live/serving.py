"""The live routes behind a real server, and a client for it."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from typing import Any

import cv2
import numpy as np
import uvicorn
from starlette.applications import Starlette
from websockets.sync.client import ClientConnection, connect

from live.route import live_routes
from live.service import LiveService
from live.tokens import Ticket


def to_jpeg(image: np.ndarray) -> bytes:
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 70])[1].tobytes()


def to_message(time_ms: float, picture: bytes) -> bytes:
    return struct.pack("<d", time_ms) + picture


class Server:
    """The live routes behind a real server on a free port."""

    def __init__(self, service: LiveService) -> None:
        self.service = service
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{listening.getsockname()[1]}"
        routes = Starlette(routes=live_routes(service))
        config = uvicorn.Config(routes, log_level="warning", ws="websockets-sansio", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]})
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        assert not self._thread.is_alive()

    def token(self, session: str = "page", exercise: str = "waiters_bow") -> str:
        return self.service.tokens.make(Ticket(session, exercise))

    def connect(self, token: str | None = None, origin: str | None = "same") -> ClientConnection:
        origin = f"http://{self.host}" if origin == "same" else origin
        address = f"ws://{self.host}/live/{self.token() if token is None else token}"
        return connect(address, origin=origin, compression=None, legacy=True)

    def ready(self, session: str = "page", exercise: str = "waiters_bow") -> ClientConnection:
        client = self.connect(self.token(session, exercise))
        assert receive(client) == {"type": "ready"}
        return client

    def wait_until_free(self, within_s: float) -> float:
        start = time.monotonic()
        while self.service.slots.taken:
            assert time.monotonic() - start < within_s, "the slot was not freed"
            time.sleep(0.05)
        return time.monotonic() - start


def receive(client: ClientConnection) -> dict[str, Any]:
    return json.loads(client.recv(timeout=30))
