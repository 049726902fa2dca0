"""What `python -m benchmarks.records` found, and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.records.killing import KillFigures
from benchmarks.records.server_killing import ServerKillFigures
from benchmarks.records.session_killing import SessionKillFigures


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


@dataclass(frozen=True)
class Found:
    """What was found of one database; nothing of the real server unless it was asked for."""

    cost: CostFigures
    killed: KillFigures
    guided_sessions: SessionKillFigures
    server: ServerKillFigures | None = None
    server_aimed: ServerKillFigures | None = None


_KILLED = (
    ("kill -9", "kills"),
    ("repetitions acknowledged", "acknowledged"),
    ("of them lost", "lost"),
    ("there twice", "double"),
    ("there, killed before it was told", "ahead"),
    ("half there", "halves"),
    ("file sound after every kill", "sound"),
)
_GUIDED = (
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
)
_SERVER = (
    ("kills", "kills"),
    ("went on with a session that was cut off", "resumed"),
    ("sessions finished", "sessions"),
    ("a session without a kill, s", "session_s"),
    ("repetitions the browser was told are done", "told"),
    ("of them lost", "lost"),
    ("there twice", "double"),
    ("there, killed before it was told", "ahead"),
    ("sessions that are not the plan's", "odd"),
    ("the kill that came soonest after telling, ms", "closest_ms"),
    ("file sound after every kill", "sound"),
    ("took, s", "took_s"),
    ("load of the machine", "load"),
)


def show(found: dict[str, Found]) -> None:
    """Print the table, a column for each database."""
    table = Table(title="What keeping results costs")
    for column in ("", *found):
        table.add_column(column, justify="left" if not column else "right")
    costs = [one.cost for one in found.values()]
    table.add_row("store a repetition, median ms", *(f"{one.store_ms:.1f}" for one in costs))
    table.add_row("store a repetition, 95 of 100 within ms", *(f"{one.store_p95_ms:.1f}" for one in costs))
    table.add_row("the disk's own part of it, median ms", *(f"{one.disk_ms:.1f}" for one in costs))
    table.add_row("repetitions kept", *(f"{one.repetitions}" for one in costs))
    table.add_row(
        f"progress of {costs[0].sessions} sessions read again, median ms",
        *(f"{one.progress_ms:.0f}" for one in costs),
    )
    table.add_row("the first time after opening, ms", *(f"{one.first_progress_ms:.0f}" for one in costs))
    _add(table, _KILLED, [one.killed for one in found.values()])
    table.add_section()
    _add(table, _GUIDED, [one.guided_sessions for one in found.values()])
    for title, part in (
        ("kill -9 of the real server, at any moment", [one.server for one in found.values()]),
        ("kill -9 the moment the browser is told", [one.server_aimed for one in found.values()]),
    ):
        if any(part):
            table.add_section()
            table.add_row(title)
            _add(table, _SERVER, part)
    Console(width=100).print(table)


def _add(table: Table, rows: Sequence[tuple[str, str]], found: Sequence[object]) -> None:
    for label, name in rows:
        table.add_row(label, *(str(getattr(one, name, "")) for one in found))
