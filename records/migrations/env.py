"""Run by Alembic: brings the tables of an open connection from one version to another, in its transaction."""

from __future__ import annotations

from alembic import context

from records.migrating import VERSION_TABLE
from records.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    # SQLite cannot change a column in place; Alembic then puts a new table in the old one's place.
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
