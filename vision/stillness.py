"""What tells whether a person stands still: a few numbers of each frame, and how far they may wander."""

from __future__ import annotations

import math

from vision.geometry import between, middle
from vision.pose import Pose

# Of a trunk's length: how far a joint may wander while a person stands still. Sway of a standing person and
# landmark noise stay below 0.05 (docs/measurements.md, "Calibration").
STILL_WITHIN_TRUNKS = 0.12
# How far the shoulders may turn meanwhile, as a sine: 11 degrees. Those of a body at rest stay within 7
# (docs/measurements.md, "Calibration").
STILL_WITHIN_TURN = 0.19
# How far the nose may wander over the shoulders, in trunk lengths: people who stand still stay within 0.05
# (95 %), a chest that turns by 16 degrees moves it by 0.08.
STILL_WITHIN_NOSE = 0.075

_SHOULDERS, _HIPS, _KNEES, _ANKLES = (11, 12), (23, 24), (25, 26), (27, 28)

# How many of the values of a moment come before the places of the joints.
BEFORE_JOINTS = 4
_KNEES_PLACES = (4, 5)


def values_of(trunk_deg: float, pose: Pose) -> tuple[float, ...]:
    """Give what is watched for stillness.

    Parameters
    ----------
    trunk_deg : float
        Lean of the trunk in the plane that the view shows.
    pose : Pose
        The person.

    Returns
    -------
    tuple of float
        The lean; which way the shoulders face (two numbers); the nose across the shoulders; then x and y, in
        pixels, of mid-shoulder, mid-hip, mid-knee and mid-ankle, nearer to the side that is seen better.
    """
    return (trunk_deg, *_shoulders(pose), _nose(pose), *_joints(pose))


def _nose(pose: Pose) -> float:
    """Place of the nose across the shoulders, in trunk lengths: it tells a turn that the shoulders hide."""
    xy = pose.xy
    shoulders, hips = middle(xy[11], xy[12]), middle(xy[23], xy[24])
    trunk_px = math.dist(shoulders, hips)
    return (xy[0][0] - shoulders[0]) / trunk_px if trunk_px > 0 else 0.0


def _joints(pose: Pose) -> tuple[float, ...]:
    """Places of the joints, between left and right by how well each is seen.

    A leg that is hidden is guessed anew in every frame, and a guess that jumps is not a person who moves.
    """
    xy, seen = pose.xy, pose.seen
    return tuple(
        value
        for left, right in (_SHOULDERS, _HIPS, _KNEES, _ANKLES)
        for value in between(xy[left], xy[right], seen[left], seen[right])
    )


def _shoulders(pose: Pose) -> tuple[float, float]:
    """Which way the line across the shoulders points, seen from above: whoever turns turns these most."""
    (left_x, _, left_z), (right_x, _, right_z) = (pose.world[shoulder] for shoulder in _SHOULDERS)
    along, depth = left_x - right_x, left_z - right_z
    length = math.hypot(along, depth)
    return (along / length, depth / length) if length > 0 else (0.0, 0.0)


def have_wandered(
    low: tuple[float, ...], high: tuple[float, ...], still_within_deg: float, *, knees: bool = True
) -> bool:
    """Whether anything went further than in a standing person who sways.

    Without `knees` theirs are left out: seated people who face the camera point them at it, and where they
    are in the picture is a guess that jumps. Who moves them moves hips or feet as well.
    """
    if high[0] - low[0] > still_within_deg:
        return True
    if max(high[1] - low[1], high[2] - low[2]) > STILL_WITHIN_TURN:
        return True
    if high[3] - low[3] > STILL_WITHIN_NOSE:
        return True
    shoulder_x, shoulder_y, hip_x, hip_y = low[BEFORE_JOINTS : BEFORE_JOINTS + 4]
    most_px = STILL_WITHIN_TRUNKS * math.hypot(shoulder_x - hip_x, shoulder_y - hip_y)
    return any(
        above - below > most_px
        for place, (below, above) in enumerate(zip(low[BEFORE_JOINTS:], high[BEFORE_JOINTS:], strict=True))
        if knees or place not in _KNEES_PLACES
    )
