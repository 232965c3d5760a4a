"""What departments tell the facilitator: written from their page, read and ticked off on the page of links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import insert, select, update

from data.engine import reading, writing
from data.permission import ask
from data.tables import table
from workshop.texts import Refusal, message

LONGEST, MOST = 1000, 200
"""Characters of a comment, and comments of one department: more are no conversation."""


@dataclass(frozen=True)
class Comment:
    """One comment; `done_at`: when the facilitator ticked it off."""

    key: str
    department: str
    text: str
    written_at: datetime
    done_at: datetime | None


def comment(workshop_id: str, department: str, text: str) -> None:
    """Tell the facilitator something. Raises Refusal when it is empty, too long or one too many."""
    text = text.strip()
    if not text:
        raise Refusal(message("Write something first."))
    if len(text) > LONGEST:
        raise Refusal(message("At most {n} characters, please; this has {m}.", n=LONGEST, m=len(text)))
    row = {"workshop_id": workshop_id, "department": department, "text": text}
    with writing() as connection:
        ask(connection, "comment", workshop_id, department)
        rows = table("comments").c
        mine = select(rows.key).where(rows.workshop_id == workshop_id, rows.department == department)
        if len(connection.execute(mine).all()) >= MOST:
            raise Refusal(message("There are many comments already. Talk to the facilitator."))
        now = {"key": uuid4().hex, "written_at": datetime.now(UTC)}
        connection.execute(insert(table("comments")).values(row | now))


def list_comments(workshop_id: str, department: str | None = None) -> list[Comment]:
    """The comments of a department, or of all, the newest first."""
    rows = table("comments").c
    query = select(rows.key, rows.department, rows.text, rows.written_at, rows.done_at)
    query = query.where(rows.workshop_id == workshop_id).order_by(rows.written_at.desc(), rows.key)
    with reading() as connection:
        ask(connection, "read_department" if department else "facilitate", workshop_id, department)
        if department:
            query = query.where(rows.department == department)
        return [Comment(*row) for row in connection.execute(query)]


def tick_off(workshop_id: str, key: str) -> None:
    """Mark a comment as done with; once more changes nothing."""
    rows = table("comments")
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        its = (rows.c.workshop_id == workshop_id, rows.c.key == key, rows.c.done_at.is_(None))
        connection.execute(update(rows).where(*its).values(done_at=datetime.now(UTC)))
