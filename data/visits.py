"""Signing in and out: with a password, or with what a provider says; a visit is a token of which the hash is kept."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from data.access import LINK_HOURS, OPEN, hashed
from data.engine import asking, writing
from data.owners import account_with, new_account, was_removed
from data.passwords import WrongPassword, check_password, pretend_to_check
from data.permission import asker
from data.settings import create_allowed, sign_in_allowed
from data.tables import table
from workshop.identity import Identity, address_of, is_listed
from workshop.rights import FACILITATOR
from workshop.texts import Refusal, message

ONCE = timedelta(seconds=60)
"""How long the token is good that leads from the page after the provider to a cookie."""
VISIT = timedelta(hours=LINK_HOURS)


def sign_in(email: str, password: str) -> str:
    """The token of a new visit. Raises WrongPassword, with the same words and after the same work whether the account
    is unknown, has no password, has to wait after wrong ones, or the password is wrong."""
    wrong = message(
        "E-mail or password is wrong. After several wrong ones wait half a minute. If you have forgotten it, ask "
        "whoever runs this app."
    )
    rows = table("accounts").c
    try:
        email = address_of(email)
    except Refusal:
        email = ""
    with asking() as connection:
        found = connection.execute(select(rows.id, rows.password_hash).where(rows.email == email)).first()
    if found is None or found.password_hash is None:
        pretend_to_check(password)
        raise WrongPassword(wrong)
    try:
        check_password(found.id, found.password_hash, password, of="accounts")
    except WrongPassword:
        raise WrongPassword(wrong) from None
    with writing() as connection:
        token = _begin(connection, found.id, VISIT)
        _used(connection, found.id)
    return token


def sign_in_as(identity: Identity) -> str:
    """A token for once, which becomes a visit at `/s/…`; for who is new an account is made.

    What a provider says counts once: a second window, or somebody with a copy of it, has to ask the provider again.
    Raises Refusal for that, for who is not on the list (`SIGN_IN_ALLOWED`), and for whose account was
    removed.
    """
    stranger = message("“{email}” may not sign in here. Ask whoever runs this app.", email=identity.email)
    if not is_listed(identity.email, sign_in_allowed()):
        raise Refusal(stranger)
    creates, rows = is_listed(identity.email, create_allowed()), table("accounts")
    with writing() as connection:
        if was_removed(connection, identity.email):
            raise Refusal(stranger)
        account = account_with(connection, identity.email) or new_account(connection, identity.email, creates=creates)
        newer = or_(rows.c.said_at.is_(None), rows.c.said_at < identity.said_at)
        values = {"said_at": identity.said_at, "name": identity.name, "creates": creates}
        if connection.execute(update(rows).where(rows.c.id == account, newer).values(values)).rowcount != 1:
            raise Refusal(message("You signed in some time ago. Please sign in again."))
        _used(connection, account)
        return _begin(connection, account, ONCE, once=True)


def exchange(token: str) -> str | None:
    """The token of a visit for one that is good for once; None when it is unknown, too old or was used before."""
    rows = table("access")
    its = (rows.c.token_hash == hashed(token), rows.c.once, rows.c.expires_at > datetime.now(UTC))
    with asking() as connection:  # who guesses keeps nobody from writing
        if connection.execute(select(rows.c.token_hash).where(*its)).first() is None:
            return None
    with writing() as connection:
        account = connection.execute(delete(rows).where(*its).returning(rows.c.account_id)).scalar()
        return _begin(connection, account, VISIT) if account else None


def sign_out() -> None:
    """End the visit of whoever asks; the cookie that stays in the browser opens nothing."""
    grant, rows = asker(), table("access")
    if grant is None or grant.account is None:
        return
    with writing() as connection:
        connection.execute(delete(rows).where(rows.c.token_hash == grant.link, rows.c.account_id == grant.account))


def _begin(connection: Connection, account: str, good_for: timedelta, *, once: bool = False) -> str:
    """A new token of an account; what has run out of its earlier ones goes."""
    rows, token, now = table("access"), secrets.token_urlsafe(32), datetime.now(UTC)
    connection.execute(delete(rows).where(rows.c.account_id == account, rows.c.expires_at <= now))
    row = {"token_hash": hashed(token), "role": FACILITATOR, "account_id": account, "once": once, "created_at": now}
    connection.execute(insert(rows).values(OPEN | row | {"expires_at": now + good_for}))
    return token


def _used(connection: Connection, account: str) -> None:
    rows = table("accounts")
    connection.execute(update(rows).where(rows.c.id == account).values(last_used_at=datetime.now(UTC)))
