"""An older database with a whole workshop in it comes to the newest tables with every value as it was."""

from __future__ import annotations

from collections import Counter

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, select
from sqlalchemy import Table as CoreTable

from data.access import grant_of, make_link
from data.commands import keep
from data.engine import reading, writing
from data.migrate import OWN_BACKUPS, migrate
from data.revisions import config_for
from workshop.dossier import Bundle
from workshop.rights import Grant

Rows = dict[str, Counter[str]]
OLDER = ["0001", "0002", "0003", "0004", "0005", "0006", "0007"]


def tables_of(connection: Connection) -> dict[str, CoreTable]:
    """The tables as they are in the database now."""
    found = MetaData()
    found.reflect(connection)
    return dict(found.tables)


def rows_of(tables: dict[str, CoreTable]) -> Rows:
    """Every row of these columns of these tables, as text, whatever its order."""
    with reading() as connection:
        there = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return {
            name: Counter(repr(tuple(row)) for row in connection.execute(select(*table.columns)))
            for name, table in tables.items()
            if name in there
        }


@pytest.mark.parametrize("revision", OLDER)
def test_a_workshop_in_older_tables_has_every_value_in_the_newest(
    revision: str, elsewhere: str, auto_bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", elsewhere)
    monkeypatch.setenv(OWN_BACKUPS, "no")
    migrate()
    keep(auto_bundle)
    token = make_link()
    with writing() as connection:
        command.downgrade(config_for(connection), revision)
        tables = tables_of(connection)
    before = rows_of(tables)
    migrate()
    assert before["ratings"].total() > 100
    assert rows_of(tables) == before
    assert grant_of(token) == Grant("facilitator")


def test_every_older_revision_is_tried(store: str) -> None:
    with reading() as connection:
        found = ScriptDirectory.from_config(config_for(connection)).walk_revisions()
    assert sorted(one.revision for one in found)[:-1] == OLDER
