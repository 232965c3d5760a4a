"""Rows in and out of the tables of one workshop: the few statements that every command shares."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Insert, Integer, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningUpdate

from data.renames import rename_in_worksheets
from data.tables import table
from workshop.records import KINDS, Workshop, identity
from workshop.texts import Refusal, message

Row = dict[str, Any]
Change = tuple[Row | None, Row | None]
"""A record before and after: None before = new, None after = deleted."""


def workshop_record(connection: Connection, workshop_id: str) -> Workshop:
    """The workshop itself. Raises Refusal when there is none with this id."""
    rows = table("workshops")
    query = select(*(rows.c[name] for name in Workshop.model_fields)).where(rows.c.id == workshop_id)
    found = connection.execute(query).mappings().first()
    if found is None:
        raise Refusal(
            message(
                "There is no workshop “{name}”. Choose one from the list, or upload its workbook.", name=workshop_id
            )
        )
    return Workshop.model_validate(dict(found))


def rows_of(connection: Connection, kind: str, workshop_id: str) -> list[Row]:
    """The records of one kind with the record's fields, ordered by their key."""
    rows = table(kind)
    columns = [rows.c[name] for name in KINDS[kind].model_fields]
    query = select(*columns).where(rows.c.workshop_id == workshop_id).order_by(*rows.primary_key)
    return [dict(found) for found in connection.execute(query).mappings()]


def write(connection: Connection, kind: str, workshop_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows or overwrite those that are there: the same command twice leaves the same rows."""
    if rows:
        upsert(connection, kind, *({"workshop_id": workshop_id, **row} for row in rows))


def upsert(
    connection: Connection, kind: str, *rows: Mapping[str, Any], overwrite: Collection[str] | None = None
) -> None:
    """Insert rows; of one that is there the columns of `overwrite` are set, None = all that are given."""
    names = tuple(rows[0] if overwrite is None else overwrite)
    connection.execute(_upsert(connection.dialect.name == "postgresql", kind, names), rows)


@cache
def _upsert(on_postgres: bool, kind: str, names: tuple[str, ...]) -> Insert:
    """The statement of `upsert`; making it takes longer than running it."""
    target = table(kind)
    statement = (postgresql.insert if on_postgres else sqlite.insert)(target)
    keys = [column.name for column in target.primary_key]
    values = {name: statement.excluded[name] for name in names if name not in keys}
    if not values:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(index_elements=keys, set_=values)


def apply(connection: Connection, kind: str, workshop_id: str, changes: Sequence[Change]) -> None:
    """Carry out changes of one kind: delete, rename, insert, overwrite."""
    rows = table(kind)
    for before, after in changes:
        if before is not None and after is None:
            connection.execute(delete(rows).where(*here(kind, workshop_id, before)))
        elif before is not None and after is not None and identify(kind, before) != identify(kind, after):
            connection.execute(update(rows).where(*here(kind, workshop_id, before)).values(after))
            if kind == "departments":
                rename_in_worksheets(connection, workshop_id, before["name"], after["name"])
    write(connection, kind, workshop_id, [after for _, after in changes if after is not None])


def remove(connection: Connection, kind: str, workshop_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Delete records; one that is not there is no error."""
    target = table(kind)
    if rows:
        found = (column == bindparam(f"its_{column.name}") for column in target.primary_key)
        keys = ({"workshop_id": workshop_id, **{name: row[name] for name in identity(kind)}} for row in rows)
        connection.execute(delete(target).where(*found), [{f"its_{name}": key[name] for name in key} for key in keys])


def here(kind: str, workshop_id: str, row: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """The condition that finds one record."""
    rows = table(kind)
    return [rows.c.workshop_id == workshop_id, *(rows.c[name] == row[name] for name in identity(kind))]


class Numbers(NamedTuple):
    """The two revisions that are pushed to the screens of the live room."""

    stage: int
    votes: int


def raise_revision(
    connection: Connection, workshop_id: str, *, content: bool = False, votes: int = 0, stage: bool = False
) -> Numbers:
    """Raise the revisions, that of the votes by so many; first thing in a command: in PostgreSQL this row is the lock
    of the workshop.

    It is done in SQL because counting in Python would lose some. Returns what the live room's screens are told.
    Raises Refusal when there is no such workshop.
    """
    by = {"more_content": int(content), "more_votes": int(votes), "more_stage": int(stage)}
    found = connection.execute(_raise(), by | {"workshop": workshop_id}).first()
    if found is None:
        workshop_record(connection, workshop_id)
        raise AssertionError("a workshop that is there was not found")
    return Numbers(*found)


@cache
def _raise() -> ReturningUpdate[int, int]:
    rows = table("workshops")
    raised = {name: rows.c[name] + bindparam(f"more_{name}", type_=Integer) for name in ("content", "votes", "stage")}
    changed = update(rows).where(rows.c.id == bindparam("workshop")).values(raised)
    return changed.returning(rows.c.stage, rows.c.votes)


def identify(kind: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values that identify a record within its workshop."""
    return tuple(row.get(name) for name in identity(kind))


def write_workshop(connection: Connection, row: Row) -> None:
    """Overwrite what is said about a workshop."""
    rows = table("workshops")
    connection.execute(update(rows).where(rows.c.id == row["id"]).values(row))


def by_identity(kind: str, rows: Sequence[Row]) -> dict[tuple[Any, ...], Row]:
    """Rows by what identifies them."""
    return {identify(kind, row): row for row in rows}


def title_of(row: Mapping[str, Any]) -> str:
    """What a person calls a record: its name, title or text, else its key."""
    called = (row.get(name) for name in ("name", "title", "text", "label", "key", "value"))
    return next((text for text in called if isinstance(text, str) and text), "")


def as_json(kind: str, row: Row | None) -> Row | None:
    """A record as it is kept in the change log; `kind` may also be "workshop"."""
    return None if row is None else KINDS.get(kind, Workshop).model_validate(row).model_dump(mode="json")


def from_json(kind: str, row: Row | None) -> Row | None:
    """A record as it was before `as_json`."""
    return None if row is None else KINDS.get(kind, Workshop).model_validate(row).model_dump()
