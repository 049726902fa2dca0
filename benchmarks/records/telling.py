"""What the page of a session was told over its WebSocket: which repetitions count, and that it is over."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from typing import Any


class Told:
    """Listens to one session, from its first answer to a kill or its end.

    Parameters
    ----------
    sets : sequence of int
        How many sets each exercise of the plan has: a set is known by its number in the whole session.
    on_count : callable
        Called at once when the page is told of one repetition more.

    Attributes
    ----------
    repetitions : dict of int to int
        How many were told as done, by set number.
    stage : str
        Where the guide is; empty before the first answer.
    changes : int
        How often the stage has changed.
    over : bool
        Whether the page was told that the session is over.
    counted_at : float or None
        When it was told of a repetition that was not known before, by `time.perf_counter`.
    """

    def __init__(self, sets: Sequence[int], on_count: Callable[[], object] = lambda: None) -> None:
        self._sets, self._on_count = sets, on_count
        self._set = 0
        self._begun = False
        self.repetitions: dict[int, int] = {}
        self.stage, self.changes, self.over = "", 0, False
        self.counted_at: float | None = None

    def take(self, message: str) -> None:
        """Take one message of the server."""
        answer: dict[str, Any] = json.loads(message)
        self.over = self.over or answer["type"] == "summary"
        if answer["type"] != "feedback" or "guide" not in answer:
            return
        guide = answer["guide"]
        if guide["stage"] != self.stage:
            self.stage, self.changes = guide["stage"], self.changes + 1
        # The answer that tells the last repetition of a set is in the stage after it already.
        if self.stage == "work":
            self._set = sum(self._sets[: guide["item"] - 1]) + guide["set"]
        if self._set:
            self._count(answer["reps"])

    def _count(self, repetitions: int) -> None:
        before = self.repetitions.get(self._set, 0)
        # What a session that was cut off had already is told with its first answer.
        resumed, self._begun = not self._begun, True
        if repetitions > before:
            self.repetitions[self._set] = repetitions
            if not resumed:
                self.counted_at = time.perf_counter()
                self._on_count()
