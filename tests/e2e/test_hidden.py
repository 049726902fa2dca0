"""What is on the screen while a place is found without looking: the page's own view in a real browser."""

import pytest

from live.component import STATIC, join_modules

pytestmark = pytest.mark.browser
MODULES = ("words.js", "drawing.js", "dial.js", "sees.js", "moving.js", "figures.js", "view.js")
TRUNK = [[0.6, 0.3], [0.5, 0.6]]
SHOWN = {
    "phase": "shown", "view": "left", "framing": "whole", "hidden": False, "angle": 18.2, "error": 1.4,
    "still": 1, "target": [14, 22], "progress": 1, "own": None, "reps": 0, "on_target": 0, "people": 1,
    "trunk": TRUNK, "legs": [TRUNK],
    "message": {"id": "a", "kind": "guide", "text": "Bend slowly.", "number": 1},
}  # fmt: skip
HIDDEN = SHOWN | {
    "phase": "hidden", "hidden": True, "angle": None, "target": [None, None], "progress": None,
    "trunk": None, "legs": [],
    "message": {"id": "b", "kind": "guide", "text": "Now find the same place again.", "number": 2},
}  # fmt: skip
# Colours that are painted on the gauge and over the picture, and what of it can be seen.
LOOK = """
() => {
  const root = document.querySelector(".coach");
  const painted = (canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
    .data.some((value) => value > 0);
  const box = root.querySelector(".picture").getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    gauge: painted(root.querySelector(".gauge")),
    lines: painted(root.querySelector(".lines")),
    gaugeSeen: getComputedStyle(root.querySelector(".gauge")).visibility === "visible",
    numberSeen: getComputedStyle(root.querySelector(".dial-text")).visibility === "visible",
    panelSeen: getComputedStyle(root.querySelector(".sees-parts")).visibility === "visible",
    covered: top.className === "covered" && getComputedStyle(top).backgroundColor.startsWith("rgb("),
    cue: root.querySelector(".cue").textContent,
    number: root.querySelector(".angle").textContent,
    angle: root.querySelector(".status").dataset.angle,
  };
}
"""


@pytest.fixture(scope="module")
def page(playwright, chromium_path):
    html = (STATIC / "coach.html").read_text(encoding="utf-8")
    css = (STATIC / "coach.css").read_text(encoding="utf-8")
    browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_content(f"<style>{css}</style>{html}")
    start = 'window.view = new View(document.querySelector(".coach")); view.part("now"); view.fresh(6);'
    page.evaluate(f"{join_modules(STATIC, MODULES)}; {start}")
    yield page
    browser.close()


def show(page, *answers):
    for answer in answers:
        page.evaluate("answer => window.view.feedback(answer)", answer)
        page.wait_for_timeout(200)  # the number is written a few times a second
    return page.evaluate(LOOK)


def test_a_place_that_is_shown_is_seen(page):
    seen = show(page, SHOWN)
    assert seen["gauge"]
    assert seen["lines"]
    assert seen["gaugeSeen"]
    assert seen["numberSeen"]
    assert not seen["covered"]
    assert seen["number"] == "18°"


def test_while_it_is_found_again_nothing_is(page):
    seen = show(page, SHOWN, HIDDEN)
    assert not any(seen[name] for name in ("gauge", "lines", "gaugeSeen", "numberSeen", "panelSeen"))
    assert seen["covered"]
    assert seen["cue"] == "Now find the same place again."
    assert (seen["number"], seen["angle"]) == ("–", "")


def test_the_next_place_is_seen_again(page):
    seen = show(page, HIDDEN, SHOWN)
    assert seen["gauge"]
    assert seen["gaugeSeen"]
    assert not seen["covered"]


def test_a_fresh_set_begins_uncovered(page):
    show(page, HIDDEN)
    page.evaluate("() => window.view.fresh(6)")
    assert not page.evaluate(LOOK)["covered"]


def test_the_result_has_a_line_for_each_place(page):
    summary = {
        "reps": 0, "on_target": 0, "not_measured": 0, "range": None, "error": 1.4, "ends": [],
        "next_time": "This is your own trend.",
        "test": {"title": "6 of 6 measured", "figures": [["Off at 30%", "5° ± 2°"]]},
    }  # fmt: skip
    page.evaluate("summary => window.view.summary(summary, { sample: false })", summary)
    assert page.inner_text(".done-title") == "Well done: 6 of 6 measured."
    assert page.inner_text(".figures").split("\n")[:2] == ["Off at 30%", "5° ± 2°"]
