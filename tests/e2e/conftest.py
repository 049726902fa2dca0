"""A real browser against the real program: Debian's chromium. Skips without it, unless it is required."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    TimeoutError,
    sync_playwright,
)

from benchmarks.live import BROWSERS, FLAGS, write_camera_file
from models import ModelError, ensure_model

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
REQUIRED = os.environ.get("BACKTALK_REQUIRE_BROWSER") == "1"
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# A name that is not of this machine is not even looked up.
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"


def absent(reason: str) -> Any:
    return pytest.fail(reason) if REQUIRED else pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or absent("needs a browser: Debian's package chromium")


@pytest.fixture(scope="session")
def clips() -> dict[str, dict[str, Any]]:
    listing = SAMPLES / "samples.toml"
    if not listing.is_file():
        absent("needs the sample clips in samples/")
    return {clip["id"]: clip for clip in tomllib.loads(listing.read_text(encoding="utf-8"))["clip"]}


@pytest.fixture(scope="session")
def as_meant(clips: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A clip of bows without a fault."""
    return next(c for c in clips.values() if c["repetitions"] and not c["expected_faults"])


@pytest.fixture(scope="session")
def with_fault(clips: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A clip of bows with one fault."""
    return next(c for c in clips.values() if c["repetitions"] and c["expected_faults"])


@dataclass
class Program:
    """The running program."""

    port: int
    process: subprocess.Popen[bytes]
    network_log: Path
    output: Path

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def off_machine(self) -> str:
        return self.network_log.read_text() if self.network_log.exists() else ""

    @property
    def is_measuring(self) -> bool:
        """Whether a pose engine is open in the server: two threads of MediaPipe live as long as it does.

        A thread that all engines share stays for good, under the name of the one that was there first.
        """
        names = {read_quietly(path) for path in Path(f"/proc/{self.process.pid}/task").glob("*/comm")}
        return sum(name.startswith("mediapipe") for name in names) >= 2


def read_quietly(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def start_program(folder: Path, env: dict[str, str], port: int | None = None) -> Program:
    if port is None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
    log, output = folder / "network.log", folder / "output.log"
    command = [sys.executable, str(Path(__file__).parent / "run_streamlit.py"), str(log)]
    options = ["run", "coach_app.py", "--server.port", str(port), "--server.headless", "true"]
    with output.open("wb") as file:
        process = subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env={**os.environ, **env},
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    program = Program(port, process, log, output)
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(program.address, timeout=2).close()
            return program
        except OSError:
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < deadline, output.read_text()
            time.sleep(0.2)


def stop_program(program: Program) -> None:
    program.process.terminate()
    try:
        program.process.wait(20)
    except subprocess.TimeoutExpired:
        program.process.kill()
        program.process.wait(10)


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> Iterator[Program]:
    """The program as a person starts it, with the model there."""
    try:
        ensure_model("full")
    except ModelError as error:
        absent(f"needs the pose model: {error}")
    program = start_program(tmp_path_factory.mktemp("program"), {"BACKTALK_MAX_SESSIONS": "1"})
    yield program
    stop_program(program)


@dataclass
class Visit:
    """One browser's page, and all that it asked for and complained about."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def status(self, name: str) -> str:
        return self.page.eval_on_selector(".coach .status", "(e, name) => e.dataset[name]", name)

    def wait_for_state(self, state: str, within_s: float = 30) -> None:
        try:
            self.page.wait_for_selector(f".coach[data-state={state}]", timeout=within_s * 1000)
        except TimeoutError as error:
            error.add_note(f"the panel: {self.panel()}")
            raise

    def panel(self) -> dict[str, str]:
        """What the panel says of itself, for a test that waits in vain."""
        told: dict[str, str] = self.page.eval_on_selector(
            ".coach", "e => ({ ...e.dataset, ...e.querySelector('.status').dataset })"
        )
        return told

    def wait_until(self, condition: str, within_s: float = 30) -> None:
        """Wait for a JavaScript condition on `status`, the data of the status element."""
        self.page.wait_for_function(
            "condition => { const root = (function find(node) {"
            " for (const e of node.querySelectorAll('*')) {"
            "  if (e.matches('.coach .status')) return e;"
            "  if (e.shadowRoot) { const found = find(e.shadowRoot); if (found) return found; }"
            " } })(document);"
            " return root && new Function('status', `return ${condition}`)(root.dataset); }",
            arg=condition,
            timeout=within_s * 1000,
        )

    def note(self) -> str:
        self.wait_for_state("note")
        return self.page.inner_text(".coach .note-text")


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, ended before the tests of other folders: while it runs, `asyncio.run` cannot."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def camera_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, Any]], Path]:
    """Gives a clip as a file for Chromium's fake camera."""
    folder = tmp_path_factory.mktemp("camera")
    made: dict[str, Path] = {}

    def make(clip: dict[str, Any]) -> Path:
        if clip["id"] not in made:
            # Time to connect before the clip's own still second begins.
            path = folder / f"{clip['id']}.mjpeg"
            made[clip["id"]] = write_camera_file(SAMPLES / clip["file"], path, still_s=5.0)
        return made[clip["id"]]

    return make


@pytest.fixture
def visit(playwright: Playwright, chromium_path: str, program: Program) -> Iterator[Callable[..., Visit]]:
    """Opens the exercise page: `visit(camera=FILE)`; without a camera file there is no camera."""
    browsers: list[Browser] = []
    visits: list[Visit] = []

    def open_page(
        camera: Path | None = None,
        *,
        size: dict[str, int] = LAPTOP,
        address: str | None = None,
        script: str | None = None,
        flags: tuple[str, ...] = (),
        permissions: list[str] | None = None,
    ) -> Visit:
        asked_for = [flag for flag in FLAGS if camera is not None or "fake" not in flag]
        asked_for += [ONLY_HERE, *flags]
        if camera is not None:
            asked_for.append(f"--use-file-for-fake-video-capture={camera}")
        browser = playwright.chromium.launch(executable_path=chromium_path, args=asked_for)
        browsers.append(browser)
        context: BrowserContext = browser.new_context(viewport=size, permissions=permissions or [])
        page = context.new_page()
        if script:
            page.add_init_script(script)
        seen = Visit(page)
        visits.append(seen)
        page.on("request", lambda request: seen.asked.append(request.url))
        page.on("websocket", lambda socket: seen.asked.append(socket.url))
        page.on("console", lambda said: said.type == "error" and seen.complaints.append(said.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.goto(address or program.address)
        page.wait_for_selector(".coach[data-state=intro]", timeout=60_000)
        return seen

    yield open_page
    for seen in visits:
        hosts = {urlsplit(url).hostname for url in seen.asked if not url.startswith(("blob:", "data:"))}
        assert hosts <= {"localhost", "127.0.0.1"}
        assert seen.complaints == []
    for browser in browsers:
        if browser.is_connected():
            browser.close()
    wait_until_free(program)


def wait_until_free(program: Program, within_s: float = 10.0) -> None:
    """Wait until no session measures any more."""
    deadline = time.monotonic() + within_s
    while program.is_measuring:
        assert time.monotonic() < deadline, "a session was not freed"
        time.sleep(0.1)


def kill_at_once(process: psutil.Process) -> None:
    """End a browser that this test started, with its helpers, as a power cut would."""
    family = [*process.children(recursive=True), process]
    for member in family:
        try:
            member.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue
