"""What the page writes while something is held, run outside a browser on elements that keep their text."""

import json
import shutil
import subprocess

import pytest

from live.component import STATIC, join_modules

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs node to run the script")

STAGE = """
globalThis.ResizeObserver = class { observe() {} disconnect() {} };
globalThis.window = { devicePixelRatio: 1 };
globalThis.IntersectionObserver = class { observe() {} disconnect() {} };
globalThis.document = { createElement: (tag) => ({ ...element(), tag }) };
const found = {};
const context = new Proxy({}, { get: (own, name) => own[name] ?? (() => {}) });
const element = () => ({
  dataset: {}, style: {}, textContent: "", width: 0, height: 0, children: [],
  classList: { contains: () => false, toggle() {} },
  getContext: () => context, querySelector: () => element(), querySelectorAll: () => [],
  addEventListener() {}, setAttribute() {}, getAttribute: () => "", focus() {},
  replaceChildren(...children) { this.children = children; },
});
const root = { ...element(), querySelector: (selector) => (found[selector] ??= element()) };
const view = new View(root);
const text = (selector) => root.querySelector(selector).textContent;
"""
ANSWER = {
    "phase": "going", "angle": 24.6, "error": None, "unit": "%", "target": [12, 80], "own": None,
    "hold": None,
    "view": "front", "framing": "whole", "hidden": False, "reps": 0, "on_target": 0, "people": 1,
    "message": None, "legs": [], "trunk": None, "still": 1, "faded": False,
}  # fmt: skip
SUMMARY = {
    "reps": 2, "on_target": 1, "not_measured": 0, "range": None, "error": None, "ends": [],
    "next_time": "Next time, do it just like that.", "held": None,
}  # fmt: skip


def run(tmp_path, script):
    path = tmp_path / "view.mjs"
    source = (
        join_modules(
            STATIC, ("words.js", "drawing.js", "dial.js", "sees.js", "figures.js", "moving.js", "view.js")
        )
        + STAGE
        + script
    )
    path.write_text(source, encoding="utf-8")
    told = subprocess.run(["node", path], check=True, capture_output=True, text=True)
    return json.loads(told.stdout)


@pytest.mark.parametrize(
    ("changes", "angle", "band"),
    [
        ({"hold": [7.9, 10]}, "7 s", "hold for 10 s"),  # whole seconds that have passed
        ({"hold": [None, 10]}, "0 s", "hold for 10 s"),  # a share of the shin is not shown
        ({"hold": [None, 3], "unit": "°", "target": [45, 95]}, "25°", "aim 45–95°"),
        ({"hold": [2.2, 3], "unit": "°", "target": [45, 95]}, "2 s", "hold for 3 s"),
        ({"unit": "°", "target": [50, 70]}, "25°", "aim 50–70°"),
        ({"hold": [None, 10], "phase": "getting_ready", "target": [None, None]}, "–", ""),
    ],
)
def test_seconds_stand_in_place_of_the_angle_while_something_is_held(tmp_path, changes, angle, band):
    answer = json.dumps({**ANSWER, **changes})
    told = run(
        tmp_path, f"view.feedback({answer}); console.log(JSON.stringify([text('.angle'), text('.band')]));"
    )
    assert told == [angle, band]


@pytest.mark.parametrize(
    ("held", "figure"), [([6.2, 10.4], "6.2 to 10.4 s"), ([10.0, 10.0], "10.0 s"), (None, None)]
)
def test_the_summary_tells_the_shortest_and_the_longest(tmp_path, held, figure):
    summary = json.dumps({**SUMMARY, "held": held})
    told = run(
        tmp_path,
        f"view.summary({summary}, {{ sample: false }});"
        "console.log(JSON.stringify(found['.figures'].children.map((one) => one.textContent)));",
    )
    assert told == ["On target", "1 of 2", *([] if figure is None else ["Held", figure])]
