"""The clip of a whole session that needs no keyboard: a raised hand, stillness, three bows, and again.

A camera in a browser under test plays it in a loop, so it ends in the posture in which it begins, and the
sway comes round with it. It is no sample: the app offers what `samples.toml` lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.synthetic.body import Look, Wear
from benchmarks.synthetic.clip import CLAY, Clip
from benchmarks.synthetic.clips import AS_MEANT
from benchmarks.synthetic.moves import Reach, Script, Sway, Tempo, repeat
from benchmarks.synthetic.room import Camera

SEED = 21
RAISED = Reach(arms={"L": ((164.0, 8.0), (172.0, 2.0))}, start_s=1.5, out_s=0.9, hold_s=1.1, back_s=0.9)
"""The hand that is nearer to the camera; it is above the head for a little longer than it is held."""
STILL_S = 5.0
"""Between the hand and the first bow: the coach asks for 3 s."""
WAVES = (4, 7, 12)
"""How often each part of the sway comes round in the clip."""


def _script() -> Script:
    bows = repeat(AS_MEANT, 3, Tempo(before_s=RAISED.end_s + STILL_S, after_s=1.5), SEED)
    duration_s = round(bows.duration_s, 1)
    sway = Sway(SEED, frequencies_hz=tuple(waves / duration_s for waves in WAVES))
    return Script(bows.repetitions, duration_s, sway, reaches=(RAISED,))


SESSION = Clip(
    id="session",
    title="A whole session: a raised hand, stillness, three bows",
    exercise="waiters_bow",
    view="left",
    script=_script(),
    camera=Camera(azimuth_deg=90, distance_m=3.0, height_m=1.1, target_height_m=1.02),
    look=Look(
        {"gender": 1.0, "age": 0.78, "weight": 0.55, "muscle": 0.5, "height": 0.4},
        (216, 170, 138),
        (
            Wear("female_casualsuit01", (168, 92, 84), (62, 66, 84)),
            Wear("shoes01", (62, 66, 84), (226, 220, 210)),
            Wear("short02", (92, 64, 42)),
        ),
    ),
    decor=CLAY,
    frames_per_picture=2,
)


def write_facts(peaks_deg: Sequence[float], path: Path) -> None:
    """Write what happens when, as TOML."""
    clip = SESSION
    held_s = RAISED.start_s + RAISED.out_s
    hand = f'side = "left", start_s = {RAISED.start_s:.2f}, held_from_s = {held_s:.2f}'
    hand += f", held_until_s = {held_s + RAISED.hold_s:.2f}, end_s = {RAISED.end_s:.2f}"
    repetitions = [
        f"    {{ start_s = {start_s:.2f}, end_s = {end_s:.2f}, trunk_flexion = {peak:.1f} }},"
        for (start_s, end_s), peak in zip(clip.counted, peaks_deg, strict=True)
    ]
    lines = [
        HEADER,
        "",
        f'file = "{clip.id}.webm"',
        f'truth = "{clip.id}.csv"',
        f'exercise = "{clip.exercise}"',
        f'view = "{clip.view}"',
        f"duration_s = {clip.script.duration_s:.2f}",
        f"raised_hand = {{ {hand} }}",
        "repetitions = [",
        *repetitions,
        "]",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


HEADER = """\
# A rendered person with known joint angles, made by `python -m benchmarks.synthetic session`: nobody real.
# It loops: the last picture is followed by the first. Times in seconds, angles in degrees from the person's
# own neutral standing. The CSV has every true angle of every frame; two frames show the same picture.
# Body and clothes are CC0; the clip is ours, under the project's licence."""
