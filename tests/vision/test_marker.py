"""Markers in pictures drawn by hand: found on the person, read to a degree, and nothing else."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.poses import Figure, make_pose, mirror
from vision.angles import View
from vision.marker import DICTIONARY, find_markers
from vision.marks import PELVIS_ID, RIBS_ID
from vision.pose import Pose

POSE = make_pose(Figure(), View.RIGHT)
HIP = (POSE.landmarks_px[23] + POSE.landmarks_px[24]) / 2
NECK = (POSE.landmarks_px[11] + POSE.landmarks_px[12]) / 2
Picture = NDArray[np.uint8]


def room(shade: int = 120) -> Picture:
    return np.full((POSE.height_px, POSE.width_px, 3), shade, np.uint8)


def put(picture: Picture, number: int, at: NDArray[Any], lean_deg: float = 0.0, side_px: float = 44) -> None:
    """Stick a marker with its white margin onto a picture, turned clockwise."""
    marker = cv2.aruco.generateImageMarker(cv2.aruco.getPredefinedDictionary(DICTIONARY), number, 240)
    card = np.pad(marker, 40, constant_values=255)
    scale = side_px / 240
    turn = cv2.getRotationMatrix2D((card.shape[1] / 2, card.shape[0] / 2), -lean_deg, scale)
    turn[:, 2] += np.asarray(at) - np.array(card.shape) / 2
    size = (picture.shape[1], picture.shape[0])
    over = cv2.warpAffine(card, turn, size, flags=cv2.INTER_AREA)
    mask = cv2.warpAffine(np.full_like(card, 255), turn, size, flags=cv2.INTER_AREA)
    picture[mask > 127] = over[mask > 127][:, None]


@pytest.mark.parametrize("lean_deg", [-90, -35, -5, 0, 5, 35, 90])
def test_a_marker_is_found_where_it_is_and_as_it_leans(lean_deg: float) -> None:
    picture = room()
    put(picture, PELVIS_ID, HIP, lean_deg)
    (found,) = find_markers(picture, POSE)
    assert found.id == PELVIS_ID
    assert found.centre_px == pytest.approx(tuple(HIP), abs=1)
    assert found.side_px == pytest.approx(44, abs=1.5)
    assert math.degrees(math.atan2(found.up[0], -found.up[1])) == pytest.approx(lean_deg, abs=1.0)
    assert math.hypot(*found.up) == pytest.approx(1)


def test_turned_out_of_the_picture_it_still_leans_as_it_does() -> None:
    """A narrower square: only the turn in the plane is told."""
    picture = room()
    put(picture, PELVIS_ID, HIP, 20)
    x = float(HIP[0])
    squeeze = np.array([[0.9, 0, 0.1 * x], [0, 1, 0]])
    narrow = cv2.warpAffine(picture, squeeze, (POSE.width_px, POSE.height_px), flags=cv2.INTER_AREA)
    (found,) = find_markers(np.asarray(narrow, np.uint8), POSE)
    assert math.degrees(math.atan2(found.up[0], -found.up[1])) == pytest.approx(20, abs=1.0)


def test_both_markers_are_told_apart() -> None:
    picture = room()
    put(picture, PELVIS_ID, HIP)
    put(picture, RIBS_ID, (HIP + NECK) / 2)
    assert [one.id for one in find_markers(picture, POSE)] == [PELVIS_ID, RIBS_ID]


def test_of_two_alike_the_larger_one_counts() -> None:
    picture = room()
    put(picture, PELVIS_ID, HIP, side_px=30)
    put(picture, PELVIS_ID, (HIP + NECK) / 2, side_px=60)
    (found,) = find_markers(picture, POSE)
    assert found.side_px == pytest.approx(60, abs=2)


def test_other_markers_and_a_mirrored_one_are_not_ours() -> None:
    picture = room()
    put(picture, 3, HIP)
    assert find_markers(picture, POSE) == ()
    picture = room()
    put(picture, PELVIS_ID, HIP)
    assert find_markers(np.ascontiguousarray(picture[:, ::-1]), mirror(POSE)) == ()


def test_a_marker_beside_the_person_is_not_theirs() -> None:
    picture = room()
    put(picture, PELVIS_ID, HIP + np.array((0, 1.2 * np.linalg.norm(HIP - NECK))))
    assert find_markers(picture, POSE) == ()


def test_in_weak_light_it_is_found() -> None:
    picture = room()
    put(picture, PELVIS_ID, HIP, 10)
    dark = np.asarray(picture * 0.2, np.uint8)
    noisy = dark + np.random.default_rng(1).normal(0, 2, dark.shape)
    assert [one.id for one in find_markers(np.clip(noisy, 0, 255).astype(np.uint8), POSE)] == [PELVIS_ID]


def test_nothing_is_found_on_nobody() -> None:
    """Landmarks in one point: a person too small to wear anything that could be read."""
    speck = Pose(
        0.0,
        np.tile(HIP, (33, 1)),
        POSE.visibility,
        POSE.world_m,
        POSE.width_px,
        POSE.height_px,
    )
    assert find_markers(room(), speck) == ()
