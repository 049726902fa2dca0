"""The sample clips are whole, small, and agree with their truth."""

from __future__ import annotations

import csv
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
CLIPS: list[dict[str, Any]] = tomllib.loads((SAMPLES / "samples.toml").read_text(encoding="utf-8"))["clip"]
LARGEST_CLIP_BYTES = 300_000
LARGEST_POSTER_BYTES = 20_000

STRAIGHT_LEGS = ("waiters_bow", "pelvic_tilt", "side_bend_left")

every_clip = pytest.mark.parametrize("clip", CLIPS, ids=[clip["id"] for clip in CLIPS])


def truth(clip: dict[str, Any]) -> list[dict[str, str]]:
    with (SAMPLES / clip["truth"]).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_ids_are_unique_and_the_list_names_every_clip() -> None:
    assert len({clip["id"] for clip in CLIPS}) == len(CLIPS)
    assert {clip["file"] for clip in CLIPS} == {path.name for path in SAMPLES.glob("*.webm")}


@every_clip
def test_files_are_small(clip: dict[str, Any]) -> None:
    assert (SAMPLES / clip["file"]).stat().st_size < LARGEST_CLIP_BYTES
    assert (SAMPLES / clip["poster"]).stat().st_size < LARGEST_POSTER_BYTES


@every_clip
def test_the_clip_opens_and_has_one_truth_row_per_frame(clip: dict[str, Any]) -> None:
    rows = truth(clip)
    video = cv2.VideoCapture(str(SAMPLES / clip["file"]))
    assert video.isOpened()
    times_s = []
    while video.grab():
        times_s.append(video.get(cv2.CAP_PROP_POS_MSEC) / 1000)
    size = (video.get(cv2.CAP_PROP_FRAME_WIDTH), video.get(cv2.CAP_PROP_FRAME_HEIGHT))
    video.release()
    assert size == (640, 480)
    assert len(times_s) == len(rows)
    assert all(later > earlier for earlier, later in pairwise(times_s))
    # WebM counts in milliseconds.
    assert times_s == pytest.approx([float(row["time_s"]) for row in rows], abs=0.0011)


@every_clip
def test_truth_peaks_agree_with_the_list(clip: dict[str, Any]) -> None:
    rows = truth(clip)
    numbers = sorted({int(row["repetition"]) for row in rows if row["repetition"]})
    assert numbers == list(range(1, len(clip["repetitions"]) + 1))
    for number, repetition in zip(numbers, clip["repetitions"], strict=True):
        going_on = [row for row in rows if row["repetition"] == str(number)]
        assert max(float(row["trunk_flexion"]) for row in going_on) == pytest.approx(
            repetition["trunk_flexion"], abs=0.06
        )
        assert float(going_on[0]["time_s"]) == pytest.approx(repetition["start_s"], abs=0.05)
        assert float(going_on[-1]["time_s"]) == pytest.approx(repetition["end_s"], abs=0.05)


@every_clip
def test_truth_shows_the_expected_faults_and_no_other(clip: dict[str, Any]) -> None:
    rows = [row for row in truth(clip) if row["repetition"]]
    faults = set()
    # What a bow should not show is what a pelvic tilt is made of.
    if clip["exercise"] == "waiters_bow" and max(float(row["lumbar_flexion"]) for row in rows) > 10:
        faults.add("back_rounds")
    if clip["exercise"] in STRAIGHT_LEGS and max(float(row["knee_flexion_left"]) for row in rows) > 25:
        faults.add("knees_bend")
    if min(repetition["end_s"] - repetition["start_s"] for repetition in clip["repetitions"]) < 2:
        faults.add("too_fast")
    assert faults == set(clip["expected_faults"])
