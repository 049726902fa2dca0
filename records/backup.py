"""A copy of everything as of one moment, in one SQLite file that Backtalk can open, whatever it lay in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Row, create_engine, event, insert, select
from sqlalchemy.pool import NullPool

from records.engine import driver_connection
from records.files import whole_file
from records.problems import RecordsError

_ROWS_AT_ONCE = 1000
_SCHEMA = "public"


def back_up(engine: Engine, out: Path) -> None:
    """Write everything into a new SQLite file, checked before it is in place.

    Parameters
    ----------
    engine : Engine
        Where the results lie, of whatever version they are. Others may go on writing.
    out : Path
        A file that is not there yet.

    Raises
    ------
    RecordsError
        If it cannot be written.
    """
    with whole_file(out) as part:
        try:
            if engine.dialect.name == "sqlite":
                with engine.connect() as connection, closing(sqlite3.connect(part)) as copy:
                    driver_connection(connection).backup(copy)
            else:
                _copy_tables(engine, part)
            with closing(sqlite3.connect(part)) as copy:
                # One file, without the two that SQLite keeps beside a database in use.
                copy.execute("PRAGMA journal_mode=DELETE")
                whole = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        except sqlite3.Error as error:
            raise RecordsError(f"{out} cannot be written: {error}; name another place.") from error
        if not whole:
            raise RecordsError(f"{engine.url.database} is damaged, so no backup was made of it.")


def _copy_tables(engine: Engine, part: Path) -> None:
    """Copy every table as it is found, seen as of one moment."""
    target = create_engine(f"sqlite:///{part}", poolclass=NullPool, hide_parameters=True)
    with (
        engine.connect().execution_options(isolation_level="REPEATABLE READ") as source,
        target.begin() as copy,
    ):
        tables = _tables_for_sqlite(source)
        tables.create_all(copy)
        for table in tables.sorted_tables:
            found = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
            for rows in found.partitions(_ROWS_AT_ONCE):
                copy.execute(insert(table), _as_dicts(rows))
    target.dispose()


def _tables_for_sqlite(source: Connection) -> MetaData:
    tables = MetaData()

    def generic(_inspector: Any, _table: Any, column: Any) -> None:
        column["type"] = column["type"].as_generic(allow_nulltype=True)
        # A counter of the server: the numbers are copied with the rows.
        column["default"] = None

    event.listen(tables, "column_reflect", generic)
    tables.reflect(source)
    for table in tables.tables.values():
        # Only what the rows themselves need to be put right; checks are written in the server's own words.
        table.constraints = {one for one in table.constraints if one.__visit_name__ != "check_constraint"}
    return tables


def _as_dicts(rows: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in rows]
