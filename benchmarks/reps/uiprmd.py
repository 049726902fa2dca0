"""Adapter: the markers of a motion laboratory, as a pose engine would tell them from side or front.

UI-PRMD (Vakanski et al. 2018, doi:10.3390/data3010002, public domain): deep squats (``m01``) and sitting down
and standing up (``m05``), each made ten times as meant and ten times with deliberate faults. 39 markers of
the Plug-in-Gait set in millimetres, z up, 100 frames a second, one repetition a file.

The coach calibrates on three still seconds, which the files do not hold: their first frame is held before,
with a sway of a few millimetres. The hands are held up in these movements, which the coach reads as its sign
for a fresh calibration; so arms hang. Nothing is hidden and nothing is noisy: the judging is tested here,
not the seeing.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vision.angles import View
from vision.pose import LANDMARK_COUNT, FloatArray, Landmark, Observation, Pose

# fmt: off
MARKERS = (
    "LFHD", "RFHD", "LBHD", "RBHD", "C7", "T10", "CLAV", "STRN", "RBAK",
    "LSHO", "LUPA", "LELB", "LFRM", "LWRA", "LWRB", "LFIN",
    "RSHO", "RUPA", "RELB", "RFRM", "RWRA", "RWRB", "RFIN",
    "LASI", "RASI", "LPSI", "RPSI",
    "LTHI", "LKNE", "LTIB", "LANK", "LHEE", "LTOE",
    "RTHI", "RKNE", "RTIB", "RANK", "RHEE", "RTOE",
)
# fmt: on
_AT = {name: number for number, name in enumerate(MARKERS)}
LAB_RATE, EVERY = 100, 4
"""The laboratory's frames a second, and every which of them is shown: 25 a second, as a webcam."""
RATE = LAB_RATE / EVERY
STILL_S, AFTER_S, SEAM_S = 3.6, 1.0, 0.5
SWAY_M, SWAY_PERIOD_S = 0.004, 1.8
"""Sway of the hips over the feet (P: sway of standing people is some millimetres), of a period that fits into
the stillness, so that nothing jumps when the movement begins."""

# From the middle of the front of the pelvis to a hip joint, in widths of the front: aside, behind, below
# (Bell, Pedersen and Brand 1990, doi:10.1016/0021-9290(90)90054-7).
_HIP_ASIDE, _HIP_BEHIND, _HIP_BELOW = 0.36, 0.19, 0.30
# Markers sit on the skin: from them to the joint, metres (P: half of a joint's width, and a marker's radius).
_KNEE_IN_M, _ANKLE_IN_M, _SHOULDER_DOWN_M = 0.055, 0.04, 0.05
_UPPER_ARM_M, _FOREARM_M, _HAND_M = 0.28, 0.25, 0.08
_SEATED_WITHIN_MM = 30.0

WIDTH, HEIGHT = 640, 480
_DISTANCE_M, _CAMERA_M, _FOCAL_PX = 2.6, 0.95, 520.0
"""A webcam on a table, 2.6 m away; the picture is 2.4 m high there."""
_SEEN_NEAR, _SEEN_FAR = 0.97, 0.75


@dataclass(frozen=True)
class Trial:
    """One file.

    Attributes
    ----------
    person, number : int
        Whose, and which of the ten.
    correct : bool
        Whether it was made as meant.
    markers_mm : array, shape (frames, 39, 3)
        Gaps filled.
    """

    person: int
    number: int
    correct: bool
    markers_mm: FloatArray

    @property
    def name(self) -> str:
        """Tell it from the others."""
        return f"s{self.person:02d}_e{self.number:02d}_{'correct' if self.correct else 'incorrect'}"


def read_trials(folder: Path, movement: str) -> list[Trial]:
    """Read every repetition of ``m01`` or ``m05``, in order of name."""
    trials = []
    for path in sorted(folder.glob(f"*/{movement}_s*_e*_positions*.txt.gz")):
        _, person, number, *_ = path.name.split("_")
        with gzip.open(path, "rt", encoding="utf-8") as file:
            values = np.loadtxt(file, delimiter=",", ndmin=2).reshape(-1, len(MARKERS), 3)
        trials.append(Trial(int(person[1:]), int(number[1:]), path.parent.name == "correct", filled(values)))
    return trials


def filled(markers_mm: FloatArray) -> FloatArray:
    """Bridge gaps along a straight line: a marker that was lost is written as zeros."""
    out = np.array(markers_mm, float)
    frames = np.arange(len(out))
    for marker in range(out.shape[1]):
        seen = np.abs(out[:, marker]).sum(axis=1) > 0
        if seen.any() and not seen.all():
            for axis in range(3):
                out[~seen, marker, axis] = np.interp(frames[~seen], frames[seen], out[seen, marker, axis])
    return out


def sitting_first(markers_mm: FloatArray) -> FloatArray:
    """Begin in the middle of sitting instead of standing; the ends are joined by a short way between them."""
    high = markers_mm[:, [_AT["LASI"], _AT["RASI"]], 2].mean(axis=1)
    seated = int(np.median(np.flatnonzero(high < high.min() + _SEATED_WITHIN_MM)))
    share = np.linspace(0, 1, round(SEAM_S * LAB_RATE))[:, None, None]
    seam = (1 - share) * markers_mm[-1] + share * markers_mm[0]
    return np.concatenate([markers_mm[seated:], seam, markers_mm[: seated + 1]])


def show(markers_mm: FloatArray, view: View = View.RIGHT) -> list[Observation]:
    """Turn one repetition into a stream, stillness before and after it.

    Parameters
    ----------
    markers_mm : array, shape (frames, 39, 3)
        At 100 frames a second.
    view : View
        `RIGHT` or `FRONT`: what of the person faces the camera.

    Returns
    -------
    list of Observation
        25 a second; landmarks that no marker tells (face, hands) are set where they belong.
    """
    body = to_landmarks(markers_mm[::EVERY] / 1000)
    before, after = round(STILL_S * RATE), round(AFTER_S * RATE)
    body = np.concatenate([_swaying(body[0], before), body, _swaying(body[-1], after)])
    # The camera is aimed at where the person stands at the start, and stays there.
    body = body - body[0, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0) * (1, 1, 0)
    return [_observe(number / RATE, points, view) for number, points in enumerate(body)]


def to_landmarks(markers_m: FloatArray) -> FloatArray:
    """Place the 33 landmarks.

    Parameters
    ----------
    markers_m : array, shape (frames, 39, 3)
        Metres, z up.

    Returns
    -------
    array, shape (frames, 33, 3)
        Metres; forward, to the person's left, up, as the pelvis stood in the first frame.
    """
    front = (markers_m[0, _AT["LASI"]] + markers_m[0, _AT["RASI"]]) / 2
    ahead = (front - (markers_m[0, _AT["LPSI"]] + markers_m[0, _AT["RPSI"]]) / 2) * (1, 1, 0)
    ahead = ahead / np.linalg.norm(ahead)
    left = np.array([-ahead[1], ahead[0], 0.0])
    turned = markers_m @ np.stack([ahead, left, [0.0, 0.0, 1.0]], axis=1)
    at = {name: turned[:, number] for name, number in _AT.items()}
    points = np.zeros((len(turned), LANDMARK_COUNT, 3))
    hips, across = _hips(at)
    shoulders_middle = (at["LSHO"] + at["RSHO"]) / 2
    down = _unit(sum(hips.values()) / 2 - shoulders_middle)
    for side, sign in (("LEFT", 1.0), ("RIGHT", -1.0)):
        letter = side[0]
        inward = -sign * across
        points[:, Landmark[f"{side}_HIP"]] = hips[letter]
        points[:, Landmark[f"{side}_KNEE"]] = at[f"{letter}KNE"] + _KNEE_IN_M * inward
        points[:, Landmark[f"{side}_ANKLE"]] = at[f"{letter}ANK"] + _ANKLE_IN_M * inward
        points[:, Landmark[f"{side}_HEEL"]] = at[f"{letter}HEE"]
        points[:, Landmark[f"{side}_FOOT_INDEX"]] = at[f"{letter}TOE"]
        shoulder = at[f"{letter}SHO"] + _SHOULDER_DOWN_M * down
        points[:, Landmark[f"{side}_SHOULDER"]] = shoulder
        _hang_arm(points, side, shoulder)
    _place_face(points, at)
    return points


def _hips(at: dict[str, FloatArray]) -> tuple[dict[str, FloatArray], FloatArray]:
    """Hip joints of both sides, and the line from right to left across the pelvis."""
    front, back = (at["LASI"] + at["RASI"]) / 2, (at["LPSI"] + at["RPSI"]) / 2
    width = np.linalg.norm(at["LASI"] - at["RASI"], axis=1, keepdims=True)
    across = _unit(at["LASI"] - at["RASI"])
    along = front - back
    forward = _unit(along - (along * across).sum(axis=1, keepdims=True) * across)
    up = np.cross(forward, across)
    middle = front - _HIP_BEHIND * width * forward - _HIP_BELOW * width * up
    return {side: middle + sign * _HIP_ASIDE * width * across for side, sign in (("L", 1), ("R", -1))}, across


def _hang_arm(points: FloatArray, side: str, shoulder: FloatArray) -> None:
    below = np.array([0.0, 0.0, -1.0])
    wrist = shoulder + (_UPPER_ARM_M + _FOREARM_M) * below
    points[:, Landmark[f"{side}_ELBOW"]] = shoulder + _UPPER_ARM_M * below
    points[:, Landmark[f"{side}_WRIST"]] = wrist
    for finger in ("PINKY", "INDEX", "THUMB"):
        points[:, Landmark[f"{side}_{finger}"]] = wrist + _HAND_M * below


def _place_face(points: FloatArray, at: dict[str, FloatArray]) -> None:
    """Face from the head's band: it runs over the brow, the ears lie below its sides."""
    front, back = (at["LFHD"] + at["RFHD"]) / 2, (at["LBHD"] + at["RBHD"]) / 2
    ahead, left = _unit(front - back), _unit(at["LFHD"] - at["RFHD"])
    up = np.cross(ahead, left)
    places = {
        # metres ahead of the brow, to the side, above (P)
        "EYE_INNER": (0.0, 0.02, -0.03),
        "EYE": (0.0, 0.03, -0.03),
        "EYE_OUTER": (-0.01, 0.04, -0.03),
        "EAR": (-0.09, 0.07, -0.05),
    }
    for side, sign in (("LEFT", 1.0), ("RIGHT", -1.0)):
        for name, (forward, aside, above) in places.items():
            points[:, Landmark[f"{side}_{name}"]] = front + forward * ahead + sign * aside * left + above * up
        points[:, Landmark[f"MOUTH_{side}"]] = front + 0.01 * ahead + sign * 0.02 * left - 0.11 * up
    points[:, Landmark.NOSE] = front + 0.03 * ahead - 0.06 * up


def _swaying(points: FloatArray, frames: int) -> FloatArray:
    """Hold one moment: the body leans about the ankles, a little, and comes back to where it was."""
    wave = SWAY_M * np.sin(2 * np.pi * np.arange(frames) / RATE / SWAY_PERIOD_S)
    floor = points[[Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE], 2].mean()
    away = np.zeros((frames, *points.shape))
    away[:, :, 0] = wave[:, None] * np.clip(points[:, 2] - floor, 0, None)
    return np.asarray(points + away)


def _observe(time_s: float, points: FloatArray, view: View) -> Observation:
    """See a moment: from the right, forward is right in the picture; from the front, the person's left is."""
    hips = points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    ahead, left, up = np.eye(3)
    axes = np.stack([left, -up, -ahead] if view is View.FRONT else [ahead, -up, left], axis=1)
    camera, world = points @ axes, (points - hips) @ axes
    depth = _DISTANCE_M + camera[:, 2]
    x = WIDTH / 2 + _FOCAL_PX * camera[:, 0] / depth
    y = HEIGHT / 2 + _FOCAL_PX * (camera[:, 1] + _CAMERA_M) / depth
    far = [view is View.RIGHT and "LEFT" in mark.name for mark in Landmark]
    visibility = np.where(far, _SEEN_FAR, _SEEN_NEAR)
    pose = Pose(time_s, np.stack([x, y], axis=1), visibility, world, WIDTH, HEIGHT)
    return Observation(time_s, pose, WIDTH, HEIGHT)


def _unit(vectors: FloatArray) -> FloatArray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))
