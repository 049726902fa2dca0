"""The progress page in a real browser, on a laptop and on a phone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from benchmarks.records.simulated import simulate_repetition
from records import PainMoment, open_records
from records.repositioning import KIND, VERSION
from tests.e2e.conftest import LAPTOP, ONLY_HERE, PHONE, ROOT, start_program, stop_program

pytestmark = pytest.mark.browser
SCREENSHOTS = ROOT / "docs" / "screenshots"
CHARTS = 6
DRAWN = f"document.querySelectorAll('[data-testid=stVegaLiteChart] svg.marks').length >= {CHARTS}"
# Days of eight weeks on which somebody exercised, and what became of it.
DAYS = [day for day in range(-55, 1) if day % 7 in (0, 1, 3, 5) and day not in (-30, -28, -27)]


def keep_weeks(place):
    """Eight weeks in which a bow goes further and pain eases."""
    now = [datetime.now(UTC)]
    with open_records(place, clock=lambda: now[0]) as records:
        today = now[0]
        now[0] = today - timedelta(days=60)
        records.give_consent("2")
        for number, day in enumerate(DAYS):
            now[0] = today + timedelta(days=day, minutes=-40)
            session = records.begin_session()
            records.store_pain(session, PainMoment.BEFORE, round(6 - 4 * number / len(DAYS)))
            records.begin_set(session, 1, "waiters_bow")
            for one in range(1, 6):
                done, _ = simulate_repetition(one, seed=number)
                peak = 38.0 + number + 5 * done.quality * (-1) ** one
                done = replace(done, peaks={"trunk_flexion": peak}, on_target=peak > 50)
                records.store_repetition(session, 1, done)
            records.store_pain(session, PainMoment.AFTER, round(5 - 4 * number / len(DAYS)))
            records.store_confidence("moving", min(10, 4 + number // 6))
            records.end_session(session)
            if number % 4 == 0:
                records.store_assessment(KIND, VERSION, a_test(13.0 - number / 3))


def a_test(absolute_deg):
    """A test of finding a place again, so far off."""
    told = {"absolute_deg": absolute_deg, "error_deg": 1.4, "least_change_deg": 5.6, "trials": 6}
    return {"exercise": "reposition_flexion", **told}


@pytest.fixture(scope="module")
def kept(tmp_path_factory, chromium_path):
    folder = tmp_path_factory.mktemp("progress")
    place = f"sqlite:///{folder / 'records.db'}"
    keep_weeks(place)
    program = start_program(folder, {"BACKTALK_DATABASE_URL": place})
    yield program
    stop_program(program)


def see_the_tests(page, address):
    """The tests that are kept, on the page of progress and on their own."""
    nearer = "You come nearer to the place than at first"
    page.get_by_role("combobox", name="Exercise").click()
    page.get_by_role("option", name="Find the place again").click()
    page.get_by_text(nearer).wait_for()
    page.goto(address)
    page.get_by_role("combobox", name="Exercise").click()
    page.get_by_role("option", name="Find the place again").click()
    page.get_by_text("Your tests so far").wait_for()
    page.get_by_text(nearer).wait_for()
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg.marks")


@pytest.mark.parametrize(("name", "size"), [("laptop", LAPTOP), ("phone", PHONE)])
def test_the_page_of_eight_weeks(kept, playwright, chromium_path, name, size):
    browser = playwright.chromium.launch(executable_path=chromium_path, args=[ONLY_HERE, "--no-sandbox"])
    page = browser.new_context(viewport=size).new_page()
    page.set_default_timeout(120_000)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{kept.address}/progress")
    page.wait_for_function(DRAWN)
    said = page.inner_text("[data-testid=stMain]")
    assert "You go further than at first" in said
    assert "It is lower than at first" in said
    # Told to whoever does not see the chart; and it is as wide as the page.
    told = page.eval_on_selector_all(
        "[data-testid=stVegaLiteChart]", "each => each.filter(e => e.ariaLabel.length > 40).length"
    )
    assert told >= CHARTS
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.get_by_text("The weeks as a table").click()
    page.wait_for_selector("[data-testid=stTable]")
    page.get_by_text("The weeks as a table").click()
    page.wait_for_selector("[data-testid=stTable]", state="detached")
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": height})
    page.wait_for_timeout(800)  # the charts take their new width
    page.screenshot(path=SCREENSHOTS / f"progress_{name}.png")
    see_the_tests(page, kept.address)
    browser.close()
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("blob:", "data:"))}
    assert hosts <= {"localhost", "127.0.0.1"}
    assert kept.off_machine == ""
