"""What the pages and the connections of one server share."""

from __future__ import annotations

from dataclasses import dataclass, field

from exercises.definition import Exercise
from exercises.own_target import OwnPeak
from live.connection import Patience
from live.engine import Engine
from live.guide.order import Order
from live.guide.outcome import SessionSummary
from live.memory import ShortMemory
from live.place_tests import PlaceTestKeeper
from live.session import Finished
from live.show_session import ShownToCamera
from live.slots import Slots
from live.summary import SetSummary
from live.tokens import TokenBox
from vision.estimator import PersonEstimator

# Between two sets there is a rest, and perhaps another exercise (P).
OWN_KEPT_S = 3600.0
# A page may lie open for a day before a test is begun on it.
_KEEPER_KEPT_S = 86_400.0


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
    interrupted : ShortMemory of object
        Sets and sessions whose connection broke, by session id.
    orders : ShortMemory of Order
        Whole sessions that a page is about to open.
    finished : ShortMemory of SetSummary
        Finished sets, until their page has taken them.
    sessions : ShortMemory of SessionSummary
        Finished whole sessions, likewise.
    shown : ShortMemory of ShownToCamera
        Movements that were shown, likewise.
    test_keepers : ShortMemory of PlaceTestKeeper
        What keeps the tests of a page, where its person agreed.
    """

    tokens: TokenBox = field(default_factory=TokenBox)
    slots: Slots = field(default_factory=Slots)
    engine: Engine = field(default_factory=Engine)
    patience: Patience = field(default_factory=Patience)
    interrupted: ShortMemory[object] = field(default_factory=ShortMemory)
    orders: ShortMemory[Order] = field(default_factory=ShortMemory)
    finished: ShortMemory[SetSummary] = field(default_factory=ShortMemory)
    sessions: ShortMemory[SessionSummary] = field(default_factory=ShortMemory)
    shown: ShortMemory[ShownToCamera] = field(default_factory=ShortMemory)
    test_keepers: ShortMemory[PlaceTestKeeper] = field(
        default_factory=lambda: ShortMemory(keep_s=_KEEPER_KEPT_S)
    )
    _own: ShortMemory[OwnPeak] = field(default_factory=lambda: ShortMemory(keep_s=OWN_KEPT_S))

    def keep(self, session_id: str, done: Finished) -> None:
        """Remember what was done until its page takes it."""
        if isinstance(done, ShownToCamera):
            self.shown.put(session_id, done)
        elif isinstance(done, SessionSummary):
            self.sessions.put(session_id, done)
        elif isinstance(done, SetSummary):
            self.finished.put(session_id, done)
            if done.own is not None:
                self.keep_own(session_id, done.exercise_id, done.own)

    def keep_own(self, session_id: str, exercise_id: str, own: OwnPeak) -> None:
        """Remember how far a person went, for the next set of this exercise; nothing is written down."""
        self._own.put(f"{session_id}/{exercise_id}", own)

    def own_of(self, session_id: str, exercise_id: str) -> OwnPeak | None:
        """Give how far this page's person went in the set before; None where there was none lately."""
        return self._own.look_up(f"{session_id}/{exercise_id}")

    def open_engine(self, *exercises: Exercise) -> PersonEstimator:
        """Start a pose engine for one connection (see `Engine.open`)."""
        return self.engine.open(*exercises)


# Pages and routes run in one process: both use this one.
SERVICE = LiveService()
