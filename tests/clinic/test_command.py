"""The command line as a clinic's script sees it: its columns, its JSON, and one sentence for bad input."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from clinic.__main__ import app
from exercises.files import LIBRARY, find_exercise
from tests.vision.clips import cut, put_index_first, write_clip, write_sound
from vision.angles import ANGLE_NAMES, ANGLES, View
from vision.sources import VideoFile

ROOT = Path(__file__).parents[2]
COLUMNS = ["time_s", "view", "quality", *ANGLE_NAMES]  # design, "Commands that stay stable"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "clinic", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)


def sentence(ran: subprocess.CompletedProcess[str]) -> str:
    """The one thing that was said: nothing else, and no traceback."""
    said = [line for line in ran.stderr.splitlines() if line.strip()]
    assert len(said) == 1, ran.stderr
    return said[0]


def _missing(path: Path) -> None:
    """No file at all."""


def _empty(path: Path) -> None:
    path.touch()


def _folder(path: Path) -> None:
    path.mkdir()


def _text(path: Path) -> None:
    path.write_text("Dear physio, here is my video.\n" * 50)


def _sound(path: Path) -> None:
    write_sound(path.with_suffix(".wav")).rename(path)


def _cut_index(path: Path) -> None:
    write_clip(path, noisy=True)
    cut(path, 0.6)


def _cut_pictures(path: Path) -> None:
    write_clip(path, frames=40, noisy=True)
    put_index_first(path)
    cut(path, 0.5)


def _nobody(path: Path) -> None:
    write_clip(path, frames=5)


FRAMES = 15  # of the short clip

BAD: list[tuple[Callable[[Path], None], str]] = [
    (_missing, "no file"),
    (_empty, "empty"),
    (_folder, "folder"),
    (_text, "no video"),
    (_sound, "no video"),
    (_cut_index, "no video"),
    (_cut_pictures, "cut short"),
    (_nobody, "Nobody was found"),
]
bad = pytest.mark.parametrize(("spoil", "word"), BAD, ids=[spoil.__name__ for spoil, _ in BAD])


@bad
def test_a_bad_video_gets_one_sentence_and_leaves_the_table_alone(
    tmp_path: Path, spoil: Callable[[Path], None], word: str
) -> None:
    video, results = tmp_path / "clip.mp4", tmp_path / "results"
    results.mkdir()
    out = results / "angles.csv"
    out.write_text("last week's table\n")
    spoil(video)
    ran = run("measure", video, "--out", out)
    assert ran.returncode == 1
    said = sentence(ran)
    assert word in said
    assert "clip.mp4" in said
    assert ran.stdout == ""
    assert out.read_text() == "last week's table\n"
    assert list(results.iterdir()) == [out]


@pytest.mark.parametrize(("spoil", "word"), [BAD[0], BAD[-2], BAD[-1]], ids=["missing", "cut", "nobody"])
def test_a_bad_video_cannot_be_checked(tmp_path: Path, spoil: Callable[[Path], None], word: str) -> None:
    video = tmp_path / "clip.mp4"
    spoil(video)
    ran = run("check", video, "--exercise", "waiters_bow", "--json")
    assert ran.returncode == 1
    assert word in sentence(ran)
    assert ran.stdout == ""  # no half JSON for the next program


def test_an_exercise_of_ones_own_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = (LIBRARY / "waiters_bow.toml").read_text(encoding="utf-8").replace('"waiters_bow"', '"my_bow"')
    (tmp_path / "mine.toml").write_text(own, encoding="utf-8")
    monkeypatch.setenv("BACKTALK_EXERCISES", str(tmp_path))
    ran = run("check", tmp_path / "none.mp4", "--exercise", "my_bow")
    assert "none.mp4" in sentence(ran)  # the exercise is there, the clip is not


def test_an_exercise_that_does_not_exist_is_told_before_anything_is_read(tmp_path: Path) -> None:
    ran = run("check", tmp_path / "none.mp4", "--exercise", "waiters_bowl", "--json")
    assert ran.returncode == 1
    assert "waiters_bowl" in sentence(ran)
    assert "waiters_bow" in sentence(ran).replace("waiters_bowl", "")
    assert ran.stdout == ""


WRONG_CALLS = [
    ("measure",),
    ("measure", "clip.mp4"),  # without --out
    ("check", "clip.mp4"),  # without --exercise
    ("measure", "clip.mp4", "--out", "a.csv", "--view", "top"),
    ("measure", "clip.mp4", "--out", "a.csv", "--model", "huge"),
    ("measure", "clip.mp4", "--out", "a.csv", "--neutral", "0"),
    ("nothing",),
]


@pytest.mark.parametrize("arguments", WRONG_CALLS, ids=" ".join)
def test_a_wrong_call_fails_before_anything_is_read(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code != 0
    assert isinstance(result.exception, SystemExit)  # told to the person, no defect of ours
    assert result.stderr.strip()
    assert result.stdout == ""


def test_a_wrong_call_shows_no_traceback() -> None:
    ran = run("measure", "clip.mp4")
    assert ran.returncode != 0
    assert "--out" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.fixture(scope="module")
def short_clip(footage: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first half second of a real person standing, from the front."""
    path = tmp_path_factory.mktemp("clips") / "standing.avi"
    with VideoFile(footage / "standing_arms.mp4") as video:
        writer = None
        for frame in video:
            if frame.time_s >= 0.5:
                break
            if writer is None:
                size = (frame.width_px, frame.height_px)
                code = cv2.VideoWriter_fourcc(*"MJPG")
                writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, code, 30, size)
            writer.write(cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR))
        assert writer is not None
        writer.release()
    return path


def read_table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    with path.open(newline="", encoding="utf-8") as file:
        table = csv.DictReader(file)
        return list(table.fieldnames or []), list(table)


def test_measure_writes_the_stated_columns(short_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "angles.csv"
    ran = run("measure", short_clip, "--out", out)
    assert ran.returncode == 0, ran.stderr
    columns, rows = read_table(out)
    assert columns == COLUMNS
    assert len(rows) == FRAMES
    assert [float(row["time_s"]) for row in rows] == pytest.approx([i / 30 for i in range(FRAMES)], abs=0.002)
    assert {row["view"] for row in rows} == {"front"}
    assert all(0 <= float(row["quality"]) <= 1 for row in rows)
    for name in ANGLE_NAMES:
        filled = {bool(row[name]) for row in rows}
        assert filled == {View.FRONT in ANGLES[name].views}
    assert np.abs([float(row["trunk_lateral"]) for row in rows]).max() < 8  # they stand upright
    assert f"{FRAMES} frames" in sentence(ran)
    assert sorted(tmp_path.iterdir()) == [out, out.with_suffix(".json")]


@pytest.mark.parametrize("raw", [False, True])
def test_measure_writes_down_what_it_did(short_clip: Path, tmp_path: Path, raw: bool) -> None:
    out = tmp_path / "angles.csv"
    ran = run("measure", short_clip, "--out", out, *(["--raw"] if raw else []))
    assert ran.returncode == 0, ran.stderr
    notes = json.loads(out.with_suffix(".json").read_text())
    assert list(notes) == [
        *("version", "model", "video", "filter", "calibration", "calibration_note", "quality", "swaps"),
    ]
    assert notes["video"]["frames"] == FRAMES
    assert notes["filter"]["kind"].startswith("none" if raw else "hampel")
    assert notes["quality"]["views"] == {"front": FRAMES}
    _, rows = read_table(out)
    bend = np.diff([float(row["trunk_lateral"]) for row in rows], 2)
    assert (np.abs(bend).max() < 0.15) is not raw  # the unfiltered angle trembles


def test_a_table_named_like_its_notes_is_told_before_anything_is_read(tmp_path: Path) -> None:
    ran = run("measure", tmp_path / "none.mp4", "--out", tmp_path / "a.json")
    assert ran.returncode == 1
    assert ".csv" in sentence(ran)


def test_measure_from_neutral_is_zero_there(short_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "angles.csv"
    ran = run("measure", short_clip, "--out", out, "--neutral", "0", "0.45")
    assert ran.returncode == 0, ran.stderr
    _, rows = read_table(out)
    assert np.median([float(row["trunk_lateral"]) for row in rows]) == pytest.approx(0, abs=0.2)


def test_measure_obeys_the_view_that_is_given(short_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "angles.csv"
    ran = run("measure", short_clip, "--out", out, "--view", "back")
    assert ran.returncode == 0, ran.stderr
    _, rows = read_table(out)
    assert {row["view"] for row in rows} == {"back"}


def test_a_neutral_without_frames_is_one_sentence(short_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "angles.csv"
    ran = run("measure", short_clip, "--out", out, "--neutral", "50", "60")
    assert ran.returncode == 1
    assert "between 50 and 60 s" in sentence(ran)
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_one_sentence(short_clip: Path, tmp_path: Path) -> None:
    """More such places in `test_measure`; here: no traceback, and nothing is left."""
    ran = run("measure", short_clip, "--out", tmp_path / "no such folder" / "angles.csv")
    assert ran.returncode == 1
    assert "cannot be written" in sentence(ran)
    assert list(tmp_path.iterdir()) == []


def test_check_prints_the_stated_json(short_clip: Path) -> None:
    ran = run("check", short_clip, "--exercise", "waiters_bow", "--json")
    assert ran.returncode == 0, ran.stderr
    result = json.loads(ran.stdout)
    assert list(result) == ["exercise", "view", "reps", "warnings", "provenance"]
    assert result["exercise"] == "waiters_bow"
    assert result["view"] == "front"
    assert result["reps"] == []
    assert result["warnings"]  # nothing was counted, and it says why
    assert all(isinstance(one, str) for one in result["warnings"])
    assert ran.stderr.strip() == ""


def test_check_without_json_tells_a_person(short_clip: Path) -> None:
    ran = run("check", short_clip, "--exercise", "waiters_bow")
    assert ran.returncode == 0, ran.stderr
    assert "front view" in ran.stdout + ran.stderr
    assert find_exercise("waiters_bow").start.say in ran.stdout + ran.stderr
