"""The dial's drawing, run outside a browser on a canvas that writes down what it is asked to draw."""

import json
import shutil
import subprocess

import pytest

from live.component import STATIC, join_modules

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs node to run the script")

# A canvas of 400 by 300 whose context keeps filled circles (the needle's tip is the last), texts and strokes.
STAGE = """
globalThis.ResizeObserver = class { observe() {} disconnect() {} };
globalThis.window = { devicePixelRatio: 1 };
const drawn = { circles: [], texts: [], bands: 0 };
let last = null;
const context = new Proxy({}, {
  get: (own, name) => name in own ? own[name] : (...args) => {
    if (args.some((one) => typeof one === "number" && !Number.isFinite(one))) throw new Error(name);
    if (name === "arc") last = args;
    if (name === "fill") drawn.circles.push([last[0], last[1]]);
    if (name === "fillText") drawn.texts.push(args);
    if (name === "stroke" && own.strokeStyle === BAND) drawn.bands += 1;
  },
});
const canvas = { width: 400, height: 300, clientWidth: 400, clientHeight: 300, getContext: () => context };
const dial = new OwnDial(canvas);
"""


def draw(tmp_path, *, plus_right=True, times=1, **own):
    content = {
        "position": 1,
        "target": 0.7,
        "ends": None,
        "names": ["back", "front"],
        "face": "arc",
        "reached": [0, 0],
        **own,
    }
    modules = ("drawing.js", "dial.js")
    place = f"{json.dumps(content)}, {json.dumps(plus_right)}"
    show = f"for (let i = 0; i < {times}; i += 1) dial.show({place}, i * 100);"
    keep = "drawn.circles = []; drawn.texts = []; drawn.bands = 0;"
    last = f"{keep} dial.show({place}, {times * 100});"
    script = join_modules(STATIC, modules) + STAGE + show + last + "console.log(JSON.stringify(drawn));"
    path = tmp_path / "dial.mjs"
    path.write_text(script, encoding="utf-8")
    return json.loads(subprocess.run(["node", path], check=True, capture_output=True, text=True).stdout)


def needle(drawn):
    return drawn["circles"][-1]


@pytest.mark.parametrize(("position", "side"), [(1, 1), (0.5, 1), (-0.5, -1), (-1, -1)])
@pytest.mark.parametrize("plus_right", [True, False])
def test_an_arc_lies_as_the_person_faces(tmp_path, position, side, plus_right):
    x, y = needle(draw(tmp_path, position=position, plus_right=plus_right))
    assert (x - 200) * side * (1 if plus_right else -1) > 20
    assert 0 < y < 300


def test_neutral_is_up(tmp_path):
    x, y = needle(draw(tmp_path, position=0))
    assert x == pytest.approx(200)
    assert y < 150


@pytest.mark.parametrize(
    ("names", "position", "where"),
    [
        (["12", "6"], -1, (0, -1)),  # twelve o'clock is up
        (["12", "6"], 1, (0, 1)),
        (["9", "3"], -1, (-1, 0)),  # nine is left, as in a mirror
        (["9", "3"], 1, (1, 0)),
    ],
)
def test_a_clock_has_its_hours_where_clocks_have_them(tmp_path, names, position, where):
    drawn = draw(tmp_path, face="clock", names=names, position=position)
    x, y = needle(drawn)
    assert (x - 200, y - 150) == pytest.approx((where[0] * abs(x - 200), where[1] * abs(y - 150)), abs=1e-6)
    assert abs(x - 200) + abs(y - 150) > 50
    texts = {text: (tx, ty) for text, tx, ty in drawn["texts"]}
    label_x, label_y = texts[names[position > 0]]
    assert (label_x - 200) * where[0] + (label_y - 150) * where[1] > 80


@pytest.mark.parametrize("face", ["arc", "clock"])
def test_both_target_zones_are_drawn_once_the_range_is_known(tmp_path, face):
    names = ["12", "6"] if face == "clock" else ["back", "front"]
    assert draw(tmp_path, face=face, names=names)["bands"] == 2
    assert draw(tmp_path, face=face, names=names, target=None)["bands"] == 0


def test_the_trail_holds_two_seconds(tmp_path):
    assert len(draw(tmp_path, times=1)["circles"]) == 2 + 1  # two of the trail, and the needle
    assert len(draw(tmp_path, times=100)["circles"]) == 21 + 1


def test_without_a_position_there_is_no_needle(tmp_path):
    drawn = draw(tmp_path, position=None)
    assert drawn["circles"] == []
    assert [text for text, *_ in drawn["texts"]] == ["back", "front"]


@pytest.mark.parametrize("position", [5, -5])
def test_far_beyond_an_end_it_stays_on_the_canvas(tmp_path, position):
    x, y = needle(draw(tmp_path, position=position))
    assert 0 < x < 400
    assert 0 < y < 300
