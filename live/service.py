"""What the pages and the connections of one server share."""

from __future__ import annotations

from dataclasses import dataclass, field

from exercises.definition import Exercise
from live.connection import Patience
from live.engine import Engine
from live.memory import ShortMemory
from live.session import Finished, Progress
from live.show_session import ShownToCamera
from live.slots import Slots
from live.summary import SetSummary
from live.tokens import TokenBox
from vision.estimator import PersonEstimator


@dataclass(eq=False)
class LiveService:
    """One server's tokens, slots, pose model and short memory.

    Attributes
    ----------
    tokens : TokenBox
        Makes and checks the tokens of connections.
    slots : Slots
        Limits how many sessions run at once.
    engine : Engine
        Opens a pose engine for a connection.
    patience : Patience
        How long a silent connection is kept.
    interrupted : ShortMemory of Progress
        Sets whose connection broke, by session id.
    finished : ShortMemory of SetSummary
        Finished sets, until their page has taken them.
    shown : ShortMemory of ShownToCamera
        Movements that were shown, likewise.
    """

    tokens: TokenBox = field(default_factory=TokenBox)
    slots: Slots = field(default_factory=Slots)
    engine: Engine = field(default_factory=Engine)
    patience: Patience = field(default_factory=Patience)
    interrupted: ShortMemory[Progress] = field(default_factory=ShortMemory)
    finished: ShortMemory[SetSummary] = field(default_factory=ShortMemory)
    shown: ShortMemory[ShownToCamera] = field(default_factory=ShortMemory)

    def keep(self, session_id: str, done: Finished) -> None:
        """Remember what was done until its page takes it."""
        if isinstance(done, ShownToCamera):
            self.shown.put(session_id, done)
        elif isinstance(done, SetSummary):
            self.finished.put(session_id, done)

    def open_engine(self, exercise: Exercise) -> PersonEstimator:
        """Start a pose engine for one connection (see `Engine.open`)."""
        return self.engine.open(exercise)


# Pages and routes run in one process: both use this one.
SERVICE = LiveService()
