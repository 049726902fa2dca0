"""A movement that is being shown: what is kept of it, and where it begins and comes to rest.

Nobody says where it begins: every moment of three still seconds can be its start, in whichever position.
Which one it was is found out afterwards, by what was done from there (`clinic.shown`). Only angles are kept.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

from exercises.shown_start import STILL_S, STILL_WITHIN_DEG, is_same_position
from vision.accuracy import is_shown, stated_error
from vision.angles import FRONTAL, SIDE, View
from vision.calibration import Calibration, Stillness, calibrate
from vision.pelvis import PelvisReader
from vision.pose import Observation
from vision.posture import Posture
from vision.tracking import Track, follow_person, measure_person, mind_markers

# What can make a movement. A joint without its side is the one nearer the camera, so that the exercise holds
# for both sides.
LEADING = (
    *("trunk_flexion", "hip_flexion", "knee_flexion", "trunk_lateral"),
    *("pelvis_tilt", "pelvis_obliquity", "lumbar_flexion"),
)
MEASURED_FROM = (*SIDE, *FRONTAL)
SWAY_DEG = 2.0
# Beyond sway and error for so long, it is no bad frame (P: half of the shortest repetition).
_AWAY_S = 0.3
# P: five repetitions at the slowest tempo of the library, and as much again for getting into place.
MOST_S = 180.0


@dataclass(frozen=True)
class Showing:
    """What was seen so far.

    Attributes
    ----------
    postures : tuple of Posture
        From the first still moment on: unfiltered, from anatomical zero and not levelled.
    starts : tuple of Calibration
        Still moments from which the movement may have begun: the first, and each that came after moving.
    moved : bool
        Whether an angle left the newest start, beyond sway and stated error.
    at_rest : bool
        Whether the newest start is a position that was left and has been come back to.
    newest : Posture or None
        The newest posture, kept or not.
    """

    track: Track = Track()
    stillness: Stillness = Stillness()
    newest: Posture | None = None
    postures: tuple[Posture, ...] = ()
    starts: tuple[Calibration, ...] = ()
    away_s: float = math.nan
    moved: bool = False
    at_rest: bool = False
    person_number: int = 0

    @property
    def full(self) -> bool:
        """Whether it has gone on for so long that nothing more is kept."""
        return len(self.postures) > 1 and self.postures[-1].time_s - self.postures[0].time_s >= MOST_S

    @property
    def over(self) -> bool:
        """Whether the movement has been shown."""
        return self.full or (self.at_rest and not self.moved)


def follow_showing(
    state: Showing,
    observation: Observation,
    view: View | None = None,
    *,
    views: Collection[View] = MEASURED_FROM,
    pelvis: PelvisReader | None = None,
) -> Showing:
    """Advance by one frame.

    Parameters
    ----------
    state : Showing
        `Showing()` at the start.
    observation : Observation
        Later than the one before. Nothing of it is kept but angles and, of the moment that is still, joints.
    view : View, optional
        Which side faces the camera, if known from elsewhere; otherwise the pose tells it.
    views : collection of View
        From where a movement is to be shown; a still moment in another is no start.
    pelvis : PelvisReader, optional
        Reads pelvis and low back, so that the path tells them too.
    """
    if observation.person_number != state.person_number:
        state = Showing(person_number=observation.person_number)  # what another body showed is another's
    track, pose, names = follow_person(state.track, observation)
    posture = measure_person(track, observation, pose, names, view, pelvis=pelvis)
    track, posture = mind_markers(track, observation, posture)
    if state.full:
        return replace(state, track=track, newest=posture)
    # Not levelled by the room's edges: a roll is the same in the zero and in what is told from it.
    stillness, found = calibrate(
        state.stillness,
        posture,
        pose,
        in_position=posture.view in views,
        still_s=STILL_S,
        still_within_deg=STILL_WITHIN_DEG,
    )
    postures = (*state.postures, posture) if state.starts or found else ()
    state = replace(state, track=track, stillness=stillness, newest=posture, postures=postures)
    if found is not None and (state.moved or not state.starts):
        came_back = any(is_same_position(found, start) for start in state.starts)
        return replace(state, starts=(*state.starts, found), moved=False, away_s=math.nan, at_rest=came_back)
    return _follow_leaving(state, posture)


def least_leave_deg(angle: str, view: View) -> float:
    """Tell below what an angle may be sway and error of a still person; inf where no error is stated."""
    stated = stated_error(angle, view)
    return math.inf if stated is None else stated.p95_deg + SWAY_DEG


def _follow_leaving(state: Showing, posture: Posture) -> Showing:
    if not state.starts or state.moved:
        return state
    start = state.starts[-1]
    told = start.neutral.apply(posture)
    away = posture.view is start.view and any(
        is_shown(name, start.view) and abs(told.value(name)) > least_leave_deg(name, start.view)
        for name in LEADING
    )
    since_s = (posture.time_s if math.isnan(state.away_s) else state.away_s) if away else math.nan
    return replace(state, away_s=since_s, moved=posture.time_s - since_s >= _AWAY_S)
