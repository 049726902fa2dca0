"""The printed sheet: true to size, read back by the detector, and one sentence where it cannot be made."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from clinic.marker_sheet import (
    BAR_MM,
    DPI,
    LARGEST_MM,
    PAGE_MM,
    SMALLEST_MM,
    SheetError,
    draw_sheet,
    write_sheet,
)
from tests.clinic.test_command import run, sentence
from vision.marker import DICTIONARY
from vision.marks import PELVIS_ID, RIBS_ID


def corners(page: Image.Image) -> dict[int, np.ndarray]:
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(DICTIONARY))
    squares, ids, _ = detector.detectMarkers(np.asarray(page))
    return {int(number): square[0] for number, square in zip(ids.ravel(), squares, strict=True)}


@pytest.mark.parametrize("size_mm", [SMALLEST_MM, 80.0, 90.0, LARGEST_MM])
def test_both_markers_are_on_the_page_upright_and_as_large_as_asked(size_mm: float) -> None:
    page = draw_sheet(size_mm)
    found = corners(page)
    assert found.keys() == {PELVIS_ID, RIBS_ID}
    for top_left, top_right, bottom_right, bottom_left in found.values():
        assert top_left[1] < bottom_left[1]
        assert top_left[0] < top_right[0]
        side_px = np.mean(
            [top_right[0] - top_left[0], bottom_right[1] - top_right[1], bottom_left[1] - top_left[1]]
        )
        assert side_px / DPI * 25.4 == pytest.approx(size_mm, abs=0.3)


@pytest.mark.parametrize("size_mm", [SMALLEST_MM, LARGEST_MM])
def test_nothing_runs_off_the_page(size_mm: float) -> None:
    """Printers leave some millimetres blank."""
    page = np.asarray(draw_sheet(size_mm))
    edge = round(5 / 25.4 * DPI)
    inner = page[edge:-edge, edge:-edge]
    assert (page < 255).sum() == (inner < 255).sum()


def test_the_bar_is_as_long_as_it_says() -> None:
    page = np.asarray(draw_sheet(90.0))
    edges = np.diff((page == 0).astype(np.int8), axis=0, prepend=0, append=0)
    longest = 0
    for column in edges[:, page.shape[1] * 2 // 3 :].T:
        starts, ends = np.flatnonzero(column == 1), np.flatnonzero(column == -1)
        longest = max(longest, int((ends - starts).max(initial=0)))
    assert longest / DPI * 25.4 == pytest.approx(BAR_MM, abs=1)


def test_the_file_is_one_page_of_a4(tmp_path: Path) -> None:
    out = tmp_path / "markers.pdf"
    ran = run("marker", "--out", out)
    assert ran.returncode == 0, ran.stderr
    written = out.read_bytes()
    assert written.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", written)) == 1
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", written)
    assert box is not None
    assert [float(part) / 72 * 25.4 for part in box.groups()] == pytest.approx(PAGE_MM, abs=0.2)
    assert list(tmp_path.iterdir()) == [out]
    assert "100%" in sentence(ran)


@pytest.mark.parametrize("size_mm", [SMALLEST_MM - 1, LARGEST_MM + 1, 0, -5, float("nan")])
def test_a_size_that_does_not_fit_is_told(tmp_path: Path, size_mm: float) -> None:
    with pytest.raises(SheetError, match="60 to 100 mm"):
        write_sheet(tmp_path / "markers.pdf", size_mm)
    assert list(tmp_path.iterdir()) == []


def test_another_kind_of_file_is_told(tmp_path: Path) -> None:
    ran = run("marker", "--out", tmp_path / "markers.png")
    assert ran.returncode == 1
    assert ".pdf" in sentence(ran)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    ran = run("marker", "--out", tmp_path / "no such folder" / "markers.pdf")
    assert ran.returncode == 1
    assert "cannot be written" in sentence(ran)
