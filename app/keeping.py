"""What the pages keep at home, and read again: of the one person who uses this computer, if they agreed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy.engine import URL

from exercises.dose import Dose
from live.guide.keeping import Keeper, KeepNothing
from live.guide.recording import Recorder
from live.guide.resuming import find_resume
from live.guide.state import Resume
from live.place_tests import PlaceTestRecorder
from records import Records, RecordsError, UnfinishedSession, open_records
from records.engine import find_url
from records.problems import place_of
from records.repositioning import KeptTest, read_tests
from wording import say

# Of the words of `app.first.consent`, and of the questions of `programme.safety`: raised when they change.
CONSENT_VERSION, SAFETY_VERSION, EFFORT_VERSION = "2", "1", "1"
SAFETY, EFFORT, MOVING = "safety", "effort", "moving"

_log = logging.getLogger(__name__)


def where_kept() -> str:
    """Name the place for a person."""
    try:
        return f"`{place_of(find_url())}`"
    except RecordsError as error:
        return str(error)


def may_keep() -> bool:
    """Whether somebody agreed; where the results cannot be opened, nothing can be kept."""
    try:
        records = _there()
        return records is not None and records.may_keep()
    except RecordsError:
        _log.exception("the results cannot be opened")
        return False


class Agreement(Enum):
    """What somebody agreed to have kept."""

    NONE = "none"
    OLDER = "older"
    """What the words of before named: neither tests nor how sure somebody feels."""
    ALL = "all"


def agreement() -> Agreement:
    """Tell what may be kept; where the results cannot be opened, nothing."""
    try:
        records = _there()
        agreed = frozenset() if records is None else records.agreed_to()
    except RecordsError:
        _log.exception("the results cannot be opened")
        return Agreement.NONE
    if CONSENT_VERSION in agreed:
        return Agreement.ALL
    return Agreement.OLDER if agreed else Agreement.NONE


def agree_again() -> None:
    """Note that whoever agreed to the words of before agrees to those of now.

    Raises
    ------
    RecordsError
    """
    results().give_consent(CONSENT_VERSION)


def agree(name: str, answers: Mapping[str, bool | None]) -> None:
    """Note that the person agreed, and keep what they answered before.

    Raises
    ------
    RecordsError
    """
    results().give_consent(CONSENT_VERSION, name=name)
    keep_answers(answers)


def take_back() -> str:
    """Note that the person no longer agrees; give the sentence that says what is still there.

    Raises
    ------
    RecordsError
    """
    return say("{offer} `python -m records erase` erases them.", offer=results().withdraw_consent().offer())


def keep_answers(answers: Mapping[str, bool | None]) -> None:
    """Keep the answers to the questions before exercising.

    Raises
    ------
    RecordsError
        Also where there is no agreement.
    """
    told = {name: float(answer) for name, answer in answers.items() if answer is not None}
    if told:
        results().store_answers(SAFETY, SAFETY_VERSION, told)


def keep_effort(effort: int, at: datetime) -> None:
    """Keep how hard a session was, 0 to 10; told again at the same moment, it takes the place of before."""
    results().store_answers(EFFORT, EFFORT_VERSION, {"effort": effort}, at=at)


def safety_answers() -> dict[str, bool | None] | None:
    """Give what was answered last; None where nothing is kept of anybody who agrees."""
    try:
        records = _there()
        if records is None or not records.may_keep():
            return None
        return {name: bool(answer) for name, answer in records.answers(SAFETY).items()}
    except RecordsError:
        _log.exception("the results cannot be read")
        return None


def keep_confidence(score: int, at: datetime) -> None:
    """Keep how sure somebody feels of moving, 0 to 10; told again at the same moment, likewise."""
    results().store_confidence(MOVING, score, at=at)


def kept_tests(exercise_id: str) -> tuple[KeptTest, ...]:
    """Give the tests of an exercise that are kept, the oldest first."""
    try:
        records = _there()
        return () if records is None else read_tests(records.assessments()).get(exercise_id, ())
    except RecordsError:
        _log.exception("the results cannot be read")
        return ()


def place_test_keeper() -> PlaceTestRecorder | None:
    """Give what keeps the tests of a page; None where nobody agreed to it."""
    return PlaceTestRecorder(results()) if agreement() is Agreement.ALL else None


class SessionKept:
    """Keeps the sessions of one open page and plan, one after another.

    Parameters
    ----------
    plan_id : str
        Which plan.
    doses : tuple of Dose
        What it consists of.
    unfinished : UnfinishedSession or None
        One that goes on.
    """

    def __init__(self, plan_id: str, doses: tuple[Dose, ...], unfinished: UnfinishedSession | None) -> None:
        self.plan_id, self._doses = plan_id, doses
        self._records = results()
        self.resume = None if unfinished is None else _resume(doses, unfinished)
        key = uuid4() if unfinished is None or self.resume is None else unfinished.id
        self.recorder = self._record(key)
        self.used = False

    def make_keeper(self) -> Keeper:
        """Give what keeps a connection: the session going on, or a new one after it has ended."""
        if self.recorder.over:
            self.recorder = self._record(uuid4())
        self.used = True
        return self.recorder

    def find_resume(self) -> Resume | None:
        """Tell where the session going on was, from what is kept of it."""
        try:
            unfinished = self._records.unfinished()
        except RecordsError:
            _log.exception("the session going on cannot be read")
            return None
        if unfinished is None or unfinished.id != self.recorder.session:
            return None
        return _resume(self._doses, unfinished)

    def begin_anew(self) -> None:
        """End the session that was cut off, and begin another one."""
        key, self.resume = self.recorder.session, None
        self.recorder = self._record(uuid4())
        self._records.end_session(key)

    def _record(self, key: UUID) -> Recorder:
        return Recorder(self._records, key, self.plan_id, tests=agreement() is Agreement.ALL)


def nothing_kept() -> Keeper:
    """Keep nothing."""
    return KeepNothing()


def unfinished_session() -> UnfinishedSession | None:
    """Read the session that was cut off, if there is one and it may go on."""
    try:
        records = _there()
        return records.unfinished() if records is not None and records.may_keep() else None
    except RecordsError:
        _log.exception("the results cannot be read")
        return None


def results() -> Records:
    """Open the results; made when there are none.

    Raises
    ------
    RecordsError
    """
    return _open(find_url())


def _there() -> Records | None:
    """Open the results if there are any: before somebody agreed not even an empty file is made."""
    url = find_url()
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return None
    return _open(url)


@cache
def _open(url: URL) -> Records:
    return open_records(url.render_as_string(hide_password=False))


def _resume(doses: tuple[Dose, ...], unfinished: UnfinishedSession) -> Resume | None:
    return find_resume(doses, unfinished.sets, unfinished.pain_before)
