"""The sample clips as data: who does what in which room, seen from where, and what a coach should say."""

from __future__ import annotations

from benchmarks.synthetic.body import Look, Wear
from benchmarks.synthetic.clip import (
    CHALK,
    CLAY,
    FROM_THE_FRONT,
    FROM_THE_LEFT,
    FROM_THE_RIGHT,
    SAGE,
    SAND,
    SKY,
    Clip,
)
from benchmarks.synthetic.moves import Posture, Tempo, alternate, repeat
from benchmarks.synthetic.other_clips import OTHER_CLIPS
from benchmarks.synthetic.stance import Habit

AS_MEANT = Posture(trunk_flexion=61, lumbar_flexion=3, knee_flexion=7, head_flexion=-8)
BENT_KNEES = Posture(trunk_flexion=60, lumbar_flexion=3, knee_flexion=40, head_flexion=-10)
ROUNDED_BACK = Posture(trunk_flexion=61, lumbar_flexion=38, knee_flexion=5, head_flexion=14)
# The pelvis rolls under a still chest: what the low back bends, the pelvis turns the other way.
ROLLED_FORWARD = Posture(trunk_flexion=7.2, lumbar_flexion=-16, knee_flexion=2)
ROLLED_BACK = Posture(trunk_flexion=-6.3, lumbar_flexion=14, knee_flexion=6)
ROLLING = Tempo(down_s=1.05, hold_s=0.25, up_s=0.95, pause_s=0.1, after_s=1.2)
FAST = Tempo(down_s=0.62, hold_s=0.04, up_s=0.64, pause_s=0.7)

CLIPS = (
    Clip(
        id="waiters_bow_as_meant",
        title="Waiter's bow, as meant",
        exercise="waiters_bow",
        view="left",
        script=repeat(AS_MEANT, 3, Tempo(), seed=1),
        camera=FROM_THE_LEFT,
        look=Look(
            {"gender": 0.0, "age": 0.78, "weight": 0.58, "muscle": 0.5, "height": 0.36},
            (220, 174, 142),
            (
                Wear("male_casualsuit04", (92, 128, 158), (64, 66, 78)),
                Wear("shoes01", (64, 66, 78), (44, 42, 44)),
                Wear("short02", (66, 46, 30)),
            ),
        ),
        decor=SAND,
    ),
    Clip(
        id="waiters_bow_bent_knees",
        title="Waiter's bow, knees bending a lot",
        exercise="waiters_bow",
        view="left",
        script=repeat(BENT_KNEES, 3, Tempo(down_s=2.1, up_s=1.9), seed=2),
        camera=FROM_THE_LEFT,
        look=Look(
            {"gender": 1.0, "age": 0.72, "weight": 0.5, "muscle": 0.5, "height": 0.4},
            (150, 104, 76),
            (
                Wear("female_casualsuit01", (196, 138, 84), (56, 60, 84)),
                Wear("shoes01", (56, 60, 84), (220, 214, 204)),
                Wear("ponytail01", (38, 30, 26)),
            ),
        ),
        decor=SKY,
        expected_faults=("knees_bend",),
    ),
    Clip(
        id="waiters_bow_rounded_back",
        title="Waiter's bow, with the low back rounding",
        exercise="waiters_bow",
        view="left",
        script=repeat(ROUNDED_BACK, 3, Tempo(down_s=2.2, up_s=2.0), seed=3),
        camera=FROM_THE_LEFT,
        look=Look(
            {"gender": 0.05, "age": 0.9, "weight": 0.66, "muscle": 0.45, "height": 0.32},
            (232, 192, 166),
            (
                Wear("male_casualsuit04", (128, 146, 108), (92, 84, 74)),
                Wear("shoes01", (92, 84, 74), (70, 54, 42)),
                Wear("short02", (156, 152, 146)),
            ),
        ),
        decor=CHALK,
        expected_faults=("back_rounds",),
    ),
    Clip(
        id="waiters_bow_too_fast",
        title="Waiter's bow, faster than meant",
        exercise="waiters_bow",
        view="left",
        script=repeat(AS_MEANT, 4, FAST, seed=4),
        camera=FROM_THE_LEFT,
        look=Look(
            {"gender": 0.0, "age": 0.7, "weight": 0.52, "muscle": 0.6, "height": 0.4},
            (112, 78, 56),
            (
                Wear("male_casualsuit04", (188, 96, 84), (50, 54, 60)),
                Wear("shoes01", (50, 54, 60), (206, 204, 200)),
                Wear("short02", (28, 24, 22)),
            ),
        ),
        decor=SAGE,
        expected_faults=("too_fast",),
    ),
    Clip(
        id="waiters_bow_front",
        title="Waiter's bow, facing the camera",
        exercise="waiters_bow",
        view="front",
        script=repeat(AS_MEANT, 3, Tempo(), seed=5),
        camera=FROM_THE_FRONT,
        look=Look(
            {"gender": 1.0, "age": 0.8, "weight": 0.6, "muscle": 0.5, "height": 0.42},
            (224, 180, 150),
            (
                Wear("female_casualsuit01", (120, 108, 158), (60, 62, 72)),
                Wear("shoes01", (60, 62, 72), (48, 44, 48)),
                Wear("ponytail01", (112, 76, 44)),
            ),
        ),
        decor=SAND,
        expected_view_prompt=True,
    ),
    Clip(
        id="waiters_bow_right_side",
        title="Waiter's bow, as meant, right side",
        exercise="waiters_bow",
        view="right",
        script=repeat(AS_MEANT, 3, Tempo(down_s=2.2, up_s=2.0), seed=6),
        camera=FROM_THE_RIGHT,
        look=Look(
            {"gender": 1.0, "age": 0.86, "weight": 0.68, "muscle": 0.45, "height": 0.38},
            (200, 152, 116),
            (
                Wear("female_casualsuit01", (86, 144, 136), (74, 70, 80)),
                Wear("shoes01", (74, 70, 80), (52, 48, 50)),
                Wear("ponytail01", (52, 38, 30)),
            ),
        ),
        decor=CLAY,
    ),
    Clip(
        id="pelvic_tilt_as_meant",
        title="Pelvic tilt, as meant",
        exercise="pelvic_tilt",
        view="left",
        script=alternate(ROLLED_FORWARD, ROLLED_BACK, 5, ROLLING, seed=7),
        camera=FROM_THE_LEFT,
        look=Look(
            {"gender": 0.95, "age": 0.75, "weight": 0.55, "muscle": 0.5, "height": 0.4},
            (208, 160, 126),
            (
                Wear("female_casualsuit01", (64, 112, 148), (70, 62, 66)),
                Wear("shoes01", (70, 62, 66), (214, 208, 198)),
                Wear("ponytail01", (72, 50, 34)),
            ),
        ),
        decor=SAGE,
        habit=Habit(arm_out=14, elbow=20),
        sides=2,
        range_repetitions=2,
    ),
    *OTHER_CLIPS,
)


def clip_named(name: str) -> Clip:
    """Find the clip with an id."""
    for clip in CLIPS:
        if clip.id == name:
            return clip
    raise KeyError(f"There is no clip {name}. There are: {', '.join(clip.id for clip in CLIPS)}")
