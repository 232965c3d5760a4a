"""The end of an anonymous room: nothing is left that leads from a person to an answer."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from data.rows import Row
from data.tables import table
from workshop.live.presence import Group, fold
from workshop.scale import MIN_VOTES

ANSWERS = ("ratings", "standard_votes", "earlier_ratings", "dots")


def anonymise(connection: Connection, workshop_id: str) -> None:
    """Delete the seats, give their participants new random names, forget when somebody answered.

    A department with fewer than five people, and what would give it away, is taken from them: who works there alone
    would be known by it. All rows are written anew in the order of the new names, so that not even their place in the
    file tells who came or answered first.
    """
    seats = table("seats")
    here = seats.c.workshop_id == workshop_id
    people = set(connection.execute(select(seats.c.participant).where(here)).scalars()) - {None}
    connection.execute(delete(seats).where(here))
    renamed = new_names(connection, workshop_id, people)
    answers = {kind: taken(connection, kind, workshop_id, "participant", renamed) for kind in ANSWERS}
    participants = taken(connection, "participants", workshop_id, "key", renamed)
    alone = small_departments(participants)
    for row in participants:  # what somebody does there would give them away as well
        row |= {"token_hash": None, "function": ""}
        row["department"] = None if row["department"] in alone else row["department"]
    for row in answers["ratings"]:
        row["rated_at"] = None
    put_back(connection, "participants", "key", participants)
    for kind, rows in answers.items():
        put_back(connection, kind, "participant", rows)
    forget_earlier(connection, workshop_id)


def forget_earlier(connection: Connection, workshop_id: str) -> None:
    """Delete what remembers votes and participants as they were: imports that could be undone, and the change log."""
    imports, changes = table("imports"), table("changes")
    connection.execute(delete(imports).where(imports.c.workshop_id == workshop_id))
    about_people = (changes.c.workshop_id == workshop_id, changes.c.kind == "participants")
    connection.execute(delete(changes).where(*about_people))


def new_names(connection: Connection, workshop_id: str, people: Iterable[str]) -> dict[str, str]:
    """A random name for each of these participants that nobody else in the workshop has."""
    rows = table("participants").c
    taken = set(connection.execute(select(rows.key).where(rows.workshop_id == workshop_id)).scalars())
    names: dict[str, str] = {}
    for person in people:
        while (name := f"A{secrets.randbelow(10**6):06d}") in taken:
            pass
        taken.add(name)
        names[person] = name
    return names


def small_departments(participants: list[Row]) -> set[str | None]:
    """The departments that people must not be told apart by."""
    sizes: dict[str | None, int] = {}
    for row in participants:
        sizes[row["department"]] = sizes.get(row["department"], 0) + 1
    groups = fold([Group((name,), joined=size) for name, size in sizes.items()])
    hidden = (group for group in groups if len(group.departments) > 1 or group.joined < MIN_VOTES)
    return {name for group in hidden for name in group.departments}


def taken(connection: Connection, kind: str, workshop_id: str, column: str, renamed: dict[str, str]) -> list[Row]:
    """The rows of these people, taken out of their table, under their new names."""
    rows = table(kind)
    theirs = (rows.c.workshop_id == workshop_id, rows.c[column].in_(list(renamed)))
    found: list[dict[str, Any]] = [dict(row) for row in connection.execute(select(rows).where(*theirs)).mappings()]
    connection.execute(delete(rows).where(*theirs))
    return [row | {column: renamed[row[column]]} for row in found]


def put_back(connection: Connection, kind: str, column: str, rows: list[Row]) -> None:
    """Write rows that were taken out, in the order of the new names."""
    if rows:
        connection.execute(insert(table(kind)), sorted(rows, key=lambda row: str(row[column])))
