"""Bring a backup back: checked before, counted after, and what it replaces is backed up first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, inspect

from data import backup_files, postgres_tools
from data.backup import back_up
from data.contents import Counts, check_equal, counts_in, has_data
from data.engine import engine_for, reading
from data.revisions import check_known
from data.settings import backup_folder, database_url
from workshop.texts import Refusal, message


def restore(file: Path, *, replace: bool = False) -> tuple[Counts, Path | None]:
    """Put the content of a backup into the database of `DATABASE_URL`, all of it or nothing.

    Returns the rows per table, which are those of the backup, and the backup of what was there before, None when there
    was nothing. Raises Refusal for a backup that is not whole, of another kind of database or of a newer version, and
    for a database with data in it unless `replace`.
    """
    backup = backup_files.read(file)
    check_known(backup.revision)
    with reading() as connection:
        check_kind(backup.kind, connection)
        filled = has_data(connection)
    if filled and not replace:
        raise Refusal(
            message("There are workshops in this database. With --replace they are backed up and then replaced.")
        )
    before = back_up(backup_folder()) if filled else None
    (_put_back_sqlite if backup.kind == "sqlite" else _put_back_dump)(file)
    engine_for(database_url()).dispose()
    with reading() as connection:
        counts = counts_in(connection)
    check_equal(backup.counts, counts)
    return counts, before


def check_kind(kind: str, connection: Connection) -> None:
    """Raise Refusal when a backup is of the other kind of database."""
    if kind != connection.dialect.name:
        raise Refusal(
            message(
                "This is a backup of {kind}, and the database is {other}. Restore it into a database of its own kind, "
                "then bring it here with “manage.py move”.",
                kind=NAMES[kind],
                other=NAMES[connection.dialect.name],
            )
        )


NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _put_back_sqlite(file: Path) -> None:
    """SQLite's online backup the other way round: one transaction in the database, whose log beside it stays right.
    To exchange the file would spoil it, were somebody still at it."""
    database = str(engine_for(database_url()).url.database)
    with (
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as source,
        closing(sqlite3.connect(database)) as into,
    ):
        source.backup(into)
        into.execute("PRAGMA journal_mode = WAL")


def _put_back_dump(file: Path) -> None:
    """All tables go, also those that the backup does not know, and its own come."""
    with reading() as connection:
        names = ", ".join(f'"{name}"' for name in inspect(connection).get_table_names())
    drop = f"DROP TABLE {names} CASCADE" if names else "SELECT 1"
    with TemporaryDirectory() as folder:
        script = Path(folder) / "script.sql"
        postgres_tools.write_script(file, script)
        postgres_tools.run_script(script, first=f"SET lock_timeout = '10s'; {drop}")
