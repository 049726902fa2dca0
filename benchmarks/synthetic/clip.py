"""What a sample clip is: who does what in which room, seen from where; the rooms and views of them all."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.synthetic.body import Look
from benchmarks.synthetic.moves import Script
from benchmarks.synthetic.room import Camera, Decor, Furniture
from benchmarks.synthetic.stance import Habit

FRAMES_PER_S = 30

FROM_THE_LEFT = Camera(azimuth_deg=90)
FROM_THE_RIGHT = Camera(azimuth_deg=-90)
FROM_THE_FRONT = Camera(azimuth_deg=0)


@dataclass(frozen=True)
class Clip:
    """One sample clip.

    Attributes
    ----------
    id : str
        Also the name of its files.
    title : str
        What a person sees in a list of clips.
    exercise : str
        The exercise it is meant to be checked as.
    view : str
        Which side of the person faces the camera: ``left``, ``right`` or ``front``.
    script : Script
        What happens, over time.
    expected_faults : tuple of str
        Fault ids that a coach should report; nothing else.
    expected_view_prompt : bool
        Whether a coach should ask the person to turn instead of counting.
    sides : int
        How many of the script's repetitions make one that a coach counts: 2 where it goes to both sides.
    range_repetitions : int
        How many of those at the start show the person's own range and are not counted.
    frames_per_picture : int
        How many frames show the same picture: 2 draws half of them.
    path : str
        Of `paths`, the way that a repetition goes where it is not told from standing; a posture is then sway.
    chair : bool
        Whether the person sits on a chair at the start.
    """

    id: str
    title: str
    exercise: str
    view: str
    script: Script
    camera: Camera
    look: Look
    decor: Decor
    habit: Habit = field(default_factory=Habit)
    expected_faults: tuple[str, ...] = ()
    expected_view_prompt: bool = False
    sides: int = 1
    range_repetitions: int = 0
    frames_per_picture: int = 1
    path: str = ""
    chair: bool = False

    @property
    def counted(self) -> tuple[tuple[float, float], ...]:
        """Begin and end of every repetition that a coach counts, seconds."""
        parts = self.script.repetitions
        pairs = [parts[first : first + self.sides] for first in range(0, len(parts), self.sides)]
        return tuple((pair[0].start_s, pair[-1].end_s) for pair in pairs[self.range_repetitions :])

    def counted_at(self, time_s: float) -> int | None:
        """Give the number of the counted repetition going on at a time, None between them."""
        for number, (start_s, end_s) in enumerate(self.counted, start=1):
            if start_s <= time_s <= end_s:
                return number
        return None


SAND = Decor(
    wall=(221, 212, 196),
    floor=(168, 138, 108),
    furniture=(
        Furniture(-1.75, 0.9, 0, 0.75, (150, 112, 80)),
        Furniture(1.6, 0.62, 1.25, 1.7, (120, 142, 150)),
        Furniture(1.6, 0.7, 0, 0.42, (196, 184, 164)),
    ),
    light=1.6,
)
SAGE = Decor(
    wall=(196, 206, 192),
    floor=(142, 128, 112),
    furniture=(
        Furniture(1.75, 0.5, 0, 1.55, (232, 228, 216)),
        Furniture(-1.55, 0.5, 1.2, 1.85, (228, 220, 204)),
        Furniture(-1.55, 0.36, 1.27, 1.78, (170, 150, 120)),
    ),
    light=1.5,
)
SKY = Decor(
    wall=(200, 210, 220),
    floor=(120, 112, 106),
    furniture=(
        Furniture(-1.8, 0.8, 1.0, 1.95, (240, 240, 236)),
        Furniture(-1.8, 0.68, 1.06, 1.89, (176, 206, 226)),
        Furniture(1.7, 1.0, 0, 0.6, (96, 108, 128)),
    ),
    light=1.6,
)
CLAY = Decor(
    wall=(222, 200, 184),
    floor=(128, 104, 88),
    furniture=(
        Furniture(-1.7, 0.7, 0, 0.9, (240, 232, 220)),
        Furniture(1.65, 0.8, 1.2, 1.7, (184, 120, 92)),
    ),
    light=1.5,
)
CHALK = Decor(
    wall=(226, 224, 220),
    floor=(176, 160, 140),
    furniture=(
        Furniture(1.8, 0.85, 0, 0.8, (136, 150, 132)),
        Furniture(-1.7, 0.42, 0, 1.4, (172, 136, 104)),
        Furniture(1.8, 0.5, 1.25, 1.65, (206, 178, 120)),
    ),
    light=1.5,
)
