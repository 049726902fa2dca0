"""Getting ready: the exercise begins when the person stands in its start position and is still.

The same moment gives the neutral posture (`vision.calibration`), so nobody has to be told about calibration.
"""

from __future__ import annotations

import math

from exercises.parts import StartPosition
from vision.calibration import Calibration, Stillness, calibrate
from vision.framing import Framing
from vision.over_feet import look_at_stand
from vision.pose import Pose
from vision.posture import Posture
from vision.roll import trunk_lean_deg

# Whoever was calibrated in this session only has to show that they stand ready again. One second of
# stillness is also a pause between two chores (P: docs/measurements.md, "Everyday").
AGAIN_STILL_S = 2.0
# Of a shank: how much lower or higher hips may be over the knees than thighs as long as shanks carry them
# (rendered people who stand: 1.00 to 1.07 over them; who sit and face a camera that looks down: 0.42 to 0.68,
# where the straightest thighs that count as seated carry them 0.42; docs/measurements.md, "Hip height").
_HIPS_LOWER_SHANKS, _HIPS_HIGHER_SHANKS = 0.2, 0.4


def watch_start(
    stillness: Stillness,
    posture: Posture,
    pose: Pose | None,
    start: StartPosition,
    *,
    view_fits: bool,
    elsewhere: bool = False,
    known: bool = False,
    edges_lean_deg: float = math.nan,
) -> tuple[Stillness, Calibration | None]:
    """Advance by one posture.

    Parameters
    ----------
    stillness : Stillness
        The still moment so far; `Stillness()` at the start.
    posture : Posture
        The newest posture, unfiltered, from anatomical zero.
    pose : Pose or None
        What it was measured from.
    start : StartPosition
        What ready looks like.
    view_fits : bool
        Whether the exercise can be measured from here.
    elsewhere : bool
        Whether it can only be counted from here, in a view that does not show its angles.
    known : bool
        Whether this person's neutral is known in this view: then a shorter moment will do.
    edges_lean_deg : float
        Lean of the room's edges; NaN when not looked for.

    Returns
    -------
    Stillness, Calibration or None
        The new moment, and neutral once the person has been still for long enough.
    """
    return calibrate(
        stillness,
        posture,
        pose,
        in_position=(view_fits and is_in_start_position(posture, start))
        or (elsewhere and pose is not None and looks_in_start_position(posture, pose, start)),
        still_s=min(AGAIN_STILL_S, start.still_s) if known else start.still_s,
        still_within_deg=start.still_within_deg,
        edges_lean_deg=edges_lean_deg,
        oblique=elsewhere,
    )


def is_in_start_position(posture: Posture, start: StartPosition) -> bool:
    """Whether a posture from anatomical zero is the exercise's start position."""
    trunk = posture.angles["trunk_lateral" if posture.view.is_frontal else "trunk_flexion"]
    if posture.framing is not Framing.WHOLE or math.isnan(trunk):
        return False
    # Knees are not measured from the front; there the trunk alone has to do.
    knee = posture.value("knee_flexion")
    bent = abs(knee - start.knees_at_deg) > start.knees_within_deg
    return abs(trunk - start.trunk_at_deg) <= start.trunk_within_deg and not bent


def looks_in_start_position(posture: Posture, pose: Pose, start: StartPosition) -> bool:
    """Whether a person may be in the start position, as far as a view tells that shows no angle of the legs.

    The trunk is upright in the picture, and the hips are as high over the knees as such thighs carry them.
    Not over the feet: those of who sits are nearer to the camera, and a camera that looks down sees near
    feet far below hips that are not high.
    """
    stand = look_at_stand(pose)
    if posture.framing is not Framing.WHOLE or stand is None:
        return False
    if not abs(trunk_lean_deg(pose)) <= start.trunk_within_deg:
        return False
    high = (stand.thighs_px / stand.shank_px + stand.thighs_m / stand.shank_m) / 2
    bent, straight = start.knees_at_deg + start.knees_within_deg, start.knees_at_deg - start.knees_within_deg
    least, most = (math.cos(math.radians(max(knee, 0.0))) for knee in (bent, straight))
    return least - _HIPS_LOWER_SHANKS <= high <= most + _HIPS_HIGHER_SHANKS
