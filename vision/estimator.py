"""The plug for a pose engine."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from vision.frames import Frame
from vision.pose import Observation


class PoseEstimator(Protocol):
    """Finds the person in frames that come in time order.

    Use it as a context manager: engines hold native memory and threads. Whoever inherits it is one.
    """

    def estimate(self, frame: Frame) -> Observation:
        """Find the person in `frame`; `Observation.pose` is None when nobody is in view.

        Raises
        ------
        ValueError
            If the frame is not later than the one before.
        """
        ...

    def close(self) -> None:
        """Free the engine. Closing twice is fine."""
        ...

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class PersonEstimator(PoseEstimator, Protocol):
    """Finds one person among others, and can be told which (`vision.observer.Observer`)."""

    def choose(self, x: float, y: float) -> None:
        """Follow whoever is at a place of the next picture, told in shares of its width and height."""
        ...
