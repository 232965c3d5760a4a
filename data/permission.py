"""Every command asks here, in its transaction, whether whoever gave it may do that; each denial is written down."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import Connection

from data.access import grant_in
from workshop.rights import FACILITATOR, Grant, Thing, may, own
from workshop.texts import Refusal, message

HOUSE = Grant(FACILITATOR)
"""Whoever runs the installation: the command line, the start of the server."""

log = logging.getLogger("werkstatt")


class Denied(Refusal):
    """Somebody asked for what they may not do."""


def _the_house() -> Grant | None:
    return HOUSE


_asker: Callable[[], Grant | None] = _the_house


def asked_by(who: Callable[[], Grant | None]) -> None:
    """Let `who` say on whose behalf the running code works; without this it is the house itself."""
    global _asker
    _asker = who


def asker() -> Grant | None:
    """On whose behalf the running code works; None = a stranger's."""
    return _asker()


def ask(connection: Connection, action: str, workshop_id: str | None = None, department: str | None = None) -> str:
    """Whether whoever gave the command may do it, looked up in its own transaction; returns their role for the log.

    Raises Denied, and writes the denial down, when not: also when the link was revoked a moment ago.
    """
    grant = asker()
    if grant is not None and grant.link:
        grant = grant_in(connection, grant.link)
    thing = Thing(workshop_id, department)
    if grant is None or not may(grant, action, thing):
        deny(grant, action, thing)
        if grant is None:
            raise Denied(message("Your link is no longer valid; nothing was saved. Please come in again."))
        if grant.account is not None:
            raise Denied(message("You may not do this; nothing was saved. Ask the owner of the workshop."))
        raise Denied(message("Your link does not allow this; nothing was saved. Ask the facilitator."))
    return grant.role


def ask_anywhere(connection: Connection, action: str) -> None:
    """`ask` about what belongs to no workshop: whoever may do it in theirs may do it here."""
    grant = asker()
    if grant is not None and grant.account is not None and not grant.owns:
        action = "create"  # about the first one, which is not there yet
    ask(connection, action, own(grant).workshop_id if grant and action != "create" else None)


def deny(grant: Grant | None, action: str, thing: Thing) -> None:
    """Write a denial into the log: role, action and object, never a token or a name."""
    log.warning(
        "Denied: role=%s action=%s workshop=%s department=%s",
        grant.role if grant else "nobody", action, thing.workshop_id or "-", thing.department or "-",
    )  # fmt: skip
