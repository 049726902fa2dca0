"""What a connection runs: one exercise, or a whole session."""

from __future__ import annotations

from typing import Protocol

from live.summary import SetSummary


class Resumable(Protocol):
    """What something running has come to."""

    @property
    def worth_keeping(self) -> bool:
        """Whether it is gone on with after a connection broke."""
        ...


class Running(Protocol):
    """Frames in, answers out, until it is finished. Touched by one thread at a time."""

    @property
    def progress(self) -> Resumable:
        """What it has come to."""
        ...

    def begin(self, source: str, earlier: object = None) -> None:
        """Note where the pictures come from, and go on with what was interrupted if it is the same."""
        ...

    def measure(self, message: bytes) -> str:
        """Measure one frame message and give the answer, as JSON."""
        ...

    def choose(self, x: float, y: float) -> None:
        """Follow whoever is at a place in the picture, told in shares of its width and height."""
        ...

    def restart(self) -> None:
        """Start anew."""
        ...

    def finish(self) -> SetSummary:
        """Sum up what was done."""
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...
