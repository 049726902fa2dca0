"""The real server is killed in the middle of real sessions: what the browser was told as done is there.

`streamlit run coach_app.py`, and Chromium with a rendered person as its camera, go through "Today's session".
The server is killed (`kill -9`) and started again, the page is loaded again, and the session goes on.
"""

from __future__ import annotations

import math
import os
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Error, ViewportSize, sync_playwright

from app import keeping
from benchmarks.live import FLAGS
from benchmarks.records.kept_sessions import KeptSessions, read_sessions
from benchmarks.records.killing import is_sound
from benchmarks.records.real_server import RealServer
from benchmarks.records.telling import Told
from benchmarks.records.visitor import Visitor, write_camera
from models import ensure_model
from programme.safety import load_safety
from records import open_records
from records.engine import ENVIRONMENT_NAME

PLAN, REPETITIONS, REST_S = "killed", 2, 3
EXERCISES = ("waiters_bow", "trunk_flexion")
WHOLE = {number: list(range(1, REPETITIONS + 1)) for number in range(1, len(EXERCISES) + 1)}
"""What a finished session consists of: the numbers of the repetitions of each set."""

# Nobody looks: a small page leaves the machine to the server.
SMALL = ViewportSize(width=800, height=450)
# A whole session takes half a minute, on a very busy machine some.
_MOST_S = 900.0
_ARRIVES_MS = 300.0


@dataclass(frozen=True)
class ServerKillFigures:
    """What came of it.

    Attributes
    ----------
    aimed : bool
        Whether each kill came the moment the browser was told of a repetition, instead of anywhere.
    kills : int
        How often the server was killed.
    resumed : int
        How often the page offered to go on with a session that was cut off.
    sessions : int
        Sessions that the browser was told are over.
    session_s : float
        How long a session takes that is not killed: kills are drawn evenly from that time.
    told : int
        Repetitions that the browser was told are done.
    lost : int
        Those of them that are not there.
    double : int
        Repetitions that are there more than once: by their number in the set, or by when they started.
    ahead : int
        Repetitions that were there when the server was killed before it could tell them.
    odd : int
        Sessions told to be over that have no end, and sessions other than the one going on whose sets are not
        exactly the plan's.
    closest_ms : float
        The shortest time from the browser being told of a repetition to a kill.
    sound : bool
        Whether the file was sound after every kill (`PRAGMA integrity_check`); a server sees to itself.
    took_s : float
        How long all of it took.
    load : float
        The machine's, at the end: NaN where it cannot be told.
    """

    aimed: bool
    kills: int
    resumed: int
    sessions: int
    session_s: float
    told: int
    lost: int
    double: int
    ahead: int
    odd: int
    closest_ms: float
    sound: bool
    took_s: float
    load: float

    @property
    def as_it_should_be(self) -> bool:
        """Whether nothing was lost, double or odd."""
        return self.sound and not (self.lost or self.double or self.odd)


@dataclass
class Ledger:
    """What the browser was told, held against what is there after each kill.

    Attributes
    ----------
    told : set of (UUID or None, int, int)
        Repetitions: session, set, number. None for a session of which nothing is there.
    lost : int
        Those that were not there when the server had been killed: done again, they are there later.
    ahead : set of (UUID, int, int)
        Repetitions that were there before they were told.
    over : set of UUID
        Sessions that were told to be over.
    known : list of UUID
        Sessions that were there at the last look, in their order.
    """

    told: set[tuple[UUID | None, int, int]] = field(default_factory=set)
    lost: int = 0
    ahead: set[tuple[UUID, int, int]] = field(default_factory=set)
    over: set[UUID] = field(default_factory=set)
    known: list[UUID] = field(default_factory=list)

    def close_page(self, told: Sequence[Told], going_on: UUID | None, kept: KeptSessions) -> None:
        """Enter what one server's sessions were told, the first one of which may have been `going_on`."""
        fresh = iter([session for session in kept.ended if session not in self.known])
        there = {one[:3] for one in kept.repetitions}
        lost = self.told - there
        for number, one in enumerate(told):
            session = going_on if number == 0 and going_on is not None else next(fresh, None)
            now = {
                (session, of, repetition)
                for of, count in one.repetitions.items()
                for repetition in range(1, count + 1)
            }
            self.told |= now
            lost |= now - there
            if one.over and session is not None:
                self.over.add(session)
        self.known = list(kept.ended)
        self.ahead |= there - self.told
        self.lost += len(lost)


def kill_server(
    place: str,
    kills: int,
    browser: str,
    *,
    seed: int = 0,
    aimed: bool = False,
    most_s: float = math.inf,
    say: Callable[[str], object] = lambda _: None,
) -> ServerKillFigures:
    """Kill the real server again and again; before and after that one session is led to its end.

    Parameters
    ----------
    place : str
        The address of the database.
    kills : int
        How often.
    browser : str
        The program.
    seed : int
        Of the moments.
    aimed : bool
        Kill at the moment at which the browser is told of a repetition, instead of at any.
    most_s : float
        No further kill after this time.
    say : callable
        Told how far it is.

    Raises
    ------
    RuntimeError
        If the server does not start, or a session does not come to its end.
    """
    rng, begun = random.Random(seed), time.perf_counter()
    ledger, resumed, gaps, sound = Ledger(), 0, list[float](), True
    with _at_home(place, browser) as (server, visitor):
        lasts_s, done, whole = 0.0, 0, 0
        while whole < 2:
            last = whole == 0 or done >= kills or time.perf_counter() - begun > most_s
            with open_records(place) as records:
                unfinished = records.unfinished()
            server.start()
            kill_after_s = None if last or aimed else rng.uniform(0, lasts_s)
            goes_on, told, took_s = _use(server, visitor, kill_after_s, aimed=aimed and not last)
            server.end()
            lasts_s = lasts_s or took_s
            whole, done = whole + last, done + (not last)
            resumed += goes_on
            counted_at, killed_at = told[-1].counted_at, server.killed_at
            if counted_at is not None and killed_at is not None and not last:
                gaps.append(abs(killed_at - counted_at) * 1000)
            # The file is opened only now: it is found as the killed server left it.
            with open_records(place) as records:
                sound &= is_sound(records)
                kept = read_sessions(records)
            ledger.close_page(told, unfinished.id if unfinished and goes_on else None, kept)
            say(f"{done} of {kills}: {len(ledger.told)} told, {ledger.lost} lost, {kept.double} twice")
    return ServerKillFigures(
        aimed=aimed,
        kills=done,
        resumed=resumed,
        sessions=len(ledger.over),
        session_s=round(lasts_s, 1),
        told=len(ledger.told),
        lost=ledger.lost,
        double=kept.double,
        ahead=len(ledger.ahead),
        odd=len(kept.odd(ledger.over, WHOLE)),
        closest_ms=round(min(gaps, default=float("nan")), 1),
        sound=sound,
        took_s=round(time.perf_counter() - begun),
        load=round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else float("nan"),
    )


@contextmanager
def _at_home(place: str, browser: str) -> Iterator[tuple[RealServer, Visitor]]:
    """Give a server that has not started, and somebody known before its page; all of it ends afterwards."""
    ensure_model("full")
    with open_records(place) as records:
        if not records.may_keep():
            records.give_consent(keeping.CONSENT_VERSION, name="Ada")
        no = {question.id: 0.0 for question in load_safety().question}
        records.store_answers(keeping.SAFETY, keeping.SAFETY_VERSION, no)
    with tempfile.TemporaryDirectory(prefix="backtalk-killed-") as name:
        folder = Path(name)
        (folder / f"{PLAN}.toml").write_text(_plan(), encoding="utf-8")
        flags = [*FLAGS, f"--use-file-for-fake-video-capture={write_camera(folder / 'camera.mjpeg')}"]
        env = {ENVIRONMENT_NAME: place, "BACKTALK_PLANS": str(folder)}
        server = RealServer(env, folder / "server.log")
        with sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=browser, args=flags)
            try:
                page = opened.new_page(viewport=SMALL)
                yield server, Visitor(page, server.address)
            finally:
                server.end()
                opened.close()


def _plan() -> str:
    items = ", ".join(
        f'{{ exercise = "{name}", repetitions = {REPETITIONS}, sets = 1, rest_s = {REST_S} }}'
        for name in EXERCISES
    )
    return f'id = "{PLAN}"\ntitle = "Killed"\npurpose = "Bows."\nitems = [{items}]\n'


def _use(
    server: RealServer, visitor: Visitor, kill_after_s: float | None, *, aimed: bool
) -> tuple[bool, list[Told], float]:
    """Do session after session until the server is killed, or one without a kill.

    Returns
    -------
    goes_on : bool
        Whether the page offered to go on with what was cut off.
    told : list of Told
        One for each session.
    took_s : float
        How long it took from the start.
    """
    told, goes_on, timer = list[Told](), False, None
    until, begun = time.monotonic() + _MOST_S, time.perf_counter()

    def is_killed() -> bool:
        if time.monotonic() > until:
            raise RuntimeError(f"a session did not come to its end; the guide was at {told[-1].stage!r}")
        return server.killed_at is not None

    try:
        while not is_killed():
            told.append(Told([1] * len(EXERCISES), server.kill if aimed else lambda: None))
            offered = visitor.open(told[-1])
            if len(told) == 1:
                goes_on, begun = offered, time.perf_counter()
                if kill_after_s is not None:
                    timer = threading.Timer(kill_after_s, server.kill)
                    timer.start()
            visitor.start()
            visitor.exercise(told[-1], is_killed)
            if not aimed and kill_after_s is None:
                break
    except Error:  # a page that was just opening
        if server.killed_at is None:
            raise
    finally:
        if timer is not None:
            timer.cancel()
    took_s = time.perf_counter() - begun
    visitor.look(_ARRIVES_MS)
    return goes_on, told, took_s
