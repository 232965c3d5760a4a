"""A password, of a link or an account: an argon2 hash is kept, a cookie proves it, each wrong one adds to a delay."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, Table, select, update

from data.engine import writing
from data.tables import table
from workshop.texts import Refusal, message

SHORTEST = 8
FREE = 3
"""Wrong passwords without a delay: people mistype."""
LONGEST_WAIT = 30
"""Seconds, at most, between two tries on one link: so nobody, guessing or not, keeps the right person out for long."""


class WrongPassword(Refusal):
    """The password is not that of the link."""


class TooSoon(WrongPassword):
    """It was wrong several times, and the delay is not over."""


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # the library's own parameters: those of RFC 9106


def password_hash(password: str) -> str | None:
    """What is kept of a password; None for "". Raises Refusal when it is too short."""
    if password and len(password) < SHORTEST:
        raise Refusal(message("A password needs at least {n} characters.", n=SHORTEST))
    return _hasher().hash(password) if password else None


def proof(token: str, kept: str) -> str:
    """What a cookie carries beside the token once the password was right; another password makes it worthless."""
    return hmac.new(kept.encode(), token.encode(), hashlib.sha256).hexdigest()


def is_proved(token: str, given: str, kept: str | None) -> bool:
    """Whether a cookie's proof is right; a link without a password needs none."""
    return kept is None or hmac.compare_digest(proof(token, kept).encode(), given.encode())


def wait_after(tries: int) -> int:
    """Seconds until the next try after so many wrong ones: 0, 0, 0, 2, 4, 8, 16, 30, 30 …"""
    return 0 if tries <= FREE - 1 else min(2 ** min(tries - FREE + 1, 10), LONGEST_WAIT)


def check_password(key: str, kept: str, password: str, *, of: str = "access") -> None:
    """Raise WrongPassword or TooSoon; counted before it is looked at, so that trying in parallel gains nothing.

    The count belongs to the link, or of "accounts" to the account, never to an address: a whole room shares one.
    Whoever is in stays in.
    """
    rows = table(of)
    its = next(iter(rows.primary_key)) == key
    _count(rows, its)
    try:
        _hasher().verify(kept, password)
    except (VerificationError, InvalidHashError) as error:
        wrong = message("This is not the password. Compare it with what the facilitator told you.")
        raise WrongPassword(wrong) from error
    with writing() as connection:
        connection.execute(update(rows).where(its).values(tries=0, tried_at=None))


def pretend_to_check(password: str) -> None:
    """The work of looking at a password, where there is none: whoever waits for the answer cannot tell."""
    with suppress(VerificationError):
        _hasher().verify(_nobodys(), password)


@cache
def _nobodys() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))


def _count(rows: Table, its: ColumnElement[bool]) -> None:
    now = datetime.now(UTC)
    with writing() as connection:
        query = select(rows.c.tries, rows.c.tried_at).where(its).with_for_update()
        tries, tried_at = connection.execute(query).one()
        ready = (tried_at or now) + timedelta(seconds=wait_after(tries))
        if ready > now:
            seconds = max(1, round((ready - now).total_seconds()))
            raise TooSoon(message("Too many wrong passwords. Try again in {n} seconds.", n=seconds))
        connection.execute(update(rows).where(its).values(tries=tries + 1, tried_at=now))
