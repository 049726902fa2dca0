"""Looks closer where nobody is found, so that small and weakly lit people are.

The pose engine's detector sees every picture at 224 by 224 pixels: somebody who lies, or stands far away, is
a few dozen of them long. Where the whole picture shows nobody for a while, every other frame is looked at in
a part of it instead. Whoever is found in a part is followed there, until they leave it.

It costs nothing: a frame is given to the engine once, whole or in part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from vision.estimator import PoseEstimator
from vision.frames import Frame
from vision.parts import Part, around, part_side
from vision.pose import Landmark, Observation, Pose

# So long nobody is found before a closer look: the engine finds whom it lost for a moment by itself (P).
PATIENCE_S = 0.5
# Where parts lie, of the room there is to the right and down; the middle, where people mostly are, first.
PLACES = (
    (0.5, 0.5),
    (0.5, 1.0),
    (0.0, 0.5),
    (1.0, 0.5),
    (0.5, 0.0),
    (0.0, 1.0),
    (1.0, 1.0),
    (0.0, 0.0),
    (1.0, 0.0),
)
# How far from a part's edge, of its side, a body has to be to be followed there, and while it is (P).
ENTER, STAY = 0.1, 0.02
GREY = 128

_BODY = (
    Landmark.NOSE,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    *range(Landmark.LEFT_HIP, Landmark.RIGHT_ANKLE + 1),
)


@dataclass(frozen=True)
class Search:
    """Where to look next, and what is remembered for it.

    Attributes
    ----------
    part : Part or None
        What the next frame is looked at in; None for the whole of it.
    is_followed : bool
        Whether somebody was found in `part`.
    must_forget : bool
        Whether the engine first has to forget where somebody was: it follows a place in the picture it was
        given last, which is another place in another one.
    nobody_s : float
        Since when nobody has been found; NaN while somebody is.
    last_px : (x, y) or None
        Where somebody was last, while the next closer look is to be around them.
    turn : int
        How many of the other closer looks there were since somebody was followed.
    """

    part: Part | None = None
    is_followed: bool = False
    must_forget: bool = False
    nobody_s: float = math.nan
    last_px: tuple[float, float] | None = None
    turn: int = 0


def look_on(search: Search, pose: Pose | None, frame: Frame) -> tuple[Search, Pose | None]:
    """Decide what is told of a frame, and where to look in the next one.

    Parameters
    ----------
    search : Search
        By which the frame was looked at; `Search()` before the first.
    pose : Pose or None
        What was found, in pixels of the whole picture.
    frame : Frame
        The whole picture.

    Returns
    -------
    tuple of Search and Pose or None
        The new memory, and the pose if it is to be told.
    """
    part = search.part
    if search.must_forget and pose is not None:
        return search, None
    if pose is None:
        nobody_s = frame.time_s if math.isnan(search.nobody_s) else search.nobody_s
        if search.is_followed:
            nobody_s = frame.time_s - PATIENCE_S
        # One look around where they were is enough: whoever a part cuts off asks for another.
        missed = part is not None and not search.is_followed
        lost = Search(nobody_s=nobody_s, last_px=None if missed else search.last_px, turn=search.turn)
        # After a part comes the whole picture, so that nobody who would be found in it waits for long.
        if part is not None or search.must_forget or frame.time_s - nobody_s < PATIENCE_S:
            return lost, None
        if lost.last_px is not None:
            return replace(lost, part=around(lost.last_px, frame)), None
        return replace(lost, part=part_of(lost.turn, frame), turn=lost.turn + 1), None
    middle_px = _middle(pose)
    if part is None:
        return Search(last_px=middle_px), pose
    is_around = search.last_px is not None
    if is_around:
        stays = part.holds(pose.landmarks_px[list(_BODY)], frame, STAY)
    else:
        stays = part.holds(pose.landmarks_px, frame, ENTER)
    if stays:
        return Search(part, True, last_px=middle_px), pose
    left = Search(must_forget=True, nobody_s=frame.time_s - PATIENCE_S, turn=search.turn)
    if search.is_followed:
        return replace(left, last_px=middle_px, turn=0), pose
    # Whoever is cut off is looked at again from their own middle; if cut off even so, they fit into no part.
    return replace(left, last_px=None if is_around else middle_px), None


def part_of(turn: int, frame: Frame) -> Part:
    """Choose the part whose turn it is."""
    side = part_side(frame)
    x, y = PLACES[turn % len(PLACES)]
    return Part(round(x * (frame.width_px - side)), round(y * (frame.height_px - side)), side)


def _middle(pose: Pose) -> tuple[float, float]:
    points = pose.landmarks_px[list(_BODY)]
    x, y = (points.min(axis=0) + points.max(axis=0)) / 2
    return float(x), float(y)


class Closer(PoseEstimator):
    """A `PoseEstimator` that gives its engine parts of the picture while the whole shows nobody.

    Parameters
    ----------
    estimator : PoseEstimator
        The pose engine, which follows a place in the pictures it is given; closed with this one.
    """

    def __init__(self, estimator: PoseEstimator) -> None:
        self._estimator = estimator
        self._search = Search()
        self._size = (0, 0)

    def estimate(self, frame: Frame) -> Observation:
        """Find the person in `frame` (see `PoseEstimator.estimate`)."""
        size = (frame.width_px, frame.height_px)
        if size != self._size:
            self._size, self._search = size, Search()
        search = self._search
        if search.must_forget:
            given = Frame(np.full_like(frame.image, GREY), frame.time_s)
        else:
            given = frame if search.part is None else search.part.cut(frame)
        seen = self._estimator.estimate(given)
        pose = seen.pose
        if pose is not None and search.part is not None:
            pose = search.part.place(pose, frame)
        self._search, told = look_on(search, pose, frame)
        return replace(seen, pose=told, width_px=frame.width_px, height_px=frame.height_px)

    def close(self) -> None:
        """Free the engine. Closing twice is fine."""
        self._estimator.close()
