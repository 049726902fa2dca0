"""Everything of one person as a zip that other tools read: one JSON, a CSV for each table, curves as CSV."""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from records.audit import Act, note
from records.consenting import known_person
from records.curves import unpack_curves
from records.engine import WRITES
from records.files import whole_file
from records.owned import CURVES, TABLES, rows_of

FORMAT = 1
_ABOUT = """\
Everything that Backtalk keeps of one person.

data.json            every table with all of its rows
tables/NAME.csv      the same, one file for each table
curves/SESSION.csv   the angles of every repetition of a session over time

Times of day are in UTC. Times that end in _s are seconds since the camera was started. Angles are degrees
from the person's own neutral posture. What is empty was not measured or not asked. There are no pictures:
none are kept.
"""
_ROWS_AT_ONCE = 200


def export_person(engine: Engine, handle: str, out: Path, at: datetime) -> None:
    """Write everything of a person into a new zip file, as of one moment; note that it was done.

    Raises
    ------
    NotKeptError
        If nobody of this name is known.
    RecordsError
        If the file is there already or cannot be written.
    """
    with whole_file(out) as part:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with Session(connection) as db:
                person_id = known_person(db, handle)
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as bundle:
                bundle.writestr("README.txt", _ABOUT)
                _write_tables(connection, person_id, bundle, at)
                _write_curves(connection, person_id, bundle)
        # Before the file is in place: no export that is not noted.
        with Session(engine.execution_options(**WRITES)) as db, db.begin():
            note(db, Act.EXPORTED, at, person_id)


def _write_tables(connection: Connection, person_id: UUID, bundle: zipfile.ZipFile, at: datetime) -> None:
    data: dict[str, Any] = {"format": FORMAT, "made_at": at.isoformat()}
    for table in TABLES:
        if table is CURVES:
            continue
        columns = list(table.c.keys())
        rows = [[_plain(value) for value in row] for row in connection.execute(rows_of(table, person_id))]
        data[table.name] = [dict(zip(columns, row, strict=True)) for row in rows]
        with _text(bundle, f"tables/{table.name}.csv") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([_cell(value) for value in row] for row in rows)
    bundle.writestr("data.json", json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def _write_curves(connection: Connection, person_id: UUID, bundle: zipfile.ZipFile) -> None:
    """Write a file for each session; its curves are unpacked one at a time."""
    found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(rows_of(CURVES, person_id))
    for session_id, rows in groupby(found, key=lambda row: row.session_id):
        unpacked = [(row.set_number, row.number, unpack_curves(row.packed)) for row in rows]
        names = sorted({name for _, _, curves in unpacked for name in curves.angles})
        with _text(bundle, f"curves/{session_id}.csv") as file:
            writer = csv.writer(file)
            writer.writerow(["set", "repetition", "time_s", *names])
            for set_number, number, curves in unpacked:
                columns = [curves.angles.get(name, [math.nan] * curves.times_s.size) for name in names]
                for time_s, *values in zip(curves.times_s, *columns, strict=True):
                    shown = ["" if math.isnan(value) else f"{value:.2f}" for value in values]
                    writer.writerow([set_number, number, f"{time_s:.3f}", *shown])


def _text(bundle: zipfile.ZipFile, name: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(bundle.open(name, "w"), encoding="utf-8", newline="")


def _plain(value: Any) -> Any:
    """Give a value as JSON knows it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return None if isinstance(value, float) and math.isnan(value) else value


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
