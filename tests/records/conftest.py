"""The same tests on both databases: SQLite in a file, PostgreSQL on a real server of its own.

PostgreSQL is skipped where it is not installed, unless it is required.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from benchmarks.records.server import NoServerError, database, temporary_server
from records import Records, open_records

REQUIRED = os.environ.get("BACKTALK_REQUIRE_POSTGRESQL") == "1"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
_numbers = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    try:
        with temporary_server(durable=False) as url:
            yield url
    except NoServerError as missing:
        absent: Callable[[str], Any] = pytest.fail if REQUIRED else pytest.skip
        absent(str(missing))


@pytest.fixture(scope="session")
def made(server: URL) -> Iterator[str]:
    """The name of a database that has its tables: quicker to copy than to make."""
    with database(server, "made") as place:
        open_records(place).close()
        yield "made"


@pytest.fixture
def postgresql(server: URL) -> Iterator[str]:
    """The address of an empty database on the server."""
    with database(server, f"test{next(_numbers)}") as place:
        yield place


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address at which nothing is kept yet; what else is kept lies in the test's own folder."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_args, **_kwargs: tmp_path / "user")
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'results' / 'records.db'}"
    server, made = request.getfixturevalue("server"), request.getfixturevalue("made")
    stack = request.getfixturevalue("stack")
    return str(stack.enter_context(database(server, f"test{next(_numbers)}", made)))


@pytest.fixture
def records(place: str) -> Iterator[Records]:
    """Results of somebody who agreed; each look at the clock is a minute later."""
    with open_records(place, clock=minutes()) as opened:
        opened.give_consent("1")
        yield opened


def minutes() -> Callable[[], datetime]:
    times = (NOON + timedelta(minutes=passed) for passed in count())
    return lambda: next(times)
