"""What the tests of a session share: a real pose model, a real server, pictures of a real size."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from live.connection import Patience
from live.engine import Engine
from live.service import LiveService
from live.slots import Slots
from models import ModelError
from tests.live.serving import Server, to_jpeg

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="session")
def empty_room() -> bytes:
    """A JPEG with nobody in it."""
    return to_jpeg(np.full((480, 640, 3), 180, np.uint8))


@pytest.fixture(scope="session")
def bow_clip() -> tuple[dict[str, Any], list[tuple[float, bytes]]]:
    """A sample clip of waiter's bows: its entry in the list, and (time in ms, JPEG) of every second frame."""
    listing = SAMPLES / "samples.toml"
    if not listing.is_file():
        pytest.skip("needs the sample clips in samples/")
    clips = tomllib.loads(listing.read_text(encoding="utf-8"))["clip"]
    clip = next(c for c in clips if c["exercise"] == "waiters_bow" and c["repetitions"])
    capture = cv2.VideoCapture(str(SAMPLES / clip["file"]))
    frames = []
    while True:
        found, image = capture.read()
        if not found:
            break
        frames.append((capture.get(cv2.CAP_PROP_POS_MSEC), to_jpeg(image)))
    capture.release()
    return clip, frames[::2]


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The real pose model."""
    engine = Engine()
    try:
        engine.prepare()
    except ModelError as error:
        pytest.skip(f"needs the pose model: {error}")
    return engine


@pytest.fixture
def start_server(engine: Engine) -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start(*, limit: int = 2, idle_s: float = 8.0, pause_s: float = 600.0, **parts: Any) -> Server:
        parts.setdefault("engine", engine)
        service = LiveService(slots=Slots(limit), patience=Patience(idle_s, pause_s), **parts)
        servers.append(Server(service))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(start_server: Callable[..., Server]) -> Server:
    return start_server()
