"""Keeps a session among the results, as it happens. A slow database does not hold the picture up."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from uuid import UUID

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from exercises.definition import Exercise
from exercises.dose import Dose
from exercises.events import Repetition
from live.guide.state import PainTold, SessionEnded, SetBegan, SetEnded
from live.session import CAMERA
from live.summary import SetSummary
from records import HOME, NoConsentError, PainMoment, Records, RecordsError, sample_curves
from vision.angles import ANGLE_NAMES
from vision.posture import Posture

NOT_NOW = "I cannot write your results down right now. Just go on, I will try again."
# How long the answer to a picture waits for what happened in it (P): what is shown as done is on the disk.
# Storing takes some milliseconds; a tenth of a second, once in a repetition, is not seen as a halt.
SETTLED_WITHIN_S = 0.1
# How long the end of a session waits for what is still to be stored, so that a page can read it.
_LAST_WAIT_S = 2.0

_log = logging.getLogger(__name__)


class Recorder:
    """Stores each thing in the order of happening, in a thread of its own.

    What could not be stored waits, and is tried again with the next thing. Samples are not kept. Whoever
    withdraws their consent in the middle is obeyed from then on.

    Parameters
    ----------
    records : Records
        Where to.
    session : UUID
        The session's key; what goes on with it later has the same.
    plan : str
        Which plan.
    person : str
        Whose.

    Attributes
    ----------
    session : UUID
        Its key.
    over : bool
        Whether it has ended.
    """

    def __init__(self, records: Records, session: UUID, plan: str, person: str = HOME) -> None:
        self.session, self.over = session, False
        self._records, self._plan, self._person = records, plan, person
        self._on = self._begun = False
        self._waiting: deque[Callable[[], object]] = deque()
        self._lock = threading.Lock()
        self._told, self._trouble = False, ""
        self._newest: Future[None] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backtalk-keep")

    @property
    def waiting(self) -> int:
        """How many things are still to be stored."""
        return len(self._waiting)

    def begin(self, source: str) -> None:
        """Keep what comes from the camera; a session is stored from its first number or set on."""
        self._on = source == CAMERA

    def set_began(self, event: SetBegan, exercise: Exercise, dose: Dose) -> None:
        """Open a set."""
        self._then(
            lambda: self._records.begin_set(
                self.session, event.ordinal, exercise.id, planned=dose.repetitions
            )
        )

    def repetition(self, ordinal: int, repetition: Repetition, postures: Sequence[Posture]) -> None:
        """Keep a repetition, with its angles over time."""
        self._then(lambda: self._store_repetition(ordinal, repetition, postures))

    def set_ended(self, event: SetEnded, summary: SetSummary) -> None:
        """Close a set."""
        self._then(lambda: self._records.end_set(self.session, event.ordinal))

    def pain(self, event: PainTold) -> None:
        """Keep a number; who did not answer told none."""
        value = event.value
        if value is not None:
            moment, number = PainMoment(event.moment.value), event.ordinal
            self._then(lambda: self._records.store_pain(self.session, moment, value, number=number))

    def ended(self, event: SessionEnded) -> None:
        """Close the session, and wait a moment until all of it is stored."""
        self.over = True
        if not self._begun:
            return
        self._then(lambda: self._records.end_session(self.session))
        self.try_again()

    def settle(self) -> None:
        """Wait until what was told since the last time is stored, `SETTLED_WITHIN_S` at most."""
        newest, self._newest = self._newest, None
        if newest is not None:
            wait([newest], SETTLED_WITHIN_S)

    def trouble(self) -> str:
        """Give the sentence, once in a session."""
        said, self._trouble = self._trouble, ""
        return said

    def try_again(self) -> None:
        """Store what waits, and wait a moment for it."""
        try:
            self._thread.submit(self._store).result(_LAST_WAIT_S)
        except TimeoutError:
            _log.warning("results of a session are still being stored")

    def _then(self, step: Callable[[], object]) -> None:
        if not self._on:
            return
        if not self._begun:
            self._begun = True
            self._waiting.append(
                lambda: self._records.begin_session(self._person, plan=self._plan, session=self.session)
            )
        self._waiting.append(step)
        self._newest = self._thread.submit(self._store)

    def _store_repetition(self, ordinal: int, repetition: Repetition, postures: Sequence[Posture]) -> None:
        curves = None
        if postures:
            angles = {name: [posture.angles[name] for posture in postures] for name in ANGLE_NAMES}
            curves = sample_curves([posture.time_s for posture in postures], angles)
        self._records.store_repetition(self.session, ordinal, repetition, curves)

    def _store(self) -> None:
        """Store what waits, in order, until something cannot be stored now."""
        with self._lock:
            while self._waiting:
                try:
                    self._waiting[0]()
                except NoConsentError:
                    self._on = self._begun = False
                    self._waiting.clear()
                    return
                except (RecordsError, OperationalError, InterfaceError):
                    _log.exception("results cannot be stored now; %d wait", len(self._waiting))
                    self._tell()
                    return
                except (SQLAlchemyError, ValueError):  # a defect of ours: it would fail each time
                    _log.exception("a result could not be stored, and is left out")
                    self._tell()
                self._waiting.popleft()

    def _tell(self) -> None:
        if not self._told:
            self._told, self._trouble = True, NOT_NOW
