"""A copy of the whole database while people go on voting, to be opened elsewhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from data.engine import engine_for
from data.settings import database_url
from workshop.texts import Refusal, message


def copy(target: Path) -> None:
    """Write everything that is stored at this moment into a new SQLite file; nobody's write has to wait for it.

    SQLite's own online backup: one consistent state, with what still lies in the log beside the file. Raises Refusal
    when the target is there already, and on PostgreSQL, which has tools of its own.
    """
    engine = engine_for(database_url())
    if engine.dialect.name != "sqlite":
        raise Refusal(message("Copy this database with PostgreSQL’s own tools: pg_dump, or its continuous archive."))
    if target.exists():
        raise Refusal(message("“{file}” is already there. Choose another name for the copy.", file=str(target)))
    with closing(sqlite3.connect(str(engine.url.database))) as source, closing(sqlite3.connect(target)) as into:
        source.backup(into)
