"""Keeps what a comparison with the target path needs, beside the engine: the postures of the latest movement.

The engine itself remembers no postures. Here they are kept as long as a repetition may last, and no longer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from exercises.comparison import Comparison, compare_postures
from exercises.definition import Exercise, OneWayExercise, TwoWayExercise
from exercises.events import Repetition
from vision.posture import Posture

# It is over when it has come to rest, which takes a little longer than the longest way there (P).
_MORE_S = 5.0


class Comparer:
    """Compares each repetition that ends with the exercise's target path; without a path it does nothing.

    Parameters
    ----------
    exercise : Exercise
        Whose path it is.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._path = exercise.path
        self._postures: deque[Posture] = deque()
        self._keep_s = 0.0
        if isinstance(exercise, OneWayExercise | TwoWayExercise):
            self._keep_s = exercise.movement.most_duration_s + _MORE_S

    def see(self, posture: Posture, repetitions: Sequence[Repetition]) -> dict[int, Comparison | None]:
        """Take the newest posture, told from neutral, and the repetitions that ended with it.

        Returns
        -------
        dict of int to Comparison or None
            By the repetition's number; None for one that was measured too little. Empty without a path.
        """
        if self._path is None:
            return {}
        kept = self._postures
        kept.append(posture)
        while kept[0].time_s < posture.time_s - self._keep_s:
            kept.popleft()
        return {
            one.number: compare_postures(kept, one.start_s, one.end_s, self._path, posture.view)
            if one.measured
            else None
            for one in repetitions
        }
