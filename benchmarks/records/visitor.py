"""Somebody who does today's session in a real browser, with a rendered person as the camera's picture."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import cv2
from playwright.sync_api import Page, WebSocket

from benchmarks.live import CAMERA_RATE, ROOT
from benchmarks.records.telling import Told
from vision.sources import VideoFile

CLIP = ROOT / "tests" / "e2e" / "data" / "session.webm"
# Left out: a raised hand, which nobody needs who presses keys, and the third bow. What remains is a set.
_FROM_S, _TO_S = 4.5, 18.6
_OPENS_WITHIN_MS, _LOOK_MS, _PRESS_AGAIN_S = 300_000, 20, 0.7
_KEYS = {"welcome": "Enter", "show": "Enter", "pain": "3"}


def write_camera(path: Path) -> Path:
    """Write what the camera shows, again and again: somebody stands still, and bows twice."""
    quality = [cv2.IMWRITE_JPEG_QUALITY, 92]
    sampling = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420]
    with path.open("wb") as file:
        for number, frame in enumerate(VideoFile(CLIP)):
            if _FROM_S <= number / CAMERA_RATE <= _TO_S:
                picture = cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR)
                file.write(cv2.imencode(".jpg", picture, [*quality, *sampling])[1].tobytes())
    return path


class Visitor:
    """Uses the page "Today's session" by keyboard.

    Parameters
    ----------
    page : Page
        Of a browser that has the camera.
    address : str
        Of the server.
    """

    def __init__(self, page: Page, address: str) -> None:
        self._page, self._address = page, address
        self._told: Told | None = None
        page.on("websocket", self._listen)

    def open(self, told: Told) -> bool:
        """Open the page anew; tell whether it offers to go on with a session that was cut off.

        From then on `told` hears what the page is told.
        """
        self._told = told
        self._page.goto(f"{self._address}/session", timeout=_OPENS_WITHIN_MS)
        intro = ".coach[data-guided=yes][data-state=intro]"
        self._page.wait_for_selector(intro, timeout=_OPENS_WITHIN_MS)
        # The offer stands above the camera, so it is there before it.
        return self._page.get_by_role("button", name="Go on where you were").is_visible()

    def start(self) -> None:
        """Start with the camera."""
        self._page.click(".coach .start", timeout=_OPENS_WITHIN_MS)

    def exercise(self, told: Told, until: Callable[[], bool]) -> None:
        """Do what comes, until it is over; what only waits for a key gets it at once."""
        pressed, pressed_at = -1, 0.0
        while not (told.over or until()):
            again = time.monotonic() - pressed_at > _PRESS_AGAIN_S
            if told.stage in _KEYS and (told.changes != pressed or again):
                pressed, pressed_at = told.changes, time.monotonic()
                self._page.keyboard.press(_KEYS[told.stage])
            self._page.wait_for_timeout(_LOOK_MS)

    def look(self, for_ms: float) -> None:
        """Wait a moment: what is on the way arrives."""
        self._page.wait_for_timeout(for_ms)

    def _listen(self, socket: WebSocket) -> None:
        told = self._told
        if "/live/" in socket.url and told is not None:
            socket.on("framereceived", lambda message: told.take(str(message)))
