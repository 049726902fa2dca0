"""`python -m benchmarks.records [--json]`: what keeping results costs, and that killing loses none of them.

A program that only stores is killed, and the server of guided sessions. On SQLite and,
where it is installed, on a PostgreSQL server of its own.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.records.killing import KillFigures, kill_runs
from benchmarks.records.server import NoServerError, database, temporary_server
from benchmarks.records.session_killing import SessionKillFigures, kill_sessions
from benchmarks.records.simulated import fill, simulate_repetition
from records import open_records

READS = 7
_NAMES = ("cost", "killed", "sessions")


@dataclass(frozen=True)
class CostFigures:
    """What keeping results costs, medians in milliseconds.

    Attributes
    ----------
    stored : int
        How many repetitions were stored, with their curves, one at a time.
    store_ms, store_p95_ms : float
        How long until a repetition is on the disk.
    disk_ms : float
        How long the disk itself takes to keep a small write for good.
    sessions, repetitions : int
        How many the page of progress was read from.
    progress_ms, first_progress_ms : float
        How long that took with nothing new, and the first time after opening.
    """

    stored: int
    store_ms: float
    store_p95_ms: float
    disk_ms: float
    sessions: int
    repetitions: int
    progress_ms: float
    first_progress_ms: float


Found = tuple[CostFigures, KillFigures, SessionKillFigures]
"""What was found of one database."""


def measure_cost(place: str, repetitions: int, sessions: int) -> CostFigures:
    """Store repetitions one at a time, then read the progress of many sessions."""
    with open_records(place) as records:
        records.give_consent("1")
        fill(records, sessions)
        session = records.begin_session()
        records.begin_set(session, 1, "waiters_bow")
        simulated = [simulate_repetition(number) for number in range(1, repetitions + 1)]
        disk_ms = _force_to_disk_ms()
        took = [_timed_ms(partial(records.store_repetition, session, 1, *one)) for one in simulated]
    with open_records(place) as records:
        first_ms, *read = [_timed_ms(records.progress) for _ in range(READS)]
        progress = records.progress()
    count = sum(done.repetitions for one in progress.sessions for done in one.exercises)
    return CostFigures(
        stored=repetitions,
        store_ms=median(took),
        store_p95_ms=quantiles(took, n=20)[-1],
        disk_ms=disk_ms,
        sessions=len(progress.sessions),
        repetitions=count,
        progress_ms=median(read),
        first_progress_ms=first_ms,
    )


def main(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    repetitions: Annotated[int, typer.Option(min=20, help="How many to store one at a time.")] = 200,
    sessions: Annotated[int, typer.Option(min=1, help="How many to read the progress of.")] = 500,
    kills: Annotated[int, typer.Option(min=0, help="How often a storing program is killed.")] = 50,
    session_kills: Annotated[
        int, typer.Option(min=0, help="How often the server of a guided session is killed.")
    ] = 50,
) -> None:
    """Measure on both databases."""
    found: dict[str, Found] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="backtalk-records-")))
        places = {"SQLite": [f"sqlite:///{folder / name}.db" for name in _NAMES]}
        try:
            server = stack.enter_context(temporary_server())
            places["PostgreSQL"] = [stack.enter_context(database(server, name)) for name in _NAMES]
        except NoServerError as missing:
            Console(stderr=True).print(f"Without PostgreSQL: {missing}.")
        for name, (cost, killed, sessions_killed) in places.items():
            found[name] = (
                measure_cost(cost, repetitions, sessions),
                kill_runs(killed, kills),
                kill_sessions(sessions_killed, session_kills),
            )
    if as_json:
        figures = {
            name: asdict(cost) | asdict(killed) | {"guided_sessions": asdict(guided)}
            for name, (cost, killed, guided) in found.items()
        }
        typer.echo(json.dumps(figures, indent=2))
    else:
        _show(found)


def _show(found: dict[str, Found]) -> None:
    table = Table(title="What keeping results costs")
    for column in ("", *found):
        table.add_column(column, justify="left" if not column else "right")
    costs, kills, guided = (list(kind) for kind in zip(*found.values(), strict=True))
    table.add_row("store a repetition, median ms", *(f"{one.store_ms:.1f}" for one in costs))
    table.add_row("store a repetition, 95 of 100 within ms", *(f"{one.store_p95_ms:.1f}" for one in costs))
    table.add_row("the disk's own part of it, median ms", *(f"{one.disk_ms:.1f}" for one in costs))
    table.add_row("repetitions kept", *(f"{one.repetitions}" for one in costs))
    table.add_row(
        f"progress of {costs[0].sessions} sessions read again, median ms",
        *(f"{one.progress_ms:.0f}" for one in costs),
    )
    table.add_row("the first time after opening, ms", *(f"{one.first_progress_ms:.0f}" for one in costs))
    for label, name in (
        ("kill -9", "kills"),
        ("repetitions acknowledged", "acknowledged"),
        ("of them lost", "lost"),
        ("there twice", "double"),
        ("there, killed before it was told", "ahead"),
        ("half there", "halves"),
        ("file sound after every kill", "sound"),
    ):
        table.add_row(label, *(str(getattr(one, name)) for one in kills))
    table.add_section()
    for label, name in (
        ("kill -9 of the server of guided sessions", "kills"),
        ("went on with a session that was cut off", "resumed"),
        ("sessions finished", "sessions"),
        ("repetitions acknowledged", "acknowledged"),
        ("of them lost", "lost"),
        ("there twice", "double"),
        ("there, killed before it was told", "ahead"),
        ("counted, killed before it was stored, and done again", "unstored"),
        ("sessions that are not the plan's", "odd"),
        ("file sound after every kill", "sound"),
    ):
        table.add_row(label, *(str(getattr(one, name)) for one in guided))
    Console(width=100).print(table)


def _force_to_disk_ms() -> float:
    """Tell how long this disk takes to keep a small write for good: no database is quicker."""
    with tempfile.TemporaryFile() as file:

        def force() -> None:
            file.write(bytes(8192))
            file.flush()
            os.fsync(file.fileno())

        return median(_timed_ms(force) for _ in range(50))


def _timed_ms(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000.0


if __name__ == "__main__":
    typer.run(main)
