"""Where the body is over the feet: how high hips and shoulders, how far to one side its middle.

Heights are seen from every side, also from those that show no angle of legs or trunk. All are told from
how the person stood at neutral, in percent of their own shank, and only while the feet are where they were
then: whoever steps nearer to the camera gets larger in the picture, which must not look like rising.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from vision.angles import View
from vision.framing import VISIBLE, is_trunk_seen
from vision.geometry import Vector, first_axis, middle
from vision.pose import Pose

OVER_FEET: tuple[str, ...] = ("hip_height", "shoulder_height", "body_shift")
"""`hip_height`: of the middle of the hips over the lower foot, minus is lower than at neutral.
`shoulder_height`: likewise of the middle of the shoulders, which a trunk that leans takes down with it.
`body_shift`: of the middle between shoulders and hips aside from the feet, plus to the person's right; from
front and back only."""

# Feet that are further from where they were than this share of a shank have been moved: about 20 cm (P).
# Those of squatting people stay within 0.2 (docs/measurements.md, "Hip height").
_MOVED_SHANKS = 0.5
# A body that reads shorter than this share of the picture's height, from shoulders to feet, is none.
_LEAST_BODY_SHARE = 0.05

_NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True)
class Stand:
    """How a body stands over its feet in one frame, or in the median of some.

    Attributes
    ----------
    hips_px, hips_m : (float, float)
        From the lower ankle to the middle of the hips, x right, y down; in pixels and in the engine's metres.
    body_px, body_m : (float, float)
        From the middle of the ankles to the middle between shoulders and hips.
    feet_px : (float, float)
        The middle of the ankles in the picture.
    thighs_px, thighs_m : float
        How high the middle of the hips is over the middle of the knees.
    seat_px : (float, float)
        From the middle of the ankles to the middle of the hips, in the picture.
    thigh_length_px : (float, float)
        Of the left and the right thigh in the picture.
    shank_px, shank_m : float
        From the middle of the ankles to the middle of the knees: its length in space, in metres, and how long
        it would be in the picture if it lay in its plane.
    """

    hips_px: Vector
    hips_m: Vector
    body_px: Vector
    body_m: Vector
    feet_px: Vector
    thighs_px: float
    thighs_m: float
    seat_px: Vector
    thigh_length_px: Vector
    shank_px: float
    shank_m: float


@dataclass(frozen=True)
class Footing:
    """Where the feet were at neutral, and how the body stood over them.

    Attributes
    ----------
    stand : Stand
        Medians over the still moment.
    from_side : bool
        Whether it was seen from the side. What holds from there does not hold from elsewhere: hips that go
        back go away from the camera, or across its picture.
    """

    stand: Stand
    from_side: bool


def look_at_stand(pose: Pose) -> Stand | None:
    """Read how a body stands over its feet; None where hips or feet are not seen."""
    seen, xy, world = pose.seen, pose.xy, pose.world
    if not is_trunk_seen(pose) or max(seen[27], seen[28]) < VISIBLE:
        return None
    hips_px, body_px, feet_px, thighs_px, chain_px = _measure(xy)
    hips_m, body_m, _, thighs_m, chain_m = _measure(world)
    if chain_px < _LEAST_BODY_SHARE * pose.height_px or chain_m <= 0:
        return None
    # Feet that are drawn back under a chair shorten the shank in the picture, not in space.
    shank_m = math.dist(_middle_in_space(world[25], world[26]), _middle_in_space(world[27], world[28]))
    hips = middle(xy[23], xy[24])
    return Stand(
        hips_px,
        hips_m,
        body_px,
        body_m,
        feet_px,
        thighs_px,
        thighs_m,
        (hips[0] - feet_px[0], hips[1] - feet_px[1]),
        (math.dist(xy[23], xy[25]), math.dist(xy[24], xy[26])),
        shank_m * chain_px / chain_m,
        shank_m,
    )


def _middle_in_space(one: Sequence[float], other: Sequence[float]) -> tuple[float, float, float]:
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2, (one[2] + other[2]) / 2)


def _measure(points: Sequence[Sequence[float]]) -> tuple[Vector, Vector, Vector, float, float]:
    """Hips over the lower ankle, body over the feet, the feet; hips over knees, and the length of all."""
    hips, feet = middle(points[23], points[24]), middle(points[27], points[28])
    trunk = middle(middle(points[11], points[12]), hips)
    # The lower foot stands: one that is lifted takes the middle of both up with it.
    lower = points[27] if points[27][1] > points[28][1] else points[28]
    knees = middle(points[25], points[26])
    # In the plane of the picture, so that pixels and metres can be held against each other.
    chain = 2 * math.dist(trunk, hips) + math.dist(hips, knees) + math.dist(knees, feet)
    return (
        (hips[0] - lower[0], hips[1] - lower[1]),
        (trunk[0] - feet[0], trunk[1] - feet[1]),
        feet,
        knees[1] - hips[1],
        chain,
    )


def find_footing(stands: Sequence[Stand | None], view: View) -> Footing | None:
    """Take medians over a still moment; None where less than half of its frames tell one."""
    told = [stand for stand in stands if stand is not None]
    if 2 * len(told) <= len(stands):
        return None
    stand = Stand(
        hips_px=_median(stand.hips_px for stand in told),
        hips_m=_median(stand.hips_m for stand in told),
        body_px=_median(stand.body_px for stand in told),
        body_m=_median(stand.body_m for stand in told),
        feet_px=_median(stand.feet_px for stand in told),
        thighs_px=median(stand.thighs_px for stand in told),
        thighs_m=median(stand.thighs_m for stand in told),
        seat_px=_median(stand.seat_px for stand in told),
        thigh_length_px=_median(stand.thigh_length_px for stand in told),
        shank_px=median(stand.shank_px for stand in told),
        shank_m=median(stand.shank_m for stand in told),
    )
    return Footing(stand, view.is_side)


def _median(places: Iterable[Vector]) -> Vector:
    across, down = zip(*places, strict=True)
    return median(across), median(down)


def measure_over_feet(
    pose: Pose, view: View, footing: Footing | None, roll_deg: float = 0.0
) -> Mapping[str, float]:
    """Tell where the body is over the feet.

    Parameters
    ----------
    pose : Pose
        The person.
    view : View
        Which side faces the camera.
    footing : Footing or None
        How they stood at neutral; None before that is known.
    roll_deg : float
        Lean of true vertical in the picture, plus to its right.

    Returns
    -------
    mapping of str to float
        Percent of the person's own shank from neutral, by the names of `OVER_FEET`; what is not told is
        absent. Nothing without neutral, without hips or feet, or while the feet are not where they were.
    """
    if footing is None or footing.from_side is not view.is_side:
        return _NOTHING
    now, then = look_at_stand(pose), footing.stand
    if now is None or has_moved(now.feet_px, then):
        return _NOTHING
    roll = math.radians(roll_deg)
    right, up = (math.cos(roll), math.sin(roll)), (math.sin(roll), -math.cos(roll))
    # The engine tells the joints twice, and the two err apart from each other: as for the trunk line.
    px, m = 50 / then.shank_px, 50 / then.shank_m
    hips = px * _gone(now.hips_px, then.hips_px, up) + m * _gone(now.hips_m, then.hips_m, up)
    body = px * _gone(now.body_px, then.body_px, up) + m * _gone(now.body_m, then.body_m, up)
    # The body is told by its middle, half-way between hips and shoulders.
    told = {"hip_height": hips, "shoulder_height": 2 * body - hips}
    if view.is_frontal:
        aside = px * _gone(now.body_px, then.body_px, right) + m * _gone(now.body_m, then.body_m, right)
        told["body_shift"] = first_axis(view) * aside
    return told


def has_moved(feet_px: Vector, then: Stand) -> bool:
    """Whether the feet are elsewhere than at neutral."""
    return math.dist(feet_px, then.feet_px) > _MOVED_SHANKS * then.shank_px


def _gone(now: Vector, then: Vector, along: Vector) -> float:
    return (now[0] - then[0]) * along[0] + (now[1] - then[1]) * along[1]
