"""The outline of the back, on drawn silhouettes whose back is straight or an arc of a circle."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from tests.poses import Figure, make_pose, mirror
from vision.angles import View
from vision.outline import back_outline_deg

SIDES = [View.LEFT, View.RIGHT]
# A line of pixels is not exact: what one pixel at the outline's ends can turn it by at this size.
PIXEL_DEG = 3.0


def outline(
    view: View = View.LEFT, rounding_deg: float = 0.0, trunk_flexion: float = 0.0, **how: object
) -> float:
    figure = Figure(trunk_flexion=trunk_flexion, rounding_deg=rounding_deg)
    return back_outline_deg(make_pose(figure, view, silhouette=True, **how), view)  # type: ignore[arg-type]


@pytest.mark.parametrize("view", SIDES)
@pytest.mark.parametrize("lean_deg", [-10, 0, 30, 60, 80])
def test_a_straight_back_does_not_bend_however_it_leans(view: View, lean_deg: float) -> None:
    assert outline(view, 0, lean_deg) == pytest.approx(0, abs=PIXEL_DEG)


@pytest.mark.parametrize("view", SIDES)
def test_a_rounder_back_reads_more(view: View) -> None:
    read = [outline(view, rounding) for rounding in (-30, -15, 0, 15, 30, 45, 60)]
    assert all(b - a > 5 for a, b in itertools.pairwise(read))
    assert read[0] < -10 < 10 < read[-1]  # hollow is minus, rounded is plus


@pytest.mark.parametrize("rounding_deg", [20, 40, 60])
def test_the_number_is_near_the_turn_of_the_arc(rounding_deg: float) -> None:
    """Not all of the chord is read, so a little less than the whole turn."""
    assert 0.6 * rounding_deg < outline(rounding_deg=rounding_deg) <= rounding_deg + PIXEL_DEG


@pytest.mark.parametrize("lean_deg", [-10, 30, 60, 80])
def test_leaning_changes_nothing(lean_deg: float) -> None:
    assert outline(rounding_deg=40, trunk_flexion=lean_deg) == pytest.approx(
        outline(rounding_deg=40), abs=PIXEL_DEG
    )


@pytest.mark.parametrize("rounding_deg", [-20, 0, 40])
@pytest.mark.parametrize("lean_deg", [0, 50])
def test_both_sides_of_a_person_read_the_same(rounding_deg: float, lean_deg: float) -> None:
    pose = make_pose(Figure(lean_deg, rounding_deg=rounding_deg), View.LEFT, silhouette=True)
    seen = back_outline_deg(pose, View.LEFT)
    assert back_outline_deg(mirror(pose), View.RIGHT) == pytest.approx(seen, abs=PIXEL_DEG)


@pytest.mark.parametrize(("zoom", "size_px"), [(0.75, (480, 360)), (1.5, (960, 720)), (3.0, (1920, 1440))])
def test_distance_changes_nothing(zoom: float, size_px: tuple[int, int]) -> None:
    there = outline(rounding_deg=40, px_per_m=200 * zoom, hips_px=(320 * zoom, 240 * zoom), size_px=size_px)
    assert there == pytest.approx(outline(rounding_deg=40), abs=1.5 * PIXEL_DEG)


@pytest.mark.parametrize("place", [(200, 240), (450, 250), (320.5, 229.25)])
def test_the_place_in_the_picture_changes_nothing(place: tuple[float, float]) -> None:
    assert outline(rounding_deg=40, hips_px=place) == pytest.approx(outline(rounding_deg=40), abs=PIXEL_DEG)


def test_without_a_silhouette_there_is_no_outline() -> None:
    assert math.isnan(back_outline_deg(make_pose(Figure(), View.LEFT), View.LEFT))


@pytest.mark.parametrize("view", [View.FRONT, View.BACK, View.OBLIQUE, View.UNKNOWN])
def test_there_is_none_from_the_front(view: View) -> None:
    pose = make_pose(Figure(rounding_deg=40), View.LEFT, silhouette=True)
    assert math.isnan(back_outline_deg(pose, view))


def test_an_empty_silhouette_has_no_outline() -> None:
    pose = make_pose(Figure(), View.LEFT)
    assert math.isnan(back_outline_deg(replace(pose, silhouette=np.zeros((480, 640), np.uint8)), View.LEFT))


@pytest.mark.parametrize(
    ("view", "hips_px"),
    [(View.LEFT, (640, 240)), (View.RIGHT, (0, 240)), (View.LEFT, (700, 240)), (View.LEFT, (320, 20))],
)
def test_a_back_that_is_not_in_the_picture_has_no_outline(view: View, hips_px: tuple[float, float]) -> None:
    """The trunk's line is on the border or beyond: what lies behind it was not seen."""
    assert math.isnan(outline(view, rounding_deg=40, hips_px=hips_px))
