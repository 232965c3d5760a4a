"""Who may come in: links with a secret token, of which only the hash is kept, and what each link allows."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, insert, select, update

from data.engine import asking, writing
from data.live_signal import tell
from data.rows import raise_revision
from data.tables import table

COOKIE = "werkstatt"
FACILITATOR = "facilitator"
LINK_HOURS = 12
"""How long a facilitator's link and the cookie it sets are good for: one workshop day."""


@dataclass(frozen=True)
class Grant:
    """What somebody with a valid token may do. `workshop_id` None = every workshop of this installation."""

    role: str
    workshop_id: str | None = None


def make_link(role: str = FACILITATOR, *, workshop_id: str | None = None, hours: float = LINK_HOURS) -> str:
    """A new token (256 random bits); whoever presents it within `hours` has the role. Only its hash is stored."""
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    row = {"token_hash": hashed(token), "role": role, "workshop_id": workshop_id}
    with writing() as connection:
        connection.execute(
            insert(table("access")).values(row | {"created_at": now, "expires_at": now + timedelta(hours=hours)})
        )
    return token


def grant_of(token: str | None) -> Grant | None:
    """What a token allows now; None when it is missing, unknown, expired or revoked."""
    if not token:
        return None
    with asking() as connection:
        found = connection.execute(_valid_link(), {"hash": hashed(token), "now": datetime.now(UTC)}).first()
    return Grant(found.role, found.workshop_id) if found else None


@cache
def _valid_link() -> Select[tuple[str, str | None]]:
    """The query of `grant_of`, which every run of every page asks: making it takes longer than running it."""
    rows = table("access").c
    valid = (rows.token_hash == bindparam("hash"), rows.revoked_at.is_(None), rows.expires_at > bindparam("now"))
    return select(rows.role, rows.workshop_id).where(*valid)


def revoke(token: str) -> None:
    """Make a token worthless at once: consoles and walls of open rooms draw anew, and find the door closed."""
    rows, rooms = table("access"), table("rooms").c
    with writing() as connection:
        connection.execute(update(rows).where(rows.c.token_hash == hashed(token)).values(revoked_at=datetime.now(UTC)))
        now_open = select(rooms.workshop_id).where(rooms.is_open).order_by(rooms.workshop_id)
        found = connection.execute(now_open).scalars().all()
        numbers = {workshop_id: raise_revision(connection, workshop_id, votes=True) for workshop_id in found}
    for workshop_id in found:
        tell(workshop_id, numbers[workshop_id])


def hashed(token: str) -> str:
    """The form in which a token is kept. A plain hash is enough: the token itself is random, not a password."""
    return hashlib.sha256(token.encode()).hexdigest()
