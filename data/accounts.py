"""The accounts of facilitators, as whoever runs the house manages them on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, select, update

from data.answers import forget_all_of
from data.engine import asking, reading, writing
from data.live_signal import tell
from data.owners import account_with, new_account
from data.passwords import password_hash
from data.permission import ask
from data.rows import Numbers, raise_revision
from data.tables import table
from workshop.identity import address_of
from workshop.texts import Refusal, message


@dataclass(frozen=True)
class Account:
    """A facilitator who signs in; `workshops`: how many they own."""

    email: str
    name: str
    creates: bool
    has_password: bool
    last_used_at: datetime | None
    workshops: int


def add_account(email: str, password: str = "", *, name: str = "", creates: bool = True) -> None:
    """Let somebody sign in; without a password only through the provider. Raises Refusal when they can already, and
    for a password that is too short."""
    email, kept = address_of(email), password_hash(password)
    with writing() as connection:
        ask(connection, "run")
        if account_with(connection, email) is not None:
            raise Refusal(message("There is already an account “{email}”.", email=email))
        new_account(connection, email, name=name, creates=creates, password_hash=kept)


def list_accounts() -> list[Account]:
    """All accounts, by e-mail."""
    rows, owners = table("accounts").c, table("owners").c
    owned = select(func.count()).where(owners.account_id == rows.id).scalar_subquery()
    query = select(rows.email, rows.name, rows.creates, rows.password_hash.is_not(None), rows.last_used_at, owned)
    with reading() as connection:
        ask(connection, "run")
        return [
            Account(*row) for row in connection.execute(query.where(rows.removed_at.is_(None)).order_by(rows.email))
        ]


def set_password(email: str, password: str) -> None:
    """Give an account a new password, "" = none any more; whoever came in with the old one is out. Raises Refusal when
    there is no such account or the password is too short."""
    kept, rows, visits = password_hash(password), table("accounts"), table("access")
    with writing() as connection:
        ask(connection, "run")
        account = _found(connection, email)
        values = {"password_hash": kept, "tries": 0, "tried_at": None}
        connection.execute(update(rows).where(rows.c.id == account).values(values))
        connection.execute(delete(visits).where(visits.c.account_id == account))
        told = _raised(connection, account)
    _tell(told)


def remove_account(email: str) -> list[str]:
    """Let somebody in no more; who is in is out within seconds. All that stays is the address, so that no list lets it
    in again before `add_account` does. Returns the short names of the workshops that now belong to nobody but the
    house. Raises Refusal when there is no such account."""
    rows, owners, visits = table("accounts"), table("owners"), table("access")
    nothing = {"name": "", "password_hash": None, "creates": False, "tries": 0, "tried_at": None, "last_used_at": None}
    with writing() as connection:
        ask(connection, "run")
        account = _found(connection, email)
        told = _raised(connection, account)
        forget_all_of(connection, account)
        connection.execute(delete(visits).where(visits.c.account_id == account))
        connection.execute(delete(owners).where(owners.c.account_id == account))
        connection.execute(update(rows).where(rows.c.id == account).values(nothing | {"removed_at": datetime.now(UTC)}))
        still = select(owners.c.workshop_id).where(owners.c.workshop_id.in_(told))
        shared = set(connection.execute(still).scalars())
    _tell(told)
    return sorted(told.keys() - shared)


def sign_in_is_set_up() -> bool:
    """Whether there is any account."""
    rows = table("accounts").c
    with asking() as connection:
        return connection.execute(select(rows.id).where(rows.removed_at.is_(None)).limit(1)).first() is not None


def passwords_are_used() -> bool:
    """Whether somebody can sign in with a password."""
    rows = table("accounts").c
    with asking() as connection:
        return connection.execute(select(rows.id).where(rows.password_hash.is_not(None)).limit(1)).first() is not None


def _found(connection: Connection, email: str) -> str:
    account = account_with(connection, address_of(email))
    if account is None:
        raise Refusal(message("There is no account “{email}”.", email=email.strip()))
    return account


def _raised(connection: Connection, account: str) -> dict[str, Numbers]:
    """Raise the stage of an account's workshops, so that its screens look again."""
    rows = table("owners").c
    query = select(rows.workshop_id).where(rows.account_id == account).order_by(rows.workshop_id)
    return {one: raise_revision(connection, one, stage=True) for one in connection.execute(query).scalars().all()}


def _tell(told: dict[str, Numbers]) -> None:
    for workshop_id, numbers in told.items():
        tell(workshop_id, numbers)
