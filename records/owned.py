"""Which rows are a person's: found from the keys of the tables, so that a new table cannot be forgotten."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, select

from records.models import Base, CurvesRow, PersonRow, SessionRow

TABLES: tuple[Table, ...] = tuple(Base.metadata.sorted_tables)
"""Every table, whatever others hang on first."""

CURVES = Base.metadata.tables[CurvesRow.__tablename__]


def rows_of(table: Table, person_id: UUID) -> Select[Any]:
    """Select a person's rows of a table, in the order of its key."""
    if table is PersonRow.__table__:
        mine = table.c.id == person_id
    elif "person_id" in table.c:
        mine = table.c.person_id == person_id
    else:
        mine = table.c.session_id.in_(select(SessionRow.id).where(SessionRow.person_id == person_id))
    return select(table).where(mine).order_by(*table.primary_key.columns)
