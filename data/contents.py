"""How much is in a database: rows per table, to compare a copy with what it was made of."""

from __future__ import annotations

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy import table as named

from workshop.texts import Refusal, message

Counts = dict[str, int]
"""Table → number of rows, for all tables there are."""
PASSING = ("access", "alembic_version", "guesses")
"""Tables whose rows nobody would miss: a start makes a link, links run out within a day."""


def counts_in(connection: Connection) -> Counts:
    """The rows of each table of an open connection's database."""
    names = inspect(connection).get_table_names()
    return {name: connection.execute(select(func.count()).select_from(named(name))).scalar_one() for name in names}


def has_data(connection: Connection) -> bool:
    """Whether there is anything that somebody would miss."""
    return any(rows for name, rows in counts_in(connection).items() if name not in PASSING)


def check_equal(expected: Counts, found: Counts) -> None:
    """Raise Refusal that names the first table with another number of rows."""
    for name in sorted(expected | found):
        if expected.get(name, 0) != found.get(name, 0):
            raise Refusal(
                message(
                    "Table “{table}” has {found} rows instead of {expected}. Do not use this copy; make it again.",
                    table=name,
                    found=found.get(name, 0),
                    expected=expected.get(name, 0),
                )
            )
