"""One frame's way from observation to posture, with the little memory it needs."""

from __future__ import annotations

from vision.angles import View
from vision.framing import judge_framing
from vision.pose import Observation
from vision.posture import Posture, measure_posture
from vision.view import Facing, follow_facing


def follow_posture(
    facing: Facing, observation: Observation, view: View | None = None
) -> tuple[Facing, Posture]:
    """Measure one observation.

    Parameters
    ----------
    facing : Facing
        Where the person faced so far; `Facing()` at the start.
    observation : Observation
        The newest frame's.
    view : View, optional
        A view that is known from elsewhere; otherwise the pose tells it.

    Returns
    -------
    Facing, Posture
        The new memory, and the unfiltered posture from anatomical zero.
    """
    if observation.pose is not None:
        facing = follow_facing(facing, observation.pose)
    framing = judge_framing(observation)
    return facing, measure_posture(observation.pose, view or facing.view, observation.time_s, framing)
