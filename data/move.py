"""Bring everything from one database into another: SQLite to PostgreSQL when one server is not enough, and back."""

from __future__ import annotations

from sqlalchemy import Connection, Table, insert, select, text
from sqlalchemy.exc import DataError

import data.live_tables  # noqa: F401  its tables are to be known here
from data.contents import Counts, check_equal, counts_in, has_data
from data.engine import reading, writing
from data.migrate import upgrade, wait_for_turn
from data.revisions import newest_revision, revision_of
from data.settings import with_driver
from data.tables import Table as Ours
from workshop.texts import Refusal, message

AT_ONCE = 1000
"""Rows that are in memory at the same time."""


def move(source: str, target: str) -> Counts:
    """Copy every row of the database at one address into the empty one at another, in one transaction; the source stays
    as it is. Returns the rows per table.

    Raises Refusal when the source has not the newest tables, the target has data in it, or not everything arrived:
    then nothing is in the target.
    """
    with reading(with_driver(source)) as old, writing(with_driver(target)) as new:
        if revision_of(old) != newest_revision():
            raise Refusal(
                message("Start the app once on the database that is moved, so that it has the newest tables.")
            )
        wait_for_turn(new)
        if has_data(new):
            raise Refusal(message("There is data in the database that everything is moved to. Take an empty one."))
        upgrade(new)
        tables = Ours.metadata.sorted_tables  # those that are referred to come first
        for one in reversed(tables):
            new.execute(one.delete())  # a link of a first start
        for one in tables:
            _copy(one, old, new)
        counts = counts_in(old)
        check_equal(counts, counts_in(new))
    return counts


def _copy(one: Table, old: Connection, new: Connection) -> None:
    """All rows of a table. A text that the other database cannot hold is named by its table."""
    try:
        with old.execute(select(one).execution_options(yield_per=AT_ONCE)) as found:
            for rows in found.mappings().partitions():
                new.execute(insert(one), [dict(row) for row in rows])
    except DataError as error:
        raise Refusal(message("Table “{table}”: {reason}", table=one.name, reason=str(error.orig))) from None
    if new.dialect.name == "postgresql" and one.autoincrement_column is not None:
        _go_on_counting(one, new)


def _go_on_counting(one: Table, new: Connection) -> None:
    """Let PostgreSQL number the next row after those that were copied with their numbers."""
    column = one.autoincrement_column
    assert column is not None
    new.execute(
        text(
            f"SELECT setval(pg_get_serial_sequence('{one.name}', '{column.name}'), "
            f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {one.name}), false)"
        )
    )
