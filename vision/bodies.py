"""Where people are in a picture and how large: all that it takes to tell them apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a pose's observation names states of a person
    from vision.pose import Pose

# From nose to ankles, of the picture's height: whoever is found at 0.26 is measured as well as nearer people,
# at 0.22 knees and side bends get worse (docs/measurements.md, "Distance"). Bodies are measured along their
# parts, so one that bends is as tall as one that stands.
LEAST_BODY_SHARE = 0.25

# Shoulders, hips, knees and ankles, after the nose.
_CHAIN = ((11, 12), (23, 24), (25, 26), (27, 28))


@dataclass(frozen=True)
class Body:
    """One person's place in one picture.

    Attributes
    ----------
    time_s : float
        When the picture was taken.
    x_px, y_px : float
        The middle of shoulders and hips.
    length_px : float
        From nose to ankles along the body, so that one who bends is as long as one who stands.
    box_px : (left, top, right, bottom) or None
        Around all landmarks; None where nobody asked for it.
    is_far : bool
        Whether it is too small in its picture to be measured.
    """

    time_s: float
    x_px: float
    y_px: float
    length_px: float
    box_px: tuple[float, float, float, float] | None = None
    is_far: bool = False


def body_of(pose: Pose, *, box: bool = False) -> Body:
    """Read a body off a pose."""
    around = None
    if box:
        (left, top), (right, bottom) = pose.landmarks_px.min(axis=0), pose.landmarks_px.max(axis=0)
        around = (float(left), float(top), float(right), float(bottom))
    xy = pose.xy
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = xy[11], xy[12], xy[23], xy[24]
    length_px = body_length_px(pose)
    return Body(
        pose.time_s,
        (ax + bx + cx + dx) / 4,
        (ay + by + cy + dy) / 4,
        length_px,
        around,
        length_px < LEAST_BODY_SHARE * pose.height_px,
    )


def body_length_px(pose: Pose) -> float:
    """Measure from nose to ankles along the body, the middle of left and right at each joint."""
    xy = pose.xy
    before_x, before_y = xy[0]
    length = 0.0
    for left, right in _CHAIN:
        (ax, ay), (bx, by) = xy[left], xy[right]
        x, y = (ax + bx) / 2, (ay + by) / 2
        length += math.hypot(x - before_x, y - before_y)
        before_x, before_y = x, y
    return length


def distance(one: Body, other: Body) -> float:
    """How far two bodies are from each other, in lengths of the longer one."""
    longer = max(one.length_px, other.length_px, 1.0)
    return math.hypot(one.x_px - other.x_px, one.y_px - other.y_px) / longer


def ratio(one: Body, other: Body) -> float:
    """How many times the longer body is as long as the other."""
    shorter, longer = sorted((one.length_px, other.length_px))
    return longer / max(shorter, 1.0)


def is_alike(one: Body, other: Body, within: float, within_ratio: float) -> bool:
    """Whether two bodies can be the same one, by place (in lengths) and size."""
    return distance(one, other) <= within and ratio(one, other) <= within_ratio


def nearest(bodies: Iterable[Body], to: Body, within: float, within_ratio: float) -> Body | None:
    """Find the body most like another one, if any is alike."""
    alike = [body for body in bodies if is_alike(body, to, within, within_ratio)]
    return min(alike, key=lambda body: distance(body, to) + ratio(body, to), default=None)


def prominence(body: Body, width_px: int) -> float:
    """How large and central a body is: its length, half of that at the picture's edge."""
    aside = abs(body.x_px - width_px / 2) / (width_px / 2)
    return body.length_px * (1 - 0.5 * min(aside, 1.0))


def choose_main(bodies: Sequence[Body], width_px: int) -> Body | None:
    """Choose the largest central body; None without any."""
    return max(bodies, key=lambda body: prominence(body, width_px), default=None)


def choose_at(bodies: Iterable[Body], x_px: float, y_px: float, reach_px: float) -> Body | None:
    """Choose the body at a place in the picture: inside its box, or at most `reach_px` beside it."""

    def gap_px(body: Body) -> float:
        left, top, right, bottom = body.box_px or (body.x_px, body.y_px, body.x_px, body.y_px)
        return math.hypot(max(left - x_px, 0, x_px - right), max(top - y_px, 0, y_px - bottom))

    def how_far(body: Body) -> tuple[float, float]:
        return gap_px(body), math.hypot(body.x_px - x_px, body.y_px - y_px)

    return min((body for body in bodies if gap_px(body) <= reach_px), key=how_far, default=None)
