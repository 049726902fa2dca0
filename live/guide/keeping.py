"""What a session tells whoever keeps it: at once, so that little is lost when the plug is pulled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from exercises.definition import Exercise
from exercises.dose import Dose
from exercises.events import Repetition
from exercises.own_range import OwnRange
from live.guide.state import PainTold, SessionEnded, SetBegan, SetEnded
from live.summary import SetSummary
from vision.calibration import Calibration
from vision.posture import Posture


class Keeper(Protocol):
    """Keeps what a person consented to; told in the order of happening."""

    def begin(self, source: str) -> None:
        """Note where the pictures come from: "camera", or "sample:" and an id."""
        ...

    def set_began(self, event: SetBegan, exercise: Exercise, dose: Dose) -> None:
        """Open a set."""
        ...

    def calibrated(
        self, ordinal: int, number: int, calibration: Calibration, own_range: OwnRange | None
    ) -> None:
        """Keep what the angles of set `ordinal` are told from after its first `number` repetitions."""
        ...

    def repetition(self, ordinal: int, repetition: Repetition, postures: Sequence[Posture]) -> None:
        """Keep a repetition of set number `ordinal`; `postures` are those of its frames, from neutral."""
        ...

    def set_ended(self, event: SetEnded, summary: SetSummary) -> None:
        """Close a set; what a test came to is in its summary."""
        ...

    def pain(self, event: PainTold) -> None:
        """Keep what was told of pain."""
        ...

    def ended(self, event: SessionEnded) -> None:
        """Close the session."""
        ...

    def settle(self) -> None:
        """Wait a moment until what was told since the last time is kept."""
        ...

    def trouble(self) -> str:
        """Give a sentence for the person when something cannot be kept: once, else nothing."""
        ...


class KeepNothing:
    """For whoever did not agree to keep anything."""

    def begin(self, source: str) -> None:
        """Keep nothing."""

    def set_began(self, event: SetBegan, exercise: Exercise, dose: Dose) -> None:
        """Keep nothing."""

    def calibrated(
        self, ordinal: int, number: int, calibration: Calibration, own_range: OwnRange | None
    ) -> None:
        """Keep nothing."""

    def repetition(self, ordinal: int, repetition: Repetition, postures: Sequence[Posture]) -> None:
        """Keep nothing."""

    def set_ended(self, event: SetEnded, summary: SetSummary) -> None:
        """Keep nothing."""

    def pain(self, event: PainTold) -> None:
        """Keep nothing."""

    def ended(self, event: SessionEnded) -> None:
        """Keep nothing."""

    def settle(self) -> None:
        """Nothing is waited for."""

    def trouble(self) -> str:
        """Nothing can go wrong."""
        return ""
