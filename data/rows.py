"""Rows in and out of the tables of one workshop: the few statements that every command shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

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
    if not rows:
        return
    target = table(kind)
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(target)
    keys = [column.name for column in target.primary_key]
    values = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    if values:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=values)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    connection.execute(statement, [{"workshop_id": workshop_id, **row} for row in rows])


def apply(connection: Connection, kind: str, workshop_id: str, changes: Sequence[Change]) -> None:
    """Carry out changes of one kind: delete, rename, insert, overwrite."""
    rows = table(kind)
    for before, after in changes:
        if before is not None and after is None:
            connection.execute(delete(rows).where(*here(kind, workshop_id, before)))
        elif before is not None and after is not None and identify(kind, before) != identify(kind, after):
            connection.execute(update(rows).where(*here(kind, workshop_id, before)).values(after))
    write(connection, kind, workshop_id, [after for _, after in changes if after is not None])


def remove(connection: Connection, kind: str, workshop_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Delete records; one that is not there is no error."""
    for row in rows:
        connection.execute(delete(table(kind)).where(*here(kind, workshop_id, row)))


def here(kind: str, workshop_id: str, row: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """The condition that finds one record."""
    rows = table(kind)
    return [rows.c.workshop_id == workshop_id, *(rows.c[name] == row[name] for name in identity(kind))]


def raise_revision(connection: Connection, workshop_id: str, *, content: bool = False, votes: bool = False) -> None:
    """Raise the revisions, first thing in a command: in PostgreSQL this row is the lock of the workshop.

    It is done in SQL because counting in Python would lose some. Raises Refusal when there is no such workshop.
    """
    rows = table("workshops")
    raised = {"content": rows.c.content + int(content), "votes": rows.c.votes + int(votes)}
    if connection.execute(update(rows).where(rows.c.id == workshop_id).values(raised)).rowcount == 0:
        workshop_record(connection, workshop_id)


def identify(kind: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values that identify a record within its workshop."""
    return tuple(row.get(name) for name in identity(kind))


def by_identity(kind: str, rows: Sequence[Row]) -> dict[tuple[Any, ...], Row]:
    """Rows by what identifies them."""
    return {identify(kind, row): row for row in rows}


def title_of(row: Mapping[str, Any]) -> str:
    """What a person calls a record: its name, title or text, else its key."""
    return str(next((row[name] for name in ("name", "title", "text", "label", "key") if row.get(name)), ""))
