"""How a picture is lit: made-up pictures first, then the sample clips in better and worse light."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.poses import Figure, make_pose
from vision.light import Light, judge_light
from vision.pose import Pose
from vision.sources import VideoFile

SAMPLES = Path(__file__).parents[2] / "samples"
Image = NDArray[np.uint8]


def grey(value: int, size_px: tuple[int, int] = (640, 480)) -> Image:
    return np.full((size_px[1], size_px[0], 3), value, np.uint8)


def with_person(room: int, person: int, hands: int | None = None) -> tuple[Image, Pose]:
    """A flat room with a person of one brightness in it, and perhaps hands and face of another."""
    image, pose = grey(room), make_pose(Figure(), silhouette=True)
    assert pose.silhouette is not None
    image[pose.silhouette > 0.5] = person
    for x, y in pose.landmarks_px[:23].astype(int):
        image[y - 6 : y + 6, x - 6 : x + 6] = person
    if hands is not None:
        for x, y in pose.landmarks_px[[*range(11), *range(15, 23)]].astype(int):
            image[y - 6 : y + 6, x - 6 : x + 6] = hands
    return image, pose


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, Light.TOO_DARK),
        (40, Light.TOO_DARK),
        (100, Light.FINE),
        (200, Light.FINE),
        (255, Light.TOO_BRIGHT),
    ],
)
def test_an_even_picture(value: int, expected: Light) -> None:
    assert judge_light(grey(value), None) is expected
    assert judge_light(grey(value), make_pose()) is expected


def test_a_white_wall_beside_a_person_is_not_too_bright() -> None:
    image = grey(120)
    image[:, :320] = 255
    assert judge_light(image, None) is Light.FINE


def test_a_lamp_does_not_light_a_dark_room() -> None:
    image = grey(20)
    image[:60, :60] = 255
    assert judge_light(image, None) is Light.TOO_DARK


def test_a_person_before_a_window_is_backlit() -> None:
    assert judge_light(*with_person(room=220, person=20)) is Light.BACKLIT


def test_dark_clothes_are_not_backlight() -> None:
    assert judge_light(*with_person(room=220, person=20, hands=110)) is Light.FINE


def test_a_dark_person_in_a_dim_room_is_not_backlit() -> None:
    assert judge_light(*with_person(room=110, person=30)) is Light.FINE


def test_without_anybody_a_window_in_a_black_room_is_backlight() -> None:
    image = grey(10)
    image[:, 400:] = 255
    assert judge_light(image, None) is Light.BACKLIT


@pytest.mark.parametrize("size_px", [(1, 1), (8, 8), (17, 5), (640, 3)])
def test_a_tiny_picture_is_no_reason_to_complain(size_px: tuple[int, int]) -> None:
    assert judge_light(grey(120, size_px), None) is Light.FINE


def test_people_outside_the_picture_are_no_reason_to_fall_over() -> None:
    assert judge_light(grey(200), make_pose(hips_px=(5000, 5000))) is Light.FINE


@pytest.mark.parametrize("clip", ["waiters_bow_as_meant", "waiters_bow_right_side", "waiters_bow_too_fast"])
@pytest.mark.parametrize(
    ("gain", "expected"),
    [(1.0, Light.FINE), (0.5, Light.FINE), (0.15, Light.TOO_DARK), (4.0, Light.TOO_BRIGHT)],
)
def test_sample_clips_in_other_light(clip: str, gain: float, expected: Light) -> None:
    with VideoFile(SAMPLES / f"{clip}.webm") as video:
        image = next(iter(video)).image
    lit = np.clip(image * gain, 0, 255).astype(np.uint8)
    assert judge_light(lit, None) is expected
