"""A program that stores repetitions is killed at random moments: what it was told is stored is there."""

from __future__ import annotations

import multiprocessing
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from uuid import UUID

from sqlalchemy import func, select, text

from benchmarks.records.simulated import simulate_repetition
from records import Records, open_records
from records.models import CurvesRow, RepetitionRow

# Programs of their own, forked from one that has loaded everything: a kill costs no second of loading.
PROCESSES = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
PROCESSES.set_forkserver_preload([__name__])
_BEGINS = 0
# After some repetitions, and anywhere in the time that one more takes: a kill finds every moment of storing.
_KILLED_AFTER = 12


@dataclass(frozen=True)
class KillFigures:
    """What came of it.

    Attributes
    ----------
    kills : int
        How often the program was killed.
    acknowledged : int
        Repetitions that it was told are stored.
    lost : int
        Those of them that are not there.
    double : int
        Repetitions that are there more than once.
    ahead : int
        Repetitions that are there though the program was killed before it could say so.
    halves : int
        Repetitions without their curves, or curves without a repetition.
    sound : bool
        Whether the file was sound after every kill (`PRAGMA integrity_check`); a server sees to itself.
    """

    kills: int
    acknowledged: int
    lost: int
    double: int
    ahead: int
    halves: int
    sound: bool

    @property
    def as_it_should_be(self) -> bool:
        """Whether nothing was lost, double, or half there; only the one in progress may be there or not."""
        return self.sound and not (self.lost or self.double or self.halves) and self.ahead <= self.kills


def kill_runs(place: str, kills: int, seed: int = 0) -> KillFigures:
    """Kill a storing program again and again; each one goes on with the same session, in a set of its own.

    Each stores the last set's repetitions once more first, as a program would that cannot know.
    """
    rng = random.Random(seed)
    with open_records(place) as records:
        if not records.may_keep():
            records.give_consent("1")
        session = records.begin_session()
        told: set[tuple[int, int]] = set()
        sound = True
        for run in range(1, kills + 1):
            told |= _run(place, session, run, {number for of, number in told if of == run - 1}, rng)
            sound &= is_sound(records)
        with records.engine.connect() as connection:
            row = RepetitionRow
            found = connection.execute(
                select(row.set_number, row.number, func.count())
                .where(row.session_id == session)
                .group_by(row.set_number, row.number)
            ).all()
            with_curves = connection.execute(
                select(CurvesRow.set_number, CurvesRow.number).where(CurvesRow.session_id == session)
            ).all()
    there = {(of, number) for of, number, _ in found}
    return KillFigures(
        kills=kills,
        acknowledged=len(told),
        lost=len(told - there),
        double=sum(times > 1 for *_, times in found),
        ahead=len(there - told),
        halves=len(there ^ {(of, number) for of, number in with_curves}),
        sound=sound,
    )


def is_sound(records: Records) -> bool:
    """Tell whether the file is sound (`PRAGMA integrity_check`); a server sees to itself."""
    if records.engine.dialect.name != "sqlite":
        return True
    with records.engine.connect() as connection:
        return bool(connection.scalar(text("PRAGMA integrity_check")) == "ok")


def _run(place: str, session: UUID, run: int, again: set[int], rng: random.Random) -> set[tuple[int, int]]:
    """Start the program, kill it, and give what it was told is stored."""
    told = max(again, default=0)
    here, there = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(
        target=store_until_killed, args=(place, session, run, told, there), daemon=True
    )
    process.start()
    there.close()
    if here.recv() != _BEGINS:
        raise RuntimeError("the program that stores repetitions did not start")
    acknowledged = set()
    begun = time.perf_counter()
    for _ in range(rng.randint(1, _KILLED_AFTER)):
        acknowledged.add((run, int(here.recv())))
    time.sleep(rng.uniform(0, (time.perf_counter() - begun) / len(acknowledged)))
    process.kill()
    process.join()
    with suppress(EOFError):
        while True:
            acknowledged.add((run, int(here.recv())))
    return acknowledged


def store_until_killed(place: str, session: UUID, run: int, told: int, answer: Connection) -> None:
    """Store repetition after repetition and say which, as soon as storing returns."""
    records = open_records(place)
    answer.send(_BEGINS)
    for number in range(1, told + 1):
        records.store_repetition(session, run - 1, *simulate_repetition(number, seed=run - 1))
    records.begin_set(session, run, "waiters_bow")
    for number in count(1):
        records.store_repetition(session, run, *simulate_repetition(number, seed=run))
        answer.send(number)
