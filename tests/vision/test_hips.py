"""The frame of the hips: the same person looks the same from left and right, near and far."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.poses import Figure, make_pose, mirror
from tests.vision.painted import moved, painted
from vision.angles import View
from vision.hips import CROP_PX, FEATURES, LEAST_TRUNK_PX, look_at
from vision.pose import Pose


@pytest.fixture
def standing() -> Pose:
    return make_pose(Figure(), View.RIGHT)


def test_the_crop_holds_the_hips_in_the_middle_and_forward_to_the_right(standing: Pose) -> None:
    hips = look_at(painted(standing), View.RIGHT)
    assert hips is not None
    assert hips.crop.shape == (CROP_PX, CROP_PX)
    assert hips.features.shape == (FEATURES,)
    # The painted bulge is behind the hips, which are in the middle column: left of it is more of the person.
    middle = CROP_PX // 2
    assert hips.crop[:, :middle].sum() > 1.1 * hips.crop[:, middle + 1 :].sum()


def test_left_and_right_look_the_same() -> None:
    right = look_at(painted(make_pose(Figure(20, 0, 30, 10), View.RIGHT)), View.RIGHT)
    left = look_at(painted(make_pose(Figure(20, 0, 30, 10), View.LEFT)), View.LEFT)
    assert right is not None
    assert left is not None
    assert right.frame_deg == pytest.approx(left.frame_deg, abs=0.01)
    assert np.abs(right.crop - left.crop).mean() < 0.02


def test_a_picture_and_its_mirror_image_are_sampled_at_the_same_places() -> None:
    pose = painted(make_pose(Figure(20, 0, 30, 10), View.RIGHT))
    silhouette = np.ascontiguousarray(np.asarray(pose.silhouette)[:, ::-1])
    turned = replace(mirror(pose), silhouette=silhouette)
    here, there = look_at(pose, View.RIGHT), look_at(turned, View.LEFT)
    assert here is not None
    assert there is not None
    # Where the outline's edge lies in each row: off by less than a tenth of a pixel of the crop.
    edges = [hips.crop.sum(axis=1) - hips.crop[:, : CROP_PX // 2].sum(axis=1) for hips in (here, there)]
    assert abs(float(np.mean(edges[0] - edges[1]))) < 0.1


@pytest.mark.parametrize(("scale", "x", "y"), [(0.7, 150, 60), (0.85, 20, 40), (1.0, 30, -5)])
def test_size_and_place_hardly_matter(standing: Pose, scale: float, x: float, y: float) -> None:
    before = look_at(painted(standing), View.RIGHT)
    after = look_at(painted(moved(standing, scale, x, y)), View.RIGHT)
    assert before is not None
    assert after is not None
    assert np.abs(before.crop - after.crop).mean() < 0.04
    # Landmarks in the body's measure; only the last seven tell size and place in the picture.
    assert np.allclose(before.features[:-7], after.features[:-7], atol=1e-3)


def test_a_leaning_trunk_stands_upright_in_its_crop() -> None:
    upright = look_at(painted(make_pose(Figure(0, 0, 0, 0), View.RIGHT)), View.RIGHT)
    leaning = look_at(painted(make_pose(Figure(40, 0, 0, 0), View.RIGHT)), View.RIGHT)
    assert upright is not None
    assert leaning is not None
    assert leaning.frame_deg - upright.frame_deg == pytest.approx(40, abs=0.5)
    above_hips = slice(8, 30)
    assert np.abs(upright.crop[above_hips] - leaning.crop[above_hips]).mean() < 0.06


def test_a_person_at_the_edge_of_the_picture_is_read_with_nothing_beyond_it(standing: Pose) -> None:
    shift = float(standing.landmarks_px[23, 0] - 5)
    hips = look_at(painted(moved(standing, 1.0, -shift, 0)), View.RIGHT)
    assert hips is not None
    assert hips.crop[:, : CROP_PX // 4].max() == 0


def test_a_person_too_far_away_is_not_read(standing: Pose) -> None:
    small = (
        LEAST_TRUNK_PX
        * 0.9
        / np.linalg.norm(
            standing.landmarks_px[[11, 12]].mean(axis=0) - standing.landmarks_px[[23, 24]].mean(axis=0)
        )
    )
    assert look_at(painted(moved(standing, float(small), 200, 200)), View.RIGHT) is None


def test_without_a_silhouette_nothing_is_read(standing: Pose) -> None:
    assert look_at(standing, View.RIGHT) is None
