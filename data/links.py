"""The links of a workshop as its facilitator manages them: made, listed, renewed, revoked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from data.access import OPEN, Grant, hashed, revoke_in
from data.engine import reading, writing
from data.live_signal import tell
from data.passwords import password_hash
from data.permission import ask
from data.tables import table
from workshop.rights import CO_FACILITATOR, HEAD, MANAGEMENT, PROJECTOR
from workshop.texts import Refusal, message

KINDS = (HEAD, MANAGEMENT, PROJECTOR, CO_FACILITATOR)
"""The roles that a link of a workshop can carry."""
LONGEST_DAYS = 730
VISIT = timedelta(minutes=30)
"""Who was away for so long comes for another visit."""
EVERY = timedelta(minutes=5)
"""How often it is written down that somebody is there."""


@dataclass(frozen=True)
class Wanted:
    """A link as the facilitator asks for it."""

    role: str
    department: str | None = None
    edits: bool = False
    context: bool = False
    note: str = ""
    days: int = 90
    password: str = ""


@dataclass(frozen=True)
class Link:
    """A link in the list; nobody can make its address of what is kept."""

    id: str
    role: str
    department: str | None
    edits: bool
    context: bool
    note: str
    has_password: bool
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None

    @property
    def valid(self) -> bool:
        return self.revoked_at is None and self.expires_at > datetime.now(UTC)


def add_link(workshop_id: str, wanted: Wanted) -> str:
    """Make a link; returns its token, which is shown once and never again. Raises Refusal for what does not fit."""
    _check(wanted)
    kept = password_hash(wanted.password)  # takes a tenth of a second: before the transaction
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    head = wanted.role == HEAD
    row = {
        "token_hash": hashed(token), "role": wanted.role, "workshop_id": workshop_id,
        "department": wanted.department if head else None, "edits": wanted.edits and head,
        "context": wanted.context and head, "note": wanted.note.strip()[:200], "password_hash": kept,
        "created_at": now, "expires_at": now + timedelta(days=wanted.days),
    }  # fmt: skip
    with writing() as connection:
        ask(connection, "administer", workshop_id)
        if head:
            _check_department(connection, workshop_id, wanted.department)
        connection.execute(insert(table("access")).values(OPEN | row))
    return token


def list_links(workshop_id: str) -> list[Link]:
    """All links of a workshop, the newest first, those that are no longer valid too."""
    rows = table("access").c
    with reading() as connection:
        ask(connection, "administer", workshop_id)
        query = select(*rows).where(rows.workshop_id == workshop_id).order_by(rows.created_at.desc(), rows.token_hash)
        return [_link(row) for row in connection.execute(query).mappings()]


def renew_link(workshop_id: str, link_id: str, days: int) -> str:
    """A new token and a new term for a link; the old address leads nowhere from now on. Returns the token."""
    rows, token, now = table("access"), secrets.token_urlsafe(32), datetime.now(UTC)
    _check_days(days)
    fresh = {"token_hash": hashed(token), "expires_at": now + timedelta(days=days), "revoked_at": None, "tries": 0}
    with writing() as connection:
        ask(connection, "administer", workshop_id)
        old = _found(connection, workshop_id, link_id)
        numbers = revoke_in(connection, old)
        connection.execute(update(rows).where(rows.c.token_hash == old).values(fresh))
    for told in numbers.values():
        tell(workshop_id, told)
    return token


def revoke_link(workshop_id: str, link_id: str) -> None:
    """Make a link worthless; open screens close within seconds. Doing it again changes nothing."""
    with writing() as connection:
        ask(connection, "administer", workshop_id)
        numbers = revoke_in(connection, _found(connection, workshop_id, link_id))
    for told in numbers.values():
        tell(workshop_id, told)


def revoke_all() -> int:
    """Make every link and every visit worthless at once; returns how many there were. Seats of phones stay: they open
    nothing but the own vote."""
    rows, workshops = table("access"), table("workshops")
    valid = (rows.c.revoked_at.is_(None), rows.c.expires_at > datetime.now(UTC))
    with writing() as connection:
        ask(connection, "run")
        ended = connection.execute(update(rows).where(*valid).values(revoked_at=datetime.now(UTC))).rowcount
        connection.execute(update(workshops).values(stage=workshops.c.stage + 1))  # open screens look again
    return ended


def visited(grant: Grant) -> datetime | None:
    """Note that somebody uses a link; returns when their visit before this one ended, None when it is the first."""
    rows, now = table("access"), datetime.now(UTC)
    with reading() as connection:
        query = select(rows.c.last_used_at, rows.c.visit_before).where(rows.c.token_hash == grant.link)
        found = connection.execute(query).first()
    if found is None:
        return None
    last: datetime | None = found[0]
    before: datetime | None = found[1]
    if last is not None and now - last < EVERY:
        return before
    if last is not None and now - last > VISIT:
        before = last
    with writing() as connection:
        values = {"last_used_at": now, "visit_before": before}
        connection.execute(update(rows).where(rows.c.token_hash == grant.link).values(values))
    return before


def _check(wanted: Wanted) -> None:
    if wanted.role not in KINDS:
        raise Refusal(message("Choose what the link is for."))
    _check_days(wanted.days)


def _check_days(days: int) -> None:
    if not 1 <= days <= LONGEST_DAYS:
        raise Refusal(message("A link is good for 1 to {n} days.", n=LONGEST_DAYS))


def _check_department(connection: Connection, workshop_id: str, department: str | None) -> None:
    rows = table("departments").c
    here = (rows.workshop_id == workshop_id, rows.name == department)
    if connection.execute(select(rows.name).where(*here)).first() is None:
        raise Refusal(message("Please choose one of the departments."))


def _found(connection: Connection, workshop_id: str, link_id: str) -> str:
    """The whole hash of a link of this workshop."""
    rows = table("access").c
    here = (rows.workshop_id == workshop_id, rows.token_hash.startswith(link_id, autoescape=True))
    found = connection.execute(select(rows.token_hash).where(*here)).scalars().all()
    if len(found) != 1 or len(link_id) < ID:
        raise Refusal(message("This link is not in this workshop."))
    return str(found[0])


ID = 16
"""So many letters of the hash tell links apart on a page."""


def _link(row: RowMapping) -> Link:
    values: dict[str, Any] = {name: row[name] for name in Link.__dataclass_fields__ if name in row}
    return Link(**values, id=row["token_hash"][:ID], has_password=row["password_hash"] is not None)
