"""Whose a workshop is: the accounts that lead it; one without any belongs to whoever runs the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from data.engine import reading, writing
from data.live_signal import tell
from data.permission import ask, asker
from data.rows import raise_revision, upsert
from data.settings import create_allowed, sign_in_allowed
from data.tables import table
from workshop.identity import address_of, is_listed
from workshop.texts import Refusal, message


@dataclass(frozen=True)
class Owner:
    """Somebody whose workshop it is."""

    id: str
    email: str
    name: str


def list_owners(workshop_id: str) -> list[Owner]:
    """The owners of a workshop, by e-mail."""
    accounts, owners = table("accounts").c, table("owners").c
    query = select(accounts.id, accounts.email, accounts.name).where(accounts.id == owners.account_id)
    with reading() as connection:
        ask(connection, "administer", workshop_id)
        rows = connection.execute(query.where(owners.workshop_id == workshop_id)).all()
    return sorted((Owner(*row) for row in rows), key=lambda owner: owner.email)


def add_owner(workshop_id: str, email: str) -> None:
    """Let somebody lead a workshop, everything of it, also its owners; once more changes nothing.

    Raises Refusal when nobody with this address can sign in.
    """
    email = address_of(email)
    with writing() as connection:
        ask(connection, "administer", workshop_id)
        account = account_with(connection, email)
        if account is None and (was_removed(connection, email) or not is_listed(email, sign_in_allowed())):
            raise Refusal(
                message(
                    "Nobody can sign in as “{email}” yet. Whoever runs this app lets them in with “python manage.py "
                    "account add {email}”.",
                    email=email,
                )
            )
        account = account or new_account(connection, email, creates=is_listed(email, create_allowed()))
        numbers = raise_revision(connection, workshop_id, stage=True)
        upsert(connection, "owners", {"workshop_id": workshop_id, "account_id": account})
    tell(workshop_id, numbers)


def remove_owner(workshop_id: str, account: str) -> None:
    """Take a workshop from somebody; their open screens close within seconds. Raises Refusal for the last owner."""
    rows = table("owners")
    with writing() as connection:
        ask(connection, "administer", workshop_id)
        numbers = raise_revision(connection, workshop_id, stage=True)  # first: it is the lock of the workshop
        found = connection.execute(select(rows.c.account_id).where(rows.c.workshop_id == workshop_id)).scalars().all()
        if list(found) == [account]:
            raise Refusal(message("Somebody has to own the workshop. Add another owner first."))
        its = (rows.c.workshop_id == workshop_id, rows.c.account_id == account)
        connection.execute(delete(rows).where(*its))
    tell(workshop_id, numbers)


def give_to_asker(connection: Connection, workshop_id: str) -> None:
    """Who has signed in owns the workshop they have just made; one made by the house is the house's."""
    grant = asker()
    if grant is not None and grant.account is not None:
        row = {"workshop_id": workshop_id, "account_id": grant.account}
        connection.execute(insert(table("owners")).values(row))


def account_with(connection: Connection, email: str) -> str | None:
    """The account with an address; None = there is none."""
    rows = table("accounts").c
    return connection.execute(select(rows.id).where(rows.email == email, rows.removed_at.is_(None))).scalar()


def was_removed(connection: Connection, email: str) -> bool:
    """Whether there was an account with an address, which the house has removed."""
    rows = table("accounts").c
    gone = select(rows.id).where(rows.email == email, rows.removed_at.is_not(None))
    return connection.execute(gone).first() is not None


def new_account(
    connection: Connection, email: str, *, creates: bool, name: str = "", password_hash: str | None = None
) -> str:
    """Make an account, in a transaction that is open; returns its id. There is none with this address, which is as
    `address_of` has it; a removed one is forgotten."""
    account, rows = uuid4().hex, table("accounts")
    connection.execute(delete(rows).where(rows.c.email == email, rows.c.removed_at.is_not(None)))
    row = {"id": account, "email": email, "name": name[:200], "password_hash": password_hash, "creates": creates,
           "tries": 0, "created_at": datetime.now(UTC)}  # fmt: skip
    connection.execute(insert(rows).values(row))
    return account
