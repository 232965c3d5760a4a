"""What was answered about files of one make: remembered for the next one, seen, and forgotten; each account has its own
memory, because the names of files say whose workshops there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from data.engine import reading, writing
from data.permission import ask_anywhere, asker
from data.rows import upsert
from data.tables import table


@dataclass(frozen=True)
class Remembered:
    """The answers about one make, and the last file at which some of them were given."""

    make: str
    file: str
    said_at: datetime
    answers: Mapping[str, str]


def remembered(make: str) -> dict[str, str]:
    """Key of a question → code of its answer; {} when nothing was answered about this make."""
    rows = table("import_answers").c
    with reading() as connection:
        found = connection.execute(select(rows.key, rows.answer).where(rows.make == _mine() + make))
        return {row.key: row.answer for row in found}


def remember(make: str, file: str, answers: Mapping[str, str]) -> None:
    """Remember answers given at a file; one that was given before is overwritten, the others stay."""
    if not answers:
        return
    common = {"make": _mine() + make, "file": file, "said_at": datetime.now(UTC)}
    with writing() as connection:
        ask_anywhere(connection, "facilitate")
        upsert(
            connection, "import_answers", *(common | {"key": key, "answer": answers[key]} for key in sorted(answers))
        )


def forget(make: str, key: str | None = None) -> None:
    """Forget one answer about a make, or all of them; one that is not there is no error."""
    rows = table("import_answers")
    its = (rows.c.make == _mine() + make, *(() if key is None else (rows.c.key == key,)))
    with writing() as connection:
        ask_anywhere(connection, "facilitate")
        connection.execute(delete(rows).where(*its))


def list_remembered() -> list[Remembered]:
    """All makes that something was answered about, the one last answered about first."""
    rows = table("import_answers")
    by_make: dict[str, list[Any]] = {}
    with reading() as connection:
        for row in connection.execute(select(rows).order_by(rows.c.said_at.desc(), rows.c.key)):
            if row.make.startswith(_mine()):
                by_make.setdefault(row.make.removeprefix(_mine()), []).append(row)
    return [
        Remembered(make, found[0].file, found[0].said_at, {row.key: row.answer for row in found})
        for make, found in by_make.items()
    ]


def forget_all_of(connection: Connection, account: str) -> None:
    """Forget what somebody answered whose account goes."""
    rows = table("import_answers")
    connection.execute(delete(rows).where(rows.c.make.startswith(_memory_of(account), autoescape=True)))


def _mine() -> str:
    """What the makes in the memory of whoever asks begin with; the house's begin with nothing."""
    grant = asker()
    return _memory_of(grant.account) if grant is not None and grant.account is not None else ""


def _memory_of(account: str) -> str:
    return f"account:{account}:"
