"""Bring a database to the newest tables; `python -m data.migrate "what changed"` writes the next migration."""

from __future__ import annotations

import os
import sys

from alembic import command
from sqlalchemy import Connection

from data.backup import back_up
from data.contents import has_data
from data.engine import reading, writing
from data.revisions import check_known, config_for, newest_revision, revision_of
from data.settings import backup_folder, database_url

OWN_BACKUPS = "BACKUP_BEFORE_MIGRATION"
"""`no` for those whose database is kept by somebody else, and who have made sure before an upgrade."""
TURN = 8_406_151
"""PostgreSQL's lock for who migrates, any number: two servers that start at the same moment wait for each other."""


def migrate() -> None:
    """Apply every migration the database of `DATABASE_URL` lacks, in one transaction, after a backup when there is data
    that could be spoilt. Safe at each start. Raises Refusal for a database of a newer version, and when a backup is
    needed and cannot be made."""
    with writing() as connection:
        wait_for_turn(connection)
        at = revision_of(connection)
        check_known(at)
        if at and at != newest_revision() and os.environ.get(OWN_BACKUPS) != "no" and has_data(connection):
            back_up(backup_folder(), before=newest_revision())
        upgrade(connection)


def wait_for_turn(connection: Connection) -> None:
    """Let nobody else migrate until this transaction ends; on SQLite nobody else can write anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")


def upgrade(connection: Connection) -> None:
    """Apply what is lacking, in the transaction that is going on."""
    command.upgrade(config_for(connection), "head")


def is_current() -> bool:
    """Whether the database has every migration."""
    with reading() as connection:
        return revision_of(connection) == newest_revision()


if __name__ == "__main__":
    assert database_url()
    with writing() as open_connection:
        command.revision(config_for(open_connection), sys.argv[1], autogenerate=True)
