"""A PostgreSQL server for a while: a cluster in a temporary folder, under an account without rights."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

USER = "backtalk"
_STARTS_WITHIN_S = 30.0


class NoServerError(Exception):
    """PostgreSQL is not on this machine."""


@contextmanager
def temporary_server(*, durable: bool = True) -> Iterator[URL]:
    """Start PostgreSQL and give its address; it is gone afterwards.

    Parameters
    ----------
    durable : bool
        Whether a commit waits for the disk, as a real server's does. Tests make many databases and pull no
        plug.

    Raises
    ------
    NoServerError
    """
    initdb, postgres = _program("initdb"), _program("postgres")
    password, account = secrets.token_urlsafe(12), _account()
    with tempfile.TemporaryDirectory(prefix="backtalk-postgresql-") as name:
        folder = Path(name)
        secret, data, log = folder / "password", folder / "data", folder / "log"
        secret.write_text(password, encoding="utf-8")
        log.touch()
        if account is not None:
            for path in (folder, secret, log):
                shutil.chown(path, account)
        made = [initdb, "-D", data, "-U", USER, "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8"]
        subprocess.run(
            [*made, "--locale=C", "--no-sync"], cwd=folder, user=account, check=True, capture_output=True
        )
        port, settings = _free_port(), [] if durable else ["-F", "-c", "full_page_writes=off"]
        with log.open("wb") as output:
            server = subprocess.Popen(
                [postgres, "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, *settings],
                cwd=folder,
                user=account,
                stdout=output,
                stderr=output,
            )
        url = URL.create("postgresql+pg8000", USER, password, "127.0.0.1", port, "postgres")
        try:
            _wait(url, server, log)
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


@contextmanager
def database(server: URL, name: str, template: str = "template1") -> Iterator[str]:
    """Make a database on the server, a copy of another, and give its address; it is gone afterwards."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


def _program(name: str) -> str:
    """Find a program of the server; Debian keeps them beside the path, by version."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = shutil.which(name) or (str(beside[-1]) if beside else None)
    if found is None:
        raise NoServerError("needs PostgreSQL: Debian's package postgresql")
    return found


def _account() -> str | None:
    """Give the account to run under: PostgreSQL refuses to run as root."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd  # not on Windows

    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait(url: URL, server: subprocess.Popen[bytes], log: Path) -> None:
    engine = create_engine(url, poolclass=NullPool)
    until = time.monotonic() + _STARTS_WITHIN_S
    while True:
        try:
            engine.connect().close()
            return
        except DBAPIError as error:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL does not start: {log.read_text(errors='replace')}") from error
            time.sleep(0.05)
