"""The pictures of the exercises: start, end and the sheet of the way, of one size, each of something else."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.synthetic.pictures import SCENES, STILL_HEIGHT, STILL_WIDTH
from exercises.files import load_library
from exercises.moving import COLUMNS, HEIGHT, ROWS, STEPS, WIDTH
from exercises.pictures import FOLDER, find_pictures
from exercises.self_guided import load_self_guided

FILES = sorted(FOLDER.glob("*.jpg"))
SHEETS = sorted(FOLDER.glob("*_moving.webp"))
DRAWN = [path.name.removesuffix("_moving.webp") for path in SHEETS]
MOST_BYTES, MOST_OF_SHEETS, MOST_OF_A_SHEET = 1_500_000, 2_000_000, 120_000


def test_every_exercise_has_its_pictures_and_nothing_else_lies_there() -> None:
    assert set(SCENES) == {*load_library(), *load_self_guided()}
    assert {path.name for path in FILES} == {
        f"{name}_{when}.jpg" for name in SCENES for when in ("start", "end")
    }
    assert sorted(FOLDER.iterdir()) == sorted([*FILES, *SHEETS])
    assert sum(path.stat().st_size for path in FILES) < MOST_BYTES
    assert sum(path.stat().st_size for path in SHEETS) < MOST_OF_SHEETS
    assert max(path.stat().st_size for path in SHEETS) < MOST_OF_A_SHEET


def test_every_exercise_has_its_sheet() -> None:
    assert sorted(SCENES) == DRAWN


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_picture_has_the_stated_size_and_shows_something(path: Path) -> None:
    with Image.open(path) as picture:
        assert (picture.format, picture.size) == ("JPEG", (STILL_WIDTH, STILL_HEIGHT))
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
    share = 0.98 if lies else (4 / 5) / (STILL_WIDTH / STILL_HEIGHT)
    edge = STILL_WIDTH * (1 - share) / 2
    assert edge < moved.min()
    assert moved.max() < STILL_WIDTH - edge


def pictures_of(name: str) -> list[np.ndarray]:
    """Take a sheet apart, in shades of grey."""
    sheet = np.asarray(Image.open(FOLDER / f"{name}_moving.webp").convert("L"), dtype=int)
    assert sheet.shape == (ROWS * HEIGHT, COLUMNS * WIDTH)
    return [
        sheet[row * HEIGHT : (row + 1) * HEIGHT, column * WIDTH : (column + 1) * WIDTH]
        for row in range(ROWS)
        for column in range(COLUMNS)
    ]


@pytest.mark.parametrize("name", DRAWN)
def test_a_sheet_leads_in_small_steps_from_the_start_to_the_end(name: str) -> None:
    pictures = pictures_of(name)
    assert len(pictures) == STEPS
    steps = [float(np.abs(a - b).mean()) for a, b in pairwise(pictures)]
    assert min(steps) > 0  # each is another one
    assert max(steps) < 4 * float(np.median(steps))  # and none jumps
    starts = STEPS // 2 if SCENES[name].both_sides else 0
    for still, picture in zip(find_pictures(name, ""), (pictures[starts], pictures[-1]), strict=True):
        with Image.open(still.path) as shown:
            same = np.asarray(shown.convert("L").resize((WIDTH, HEIGHT)), dtype=int)
        others = [float(np.abs(same - one).mean()) for one in pictures]
        assert float(np.abs(same - picture).mean()) <= min(others) + 0.05


@pytest.mark.parametrize("name", DRAWN)
def test_no_sheet_moves_where_the_page_cuts_it_or_at_its_edge(name: str) -> None:
    """The exercise page shows the middle square of those who stand or sit: `live/static/coach.css`."""
    pictures = np.stack(pictures_of(name))
    moved = np.flatnonzero((np.ptp(pictures, axis=0) > 60).any(axis=0))
    lies = name in ("bird_dog", "bridge", "quadruped_rocking")
    edge = WIDTH * 0.01 if lies else (WIDTH - HEIGHT) / 2
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
