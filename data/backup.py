"""A copy of the whole database while people go on voting, to be opened elsewhere."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from data import backup_files, postgres_tools
from data.engine import engine_for, reading
from data.revisions import revision_of
from data.settings import database_url
from workshop.texts import Refusal, message

ROTATED = re.compile(r"werkstatt-\d{8}T\d{6}Z-\w+\.(db|dump)")
"""Names of backups that are deleted when there are newer ones; those made before a migration have another name, and
stay."""


def back_up(folder: Path, *, keep: int | None = None, before: str = "") -> Path:
    """Write everything that is stored at this moment into a new file of a folder; nobody's write has to wait for it.

    The file is named by the time (UTC) and the revision of the tables, and appears under this name once it is whole and
    checked. `keep`: how many backups to leave in the folder, None = all. `before`: the revision it is made before.
    Returns the file. Raises Refusal when there is nothing to back up, or it cannot be done.
    """
    with reading() as connection:
        revision, on_sqlite = revision_of(connection), connection.dialect.name == "sqlite"
    if not revision:
        raise Refusal(message("There is nothing in this database yet."))
    last = f"-before-{before}" if before else ""
    file = folder / f"werkstatt-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{revision}{last}.{'db' if on_sqlite else 'dump'}"
    unfinished = folder / f".{file.name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (copy if on_sqlite else postgres_tools.dump)(unfinished)
        backup_files.read(unfinished)
        os.replace(unfinished, file)
    except (OSError, sqlite3.Error) as error:
        said = message("The backup “{file}” cannot be written ({reason}).", file=str(file), reason=str(error))
        raise Refusal(said) from None
    finally:
        unfinished.unlink(missing_ok=True)
    if keep is not None:
        rotate(folder, keep)
    return file


def rotate(folder: Path, keep: int) -> None:
    """Delete all but the newest backups of a folder; at least one stays."""
    names = sorted((path for path in folder.iterdir() if ROTATED.fullmatch(path.name)), key=lambda path: path.name)
    for path in names[: -max(keep, 1)]:
        path.unlink(missing_ok=True)


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
        into.execute("PRAGMA journal_mode = DELETE")  # the copy is one file, whatever opens it
    with target.open("rb") as written:
        os.fsync(written.fileno())
