"""Imports: which files came into a workshop, and taking a whole one back."""

from __future__ import annotations

from sqlalchemy import Connection, delete

from data.engine import reading, writing
from data.import_rows import Import, Taken, imports_of, mark_undone, taken_by
from data.import_rules import closed_since, reason_against
from data.live_content import content_changed
from data.live_signal import tell
from data.permission import ask
from data.rows import Numbers, remove, write, write_workshop
from data.tables import table
from data.waves import take_closing_back
from workshop.records import KINDS
from workshop.texts import Message, Refusal


def last_import(workshop_id: str) -> Import | None:
    """The newest import that is not undone, or None."""
    return next((item for item in list_imports(workshop_id) if not item.undone), None)


def list_imports(workshop_id: str) -> list[Import]:
    """All imports of a workshop, the newest first, undone ones too."""
    with reading() as connection:
        return imports_of(connection, workshop_id)


def why_not(workshop_id: str, import_id: str) -> Message | None:
    """Why an import cannot be undone, as a sentence that says what to do; None = it can. Changes nothing."""
    with reading() as connection:
        try:
            return reason_against(connection, taken_by(connection, workshop_id, import_id))
        except Refusal as refusal:
            return refusal.message


def undo_import(workshop_id: str, import_id: str) -> None:
    """Take back everything an import did, votes too; an import that made the workshop takes the workshop with it.

    Raises Refusal, changing nothing, when something was built on it since, see `data.import_rules`.
    """
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        numbers = take_back(connection, workshop_id, import_id)
    tell(workshop_id, numbers)


def take_back(connection: Connection, workshop_id: str, import_id: str) -> Numbers:
    """`undo_import` inside a transaction that is already open; returns what the live room's screens are told."""
    numbers = content_changed(connection, workshop_id, votes=True)
    taken = taken_by(connection, workshop_id, import_id)
    if reason := reason_against(connection, taken):
        raise Refusal(reason)
    if taken.about.created:
        workshops = table("workshops")
        connection.execute(delete(workshops).where(workshops.c.id == workshop_id))
        return numbers
    _open_again(connection, taken)
    for kind in reversed(KINDS):  # what refers to something goes before it
        remove(connection, kind, workshop_id, list(taken.brought.get(kind, {}).values()))
        write(connection, kind, workshop_id, list(taken.restored.get(kind, {}).values()))
    for row in taken.restored.get("workshop", {}).values():
        write_workshop(connection, row)
    mark_undone(connection, workshop_id, import_id)
    return numbers


def _open_again(connection: Connection, taken: Taken) -> None:
    """Open the waves it closed, except those that somebody has closed again since."""
    for wave in taken.closed.keys() - closed_since(connection, taken.about):
        take_closing_back(connection, taken.about.workshop_id, wave, taken.closed[wave])
