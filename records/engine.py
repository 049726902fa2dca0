"""Where the results lie and how they are connected to: SQLite in the user's data folder, or PostgreSQL."""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from records.files import make_folder
from records.problems import RecordsError

ENVIRONMENT_NAME = "BACKTALK_DATABASE_URL"
WRITES = {"backtalk_writes": True}
"""Execution options of a connection that will write: SQLite then takes its turn at once, not halfway."""

_BUSY_S = 5
# pg8000's own limit for any answer; making room in a large table may take a while.
_ANSWER_S = 120
_ON_THIS_COMPUTER = {None, "", "localhost", "127.0.0.1", "::1"}
_HEADER = b"SQLite format 3\0"
_SQLITE_SETTINGS = (
    "PRAGMA foreign_keys=ON",
    # Whatever a commit wrote is on the disk when it returns: pulling the plug loses no finished repetition.
    "PRAGMA synchronous=FULL",
    # What is deleted is written over.
    "PRAGMA secure_delete=ON",
)
_POSTGRESQL_SETTINGS = (
    "SET TIME ZONE 'UTC'",
    f"SET lock_timeout = '{_BUSY_S}s'",
    # Whatever the server's own habit: as above.
    "SET synchronous_commit = on",
)


def default_path() -> Path:
    """Give the file of the results on this computer; it need not be there yet."""
    return platformdirs.user_data_path("backtalk", appauthor=False) / "records.db"


def find_url(place: str | Path | None = None) -> URL:
    """Give the address of the results.

    Parameters
    ----------
    place : str or Path, optional
        An address, or the path of an SQLite file. Without it: the environment's ``BACKTALK_DATABASE_URL``,
        else `default_path`.

    Raises
    ------
    RecordsError
        If that is no address of SQLite or PostgreSQL.
    """
    chosen = place or os.environ.get(ENVIRONMENT_NAME) or default_path()
    if isinstance(chosen, Path):
        return URL.create("sqlite", database=str(chosen.absolute()))
    try:
        url = make_url(chosen)
        kind = url.get_backend_name()
    except (ArgumentError, ValueError):
        kind = ""
    if kind == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    if kind in ("postgresql", "postgres") and url.database:
        return url.set(drivername="postgresql+pg8000")
    # It may hold a password, so it is not repeated.
    raise RecordsError(
        f"{ENVIRONMENT_NAME} is no address of a database; write postgresql://USER:PASSWORD@HOST/DATABASE "
        "or sqlite:///FILE."
    )


def make_engine(url: URL) -> Engine:
    """Make what gives connections; nothing is connected yet.

    Raises
    ------
    RecordsError
        If the folder of the file cannot be made, or the address asks for what is not known.
    """
    # Whatever goes wrong: no value of a person in an error text.
    if url.get_backend_name() == "sqlite":
        _make_file(url)
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _BUSY_S})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    tls = _tls(url)
    engine = create_engine(
        url.set(query={}),
        hide_parameters=True,
        connect_args={"timeout": _ANSWER_S, "ssl_context": tls},
    )
    event.listen(engine, "connect", _set_up_postgresql)
    event.listen(engine, "handle_error", _notice_broken_connection)
    return engine


def sqlite_path(engine: Engine) -> Path | None:
    """Give the file of the results, None where a server keeps them."""
    database = engine.url.database
    return Path(str(database)) if engine.dialect.name == "sqlite" else None


def driver_connection(connection: Connection) -> Any:
    """Give the driver's own connection, for what SQLite does outside of any transaction."""
    return connection.connection.driver_connection


def _make_file(url: URL) -> None:
    """Make folder and file so that no other account of this computer can read them."""
    path = Path(str(url.database))
    if "uri" in url.query:
        return
    make_folder(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))
        with path.open("rb") as file:
            begins = file.read(len(_HEADER))
    except OSError as error:
        raise RecordsError(
            f"{path} cannot be made: {error.strerror}; let {ENVIRONMENT_NAME} name another place."
        ) from error
    # SQLite itself takes a file of a few letters for an empty one, and writes over it.
    if begins not in (b"", _HEADER):
        raise RecordsError(f"{path} is no database of results; move it away, or name another place.")


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # Transactions begin where `_begin_sqlite` says so, not where the driver guesses.
    connection.isolation_level = None
    for setting in _SQLITE_SETTINGS:
        connection.execute(setting)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("backtalk_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_up_postgresql(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for setting in _POSTGRESQL_SETTINGS:
        cursor.execute(setting)
    connection.commit()


def _notice_broken_connection(context: ExceptionContext) -> None:
    """Take a connection that the server ended for broken, so that the next one is made anew.

    The driver lets some of what the network says through as it is; here it becomes an error like the others.
    """
    error = context.original_exception
    if isinstance(error, OSError):
        context.is_disconnect = True
        raise OperationalError(context.statement, None, error, connection_invalidated=True) from error
    told = error.args[:1]
    if told and isinstance(told[0], dict) and str(told[0].get("C", ""))[:3] in ("57P", "08P", "080"):
        context.is_disconnect = True


def _tls(url: URL) -> ssl.SSLContext | None:
    """Give what encrypts the way to a server: always, unless it is on this computer or somebody says no."""
    unknown = set(url.query) - {"sslmode", "sslrootcert"}
    mode = url.query.get("sslmode", "disable" if url.host in _ON_THIS_COMPUTER else "verify-full")
    if unknown or mode not in ("disable", "verify-full"):
        raise RecordsError(
            f"{ENVIRONMENT_NAME} may end in ?sslmode=verify-full or ?sslmode=disable, and &sslrootcert=FILE, "
            "nothing else."
        )
    if mode == "disable":
        return None
    authority = url.query.get("sslrootcert")
    try:
        return ssl.create_default_context(cafile=str(authority) if authority else None)
    except OSError as error:
        raise RecordsError(f"{authority} is no certificate that can be read; check sslrootcert.") from error
