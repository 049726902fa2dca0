"""The pelvis of every frame of a recording, read once, while its silhouette is there."""

from __future__ import annotations

from dataclasses import replace

from vision.angles import View
from vision.pelvis import PelvisReader, PelvisReading
from vision.pose import Observation, Pose
from vision.tracking import Track, follow_person

_NOTHING = PelvisReading()


class Readings:
    """A `PelvisReader` that remembers what another one read of each frame.

    A recording is gone through more than once, and its silhouettes would fill the memory.
    """

    def __init__(self) -> None:
        self._track = Track()
        self._read: dict[float, PelvisReading] = {}

    def keep(self, observation: Observation, view: View | None, reader: PelvisReader | None) -> Observation:
        """Read one frame, in time order, and give it back without its silhouette.

        Parameters
        ----------
        observation : Observation
            The newest frame's.
        view : View, optional
            A view that is known from elsewhere; otherwise the pose tells it, as in every later pass.
        reader : PelvisReader, optional
            What reads it; without one nothing is remembered.
        """
        if reader is None or observation.pose is None:
            return observation
        self._track, pose, _ = follow_person(self._track, observation)
        if pose is not None:
            self._read[pose.time_s] = reader.read(pose, view or self._track.facing.view)
        return replace(observation, pose=replace(observation.pose, silhouette=None))

    def read(self, pose: Pose, view: View) -> PelvisReading:
        """Give what was read of this frame; nothing where nothing was."""
        return self._read.get(pose.time_s, _NOTHING)
