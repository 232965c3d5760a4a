"""The change log: what was changed by whom, and taking the last change back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select, update

from data.engine import reading, writing
from data.rows import Change, Row, apply, by_identity, identify, raise_revision, rows_of
from data.rules import check_unused
from data.tables import table
from workshop.records import KINDS, identity
from workshop.texts import Refusal, message


@dataclass(frozen=True)
class Batch:
    """Changes made in one go: when, by which role, how many of which kind."""

    id: str
    at: datetime
    actor: str
    kind: str
    count: int


def log(
    connection: Connection, workshop_id: str, kind: str, changes: Sequence[Change], *, actor: str, batch: str
) -> None:
    """Write changes into the log, in the transaction that makes them. `actor` is a role, never a name."""
    common = {"workshop_id": workshop_id, "batch": batch, "at": datetime.now(UTC), "actor": actor, "kind": kind}
    rows = [
        {
            **common,
            "identity": {name: (after or before or {})[name] for name in identity(kind)},
            "before": _as_json(kind, before),
            "after": _as_json(kind, after),
            "undone": False,
        }
        for before, after in changes
    ]
    if rows:
        connection.execute(insert(table("changes")), rows)


def last_batch(workshop_id: str) -> Batch | None:
    """The newest change that can still be undone, or None."""
    rows = table("changes").c
    mine = (rows.workshop_id == workshop_id, rows.undone.is_(False))
    newest = select(rows.batch).where(*mine).order_by(rows.id.desc()).limit(1).scalar_subquery()
    query = select(rows.batch, func.max(rows.at), func.max(rows.actor), func.max(rows.kind), func.count())
    with reading() as connection:
        found = connection.execute(query.where(*mine, rows.batch == newest).group_by(rows.batch)).first()
    return Batch(*found) if found else None


def undo(workshop_id: str, batch: str) -> None:
    """Take one batch back. Raises Refusal, changing nothing, when it was changed again since or is in use by now;
    the batch then counts as done with, so that the one before it can still be undone."""
    rows = table("changes")
    mine = (rows.c.workshop_id == workshop_id, rows.c.batch == batch, rows.c.undone.is_(False))
    try:
        with writing() as connection:
            raise_revision(connection, workshop_id, content=True)
            query = select(rows.c.kind, rows.c.before, rows.c.after).where(*mine).order_by(rows.c.id.desc())
            for kind, before, after in connection.execute(query).all():
                _take_back(connection, workshop_id, kind, _from_json(kind, before), _from_json(kind, after))
            connection.execute(update(rows).where(*mine).values(undone=True))
    except Refusal:
        with writing() as connection:
            connection.execute(update(rows).where(*mine).values(undone=True))
        raise


def _take_back(connection: Connection, workshop_id: str, kind: str, before: Row | None, after: Row | None) -> None:
    stored = by_identity(kind, rows_of(connection, kind, workshop_id))
    if stored.get(identify(kind, after or before or {})) != after:
        raise Refusal(message("This can no longer be undone: it was changed again since then."))
    if before is None and after is not None:
        check_unused(connection, workshop_id, kind, after)
    apply(connection, kind, workshop_id, [(after, before)])


def _as_json(kind: str, row: Row | None) -> Row | None:
    return None if row is None else KINDS[kind].model_validate(row).model_dump(mode="json")


def _from_json(kind: str, row: Row | None) -> Row | None:
    return None if row is None else KINDS[kind].model_validate(row).model_dump()
