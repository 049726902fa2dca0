"""What can keep results from being kept or read, in one sentence each that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from errors import BacktalkError


class RecordsError(BacktalkError):
    """Results cannot be kept or read."""


class NoConsentError(RecordsError):
    """Nothing is kept of somebody who has not agreed to it, or no longer does."""


class NotKeptError(RecordsError):
    """What was asked for is not among the results."""


# By SQLite's own result code (sqlite.org/rescode.html), its lowest byte.
_SQLITE = {
    sqlite3.SQLITE_NOTADB: "{place} is no database of results; move it away, or name another place.",
    sqlite3.SQLITE_CORRUPT: "{place} is damaged; move it away and put a backup in its place.",
    sqlite3.SQLITE_BUSY: "{place} is in use by another program; close it and try again.",
    sqlite3.SQLITE_LOCKED: "{place} is in use by another program; close it and try again.",
    sqlite3.SQLITE_READONLY: "{place} is read-only, so it cannot be written; allow writing, or name another.",
    sqlite3.SQLITE_PERM: "{place} cannot be opened: this account may not; allow it, or name another place.",
    sqlite3.SQLITE_CANTOPEN: "{place} cannot be opened; check that its folder is there and may be written.",
    sqlite3.SQLITE_FULL: "{place} cannot be written: the disk is full; make room and try again.",
    sqlite3.SQLITE_IOERR: "{place} cannot be read or written: the disk reports an error; check the disk.",
    sqlite3.SQLITE_NOLFS: "{place} is too large for this disk; name a place on another one.",
}
# By SQLSTATE (PostgreSQL manual, appendix A), whole or its class.
_POSTGRESQL = {
    "28": "{place} does not accept this name and password; check BACKTALK_DATABASE_URL.",
    "3D": "{place} is not there; make the database, or check BACKTALK_DATABASE_URL.",
    "42501": "{place} does not allow this to its user; grant it the right to make and write tables.",
    "25006": "{place} cannot be written: it is read-only; allow writing.",
    "53100": "{place} cannot be written: the disk is full; make room and try again.",
    "53300": "{place} has no connection left; try again in a moment.",
    "55P03": "{place} is in use by another program; try again in a moment.",
    "57": "{place} is starting or stopping; try again in a moment.",
}
_UNREACHABLE = "{place} does not answer; check that it runs, and BACKTALK_DATABASE_URL."


@contextmanager
def in_words(url: URL) -> Iterator[None]:
    """Turn what a database says into a sentence. What is no trouble of the place stays an error of ours.

    Raises
    ------
    RecordsError
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise RecordsError(sentence.format(place=place_of(url))) from error


def place_of(url: URL) -> str:
    """Name the place for a person: a file, or server and database. Never the password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"The database {url.database} on {url.host or 'this computer'}"


def _sentence(error: DBAPIError | sqlite3.Error) -> str | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    told = cause.args[0] if cause is not None and cause.args else None
    if isinstance(told, dict):
        state = str(told.get("C", ""))
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    if getattr(error, "connection_invalidated", False) or type(cause).__name__ == "InterfaceError":
        return _UNREACHABLE
    return None
