"""The pictures of the exercises: both or none, of one size, each of something else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.synthetic.pictures import HEIGHT, SCENES, WIDTH
from exercises.files import load_library
from exercises.pictures import FOLDER, find_pictures
from exercises.self_guided import load_self_guided

FILES = sorted(FOLDER.iterdir())
MOST_BYTES = 1_500_000


def test_every_exercise_has_its_pictures_and_nothing_else_lies_there() -> None:
    assert set(SCENES) == {*load_library(), *load_self_guided()}
    assert {path.name for path in FILES} == {
        f"{name}_{when}.jpg" for name in SCENES for when in ("start", "end")
    }
    assert sum(path.stat().st_size for path in FILES) < MOST_BYTES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_picture_has_the_stated_size_and_shows_something(path: Path) -> None:
    with Image.open(path) as picture:
        assert (picture.format, picture.size) == ("JPEG", (WIDTH, HEIGHT))
        darkest, lightest = picture.convert("L").getextrema()
    assert lightest - darkest > 120


def test_start_and_end_differ() -> None:
    pairs = [tuple(picture.path for picture in find_pictures(name, "")) for name in SCENES]
    for pair in pairs:
        start, end = (hashlib.sha256(path.read_bytes()).digest() for path in pair)
        assert start != end, pair
    assert len({path.read_bytes() for pair in pairs for path in pair}) > len(FILES) // 2


@pytest.mark.parametrize("name", SCENES)
def test_nothing_moves_where_the_page_cuts_a_picture_or_at_its_edge(name: str) -> None:
    """The page shows the middle of the pictures of those who stand or sit: `live/static/coach.css`."""
    pair = [np.asarray(Image.open(one.path).convert("L"), dtype=int) for one in find_pictures(name, "")]
    moved = np.flatnonzero((np.abs(pair[0] - pair[1]) > 40).any(axis=0))
    lies = name in ("bird_dog", "bridge", "quadruped_rocking")
    share = 0.98 if lies else (4 / 5) / (WIDTH / HEIGHT)
    edge = WIDTH * (1 - share) / 2
    assert edge < moved.min()
    assert moved.max() < WIDTH - edge


def test_start_comes_first_and_is_told_in_words() -> None:
    start, end = find_pictures("squat", "Squat")
    assert (start.caption, end.caption) == ("Start", "End")
    assert start.told == "Squat: the start position"
    assert end.path == FOLDER / "squat_end.jpg"


def test_one_alone_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "mine_start.jpg").write_bytes(b"")
    assert find_pictures("mine", "Mine", tmp_path) == ()
    (tmp_path / "mine_end.jpg").write_bytes(b"")
    assert len(find_pictures("mine", "Mine", tmp_path)) == 2
