"""Who leads: of several facilitators one at a time; it changes only when somebody takes over on purpose."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from data.engine import AWAY as DATABASE_AWAY
from data.engine import reading, writing
from data.live_room import Room, change_room, find_room
from data.live_signal import tell
from data.permission import ask
from data.rows import raise_revision
from data.tables import table
from workshop.texts import Refusal, message

AWAY = timedelta(seconds=30)
EVERY = timedelta(seconds=10)
"""How often it is written down that the leading console is there."""

log = logging.getLogger("werkstatt")


@dataclass(frozen=True)
class Leading:
    """Who leads, as one console sees it."""

    mine: bool
    nobody: bool
    away: bool
    """Who leads was not seen for half a minute."""


class NotLeading(Refusal):
    """Somebody else leads; it needs a deliberate step to take over."""


def lead(workshop_id: str, actor: str) -> Leading:
    """Say that a console is there, and hear who leads. Writes at most every ten seconds, and only for who leads."""
    rows, now = table("rooms"), datetime.now(UTC)
    query = select(rows.c.conductor, rows.c.conductor_seen_at).where(rows.c.workshop_id == workshop_id)
    with reading() as connection:
        found = connection.execute(query).first()
    if found is None or found.conductor is None:
        return Leading(mine=False, nobody=True, away=False)
    age = now - (found.conductor_seen_at or now)
    if found.conductor == actor and age > EVERY:
        mine = (rows.c.workshop_id == workshop_id, rows.c.conductor == actor)
        try:
            with writing() as connection:
                ask(connection, "facilitate", workshop_id)
                connection.execute(update(rows).where(*mine).values(conductor_seen_at=now))
        except DATABASE_AWAY as error:  # no console may fail for it
            log.warning("Who leads could not be written down, it is tried again: %s", error)
    return Leading(mine=found.conductor == actor, nobody=False, away=found.conductor != actor and age > AWAY)


def take_over(workshop_id: str, actor: str) -> None:
    """Lead from now on; the other consoles hear it. Raises Refusal when the room was never opened."""
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        if find_room(connection, workshop_id, lock=True) is None:
            raise Refusal(message("Open the room first."))
        change_room(connection, workshop_id, {"conductor": actor, "conductor_seen_at": datetime.now(UTC)})
        numbers = raise_revision(connection, workshop_id, votes=True)  # nothing that phones show
    tell(workshop_id, numbers)


def give_up(workshop_id: str, actor: str) -> None:
    """Stop leading; the other consoles hear it, and somebody takes over on purpose. Nothing happens to who does not
    lead."""
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        room = find_room(connection, workshop_id, lock=True)
        if room is None or room.conductor != actor:
            return
        change_room(connection, workshop_id, {"conductor": None, "conductor_seen_at": None})
        numbers = raise_revision(connection, workshop_id, votes=True)
    tell(workshop_id, numbers)


def check_leading(room: Room, actor: str) -> None:
    """Raise NotLeading when somebody else leads."""
    if room.conductor not in (None, actor):
        raise NotLeading(message("Somebody else leads at the moment. Take over first if that is agreed."))
