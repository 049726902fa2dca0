"""Printed markers as a webcam sees them: the benchmark keeps what was asked of it, and draws what it says."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from benchmarks.marker import HEIGHT, WIDTH, MarkerFigures, measure_markers, picture
from vision.marker import DICTIONARY
from vision.marks import SPREAD_DEG


@pytest.fixture(scope="module")
def found() -> MarkerFigures:
    return measure_markers(80)


def test_the_turn_of_a_marker_is_told_to_a_degree(found: MarkerFigures) -> None:
    """The bar of the issue: mean error at most 1.0 degree."""
    assert found.mae <= 1.0
    assert found.found >= 0.9


def test_the_stated_interval_holds_nine_in_ten(found: MarkerFigures) -> None:
    assert found.p90 <= 1.1 * SPREAD_DEG
    assert found.mae < found.p90 < found.worst


def test_the_same_pictures_give_the_same_figures() -> None:
    assert measure_markers(3) == measure_markers(3)


def test_pictures_hold_a_marker_that_leans_as_it_was_asked_to() -> None:
    """Read by OpenCV alone, from the corners of a picture without much blur or darkness."""
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(DICTIONARY))
    leans = []
    for seed in range(12):
        image, _ = picture(np.random.default_rng(seed), 20.0)
        assert image.shape == (HEIGHT, WIDTH, 3)
        larger = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        squares, ids, _ = detector.detectMarkers(cv2.normalize(larger, None, 0, 255, cv2.NORM_MINMAX))
        if ids is None:
            continue
        top_left, _, _, bottom_left = squares[0][0]
        up = top_left - bottom_left
        leans.append(math.degrees(math.atan2(up[0], -up[1])))
    assert len(leans) >= 6
    assert np.median(leans) == pytest.approx(20, abs=3)
