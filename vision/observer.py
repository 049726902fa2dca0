"""The pose engine with an eye on whose pose it is, and on the light.

Nearly every frame goes to the engine and back at a cost of some microseconds. Only when the person has to be
told from others does it look for everybody, and hide the others from the engine until that has found them.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from vision.bodies import Body, body_of
from vision.closer import Closer
from vision.estimator import PersonEstimator, PoseEstimator
from vision.frames import Frame
from vision.light import Light, judge_light
from vision.lock import Lock, Step, choose, follow, take_look
from vision.marker import find_markers
from vision.marks import Marker
from vision.mediapipe_crowd import Crowd, MediaPipeCrowd
from vision.mediapipe_pose import MediaPipePose
from vision.pose import Observation, Pose
from vision.roll import edges_lean_deg

# The light changes slowly; judging it takes as long as all the rest here.
LIGHT_EVERY_S = 0.25
# The engine that finds everybody takes 90 MB: so long after a look it is let go, to be opened again (P).
LET_GO_S = 30.0
# The room's edges cost ten milliseconds: looked for until they are found, then in case the camera moved.
EDGES_EVERY_S, EDGES_AGAIN_S = 1.0, 10.0
# Markers cost some milliseconds: where nobody wears any, they are looked for this often (P).
MARKERS_EVERY_S = 0.5
# What is hidden becomes grey, except this far around the body that the engine should find (P).
GREY = 128
AROUND_LENGTHS = 0.25


class Observer(PersonEstimator):
    """A `PoseEstimator` that gives the pose of one person only, however many are in view.

    Parameters
    ----------
    estimator : PoseEstimator
        The pose engine, which follows one body; the observer closes it.
    crowd : Crowd
        Finds everybody in a picture; the observer closes it.
    markers : bool
        Whether printed markers are looked for on the person.
    """

    def __init__(self, estimator: PoseEstimator, crowd: Crowd, *, markers: bool = False) -> None:
        self._estimator, self._crowd = estimator, crowd
        self._markers_s = -math.inf if markers else math.inf
        self._lock = Lock()
        self._tapped: tuple[float, float] | None = None
        self._light, self._light_s = Light.FINE, -math.inf
        self._last_look_s = math.inf
        self._edges_s = -math.inf

    def choose(self, x: float, y: float) -> None:
        """Follow whoever is at a place of the next picture, told in shares of its width and height."""
        self._tapped = (x, y)

    def estimate(self, frame: Frame) -> Observation:
        """Find the person in `frame` (see `PoseEstimator.estimate`)."""
        aim = self._lock.aim
        seen = self._estimator.estimate(frame if aim is None else hide_others(frame, aim))
        body = None if seen.pose is None else body_of(seen.pose)
        step = self._decide(frame, body)
        lock = self._lock = step.lock
        if frame.time_s - self._light_s >= LIGHT_EVERY_S:
            self._light, self._light_s = judge_light(frame.image, seen.pose), frame.time_s
        pose = seen.pose if step.is_person else None
        return Observation(
            seen.time_s,
            pose,
            seen.width_px,
            seen.height_px,
            self._light,
            lock.state,
            lock.number,
            lock.people,
            math.nan if pose is None or frame.time_s < self._edges_s else self._edges_lean_deg(frame, pose),
            () if pose is None or frame.time_s < self._markers_s else self._find_markers(frame, pose),
        )

    def close(self) -> None:
        """Free both engines. Closing twice is fine."""
        self._estimator.close()
        self._crowd.close()

    def _edges_lean_deg(self, frame: Frame, pose: Pose) -> float:
        lean_deg = edges_lean_deg(frame.image, pose)
        self._edges_s = frame.time_s + (EDGES_EVERY_S if math.isnan(lean_deg) else EDGES_AGAIN_S)
        return lean_deg

    def _find_markers(self, frame: Frame, pose: Pose) -> tuple[Marker, ...]:
        """Look for markers: in every frame while there are some, now and then while there are none."""
        found = find_markers(frame.image, pose)
        self._markers_s = frame.time_s if found else frame.time_s + MARKERS_EVERY_S
        return found

    def _decide(self, frame: Frame, body: Body | None) -> Step:
        """Follow the body; look for everybody where that is needed."""
        if self._tapped is not None:
            (x, y), self._tapped = self._tapped, None
            at_px = (x * frame.width_px, y * frame.height_px)
            return choose(self._lock, body, self._look(frame), at_px, frame.width_px)
        step = follow(self._lock, body, frame.time_s)
        if step.wants_look:
            return take_look(step.lock, body, self._look(frame), frame.time_s, frame.width_px)
        if frame.time_s - self._last_look_s > LET_GO_S:
            self._last_look_s = math.inf
            self._crowd.close()
        return step

    def _look(self, frame: Frame) -> tuple[Body, ...]:
        self._last_look_s = frame.time_s
        return self._crowd.look(frame)


def hide_others(frame: Frame, person: Body) -> Frame:
    """Grey out all of a picture but one person (who needs a box) and the room around them."""
    if person.box_px is None:
        return frame
    left, top, right, bottom = person.box_px
    around = AROUND_LENGTHS * person.length_px
    columns = slice(max(int(left - around), 0), max(int(right + around), 0))
    rows = slice(max(int(top - around), 0), max(int(bottom + around), 0))
    image = np.full_like(frame.image, GREY)
    image[rows, columns] = frame.image[rows, columns]
    return Frame(image, frame.time_s)


def open_observer(model_path: Path, *, silhouette: bool = False, markers: bool = False) -> Observer:
    """Open MediaPipe behind an observer; it looks closer where nobody is found.

    Parameters
    ----------
    model_path : Path
        A `.task` file, from `models.ensure_model`.
    silhouette : bool
        Whether each pose carries the person's silhouette.
    markers : bool
        Whether printed markers are looked for.

    Raises
    ------
    PoseEngineError
        If a system library is missing or the model file cannot be read.
    """
    estimator = Closer(MediaPipePose(model_path, silhouette=silhouette))
    return Observer(estimator, MediaPipeCrowd(model_path), markers=markers)
