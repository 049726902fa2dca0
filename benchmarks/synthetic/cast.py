"""Who is seen in the pictures of the exercises: people of several builds, ages and skins."""

from __future__ import annotations

from benchmarks.synthetic.body import Look, Wear

AMIR = Look(
    {"gender": 0.0, "age": 0.78, "weight": 0.56, "muscle": 0.5, "height": 0.36},
    (220, 174, 142),
    (
        Wear("male_casualsuit04", (92, 132, 166), (58, 62, 80)),
        Wear("shoes01", (58, 62, 80), (232, 228, 220)),
        Wear("short02", (66, 46, 30)),
    ),
)
GRACE = Look(
    {"gender": 1.0, "age": 0.76, "weight": 0.6, "muscle": 0.5, "height": 0.42},
    (120, 80, 56),
    (
        Wear("female_casualsuit01", (196, 116, 84), (52, 66, 88)),
        Wear("shoes01", (52, 66, 88), (226, 222, 214)),
        Wear("ponytail01", (34, 27, 24)),
    ),
)
PAUL = Look(
    {"gender": 0.05, "age": 0.93, "weight": 0.7, "muscle": 0.45, "height": 0.36},
    (226, 184, 156),
    (
        Wear("male_casualsuit04", (112, 142, 106), (86, 78, 70)),
        Wear("shoes01", (86, 78, 70), (64, 58, 54)),
        Wear("short02", (158, 154, 148)),
    ),
)
MEI = Look(
    {"gender": 1.0, "age": 0.72, "weight": 0.5, "muscle": 0.5, "height": 0.4},
    (228, 186, 152),
    (
        Wear("female_casualsuit01", (92, 124, 158), (70, 72, 84)),
        Wear("shoes01", (70, 72, 84), (232, 228, 220)),
        Wear("ponytail01", (52, 38, 28)),
    ),
)
SAMUEL = Look(
    {"gender": 0.0, "age": 0.74, "weight": 0.52, "muscle": 0.58, "height": 0.38},
    (104, 70, 50),
    (
        Wear("male_casualsuit04", (206, 172, 92), (54, 60, 76)),
        Wear("shoes01", (54, 60, 76), (232, 228, 220)),
        Wear("short02", (30, 25, 22)),
    ),
)
