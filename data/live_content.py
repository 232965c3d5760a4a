"""A change of what a room asks: touchpoints, standards, departments. The screens of an open room hear of it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data.rows import Numbers, raise_revision
from data.tables import table

ASKED = ("departments", "touchpoints", "standards", "participants", "waves")
"""Kinds of records of which a phone shows something."""


def content_changed(connection: Connection, workshop_id: str, *, votes: bool = False, shown: bool = True) -> Numbers:
    """`raise_revision` for changed content, first thing in a command; while its room is open, of the stage too, so that
    no phone goes on showing an old name. `shown`: whether phones show any of it. Returns what the screens are told
    after the commit."""
    numbers = raise_revision(connection, workshop_id, content=True, votes=votes)  # the lock; then nobody opens the room
    rooms = table("rooms").c
    is_open = select(rooms.is_open).where(rooms.workshop_id == workshop_id)
    if shown and connection.execute(is_open).scalar():
        numbers = raise_revision(connection, workshop_id, stage=True)
    return numbers
