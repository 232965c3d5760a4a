"""What is in a backup: rows per table and the revision of the tables, read from the file itself, which shows that it is
whole."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from data import postgres_tools
from data.contents import Counts
from workshop.texts import Refusal, message

STARTS = {b"SQLite format 3\x00": "sqlite", b"PGDMP": "postgresql"}
"""The first bytes of a backup → the kind of database it is of."""
COPIED = re.compile(r'COPY public\."?(\w+)"? \(.*\) FROM stdin;')
"""The line of a PostgreSQL script before the rows of a table."""


@dataclass(frozen=True)
class Backup:
    """A backup that was read to its end."""

    kind: Literal["sqlite", "postgresql"]
    revision: str
    counts: Counts


def read(file: Path) -> Backup:
    """Read a backup to its end and count its rows. Raises Refusal when it is not whole, or no backup of this app."""
    try:
        with file.open("rb") as opened:
            first = opened.read(16)
        backup = _read_sqlite(file) if kind_of(first) == "sqlite" else _read_dump(file, kind_of(first))
    except (OSError, sqlite3.DatabaseError) as error:
        raise broken(file, str(error)) from None
    if not backup.revision:
        raise broken(file, "alembic_version")
    return backup


def kind_of(first: bytes) -> str:
    """Which kind of database a file with these first bytes is a backup of; "" for any other file."""
    return next((kind for start, kind in STARTS.items() if first.startswith(start)), "")


def broken(file: Path, reason: str) -> Refusal:
    """What is said of a file that is no whole backup."""
    return Refusal(message("“{file}” is no whole backup ({reason}). Take another one.", file=str(file), reason=reason))


def _read_sqlite(file: Path) -> Backup:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as opened:
        verdict = opened.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise broken(file, verdict)
        names = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        counts = {name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()}
        if "alembic_version" not in counts:
            raise broken(file, "alembic_version")
        revision = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    return Backup("sqlite", revision[0] if revision else "", counts)


def _read_dump(file: Path, kind: str) -> Backup:
    if not kind:
        raise broken(file, "?")
    with TemporaryDirectory() as folder:
        script = Path(folder) / "script.sql"
        postgres_tools.write_script(file, script)
        with script.open(encoding="utf-8", newline="\n") as lines:
            return _count(lines)


def _count(lines: Iterable[str]) -> Backup:
    """The rows between each `COPY` and its end; a row is one line, for a line break within it is written as \\n."""
    counts: Counts = {}
    table = revision = ""
    for line in lines:
        if table and line == "\\.\n":
            table = ""
        elif table:
            counts[table] += 1
            revision = line.strip() if table == "alembic_version" else revision
        elif found := COPIED.match(line):
            table = found[1]
            counts[table] = 0
    return Backup("postgresql", revision, counts)
