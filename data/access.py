"""Who may come in: links with a secret token, of which only the hash is kept, and what each link allows."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from data.engine import asking, writing
from data.live_signal import tell
from data.passwords import is_proved
from data.rows import Numbers, raise_revision
from data.tables import table
from workshop.rights import FACILITATOR as FACILITATOR
from workshop.rights import HEAD
from workshop.rights import Grant as Grant

COOKIE = "werkstatt"
"""What the cookie holds: the link's token, and after a dot the proof that its password was known."""
LINK_HOURS = 12
"""How long a facilitator's link and the cookie it sets are good for: one workshop day."""


@dataclass(frozen=True)
class Door:
    """A valid link as it is knocked at, before its password was asked for."""

    link: str
    role: str
    workshop_id: str | None
    expires_at: datetime
    password: str | None
    """Its hash; None = it has none."""


def make_link(
    role: str = FACILITATOR,
    *,
    workshop_id: str | None = None,
    department: str | None = None,
    hours: float = LINK_HOURS,
    **more: Any,
) -> str:
    """A new token (256 random bits); whoever presents it within `hours` has the role. Only its hash is stored.

    Asks nobody: facilitators' pages use `data.links`. `more`: further columns of the table "access".
    """
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    about = {"token_hash": hashed(token), "role": role, "workshop_id": workshop_id, "department": department}
    times = {"created_at": now, "expires_at": now + timedelta(hours=hours)}
    with writing() as connection:
        connection.execute(insert(table("access")).values(OPEN | about | times | more))
    return token


OPEN = {"edits": False, "context": False, "note": "", "tries": 0, "once": False}
"""What a link is unless somebody says otherwise."""


def grant_of(cookie: str | None) -> Grant | None:
    """What a cookie, or the token of a link without a password, allows now; None when it is missing, unknown, expired,
    revoked, or the proof of its password is wrong."""
    token, _dot, given = (cookie or "").partition(".")
    if not token:
        return None
    with asking() as connection:
        found = _find(connection, hashed(token))
        if found is None or not is_proved(token, given, found.password_hash):
            return None
        return _grant(connection, found, hashed(token))


def grant_in(connection: Connection, link: str) -> Grant | None:
    """What a link, by its token's hash, allows in this transaction; None when it is no longer good for anything."""
    found = _find(connection, link)
    return _grant(connection, found, link) if found is not None else None


def _grant(connection: Connection, found: Any, link: str) -> Grant | None:
    if found.account_id is not None:
        owned = frozenset(connection.execute(_owned(), {"account": found.account_id}).scalars())
        about = {"creates": found.creates, "email": found.email, "link": link}
        return Grant(FACILITATOR, account=found.account_id, owns=owned, **about)
    if found.role == HEAD and found.department is None:
        return None
    return Grant(found.role, found.workshop_id, found.department, found.edits, found.context, link=link)


def door_of(token: str) -> Door | None:
    """The link of a token, whether or not its password is known yet; None when there is no valid one."""
    with asking() as connection:
        found = _find(connection, hashed(token)) if token else None
    if found is None:
        return None
    return Door(hashed(token), found.role, found.workshop_id, found.expires_at, found.password_hash)


def _find(connection: Connection, link: str) -> Any:
    return connection.execute(_valid_link(), {"hash": link, "now": datetime.now(UTC)}).first()


@cache
def _valid_link() -> Select[Any]:
    """The query of `grant_of`, which every run of every page asks: making it takes longer than running it."""
    access, accounts = table("access"), table("accounts")
    rows = access.c
    valid = (rows.token_hash == bindparam("hash"), rows.revoked_at.is_(None), rows.expires_at > bindparam("now"))
    columns = (rows.role, rows.workshop_id, rows.department, rows.edits, rows.context, rows.expires_at)
    both = access.outerjoin(accounts, accounts.c.id == rows.account_id)
    query = select(*columns, rows.password_hash, rows.account_id, accounts.c.creates, accounts.c.email).select_from(
        both
    )
    return query.where(*valid, rows.once.is_(False), accounts.c.removed_at.is_(None))


@cache
def _owned() -> Select[Any]:
    rows = table("owners").c
    return select(rows.workshop_id).where(rows.account_id == bindparam("account"))


def revoke(token: str) -> None:
    """Make a token worthless at once: open screens draw anew, and find the door closed."""
    with writing() as connection:
        numbers = revoke_in(connection, hashed(token))
    for workshop_id, told in numbers.items():
        tell(workshop_id, told)


def revoke_in(connection: Connection, link: str) -> dict[str, Numbers]:
    """`revoke` inside a transaction, by the token's hash; returns what the screens of which workshop are told after it:
    those of the link's own, else of every open room."""
    rows, rooms = table("access"), table("rooms").c
    revoked = update(rows).where(rows.c.token_hash == link).values(revoked_at=datetime.now(UTC))
    found = connection.execute(revoked.returning(rows.c.workshop_id)).scalar()
    if found:
        return {found: raise_revision(connection, found, stage=True, votes=True)}
    now_open = select(rooms.workshop_id).where(rooms.is_open).order_by(rooms.workshop_id)
    everywhere = connection.execute(now_open).scalars().all()
    return {workshop_id: raise_revision(connection, workshop_id, votes=True) for workshop_id in everywhere}


def hashed(token: str) -> str:
    """The form in which a token is kept. A plain hash is enough: the token itself is random, not a password."""
    return hashlib.sha256(token.encode()).hexdigest()
