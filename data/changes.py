"""The change log: what was changed by whom, and taking the last change back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from data.engine import asking, reading, writing
from data.import_rows import imports_of
from data.imports import take_back
from data.live_content import content_changed
from data.live_signal import tell
from data.permission import Denied, ask
from data.rows import Change, Numbers, Row, apply, as_json, by_identity, from_json, identify, rows_of, title_of
from data.rules import check_edit
from data.tables import table
from workshop.labels import FIELD_LABELS, code_or_value
from workshop.records import identity
from workshop.texts import Refusal, message


@dataclass(frozen=True)
class Batch:
    """Changes made in one go: when, by which role, how many of which kind; `file`: the import they belong to."""

    id: str
    at: datetime
    actor: str
    kind: str
    count: int
    file: str | None = None


def log(
    connection: Connection, workshop_id: str, kind: str, changes: Sequence[Change], *, actor: str, batch: str
) -> None:
    """Write changes into the log, in the transaction that makes them. `actor` is a role, never a name."""
    common = {"workshop_id": workshop_id, "batch": batch, "at": datetime.now(UTC), "actor": actor, "kind": kind}
    rows = [
        {
            **common,
            "identity": {name: (after or before or {})[name] for name in identity(kind)},
            "before": as_json(kind, before),
            "after": as_json(kind, after),
            "undone": False,
        }
        for before, after in changes
    ]
    if rows:
        connection.execute(insert(table("changes")), rows)


def last_batch(workshop_id: str) -> Batch | None:
    """The newest change that can still be undone, or None."""
    with asking() as connection:
        found = connection.execute(_newest_batch(), {"workshop": workshop_id}).first()
    return Batch(*found) if found else None


@dataclass(frozen=True)
class Entry:
    """One change as the log keeps it: by which role, of what, from what to what (None = it was not there)."""

    at: datetime
    actor: str
    kind: str
    before: Row | None
    after: Row | None


def changes_of(workshop_id: str, department: str, since: datetime, limit: int = 50) -> list[Entry]:
    """What was changed since then of a department's standards, measures and touchpoints, the newest first; what was
    undone is not in it. `limit` = so many at most. Raises Denied for somebody else's department."""
    rows = table("changes").c
    mine = (rows.workshop_id == workshop_id, rows.at > since, rows.undone.is_(False), rows.kind.in_(FOLLOWED))
    query = select(rows.at, rows.actor, rows.kind, rows.before, rows.after).where(*mine).order_by(rows.id.desc())
    with reading() as connection:
        ask(connection, "read_department", workshop_id, department)
        found = [Entry(*row) for row in connection.execute(query.limit(2000))]
    return [entry for entry in found if belongs(entry, department)][:limit]


FOLLOWED = ("standards", "measures", "touchpoints")
"""Kinds of records whose changes a department follows."""


def belongs(entry: Entry, department: str) -> bool:
    """Whether a change is all a department's own: a record that came from elsewhere shows nothing of there."""
    return all(side is None or side.get("department") == department for side in (entry.before, entry.after))


@cache
def _newest_batch() -> Select[Any]:
    """The query of `last_batch`, which most pages ask in every run: making it takes longer than running it."""
    rows, imports = table("changes").c, table("imports").c
    mine = (rows.workshop_id == bindparam("workshop"), rows.undone.is_(False))
    newest = select(rows.batch).where(*mine).order_by(rows.id.desc()).limit(1).scalar_subquery()
    file = select(imports.file).where(imports.id == newest).scalar_subquery()
    query = select(rows.batch, func.max(rows.at), func.max(rows.actor), func.max(rows.kind), func.count(), file)
    return query.where(*mine, rows.batch == newest).group_by(rows.batch)


def undo(workshop_id: str, batch: str) -> None:
    """`undo_logged`; a batch that cannot be taken back then counts as done with, so that the one before it can still be
    undone."""
    try:
        undo_logged(workshop_id, batch)
    except Denied:
        raise
    except Refusal:
        with writing() as connection:
            numbers = content_changed(connection, workshop_id, shown=False)
            _done_with(connection, workshop_id, batch)
        tell(workshop_id, numbers)
        raise


def undo_logged(workshop_id: str, batch: str) -> None:
    """Take one batch back, an import's with its votes; what was changed since in other fields stays. Raises Refusal,
    changing nothing, when a field of it was changed again, or what it brought is in use by now."""
    with writing() as connection:
        role = ask(connection, "facilitate", workshop_id)
        if batch in {item.id for item in imports_of(connection, workshop_id)}:
            numbers = take_back(connection, workshop_id, batch)
        else:
            numbers = _undo_edits(connection, workshop_id, batch)
            _done_with(connection, workshop_id, batch, undone_at=datetime.now(UTC), undone_by=role)
    tell(workshop_id, numbers)


def _undo_edits(connection: Connection, workshop_id: str, batch: str) -> Numbers:
    rows = table("changes").c
    numbers = content_changed(connection, workshop_id)
    mine = (rows.workshop_id == workshop_id, rows.batch == batch, rows.undone.is_(False))
    query = select(rows.kind, rows.before, rows.after).where(*mine).order_by(rows.id.desc())
    for kind, before, after in connection.execute(query).all():
        _take_back(connection, workshop_id, kind, from_json(kind, before), from_json(kind, after))
    return numbers


def _done_with(connection: Connection, workshop_id: str, batch: str, **values: Any) -> None:
    rows = table("changes")
    mine = (rows.c.workshop_id == workshop_id, rows.c.batch == batch, rows.c.undone.is_(False))
    connection.execute(update(rows).where(*mine).values(undone=True, **values))


def _take_back(connection: Connection, workshop_id: str, kind: str, before: Row | None, after: Row | None) -> None:
    now = by_identity(kind, rows_of(connection, kind, workshop_id)).get(identify(kind, after or before or {}))
    wanted = _as_before(kind, before, after, now)
    check_edit(connection, workshop_id, kind, now, wanted)
    apply(connection, kind, workshop_id, [(now, wanted)])


def _as_before(kind: str, before: Row | None, after: Row | None, now: Row | None) -> Row | None:
    """What a record becomes when a change of it is taken back. Raises Refusal when the same was touched since."""
    name = title_of(after or before or {})
    if after is None:
        if now is not None:
            raise Refusal(message("“{name}” is there again since then. Nothing was undone.", name=name))
        return before
    if now is None:
        raise Refusal(message("“{name}” was deleted since then. Nothing was undone.", name=name))
    changed = [field for field in after if before is None or before[field] != after[field]]
    for field in changed:
        if now[field] != after[field]:
            raise Refusal(
                message(
                    "“{name}”: “{field}” was changed again since then and now says “{value}”. Nothing was undone; "
                    "undo that first, or change it by hand.",
                    name=name,
                    field=FIELD_LABELS[kind].get(field, field),
                    value="–" if now[field] in (None, "") else code_or_value(kind, field, now[field]),
                )
            )
    return None if before is None else now | {field: before[field] for field in changed}
