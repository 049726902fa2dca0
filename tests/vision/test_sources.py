"""Video files and cameras: right times, upright pictures, and one sentence for each way a file can be bad."""

from __future__ import annotations

import itertools
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from errors import BacktalkError
from tests.vision.clips import (
    SIZE_PX,
    cut,
    put_index_first,
    set_frame_times,
    set_rotation,
    write_clip,
    write_sound,
)
from vision.frames import Frame
from vision.sources import SourceError, VideoFile

ROOT = Path(__file__).parents[2]


def read(path: Path) -> list[Frame]:
    with VideoFile(path) as video:
        return list(video)


def stamps(path: Path) -> list[float]:
    return [frame.time_s for frame in read(path)]


@pytest.mark.parametrize("suffix", [".mp4", ".avi", ".mov"])
@pytest.mark.parametrize("fps", [10, 25, 30])
def test_every_frame_comes_at_its_own_time(tmp_path: Path, suffix: str, fps: int) -> None:
    path = write_clip(tmp_path / f"clip{suffix}", frames=20, fps=fps)
    assert stamps(path) == pytest.approx([i / fps for i in range(20)], abs=0.002)


def test_a_variable_frame_rate_is_told_as_it_is(tmp_path: Path) -> None:
    """A phone in dim light: slow, then quick again. Counting frames would be seconds off."""
    steps = [0.033] * 5 + [0.120] * 10 + [0.033] * 5
    path = write_clip(tmp_path / "phone.mp4", frames=20, fps=30)
    set_frame_times(path, steps)
    expected = np.cumsum([0, *steps[:-1]])
    assert stamps(path) == pytest.approx(list(expected), abs=0.002)


def test_times_strictly_increase_even_where_the_file_repeats_one(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", frames=6)
    set_frame_times(path, [0.1, 0.0, 0.0, 0.1, 0.1, 0.1])
    found = stamps(path)
    assert len(found) >= 4
    assert all(b > a for a, b in itertools.pairwise(found))


def test_the_pictures_are_rgb_and_never_mirrored(tmp_path: Path) -> None:
    frame = read(write_clip(tmp_path / "clip.avi"))[0]
    assert (frame.width_px, frame.height_px) == SIZE_PX
    assert frame.image.dtype == np.uint8
    red = frame.image[:40, :60].reshape(-1, 3).mean(axis=0)
    grey = frame.image[80:, 100:].reshape(-1, 3).mean(axis=0)
    assert red[0] > 180 > 90 > max(red[1:])
    assert np.ptp(grey) < 20


# How a picture whose top left quarter is red looks when it is turned clockwise.
TURNED = [(90, "top right"), (180, "bottom right"), (270, "bottom left")]


@pytest.mark.parametrize(("clockwise_deg", "place"), TURNED)
def test_a_clip_filmed_upright_arrives_upright(tmp_path: Path, clockwise_deg: int, place: str) -> None:
    path = write_clip(tmp_path / "phone.mp4")
    set_rotation(path, clockwise_deg)
    image = read(path)[0].image
    height, width = image.shape[:2]
    assert (width, height) == (SIZE_PX if clockwise_deg == 180 else SIZE_PX[::-1])
    redness = image[:, :, 0].astype(int) - image[:, :, 2]
    rows = slice(0, height // 3) if "top" in place else slice(-height // 3, None)
    columns = slice(0, width // 3) if "left" in place else slice(-width // 3, None)
    assert redness[rows, columns].mean() > 100
    assert redness.mean() < 80


def test_the_stated_duration_is_known_before_reading(tmp_path: Path) -> None:
    with VideoFile(write_clip(tmp_path / "clip.mp4", frames=20, fps=10)) as video:
        assert video.duration_s == pytest.approx(2.0)


def test_an_index_at_the_front_reads_the_same(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4")
    before = stamps(path)
    put_index_first(path)
    assert stamps(path) == before


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


def _index_lost(path: Path) -> None:
    write_clip(path, noisy=True)
    cut(path, 0.6)


def _index_cut(path: Path) -> None:
    write_clip(path)
    cut(path, 0.97)


def _header_only(path: Path) -> None:
    write_clip(path)
    put_index_first(path)
    cut(path, 0.2)


def _data_cut(path: Path) -> None:
    write_clip(path, frames=60, noisy=True)
    put_index_first(path)
    cut(path, 0.5)


BAD: list[tuple[Callable[[Path], None], str]] = [
    # how it went bad, a word the sentence must hold
    (_missing, "no file"),
    (_empty, "empty"),
    (_folder, "folder"),
    (_text, "no video"),
    (_sound, "no video"),
    (_index_lost, "no video"),
    (_index_cut, "export"),
    (_header_only, "export|cut short"),
    (_data_cut, "cut short"),
]


@pytest.mark.parametrize(("spoil", "word"), BAD, ids=[spoil.__name__ for spoil, _ in BAD])
def test_a_bad_file_gets_one_sentence(tmp_path: Path, spoil: Callable[[Path], None], word: str) -> None:
    path = tmp_path / "clip.mp4"
    spoil(path)
    with pytest.raises(SourceError, match=word) as told:
        read(path)
    sentence = str(told.value)
    assert isinstance(told.value, BacktalkError)
    assert "\n" not in sentence
    assert "clip.mp4" in sentence
    assert sentence.endswith(".")


def test_a_cut_file_gives_its_frames_before_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    _data_cut(path)
    seen = []
    with VideoFile(path) as video, pytest.raises(SourceError, match=r"of 6\.0 s"):
        seen.extend(frame.time_s for frame in video)
    assert 10 < len(seen) < 50


def test_closing_twice_is_fine(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "clip.mp4"))
    video.close()
    video.close()


TELL = """
import sys
from pathlib import Path
from errors import BacktalkError
from vision.sources import Camera, VideoFile
try:
    Camera(63) if sys.argv[1] == "camera" else list(VideoFile(Path(sys.argv[1])))
except BacktalkError as problem:
    print(problem)
"""


@pytest.mark.parametrize(
    ("spoil", "word"), [(_index_lost, "no video"), (_data_cut, "cut short"), (None, "Camera 63")]
)
def test_nothing_but_our_sentence_reaches_the_terminal(
    tmp_path: Path, spoil: Callable[[Path], None] | None, word: str
) -> None:
    """In a fresh process: the C libraries' own remarks would stand beside it."""
    path = tmp_path / "clip.mp4"
    if spoil is not None:
        spoil(path)
    source = "camera" if spoil is None else str(path)
    ran = subprocess.run(
        [sys.executable, "-c", TELL, source],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert ran.stderr == ""
    assert word in ran.stdout
    assert ran.stdout.count("\n") == 1


def test_a_file_without_a_stated_duration_is_not_called_short(tmp_path: Path) -> None:
    """A browser's recorder leaves the duration out."""
    path = write_clip(tmp_path / "clip.mp4")
    with VideoFile(path) as video:
        video.duration_s = math.nan
        assert len(list(video)) == 20
