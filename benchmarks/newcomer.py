"""How long a newcomer takes: from the README's first command to the first counted repetition.

    python -m benchmarks.newcomer [--json] [--shots FOLDER] [--page session|exercise] [--no-install]

The last commit is cloned into a fresh folder, and the README's command is run there as it stands, with an
empty home: new virtual environment, pip, the pose model fetched at the first start. Then Chromium, with a
rendered person as its camera, goes through the first visit as somebody would who reads every word that is new
on the screen (200 words a minute) and takes a second for each click. `--page exercise` begins on the first
page at once instead. What pip takes hangs on the network and is told apart.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.live import BROWSERS, FLAGS, NO_BROWSER, ROOT, wait_for, write_camera_file

CLIP = ROOT / "tests" / "e2e" / "data" / "session.webm"
WORDS_A_MINUTE, CLICK_S, TYPING_S = 200.0, 1.0, 3.0
"""How fast somebody reads (P: a calm reader on a screen), presses, and types a first name."""

_WAIT_MS = 300_000
_COMMAND = re.compile(r"```sh\n(?P<command>.+?)\n```", re.DOTALL)
_IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
# Every piece of text that can be seen, also of the component behind its shadow root. What stands behind a
# chosen entry of a list, or only a screen reader tells, nobody reads.
_SHOWN = """() => {
  const told = [], range = document.createRange();
  const walk = (node) => {
    for (const one of node.childNodes) {
      if (one.nodeType === Node.TEXT_NODE && one.data.trim()) {
        range.selectNodeContents(one);
        const { width, height, right, bottom } = range.getBoundingClientRect();
        if (width > 1 && height > 1 && right > 0 && bottom > 0) told.push(one.data.trim());
      } else if (one.nodeType === Node.ELEMENT_NODE) {
        if (/^(SCRIPT|STYLE|OPTION)$/.test(one.tagName)) continue;
        if (one.matches(".visually-hidden, [data-testid=stIconMaterial]")) continue;
        if (getComputedStyle(one).visibility !== "hidden") walk(one.shadowRoot ?? one);
      }
    }
  };
  walk(document.body);
  return told;
}"""


@dataclass(frozen=True)
class Step:
    """One step on the way.

    Attributes
    ----------
    name : str
        What happened.
    machine_s : float
        How long the person waited for the machine, or moved before it.
    person_s : float
        How long they read and pressed.
    words : int
        How many words were new on the screen.
    """

    name: str
    machine_s: float
    person_s: float = 0.0
    words: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns the exit status."""
    options = _parse(arguments)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(NO_BROWSER, file=sys.stderr)
        return 2
    # Whoever ends it ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    steps = try_it(browser, page=options.page, install=not options.no_install, shots=options.shots)
    told = {
        "page": options.page,
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "steps": [asdict(step) for step in steps],
        **totals(steps),
    }
    print(json.dumps(told, indent=2) if options.json else table(steps, told))
    return 0


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.newcomer", description="How long a newcomer takes.")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--shots", type=Path, help="a folder for a picture of each step")
    parser.add_argument("--page", choices=("session", "exercise"), default="session", help="where they begin")
    parser.add_argument("--no-install", action="store_true", help="use this environment and these files")
    return parser.parse_args(arguments)


def totals(steps: Sequence[Step]) -> dict[str, float]:
    """Sum up: all of it, without pip, and without the person's own time."""
    pip_s = sum(step.machine_s for step in steps if "pip" in step.name)
    all_s = sum(step.machine_s + step.person_s for step in steps)
    person_s = sum(step.person_s for step in steps)
    return {
        "total_s": round(all_s, 1),
        "without_pip_s": round(all_s - pip_s, 1),
        "reading_and_clicking_s": round(person_s, 1),
        "words": sum(step.words for step in steps),
    }


def readme_command() -> list[str]:
    """Give the README's first command, in its parts."""
    found = _COMMAND.search((ROOT / "README.md").read_text(encoding="utf-8"))
    if found is None:
        raise RuntimeError("the README has no command to begin with")
    return found["command"].split(" && ")


def new_words(shown: Sequence[str], before: set[str]) -> int:
    """Count the words in pieces of text that were not there before, and remember these pieces."""
    fresh = [piece for piece in dict.fromkeys(shown) if piece not in before]
    before.update(fresh)
    return sum(len(re.findall(r"\w[\w'’./-]*", piece)) for piece in fresh)


def try_it(browser: str, *, page: str, install: bool, shots: Path | None = None) -> list[Step]:
    """Go the whole way."""
    steps = list[Step]()
    with tempfile.TemporaryDirectory(prefix="backtalk-newcomer-") as name:
        folder = Path(name)
        camera = write_camera_file(CLIP, folder / "camera.mjpeg")
        with _started(folder, steps, install=install) as address, sync_playwright() as playwright:
            flags = [*FLAGS, f"--use-file-for-fake-video-capture={camera}"]
            opened = playwright.chromium.launch(executable_path=browser, args=flags)
            try:
                tab = opened.new_page(viewport={"width": 1366, "height": 768})
                tab.set_default_timeout(_WAIT_MS)
                newcomer = Newcomer(tab, steps, shots)
                newcomer.arrive(address)
                if page == "session":
                    newcomer.visit_first()
                newcomer.exercise()
            finally:
                opened.close()
    return steps


@contextmanager
def _started(folder: Path, steps: list[Step], *, install: bool) -> Iterator[str]:
    """Run the README's command in a clone, with an empty home; gives the address of the page."""
    place, home = folder / "backtalk", folder / "home"
    home.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    asked = {"STREAMLIT_SERVER_PORT": str(port), "STREAMLIT_SERVER_HEADLESS": "true"}
    homes = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
    env = {**os.environ, **asked, **homes}
    for ours in ("BACKTALK_DATABASE_URL", "BACKTALK_PLANS", "VIRTUAL_ENV", "PYTHONPATH"):
        env.pop(ours, None)
    if install:
        command = ["git", "clone", "--quiet", str(ROOT), str(place)]
        steps.append(Step("git clone", _timed_s(command, folder, env)))
        make, pip, start = readme_command()
        steps.append(Step("a virtual environment", _timed_s(make, place, env)))
        steps.append(Step("pip install (hangs on the network)", _timed_s(pip, place, env)))
    else:
        place, start = ROOT, f"{sys.executable} -m streamlit run coach_app.py"
    begun = time.perf_counter()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            f"exec {start}", shell=True, cwd=place, env=env, stdout=log, stderr=log, start_new_session=True
        )
    try:
        address = f"http://localhost:{port}"
        wait_for(address, process, within_s=180)
        steps.append(Step("the server answers", time.perf_counter() - begun))
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _timed_s(command: str | list[str], folder: Path, env: dict[str, str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(
        command, shell=isinstance(command, str), cwd=folder, env=env, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{command} failed: {done.stderr[-2000:]}")
    return time.perf_counter() - begun


class Newcomer:
    """Somebody who reads everything that is new, then presses what the page offers.

    Parameters
    ----------
    page : Page
        An empty tab.
    steps : list of Step
        Where each step is added.
    shots : Path, optional
        A folder for pictures.
    """

    def __init__(self, page: Page, steps: list[Step], shots: Path | None) -> None:
        self._page, self._steps, self._shots = page, steps, shots
        self._seen = set[str]()
        self._since = time.perf_counter()

    def arrive(self, address: str) -> None:
        """Open the address; the first start fetches the pose model meanwhile."""
        self._since = time.perf_counter()
        self._page.goto(address)
        self._page.wait_for_selector(".coach[data-state=intro]")
        self._read("the first page, with the pose model")

    def visit_first(self) -> None:
        """Choose today's session, and answer what it asks."""
        page = self._page
        self._press(page.get_by_role("link", name="Today's session").first.click)
        page.wait_for_selector("h1:has-text('Welcome')")
        self._read("who you are", more_s=TYPING_S)
        page.get_by_label("What may I call you?").fill("Ada")
        page.keyboard.press("Tab")
        self._press(page.get_by_role("button", name="Go on").click)
        page.wait_for_selector("[data-testid=stRadio] >> nth=7")
        groups = page.locator("[data-testid=stRadio]")
        self._read("eight questions", more_s=CLICK_S * groups.count())
        for group in groups.all():
            group.locator("label", has_text="No").last.click()
        self._press(page.get_by_role("button", name="Go on").click)
        page.wait_for_selector("h1:has-text('Your results')")
        self._read("what may be kept", more_s=CLICK_S)
        page.locator("[data-testid=stCheckbox] label").first.click()
        page.wait_for_selector("button:has-text('Go on, and keep my results')")
        self._press(page.get_by_role("button", name="Go on, and keep").click)
        page.wait_for_selector("h1:has-text('Your place')")
        self._read("where to put the laptop")
        self._press(page.get_by_role("button", name="I am ready").click)
        page.wait_for_selector(".coach[data-guided=yes][data-state=intro]")
        self._read("the session's page")

    def exercise(self) -> None:
        """Start with the camera, and follow what is said until one repetition is counted."""
        page = self._page
        self._press(page.locator(".coach .start").click)
        page.wait_for_selector(".coach[data-state=live]")
        self._note("the camera is on")
        stage, until = "", time.monotonic() + _WAIT_MS / 1000
        while page.get_attribute(".coach .status", "data-reps") in ("", "0", None):
            if time.monotonic() > until:
                raise RuntimeError("no repetition was counted; close other programs, and try again")
            now = page.get_attribute(".coach", "data-stage") or ""
            if now != stage:
                if stage:
                    self._note(f"guide: {stage}")
                stage = now
                page.wait_for_timeout(900)
                self._shoot(f"guide {stage}")
            page.wait_for_timeout(50)
        self._note("the first repetition is counted")

    def _read(self, name: str, more_s: float = 0.0) -> None:
        """Note how long it took to come, then read what is new on it."""
        self._page.wait_for_selector(_IDLE)
        waited_s = time.perf_counter() - self._since
        self._page.wait_for_timeout(700)  # what the page grays out while it works is there again
        words = new_words(self._page.evaluate(_SHOWN), self._seen)
        self._shoot(name)
        person_s = words / WORDS_A_MINUTE * 60 + more_s
        self._page.wait_for_timeout(max(0.0, person_s - 0.7) * 1000)
        self._steps.append(Step(name, round(waited_s, 1), round(person_s, 1), words))
        self._since = time.perf_counter()

    def _press(self, press: Callable[[], object]) -> None:
        """Take a moment to press."""
        last = self._steps.pop()
        self._steps.append(Step(last.name, last.machine_s, round(last.person_s + CLICK_S, 1), last.words))
        self._page.wait_for_timeout(CLICK_S * 1000)
        self._since = time.perf_counter()
        press()

    def _note(self, name: str) -> None:
        self._steps.append(Step(name, round(time.perf_counter() - self._since, 1)))
        self._since = time.perf_counter()
        self._shoot(name)

    def _shoot(self, name: str) -> None:
        if self._shots is not None:
            self._shots.mkdir(parents=True, exist_ok=True)
            slug = re.sub(r"\W+", "_", name)
            self._page.screenshot(path=self._shots / f"{len(self._steps):02}_{slug}.png")


def table(steps: Sequence[Step], told: dict[str, object]) -> str:
    """Lay it out for people."""
    rows = [f"{'':<40}{'machine s':>10}{'person s':>10}{'words':>7}"]
    rows += [f"{step.name:<40}{step.machine_s:>10.1f}{step.person_s:>10.1f}{step.words:>7}" for step in steps]
    rows += [f"{name:<40}{value:>10}" for name, value in told.items() if name != "steps"]
    return "\n".join(rows)


if __name__ == "__main__":
    raise SystemExit(main())
