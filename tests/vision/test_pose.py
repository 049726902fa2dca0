"""A pose: its arrays, and the same as plain numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.poses import Figure, make_pose
from vision.angles import View


def test_plain_numbers_are_those_of_the_arrays_and_made_once() -> None:
    pose = make_pose(Figure(trunk_flexion=30), View.RIGHT)
    assert pose.xy == pose.landmarks_px.tolist()
    assert pose.world == pose.world_m.tolist()
    assert pose.seen == pose.visibility.tolist()
    assert pose.xy is pose.xy
    moved = replace(pose, landmarks_px=pose.landmarks_px + 1)
    assert moved.xy == (pose.landmarks_px + 1).tolist()  # nothing is carried over into a copy


def test_arrays_of_another_shape_are_refused() -> None:
    pose = make_pose(Figure(), View.RIGHT)
    with pytest.raises(ValueError, match="visibility has shape"):
        replace(pose, visibility=np.ones(5))
