"""Keeps a session among the results, as it happens. A slow database does not hold the picture up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from exercises.definition import Exercise
from exercises.dose import Dose
from exercises.events import Repetition
from exercises.own_range import OwnRange
from exercises.repositioning import Repositioning
from live.guide.state import PainTold, SessionEnded, SetBegan, SetEnded
from live.place_tests import to_keep
from live.session import CAMERA
from live.storing import InOrder
from live.summary import SetSummary
from records import HOME, PainMoment, Records, sample_curves
from records.repositioning import KIND, VERSION
from vision.angles import ANGLE_NAMES
from vision.calibration import Calibration
from vision.posture import Posture


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
    tests : bool
        Whether they agreed that tests are kept too.

    Attributes
    ----------
    session : UUID
        Its key.
    over : bool
        Whether it has ended.
    """

    def __init__(
        self, records: Records, session: UUID, plan: str, person: str = HOME, *, tests: bool = True
    ) -> None:
        self.session, self.over = session, False
        self._tests = tests
        self._records, self._plan, self._person = records, plan, person
        self._on = self._begun = False
        self._storing = InOrder(self._stop)

    @property
    def waiting(self) -> int:
        """How many things are still to be stored."""
        return self._storing.waiting

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

    def calibrated(
        self, ordinal: int, number: int, calibration: Calibration, own_range: OwnRange | None
    ) -> None:
        """Keep a zero; an end of the range that was taken in place of one that did not come is nobody's."""
        learned = None if own_range is None or any(own_range.assumed) else own_range
        self._then(
            lambda: self._records.store_calibration(self.session, ordinal, number, calibration, learned)
        )

    def repetition(self, ordinal: int, repetition: Repetition, postures: Sequence[Posture]) -> None:
        """Keep a repetition, with its angles over time."""
        self._then(lambda: self._store_repetition(ordinal, repetition, postures))

    def set_ended(self, event: SetEnded, summary: SetSummary) -> None:
        """Keep what a test came to, and close the set."""
        result = summary.repositioning
        if self._tests and result is not None and result.together.trials:
            self._keep_test(summary.exercise_id, result)
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
        """Wait until what was told since the last time is stored, a moment at most."""
        self._storing.settle()

    def trouble(self) -> str:
        """Give the sentence, once in a session."""
        return self._storing.trouble()

    def try_again(self) -> None:
        """Store what waits, and wait a moment for it."""
        self._storing.try_again()

    def _stop(self) -> None:
        self._on = self._begun = False

    def _then(self, step: Callable[[], object]) -> None:
        if not self._on:
            return
        steps = [step]
        if not self._begun:
            self._begun = True
            steps.insert(
                0, lambda: self._records.begin_session(self._person, plan=self._plan, session=self.session)
            )
        self._storing.add(*steps)

    def _keep_test(self, exercise_id: str, result: Repositioning) -> None:
        # Of now, not of when it is stored at last: tried again, it takes its own place.
        told, at = to_keep(exercise_id, result), datetime.now(UTC)
        self._then(lambda: self._records.store_assessment(KIND, VERSION, told, self._person, at=at))

    def _store_repetition(self, ordinal: int, repetition: Repetition, postures: Sequence[Posture]) -> None:
        curves = None
        if postures:
            angles = {name: [posture.angles[name] for posture in postures] for name in ANGLE_NAMES}
            curves = sample_curves([posture.time_s for posture in postures], angles)
        self._records.store_repetition(self.session, ordinal, repetition, curves)
