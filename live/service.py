"""What the pages and the connections of one server share."""

from __future__ import annotations

from dataclasses import dataclass, field

from exercises.definition import Exercise
from live.connection import Patience
from live.engine import Engine
from live.guide.order import Order
from live.memory import ShortMemory
from live.running import Resumable
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
    interrupted : ShortMemory of Resumable
        Sets and sessions whose connection broke, by session id.
    orders : ShortMemory of Order
        Whole sessions that a page is about to open.
    finished : ShortMemory of SetSummary
        Finished sets, until their page has taken them.
    """

    tokens: TokenBox = field(default_factory=TokenBox)
    slots: Slots = field(default_factory=Slots)
    engine: Engine = field(default_factory=Engine)
    patience: Patience = field(default_factory=Patience)
    interrupted: ShortMemory[Resumable] = field(default_factory=ShortMemory)
    orders: ShortMemory[Order] = field(default_factory=ShortMemory)
    finished: ShortMemory[SetSummary] = field(default_factory=ShortMemory)

    def open_engine(self, *exercises: Exercise) -> PersonEstimator:
        """Start a pose engine for one connection (see `Engine.open`)."""
        return self.engine.open(*exercises)


# Pages and routes run in one process: both use this one.
SERVICE = LiveService()
