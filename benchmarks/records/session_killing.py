"""The server is killed at random moments of guided sessions: every repetition is there, and none twice.

A program of its own leads somebody made of sticks through whole sessions as the server does (`GuidedSession`,
kept by what the page keeps it with), quicker than real time. Killed, it goes on from what is in the database.
"""

from __future__ import annotations

import os
import random
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from uuid import UUID

import cv2
import numpy as np

from app import keeping
from benchmarks.records.bowing import BowingPerson, bend_deg
from benchmarks.records.kept_sessions import Done, read_sessions
from benchmarks.records.killing import PROCESSES, is_sound
from exercises.dose import Dose
from exercises.files import find_exercise
from live.guide.order import Order
from live.guide.session import GuidedSession
from live.guide.state import Command, Stage
from live.session import CAMERA
from records import Records, open_records
from records.engine import ENVIRONMENT_NAME

PLAN = "killed"
REPETITIONS = 3
_SETS = (("waiters_bow", 2), ("trunk_flexion", 1))
WHOLE = {number: list(range(1, REPETITIONS + 1)) for number in range(1, sum(sets for _, sets in _SETS) + 1)}
"""What a finished session consists of: the numbers of the repetitions of each set."""

_STEP_S, _PRESSES_AFTER, _PAIN = 0.1, 10, 3
# Each program's frames are later than those of the one before, as the browser's clock goes on.
_LATER_S = 100_000.0
# A whole session takes a second or two, on a busy machine ten.
_MOST_S = 300.0
_BEGINS, _RESUMED, _COUNTED, _STORED, _OVER = "begins", "resumed", "counted", "stored", "over"

PROCESSES.set_forkserver_preload([__name__])


@dataclass
class Heard:
    """What a program said before it was killed."""

    counted: set[Done] = field(default_factory=set)
    stored: set[Done] = field(default_factory=set)
    over: set[UUID] = field(default_factory=set)
    resumed: list[UUID] = field(default_factory=list)

    def take(self, what: str, about: Done | UUID) -> None:
        """Note one thing."""
        if isinstance(about, Done):
            (self.counted if what == _COUNTED else self.stored).add(about)
        elif what == _RESUMED:
            self.resumed.append(about)
        else:
            self.over.add(about)


@dataclass(frozen=True)
class SessionKillFigures:
    """What came of it.

    Attributes
    ----------
    kills : int
        How often the server was killed.
    resumed : int
        How often it then went on with a session that had been cut off.
    sessions : int
        Sessions that it was told are over and stored.
    acknowledged : int
        Repetitions of which nothing waited to be stored any more.
    lost : int
        Those of them that are not there.
    double : int
        Repetitions that are there more than once: by their number in the set, or by when they started.
    ahead : int
        Repetitions that are there though the server was killed before it could say so.
    unstored : int
        Repetitions that were counted and had not been stored yet when the server was killed; they were done
        once more.
    odd : int
        Sessions told to be over that have no end, and sessions other than the one going on whose sets are not
        exactly the plan's.
    sound : bool
        Whether the file was sound after every kill (`PRAGMA integrity_check`); a server sees to itself.
    """

    kills: int
    resumed: int
    sessions: int
    acknowledged: int
    lost: int
    double: int
    ahead: int
    unstored: int
    odd: int
    sound: bool

    @property
    def as_it_should_be(self) -> bool:
        """Whether nothing was lost, double or odd."""
        return self.sound and not (self.lost or self.double or self.odd)


def kill_sessions(place: str, kills: int, seed: int = 0) -> SessionKillFigures:
    """Kill the server of guided sessions again and again, anywhere in the time that a session takes.

    Before and after that one session is led to its end.
    """
    rng, heard, sound = random.Random(seed), Heard(), True
    with open_records(place) as records:
        if not records.may_keep():
            records.give_consent(keeping.CONSENT_VERSION)
        lasts_s = _run(place, 0, heard)
        for run in range(1, kills + 1):
            _run(place, run, heard, rng.uniform(0, lasts_s))
            sound &= is_sound(records)
        _run(place, kills + 1, heard)
        return judge(records, heard, kills, sound=sound)


def judge(records: Records, heard: Heard, kills: int, *, sound: bool) -> SessionKillFigures:
    """Hold what the server said against what is kept."""
    kept = read_sessions(records)
    there = set(kept.repetitions)
    return SessionKillFigures(
        kills=kills,
        resumed=len(heard.resumed),
        sessions=len(heard.over),
        acknowledged=len(heard.stored),
        lost=len(heard.stored - there),
        double=kept.double,
        ahead=len(there - heard.stored),
        unstored=len(heard.counted - heard.stored - there),
        odd=len(kept.odd(heard.over, WHOLE)),
        sound=sound,
    )


def _run(place: str, run: int, heard: Heard, lasts_s: float | None = None) -> float:
    """Start the server and kill it after a time, or as soon as a session is over; note what it said.

    Gives how long that took, in seconds.
    """
    over = len(heard.over)
    here, there = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=lead_until_killed, args=(place, run, there), daemon=True)
    process.start()
    there.close()
    try:
        here.recv()
        begun = time.perf_counter()
        until = begun + (_MOST_S if lasts_s is None else lasts_s)
        while here.poll(max(0.0, until - time.perf_counter())):
            heard.take(*here.recv())
            if lasts_s is None and len(heard.over) > over:
                break
    except EOFError:
        raise RuntimeError("the server of guided sessions ended by itself") from None
    finally:
        process.kill()
        process.join()
    if lasts_s is None and len(heard.over) == over:
        raise RuntimeError("the server of guided sessions finished none")
    took_s = time.perf_counter() - begun
    with suppress(EOFError):
        while True:
            heard.take(*here.recv())
    return took_s


def lead_until_killed(place: str, run: int, answer: Connection) -> None:
    """Lead through session after session, the first one from where it was cut off, and say what is stored."""
    answer.send((_BEGINS, None))
    os.environ[ENVIRONMENT_NAME] = place
    exercises = {name: find_exercise(name) for name, _ in _SETS}
    doses = tuple(
        Dose(name, exercises[name].title, ("Bow.",), REPETITIONS, sets, 5, None) for name, sets in _SETS
    )
    kept = keeping.SessionKept(PLAN, doses, keeping.unfinished_session())
    if kept.resume is not None:
        answer.send((_RESUMED, kept.recorder.session))
    order = Order(PLAN, "Killed", doses, exercises, kept.make_keeper, kept.find_resume)
    messages = _messages(run * _LATER_S)
    while True:
        person = BowingPerson()
        session = order.open(person, None)
        session.begin(CAMERA)
        _lead(session, person, messages, kept, answer)
        session.finish()
        session.close()
        answer.send((_OVER, kept.recorder.session))


def _lead(
    session: GuidedSession,
    person: BowingPerson,
    messages: Iterator[bytes],
    kept: keeping.SessionKept,
    answer: Connection,
) -> None:
    """Do one session to its end; whoever is not exercising goes on after a second."""
    recorder, told = kept.recorder, set[Done]()
    waiting: list[Done] = []
    stage, frames = session.progress.guide.stage, 0
    while stage is not Stage.DONE or waiting or recorder.waiting:
        if stage is Stage.DONE:
            recorder.try_again()
        else:
            working = stage is Stage.WORK
            person.bend = bend_deg(frames) if working else 0.0
            if not working and frames >= _PRESSES_AFTER:
                session.ask(Command.GO_ON, _PAIN)
            session.measure(next(messages))
        done, guide = session.progress.done, session.progress.guide
        if done:
            counted = Done(recorder.session, guide.ordinal, done[-1].number, done[-1].start_s)
            if counted not in told:
                told.add(counted)
                waiting.append(counted)
                answer.send((_COUNTED, counted))
        if not recorder.waiting:
            for one in waiting:
                answer.send((_STORED, one))
            waiting.clear()
        frames = frames + 1 if guide.stage is stage else 0
        stage = guide.stage


def _messages(begin_s: float) -> Iterator[bytes]:
    """Give frame messages as a browser sends them, ten in a second of their own time."""
    picture = cv2.imencode(".jpg", np.full((48, 64, 3), 180, np.uint8))[1].tobytes()
    frame = 0
    while True:
        frame += 1
        yield struct.pack("<d", (begin_s + frame * _STEP_S) * 1000) + picture
