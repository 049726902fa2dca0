"""Trials that calibration has to refuse: people who move all the time."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.accuracy.measure import STILL_S, STILL_WITHIN_DEG
from benchmarks.accuracy.store import CachedTake
from vision.calibration import Stillness, calibrate
from vision.tracking import Track, follow_person, measure_person

TRIAL_S = 10.0
# The turning points of slow repetitions are still for a moment, as they are in people; three seconds of such
# a moment would be a person who stands still. The slowest repetition takes five seconds.
FRAMES_PER_S = 20.0


@dataclass(frozen=True)
class MovingTrials:
    """How many moving people were taken for still ones.

    Attributes
    ----------
    trials : int
        How many moved.
    accepted : tuple of str
        Takes whose movement was taken for stillness.
    """

    trials: int
    accepted: tuple[str, ...]


def try_moving(takes: list[CachedTake]) -> MovingTrials:
    """Play the movement of each take again and again, and see whether calibration accepts it."""
    return MovingTrials(len(takes), tuple(take.id for take in takes if _is_accepted(take)))


def _is_accepted(take: CachedTake) -> bool:
    hold, after = int(take.about["hold_frames"]), round(0.4 * FRAMES_PER_S)
    moving = list(take.observations())[hold : take.frames - after]
    track, stillness = Track(), Stillness()
    for number, seen in enumerate(itertools.islice(itertools.cycle(moving), int(TRIAL_S * FRAMES_PER_S))):
        time_s = number / FRAMES_PER_S
        pose = None if seen.pose is None else replace(seen.pose, time_s=time_s)
        observation = replace(seen, time_s=time_s, pose=pose, edges_lean_deg=np.nan)
        track, pose, names = follow_person(track, observation)
        posture = measure_person(track, observation, pose, names)
        stillness, found = calibrate(
            stillness,
            posture,
            pose,
            in_position=True,
            still_s=STILL_S,
            still_within_deg=STILL_WITHIN_DEG,
        )
        if found is not None:
            return True
    return False
