"""`python -m benchmarks.records [--json]`: what keeping results costs, and that killing loses none of them.

A program that only stores is killed, and the server of guided sessions; with `--server-kills 50` also the
real server, in the middle of sessions in a real browser, which takes half an hour. On SQLite and, where it is
installed, on a PostgreSQL server of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from enum import StrEnum
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.live import BROWSERS, NO_BROWSER
from benchmarks.records.killing import kill_runs
from benchmarks.records.server import NoServerError, database, temporary_server
from benchmarks.records.server_killing import kill_server
from benchmarks.records.session_killing import kill_sessions
from benchmarks.records.showing import CostFigures, Found, show
from benchmarks.records.simulated import fill, simulate_repetition
from records import open_records

READS = 7
_NAMES = ("cost", "killed", "sessions", "server", "aimed")


class Kind(StrEnum):
    """A database that can be measured."""

    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"


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
    server_kills: Annotated[
        int, typer.Option(min=0, help="How often the real server is killed, at any moment; needs Chromium.")
    ] = 0,
    aimed_kills: Annotated[
        int, typer.Option(min=0, help="The same, the moment the browser is told of a repetition.")
    ] = 0,
    minutes: Annotated[
        float, typer.Option(help="No further kill of the real server after this time, for each database.")
    ] = 60.0,
    only: Annotated[Kind | None, typer.Option(help="One database alone.", case_sensitive=False)] = None,
) -> None:
    """Measure on both databases."""
    # Whoever ends it ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    browser = next(filter(None, map(shutil.which, BROWSERS)), "")
    errors = Console(stderr=True)
    if (server_kills or aimed_kills) and not browser:
        errors.print(NO_BROWSER)
        raise typer.Exit(2)
    found: dict[str, Found] = {}
    with ExitStack() as stack:
        places = _places(stack, only, errors)
        for name, (cost, killed, sessions_killed, server_killed, aimed) in places.items():
            kill = partial(kill_server, browser=browser, most_s=minutes * 60, say=partial(_say, errors, name))
            found[name] = Found(
                measure_cost(cost, repetitions, sessions),
                kill_runs(killed, kills),
                kill_sessions(sessions_killed, session_kills),
                kill(server_killed, server_kills) if server_kills else None,
                kill(aimed, aimed_kills, aimed=True) if aimed_kills else None,
            )
    if as_json:
        figures = {
            name: asdict(one.cost)
            | asdict(one.killed)
            | {
                part: asdict(part_found)
                for part in ("guided_sessions", "server", "server_aimed")
                if (part_found := getattr(one, part)) is not None
            }
            for name, one in found.items()
        }
        typer.echo(json.dumps(figures, indent=2))
    else:
        show(found)


def _places(stack: ExitStack, only: Kind | None, errors: Console) -> dict[str, list[str]]:
    """Give the addresses of empty databases, one for each part."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="backtalk-records-")))
    places = {}
    if only is not Kind.POSTGRESQL:
        places[str(Kind.SQLITE)] = [f"sqlite:///{folder / name}.db" for name in _NAMES]
    if only is not Kind.SQLITE:
        try:
            server = stack.enter_context(temporary_server())
            places[str(Kind.POSTGRESQL)] = [stack.enter_context(database(server, name)) for name in _NAMES]
        except NoServerError as missing:
            errors.print(f"Without PostgreSQL: {missing}.")
    return places


def _say(console: Console, name: str, sentence: str) -> None:
    console.print(f"{name}, kill {sentence}")


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
