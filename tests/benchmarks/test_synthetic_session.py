"""The clip of a whole session, on a stick figure: it loops, and one hand goes up for as long as is meant."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import astuple
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.synthetic.arms import aimed, between
from benchmarks.synthetic.clip import FRAMES_PER_S
from benchmarks.synthetic.moves import Arm, Reach
from benchmarks.synthetic.player import Player
from benchmarks.synthetic.session import RAISED, SESSION, STILL_S, write_facts
from benchmarks.synthetic.stance import Stance
from tests.benchmarks.stick import stick_figure

DATA = Path(__file__).parents[1] / "e2e" / "data"
HANGING: Arm = ((0.0, 10.0), (14.0, 4.0))


def test_an_arm_points_where_it_is_aimed_whatever_the_trunk_does() -> None:
    figure = stick_figure()
    bow = Stance(figure).rotations(SESSION.script.repetitions[0].peak)
    for arm, axis in ((((180.0, 0.0), (180.0, 0.0)), (0, 0, 1)), (((90.0, 0.0), (90.0, 0.0)), (0, -1, 0))):
        heads = figure.pose(bow | aimed(figure, bow, {"L": arm})).heads
        along = heads["wrist.L"] - heads["upperarm01.L"]
        assert along / np.linalg.norm(along) == pytest.approx(axis, abs=1e-6)


def test_the_way_of_an_arm_begins_hanging_and_ends_where_it_goes() -> None:
    up: Arm = ((160.0, 8.0), (170.0, 2.0))
    assert between(HANGING, up, 0.0) == HANGING
    assert between(HANGING, up, 1.0) == up
    assert between(HANGING, up, 0.5) == ((80.0, 9.0), (92.0, 3.0))


def test_a_reach_goes_out_holds_and_comes_back() -> None:
    reach = Reach({"L": HANGING}, start_s=1, out_s=2, hold_s=0.5, back_s=1.5)
    assert reach.end_s == 5
    assert [reach.share(t) for t in (0, 1, 2, 3, 3.5, 4.25, 5, 9)] == pytest.approx(
        [0, 0, 0.5, 1, 1, 0.5, 0, 0]
    )


def test_the_clip_ends_as_it_begins() -> None:
    script = SESSION.script
    first, last = script.posture_at(0.0), script.posture_at(script.duration_s)
    assert astuple(last) == pytest.approx(astuple(first), abs=1e-9)
    assert abs(script.posture_at(1.0).lean - first.lean) > 0.01  # the sway is there
    assert script.duration_s * FRAMES_PER_S % SESSION.frames_per_picture == pytest.approx(0)


def test_the_person_stands_before_the_hand_and_between_it_and_the_bows() -> None:
    first = SESSION.counted[0][0]
    assert RAISED.start_s >= 1.5
    assert first - RAISED.end_s == pytest.approx(STILL_S)
    assert all(RAISED.share(time_s) == 0 for time_s in np.arange(RAISED.end_s, SESSION.script.duration_s))


def test_one_hand_is_above_the_head_for_as_long_as_is_meant() -> None:
    """Long enough to be seen as one hand held up, and too short for a pause."""
    figure = stick_figure()
    player = Player(figure, SESSION)
    times_s = np.arange(0, SESSION.script.duration_s, 1 / FRAMES_PER_S)
    heads = [figure.pose(player.rotations(time_s)).heads for time_s in times_s]
    trunk = 0.45
    above = {
        side: np.array([at[f"wrist.{side}"][2] - at["head"][2] > 0.3 * trunk for at in heads])
        for side in "LR"
    }
    assert not above["R"].any()
    up_s = times_s[above["L"]]
    assert 1.25 < up_s[-1] - up_s[0] < 2.0


def test_the_facts_are_told(tmp_path: Path) -> None:
    write_facts([60.0, 61.0, 62.0], tmp_path / "session.toml")
    facts = tomllib.loads((tmp_path / "session.toml").read_text(encoding="utf-8"))
    assert [one["trunk_flexion"] for one in facts["repetitions"]] == [60, 61, 62]
    hand = facts["raised_hand"]
    assert hand["start_s"] < hand["held_from_s"] < hand["held_until_s"] < hand["end_s"]
    assert hand["end_s"] < facts["repetitions"][0]["start_s"]


def test_the_files_are_those_of_this_script() -> None:
    facts = tomllib.loads((DATA / "session.toml").read_text(encoding="utf-8"))
    told = [(one["start_s"], one["end_s"]) for one in facts["repetitions"]]
    for pair, planned in zip(told, SESSION.counted, strict=True):
        assert pair == pytest.approx(planned, abs=0.006)
    with (DATA / facts["truth"]).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    video = cv2.VideoCapture(str(DATA / facts["file"]))
    frames = 0
    while video.grab():
        frames += 1
    assert (video.get(cv2.CAP_PROP_FRAME_WIDTH), video.get(cv2.CAP_PROP_FRAME_HEIGHT)) == (640, 480)
    video.release()
    assert frames == len(rows) == round(SESSION.script.duration_s * FRAMES_PER_S)
    peaks = [
        max(float(row["trunk_flexion"]) for row in rows if row["repetition"] == str(n)) for n in (1, 2, 3)
    ]
    assert peaks == pytest.approx([one["trunk_flexion"] for one in facts["repetitions"]], abs=0.06)
