"""Workshops have a last day, and are deleted after it with all that belongs to them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

import data.live_tables  # noqa: F401  what is counted is in them too
from data.engine import asking, reading, writing
from data.live_room import clock, find_room
from data.permission import ask
from data.rows import raise_revision, workshop_record
from data.tables import Table, table
from workshop.texts import Refusal, message

log = logging.getLogger("werkstatt")


@dataclass(frozen=True)
class Purged:
    """A workshop that was deleted after its last day, and how many rows of which table went with it."""

    id: str
    keep_until: date
    rows: Mapping[str, int]


def last_day(workshop_id: str) -> date | None:
    """The last day a workshop is kept; None = without end, or there is no such workshop."""
    rows = table("workshops").c
    with asking() as connection:
        return connection.execute(select(rows.keep_until).where(rows.id == workshop_id)).scalar()


def keep_until(workshop_id: str, day: date | None) -> None:
    """Set the last day a workshop is kept, None = without end. Raises Refusal for a day that is over."""
    rows = table("workshops")
    with writing() as connection:
        ask(connection, "administer", workshop_id)
        workshop_record(connection, workshop_id)
        if day is not None and day < clock(connection).date():
            raise Refusal(message("{day} is over. Choose a day from today on, or delete the workshop below.", day=day))
        raise_revision(connection, workshop_id, content=True)
        connection.execute(update(rows).where(rows.c.id == workshop_id).values(keep_until=day))


def over_time() -> list[str]:
    """The workshops whose last day is over, except those in whose room people are right now."""
    rows = table("workshops").c
    with reading() as connection:
        return list(connection.execute(select(rows.id).where(_over(connection)).order_by(rows.id)).scalars())


def purge() -> list[Purged]:
    """Delete what is over its time, each workshop in a transaction of its own, and write it into the log.

    Two servers that do this at the same moment delete each of them once; one that is killed leaves a workshop whole.
    """
    found = (_delete(workshop_id) for workshop_id in over_time())
    return [one for one in found if one is not None]


def _delete(workshop_id: str) -> Purged | None:
    rows = table("workshops")
    with writing() as connection:
        ask(connection, "administer", workshop_id)
        find_room(connection, workshop_id, lock=True)
        mine = (rows.c.id == workshop_id, _over(connection))
        last = connection.execute(select(rows.c.keep_until).where(*mine).with_for_update(skip_locked=True)).scalar()
        if last is None:  # somebody keeps it longer, or another server was here
            return None
        counts = _counted(connection, workshop_id)
        connection.execute(delete(rows).where(rows.c.id == workshop_id))
    said = " ".join(f"{name}={count}" for name, count in counts.items())
    log.warning("Deleted after its time: workshop=%s kept_until=%s %s", workshop_id, last, said)
    return Purged(workshop_id, last, counts)


def _over(connection: Connection) -> ColumnElement[bool]:
    """That a last day is over, and nobody in the middle of a workshop loses it."""
    workshops, rooms, now = table("workshops").c, table("rooms").c, clock(connection)
    busy = select(rooms.workshop_id).where(rooms.is_open, rooms.code_until > now)
    return (workshops.keep_until < now.date()) & workshops.id.not_in(busy)


def _counted(connection: Connection, workshop_id: str) -> dict[str, int]:
    """Rows of this workshop by table, those without any left out."""
    found = {}
    for one in Table.metadata.sorted_tables:
        if "workshop_id" in one.c:
            count = select(func.count()).select_from(one).where(one.c.workshop_id == workshop_id)
            found[one.name] = connection.execute(count).scalar_one()
    return {name: count for name, count in found.items() if count}
