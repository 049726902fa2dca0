"""A mirror turns left into right: twice is as before; the mirror image has the features that it gives."""

from __future__ import annotations

import numpy as np
import pytest

from models.training.mirror import mirror, mirrored_features
from tests.poses import Figure, make_pose
from tests.poses import mirror as mirrored_pose
from tests.vision.painted import painted
from vision.angles import View
from vision.hips import FEATURES, look, look_at, region_around
from vision.pose import Pose

VIEWS = (View.FRONT, View.BACK)


def person(view: View) -> Pose:
    """Somebody crooked, off the middle of the picture, no landmark as sure as another."""
    pose = make_pose(Figure(hip_left=30, knee_left=40), view)
    rng = np.random.default_rng(2)
    return painted(
        Pose(
            pose.time_s,
            pose.landmarks_px + rng.normal(0, 4, pose.landmarks_px.shape) + (40, 0),
            rng.uniform(0.5, 1, len(pose.visibility)),
            pose.world_m + rng.normal(0, 0.03, pose.world_m.shape),
            pose.width_px,
            pose.height_px,
        )
    )


@pytest.mark.parametrize("view", VIEWS)
def test_the_features_of_the_mirror_image_are_told_from_those_of_the_picture(view: View) -> None:
    pose = person(view)
    here, there = look_at(pose, view), look_at(mirrored_pose(pose), view)
    assert here is not None
    assert there is not None
    order, signs = mirrored_features()
    assert np.allclose(here.features[order] * signs, there.features, atol=1e-5)
    # The crop is turned as well; the square that it is cut from is rounded to steps of 1/255.
    assert np.allclose(here.crop[:, ::-1], there.crop, atol=2 / 255)
    assert not np.allclose(here.features, there.features, atol=0.01)


@pytest.mark.parametrize("view", VIEWS)
def test_training_looks_in_the_same_mirror(view: View) -> None:
    pose = person(view)
    assert pose.silhouette is not None
    region = region_around(pose.silhouette, pose.landmarks_px)
    assert region is not None
    landmarks, world, seen, turned = mirror(
        pose.landmarks_px, pose.world_m, pose.visibility, region, pose.width_px
    )
    there = look(turned, landmarks, seen, world, view, (pose.width_px, pose.height_px))
    expected = look_at(mirrored_pose(pose), view)
    assert expected is not None
    assert np.allclose(there.features, expected.features, atol=1e-5)
    assert np.allclose(there.crop, expected.crop, atol=2 / 255)


def test_twice_in_a_mirror_is_as_before() -> None:
    order, signs = mirrored_features()
    assert order[order].tolist() == list(range(FEATURES))
    assert (signs * signs[order] == 1).all()
