"""The room of a workshop: opening it for phones, closing it, and what it is like now."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from data.engine import asking, writing
from data.live_anonymity import anonymise
from data.live_signal import tell
from data.live_tables import RoomRow
from data.permission import ask
from data.rows import raise_revision
from data.tables import table
from workshop.live import codes
from workshop.live.stage import Stage
from workshop.texts import Refusal, message

ANONYMITIES = ("named", "pseudonymous", "anonymous")
OPEN_HOURS = 16
"""How long a code is good for when nobody closes the room: one workshop day."""
UNSEATED = timedelta(days=1)
"""How long a seat is kept whose person never chose a department."""


@dataclass(frozen=True)
class Room:
    """A room as its facilitator knows it."""

    workshop_id: str
    is_open: bool
    code: str | None
    code_until: datetime | None
    anonymity: str
    asks_relevance: bool
    capacity: int
    stage: Stage
    version: int
    conductor: str | None
    """Hash of the leading facilitator's token."""
    conductor_seen_at: datetime | None


COLUMNS = [field.name for field in fields(Room)]
assert set(COLUMNS) <= set(RoomRow.model_fields)


def open_room(
    workshop_id: str, *, anonymity: str = "pseudonymous", asks_relevance: bool = True, capacity: int = 200
) -> Room:
    """Open a workshop for phones, with a code; when it is open already only the settings change.

    Raises Refusal when somebody sits there who was promised another anonymity.
    """
    if anonymity not in ANONYMITIES:
        raise ValueError(anonymity)
    settings = {"anonymity": anonymity, "asks_relevance": asks_relevance, "capacity": capacity}
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        room = find_room(connection, workshop_id, lock=True)
        numbers = raise_revision(connection, workshop_id, stage=True)
        if room and room.anonymity != anonymity:
            _check_nobody_sits(connection, workshop_id)
        _forget_unseated(connection, workshop_id)
        _open(connection, workshop_id, room, settings)
        opened = find_room(connection, workshop_id)
    assert opened is not None
    tell(workshop_id, numbers)
    return opened


def close_room(workshop_id: str) -> None:
    """Close a room: its code is worthless, no answer is taken, nobody leads; an anonymous one loses every link from a
    person to an answer. Closing it again changes nothing."""
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        room = find_room(connection, workshop_id, lock=True)
        if room is None or not room.is_open:
            return
        numbers = raise_revision(connection, workshop_id, stage=True, votes=True, content=True)
        closed = {"is_open": False, "code": None, "code_until": None, "closed_at": datetime.now(UTC)}
        closed |= {"conductor": None, "conductor_seen_at": None}
        change_room(connection, workshop_id, closed | staged(Stage(state="closed"), room.version + 1))
        _forget_unseated(connection, workshop_id)
        if room.anonymity == "anonymous":
            anonymise(connection, workshop_id)
    tell(workshop_id, numbers)


def room_of(workshop_id: str) -> Room | None:
    """The room of a workshop, None when it was never opened."""
    with asking() as connection:
        return find_room(connection, workshop_id)


def room_by_code(code: str) -> str | None:
    """The workshop whose room is open under this code (as typed), or None."""
    with asking() as connection:
        asked = {"code": codes.normalise(code), "now": datetime.now(UTC)}
        return connection.execute(_by_code(), asked).scalar()


@cache
def _by_code() -> Select[Any]:
    rows = table("rooms").c
    valid = (rows.code == bindparam("code"), rows.is_open, rows.code_until > bindparam("now"))
    return select(rows.workshop_id).where(*valid)


def find_room(connection: Connection, workshop_id: str, *, lock: bool = False, share: bool = False) -> Room | None:
    """`room_of` inside a transaction. `lock`: votes and other steps wait until it ends; whoever locks a room does it
    before anything else, so that two never wait for each other. `share`: only other steps wait."""
    found = connection.execute(_one_room(lock, share), {"workshop": workshop_id}).mappings().first()
    return None if found is None else Room(**{**found, "stage": Stage.from_json(found["stage"])})


@cache
def _one_room(lock: bool, share: bool) -> Select[Any]:
    rows = table("rooms").c
    query = select(*(rows[name] for name in COLUMNS)).where(rows.workshop_id == bindparam("workshop"))
    return query.with_for_update(read=share) if lock or share else query


def change_room(connection: Connection, workshop_id: str, values: dict[str, Any]) -> None:
    """Overwrite columns of a room."""
    rows = table("rooms")
    connection.execute(update(rows).where(rows.c.workshop_id == workshop_id).values(values))


def staged(stage: Stage, version: int) -> dict[str, Any]:
    """A stage and its version as columns."""
    return {"stage": stage.as_json(), "version": version}


def clock(connection: Connection) -> datetime:
    """What decides about deadlines: PostgreSQL's clock, for there may be several servers, else this machine's."""
    if connection.dialect.name == "postgresql":
        return connection.execute(select(func.clock_timestamp())).scalar_one().astimezone(UTC)  # type: ignore[no-any-return]
    return datetime.now(UTC)


def _open(connection: Connection, workshop_id: str, room: Room | None, settings: dict[str, Any]) -> None:
    now = datetime.now(UTC)
    fresh = {"is_open": True, "code": codes.make(), "code_until": now + timedelta(hours=OPEN_HOURS), "opened_at": now}
    started = fresh | {"closed_at": None} | staged(Stage(), room.version + 1 if room else 1)
    if room is None:
        connection.execute(insert(table("rooms")).values({"workshop_id": workshop_id} | settings | started))
    elif not room.is_open:
        change_room(connection, workshop_id, settings | started)
    elif room.code_until and room.code_until <= now:
        change_room(connection, workshop_id, settings | fresh)
    else:
        change_room(connection, workshop_id, settings)


def _forget_unseated(connection: Connection, workshop_id: str) -> None:
    """Delete seats of people who typed the code long ago and never chose a department: nothing hangs on them."""
    rows = table("seats")
    old = (rows.c.participant.is_(None), rows.c.joined_at < datetime.now(UTC) - UNSEATED)
    connection.execute(delete(rows).where(rows.c.workshop_id == workshop_id, *old))


def _check_nobody_sits(connection: Connection, workshop_id: str) -> None:
    rows = table("seats").c
    sitting = select(func.count()).where(rows.workshop_id == workshop_id, rows.participant.is_not(None))
    if connection.execute(sitting).scalar_one():
        raise Refusal(
            message("People have come in already; they were promised something else. Their anonymity stays as it was.")
        )
