"""How long the progress page takes to load: the real server, a real browser, months of simulated sessions.

    python -m benchmarks.progress [--json] [--sessions 500] [--loads 7]

"From another page" is from the click on "My progress" until the last chart is drawn, "first screen" until
what a screen of 1366x768 shows of it is; "anew" also loads the whole app into the browser, as the first
page of the day does; "script" is the page's own Python alone. "First" is the very first page, asked for as
soon as the server answers.

What is not ours: "bare" is the same click to a page of words, "bare anew" that page loaded anew, "empty
anew" an app of one line, each until its words are there. Medians, in milliseconds, with the machine's load
beside them: on a busy machine a browser waits for its turn.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest

from benchmarks.live import BROWSERS, FLAGS, NO_BROWSER, ROOT, running_server
from benchmarks.records.simulated import fill
from records import open_records
from records.engine import ENVIRONMENT_NAME

# All charts of the page: days, three of the exercise, pain, confidence.
CHARTS = 6
DRAWN = f"document.querySelectorAll('[data-testid=stVegaLiteChart] svg.marks').length >= {CHARTS}"
# All that lies in the screen: words, and each chart that begins there is drawn.
FIRST_SCREEN = """(() => {
  const charts = [...document.querySelectorAll("[data-testid=stVegaLiteChart]")];
  const seen = charts.filter(chart => chart.getBoundingClientRect().top < innerHeight);
  const words = document.querySelector("[data-testid=stMain] h3");
  return words !== null && seen.length > 0 && seen.every(chart => chart.querySelector("svg.marks"));
})()"""
WAIT_MS = 180_000
ABOUT = "document.querySelector('h1')?.innerText.startsWith('About') === true"
EMPTY = 'import streamlit as st\n\nst.title("Nothing")\n'


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns the exit status."""
    options = _parse(arguments)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(NO_BROWSER, file=sys.stderr)
        return 2
    result = measure(browser, options.sessions, options.loads)
    if options.json:
        print(json.dumps(result, indent=2))
    else:
        for name, value in result.items():
            print(f"{name:<24}{value:>10}")
    return 0


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.progress", description="How long the page takes.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--sessions", type=int, default=500, help="how many are kept")
    parser.add_argument("--loads", type=int, default=7, help="how often each is loaded")
    return parser.parse_args(arguments)


def measure(browser: str, sessions: int, loads: int) -> dict[str, Any]:
    """Fill a database, and load the page in each way."""
    with tempfile.TemporaryDirectory(prefix="backtalk-progress-") as folder:
        place = f"sqlite:///{Path(folder) / 'records.db'}"
        with open_records(place) as records:
            records.give_consent("1")
            fill(records, sessions)
        load_before = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
        script = script_ms(place, loads)
        with running_server(env={ENVIRONMENT_NAME: place}) as address:
            pages = page_ms(address, browser, loads)
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        with running_server(script=empty) as address:
            nothing = empty_ms(address, browser, loads)
    load_after = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return {
        "sessions": sessions,
        "loads": loads,
        "cores": os.cpu_count(),
        "script_ms": round(script),
        **{name: round(value) for name, value in pages.items()},
        "empty_anew_ms": round(nothing),
        "load_before": round(load_before, 1),
        "load_after": round(load_after, 1),
    }


def script_ms(place: str, loads: int) -> float:
    """Time the page's script, after a first run in which everything is imported."""
    before = os.environ.get(ENVIRONMENT_NAME)
    os.environ[ENVIRONMENT_NAME] = place
    try:
        page = AppTest.from_file(str(ROOT / "app" / "progress.py"), default_timeout=WAIT_MS / 1000).run()
        if page.exception:
            raise RuntimeError(page.exception[0].message)
        return median(_timed_ms(page.run) for _ in range(loads))
    finally:
        if before is None:
            del os.environ[ENVIRONMENT_NAME]
        else:
            os.environ[ENVIRONMENT_NAME] = before


def page_ms(address: str, browser: str, loads: int) -> dict[str, float]:
    """Time the page in a browser until its last chart is drawn."""
    with _tab(browser) as page:
        first = _timed_ms(lambda: _open(page, f"{address}/progress", DRAWN))
        anew = median(_timed_ms(lambda: _open(page, f"{address}/progress", DRAWN)) for _ in range(loads))
        bare_anew = median(_timed_ms(lambda: _open(page, f"{address}/about", ABOUT)) for _ in range(loads))
        bare, clicked, screens = [], [], []
        for _ in range(loads):
            for until, took in ((DRAWN, clicked), (FIRST_SCREEN, screens)):
                bare.append(_timed_ms(lambda: _click(page, "About and privacy", ABOUT)))
                took.append(_timed_ms(lambda until=until: _click(page, "My progress", until)))  # type: ignore[misc]
                page.wait_for_function(DRAWN)
    return {
        "first_ms": first,
        "anew_ms": anew,
        "from_another_page_ms": median(clicked),
        "first_screen_ms": median(screens),
        "bare_ms": median(bare),
        "bare_anew_ms": bare_anew,
    }


def empty_ms(address: str, browser: str, loads: int) -> float:
    """Time an app of one line, loaded anew: what the browser takes for Streamlit itself."""
    until = "document.querySelector('h1')?.innerText === 'Nothing'"
    with _tab(browser) as page:
        _open(page, address, until)
        return median(_timed_ms(lambda: _open(page, address, until)) for _ in range(loads))


@contextmanager
def _tab(browser: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=list(FLAGS))
        page = opened.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.set_default_timeout(WAIT_MS)
        yield page
        opened.close()


def _open(page: Page, address: str, until: str) -> None:
    page.goto(address)
    page.wait_for_function(until)


def _click(page: Page, title: str, until: str) -> None:
    page.click(f"a:has-text('{title}')")
    page.wait_for_function(until)


def _timed_ms(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000.0


if __name__ == "__main__":
    sys.exit(main())
