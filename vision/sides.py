"""Left and right kept apart: a pose engine now and then gives a joint the other side's name.

The line from a right joint to its left partner cannot turn round between two frames, so a pair whose line
did has traded names. When the pairs of the upper body, or of the legs, agree on that, the trade is undone;
when they disagree, the frame is torn and is not measured. What the pose engine insists on for longer than a
glitch lasts is believed, unless the person's feet and face say otherwise: toes and nose point forward
whatever the joints are called, and left is where it is for someone who faces that way.

Legs whose lines turned round have traded names only if they are on the other side of their hips now. An
engine that loses a foot behind the other lets it glide there, by its own name, and leaps back when it finds
it: that is no trade, and its last word is the better one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from vision.pose import Landmark, Pose

# A gap longer than this leaves nothing to compare with (P: half a slow step).
_FORGET_S = 0.6
# A trade that lasts longer is what the engine sees now, and the body's own geometry decides (P).
_INSIST_S = 1.0
# Lines closer than 60 degrees to where they were, or to the opposite, are clear (P).
_CLEAR_COSINE = 0.5
# Joints nearer to each other than this have no line to speak of: a hand's width (P).
_LEAST_WIDTH_M = 0.08

Line = tuple[float, float, float]


class Names(StrEnum):
    """What became of the names of one frame; `LEGS_UNSURE`: those of the legs may be each other's."""

    AS_SEEN = "as_seen"
    TRADED_BACK = "traded_back"
    TORN = "torn"
    LEGS_UNSURE = "legs_unsure"


@dataclass(frozen=True)
class _Part:
    """Pairs that trade names together: those compared, and all that then trade."""

    compared: tuple[tuple[int, int], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]


_UPPER = _Part(
    compared=((11, 12), (23, 24)),
    left=(1, 2, 3, 7, 9, 11, 13, 15, 17, 19, 21, 23),
    right=(4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24),
)
_LEGS = _Part(compared=((25, 26), (27, 28)), left=(25, 27, 29, 31), right=(26, 28, 30, 32))
_PARTS = (_UPPER, _LEGS)
_COMPARED = (*_UPPER.compared, *_LEGS.compared)
_HIPS_AT, _LEGS_AT = 1, len(_UPPER.compared)


@dataclass(frozen=True)
class Sides:
    """What is remembered from frame to frame.

    Attributes
    ----------
    time_s : float
        Of the newest pose; NaN before the first.
    lines : tuple of Line
        From right to left, of every compared pair, as last believed.
    traded_since_s : tuple of float
        For the upper body and the legs: since when names are being traded back; NaN when they are not.
    traded_back, torn : int
        Frames so far.
    """

    time_s: float = math.nan
    lines: tuple[Line, ...] = ()
    traded_since_s: tuple[float, float] = (math.nan, math.nan)
    traded_back: int = 0
    torn: int = 0

    def without_legs(self) -> Sides:
        """Forget where the legs' lines pointed: what is unsure is nothing to compare with."""
        nothing = ((0.0, 0.0, 0.0),) * len(_LEGS.compared)
        lines = (*self.lines[: -len(_LEGS.compared)], *nothing) if self.lines else ()
        return replace(self, lines=lines, traded_since_s=(self.traded_since_s[0], math.nan))


def keep_sides(memory: Sides, pose: Pose) -> tuple[Sides, Pose, Names]:
    """Advance by one pose.

    Parameters
    ----------
    memory : Sides
        What was known; `Sides()` at the start.
    pose : Pose
        The newest pose, as the engine named it.

    Returns
    -------
    Sides, Pose, Names
        The new memory; the pose with left and right where they belong; and what was done to it. A `TORN`
        pose comes back as it was and should not be measured.
    """
    lines = _lines(pose)
    known = memory.lines if pose.time_s - memory.time_s <= _FORGET_S else ()
    turned = _have_turned(known, lines)
    if True in turned[_LEGS_AT:] and all(_goes_with(lines[_HIPS_AT], line) for line in lines[_LEGS_AT:]):
        turned[_LEGS_AT:] = [None] * len(_LEGS.compared)
    if known and True not in turned:  # as in nearly every frame
        return _as_seen(memory, pose, lines)
    since, trade, torn = list(memory.traded_since_s), [False, False], False
    for index in range(len(_PARTS)):
        mine = slice(2 * index, 2 * index + 2)
        if known:
            pairs = turned[mine]
            torn = torn or (True in pairs and False in pairs)
            # Legs that stand too close to tell go with the hips.
            unclear = True not in pairs and False not in pairs
            trade[index] = trade[0] if index and unclear else True in pairs and False not in pairs
            began_s = since[index] if trade[index] and not math.isnan(since[index]) else pose.time_s
            if (
                trade[index]
                and pose.time_s - began_s > _INSIST_S
                and not _contradicts_body(pose, lines[mine])
            ):
                trade[index] = False
            since[index] = began_s if trade[index] else math.nan
        else:
            trade[index] = _contradicts_body(pose, lines[mine])
            since[index] = pose.time_s if trade[index] else math.nan
    if torn:
        # The lines stay as they were: the next frame is compared with what was last believed.
        unchanged = Sides(memory.time_s, known, memory.traded_since_s, memory.traded_back, memory.torn + 1)
        return unchanged, pose, Names.TORN
    if not any(trade):
        return _as_seen(memory, pose, lines)
    believed = tuple(
        (-x, -y, -z) if trade[number // 2] else (x, y, z) for number, (x, y, z) in enumerate(lines)
    )
    after = Sides(pose.time_s, believed, (since[0], since[1]), memory.traded_back + 1, memory.torn)
    return (
        after,
        _trade(pose, [part for part, yes in zip(_PARTS, trade, strict=True) if yes]),
        Names.TRADED_BACK,
    )


def _as_seen(memory: Sides, pose: Pose, lines: tuple[Line, ...]) -> tuple[Sides, Pose, Names]:
    after = Sides(pose.time_s, lines, (math.nan, math.nan), memory.traded_back, memory.torn)
    return after, pose, Names.AS_SEEN


def _lines(pose: Pose) -> tuple[Line, ...]:
    world = pose.world
    pairs = [(*world[left], *world[right]) for left, right in _COMPARED]
    return tuple([(lx - rx, ly - ry, lz - rz) for lx, ly, lz, rx, ry, rz in pairs])


def _have_turned(before: tuple[Line, ...], now: tuple[Line, ...]) -> list[bool | None]:
    """Tell which lines point the other way than before; None of a line of which it cannot be told.

    Squares are compared, and nothing is called: this is asked of four lines in every frame.
    """
    turned: list[bool | None] = []
    for (ax, ay, az), (bx, by, bz) in zip(before, now, strict=False):  # nothing of what was not known before
        width = (ax * ax + ay * ay + az * az) * (bx * bx + by * by + bz * bz)
        cosine = ax * bx + ay * by + az * bz
        clear = width >= _LEAST_WIDTH_M**4 and cosine * cosine >= _CLEAR_COSINE**2 * width
        turned.append(cosine < 0 if clear else None)
    return turned


def _goes_with(hips: Line, legs: Line) -> bool:
    """Whether a left knee or foot is on the side of the left hip."""
    return hips[0] * legs[0] + hips[1] * legs[1] + hips[2] * legs[2] > 0


def _contradicts_body(pose: Pose, lines: tuple[Line, ...]) -> bool:
    """Whether these lines point to the right of someone whose toes and nose point as this person's do.

    Both toes and nose have to say so, clearly: at rest from the front, depth alone tells them, and what
    points along the trunk (the toes of someone who bows deep) tells nothing.
    """
    world = pose.world
    up = tuple(world[11][axis] + world[12][axis] - world[23][axis] - world[24][axis] for axis in range(3))
    toes = tuple(
        world[Landmark.LEFT_FOOT_INDEX][axis]
        + world[Landmark.RIGHT_FOOT_INDEX][axis]
        - world[Landmark.LEFT_HEEL][axis]
        - world[Landmark.RIGHT_HEEL][axis]
        for axis in range(3)
    )
    nose = tuple(
        2 * world[Landmark.NOSE][axis] - world[Landmark.LEFT_EAR][axis] - world[Landmark.RIGHT_EAR][axis]
        for axis in range(3)
    )
    across = tuple(sum(line[axis] for line in lines) for axis in range(3))
    return all(_handedness(up, forward, across) < -_CLEAR_COSINE for forward in (toes, nose))


def _handedness(up: tuple[float, ...], forward: tuple[float, ...], left: tuple[float, ...]) -> float:
    """+1 for the up, forward and left of a body, -1 where left is right, near 0 where they cannot tell."""
    size = math.hypot(*up) * math.hypot(*forward) * math.hypot(*left)
    x = up[1] * forward[2] - up[2] * forward[1]
    y = up[2] * forward[0] - up[0] * forward[2]
    z = up[0] * forward[1] - up[1] * forward[0]
    return (x * left[0] + y * left[1] + z * left[2]) / size if size > 0 else 0.0


def _trade(pose: Pose, parts: list[_Part]) -> Pose:
    """Give each joint of some parts its partner's name."""
    order = list(range(len(pose.visibility)))
    for part in parts:
        for left, right in zip(part.left, part.right, strict=True):
            order[left], order[right] = right, left
    return Pose(
        pose.time_s,
        pose.landmarks_px[order],
        pose.visibility[order],
        pose.world_m[order],
        pose.width_px,
        pose.height_px,
        pose.silhouette,
    )
