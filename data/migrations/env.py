"""Alembic's entrance: run the migrations of `versions/` on the connection that `data.migrate` hands over."""

from __future__ import annotations

from alembic import context

import data.live_tables  # noqa: F401  its tables are to be known here
from data.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,  # SQLite cannot alter a table; alembic then copies it
)
with context.begin_transaction():
    context.run_migrations()
