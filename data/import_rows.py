"""Imports as they are kept: the file, its rows counted, and everything it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.rows import Change, Row, as_json, from_json, identify
from data.tables import table
from data.waves import closed_waves, remembered
from workshop.texts import Refusal, message

Changes = dict[str, list[Change]]
"""Changes by kind; "workshop" stands for the workshop itself."""
Records = dict[tuple[Any, ...], Row]
"""Records of one kind by what identifies them."""
COLUMNS = ("id", "workshop_id", "at", "actor", "file", "make", "counts", "created", "undone")


@dataclass(frozen=True)
class Source:
    """The file that is kept: its name, its make, and its rows counted by what became of them
    (read, new, changed, unchanged, skipped, held)."""

    file: str
    make: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Import:
    """One import: when, by which role, which file of which make, its rows counted, whether it made the workshop."""

    id: str
    workshop_id: str
    at: datetime
    actor: str
    file: str
    make: str
    counts: Mapping[str, int]
    created: bool
    undone: bool


@dataclass(frozen=True)
class Taken:
    """An import with all it did; `closed`: the waves it closed, each with the touchpoints remembered for it then."""

    about: Import
    changes: Changes
    closed: Mapping[str, Sequence[str]]

    @cached_property
    def brought(self) -> dict[str, Records]:
        """The records that are new by it, by kind."""
        return {
            kind: {identify(kind, after): after for before, after in pairs if after is not None and before is None}
            for kind, pairs in self.changes.items()
        }

    @cached_property
    def restored(self) -> dict[str, Records]:
        """The records it changed, by kind, as they were before."""
        return {
            kind: {identify(kind, before): before for before, _ in pairs if before is not None}
            for kind, pairs in self.changes.items()
        }


@dataclass(frozen=True)
class Closings:
    """Which waves were closed at a moment, and what they remembered: wave and touchpoint."""

    waves: set[str]
    remembered: set[tuple[str, str]]


def closings(connection: Connection, workshop_id: str) -> Closings:
    """The closings as they are now."""
    return Closings(closed_waves(connection, workshop_id), remembered(connection, workshop_id))


def record_import(connection: Connection, about: Import, changes: Changes, before: Closings) -> None:
    """Write an import down, in the transaction that makes it and after everything else in it.

    `about.id` is also its batch in the change log; `before`: the closings before it.
    """
    after = closings(connection, about.workshop_id)
    new = after.remembered - before.remembered
    closed = {wave: sorted(name for of, name in new if of == wave) for wave in after.waves - before.waves}
    heavy = {"counts": dict(about.counts), "changes": _as_list(changes), "closed": closed}
    connection.execute(insert(table("imports")).values(vars(about) | heavy))


def imports_of(connection: Connection, workshop_id: str) -> list[Import]:
    """All imports of a workshop, the newest first; what they changed is not read."""
    rows = table("imports").c
    query = select(*(rows[name] for name in COLUMNS)).where(rows.workshop_id == workshop_id)
    return [Import(**row) for row in connection.execute(query.order_by(rows.at.desc())).mappings()]


def taken_by(connection: Connection, workshop_id: str, import_id: str) -> Taken:
    """An import with all it did. Raises Refusal when it is not there."""
    rows = table("imports")
    query = select(rows).where(rows.c.workshop_id == workshop_id, rows.c.id == import_id)
    found = connection.execute(query).mappings().first()
    if found is None:
        raise Refusal(message("This import is not there any more. Load the page again."))
    changes: Changes = {}
    for kind, before, after in found["changes"]:
        changes.setdefault(kind, []).append((from_json(kind, before), from_json(kind, after)))
    return Taken(Import(**{name: found[name] for name in COLUMNS}), changes, found["closed"])


def mark_undone(connection: Connection, workshop_id: str, import_id: str) -> None:
    """It is undone in both lists, that of the imports and the change log."""
    for name, column in (("imports", "id"), ("changes", "batch")):
        rows = table(name)
        mine = (rows.c.workshop_id == workshop_id, rows.c[column] == import_id)
        connection.execute(update(rows).where(*mine).values(undone=True))


def _as_list(changes: Changes) -> list[list[Any]]:
    """Changes as JSON. A record that stands in the file twice is one change, to what it is at last."""
    single = {
        (kind, *identify(kind, after or before or {})): (kind, before, after)
        for kind, pairs in changes.items()
        for before, after in pairs
    }
    return [[kind, as_json(kind, before), as_json(kind, after)] for kind, before, after in single.values()]
