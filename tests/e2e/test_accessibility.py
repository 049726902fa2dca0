"""Every page for everybody: axe-core's rules, the keyboard alone, letters for three metres."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Playwright

from live.component import STATIC
from tests.e2e.conftest import LAPTOP, PHONE, Visit
from tests.e2e.test_voice import SPEECH

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
# The guide's sentences are read from three metres, as the cues are: none is smaller than the longest cue.
LEAST_LETTERS_PX = 34
LEAST_RING_CONTRAST = 3.0  # WCAG 2.1, 1.4.11
# Whether a canvas changes within two seconds; the longest rest of a bow's figure is shorter.
MOVES = """
async (canvas) => {
  const first = canvas.toDataURL();
  for (let look = 0; look < 6; look += 1) {
    await new Promise((done) => setTimeout(done, 300));
    if (canvas.toDataURL() !== first) return true;
  }
  return false;
}
"""
# On a large screen every page stands in a row above the page.
WAY = "[data-testid=stTopNavLink]"
# Looks into the component too, which lives in a tree of its own.
LOOK = """
window.look = {
  controls() {
    const found = [];
    const walk = (node, ours) => {
      for (const e of node.querySelectorAll("*")) {
        const inside = ours || e.matches(".coach");
        const native = e.matches("a[href], button, input, select, textarea, summary");
        const meant = inside ? native : e.tabIndex >= 0 && (native || e.hasAttribute("tabindex"));
        const shown = e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length;
        if (meant && shown && !e.disabled) found.push(e);
        if (e.shadowRoot) walk(e.shadowRoot, inside);
      }
    };
    walk(document, false);
    // One of a group of radio buttons is reached by Tab, the others by arrows from there.
    const groups = new Set();
    this.list = found.filter((e) => e.type !== "radio" || (!groups.has(e.name) && groups.add(e.name)));
    const text = (e) => `${e.tagName} ${e.className} ${e.innerText || e.ariaLabel || ""}`;
    return this.list.map((e) => text(e).slice(0, 90));
  },
  active() {
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    return e;
  },
  at() { return this.list.indexOf(this.active()); },
  inside() { return this.active().closest(".coach") !== null; },
  box() {
    const { x, y, width, height } = this.active().getBoundingClientRect();
    const [left, top] = [Math.max(0, x - 12), Math.max(0, y - 12)];
    return { x: left, y: top, width: Math.min(innerWidth, x + width + 12) - left,
      height: Math.min(innerHeight, y + height + 12) - top };
  },
  ring() {
    const channel = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const light = (text) => {
      const [r, g, b] = text.match(/[\\d.]+/g).map((c) => channel(c / 255));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const { outlineStyle, outlineColor } = getComputedStyle(this.active());
    if (outlineStyle === "none") return 0;
    let around = this.active().parentNode;
    let behind = "rgba(0, 0, 0, 0)";
    while (around && /, 0\\)$/.test(behind)) {
      if (around instanceof Element) behind = getComputedStyle(around).backgroundColor;
      around = around.parentNode ?? around.host;
    }
    const [a, b] = [light(outlineColor), light(behind)].sort((one, other) => other - one);
    return (a + 0.05) / (b + 0.05);
  },
};
"""


def assert_moves_until_it_is_stopped(page: Page) -> None:
    """The figure of the first exercise: in words too, and still once its button was pressed."""
    page.wait_for_selector(".coach .guided-figure .moves[data-moves=yes]")
    figure, stop = (page.locator(f".coach .guided-figure {part}") for part in ("canvas", ".moves-stop"))
    told = "Forward bend: the movement, from the start to the end and back"
    assert figure.get_attribute("aria-label") == told
    assert figure.evaluate(MOVES)
    stop.click()
    assert stop.get_attribute("aria-label") == "Let the figure move"
    assert not figure.evaluate(MOVES)
    stop.click()


def assert_usable(page: Page, where: str) -> None:
    """No rule of WCAG A or AA is broken in a way that axe-core calls serious or critical."""
    found = Axe().run(page, options=RULES).response["violations"]
    told = [
        f"{where}: {one['help']}: {node['target']} {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where


def pages_of(page: Page) -> list[str]:
    """Give the names of all pages, as the way between them has them."""
    # The name of the icon comes first.
    return [text.split("\n")[-1] for text in page.locator(WAY).all_inner_texts()]


def go_to(page: Page, name: str, size: dict[str, int] = LAPTOP) -> None:
    page.set_viewport_size(LAPTOP)
    page.locator(WAY, has_text=name).click()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.set_viewport_size(size)
    page.wait_for_timeout(1500)  # until all of it is drawn


def go_to_the_session(page: Page) -> None:
    """Through the first visit, keeping nothing, so that it comes again for the next test."""
    page.click("text=Today's session")
    go_on = page.get_by_role("button", name="Go on", exact=False)
    page.wait_for_selector("h1:has-text('Welcome')")
    go_on.click()
    page.wait_for_selector("[data-testid=stRadio] >> nth=7")
    for group in page.locator("[data-testid=stRadio]").all():
        group.locator("input[type=radio]").first.focus()
        page.keyboard.press("Space")
        page.wait_for_timeout(200)
    go_on.click()
    page.wait_for_selector("h1:has-text('Your results')")
    go_on.click()
    page.get_by_role("button", name="I am ready").click()
    page.wait_for_selector(".coach[data-guided=yes][data-state=intro]")


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Come to a control of the component by Tab alone."""
    page.evaluate(LOOK)
    for _ in range(most):
        if page.evaluate("(selector) => look.active().matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_no_page_breaks_a_rule(visit: Callable[..., Visit], size: dict[str, int]) -> None:
    seen = visit(script=SPEECH)
    names = pages_of(seen.page)
    assert len(names) >= 4
    for name in names:
        go_to(seen.page, name, size)
        assert_usable(seen.page, name)


def test_tab_reaches_every_control_and_one_sees_where_one_is(
    visit: Callable[..., Visit],
) -> None:
    seen = visit(script=SPEECH)
    for name in pages_of(seen.page):
        go_to(seen.page, name)
        assert_reached_by_tab(seen.page, name)


def assert_reached_by_tab(page: Page, where: str, *, seen: bool = True) -> None:
    page.evaluate(LOOK)
    names = page.evaluate("look.controls()")
    reached: set[int] = set()
    for _ in range(2 * len(names) + 10):
        page.keyboard.press("Tab")
        at = page.evaluate("look.at()")
        if at in reached:
            break
        if at < 0:
            continue
        reached.add(at)
        if page.evaluate("look.inside()"):
            assert page.evaluate("look.ring()") >= LEAST_RING_CONTRAST, f"{where}: {names[at]}"
        elif seen:
            assert_focus_is_seen(page, f"{where}: {names[at]}")
    missed = [name for at, name in enumerate(names) if at not in reached]
    assert missed == [], where


def assert_focus_is_seen(page: Page, where: str) -> None:
    """Another picture with the focus than without; Tab goes on from the same place."""
    page.wait_for_timeout(250)
    box = page.evaluate("look.box()")
    focused = page.screenshot(clip=box)
    page.evaluate("look.active().blur()")
    page.wait_for_timeout(250)
    assert page.screenshot(clip=box) != focused, where


def test_what_is_in_the_way_breaks_no_rule(visit: Callable[..., Visit]) -> None:
    seen = visit(size=PHONE)
    tab_to(seen.page, ".start")
    seen.page.keyboard.press("Enter")
    assert seen.note() == "There is no camera on this computer yet. Plug one in, then try again."
    assert_usable(seen.page, "note")
    # On a phone Streamlit keeps its closed side bar beside the screen, with links that Tab comes to.
    assert_reached_by_tab(seen.page, "note", seen=False)


def test_an_exercise_breaks_no_rule_while_it_runs_and_after(
    visit: Callable[..., Visit], camera_file: Callable[[dict[str, Any]], Path], as_meant: dict[str, Any]
) -> None:
    seen = visit(camera_file(as_meant), script=SPEECH)
    page = seen.page
    page.click(".coach .start")
    seen.wait_for_state("live")
    seen.wait_until("status.phase !== ''")
    page.click(".coach .sees summary")
    page.wait_for_selector(".coach .sees-rows li")
    assert_usable(page, "live")
    assert_reached_by_tab(page, "live", seen=False)
    tab_to(page, ".pause")
    page.keyboard.press("Space")
    seen.wait_for_state("paused")
    assert_usable(page, "paused")
    tab_to(page, ".finish")
    page.keyboard.press("Enter")
    seen.wait_for_state("finished")
    page.wait_for_timeout(1500)
    assert_usable(page, "finished")


def test_a_session_by_keys_alone(
    visit: Callable[..., Visit], camera_file: Callable[[dict[str, Any]], Path], as_meant: dict[str, Any]
) -> None:
    """Every stage: reached by keys, without a broken rule, and with letters for three metres."""
    seen = visit(camera_file(as_meant), script=SPEECH)
    page = seen.page
    go_to_the_session(page)

    def at(stage: str, within_s: float = 20) -> None:
        page.wait_for_selector(f".coach[data-stage={stage}]", timeout=within_s * 1000)

    def look_at(where: str) -> None:
        page.wait_for_selector(".coach .guided-line:not(:empty)")
        assert_usable(page, where)
        letters = page.eval_on_selector(
            ".coach .guided-line", "e => parseFloat(getComputedStyle(e).fontSize)"
        )
        assert letters >= LEAST_LETTERS_PX, where
        assert page.eval_on_selector(".coach .now", "e => e.scrollHeight <= e.clientHeight + 1"), where

    press = page.keyboard.press
    tab_to(page, ".start")
    press("Enter")
    seen.wait_for_state("live")
    at("welcome")
    look_at("welcome")
    press("Tab")  # a button that has the focus is pressed by the same key
    press("Enter")
    at("pain")
    look_at("pain")
    press("2")
    at("show")
    look_at("show")
    assert_moves_until_it_is_stopped(page)
    # Without motion: start and end beside each other.
    page.emulate_media(reduced_motion="reduce")
    figure = page.locator(".coach .guided-figure canvas")
    assert not figure.is_visible()
    assert not figure.evaluate(MOVES)
    pictures = page.locator(".coach .guided-figure img")
    assert pictures.evaluate_all("all => all.flatMap((one) => one.getAnimations()).length") == 0
    start, end = (pictures.nth(number).bounding_box() for number in (0, 1))
    assert start is not None
    assert end is not None
    assert start["x"] + start["width"] <= end["x"]
    page.emulate_media(reduced_motion="no-preference")
    press("Space")
    at("work")
    assert_usable(page, "work")
    press("p")
    at("menu")
    look_at("menu")
    assert_reached_by_tab(page, "menu", seen=False)
    tab_to(page, ".guided-choices button")
    press("Enter")  # the first choice: go on
    at("work")
    # A button with the focus does what it says, and nothing else happens.
    tab_to(page, ".pause")
    press("Enter")
    at("menu")
    page.evaluate("look.active().blur()")
    press("Enter")
    at("work")
    at("pain", within_s=180)  # three bows
    before = page.evaluate("spoken.length")
    press("7")  # more than two above the 2 of the start
    at("menu")
    look_at("less")
    assert page.inner_text(".coach .guided-line") == "Thank you for telling me. Smaller is fine today."
    assert page.evaluate("spoken.at(-1).text") == "Thank you for telling me. Smaller is fine today."
    assert page.evaluate("spoken.length") <= before + 2  # what was being said was cut off
    press("Enter")
    at("rest")
    look_at("rest")
    assert page.evaluate("spoken.filter(({ text }) => text === '3').length") == 1  # a count is said once
    press("Enter")
    at("show")
    press("n")
    page.wait_for_selector(".coach .guided-where:has-text('3 of 5')")
    press("e")
    page.wait_for_selector(".coach .guided-where:has-text('smaller version')")
    press("Enter")
    at("work")
    press("r")
    at("work")
    tab_to(page, ".finish")
    press("Enter")
    seen.wait_for_state("finished")
    assert_usable(page, "finished")


@pytest.fixture(scope="module")
def alone(playwright: Playwright, chromium_path: str) -> Iterator[Page]:
    """A page without the program."""
    browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
    yield browser.new_page()
    browser.close()


def test_one_of_several_people_is_chosen_without_a_pointer(alone: Page) -> None:
    source = re.sub(r"^export ", "", (STATIC / "pointing.js").read_text(encoding="utf-8"), flags=re.MULTILINE)
    alone.set_content(
        "<div id=root style='position:absolute; left:0; top:0; width:400px; height:300px'>"
        "<button class=mark style='position:absolute; left:50%; top:50%; width:20px; height:20px; padding:0;"
        " translate:-50% -50%'></button></div>"
    )
    alone.evaluate(
        """(source) => {
          window.places = []; window.taps = 0;
          const Pointing = new Function(`${source}; return Pointing;`)();
          const root = document.getElementById("root");
          root.addEventListener("click", () => { window.taps += 1; });
          new Pointing(root, ({ clientX: x, clientY: y }) => places.push([x, y].map(Math.round)));
        }""",
        source,
    )
    alone.focus(".mark")
    for key in ["Enter", "ArrowRight", "ArrowRight", "ArrowUp", "Enter"]:
        alone.keyboard.press(key)
    for _ in range(40):  # not beyond the picture
        alone.keyboard.press("ArrowLeft")
    alone.keyboard.press("Enter")
    assert alone.evaluate("places") == [[200, 150], [232, 138], [8, 138]]
    assert alone.evaluate("taps") == 0
