"""Which picture of a sheet is shown when, run outside a browser."""

import json
import shutil
import subprocess

import pytest

from exercises.files import find_exercise
from exercises.moving import STEPS, stretches_of
from live.component import STATIC, join_modules

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs node to run the script")
BOW = [[one.start, one.end, one.seconds, one.held] for one in stretches_of(find_exercise("waiters_bow"))]
BRIDGE = [[one.start, one.end, one.seconds, one.held] for one in stretches_of(find_exercise("bridge"))]


def moments(tmp_path, stretches, times):
    script = join_modules(STATIC, ("words.js", "moving.js"))
    ask = f"{json.dumps(times)}.map((time) => momentAt({json.dumps(stretches)}, time))"
    path = tmp_path / "moving.mjs"
    path.write_text(f"{script}\nconsole.log(JSON.stringify({ask}));", encoding="utf-8")
    return json.loads(subprocess.run(["node", path], check=True, capture_output=True, text=True).stdout)


def test_it_goes_there_and_back_and_begins_anew(tmp_path):
    whole = sum(seconds for _, _, seconds, _ in BOW)
    times = [0, 1.0, 2.1, 3.4, 5.0, whole, whole + 1.0]
    shown = [moment["picture"] for moment in moments(tmp_path, BOW, times)]
    assert shown == [0, 10, 20, 10, 0, 0, 10]


def test_no_picture_is_left_out_and_both_ends_are_calm(tmp_path):
    times = [step / 60 for step in range(121)]
    shown = [moment["picture"] for moment in moments(tmp_path, BOW, times)]
    assert sorted(set(shown)) == list(range(STEPS))
    assert shown == sorted(shown)
    # The first and the last quarter of the time together take a fifth of the way: minimum jerk.
    assert shown[30] <= 3
    assert shown[90] >= 17


def test_the_seconds_of_a_hold_are_counted_from_one(tmp_path):
    times = [1.9, 2.1, 2.9, 3.1, 3.9, 4.1]
    assert [moment["second"] for moment in moments(tmp_path, BRIDGE, times)] == [0, 1, 1, 2, 2, 0]
    assert {moment["second"] for moment in moments(tmp_path, BOW, times)} == {0}
