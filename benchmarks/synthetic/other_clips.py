"""Sample clips of the exercises that are neither the bow nor the pelvic tilt, each as meant."""

from __future__ import annotations

from benchmarks.synthetic.body import Look, Wear
from benchmarks.synthetic.clip import CHALK, CLAY, FROM_THE_FRONT, FROM_THE_LEFT, SAGE, SKY, Clip
from benchmarks.synthetic.moves import Posture, Tempo, repeat, with_arms
from benchmarks.synthetic.room import Camera

SQUAT = Posture(trunk_flexion=38, lumbar_flexion=3, knee_flexion=80, head_flexion=-12)
SIDE_BEND_LEFT = Posture(trunk_lateral=-23)
ALONG_A_PATH = Posture()
"""Where the lines of the body are given by a path, nothing is told from standing but the sway."""
SHORT = Tempo(down_s=1.5, hold_s=0.2, up_s=1.4, pause_s=0.7, after_s=1.2)
"""For small movements."""
ARMS_AHEAD = {side: ((80.0, 6.0), (86.0, 0.0)) for side in ("L", "R")}

OTHER_CLIPS = (
    Clip(
        id="squat_as_meant",
        title="Squat, as meant",
        exercise="squat",
        view="left",
        script=with_arms(repeat(SQUAT, 3, Tempo(), seed=31), ARMS_AHEAD),
        camera=FROM_THE_LEFT,
        look=Look(
            {"gender": 0.0, "age": 0.72, "weight": 0.54, "muscle": 0.6, "height": 0.36},
            (176, 128, 96),
            (
                Wear("male_casualsuit04", (150, 74, 70), (58, 62, 76)),
                Wear("shoes01", (58, 62, 76), (222, 216, 208)),
                Wear("short02", (40, 32, 28)),
            ),
        ),
        decor=SKY,
        frames_per_picture=2,
    ),
    Clip(
        id="side_bend_left_as_meant",
        title="Side bend to the left, as meant",
        exercise="side_bend_left",
        view="front",
        script=repeat(SIDE_BEND_LEFT, 3, SHORT, seed=32),
        camera=FROM_THE_FRONT,
        look=Look(
            {"gender": 1.0, "age": 0.84, "weight": 0.56, "muscle": 0.5, "height": 0.4},
            (226, 186, 158),
            (
                Wear("female_casualsuit01", (92, 126, 104), (66, 64, 74)),
                Wear("shoes01", (66, 64, 74), (58, 52, 54)),
                Wear("ponytail01", (148, 140, 132)),
            ),
        ),
        decor=CLAY,
        frames_per_picture=2,
    ),
    Clip(
        id="sit_to_stand_as_meant",
        title="Sit to stand, as meant",
        exercise="sit_to_stand",
        view="left",
        script=repeat(ALONG_A_PATH, 3, Tempo(hold_s=0.5, up_s=2.0), seed=33),
        camera=FROM_THE_LEFT,
        look=Look(
            {"gender": 0.05, "age": 0.94, "weight": 0.62, "muscle": 0.42, "height": 0.34},
            (228, 188, 162),
            (
                Wear("male_casualsuit04", (106, 118, 150), (84, 78, 72)),
                Wear("shoes01", (84, 78, 72), (66, 54, 46)),
                Wear("short02", (176, 172, 166)),
            ),
        ),
        decor=SAGE,
        path="rising",
        chair=True,
        frames_per_picture=2,
    ),
    Clip(
        id="bridge_as_meant",
        title="Bridge, as meant",
        exercise="bridge",
        view="left",
        script=repeat(ALONG_A_PATH, 3, SHORT, seed=34),
        camera=Camera(azimuth_deg=90, distance_m=2.4, height_m=0.7, target_height_m=0.4),
        look=Look(
            {"gender": 1.0, "age": 0.74, "weight": 0.54, "muscle": 0.5, "height": 0.42},
            (196, 148, 114),
            (
                Wear("female_casualsuit01", (84, 136, 146), (70, 74, 98)),
                Wear("shoes01", (70, 74, 98), (216, 210, 202)),
                Wear("short02", (48, 36, 30)),
            ),
        ),
        decor=CHALK,
        path="lifting",
        frames_per_picture=2,
    ),
)
