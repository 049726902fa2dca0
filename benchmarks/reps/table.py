"""Which exercise checks which movement. What the library lacks is left out, and the report says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.store import CACHE, CachedTake, read_takes

_HERE = Path(__file__).parent
UPRIGHT, FLOOR_AND_SEAT = _HERE / "upright.npz", _HERE / "floor_and_seat.npz"
SLOW_RISES = _HERE / "slow_rises.npz"
CACHES = (CACHE, UPRIGHT, FLOOR_AND_SEAT, SLOW_RISES)
"""Cached poses of the rendered takes that are played; how each is made: README."""
SIDE, FRONT = ("left", "right"), ("front",)


@dataclass(frozen=True)
class Check:
    """One exercise and the rendered movements that are repetitions of it.

    Attributes
    ----------
    exercise : str
        Its id in the library.
    movements : tuple of str
        Names of `benchmarks.synthetic.takes.Movement`.
    views : tuple of str
        Views of the takes, seen from which the exercise is checked.
    naive : str
        The angle of `benchmarks.accuracy.naive` that a plain counter counts by.
    naive_deg : float
        Its threshold: about half of what the rendered movements reach, or what the exercise itself calls the
        least that counts (P).
    sign : int
        -1 where the exercise goes the way in which the naive angle falls.
    mirror : str, optional
        The exercise that the same movement is in a mirror, where that is another one.
    elsewhere : bool
        Whether these views do not show its angle, so that it is counted by the height of the hips.
    """

    exercise: str
    movements: tuple[str, ...]
    views: tuple[str, ...]
    naive: str
    naive_deg: float
    sign: int = 1
    mirror: str | None = None
    elsewhere: bool = False

    @property
    def name(self) -> str:
        """The exercise, and how it is counted where its angle is not seen."""
        return f"{self.exercise}, by the hips" if self.elsewhere else self.exercise


CHECKS = (
    Check("waiters_bow", ("bend_hips", "bend_mixed"), SIDE, "trunk_flexion", 30),
    Check("trunk_flexion", ("bend_back", "bend_mixed"), SIDE, "trunk_flexion", 30),
    Check("side_bend_left", ("side_bend",), FRONT, "trunk_lateral", 10, sign=-1, mirror="side_bend_right"),
    Check("side_bend_right", ("side_bend",), FRONT, "trunk_lateral", 10, mirror="side_bend_left"),
    Check("trunk_rotation", ("rotation",), FRONT, "trunk_rotation", 12),
    Check("squat", ("squat",), SIDE, "knee_flexion", 40),
    Check("sit_to_stand", ("sit_to_stand",), SIDE, "hip_flexion", 45, sign=-1),
    Check("bridge", ("bridge",), SIDE, "hip_flexion", 15, sign=-1),
    Check("quadruped_rocking", ("four_point",), SIDE, "hip_flexion", 20),
    Check("bird_dog", ("bird_dog",), SIDE, "hip_flexion", 35, sign=-1),
    Check("sitting_knee_extension", ("seated_kick",), SIDE, "knee_flexion", 25, sign=-1),
    Check("lunge", ("lunge",), SIDE, "knee_flexion", 40),
    Check("trunk_extension", ("backward_bend",), SIDE, "trunk_flexion", 9, sign=-1),
    Check("sit_to_stand", ("sit_to_stand",), FRONT, "hip_flexion", 45, sign=-1, elsewhere=True),
)


@dataclass(frozen=True)
class LabCheck:
    """A movement of UI-PRMD and the exercise it is a repetition of.

    Attributes
    ----------
    exercise, naive, sign
        As in `Check`.
    movement : str
        ``m01`` deep squat, ``m05`` sitting down and standing up.
    seated : bool
        Whether the exercise begins sitting. The recordings begin standing: they are then played from the
        moment of sitting on, and from their beginning to there.
    """

    exercise: str
    movement: str
    naive: str
    naive_deg: float
    sign: int = 1
    seated: bool = False


LAB_CHECKS = (
    LabCheck("squat", "m01", "knee_flexion", 40),
    LabCheck("sit_to_stand", "m05", "hip_flexion", 45, sign=-1, seated=True),
)

FOOTAGE_CHECKS = (
    # file, exercise, repetitions (../shared/data/README.md tells what each clip shows)
    ("bridge_side.mp4", "bridge", 1),
    ("squat_front_oblique.mp4", "squat", 2),
)


def read_all(caches: Iterable[Path] = CACHES) -> list[CachedTake]:
    """Read the takes of every cache, one after the other."""
    return [take for path in caches for take in read_takes(path)]


def takes_for(check: Check, takes: list[CachedTake]) -> list[CachedTake]:
    """Choose the takes of a check: its movements, seen from its views, to its side."""
    return [
        take
        for take in takes
        if take.about["movement"]["name"] in check.movements
        and take.about["view"] in check.views
        and (take.about["movement"]["name"] != "side_bend" or _goes_right(take) == (check.sign > 0))
        and _leads_with_the_near_leg(take)
    ]


def _leads_with_the_near_leg(take: CachedTake) -> bool:
    """Whether it is no lunge on the other leg, which is none of what the exercise asks for."""
    leads = take.about["movement"].get("leads")
    return leads is None or take.about["view"] == {"L": "left", "R": "right"}[leads]


def _goes_right(take: CachedTake) -> bool:
    return float(take.about["movement"]["peak"]["trunk_lateral"]) > 0
