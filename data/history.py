"""The change log to be read: what was changed in one go, the newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from data.changes import Entry
from data.engine import reading
from data.permission import ask
from data.rows import from_json
from data.tables import table

AT_ONCE = 20
"""Batches on a page."""
SHOWN = 8
"""So many changes of a batch are read; of the others only the number."""


@dataclass(frozen=True)
class Done:
    """What somebody changed in one go."""

    batch: str
    at: datetime
    actor: str
    """A role."""
    counts: tuple[tuple[str, int], ...]
    """How many changes of which kind."""
    entries: tuple[Entry, ...]
    """The first of them, or those that were looked for."""
    file: str | None
    """Of an import."""
    undone: bool
    undone_at: datetime | None
    """None although it is undone: it can no longer be taken back, or was with its import."""
    undone_by: str | None


@dataclass(frozen=True)
class Page:
    """A part of the log, and how many parts there are."""

    done: tuple[Done, ...]
    pages: int


def history(workshop_id: str, *, kind: str = "", matches: Callable[[Entry], bool] | None = None, page: int = 1) -> Page:
    """One page of the change log, the first one is 1. `kind`: only changes of this kind; `matches`: only those it says
    yes to. Raises Denied for who may not change the workshop."""
    with reading() as connection:
        ask(connection, "facilitate", workshop_id)
        rows = table("changes").c
        here = [rows.workshop_id == workshop_id, *([rows.kind == kind] if kind else [])]
        found = _batches(connection, here) if matches is None else _matching(connection, here, matches)
        pages = max(1, -(-len(found) // AT_ONCE))
        first = (min(max(page, 1), pages) - 1) * AT_ONCE
        shown = found[first : first + AT_ONCE]
        return Page(_told(connection, here, shown, matches), pages)


def kinds_changed(workshop_id: str) -> list[str]:
    """The kinds of which something was changed."""
    rows = table("changes").c
    with reading() as connection:
        ask(connection, "facilitate", workshop_id)
        query = select(rows.kind).where(rows.workshop_id == workshop_id).distinct().order_by(rows.kind)
        return list(connection.execute(query).scalars())


def _batches(connection: Connection, here: Sequence[ColumnElement[bool]]) -> list[str]:
    rows = table("changes").c
    newest = select(rows.batch).where(*here).group_by(rows.batch).order_by(func.max(rows.id).desc())
    return list(connection.execute(newest).scalars())


def _matching(
    connection: Connection, here: Sequence[ColumnElement[bool]], matches: Callable[[Entry], bool]
) -> list[str]:
    """Words are looked for in what a person reads, which only the texts of the language know: so not in SQL."""
    rows = table("changes").c
    query = select(rows.batch, rows.at, rows.actor, rows.kind, rows.before, rows.after).where(*here)
    found: dict[str, None] = {}
    for row in connection.execute(query.order_by(rows.id.desc())):
        if row.batch not in found and matches(entry_of(row)):
            found[row.batch] = None
    return list(found)


def _told(
    connection: Connection,
    here: Sequence[ColumnElement[bool]],
    batches: Sequence[str],
    matches: Callable[[Entry], bool] | None,
) -> tuple[Done, ...]:
    rows, imports = table("changes").c, table("imports").c
    mine = (*here, rows.batch.in_(batches))
    place = func.row_number().over(partition_by=rows.batch, order_by=rows.id)
    ranked = select(table("changes"), place.label("place")).where(*mine).subquery()
    limit = [ranked.c.place <= SHOWN] if matches is None else []
    query = select(ranked).where(*limit).order_by(ranked.c.batch, ranked.c.id)
    counted = select(rows.batch, rows.kind, func.count()).where(*mine).group_by(rows.batch, rows.kind)
    counts: dict[str, list[tuple[str, int]]] = {}
    for batch, kind, count in connection.execute(counted.order_by(func.min(rows.id))):
        counts.setdefault(batch, []).append((kind, count))
    files = {
        row.id: row for row in connection.execute(
            select(imports.id, imports.file, imports.undone).where(imports.id.in_(batches))
        )
    }  # fmt: skip
    found = {}
    for batch, group in groupby(connection.execute(query), key=lambda row: row.batch):
        found[batch] = _done(list(group), counts[batch], files.get(batch), matches)
    return tuple(found[batch] for batch in batches)


def _done(
    rows: Sequence[Any], counts: Sequence[tuple[str, int]], file: Any, matches: Callable[[Entry], bool] | None
) -> Done:
    first, entries = rows[0], [entry_of(row) for row in rows]
    shown = [entry for entry in entries if matches is None or matches(entry)][:SHOWN]
    return Done(
        first.batch, first.at, first.actor, tuple(counts), tuple(shown), file.file if file else None,
        first.undone, first.undone_at, first.undone_by,
    )  # fmt: skip


def entry_of(row: Any) -> Entry:
    """A row of the change log as an entry, its values as they were: dates as dates."""
    return Entry(row.at, row.actor, row.kind, from_json(row.kind, row.before), from_json(row.kind, row.after))
