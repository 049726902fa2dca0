"""The one door to what is kept: `open_records()` gives `Records`, which any thread may use.

Each call is a transaction of its own. When a storing call returns, what it stored is on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from exercises.events import Repetition
from exercises.own_range import OwnRange
from records import audit, backup, consenting, erasing, exporting, reading, storing, unfinished
from records.consenting import KEEP_RESULTS, Kept
from records.curves import AngleCurves
from records.engine import WRITES, driver_connection, find_url, make_engine
from records.migrating import SCRIPTS, bring_up_to_date
from records.problems import NoConsentError, NotKeptError, in_words
from records.reading import PersonProgress
from records.remembered import SessionSums
from records.storing import PainMoment
from records.unfinished import UnfinishedSession
from vision.calibration import Calibration

P = ParamSpec("P")
Given = TypeVar("Given")

HOME = "home"
"""What the person is known by who uses Backtalk at home, where nobody logs in."""


def open_records(
    place: str | Path | None = None,
    *,
    clock: Callable[[], datetime] | None = None,
    migrations: Path = SCRIPTS,
) -> Records:
    """Open the results; made when there are none, migrated when they are of an older Backtalk.

    Parameters
    ----------
    place : str or Path, optional
        An address or an SQLite file. Without it: the environment's ``BACKTALK_DATABASE_URL``, else a file in
        the user's data folder.
    clock : callable, optional
        Tells the moment, with its time zone; the computer's without it.
    migrations : Path
        The folder of migrations.

    Raises
    ------
    RecordsError
        In one sentence: no database, in use, read-only, not reachable, made by a newer Backtalk.
    """
    engine = make_engine(find_url(place))
    try:
        with in_words(engine.url):
            saved = bring_up_to_date(engine, migrations)
            if engine.dialect.name == "sqlite":
                # Kept in the file from then on, so only once it is known to be ours: readers and the one who
                # writes do not wait for each other.
                with engine.connect() as connection:
                    driver_connection(connection).execute("PRAGMA journal_mode=WAL")
    except BaseException:
        engine.dispose()
        raise
    return Records(engine, clock or (lambda: datetime.now(UTC)), saved)


class Records:
    """What is kept of people. Storing asks for their consent each time; `NoConsentError` where there is none.

    Attributes
    ----------
    engine : Engine
        Where it lies.
    saved : Path or None
        The backup that was made before an older database was migrated.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime], saved: Path | None = None) -> None:
        self.engine, self.saved = engine, saved
        self._clock = clock
        self._writer = engine.execution_options(**WRITES)
        self._sums = SessionSums()

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def __enter__(self) -> Records:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # Consent

    def give_consent(
        self, version: str, person: str = HOME, *, name: str = "", kind: str = KEEP_RESULTS
    ) -> None:
        """Note that somebody agreed to a version of the words; from then on results can be kept."""
        self._write(consenting.give_consent, person, version, self._clock(), name=name, kind=kind)

    def withdraw_consent(self, person: str = HOME, *, kind: str = KEEP_RESULTS) -> Kept:
        """Note that somebody no longer agrees. Nothing more is kept; `Kept.offer` offers to erase."""
        return self._write(consenting.withdraw_consent, person, self._clock(), kind=kind)

    def may_keep(self, person: str = HOME) -> bool:
        """Tell whether results of somebody may be kept now."""
        try:
            self._read(consenting.permitted_person, person)
        except NoConsentError:
            return False
        return True

    def agreed_to(self, person: str = HOME) -> frozenset[str]:
        """Tell to which versions of the words somebody agrees now; empty where nothing may be kept."""
        return self._read(consenting.versions_agreed_to, person)

    # A session while it goes on

    def begin_session(
        self, person: str = HOME, *, place: str = "home", plan: str = "", session: UUID | None = None
    ) -> UUID:
        """Begin a session of a plan, or go on with one whose key is given; give its key."""
        key = session or uuid4()
        self._write(storing.store_session, person, key, place, plan, self._clock())
        return key

    def end_session(self, session: UUID) -> None:
        """End a session."""
        self._write(storing.store_session_end, session, self._clock())

    def begin_set(
        self, session: UUID, number: int, exercise: str, *, source: str = "camera", planned: int | None = None
    ) -> None:
        """Begin a set, or go on with it. One that starts anew takes the next number."""
        self._write(storing.store_set, session, number, exercise, source, planned, self._clock())

    def end_set(self, session: UUID, number: int, *, reported: int | None = None) -> None:
        """End a set; of one that no camera saw, with how many repetitions the person reports."""
        self._write(storing.store_set_end, session, number, reported, self._clock())

    def store_repetition(
        self, session: UUID, set_number: int, repetition: Repetition, curves: AngleCurves | None = None
    ) -> bool:
        """Store a repetition when it has ended; tell whether it was new. Storing it again changes nothing."""
        return self._write(storing.store_repetition, session, set_number, repetition, curves, self._clock())

    def store_calibration(
        self,
        session: UUID,
        set_number: int,
        number: int,
        calibration: Calibration,
        own_range: OwnRange | None = None,
    ) -> None:
        """Store the zero that a set is told from; `number` tells the several of a set apart."""
        self._write(
            storing.store_calibration, session, set_number, number, calibration, own_range, self._clock()
        )

    def store_pain(self, session: UUID, moment: PainMoment, score: int, *, number: int = 0) -> None:
        """Store pain, 0 to 10; during a session, `number` is the set after which it was asked."""
        self._write(storing.store_pain, session, moment, score, number, self._clock())

    # Answers and tests

    def store_confidence(
        self, about: str, score: int, person: str = HOME, *, at: datetime | None = None
    ) -> None:
        """Store how sure somebody is of a movement or task, 0 to 10; the same `at` takes its own place."""
        self._write(storing.store_confidence, person, about, score, at or self._clock())

    def store_answers(
        self,
        questionnaire: str,
        version: str,
        answers: Mapping[str, float | str],
        person: str = HOME,
        *,
        at: datetime | None = None,
    ) -> None:
        """Store the answers of a questionnaire; with the same `at`, they take the place of those before."""
        self._write(storing.store_answers, person, questionnaire, version, answers, at or self._clock())

    def store_assessment(
        self,
        kind: str,
        version: str,
        result: Mapping[str, Any],
        person: str = HOME,
        *,
        at: datetime | None = None,
    ) -> None:
        """Store the result of a test; with the same `at`, it takes the place of the one before."""
        self._write(storing.store_assessment, person, kind, version, result, at or self._clock())

    # What is there

    def people(self) -> list[str]:
        """List who something is kept of."""
        return self._read(reading.read_people)

    def kept(self, person: str = HOME) -> Kept:
        """Count what is kept of somebody."""
        return self._read(consenting.count_kept, self._read(consenting.known_person, person))

    def progress(self, person: str = HOME) -> PersonProgress:
        """Read what a page of progress shows."""
        try:
            return self._read(reading.read_progress, person, self._sums)
        except NotKeptError:
            self._sums.forget()
            raise

    def unfinished(self, person: str = HOME) -> UnfinishedSession | None:
        """Read the newest session of a person, if it began lately and has no end."""
        return self._read(unfinished.read_unfinished, person, self._clock())

    def answers(self, questionnaire: str, person: str = HOME) -> dict[str, float | str]:
        """Read what somebody answered to a questionnaire last; empty where they did not."""
        return self._read(reading.read_answers, person, questionnaire)

    def assessments(self, person: str = HOME) -> tuple[reading.Assessment, ...]:
        """Read the tests of somebody, the oldest first; empty where nothing is kept of them."""
        return self._read(reading.read_assessments, person)

    def curves(self, session: UUID, set_number: int, number: int) -> AngleCurves:
        """Read the angles of one repetition over time.

        Raises
        ------
        NotKeptError
            If none were stored.
        """
        return self._read(reading.read_curves, session, set_number, number)

    # What people have a right to

    def export(self, out: Path, person: str = HOME) -> None:
        """Write everything of a person into a zip of JSON and CSV."""
        with in_words(self.engine.url):
            exporting.export_person(self.engine, person, out, self._clock())

    def erase(self, person: str = HOME) -> erasing.Erased:
        """Remove everything of a person, also what deleting alone would leave in the files."""
        self._sums.forget()
        with in_words(self.engine.url):
            return erasing.erase_person(self.engine, person, self._clock())

    def back_up(self, out: Path) -> None:
        """Write everything of everybody, as of this moment, into one SQLite file."""
        with in_words(self.engine.url):
            backup.back_up(self.engine, out)
        self._write(audit.note, audit.Act.BACKED_UP, self._clock())

    def _write(
        self, call: Callable[Concatenate[Session, P], Given], *args: P.args, **kwargs: P.kwargs
    ) -> Given:
        """Call a storing function in a transaction; when this returns, what it stored is on the disk."""

        def stored() -> Given:
            with Session(self._writer) as db, db.begin():
                return call(db, *args, **kwargs)

        return self._in_words(stored)

    def _read(
        self, call: Callable[Concatenate[Session, P], Given], *args: P.args, **kwargs: P.kwargs
    ) -> Given:
        def read() -> Given:
            with Session(self.engine) as db:
                return call(db, *args, **kwargs)

        return self._in_words(read)

    def _in_words(self, call: Callable[[], Given]) -> Given:
        """Call, once more if the connection broke: a server may have been started anew meanwhile.

        Whether the first call was stored is then unknown, and need not be known: stored twice is stored once.
        """
        with in_words(self.engine.url):
            try:
                return call()
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                return call()
